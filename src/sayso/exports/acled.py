"""Shaped like ACLED's events: one row an incident, with ACLED's columns of 2023. It is not ACLED's data.

Ids begin with "sayso:", never with letters of a country. Source of columns, types and codes: acledR 1.0.1 and the
codebook of 2024, as docs/exports.md says.
"""

from __future__ import annotations

from sayso import vocabulary
from sayso.exports.dates import YEAR_DAYS, Stretch, stretch_of
from sayso.exports.figures import Estimate, estimate, speakers
from sayso.exports.losses import Losses, counting
from sayso.exports.material import Material
from sayso.exports.sides import STATE, UNARMED, Side, Sides, sides_of, telling
from sayso.exports.table import UNESCAPE, Line, table
from sayso.located import country_of, has_point
from sayso.model import Claim, Incident
from sayso.words import count_words, listed, place_words, when_words

SETTINGS = {
    "fatalities": ("low", "majority", "high"),
    "no_figure": ("empty", "0", "leave-out"),
    "inter": ("text", "numeric"),
}
COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction"),
    *("civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location"),
    *("latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags"),
    "timestamp",
)  # fmt: skip
INTER = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
_EXTERNAL = 8
#: precision of a place → ACLED's geo_precision
GEO = {"point": 1, "town": 1, "near": 2, "admin2": 2, "admin1": 3, "country": 3}
_PROTESTERS_SHOT = "Excessive force against protesters"
_JOIN = "; "


def write_acled(material: Material, losses: Losses) -> str:
    """A row for each incident that has a type of ACLED's, a day and a point."""
    losses.note(UNESCAPE)
    losses.note("Shaped like ACLED's events; neither ACLED's data nor coded by ACLED. Ids are sayso's own.")
    losses.note(f"fatalities is the {material.settings['fatalities']} figure; the range stands in tags.")
    rows = [row for incident in material.incidents if (row := _row(incident, material, losses))]
    losses.rows = len(rows)
    return table(COLUMNS, sorted(rows, key=lambda row: (str(row["event_date"]), str(row["event_id_cnty"]))))


def event_type(incident: Incident, deaths: bool) -> tuple[str, str, bool] | None:
    """ACLED's event type and sub-event type for the incident's kind, and whether it is the nearest only.

    Of two sub-events the first, but for protesters who were killed. None: ACLED has no type for it.
    """
    kind = vocabulary.load("kinds")["kinds"][incident.kind]
    main, _, subs = kind["acled"].partition(" / ")
    if not subs:
        return None
    options = subs.split(", ")
    sub = _PROTESTERS_SHOT if deaths and _PROTESTERS_SHOT in options else options[0]
    return main, sub, "acled" in kind["close"] or len(options) > 1


def _row(incident: Incident, material: Material, losses: Losses) -> Line | None:
    killed = estimate(incident, "killed", material)
    typed, days, place = event_type(incident, bool(killed)), stretch_of(incident.when), incident.place
    why = _why_not(incident, typed is None, days, killed, material)
    if why or typed is None or days is None or place is None:
        losses.leave_out(incident, why or "")
        return None
    main, sub, _ = typed
    told = sides_of(incident)
    sides = Sides(telling(told.by), telling(told.against))
    located = material.where(place)
    country = country_of(located)
    inter1, inter2 = (_inter(side, located.country) for side in (sides.by[:1], sides.against[:1]))
    numeric = material.settings["inter"] == "numeric"
    _account(incident, typed[2], days, sides, losses)
    day = days.first if days.days == 1 else days.middle
    return {
        "event_id_cnty": f"sayso:{incident.id}",
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": days.acled_precision,
        "disorder_type": _disorder(main, sub),
        "event_type": main,
        "sub_event_type": sub,
        "actor1": _first(sides.by),
        "assoc_actor_1": _rest(sides.by),
        "inter1": inter1 if numeric else INTER.get(inter1, ""),
        "actor2": _first(sides.against),
        "assoc_actor_2": _rest(sides.against),
        "inter2": inter2 if numeric else INTER.get(inter2, ""),
        "interaction": _interaction(inter1, inter2, numeric),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(main, sub, sides) else "",
        "iso": country.get("numeric"),
        "region": country.get("acled", ""),
        "country": country.get("name", ""),
        "admin1": located.admin1,
        "admin2": located.admin2,
        "admin3": "",
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": GEO.get(place.precision),
        "source": _JOIN.join(dict.fromkeys(r.publisher for r in material.told_in(incident) if r.publisher)),
        "source_scale": "",
        "notes": notes_of(incident, material),
        "fatalities": _fatalities(killed, material),
        "tags": _tags(incident, killed, material),
        "timestamp": None,
    }


