"""Shaped like UCDP's Georeferenced Event Dataset: one row an incident in which somebody died. It is not UCDP's data.

Our ids are negative numbers, and "sayso:" stands before the readable ones; ids of conflicts, dyads and sides are
UCDP's to give and stay empty. Source of columns and codes: GED 26.1, as docs/exports.md says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso import vocabulary
from sayso.exports.dates import Stretch, stretch_of
from sayso.exports.figures import Estimate, estimate
from sayso.exports.losses import Losses, counting
from sayso.exports.material import Material
from sayso.exports.sides import NON_STATE, STATE, UNARMED, Side, Sides, sides_of, telling
from sayso.exports.table import UNESCAPE, Line, table
from sayso.ids import sha256_hex
from sayso.located import country_of, has_point
from sayso.model import Actor, Incident, Report
from sayso.words import place_words

SETTINGS = {"best": ("majority", "low", "high")}
COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec"),
    *("where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start"),
    *("date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
    *("gwnoa", "gwnob"),
)  # fmt: skip
#: precision of a place → GED's where_prec
WHERE = {"point": 1, "town": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}
_CIVILIANS = Side("Civilians", "civilians")


@dataclass(frozen=True, slots=True)
class Dyad:
    """GED's type of violence (1 state-based, 2 non-state, 3 one-sided) and its two sides."""

    type: int
    a: tuple[Side, ...]
    b: tuple[Side, ...]


def write_ucdp(material: Material, losses: Losses) -> str:
    """A row for each incident with a death, an organised side, a point and a day."""
    return table(COLUMNS, ucdp_rows(material, losses))


def ucdp_rows(material: Material, losses: Losses) -> list[Line]:
    """The rows, by day."""
    losses.note(UNESCAPE)
    losses.note("Shaped like UCDP GED; neither UCDP's data nor coded by UCDP. Ids are sayso's own.")
    losses.note(
        f"best is the {material.settings['best']} figure; low the lowest, high the highest that is said."
    )
    rows = [row for incident in material.incidents if (row := _row(incident, material, losses))]
    losses.rows = len(rows)
    return sorted(rows, key=lambda row: (str(row["date_start"]), str(row["relid"])))


def dyad_of(sides: Sides) -> Dyad | None:
    """Who fought whom; None where no organised side is named, or none that did it to civilians."""
    states, groups = _named_states(sides), sides.of(*NON_STATE)
    if states and groups:
        return Dyad(1, states, groups)
    if len({side.country for side in states if side.country}) > 1:
        return Dyad(1, states[:1], states[1:])
    doers = telling(side for side in sides.by if side.kind in (*STATE, *NON_STATE))
    others = tuple(side for side in groups if side in sides.against and side not in sides.by)
    if doers and others:
        return Dyad(2, doers, others)
    harmed = any(side.kind in UNARMED for side in sides.against)
    return Dyad(3, states or doers, (_CIVILIANS,)) if doers and harmed else None


