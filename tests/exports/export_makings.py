"""An invented conflict that every format is tested on, and a way to look into any file."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Sequence

from incident_makings import claim, judgement, report, spot

from sayso.exports import Export
from sayso.incidents import accepted_view, build_incidents
from sayso.located import Located
from sayso.model import Actor, Claim, Count, Group, Incident, Place, Report

LOCATED = {
    "geonames:1": Located("SY", "Idlib"),
    "geonames:2": Located("UG", "Northern Region"),
    "geonames:3": Located(""),
}


def here(name: str = "Velmora", gazetteer: str = "geonames:1", lat: float = 35.9, lon: float = 36.8) -> Place:
    """A town in the gazetteer."""
    return dataclasses.replace(spot(name, "town", lat, lon, 3000.0), gazetteer=gazetteer)


def actor(name: str, kind: str | None, canonical: str | None = None) -> Actor:
    """An actor of that kind."""
    return dataclasses.replace(claim("x", by=name).by[0], kind=kind, canonical=canonical)


def dead(low: int | None, high: int | None, group: Group = "unknown", part: bool = False) -> Count:
    """So many killed."""
    made = claim("x", killed=(low, high)).casualties[0]
    return dataclasses.replace(made, group=group, part=part)


def with_parts(made: Claim, **parts: object) -> Claim:
    """The claim with other parts."""
    return dataclasses.replace(made, **parts)  # type: ignore[arg-type]


def conflict() -> tuple[list[Claim], list[Report]]:
    """Claims of eight happenings, and their reports: a disagreement, no place, no day, a denial, Arabic, an emoji."""
    reports = [report("r1"), report("r2", "2031-05-07"), report("r3", "2031-05-09")]
    rebels, army = actor("Velmora Front", "armed_group"), actor("Syrian army", "state_forces", "Syria")
    people = actor("villagers", "civilians")
    claims = [
        with_parts(
            claim(
                "strike", "air_strike", place=here(), day="2031-05-05", sources=[["radio", "a nurse"]]
            ),
            by=(army,), against=(rebels,), casualties=(dead(4, 4, "combatants"),),
        ),
        with_parts(
            claim("strike2", "air_strike", report="r2", place=here(), day="2031-05-05", sources=[["an elder"]]),
            by=(army,), against=(people,), casualties=(dead(7, None, "civilians"),),
        ),
        with_parts(
            claim("raid", "shooting", at=900, place=here("Orsk", "geonames:2", 2.8, 32.9), day="2031-05-02"),
            by=(rebels,), against=(people,), casualties=(dead(3, 3, "civilians"),),
        ),
        claim("protest", "protest", at=1500, place=here("Dunhal", "geonames:3", 44.0, 25.0), day="2031-04-01"),
        claim("nowhere", "bombing", at=2200, day="2031-05-04", killed=(2, 5)),
        claim("noday", "bombing", at=3000, place=here("Ombra", "geonames:1", 36.3, 37.1), killed=(1, 1)),
        with_parts(
            claim("plane", "aircraft_shot_down", report="r3", at=0, place=here(), day="2031-05-08"),
            by=(rebels,), against=(actor("Russian pilot", "state_forces"),), casualties=(dead(1, 1),),
        ),
        claim("denied", "abduction", report="r3", at=700, day="2031-05-07", stance="denies", place=here()),
        with_parts(
            claim("arabic", "killing", report="r3", at=1400, place=here("سراقب 🕊", "geonames:1", 35.2, 36.1), day="2031-05-01", killed=(12, 12)),
            against=(people,),
        ),
    ]  # fmt: skip
    return claims, reports


def told() -> tuple[tuple[Incident, ...], list[Report]]:
    """The incidents of the conflict, unjudged, and their reports."""
    claims, reports = conflict()
    return build_incidents(claims, [], reports), reports


def accepted(*names: str) -> tuple[tuple[Incident, ...], list[Report]]:
    """The public view where a person accepted those claims only."""
    claims, reports = conflict()
    judged: Sequence[object] = [judgement("accept", *names)]
    return accepted_view(build_incidents(claims, judged, reports), reports), reports  # type: ignore[arg-type]


def insides(made: Export) -> str:
    """All the text in a file, whatever it is packed in."""
    if made.data[:4] == b"PAR1":
        import pyarrow.parquet

        return str(pyarrow.parquet.read_table(io.BytesIO(made.data)).to_pylist())
    if made.data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(made.data)) as packed:
            return "\n".join(packed.read(name).decode() for name in packed.namelist())
    return made.text
