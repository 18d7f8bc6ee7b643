"""Who stands on which side."""

from __future__ import annotations

import pytest
from export_makings import actor, with_parts
from incident_makings import claim, report

from sayso.exports.sides import sides_of, state_named
from sayso.exports.ucdp import dyad_of
from sayso.incidents import build_incidents
from sayso.model import Actor, Incident

ARMY, POLICE = actor("Syrian army", "state_forces"), actor("police", "police")
REBELS, FRONT = actor("rebels", "armed_group"), actor("Velmora Front", "armed_group")
PEOPLE, RUSSIA = actor("villagers", "civilians"), actor("Russian warplane", "state_forces")


def incident(by: tuple[Actor, ...], against: tuple[Actor, ...]) -> Incident:
    """An incident with those two sides."""
    made = with_parts(claim("a", "armed_clash"), by=by, against=against)
    return build_incidents([made], [], [report("r1")])[0]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russian warplane", "RU"),
        ("the army of Uganda", "UG"),
        ("South Sudanese troops", "SS"),
        ("soldiers", ""),
    ],
)
def test_a_state_is_known_by_its_adjective(name: str, code: str) -> None:
    """The longest name counts: South Sudan is not Sudan."""
    assert state_named(actor(name, "state_forces")) == code


def test_known_names_come_first_and_vague_ones_last() -> None:
    """ "rebels" says nothing where "Velmora Front" is named."""
    sides = sides_of(incident((REBELS, FRONT), (PEOPLE, ARMY)))
    assert [side.name for side in sides.of("armed_group")] == ["Velmora Front"]
    assert [side.name for side in sides.against] == ["Syria", "villagers"]


@pytest.mark.parametrize(
    ("by", "against", "type", "a", "b"),
    [
        ((ARMY,), (FRONT,), 1, "Syria", "Velmora Front"),
        ((FRONT,), (ARMY,), 1, "Syria", "Velmora Front"),
        ((RUSSIA,), (ARMY,), 1, "Russia", "Syria"),
        ((FRONT,), (actor("Dunhal Brigade", "militia"),), 2, "Velmora Front", "Dunhal Brigade"),
        ((ARMY,), (PEOPLE,), 3, "Syria", "Civilians"),
        ((REBELS,), (PEOPLE,), 3, "rebels", "Civilians"),
        ((), (PEOPLE,), None, "", ""),
        ((PEOPLE,), (PEOPLE,), None, "", ""),
        ((FRONT,), (), None, "", ""),
    ],
)
def test_types_of_violence(
    by: tuple[Actor, ...], against: tuple[Actor, ...], type: int | None, a: str, b: str
) -> None:
    """State-based, non-state, one-sided, and none of them where a side is missing."""
    dyad = dyad_of(sides_of(incident(by, against)))
    assert (dyad.type, dyad.a[0].name, dyad.b[0].name) == (type, a, b) if dyad else type is None
