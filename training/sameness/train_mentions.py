"""Learns what each likeness of two words counts for: are they said of one event?

    python train_mentions.py CORPORA [--small]

Reads the train half of ecbplus only; writes ``vocabulary/mention_weights.toml``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from train import logistic

from sayso import vocabulary
from sayso.evaluation.event_clusters import learned, read_mentions, strengths, worth_a_look

#: the start is lowered by so much: groups join by their mean, and unlike members pull it down
SHIFT = 0.7
SMALL = 60


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--small", action="store_true", help="a few mentions, to see that it runs")
    given = parser.parse_args()
    records, chains = train_half(given.corpora, SMALL if given.small else None)
    mentions, alike = read_mentions(records)
    pairs = list(worth_a_look(mentions, alike))
    features = np.array([strengths(mentions[i], mentions[j], alike) for i, j in pairs])
    same = np.array([chains[mentions[i].id] == chains[mentions[j].id] for i, j in pairs], float)
    weights, start = logistic(features, same)
    out = Path("small-run") if given.small else vocabulary.FOLDER
    out.mkdir(exist_ok=True)
    names = list(vocabulary.load("mention_weights")["weights"])
    lines = [
        "# Learned by training/sameness/train_mentions.py from the train half of ecbplus; not to be edited by hand.",
        "# Two words are rather said of one happening when start + the sum of weight × strength is above zero.",
        "",
        'version = "mention-sameness-en.1"',
        f"start = {start + SHIFT:.2f}",
        "",
        "[weights]",
        *(f"{name} = {weight:.2f}" for name, weight in zip(names, weights, strict=True)),
        "",
    ]
    (out / "mention_weights.toml").write_text("\n".join(lines), encoding="utf-8")
    print(f"{len(pairs)} pairs, {int(same.sum())} of one event; before: {learned()}")


def train_half(corpora: Path, limit: int | None) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The mentions as the scorer's inputs are, and the event of each."""
    gold = corpora / "data/ecbplus/event_mentions.train.jsonl.gz"
    made = subprocess.run(
        [sys.executable, corpora / "score/inputs.py", "event-clusters", gold],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    answers = subprocess.run(
        [sys.executable, corpora / "score/inputs.py", "event-clusters", gold, "--answers"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    told = [json.loads(line) for line in answers.stdout.splitlines()]
    records = [json.loads(line) for line in made.stdout.rstrip("\n").split("\n")]
    return records[:limit], {row["item"]: row["cluster"] for row in told}


if __name__ == "__main__":
    main()
