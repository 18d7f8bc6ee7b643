"""The network: a small BERT encoder and the heads that read it. Training only; it is run from ONNX.

Axes: window, piece (word pieces of a window), word, tag. ``first`` and ``last`` say which pieces a
word begins and ends with; a word is the mean of the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL, LINK = 192, 96, 128
#: numbers a word has for each role of a happening
ROLE = 48


@dataclass(frozen=True)
class Sizes:
    """How many labels each head has."""

    upos: int
    xpos: int
    feats: int
    lemma: int
    deprel: int
    names: int
    other_names: int
    objects: int
    speech: int
    #: kinds of happenings and "none"; 0: a network that has not learned them yet (``training/happenings``)
    happenings: int = 0
    #: roles of happenings, learned after those; 0 likewise
    roles: int = 0


class Layer(nn.Module):
    """One layer of BERT, after Devlin et al. 2019."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.out_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        windows, pieces, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(windows, pieces, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).transpose(1, 2)

        seen = F.scaled_dot_product_attention(heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), mask)
        seen = seen.transpose(1, 2).reshape(windows, pieces, WIDTH)
        x = self.out_norm(x + self.dropout(self.out(seen)))
        return self.down_norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with two further inputs, which begin at zero: how a word is written, what stands before it."""

    def __init__(self, vocabulary: int, cases: int, breaks: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.cases, self.breaks = nn.Embedding(cases, WIDTH), nn.Embedding(breaks, WIDTH)
        nn.init.zeros_(self.cases.weight)
        nn.init.zeros_(self.breaks.weight)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, cases: Tensor, breaks: Tensor) -> list[Tensor]:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places) + self.cases(cases) + self.breaks(breaks)
        x = self.dropout(self.norm(x))
        mask = (ids == 0)[:, None, None, :].to(x.dtype) * -10000.0
        seen = []
        for layer in self.layers:
            x = layer(x, mask)
            seen.append(x)
        return seen

    def load_minilm(self, weights: dict[str, Tensor]) -> None:
        """Copy the weights of sentence-transformers/all-MiniLM-L6-v2."""
        types = weights["embeddings.token_type_embeddings.weight"][0]
        self.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        self.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"] + types)
        _copy(self.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}"
            for part in ("query", "key", "value"):
                _copy(getattr(layer, part), weights, f"{at}.attention.self.{part}")
            _copy(layer.out, weights, f"{at}.attention.output.dense")
            _copy(layer.out_norm, weights, f"{at}.attention.output.LayerNorm")
            _copy(layer.up, weights, f"{at}.intermediate.dense")
            _copy(layer.down, weights, f"{at}.output.dense")
            _copy(layer.down_norm, weights, f"{at}.output.LayerNorm")


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(weights[f"{name}.weight"])
    module.bias.data.copy_(weights[f"{name}.bias"])


class Mix(nn.Module):
    """A learned mean of the layers, one a family of heads. Source: Peters et al. 2018, ELMo."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(0, 1, LAYERS))

    def forward(self, layers: list[Tensor]) -> Tensor:
        shares = self.weights.softmax(0)
        return sum(share * layer for share, layer in zip(shares, layers, strict=True))


