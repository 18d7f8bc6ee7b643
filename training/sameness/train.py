"""Learns what each reason for two reports being of one happening counts for, and how uncommon words are.

    python train.py CORPORA [--small]

Reads the train halves only; writes ``vocabulary/word_shares.en.tsv.gz`` and ``vocabulary/report_weights.toml``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sayso import vocabulary
from sayso.incidents.rarity import words_in

#: a word is in the table if at least so many reports of one corpus have it, and such a share of them
LEAST_REPORTS, LEAST_SHARE = 3, 1 / 400
#: the start is set so that groups with a mean above zero pair reports best; found on the train half
STARTS = [-2.5, -2.25, -2.0, -1.75, -1.5, -1.25, -1.0, -0.75, -0.5]
SMALL = 300
#: the log odds of a pair that was not worth a look, while the start is sought
UNLOOKED = -6.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--small", action="store_true", help="a few reports, to see that it runs")
    given = parser.parse_args()
    limit = SMALL if given.small else None
    out = Path("small-run") if given.small else vocabulary.FOLDER
    out.mkdir(exist_ok=True)
    write_shares(given.corpora, vocabulary.FOLDER if not given.small else out, limit)
    write_weights(given.corpora, out, limit)


def write_shares(corpora: Path, out: Path, limit: int | None) -> None:
    """The table of how many reports in ten thousand have a word, in the corpus that has it most often."""
    shares: dict[str, float] = {}
    for texts in corpora_texts(corpora, limit):
        counted = Counter(word for text in texts for word in set(words_in(text)))
        for word, reports in counted.items():
            share = reports / len(texts)
            if reports >= LEAST_REPORTS and share >= LEAST_SHARE:
                shares[word] = max(shares.get(word, 0.0), share)
    lines = [f"{word}\t{max(1, round(10_000 * share))}" for word, share in sorted(shares.items())]
    head = "# word and how many of 10,000 reports have it; made by training/sameness/train.py"
    data = "\n".join([head, *lines, ""]).encode("utf-8")
    (out / "word_shares.en.tsv.gz").write_bytes(gzip.compress(data, 9, mtime=0))


def corpora_texts(corpora: Path, limit: int | None) -> Iterator[list[str]]:
    data = corpora / "data"
    gva = [f"{row['title']}\n{row['text']}" for row in rows(data / "gva_incidents/docs.train.jsonl.gz")]
    yield gva[:limit]
    yield [" ".join(row["tokens"]) for row in rows(data / "ecbplus/docs.train.jsonl.gz")][:limit]
    yield [row["text"] for row in rows(data / "muc4/texts.train.jsonl.gz")][:limit]
    yield [row["text"] for row in rows(data / "polnear/train.jsonl.gz")][:limit]
    measured = {start(path.read_text(encoding="utf-8")) for path in (corpora / "reports").rglob("*.txt")}
    re3d = (
        json.loads(line)
        for line in (data / "re3d/re3d.jsonl").read_text(encoding="utf-8").split("\n")
        if line
    )
    yield [row["text"] for row in re3d if start(row["text"]) not in measured][:limit]


def start(text: str) -> tuple[str, ...]:
    """What two copies of one text have in common."""
    return tuple(words_in(text)[:8])


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_weights(corpora: Path, out: Path, limit: int | None) -> None:
    # here, because the reasons look words up in the table that was just written
    from sayso.incidents.report_groups import known_by, worth_a_look
    from sayso.incidents.report_reasons import REASONS, strengths
    from sayso.model import Report, ReportId

    gold = rows(corpora / "data/gva_incidents/docs.train.jsonl.gz")[:limit]
    traits = known_by(
        Report(ReportId(row["doc_id"]), row["text"], None, row["dct"], (), row["title"], row["url"])
        for row in gold
    )
    incident = {
        row["doc_id"]: row["incident_ids"][0]
        for row in gold
        if row["verified"] and len(row["incident_ids"]) == 1
    }
    # by all their words: pairs that have little in common must be learned from as well
    pairs = worth_a_look(traits, None)
    features = np.array([strengths(traits[i], traits[j]) for i, j in pairs])
    known = np.array([traits[i].report in incident and traits[j].report in incident for i, j in pairs])
    same = np.array([incident.get(traits[i].report) == incident.get(traits[j].report) for i, j in pairs])
    weights, start = logistic(features[known], same[known].astype(float))
    points = dict(zip(pairs, features @ weights + start, strict=True))
    best = max(STARTS, key=lambda shift: pairwise_f1(traits, points, shift, incident))
    names = [reason.__name__ for reason in REASONS]
    lines = [
        "# Learned by training/sameness/train.py from the train half of gva_incidents; not to be edited by hand.",
        "# Two reports are rather of one happening when start + the sum of weight × strength is above zero.",
        "",
        'version = "report-sameness-en.2"',
        f"start = {start - best:.2f}",
        "",
        "[weights]",
        *(f"{name} = {weight:.2f}" for name, weight in zip(names, weights, strict=True)),
        "",
    ]
    (out / "report_weights.toml").write_text("\n".join(lines), encoding="utf-8")
    print(
        f"{len(pairs)} pairs, {int(same[known].sum())} of one incident; shift {best}; train pairwise F1 "
        f"{pairwise_f1(traits, points, best, incident):.3f}"
    )


def logistic(features: np.ndarray, same: np.ndarray, ridge: float = 1.0) -> tuple[np.ndarray, float]:
    """Weights and start of a logistic regression, by Newton's method."""
    mean, spread = features.mean(0), features.std(0) + 1e-6
    scaled = np.c_[(features - mean) / spread, np.ones(len(features))]
    found = np.zeros(scaled.shape[1])
    penalty = ridge * np.r_[np.ones(len(found) - 1), 0.0]
    for _ in range(30):
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (same - chance) - penalty * found
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.diag(penalty + 1e-9)
        found += np.linalg.solve(bend, slope)
    return found[:-1] / spread, float(found[-1] - (found[:-1] * mean / spread).sum())


def pairwise_f1(
    traits: list[Any], points: dict[tuple[int, int], float], shift: float, incident: dict[str, str]
) -> float:
    """Of all pairs of reports, after grouping with the start lowered by ``shift``."""
    from sayso.incidents.grouping import grouped

    groups = grouped(len(traits), points, lambda i, j: points.get((i, j), UNLOOKED) - shift)
    found = [{traits[i].report for i in group if traits[i].report in incident} for group in groups]
    joined = sum(len(group) * (len(group) - 1) // 2 for group in found)
    right = sum(n * (n - 1) // 2 for group in found for n in Counter(incident[one] for one in group).values())
    wanted = sum(n * (n - 1) // 2 for n in Counter(incident.values()).values())
    return 2 * right / max(1, joined + wanted)


if __name__ == "__main__":
    main()
