"""Train the head that says which words fill the roles of a happening, over a reader whose other heads stay as they are.

    python roles.py --reader CHECKPOINT_FOLDER --data ../../../shared/data --out OUT [--epochs 6] [--small]

CHECKPOINT_FOLDER holds what ``train.py`` wrote. The network is run once over all texts; only its vectors of happenings are
kept. Then two vectors a word and role, and a table of ways over the tree, learn together. OUT gets a checkpoint as
``training/reader-en/export.py`` takes it.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import marked
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from train import inputs_of, share_of_rate, take_in

sys.path.insert(0, str(Path(__file__).parents[1] / "reader-en"))
from export import load
from network import ROLE, WIDTH, Network, of_words
from network import Roles as Vectors

from sayso.language import Nlp, fillers, layers

BATCH, RATE, TABLE_RATE = 8, 1e-3, 1e-2
#: a feature of ways is learned if it is seen so often
SEEN = 6
#: features of one way at most
MOST = 7
#: a text in so many is left out of training, to measure on
APART = 20


@dataclass(slots=True)
class Sentence:
    """The words of a happening's sentence within its window, the features of the ways to them, and what they fill."""

    own: int
    words: list[int]
    ways: list[list[str]]
    gold: Tensor


@dataclass(slots=True)
class Example:
    """One window: the network's vectors of its words, and the sentences of its happenings."""

    seen: Tensor
    sentences: list[Sentence]


class Head(nn.Module):
    """The vectors, and the tables that ``fillers.Tables`` holds at run time."""

    def __init__(self, features: dict[str, int]) -> None:
        super().__init__()
        self.vectors, self.features = Vectors(len(layers.ROLES)), features
        self.bias = nn.Parameter(torch.full((len(layers.ROLES),), -3.0))
        self.apart = nn.Parameter(torch.zeros(2 * fillers.APART + 1, len(layers.ROLES)))
        self.ways = nn.EmbeddingBag(len(features) + 1, len(layers.ROLES), mode="sum", padding_idx=0)
        nn.init.zeros_(self.ways.weight)

    def forward(self, example: Example) -> list[Tensor]:
        """For each sentence the scores of its words [word, role]."""
        happening, filler = (
            rows[0].view(-1, len(layers.ROLES), ROLE) for rows in self.vectors(example.seen[None].float())
        )
        return [self._scores(one, happening, filler) for one in example.sentences]

    def _scores(self, one: Sentence, happening: Tensor, filler: Tensor) -> Tensor:
        scores = torch.einsum("rd,wrd->wr", happening[one.own], filler[one.words]) + self.bias
        scores = scores + self.apart[[fillers.apart(word - one.own) for word in one.words]]
        known = torch.tensor(
            [([self.features.get(way, 0) for way in ways] + [0] * MOST)[:MOST] for ways in one.ways]
        )
        if self.training:
            known = known * (torch.rand(known.shape) > 0.15)
        return scores + self.ways(known)


def examples(texts: Iterable[marked.Marked], network: Network, nlp: Nlp) -> Iterator[Example]:
    """The windows with a happening whose roles are marked."""
    texts, filled = list(texts), marked.roles()
    for text, doc in zip(texts, nlp.pipe([one.text for one in texts]), strict=True):
        tokens = [token for token in doc if not token.is_space]
        place = {token.i: at for at, token in enumerate(tokens)}
        happenings = dict(_happenings(text, filled.get(text.id, {}), doc, place))
        for window, inputs in inputs_of(doc, nlp):
            mine = [at for at in happenings if window.home <= at < window.end]
            if mine:
                sentences = [_sentence(at, happenings[at], tokens, window, place) for at in mine]
                yield Example(vectors(network, inputs), sentences)


def _happenings(text, filled: marked.Roles, doc, place) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """By the word that names a happening, the words that fill it, each with its role; places in the text without white space."""
    for start, end, _, _ in text.marks:
        trigger = doc.char_span(start, end, alignment_mode="expand")
        if start not in filled or trigger is None or trigger.root.i not in place:
            continue
        spans = [(role, doc.char_span(a, b, alignment_mode="expand")) for role, a, b in filled[start]]
        roots = [
            (place[span.root.i], role) for role, span in spans if span is not None and span.root.i in place
        ]
        yield place[trigger.root.i], roots