class Biaffine(nn.Module):
    """Scores of word pairs [window, from, to]. Source: Dozat & Manning 2017."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)
        self.between = nn.Parameter(torch.randn(size, size) / size)
        self.bias = nn.Parameter(torch.zeros(size))
        self.dropout = nn.Dropout(0.25)

    def forward(self, words: Tensor) -> Tensor:
        left = self.dropout(F.gelu(self.left(words)))
        right = self.dropout(F.gelu(self.right(words)))
        return (left @ self.between + self.bias) @ right.transpose(1, 2)


class Informed(nn.Module):
    """Words that know the word they hang on and the words that hang on them.

    The arcs are the parser's own scores, taken as they are. Source: Strubell et al. 2018, simplified.
    """

    def __init__(self) -> None:
        super().__init__()
        self.up, self.down = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH), nn.Dropout(0.1)
        for part in (self.up, self.down):
            nn.init.zeros_(part.weight)

    def forward(self, words: Tensor, arcs: Tensor, known: Tensor) -> Tensor:
        heads = arcs.masked_fill(~known[:, None, :], -1e4).softmax(-1) * known[:, :, None]
        seen = self.up(heads @ words) + self.down(heads.transpose(1, 2) @ words)
        return self.norm(words + self.dropout(seen))


class Happenings(nn.Module):
    """Which word names a happening, of which kind: learned over the other heads' finished network, which it leaves as it is."""

    def __init__(self, kinds: int) -> None:
        super().__init__()
        self.mix, self.informed, self.layer = Mix(), Informed(), Layer()
        self.between, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, kinds)
        self.dropout = nn.Dropout(0.2)

    def seen(self, layers: list[Tensor], arcs: Tensor, known: Tensor) -> Tensor:
        """The vectors of words [window, word, width]; the layers are of words, not of pieces."""
        seen = self.informed(self.mix(layers), arcs, known)
        return self.dropout(self.layer(seen, (~known)[:, None, None, :].to(seen.dtype) * -10000.0))

    def forward(self, seen: Tensor) -> Tensor:
        """The scores of "none" and of each kind [window, word, kind]."""
        return self.out(seen + self.dropout(F.gelu(self.between(seen))))


