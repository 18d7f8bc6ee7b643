"""FollowTheMoney entities, one a line: the incident as an Event, its reports as Articles, who is named as bodies.

No topics are given: they brand people. People are not written as persons: nobody here has been identified.
Source: the schemata of followthemoney 4.11.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sayso.exports.acled import notes_of
from sayso.exports.dates import Stretch, stretch_of
from sayso.exports.losses import Losses
from sayso.exports.material import Material
from sayso.exports.sides import NON_STATE, STATE, Side, sides_of
from sayso.ids import sha256_hex
from sayso.located import has_point
from sayso.model import Incident, Place, Report
from sayso.words import count_words, own_voice, place_words, when_words

#: kind of actor → schema
_SCHEMA = {
    **dict.fromkeys((*STATE, *NON_STATE, "international"), "Organization"),
    "government": "PublicBody",
}
#: BCP 47 → ISO 639-3, for the languages that reports here are in
_LANGUAGES = {"en": "eng", "ar": "ara", "ru": "rus", "uk": "ukr", "fr": "fra", "es": "spa", "de": "deu"}


def write_ftm(material: Material, losses: Losses) -> str:
    """The entities by their ids, each once."""
    losses.note(
        "Ids are sayso's own. contentHash stays empty: FollowTheMoney's is a SHA-1, ours is in recordId."
    )
    entities: dict[str, dict[str, Any]] = {}
    for incident in material.incidents:
        for entity in _entities(incident, material):
            entities.setdefault(entity["id"], entity)
        _account(incident, losses)
    losses.rows = len(entities)
    return "".join(
        json.dumps(entities[name], ensure_ascii=False, sort_keys=True) + "\n" for name in sorted(entities)
    )


def _entities(incident: Incident, material: Material) -> Iterator[dict[str, Any]]:
    """The event, its address, the bodies that are named, its reports and what ties them to it."""
    event = f"sayso-{incident.id}"
    bodies = [_body(side) for side in _bodies(incident)]
    yield from bodies
    address = _address(incident.place, material)
    if address:
        yield address
    yield _event(event, incident, material, [body["id"] for body in bodies], address)
    for report in material.told_in(incident):
        article = _article(report)
        yield article
        yield _entity(
            f"sayso-{_hash(event, article['id'])}",
            "Documentation",
            document=[article["id"]],
            entity=[event],
            role=["reports it"],
            date=[report.published],
            recordId=[report.id],
        )


def _event(
    id: str, incident: Incident, material: Material, bodies: list[str], address: dict[str, Any] | None
) -> dict[str, Any]:
    days = stretch_of(incident.when)
    one = days is not None and days.days == 1
    killed, injured = count_words(incident.killed), count_words(incident.injured)
    what = incident.kind.replace("_", " ").capitalize()
    return _entity(
        id,
        "Event",
        name=[", ".join(filter(None, (what, place_words(incident.place), when_words(incident.when))))],
        summary=[notes_of(incident, material)],
        notes=[
            *([f"killed: {killed}"] if killed else []),
            *([f"injured: {injured}"] if injured else []),
            *(f"sources disagree on: {one.field}" for one in incident.disagreements),
            f"status: {incident.status}",
        ],
        keywords=[incident.kind],
        recordId=[incident.id],
        date=[_day(days)] if one else [],
        startDate=[_day(days)] if not one else [],
        endDate=[days.last.isoformat()] if days and not one else [],
        location=[place_words(incident.place)],
        country=[material.where(incident.place).country.lower()],
        involved=bodies,
        addressEntity=[address["id"]] if address else [],
        sourceUrl=[report.url for report in material.told_in(incident) if _web(report.url)],
    )


def _day(days: Stretch | None) -> str:
    return days.first.isoformat() if days else ""


def _bodies(incident: Incident) -> list[Side]:
    """Those named that are bodies with a name of their own: no civilians, no "soldiers", nobody of unknown kind."""
    return [side for side in sides_of(incident).of(*_SCHEMA) if side.country or _proper(side.name)]


def _proper(name: str) -> bool:
    """Whether it is written as a name: each longer word with a capital."""
    return all(word[:1].isupper() for word in name.split() if len(word) > 3) and name != name.lower()


def _body(side: Side) -> dict[str, Any]:
    return _entity(
        f"sayso-{_hash('body', side.name)}",
        _SCHEMA[side.kind or ""],
        name=[side.name],
        country=[side.country.lower()],
    )


def _address(place: Place | None, material: Material) -> dict[str, Any] | None:
    if place is None or not has_point(place):
        return None
    located = material.where(place)
    return _entity(
        f"sayso-{_hash('place', place.name, str(place.lat), str(place.lon), str(place.radius_m))}",
        "Address",
        full=[place_words(place)],
        city=[place.name] if place.precision in ("point", "town", "near") else [],
        region=[located.admin1],
        country=[located.country.lower()],
        latitude=[str(place.lat)],
        longitude=[str(place.lon)],
        remarks=[f"precision: {place.precision}; the true point lies within {place.radius_m:.0f} m"]
        if place.radius_m is not None
        else [],
    )


def _article(report: Report) -> dict[str, Any]:
    return _entity(
        f"sayso-{report.id}",
        "Article",
        title=[report.title],
        publisher=[report.publisher],
        publishedAt=[report.published],
        language=[_LANGUAGES.get((report.language or "").split("-")[0], "")],
        sourceUrl=[report.url if _web(report.url) else ""],
        summary=[f"{own_voice(report).removesuffix(' (own voice)')}, {report.published or 'day not known'}"],
    )


def _web(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("https://", "http://"))


def _entity(id: str, schema: str, **properties: Sequence[str | None]) -> dict[str, Any]:
    """The entity; every value is text in a list, and a property without one is left out."""
    kept = {name: [value for value in values if value] for name, values in properties.items()}
    return {
        "id": id,
        "schema": schema,
        "properties": {name: values for name, values in kept.items() if values},
    }


def _hash(*parts: str) -> str:
    return sha256_hex("\x00".join(parts).encode("utf-8", "replace"))[:40]


def _account(incident: Incident, losses: Losses) -> None:
    losses.exact("kind")
    if incident.when:
        losses.exact("when")
    if incident.place:
        losses.exact("place")
        losses.narrowed("radius", "a sentence in remarks", int(incident.place.radius_m is not None))
    for field in ("killed", "injured"):
        losses.all_narrowed(incident, field, "the range in words, in notes; who says which in the summary")
    sides = sides_of(incident)
    bodies = set(_bodies(incident))
    losses.narrowed("by", "as involved, without direction", sum(side in bodies for side in sides.by))
    against = sum(side in bodies and side not in sides.by for side in sides.against)
    losses.narrowed("against", "as involved, without direction", against)
    losses.all_narrowed(incident, "who says so", "a list in the summary, not tied to words")
    losses.all_narrowed(incident, "stance", "a word in the summary")
    losses.all_narrowed(incident, "disagreements", "only which fields are in dispute, in notes")
    losses.all_exact(incident, "reports")
    losses.narrowed("status", "one status for the incident, in notes")
