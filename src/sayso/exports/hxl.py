"""HXL 1.1: a table of incidents with a row of hashtags under its header, as humanitarian desks exchange them.

An unknown number is an empty cell. Attributes that HXL does not list (precision, radius) are our own.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.exports.dates import stretch_of
from sayso.exports.losses import Losses, counting, names
from sayso.exports.material import Material
from sayso.exports.table import UNESCAPE, Cell, Line, table
from sayso.located import country_of
from sayso.model import Effect, Incident
from sayso.tolls import range_of, toll_of
from sayso.words import own_voice

#: column → its tag
COLUMNS: dict[str, str] = {
    "Incident": "#event+id",
    "Kind": "#event+type",
    "Status": "#status+verification",
    "First day": "#date+start",
    "Last day": "#date+end",
    "Time precision": "#meta+date_precision",
    "Country": "#country+name",
    "Country code": "#country+code+v_iso3",
    "Region": "#adm1+name",
    "Place": "#loc+name",
    "Place precision": "#geo+precision",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "Radius in metres": "#geo+radius",
    "Killed at least": "#affected+killed+min",
    "Killed at most": "#affected+killed+max",
    "Injured at least": "#affected+injured+min",
    "Injured at most": "#affected+injured+max",
    "Missing at least": "#affected+missing+min",
    "Missing at most": "#affected+missing+max",
    "Captured at least": "#affected+captured+min",
    "Captured at most": "#affected+captured+max",
    "Displaced at least": "#affected+displaced+min",
    "Displaced at most": "#affected+displaced+max",
    "By": "#group+name+by+list",
    "Against": "#group+name+against+list",
    "Weapons": "#cause+type+list",
    "Disputed": "#meta+disputed+list",
    "Claims": "#meta+claims+num",
    "Published by": "#meta+source+list",
    "Addresses": "#meta+url+list",
}
_EFFECTS: tuple[Effect, ...] = ("killed", "injured", "missing", "captured", "displaced")
_JOIN = " | "


def write_hxl(material: Material, losses: Losses) -> str:
    """A header, the tags, and a row an incident."""
    losses.note(UNESCAPE)
    rows = [_row(incident, material, losses) for incident in material.incidents]
    losses.rows = len(rows)
    return table(COLUMNS, rows, above=[tuple(COLUMNS.values())])


def _row(incident: Incident, material: Material, losses: Losses) -> Line:
    place, days = incident.place, stretch_of(incident.when)
    located = material.where(place)
    country = country_of(located)
    _account(incident, losses)
    reports = material.told_in(incident)
    return {
        "Incident": f"sayso:{incident.id}",
        "Kind": incident.kind,
        "Status": incident.status,
        "First day": days.first.isoformat() if days else None,
        "Last day": days.last.isoformat() if days else None,
        "Time precision": incident.when.precision if incident.when else None,
        "Country": country.get("name"),
        "Country code": country.get("iso3"),
        "Region": located.admin1 or None,
        "Place": " ".join(place.name.split()) if place else None,
        "Place precision": place.precision if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "Radius in metres": place.radius_m if place else None,
        **_tolls(incident),
        "By": _list(names(claim.by for claim in counting(incident))),
        "Against": _list(names(claim.against for claim in counting(incident))),
        "Weapons": _list(w.weapon_class for c in counting(incident) for w in c.weapons if w.weapon_class),
        "Disputed": _list(one.field for one in incident.disagreements),
        "Claims": len(incident.claims),
        "Published by": _list(own_voice(report).removesuffix(" (own voice)") for report in reports),
        "Addresses": _list(report.url for report in reports if report.url),
    }


def _tolls(incident: Incident) -> dict[str, Cell]:
    """Lowest and highest of what is said of each effect; empty where nobody says it."""
    cells: dict[str, Cell] = {}
    for effect in _EFFECTS:
        ranges = {"killed": incident.killed, "injured": incident.injured}
        low, high = ranges.get(effect) or range_of(toll_of(claim, effect) for claim in counting(incident))
        cells[f"{effect.capitalize()} at least"], cells[f"{effect.capitalize()} at most"] = low, high
    return cells


def _list(values: Iterable[str]) -> str | None:
    """Values in one cell, each once; HXL's lists are told apart by what their readers agree on: here " | "."""
    found = dict.fromkeys(" ".join(value.split()) for value in values)
    return _JOIN.join(value for value in found if value) or None


def _account(incident: Incident, losses: Losses) -> None:
    losses.exact("kind")
    losses.all_exact(incident, "radius")
    if incident.place:
        losses.narrowed("place", "its name and point; the words of the relation are gone")
    if incident.when:
        losses.exact("when")
    for field in _EFFECTS:
        losses.all_narrowed(incident, field, "lowest and highest; not who says which, nor whose they are")
    known = counting(incident)
    losses.narrowed("by", "the name; not who names them", len(names(claim.by for claim in known)))
    losses.narrowed("against", "the name; not who names them", len(names(claim.against for claim in known)))
    classes = {w.weapon_class for c in counting(incident) for w in c.weapons if w.weapon_class}
    losses.narrowed("weapons", "the class, without the words", len(classes))
    losses.all_narrowed(incident, "disagreements", "only which fields are in dispute")
    losses.all_narrowed(incident, "reports", "publisher and address")
    losses.narrowed("status", "one status for the incident")