def _sentence(at: int, filled: list[tuple[int, str]], tokens, window, place) -> Sentence:
    head = tokens[at]
    words = [place[token.i] for token in head.sent if token.i in place]
    words = [word for word in words if window.first <= word < window.end]
    gold = torch.zeros(len(words), len(layers.ROLES))
    for word, role in filled:
        if word in words:
            gold[words.index(word), layers.ROLES.index(role)] = 1
    ways = [list(fillers.way(head, tokens[word])) for word in words]
    return Sentence(at - window.first, [word - window.first for word in words], ways, gold)


@torch.no_grad()
def vectors(network: Network, inputs: list[Tensor]) -> Tensor:
    """What the finished network makes of the words of a window, as its head for happenings sees them."""
    ids, cases, breaks, first, last = (row[None] for row in inputs)
    seen = network.encoder(ids, cases, breaks)
    syntax = network.families(seen, first, last)["syntax"]
    of_each = [of_words(layer, first, last) for layer in seen]
    return network.happenings.seen(of_each, network.arcs(syntax), last > 0)[0].half()


def learn(head: Head, rows: list[Example], epochs: int) -> dict[str, Tensor]:
    """The averaged weights after so many passes."""
    rng = random.Random(0)
    dense = [weights for name, weights in head.named_parameters() if not name.startswith("ways")]
    groups = [
        {"params": dense, "lr": RATE, "weight_decay": 0.01},
        {"params": [head.ways.weight], "lr": TABLE_RATE, "weight_decay": 1e-4},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    average = {name: value.detach().clone() for name, value in head.state_dict().items()}
    steps, step, began = epochs * math.ceil(len(rows) / BATCH), 0, time.time()
    rates = [group["lr"] for group in optimizer.param_groups]
    for epoch in range(epochs):
        order, total = rng.sample(rows, len(rows)), 0.0
        for at in range(0, len(order), BATCH):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share_of_rate(step, steps)
            pairs = [
                (scores, one.gold)
                for row in order[at : at + BATCH]
                for scores, one in zip(head(row), row.sentences, strict=True)
            ]
            loss = sum(
                F.binary_cross_entropy_with_logits(scores, gold, reduction="sum") for scores, gold in pairs
            ) / len(pairs)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(dense, 1.0)
            optimizer.step()
            step, total = step + 1, total + loss.item()
            take_in(average, head, step)
        print(
            f"pass {epoch + 1} of {epochs}: loss {total * BATCH / len(rows):.3f}, {time.time() - began:.0f} s",
            flush=True,
        )
    return average


@torch.no_grad()
def measure(head: Head, rows: list[Example]) -> None:
    """Print, a role a line, how many fillers are found and how many found ones are right, at 0.5."""
    head.eval()
    pairs = [pair for row in rows for pair in zip(head(row), row.sentences, strict=True)]
    shares = torch.cat([scores.sigmoid() for scores, _ in pairs])
    gold = torch.cat([one.gold for _, one in pairs]) > 0
    for at, role in enumerate(layers.ROLES):
        found, there = shares[:, at] >= 0.5, gold[:, at]
        hits = int((found & there).sum())
        print(
            f"{role:9} {int(there.sum()):5} precision {hits / max(1, int(found.sum())):.3f} recall {hits / max(1, int(there.sum())):.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reader", type=Path, required=True, help="checkpoint folder of train.py")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--small", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(0)
    network, facts = load(args.reader)
    texts = marked.shuffled(args.data)[: 60 if args.small else None]
    apart = max(1, len(texts) // APART)
    nlp = Nlp()
    held, rows = (list(examples(some, network, nlp)) for some in (texts[:apart], texts[apart:]))
    seen = Counter(way for row in rows for one in row.sentences for ways in one.ways for way in ways)
    common = [way for way, times in seen.items() if times >= SEEN]
    head = Head({way: at for at, way in enumerate(common, 1)})
    head.load_state_dict(learn(head, rows, args.epochs))
    print(f"on {len(held)} windows of {apart} texts left out of training:")
    measure(head, held)
    args.out.mkdir(parents=True, exist_ok=True)
    vectors_of = {f"roles.{name}": value for name, value in head.vectors.state_dict().items()}
    torch.save({"average": network.state_dict() | vectors_of}, args.out / "checkpoint.pt")
    facts["sizes"]["roles"], facts["labels"]["roles"] = len(layers.ROLES), list(layers.ROLES)
    tables = {"bias": head.bias, "apart": head.apart, "ways": head.ways.weight[1:]}
    facts["roles"] = {name: table.tolist() for name, table in tables.items()}
    facts["ways"] = common
    (args.out / "facts.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
