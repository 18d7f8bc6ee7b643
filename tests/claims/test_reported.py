"""Ways of reporting, read by the whole reader: invented sentences with their chains and stances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso import vocabulary
from sayso.claims.assemble import said_by
from sayso.claims.happened.happenings import find_happenings
from sayso.claims.heard.attribution import find_voices
from sayso.evaluation import nested

TABLE = Path(__file__).with_name("reported.tsv")
#: the shares that the reader reached when the table was made, less what another training may cost
CHAINS, STANCES = 0.85, 0.93


def rows() -> Iterator[list[str]]:
    """Publisher, text, trigger, chains and stance of each sentence."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            publisher, text, *rest = line.split("\t")
            yield [publisher, text.replace("\\n", "\n"), *rest]


def readings(chains: str) -> list[list[list[list[str]]]]:
    """The right readings of a cell, each as parallel chains of sources of names."""
    return [
        []
        if reading.strip() == "-"
        else [[source.split("/") for source in chain.split(" > ")] for chain in reading.strip().split(" + ")]
        for reading in chains.split(" | ")
    ]


@pytest.mark.slow
def test_most_ways_of_reporting_are_read_right(reader: Any) -> None:
    """The chains are exactly right in most of the sentences, and the stance in nearly all; the wrong ones are printed."""
    table, cues, right = list(rows()), vocabulary.load("cues"), Counter[str]()
    for (publisher, text, trigger, chains, stance), doc in zip(
        table, reader.nlp.pipe(text for _, text, *_ in table), strict=True
    ):
        at = text.rindex(trigger)
        gold = {
            "kind": "threat" if stance == "threatens" else "bombing",
            "trigger": {"start": at, "end": at + len(trigger)},
        }
        happening = nested.happening_at(doc, gold, find_happenings(doc))
        found, read = said_by(happening, find_voices(doc, cues, publisher or None), cues)
        names = [[source.name for source in chain] for chain in found]
        same = any(nested.same_chains(one, names) for one in readings(chains))
        right["chains"] += same
        right["stances"] += read in stance.split("/")
        if not same or read not in stance.split("/"):
            print(f"{text!r}: want {chains}, {stance}; got {names}, {read}")
    print(f"chains right {right['chains']} of {len(table)}, stances right {right['stances']} of {len(table)}")
    assert right["chains"] >= CHAINS * len(table)
    assert right["stances"] >= STANCES * len(table)
