"""train.py CORPORA [OUT]: learn the models of ``sayso predict muc4`` from the train half and write their weights.

Reading the 1,300 reports takes about fifteen minutes on one core.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
from answers import FILLS, Key, read_keys, read_rows
from fitting import Recipe, arrays, fit, out_of_fold
from spacy.tokens import Doc

from sayso.evaluation.muc4.details import CHOICES, detail_features
from sayso.evaluation.muc4.model import WEIGHTS, Layer, hashed, together
from sayso.evaluation.muc4.pairs import Filler, pair_features
from sayso.evaluation.muc4.weighing import (
    ROLES,
    TYPES,
    Featured,
    Weighed,
    features_of,
    first_weighed,
    of_report,
    of_sentences,
    of_whole,
)

REPORT = Recipe(fewest=3, strength=0.003, kept=10_000)
SENTENCE = Recipe(fewest=3, strength=0.002, kept=15_000)
ROLE = Recipe(fewest=4, strength=0.2, kept=45_000, rare=False)
PAIR = Recipe(fewest=5, strength=0.1, kept=2_000, rare=False)
VERDICT = Recipe(fewest=3, strength=0.05, kept=2_000, rare=False)
DETAIL = Recipe(fewest=2, strength=0.05, kept=4_000)
CONFIDENCE = Recipe(fewest=2, strength=0.01, kept=4_000)
#: roles whose wordings show which sentences tell of an incident; organisations are named everywhere
_TELLING = tuple(role for role in ROLES if role != "organisation")

#: reports that the reader's network has learned from, and how much they count here: what it sees in them is surer than elsewhere
KNOWN = frozenset((Path(__file__).parent / "known-to-reader.txt").read_text(encoding="utf-8").split())
KNOWN_COUNTS = 0.35

Reports = dict[str, Featured]
Keys = dict[str, list[Key]]


def read(folder: Path, limit: int | None) -> Iterator[tuple[str, Doc]]:
    """The reports of the train half, read by the bundled reader."""
    from sayso.language import load_nlp

    rows = read_rows(folder / "texts.train.jsonl.gz")[:limit]
    return zip((row["docid"] for row in rows), load_nlp().pipe(row["text"] for row in rows), strict=True)


def report_rows(reports: Reports, keys: Keys) -> tuple[list[np.ndarray], np.ndarray]:
    wanted = [
        [bool(keys[name]), *(any(kind in key.types for key in keys[name]) for kind in TYPES)]
        for name in reports
    ]
    return [one.report for one in reports.values()], np.array(wanted)


def sentence_rows(
    reports: Reports, keys: Keys, shares: np.ndarray
) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Rows, what is wanted of them, and the number of the report of each."""
    rows, wanted, owner = [], [], []
    for number, (name, one) in enumerate(reports.items()):
        told = np.zeros((len(one.sentences), 1 + len(TYPES)), dtype=bool)
        places = {wording.plain: wording.sentences for wording in one.wordings}
        for key in keys[name]:
            columns = [0, *(1 + TYPES.index(kind) for kind in key.types if kind in TYPES)]
            for text in (text for role in _TELLING for thing in key.things[role] for text in thing):
                for sentence in places.get(text, ()):
                    told[sentence, columns] = True
        base = of_report(shares[number])
        rows += [together(sentence, base) for sentence in one.sentences]
        wanted.append(told)
        owner += [number] * len(one.sentences)
    return rows, np.concatenate(wanted), np.array(owner)


def role_rows(
    reports: Reports, keys: Keys, weighed: dict[str, Weighed]
) -> tuple[list[np.ndarray], np.ndarray]:
    rows, wanted = [], []
    for name, one in reports.items():
        named = {
            role: {text for key in keys[name] for thing in key.things[role] for text in thing}
            for role in ROLES
        }
        base = of_report(weighed[name].report)
        for wording in one.wordings:
            sentences = of_sentences(weighed[name].sentences[list(wording.sentences)])
            rows.append(together(wording.features, base, sentences))
            wanted.append([wording.plain in named[role] for role in ROLES])
    return rows, np.array(wanted)


def pair_rows(
    reports: Reports, keys: Keys, weighed: dict[str, Weighed]
) -> tuple[list[np.ndarray], np.ndarray]:
    """Pairs of things of the keys: are they of one template?"""
    rows, wanted = [], []
    for name, one in reports.items():
        places = {wording.plain: wording for wording in one.wordings}
        of: dict[tuple[str, str], set[int]] = {}
        for number, key in enumerate(keys[name]):
            for role in ROLES:
                for thing in key.things[role]:
                    text = max(
                        (t for t in thing if t in places),
                        key=lambda t: (len(places[t].places), t),
                        default=None,
                    )
                    if text is not None:
                        of.setdefault((role, text), set()).add(number)
        fillers = [(Filler(places[text], role, 1.0), numbers) for (role, text), numbers in sorted(of.items())]
        for (first, mine), (other, theirs) in combinations(fillers, 2):
            rows.append(hashed(pair_features(first, other, weighed[name])))
            wanted.append([bool(mine & theirs)])
    return rows, np.array(wanted)


