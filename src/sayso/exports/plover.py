"""PLOVER's JSON lines, as POLECAT codes: an event an incident, actors and recipients with their sectors.

Only what is asserted to have happened: what is denied, planned or possible, and nothing more, is left out. Source:
the PLOVER manual of 2024 (types, modes, scores, sectors); it contradicts itself on SANCTION: material conflict here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from sayso import vocabulary
from sayso.exports.dates import YEAR_DAYS, stretch_of
from sayso.exports.figures import estimate
from sayso.exports.losses import Losses, counting
from sayso.exports.material import Material
from sayso.exports.sides import Side, sides_of
from sayso.located import country_of
from sayso.model import Claim, Incident, Place, Report
from sayso.words import place_words

#: type → (quad code, score); scores of modes are finer
TYPES: dict[str, tuple[int, float | None]] = {
    "AGREE": (1, None), "CONSULT": (1, None), "SUPPORT": (1, None), "CONCEDE": (1, None), "COOPERATE": (2, None),
    "AID": (2, None), "RETREAT": (2, None), "REQUEST": (3, None), "ACCUSE": (3, None), "REJECT": (3, None),
    "THREATEN": (3, -3.5), "PROTEST": (4, -5.0), "SANCTION": (4, -6.0), "MOBILIZE": (4, -5.5), "COERCE": (4, -7.0),
    "ASSAULT": (4, -9.0),
}  # fmt: skip
MODES: dict[str, float] = {
    "abduct": -8.5, "torture": -8.5, "sexual": -8.5, "destroy": -8.5, "beat": -7.5, "crowd-control": -7.5,
    "primitive": -8.0, "firearms": -9.0, "explosives": -9.0, "targeted": -9.5, "suicide-attack": -9.5, "aerial": -9.5,
    "drone": -9.5, "heavy-weapons": -9.5, "unconventional": -10.0, "troops": -6.5, "expel": -5.5, "riot": -7.0,
}  # fmt: skip
#: kind of actor → sector
SECTORS = {
    "government": "GOV", "state_forces": "MIL", "police": "COP", "armed_group": "REB", "militia": "PRM",
    "civilians": "CVL", "protesters": "CVL", "rioters": "CVL", "international": "IGO",
}  # fmt: skip
#: precision of a place → resolution, 5 the finest
RESOLUTION = {"point": 5, "town": 4, "near": 4, "admin2": 3, "admin1": 2, "country": 1}
_CODE = re.compile(r"([A-Z]+)(?: ([a-z, -]+))?(?: \(context (\w+)\))?")


def write_plover(material: Material, losses: Losses) -> str:
    """A line for each incident with a type of PLOVER's, a day and somebody who asserts it."""
    losses.note("Coded by sayso after the PLOVER manual; neither POLECAT data nor coded by its makers.")
    losses.note("size: dead and injured are the lowest figures that are said.")
    records = [record for one in material.incidents if (record := _record(one, material, losses))]
    losses.rows = len(records)
    return "".join(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n" for record in records)


def code_of(kind: str) -> tuple[str, list[str], list[str]] | None:
    """Type, modes and contexts of a kind by its crosswalk; None where PLOVER has none."""
    found = _CODE.fullmatch(vocabulary.load("kinds")["kinds"][kind].get("plover", ""))
    if not found:
        return None
    return found[1], found[2].split(", ") if found[2] else [], [found[3]] if found[3] else []


def _record(incident: Incident, material: Material, losses: Losses) -> dict[str, Any] | None:
    code, days = code_of(incident.kind), stretch_of(incident.when)
    why = _why_not(incident, code is None, days.days if days else None)
    if why or code is None or days is None:
        losses.leave_out(incident, why)
        return None
    type, modes, contexts = code
    sides = sides_of(incident)
    _account(incident, losses)
    scores = [MODES[mode] for mode in modes if mode in MODES]
    record = {
        "id": f"sayso:{incident.id}",
        "date": days.first.isoformat(),
        "enddate": days.last.isoformat() if days.days > 1 else None,
        "actor": [_actor(side) for side in sides.by] or [{"sector": "UNK"}],
        "recipient": [_actor(side) for side in sides.against],
        "event": [type],
        "mode": modes,
        "context": contexts,
        "quad_code": TYPES[type][0],
        "event_scale": min(scores) if scores else TYPES[type][1],
        "event_loc": _location(incident.place, material),
        "size": _size(incident, material),
        "cite_info": [_citation(report) for report in material.told_in(incident)],
        "coder": "sayso",
        "comment": f"status: {incident.status}; {len(incident.claims)} claims",
    }
    return {name: value for name, value in record.items() if value not in (None, [], {})}


def _why_not(incident: Incident, uncoded: bool, days: int | None) -> str:
    """Why the incident has no line; "" if it has one."""
    if uncoded:
        return f"PLOVER has no type for {incident.kind.replace('_', ' ')}"
    if not any(_asserted(claim) for claim in counting(incident)):
        return "nobody asserts that it has happened"
    if days is None:
        return "no day is known"
    return "not even the year is known" if days > YEAR_DAYS else ""


def _asserted(claim: Claim) -> bool:
    return claim.stance != "denies" and claim.factuality in (None, "happened", "ongoing")


def _actor(side: Side) -> dict[str, Any]:
    known = {"entity_text": side.name, "sector": SECTORS.get(side.kind or "", "UNK")}
    code = vocabulary.load("countries")["countries"][side.country]["iso3"] if side.country else ""
    return {**known, **({"code": code} if code else {})}


def _location(place: Place | None, material: Material) -> dict[str, Any]:
    if place is None:
        return {}
    located = material.where(place)
    number = (place.gazetteer or "").removeprefix("geonames:")
    location = {
        "extracted_place": place_words(place),
        "resolved_place": place.name if place.lat is not None else None,
        "geonameid": number if number.isdigit() else None,
        "lat": place.lat,
        "lon": place.lon,
        "province": located.admin1 or None,
        "district": located.admin2 or None,
        "country": country_of(located).get("name"),
        "country_code": country_of(located).get("iso3"),
        "resolution": RESOLUTION.get(place.precision),
    }
    return {name: value for name, value in location.items() if value is not None}


def _size(incident: Incident, material: Material) -> dict[str, int]:
    killed, injured = estimate(incident, "killed", material), estimate(incident, "injured", material)
    return {name: found.low for name, found in (("dead", killed), ("injured", injured)) if found}


def _citation(report: Report) -> dict[str, str]:
    facts = {
        "citation": ", ".join(filter(None, (report.publisher, report.published))),
        "title": report.title,
        "url": report.url,
        "language": report.language,
    }
    return {name: value for name, value in facts.items() if value}


def _account(incident: Incident, losses: Losses) -> None:
    close: Sequence[str] = vocabulary.load("kinds")["kinds"][incident.kind]["close"]
    if "plover" in close:
        losses.narrowed("kind", "the nearest type of PLOVER's")
    else:
        losses.exact("kind")
    losses.exact("when")
    if incident.place:
        losses.exact("place")
    sides = sides_of(incident)
    losses.narrowed("by", "the name and its sector; not who names them", len(sides.by))
    losses.narrowed("against", "the name and its sector; not who names them", len(sides.against))
    losses.all_narrowed(incident, "killed", "the lowest figure only")
    losses.all_narrowed(incident, "injured", "the lowest figure only")
    losses.all_narrowed(incident, "reports", "publisher, day, title, address and language")
    losses.narrowed("status", "one status for the incident, in a comment")
