"""The PLOVER export."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime

import pytest
from export_makings import LOCATED, actor, here, told, with_parts
from incident_makings import claim, report

from sayso import vocabulary
from sayso.exports import export
from sayso.exports.plover import MODES, TYPES, code_of
from sayso.incidents import build_incidents

#: modes of each type, as the handbook of the field lists them
ALLOWED = {
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        *("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"),
        *("misinformation", "cyber"),
    },
    "ASSAULT": {
        *("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives"),
        *("suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"),
    },
}  # fmt: skip


def records() -> list[dict]:  # type: ignore[type-arg]
    """The lines of the invented conflict."""
    incidents, reports = told()
    text = export(incidents, reports, "plover", internal=True, located=LOCATED).text
    return [json.loads(line) for line in text.splitlines()]


def test_one_strike() -> None:
    """Type, mode and score; actor and recipient with sector and country; where and how many."""
    record = next(one for one in records() if one["date"] == "2031-05-05")
    assert (record["event"], record["mode"], record["quad_code"], record["event_scale"]) == (
        ["ASSAULT"],
        ["aerial"],
        4,
        -9.5,
    )
    assert record["actor"] == [{"entity_text": "Syria", "sector": "MIL", "code": "SYR"}]
    assert [one["sector"] for one in record["recipient"]] == ["REB", "CVL"]
    assert record["size"] == {"dead": 4} and record["event_loc"]["resolution"] == 4
    assert record["event_loc"]["country_code"] == "SYR" and record["event_loc"]["geonameid"] == "1"


def test_what_the_manual_requires_is_in_every_line() -> None:
    """id, date, actor and event; the date with a time after it is a valid stamp."""
    lines = records()
    for record in lines:
        assert {"id", "date", "actor", "event"} <= set(record) and record["actor"] and record["event"]
        datetime.fromisoformat(f"{record['date']}T00:00:00")
    assert len(lines) == 6


@pytest.mark.parametrize("factuality", ["planned", "possible", "did_not_happen"])
def test_what_has_not_happened_is_left_out(factuality: str) -> None:
    """An attack that is only planned is no event."""
    made = dataclasses.replace(claim("a", place=here(), day="2031-05-05"), factuality=factuality)  # type: ignore[arg-type]
    reports = [report("r1")]
    exported = export(build_incidents([made], [], reports), reports, "plover", internal=True)
    assert exported.text == "" and [why for _, why in exported.losses.left_out] == [
        "nobody asserts that it has happened"
    ]


def test_who_is_unknown_is_unk() -> None:
    """PLOVER asks for an actor: one of sector UNK, with no name."""
    made = with_parts(claim("a", place=here(), day="2031-05-05"), against=(actor("villagers", "civilians"),))
    reports = [report("r1")]
    (line,) = export(build_incidents([made], [], reports), reports, "plover", internal=True).text.splitlines()
    assert json.loads(line)["actor"] == [{"sector": "UNK"}]


def test_every_kind_has_a_type_with_its_modes_or_none() -> None:
    """All 38 kinds: type and modes are PLOVER's."""
    coded = [code for kind in vocabulary.kinds() if (code := code_of(kind))]
    for type, modes, _ in coded:
        assert type in TYPES and set(modes) <= ALLOWED.get(type, set())
    assert set(MODES) <= set().union(*ALLOWED.values())
    print(f"{len(coded)} of {len(vocabulary.kinds())} kinds have a type")
    assert len(coded) >= 36