class Roles(nn.Module):
    """Which words fill the roles of a happening: two vectors a word and role, whose product is the score."""

    def __init__(self, roles: int) -> None:
        super().__init__()
        self.happening, self.filler = nn.Linear(WIDTH, roles * ROLE), nn.Linear(WIDTH, roles * ROLE)
        self.dropout = nn.Dropout(0.25)

    def forward(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        """Each word's vectors as a happening and as a filler [window, word, role x size], from the happenings' own."""
        happening = F.gelu(self.happening(seen)) * (2 / ROLE**0.5)
        return self.dropout(happening), self.dropout(F.gelu(self.filler(seen)))


def of_words(pieces: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """The vectors of words [window, word, width]: the mean of the first and the last piece of each."""
    index = first[:, :, None].expand(-1, -1, WIDTH), last[:, :, None].expand(-1, -1, WIDTH)
    return (pieces.gather(1, index[0]) + pieces.gather(1, index[1])) / 2


class Network(nn.Module):
    """The encoder with all heads; ``forward`` gives every score that the runtime reads."""

    def __init__(self, vocabulary: int, cases: int, breaks: int, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, cases, breaks)
        self.mixes = nn.ModuleDict({family: Mix() for family in ("syntax", "mentions", "speech", "factuality")})
        self.dropout = nn.Dropout(0.2)
        self.starts = nn.Linear(WIDTH, 2)
        self.upos, self.xpos = nn.Linear(WIDTH, sizes.upos), nn.Linear(WIDTH, sizes.xpos)
        self.feats, self.lemma = nn.Linear(WIDTH, sizes.feats), nn.Linear(WIDTH, sizes.lemma)
        self.arcs = Biaffine(ARC)
        self.label_left, self.label_right = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.label_between = nn.Parameter(torch.randn(sizes.deprel, LABEL + 1, LABEL + 1) / LABEL)
        self.names, self.objects = nn.Linear(WIDTH, sizes.names), nn.Linear(WIDTH, sizes.objects)
        self.other_names = nn.Linear(WIDTH, sizes.other_names)
        self.speech, self.links = nn.Linear(WIDTH, sizes.speech), Biaffine(LINK)
        self.informed = nn.ModuleDict({family: Informed() for family in ("speech", "factuality")})
        self.speech_layer = Layer()
        if sizes.happenings:
            self.happenings = Happenings(sizes.happenings)
        if sizes.roles:
            self.roles = Roles(sizes.roles)
        self.factuality = nn.Sequential(nn.Linear(WIDTH, INNER // 12), nn.GELU(), nn.Linear(INNER // 12, 1))
        self.chains = nn.ParameterDict()
        for head in ("names", "other_names", "objects", "speech"):
            tags = getattr(sizes, head)
            self.chains[f"{head}_between"] = nn.Parameter(torch.zeros(tags, tags))
            self.chains[f"{head}_first"] = nn.Parameter(torch.zeros(tags))

    def words(self, ids: Tensor, cases: Tensor, breaks: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """Each family's vector of each word [window, word, width]."""
        return self.families(self.encoder(ids, cases, breaks), first, last)

    def families(self, layers: list[Tensor], first: Tensor, last: Tensor) -> dict[str, Tensor]:
        return {family: self.dropout(of_words(mix(layers), first, last)) for family, mix in self.mixes.items()}

    def speech_words(self, words: dict[str, Tensor], last: Tensor) -> Tensor:
        """The vectors of the speech family, with the tree and one more layer seen."""
        known = last > 0
        seen = self._informed("speech", words, known)
        return self.speech_layer(seen, (~known)[:, None, None, :].to(seen.dtype) * -10000.0)

    def factuality_scores(self, words: dict[str, Tensor], last: Tensor) -> Tensor:
        """How far each word is said to have happened [window, word]."""
        return self.factuality(self._informed("factuality", words, last > 0))[:, :, 0]

    def _informed(self, family: str, words: dict[str, Tensor], known: Tensor) -> Tensor:
        return self.informed[family](words[family], self.arcs(words["syntax"]).detach(), known)

    def label_vectors(self, syntax: Tensor) -> tuple[Tensor, Tensor]:
        """What the labels of arcs are scored from, with a constant 1 at the end of each vector."""
        one = torch.ones_like(syntax[:, :, :1])
        left, right = self.label_left(syntax), self.label_right(syntax)
        return torch.cat([F.gelu(left), one], -1), torch.cat([F.gelu(right), one], -1)

    def forward(
        self, ids: Tensor, cases: Tensor, breaks: Tensor, first: Tensor, last: Tensor
    ) -> dict[str, Tensor]:
        layers = self.encoder(ids, cases, breaks)
        words = self.families(layers, first, last)
        syntax, mentions, speech = words["syntax"], words["mentions"], self.speech_words(words, last)
        left, right = self.label_vectors(syntax)
        scores = {
            "starts": self.starts(syntax),
            "upos": self.upos(syntax),
            "xpos": self.xpos(syntax),
            "feats": self.feats(syntax),
            "lemma": self.lemma(syntax),
            "arcs": self.arcs(syntax),
            "label_left": left,
            "label_right": right,
            "names": self.names(mentions),
            "objects": self.objects(mentions),
            "speech": self.speech(speech),
            "links": self.links(speech),
            "factuality": self.factuality_scores(words, last),
        }
        if hasattr(self, "happenings"):
            of_each = [of_words(layer, first, last) for layer in layers]
            seen = self.happenings.seen(of_each, self.arcs(syntax), last > 0)
            scores["happenings"] = self.happenings(seen)
            if hasattr(self, "roles"):
                scores["happening_roles"], scores["filler_roles"] = self.roles(seen)
        return scores


def chain_loss(scores: Tensor, tags: Tensor, between: Tensor, first: Tensor) -> Tensor:
    """The mean over words of the negative log likelihood of the tags; -100 ends a row. CRF, Lafferty 2001."""
    known = tags >= 0
    tags = tags.clamp(min=0)
    scores = scores.float()
    picked = scores.gather(2, tags[:, :, None])[:, :, 0]
    steps = between[tags[:, :-1], tags[:, 1:]]
    gold = first[tags[:, 0]] + (picked * known).sum(1) + (steps * known[:, 1:]).sum(1)
    total = scores[:, 0] + first
    for word in range(1, scores.shape[1]):
        after = (total[:, :, None] + between).logsumexp(1) + scores[:, word]
        total = torch.where(known[:, word, None], after, total)
    row = known[:, 0]
    return ((total.logsumexp(1) - gold) * row).sum() / known.sum().clamp(min=1)
