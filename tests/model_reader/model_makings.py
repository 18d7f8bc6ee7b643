"""Readers over a stand-in server, and claims as a model gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from standin import StandIn

from sayso.intake import read_text
from sayso.model import Problem, Reading
from sayso.model_reader import Account, Cache, Client, server_at
from sayso.model_reader.keys import Key
from sayso.pipeline import Reader
from sayso.second_reader import ModelReader

REPORT = (
    "A drone struck a fuel depot outside Saraqib on Saturday, killing at least five workers, the Idlib Health "
    "Directorate said.\n\n"
    "The army denied that its drones had flown that night. “We hit nobody,” said its spokesman, Colonel Hadi Amin.\n\n"
    "Gunmen shot dead a mayor near Ariha on Friday, two residents told the Orontes Observer."
)
DRONE = {
    "kind": "drone_strike",
    "trigger": "struck",
    "evidence": [
        "A drone struck a fuel depot outside Saraqib on Saturday, killing at least five workers, the Idlib Health "
        "Directorate said."
    ],
    "sources": [[{"words": "the Idlib Health Directorate", "name": "Idlib Health Directorate"}]],
    "stance": "asserts",
    "by": [],
    "against": ["a fuel depot"],
    "weapons": ["A drone"],
    "place": {"words": "outside Saraqib", "english": None},
    "when": {"words": "on Saturday", "english": None},
    "casualties": [
        {"words": "at least five workers", "effect": "killed", "group": "civilians", "low": 5, "high": None}
    ],
    "background": False,
    "translation": None,
}
MAYOR = {
    "kind": "shooting",
    "trigger": "shot dead",
    "evidence": ["Gunmen shot dead a mayor near Ariha on Friday, two residents told the Orontes Observer."],
    "sources": [
        [
            {"words": "the Orontes Observer", "name": "Orontes Observer"},
            {"words": "two residents", "name": "two residents"},
        ]
    ],
    "stance": "asserts",
    "by": ["Gunmen"],
    "against": ["a mayor"],
    "weapons": [],
    "place": {"words": "near Ariha", "english": None},
    "when": {"words": "on Friday", "english": None},
    "casualties": [{"words": "a mayor", "effect": "killed", "group": "civilians", "low": 1, "high": 1}],
    "background": False,
    "translation": None,
}
PUBLISHED = "2031-05-05"  # a Monday


def model_reader(
    stand_in: StandIn,
    reader: Reader,
    *,
    account: Account | None = None,
    cache: Path | None = None,
    key: str | None = None,
    answer_s: float = 20.0,
    attempts: int = 4,
    pauses: list[float] | None = None,
    **more: Any,
) -> ModelReader:
    """A ModelReader that asks the stand-in, and does not wait between attempts but writes down how long it would."""
    account = account or Account()
    waited = pauses if pauses is not None else []
    client = Client(
        server_at(stand_in.base_url),
        stand_in.model,
        Key(key) if key else None,
        account,
        answer_s=answer_s,
        attempts=attempts,
        pause=waited.append,
    )
    return ModelReader(client, account, Cache(cache) if cache else None, reader.nlp, reader.gazetteer, **more)


def reading_of(text: str, reader: ModelReader, published: str | None = PUBLISHED) -> Reading:
    """The text as the model reads it."""
    report, problems = read_text(text, published=published, publisher="The Lantern")
    return reader.read(report, problems)


def codes(reading: Reading) -> list[str]:
    """The codes of its problems."""
    return [problem.code for problem in reading.problems]


def only(reading: Reading, code: str) -> Problem:
    """The one problem of that code."""
    found = [problem for problem in reading.problems if problem.code == code]
    assert len(found) == 1, codes(reading)
    return found[0]


def quotes(record: Any) -> list[str]:
    """Every string of a record made of claims."""
    if isinstance(record, str):
        return [record]
    values = record.values() if isinstance(record, dict) else record if isinstance(record, list) else ()
    return [words for value in values for words in quotes(value)]