def _why_not(
    incident: Incident, untyped: bool, days: Stretch | None, killed: Estimate | None, material: Material
) -> str:
    """Why the incident has no row; "" if it has one."""
    if untyped:
        return f"ACLED has no event type for {incident.kind.replace('_', ' ')}"
    if all(claim.stance == "denies" for claim in counting(incident)):
        return "it is only denied"
    if days is None:
        return "no day is known"
    if days.days > YEAR_DAYS:
        return "not even the year is known"
    if not has_point(incident.place) or (incident.place and incident.place.precision not in GEO):
        return "no place with a point is known"
    if killed is None and material.settings["no_figure"] == "leave-out":
        return "nobody gives a number of dead"
    return ""


def _fatalities(killed: Estimate | None, material: Material) -> int | None:
    if killed is None:
        return 0 if material.settings["no_figure"] == "0" else None
    return killed.pick(material.settings["fatalities"])


def _inter(sides: tuple[Side, ...], here: str) -> int:
    """ACLED's code of the first side; a state's forces outside their country are external; 0: nobody, or unknown."""
    if not sides or sides[0].kind is None:
        return 0
    if sides[0].kind in STATE and sides[0].country and here and sides[0].country != here:
        return _EXTERNAL
    return int(vocabulary.load("actors")["acled_inter"].get(sides[0].kind, 0))


def _interaction(one: int, other: int, numeric: bool) -> int | str | None:
    known = sorted(code for code in (one, other) if code)
    if numeric:
        return int("".join(map(str, known if len(known) == 2 else [*known, 0]))) if known else None
    if len(known) == 1:
        return f"{INTER[known[0]]} only"
    return "-".join(INTER[code] for code in (one, other) if code)


def _disorder(main: str, sub: str) -> str:
    if main == "Strategic developments":
        return "Strategic developments"
    if sub == _PROTESTERS_SHOT:
        return "Political violence; Demonstrations"
    demonstration = main == "Protests" or sub == "Violent demonstration"
    return "Demonstrations" if demonstration else "Political violence"


def _targets_civilians(main: str, sub: str, sides: Sides) -> bool:
    hurt = bool(sides.against) and sides.against[0].kind in UNARMED[:2]
    return main == "Violence against civilians" or sub == _PROTESTERS_SHOT or (hurt and main != "Protests")


def _first(sides: tuple[Side, ...]) -> str:
    return sides[0].name if sides else ""


def _rest(sides: tuple[Side, ...]) -> str:
    return _JOIN.join(side.name.replace(";", ",") for side in sides[1:])


def notes_of(incident: Incident, material: Material) -> str:
    """The day, the kind and the place, then who says what of it, in our words."""
    opening = listed(
        filter(
            None, (incident.kind.replace("_", " "), place_words(incident.place), when_words(incident.when))
        )
    )
    told = (
        f"{who} ({claim.stance.replace('_', ' ')}){_figures(claim)}"
        for claim in counting(incident)
        for who in speakers(claim, material)
    )
    return f"{opening}. According to: {_JOIN.join(dict.fromkeys(told))}."


def _figures(claim: Claim) -> str:
    said = [
        f"{words} {count.effect}"
        for count in claim.casualties
        if (words := count_words((count.low, count.high)))
    ]
    return f" {listed(said)}" if said else ""


def _tags(incident: Incident, killed: Estimate | None, material: Material) -> str:
    kinds = {claim.kind for claim in incident.claims} - {incident.kind}
    figures = {
        "killed_low": killed.low if killed else "",
        "killed_best": killed.best if killed else "",
        "killed_high": killed.high if killed else "",
        "killed_open": "yes" if killed and killed.open else "",
        "claims": len(incident.claims),
        "status": incident.status,
        "disputed": ",".join(one.field for one in incident.disagreements),
        "kinds": ",".join(sorted(kinds)),
    }
    return _JOIN.join(f"x_sayso:{name}={value}" for name, value in figures.items() if value != "")


def _account(incident: Incident, nearest: bool, days: Stretch, sides: Sides, losses: Losses) -> None:
    """What the row carries."""
    if nearest:
        losses.narrowed("kind", "the nearest event type of ACLED's")
    else:
        losses.exact("kind")
    losses.narrowed("place", "its name and point; the words of the relation are gone")
    if days.days == 1:
        losses.exact("when")
    else:
        losses.narrowed("when", "one day inside the days that are meant, with time_precision")
    losses.all_narrowed(incident, "killed", "one number for all; the range stands in tags")
    losses.narrowed("by", "a name and a code of its kind", len(sides.by))
    losses.narrowed("against", "a name and a code of its kind", len(sides.against))
    losses.all_narrowed(incident, "who says so", "a list in notes, not tied to words")
    losses.all_narrowed(incident, "stance", "a word in notes")
    losses.all_narrowed(incident, "reports", "the publisher only")
    losses.all_narrowed(incident, "disagreements", "only which fields are in dispute, in tags")
    losses.narrowed("status", "one status for the incident")
