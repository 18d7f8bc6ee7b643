"""GeoJSON (RFC 7946): a feature an incident. An unknown place is a null geometry, never a point of our choosing."""

from __future__ import annotations

import json
from typing import Any

from sayso.exports.csv import figure_words
from sayso.exports.figures import speakers
from sayso.exports.losses import Losses
from sayso.exports.material import Material
from sayso.located import country_of, has_point
from sayso.model import Effect, Incident
from sayso.words import place_words


def write_geojson(material: Material, losses: Losses) -> str:
    """A FeatureCollection. Longitude stands before latitude; the true point lies within ``radius_m`` of the point."""
    losses.note("radius_m: the true point lies within so many metres. Draw it as an area, not as a spot.")
    features = [_feature(incident, material, losses) for incident in material.incidents]
    losses.rows = len(features)
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _feature(incident: Incident, material: Material, losses: Losses) -> dict[str, Any]:
    place = incident.place
    _account(incident, losses)
    return {
        "type": "Feature",
        "id": f"sayso:{incident.id}",
        "geometry": (
            {"type": "Point", "coordinates": [round(place.lon or 0.0, 7), round(place.lat or 0.0, 7)]}
            if place and has_point(place)
            else None
        ),
        "properties": {
            "kind": incident.kind,
            "status": incident.status,
            "start": incident.when.start if incident.when else None,
            "end": incident.when.end if incident.when else None,
            "time_precision": incident.when.precision if incident.when else None,
            "place": place.name if place else None,
            "place_words": place_words(place) or None,
            "precision": place.precision if place else None,
            "radius_m": place.radius_m if place else None,
            "country": country_of(material.where(place)).get("iso3"),
            "killed_low": incident.killed[0],
            "killed_high": incident.killed[1],
            "injured_low": incident.injured[0],
            "injured_high": incident.injured[1],
            "disputed": [one.field for one in incident.disagreements],
            "said": [_said(claim_number, incident, material) for claim_number in range(len(incident.claims))],
        },
    }


def _said(number: int, incident: Incident, material: Material) -> dict[str, Any]:
    claim = incident.claims[number]
    report = material.reports.get(claim.report)
    effects: tuple[Effect, ...] = ("killed", "injured", "missing", "captured", "displaced")
    return {
        "claim": claim.id,
        "status": incident.statuses[number],
        "who": speakers(claim, material),
        "stance": claim.stance,
        "kind": claim.kind,
        "by": [actor.name for actor in claim.by],
        "against": [actor.name for actor in claim.against],
        **{effect: words for effect in effects if (words := figure_words(claim, effect))},
        "publisher": report.publisher if report else None,
        "published": report.published if report else None,
        "url": report.url if report else None,
    }


def _account(incident: Incident, losses: Losses) -> None:
    losses.all_exact(incident, "kind", "radius", "chains", "stance", "status", "reports")
    if incident.place:
        losses.exact("place")
    if incident.when:
        losses.exact("when")
    for field in ("killed", "injured", "missing", "captured", "displaced"):
        losses.all_narrowed(incident, field, "in words with whose they are; bounds for the whole incident")
    losses.all_narrowed(incident, "who says so", "the names, without the words they stand for")
    losses.all_narrowed(incident, "by", "the name, without the words it stands for and the kind of actor")
    losses.all_narrowed(
        incident, "against", "the name, without the words it stands for and the kind of actor"
    )
    losses.all_narrowed(incident, "disagreements", "only which fields are in dispute")