def _named_states(sides: Sides) -> tuple[Side, ...]:
    """The states by name; what is a state's but of no named one ("aircraft") only where there is no other."""
    states = sides.of(*STATE)
    return tuple(side for side in states if side.country) or states


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID that a point lies in: half degrees, numbered from the south-west.

    >>> priogrid(34.802462, 36.707602)
    179714
    """
    row, column = math.floor((lat + 90) * 2), math.floor((lon + 180) * 2)
    return min(row, 359) * 720 + min(column, 719) + 1


def _row(incident: Incident, material: Material, losses: Losses) -> Line | None:
    killed, days = estimate(incident, "killed", material), stretch_of(incident.when)
    dyad, place = dyad_of(sides_of(incident)), incident.place
    why = _why_not(incident, killed, days, dyad)
    if why or killed is None or days is None or dyad is None or place is None:
        losses.leave_out(incident, why)
        return None
    assert place.lat is not None and place.lon is not None
    located = material.where(place)
    country = country_of(located)
    best = killed.pick(material.settings["best"])
    _account(incident, days, killed, dyad, losses)
    return {
        "id": -int(sha256_hex(incident.id.encode())[:12], 16),
        "relid": f"sayso:{incident.id}",
        "year": days.first.year,
        "code_status": f"sayso: {incident.status}",
        "type_of_violence": dyad.type,
        "dyad_name": f"{_side_names(dyad.a)} - {_side_names(dyad.b)}",
        "side_a": _side_names(dyad.a),
        "side_b": _side_names(dyad.b),
        **_sources(incident, material),
        "where_prec": WHERE[place.precision],
        "where_coordinates": place.name,
        "where_description": place_words(place),
        "adm_1": located.admin1,
        "adm_2": located.admin2,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})",
        "priogrid_gid": priogrid(place.lat, place.lon),
        "country": country.get("name", ""),
        "country_id": country.get("gw") or None,
        "region": country.get("ucdp", ""),
        "event_clarity": 1 if days.ged_precision <= 2 else 2,
        "date_prec": days.ged_precision,
        "date_start": days.first.isoformat(),
        "date_end": days.last.isoformat(),
        **_deaths(incident, killed, best, dyad),
        "best": best,
        "high": max(killed.high, best),
        "low": min(killed.low, best),
        "gwnoa": _state_number(dyad.a),
        "gwnob": _state_number(dyad.b),
    }


def _why_not(incident: Incident, killed: Estimate | None, days: Stretch | None, dyad: Dyad | None) -> str:
    """Why the incident has no row; "" if it has one."""
    if all(claim.stance == "denies" for claim in counting(incident)):
        return "it is only denied"
    if killed is None or killed.high == 0:
        return "nobody says that somebody died" if killed is None else "nobody died"
    if days is None:
        return "no day is known"
    if not has_point(incident.place) or (incident.place and incident.place.precision not in WHERE):
        return "no place with a point is known"
    return "" if dyad else "no organised side is named, or nobody against whom"


def _side_names(sides: tuple[Side, ...]) -> str:
    """As GED writes sides: a state by its government."""
    return ", ".join(
        dict.fromkeys(f"Government of {side.name}" if side.country else side.name for side in sides)
    )


def _state_number(sides: tuple[Side, ...]) -> int | None:
    """The number of Gleditsch and Ward, where the side is one state."""
    codes = {side.country for side in sides}
    if len(codes) != 1 or not (code := codes.pop()):
        return None
    return int(vocabulary.load("countries")["countries"][code]["gw"]) or None


def _sources(incident: Incident, material: Material) -> Line:
    """The reports as GED cites them: one string with all, and three lists that run side by side."""
    reports = material.told_in(incident)
    offices, days, titles = (
        [_listable(part) for part in parts]
        for parts in (
            [_office(report) for report in reports],
            [report.published or "" for report in reports],
            [report.title or "" for report in reports],
        )
    )
    spoken = dict.fromkeys(
        _listable(chain[-1].name) for claim in counting(incident) for chain in claim.sources
    )
    return {
        "number_of_sources": len(reports),
        "source_article": ";".join(f'"{o},{d},{t}"' for o, d, t in zip(offices, days, titles, strict=True)),
        "source_office": ";".join(offices),
        "source_date": ";".join(days),
        "source_headline": ";".join(titles),
        "source_original": ";".join(spoken),
    }


def _office(report: Report) -> str:
    return report.publisher or "unnamed"


def _listable(part: str) -> str:
    """The part without what divides parts: semicolons, double quotes, line breaks."""
    return " ".join(part.replace(";", ",").replace('"', "'").split())


def _deaths(incident: Incident, killed: Estimate, best: int, dyad: Dyad) -> Line:
    """The dead by side, as the claim that gives the best figure tells them apart; the rest are of unknown status.

    A claim that tells of one victim's side only (a pilot, soldiers) has its combatants on that side.
    """
    deaths = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0}
    claim = killed.by[0] if killed.by and killed.best == best else None
    for count in claim.casualties if claim else ():
        if count.effect == "killed" and not count.part and count.group != "unknown":
            column = (
                "deaths_civilians"
                if count.group == "civilians"
                else _column(claim.against, dyad)
                if claim
                else ""
            )
            if column:
                deaths[column] += count.low or 0
    if sum(deaths.values()) > best:
        deaths = dict.fromkeys(deaths, 0)
    return {**deaths, "deaths_unknown": best - sum(deaths.values())}


def _column(against: tuple[Actor, ...], dyad: Dyad) -> str:
    """The column of a side's dead; "" where the claim does not say whose combatants they were."""
    kinds = {actor.kind for actor in against}
    for column, sides in (("deaths_a", dyad.a), ("deaths_b", dyad.b)):
        family = STATE if any(side.kind in STATE for side in sides) else NON_STATE
        if dyad.type == 1 and kinds and kinds <= set(family):
            return column
    return ""


def _account(incident: Incident, days: Stretch, killed: Estimate, dyad: Dyad, losses: Losses) -> None:
    """What the row carries."""
    losses.narrowed("kind", "only whether it is state-based, non-state or one-sided")
    losses.exact("place")
    losses.exact("when")
    open_ = "; no upper bound was given, high is the highest number said" if killed.open else ""
    losses.all_narrowed(incident, "killed", f"low, best and high; not who says which{open_}")
    for field in ("by", "against"):
        known = len(sides_of(incident).by if field == "by" else sides_of(incident).against)
        losses.narrowed(field, "sides a and b have no direction", min(known, len(dyad.a) + len(dyad.b)))
    losses.all_narrowed(incident, "who says so", "names in source_original, not what each says")
    losses.all_narrowed(incident, "reports", "publisher, day and headline, without address")
    losses.narrowed("status", "one status for the incident, in code_status")
