"""GeoJSON: each named feature is a place; an area has its middle and the radius that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from sayso import vocabulary
from sayso.gazetteer.countries import two_letters
from sayso.gazetteer.entries import Entry, Kind, town_radius
from sayso.gazetteer.index import Draft
from sayso.gazetteer.names import without_class
from sayso.problems import WrongCall
from sayso.sphere import Point, kilometres, middle

#: properties that hold a name, an id, a country, a kind: the first that is there counts
_NAMES = (
    "name", "name_en", "name:en", "adm4_en", "adm3_en", "adm2_en", "adm1_en", "shapename", "admin2name_en", "admin1name_en", "title",
)  # fmt: skip
_IDS = ("id", "shapeid", "adm4_pcode", "adm3_pcode", "adm2_pcode", "adm1_pcode", "@id", "osm_id", "geonameid")
_COUNTRIES = ("country", "iso", "iso_a2", "iso_a3", "adm0_pcode", "shapegroup", "countrycode", "country_code")
_KINDS = ("place", "kind", "type", "shapetype", "admin_level", "featurecla")


def read_geojson(text: TextIO, name: str) -> Iterator[Draft]:
    """The features that have a name and a geometry, in WGS 84 as the format has it."""
    try:
        held = json.load(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise WrongCall(f"{name}: this is no JSON ({error}). Nothing was added.") from error
    features = held.get("features") if held.get("type") == "FeatureCollection" else [held]
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise WrongCall(f"{name}: this JSON is no FeatureCollection of GeoJSON. Nothing was added.")
    for number, feature in enumerate(features, 1):
        try:
            draft = _draft(feature, f"{name.rpartition('.')[0] or name}-{number}")
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise WrongCall(
                f"{name}, feature {number}: no geometry of GeoJSON ({error}). Nothing was added."
            ) from error
        if draft is not None:
            yield draft


def _draft(feature: dict[str, Any], fallback: str) -> Draft | None:
    told = {key.lower(): value for key, value in (feature.get("properties") or {}).items()}
    names = [
        str(told[key]).strip()
        for key in told
        if key in _NAMES or key.startswith(("name", "alt_name")) and told[key]
    ]
    first = _first(told, _NAMES) or (names[0] if names else "")
    geometry = feature.get("geometry")
    if not first or not geometry:
        return None
    points = [_point(pair) for pair in _pairs(geometry)]
    here, reach = _disc(points)
    people = int(float(_first(told, ("population", "pop")) or 0))
    kind = _kind(_first(told, _KINDS).lower(), len(points) == 1)
    entry = Entry(
        f"geojson:{_first(told, _IDS) or feature.get('id') or fallback}", first, *here, kind,
        two_letters(_first(told, _COUNTRIES)), "", people, max(1000 * reach, _least(kind, people)),
    )  # fmt: skip
    bare = without_class(first)
    return Draft(entry, [(first, "name"), (bare, "alternate"), *((each, "name") for each in names)])


def _first(told: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(told[key]).strip() for key in keys if told.get(key) not in (None, "")), "")


def _kind(said: str, a_point: bool) -> Kind:
    """By what the feature says it is, else by its shape: a point is a town, an area a district."""
    words = vocabulary.load("places")["classes"]
    if said in ("adm1", "4", *words["admin1"]):
        return "admin1"
    if said in ("adm2", "adm3", "5", "6", "7", *words["admin2"]):
        return "admin2"
    if said in words["town"] or said in ("adm4", "populated place"):
        return "town"
    return "site" if said in vocabulary.load("places")["sites"]["words"] else "town" if a_point else "admin2"


def _least(kind: Kind, people: int) -> float:
    """A point has no size of its own: that of such a place."""
    return town_radius(people) if kind == "town" else 1000.0 * vocabulary.load("places")["reach"]["site"]


def _pairs(geometry: dict[str, Any]) -> Iterator[Any]:
    """All positions of a geometry."""
    if geometry["type"] == "GeometryCollection":
        for each in geometry["geometries"]:
            yield from _pairs(each)
        return
    waiting = [geometry["coordinates"]]
    while waiting:
        item = waiting.pop()
        if item and isinstance(item[0], list):
            waiting += item
        else:
            yield item


def _point(pair: Any) -> Point:
    lon, lat = float(pair[0]), float(pair[1])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"{pair} is no longitude and latitude in degrees")
    return lat, lon


def _disc(points: list[Point]) -> tuple[Point, float]:
    """The middle of the points, and the km to the farthest of them."""
    # the corners of a box, so that a side drawn finely does not pull the middle to it
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    across = max(lons) - min(lons) > 180
    here = middle(points) if across else ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    here = round(here[0], 5), round(here[1], 5)
    return here, max(kilometres(here, there) for there in points)
