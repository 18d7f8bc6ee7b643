"""Shaped like Airwars' incident table, with the casualties of its sister sheet beside it. It is not Airwars' data.

The grade of civilian harm is worked out from the claims under Airwars' policy (``vocabulary/grades.toml``) and is a
proposal; a person settles it. An empty minimum or maximum is unknown, never none.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.exports.dates import Stretch, stretch_of
from sayso.exports.figures import speakers
from sayso.exports.losses import Losses, counting
from sayso.exports.material import Material
from sayso.exports.sides import Side, Sides, sides_of, telling
from sayso.exports.table import UNESCAPE, Cell, Line, table
from sayso.located import country_of
from sayso.model import Count, Effect, Group, Incident, Place
from sayso.tolls import range_of
from sayso.words import Bounds, place_words

COLUMNS = (
    *("code", "previous_codes", "date_type", "date", "date_end", "local_time_type"),
    *("local_first_reported_by", "local_first_reported_date", "local_first_reported_url"),
    *("country", "location_name", "region", "strike_status", "strike_type", "belligerent", "belligerent_type"),
    *("targeted_belligerent", "civilian_harm_reported", "civilian_harm_status"),
    *("civilians_killed_min", "civilians_killed_max", "civilians_injured_min", "civilians_injured_max"),
    *("belligerents_killed_min", "belligerents_killed_max", "belligerents_injured_min"),
    *("belligerents_injured_max", "unknown_killed_min", "unknown_killed_max", "unknown_injured_min"),
    *("unknown_injured_max", "latitude", "longitude", "geolocation_accuracy", "geolocation_notes"),
    *("civcas_statements", "num_sources", "sources", "summary"),
)  # fmt: skip
#: kind → Airwars' strike type; kinds that are no strike have none
STRIKES = {
    "air_strike": "Airstrike",
    "drone_strike": "Drone strike",
    "shelling": "Artillery",
    "missile_strike": "Artillery",
}
#: precision of a place → Airwars' scale
ACCURACY = {
    "point": "Nearby landmark",
    "town": "Town",
    "near": "Village",
    "admin2": "District",
    "admin1": "Province/governorate",
}
_GENERIC = "The coordinates are generic: the middle of the place that the reports name."
#: a grade of who did it → Airwars' status of the strike
_STRIKE_STATUS = {
    "declared": "Declared strike",
    "contested": "Contested strike",
    "likely": "Likely strike",
    "single-source claim": "Single source claim",
}
_GROUPS: dict[str, Group] = {"civilians": "civilians", "belligerents": "combatants", "unknown": "unknown"}
_JOIN = "; "


def write_airwars(material: Material, losses: Losses) -> str:
    """A row for each incident that may have harmed civilians, with or without a place."""
    losses.note(UNESCAPE)
    losses.note("Shaped like Airwars' incident table; neither Airwars' data nor assessed by Airwars.")
    losses.note("civilian_harm_status is worked out from the claims; nobody of Airwars has set it.")
    rows = [row for incident in material.incidents if (row := _row(incident, material, losses))]
    losses.rows = len(rows)
    return table(COLUMNS, sorted(rows, key=lambda row: (str(row["date"] or "~"), str(row["code"]))))


def _row(incident: Incident, material: Material, losses: Losses) -> Line | None:
    strike = STRIKES.get(incident.kind, "")
    hurt = [count for claim in counting(incident) for count in claim.casualties]
    if not strike and not any(count.effect in ("killed", "injured") for count in hurt):
        losses.leave_out(incident, "it is no strike, and nobody is said to be killed or injured")
        return None
    told, days, place = sides_of(incident), stretch_of(incident.when), incident.place
    sides = Sides(telling(told.by), telling(told.against))
    reports, grades = material.told_in(incident), material.grades.get(incident.id, {})
    located = material.where(place)
    first = reports[0] if reports else None
    _account(incident, strike, days, sides, losses)
    return {
        "code": f"sayso:{incident.id}",
        "previous_codes": "",
        "date_type": "" if days is None else "single date" if days.days == 1 else "date range",
        "date": days.first.isoformat() if days else None,
        "date_end": days.last.isoformat() if days and days.days > 1 else None,
        "local_first_reported_by": first.publisher or "" if first else "",
        "local_first_reported_date": first.published if first else None,
        "local_first_reported_url": first.url or "" if first else "",
        "country": country_of(located).get("name", ""),
        "location_name": place.name if place else "",
        "region": located.admin1,
        "strike_status": _STRIKE_STATUS.get(grades.get("who", ""), "") if strike else "",
        "strike_type": strike,
        "belligerent": _names(sides.by),
        "belligerent_type": ("Known" if grades.get("who") == "declared" else "Suspected") if sides.by else "",
        "targeted_belligerent": _names(s for s in sides.against if s.kind not in (None, "civilians")),
        "civilian_harm_reported": "Yes" if any(count.group == "civilians" for count in hurt) else "",
        "civilian_harm_status": grades.get("happened", "").capitalize(),
        **_casualties(incident),
        **_point(place),
        "civcas_statements": _JOIN.join(_statements(incident, material)),
        "num_sources": len(reports),
        "sources": _JOIN.join(dict.fromkeys(report.url or report.publisher or report.id for report in reports)),
        "summary": _summary(incident, material),
    }  # fmt: skip


def _names(sides: Iterable[Side]) -> str:
    return _JOIN.join(dict.fromkeys(side.name.replace(";", ",") for side in sides))


def _casualties(incident: Incident) -> dict[str, Cell]:
    """Lowest and highest of what is said of each group; blank where nobody says it."""
    cells: dict[str, Cell] = {}
    effects: tuple[Effect, ...] = ("killed", "injured")
    for name, group in _GROUPS.items():
        for effect in effects:
            low, high = _range(incident, effect, group)
            cells[f"{name}_{effect}_min"], cells[f"{name}_{effect}_max"] = low, high
    return cells


def _range(incident: Incident, effect: Effect, group: Group) -> Bounds:
    return range_of(
        (count.low, count.high)
        for claim in counting(incident)
        if claim.stance != "denies"
        for count in claim.casualties
        if _whole(count) and count.effect == effect and count.group == group
    )


def _whole(count: Count) -> bool:
    return not count.part and (count.low, count.high) != (None, None)


def _point(place: Place | None) -> dict[str, Cell]:
    if place is None or place.lat is None or place.precision == "country":
        return {}
    generic = place.precision != "point"
    return {
        "latitude": place.lat,
        "longitude": place.lon,
        "geolocation_accuracy": ACCURACY.get(place.precision, ""),
        "geolocation_notes": f"{place_words(place)}. {_GENERIC if generic else ''}".strip(),
    }


def _statements(incident: Incident, material: Material) -> list[str]:
    """Those who own up to it or deny it."""
    words = {"claims_responsibility": "claims it", "denies": "denies", "confirms": "confirms"}
    told = (
        f"{who} {words[claim.stance]}"
        for claim in counting(incident)
        if claim.stance in words
        for who in speakers(claim, material)
    )
    return list(dict.fromkeys(told))


def _summary(incident: Incident, material: Material) -> str:
    told = (
        f"{who}: {claim.kind.replace('_', ' ')} ({claim.stance.replace('_', ' ')})"
        for claim in counting(incident)
        for who in speakers(claim, material)
    )
    return _JOIN.join(dict.fromkeys(told))


def _account(incident: Incident, strike: str, days: Stretch | None, sides: Sides, losses: Losses) -> None:
    losses.narrowed("kind", "only the type of strike", int(bool(strike)))
    if incident.place:
        losses.narrowed("place", "name, point and Airwars' scale of accuracy")
    if days:
        losses.exact("when")
    for field in ("killed", "injured"):
        losses.all_narrowed(incident, field, "lowest and highest of each group; not who says which")
    losses.narrowed("by", "the name; not who names them", len(sides.by))
    losses.narrowed("against", "the name; not who names them", len(sides.against))
    losses.all_narrowed(incident, "who says so", "a list in the summary, not tied to words")
    losses.all_narrowed(incident, "stance", "a word in the summary")
    losses.all_narrowed(incident, "reports", "address or publisher")
