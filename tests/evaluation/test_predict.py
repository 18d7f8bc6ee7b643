"""Predictions where sayso itself fails on a record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import pytest

from sayso import evaluation
from sayso.evaluation.syntax import predict_syntax
from sayso.pipeline import Reader


class Mended:
    """A predictor that reads one record ahead and fails on some."""

    bad: ClassVar[set[str]] = set()

    def __call__(self, records: Iterable[dict[str, Any]], reader: object) -> Iterator[str]:
        """A line a record, each after the next was looked at."""
        held: list[dict[str, Any]] = []
        for record in records:
            if record["id"] in self.bad:
                raise RuntimeError("generator raised StopIteration")
            held.append(record)
            if len(held) > 1:
                yield json.dumps(held.pop(0))
        yield from map(json.dumps, held)


@pytest.mark.parametrize("bad", [set(), {"0"}, {"4"}, {"2", "3"}, {"0", "1", "2", "3", "4"}])
def test_a_fault_costs_one_line(bad: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The other records keep theirs, in order, and each fault is told by its record's id."""
    monkeypatch.setattr(Mended, "bad", bad)
    monkeypatch.setattr("sayso.evaluation.mentions.predict_mentions", Mended())
    told: list[str] = []
    records = [{"id": str(number), "text": ""} for number in range(5)]
    lines = evaluation.predict("mentions", records, None, told.append)  # type: ignore[arg-type]
    assert [json.loads(line)["id"] for line in lines] == sorted({"0", "1", "2", "3", "4"} - bad)
    assert [fault.split(":")[0] for fault in told] == sorted(bad)


def test_trees_have_a_line_a_word(reader: Reader) -> None:
    """Where a record has many lines, all of them come, in their order."""
    records = [
        {"id": "1", "words": ["Two", "men", "died", "."]},
        {"id": "2", "words": ["Shells", "fell", "."]},
    ]
    lines = list(evaluation.predict("syntax", records, reader))
    assert lines == list(predict_syntax(records, reader))
    assert sum(line.split("\t")[0].isdigit() for line in "\n".join(lines).split("\n")) == 7
