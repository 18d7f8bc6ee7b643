"""Train the head that says which words name a happening, over a reader whose other heads stay as they are.

    python train.py --reader CHECKPOINT_FOLDER --data ../../../shared/data --out OUT [--epochs 5] [--small]

The reader's network is run once over all texts and its layers are kept (some 5 KB a word, in memory); then only the head
learns. OUT gets a checkpoint as ``training/reader-en/export.py`` takes it. ``--small``: a few texts, to see that it runs.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import marked
import torch
import torch.nn.functional as F
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[1] / "reader-en"))
from export import load
from network import Happenings, Network, of_words
from spacy.tokens import Doc

from sayso import vocabulary
from sayso.language import Nlp, _joints
from sayso.language.heads import Words, _inputs
from sayso.language.letters import cases_of
from sayso.language.windows import Window, windows
from sayso.language.write import breaks_of, words_of

BATCH, RATE = 12, 5e-4
#: labels of words that no loss is taken of: read for context only, or marginal
IGNORED = -100


@dataclass(slots=True)
class Example:
    """One window: what the network reads, the label of each word, and, once it was run, its layers and arcs."""

    inputs: list[Tensor]
    labels: Tensor
    layers: Tensor | None = None
    arcs: Tensor | None = None


def examples(texts: Iterable[marked.Marked], nlp: Nlp, kinds: list[str]) -> Iterator[Example]:
    """The windows of the texts, as the reader cuts them; a mark is at the word that its other words hang on."""
    texts = list(texts)
    for text, doc in zip(texts, nlp.pipe([one.text for one in texts]), strict=True):
        tokens = [token for token in doc if not token.is_space]
        at = {token.i: place for place, token in enumerate(tokens)}
        labels = [0] * len(tokens)
        for start, end, kind, flag in sorted(text.marks, key=lambda mark: "mbn".index(mark[3])):
            words = doc.char_span(start, end, alignment_mode="expand")
            if words is not None and words.root.i in at:
                labels[at[words.root.i]] = IGNORED if flag == "m" else 1 + kinds.index(kind)
        for window, inputs in inputs_of(doc, nlp):
            context = [IGNORED] * (window.home - window.first)
            yield Example(inputs, torch.tensor(context + labels[window.home : window.end]))


def inputs_of(doc: Doc, nlp: Nlp) -> Iterator[tuple[Window, list[Tensor]]]:
    """The windows of a text as the reader cuts them, each with what the network reads of it."""
    words = words_of(doc)
    read = Words([nlp.heads.wordpiece.pieces(word) for word in words], cases_of(words), breaks_of(doc))
    for window in windows([len(pieces) for pieces in read.pieces], _joints(words, read.breaks)):
        yield window, [torch.from_numpy(row[0]) for row in _inputs(read, window).values()]


@torch.no_grad()
def run(network: Network, example: Example) -> None:
    """Keep what the finished network says of the window: its layers, a vector a word, and its arcs."""
    ids, cases, breaks, first, last = (row[None] for row in example.inputs)
    layers = network.encoder(ids, cases, breaks)
    example.layers = torch.stack([of_words(layer, first, last)[0] for layer in layers]).half()
    syntax = network.families(layers, first, last)["syntax"]
    example.arcs = network.arcs(syntax)[0].half()


def batch(rows: list[Example]) -> tuple[list[Tensor], Tensor, Tensor, Tensor]:
    """Layers, arcs, which words there are, and labels of some windows side by side."""
    most = max(len(row.labels) for row in rows)
    layers = torch.zeros(rows[0].layers.shape[0], len(rows), most, rows[0].layers.shape[2])
    arcs, known = torch.zeros(len(rows), most, most), torch.zeros(len(rows), most, dtype=torch.bool)
    labels = torch.full((len(rows), most), IGNORED)
    for at, row in enumerate(rows):
        size = len(row.labels)
        layers[:, at, :size], arcs[at, :size, :size] = row.layers.float(), row.arcs.float()
        known[at, :size], labels[at, :size] = True, row.labels
    return list(layers), arcs, known, labels


def batches(rows: list[Example], rng: random.Random) -> list[list[Example]]:
    """All windows once, those of like length together."""
    order = rng.sample(rows, len(rows))
    pools = [order[at : at + 20 * BATCH] for at in range(0, len(order), 20 * BATCH)]
    order = [row for pool in pools for row in sorted(pool, key=lambda row: len(row.labels))]
    made = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    return rng.sample(made, len(made))


def loss_of(scores: Tensor, labels: Tensor) -> Tensor:
    """Words that name a happening count twice: they are few."""
    known = labels != IGNORED
    each = F.cross_entropy(scores[known], labels[known], reduction="none")
    happening = labels[known] > 0
    return (each * (1.0 + happening)).sum() / happening.sum().clamp(min=8)


def share_of_rate(step: int, steps: int) -> float:
    """How much of its rate a step learns with: it warms up, then falls with a cosine to a fiftieth."""
    warm = min(1.0, (step + 1) / (0.06 * steps))
    return warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))


@torch.no_grad()
def take_in(average: dict[str, Tensor], head: nn.Module, step: int) -> None:
    """Let the averaged weights follow those of the head after so many steps."""
    for name, value in head.state_dict().items():
        average[name].lerp_(value, 1 - min(0.998, step / (step + 9)))


def learn(head: Happenings, rows: list[Example], epochs: int) -> dict[str, Tensor]:
    """The averaged weights of the head after so many passes."""
    rng = random.Random(0)
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    average = {name: value.detach().clone() for name, value in head.state_dict().items()}
    steps, step, began = epochs * math.ceil(len(rows) / BATCH), 0, time.time()
    for epoch in range(epochs):
        total = 0.0
        for chosen in batches(rows, rng):
            optimizer.param_groups[0]["lr"] = RATE * share_of_rate(step, steps)
            layers, arcs, known, labels = batch(chosen)
            loss = loss_of(head(head.seen(layers, arcs, known)), labels)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            step, total = step + 1, total + loss.item()
            take_in(average, head, step)
        print(
            f"pass {epoch + 1} of {epochs}: loss {total * BATCH / len(rows):.3f}, {time.time() - began:.0f} s",
            flush=True,
        )
    return average


def measure(head: Happenings, rows: list[Example]) -> None:
    """Print how many marked words are found, and how many found ones are marked, at three thresholds."""
    head.eval()
    sure, right = [], []
    with torch.no_grad():
        for row in rows:
            layers, arcs, known, labels = batch([row])
            shares = head(head.seen(layers, arcs, known))[0].softmax(-1)
            home = labels[0] != IGNORED
            sure.append(1 - shares[home, 0])
            right.append(labels[0][home] > 0)
    shares, gold = torch.cat(sure), torch.cat(right)
    for least in (0.3, 0.5, 0.7):
        hits = int(((shares >= least) & gold).sum())
        print(
            f"at {least}: precision {hits / max(1, int((shares >= least).sum())):.3f}, recall {hits / max(1, int(gold.sum())):.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reader", type=Path, required=True, help="checkpoint folder of training/reader-en")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--small", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(0)
    kinds = list(vocabulary.load("kinds")["kinds"])
    network, facts = load(args.reader)
    texts = marked.shuffled(args.data)[: 60 if args.small else None]
    rows = list(examples(texts, Nlp(), kinds))
    for at, row in enumerate(rows):
        run(network, row)
        if at % 500 == 499:
            print(f"{at + 1} of {len(rows)} windows are read", flush=True)
    apart = max(1, len(rows) // 25)
    head = Happenings(1 + len(kinds))
    average = learn(head, rows[apart:], args.epochs)
    head.load_state_dict(average)
    print(f"on {apart} windows left out of training:")
    measure(head, rows[:apart])
    args.out.mkdir(parents=True, exist_ok=True)
    state = network.state_dict() | {f"happenings.{name}": value for name, value in average.items()}
    torch.save({"average": state}, args.out / "checkpoint.pt")
    facts["sizes"]["happenings"], facts["labels"]["happenings"] = 1 + len(kinds), ["", *kinds]
    (args.out / "facts.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
