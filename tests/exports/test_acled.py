"""The ACLED-shaped export."""

from __future__ import annotations

import csv
import io
import re

import pytest
from export_makings import LOCATED, told

from sayso import vocabulary
from sayso.exports import export
from sayso.exports.acled import COLUMNS, INTER, event_type

#: event types and sub-events of the codebook, as the handbook of the field lists them
TYPES = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Explosions/Remote violence": {
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
        *("Remote explosive/landmine/IED", "Grenade"),
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {
        *("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    },
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use"),
        *("Headquarters or base established", "Looting/property destruction"),
        *("Non-violent transfer of territory", "Other"),
    },
}  # fmt: skip


def rows(**settings: str) -> dict[str, dict[str, str]]:
    """The rows of the invented conflict by the name of their place and day."""
    incidents, reports = told()
    text = export(incidents, reports, "acled", internal=True, settings=settings, located=LOCATED).text
    return {row["location"] + row["event_date"]: row for row in csv.DictReader(io.StringIO(text))}


def test_one_strike_in_all_columns() -> None:
    """A strike that two sources count differently is one row, with the lowest number and the range in tags."""
    row = rows()["Velmora2031-05-05"]
    assert list(row) == list(COLUMNS) and len(COLUMNS) == 31
    told = {
        name: row[name]
        for name in ("event_type", "sub_event_type", "actor1", "inter1", "actor2", "fatalities")
    }
    assert told == {
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "actor1": "Syria",
        "inter1": "State forces",
        "actor2": "Velmora Front",
        "fatalities": "4",
    }
    assert (row["iso"], row["country"], row["region"], row["admin1"]) == (
        "760",
        "Syria",
        "Middle East",
        "Idlib",
    )
    assert (row["time_precision"], row["geo_precision"], row["latitude"]) == ("1", "1", "35.9")
    assert "x_sayso:killed_low=4; x_sayso:killed_best=4; x_sayso:killed_high=7" in row["tags"]
    assert "radio quoting a nurse (asserts) 4 killed" in row["notes"]


def test_ids_are_ours() -> None:
    """No id has the shape of ACLED's: letters of a country and a number."""
    ids = [row["event_id_cnty"] for row in rows().values()]
    assert ids and all(one.startswith("sayso:i") for one in ids)
    assert not any(re.fullmatch(r"[A-Z]{3}\d+", one) for one in ids)


def test_what_cannot_be_a_row_is_left_out_with_the_reason() -> None:
    """No day, no point, only denied, no type of ACLED's: named in the account, and not made up."""
    incidents, reports = told()
    left_out = export(incidents, reports, "acled", internal=True, located=LOCATED).losses.left_out
    assert sorted(why for _, why in left_out) == [
        "ACLED has no event type for aircraft shot down",
        "it is only denied",
        "no day is known",
        "no place with a point is known",
    ]


def test_no_number_is_not_none() -> None:
    """A protest of which nobody counts the dead has an empty cell, or 0 or no row where that is asked for."""
    key = "Dunhal2031-04-01"
    assert rows()[key]["fatalities"] == ""
    assert rows(no_figure="0")[key]["fatalities"] == "0"
    assert key not in rows(no_figure="leave-out")


@pytest.mark.parametrize(("way", "number"), [("low", "4"), ("high", "7")])
def test_the_figure_is_chosen_by_a_setting(way: str, number: str) -> None:
    """The lowest by default, as ACLED is careful; another way is said in the account."""
    assert rows(fatalities=way)["Velmora2031-05-05"]["fatalities"] == number


def test_interaction_agrees_with_the_two_kinds() -> None:
    """In numbers the smaller code is first and a lone actor gives a zero; in words the two are joined."""
    for row in rows(inter="numeric").values():
        codes = sorted(code for code in (row["inter1"], row["inter2"]) if code != "0")
        assert row["interaction"] == "".join([*codes, "0"][:2] if codes else [])
    for row in rows().values():
        words = [word for word in (row["inter1"], row["inter2"]) if word]
        assert row["interaction"] in ("-".join(words), f"{words[0] if words else ''} only")
        assert all(word in INTER.values() for word in words)


def test_every_kind_has_a_type_of_the_codebook_or_none() -> None:
    """All 38 kinds: the crosswalk gives a sub-event that the codebook has under that event type."""
    incidents, _ = told()
    import dataclasses

    found = 0
    for kind in vocabulary.kinds():
        typed = event_type(dataclasses.replace(incidents[0], kind=kind), False)
        if typed:
            found += 1
            assert typed[1] in TYPES[typed[0]]
    print(f"{found} of {len(vocabulary.kinds())} kinds have an event type")
    assert found >= 30