def detail_rows(reports: Reports, keys: Keys, layer: str) -> tuple[list[np.ndarray], np.ndarray]:
    rows, wanted = [], []
    for name, one in reports.items():
        places = {wording.plain: wording for wording in one.wordings}
        for key in keys[name]:
            found = (
                [(things, fill) for things, fill in key.fills(layer)] if layer in FILLS else _category(key)
            )
            for things, fill in found:
                known = [places[text] for text in sorted(things) if text in places]
                if known and fill in CHOICES[layer]:
                    rows.append(detail_features(layer, known, one))
                    wanted.append([fill == choice for choice in CHOICES[layer]])
                elif known and fill.lower() in CHOICES[layer]:
                    rows.append(detail_features(layer, known, one))
                    wanted.append([fill.lower() == choice for choice in CHOICES[layer]])
    return rows, np.array(wanted)


def _category(key: Key) -> list[tuple[set[str], str]]:
    doers = {text for role in ("individual", "organisation") for thing in key.things[role] for text in thing}
    return [(doers, key.category or "")] if doers else []


def learn(reports: Reports, keys: Keys) -> dict[str, Layer]:
    """Every layer; each learns from what the ones before give to reports they have not seen."""
    made: dict[str, Layer] = {}
    numbers = np.arange(len(reports))
    counting = np.array([KNOWN_COUNTS if name in KNOWN else 1.0 for name in reports])
    rows, wanted = report_rows(reports, keys)
    shares = out_of_fold(rows, wanted, numbers, REPORT, 5, counting)
    made["report"] = fit(rows, wanted, REPORT, counting)
    print("report", len(rows), "rows", flush=True)
    rows, wanted, owner = sentence_rows(reports, keys, shares)
    told = out_of_fold(rows, wanted, owner, SENTENCE, 3)
    made["sentence"] = fit(rows, wanted, SENTENCE)
    print("sentence", len(rows), "rows", flush=True)
    weighed = {
        name: Weighed(one, shares[number], told[owner == number], np.zeros((0, 6), np.float32))
        for number, (name, one) in enumerate(reports.items())
    }
    rows, wanted = role_rows(reports, keys, weighed)
    wordings = [len(one.wordings) for one in reports.values()]
    made["role"] = fit(rows, wanted, ROLE, np.repeat(counting, wordings))
    print("role", len(rows), "rows", flush=True)
    rows, wanted = pair_rows(reports, keys, weighed)
    made["pair"] = fit(rows, wanted, PAIR)
    print("pair", len(rows), "rows", flush=True)
    for layer in CHOICES:
        rows, wanted = detail_rows(reports, keys, layer)
        made[layer] = fit(rows, wanted, CONFIDENCE if layer == "confidence" else DETAIL)
        print(layer, len(rows), "rows", flush=True)
    return made


def learn_verdict(reports: Reports, keys: Keys) -> Layer:
    """The verdict on a report; each half of the reports as the layers learned from the other half weigh it."""
    rows, wanted = [], []
    for half in (0, 1):
        mine = {name: one for number, (name, one) in enumerate(reports.items()) if number % 2 == half}
        made = learn({name: one for name, one in reports.items() if name not in mine}, keys)
        weighed = [first_weighed(one, made) for one in mine.values()]
        rows += [of_whole(one.report, one.sentences, one.roles) for one in weighed]
        wanted.append(report_rows(mine, keys)[1])
    return fit(rows, np.concatenate(wanted), VERDICT)


def main(corpora: Path, out: Path, limit: int | None) -> None:
    folder = corpora / "muc4"
    reports = {name: features_of(doc) for name, doc in read(folder, limit)}
    print(len(reports), "reports", flush=True)
    keys = read_keys(folder)
    made = learn(reports, keys)
    made["verdict"] = learn_verdict(reports, keys)
    kept = {key: array for name, layer in made.items() for key, array in arrays(name, layer).items()}
    np.savez_compressed(out, **kept)
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2]) if len(sys.argv) > 2 else WEIGHTS,
        int(os.environ["REPORTS"]) if "REPORTS" in os.environ else None,
    )
