"""GeoNames files (allCountries.txt, SY.txt …): one place a line, 19 columns between tabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from sayso import vocabulary
from sayso.gazetteer.entries import Entry, Kind, town_radius
from sayso.gazetteer.index import CODE, Draft, Spelling
from sayso.gazetteer.names import without_class
from sayso.problems import WrongCall

COLUMNS = 19


def read_geonames(text: TextIO, name: str) -> Iterator[Draft]:
    """The towns, districts, regions and named spots of a GeoNames file; rivers, roads and the like are left out.

    Countries are left out too: the bundled index has them, with points that a map would use.
    """
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        row = line.rstrip("\r\n").split("\t")
        if len(row) != COLUMNS:
            raise WrongCall(
                f"{name}, line {number}: {len(row)} columns, and a GeoNames file has {COLUMNS}. Nothing was added."
            )
        try:
            draft = _draft(row)
        except ValueError as error:
            raise WrongCall(f"{name}, line {number}: {error}. Nothing was added.") from None
        if draft is not None:
            yield draft


def _draft(row: list[str]) -> Draft | None:
    features = vocabulary.load("places")["geonames"]
    kind: Kind | None = next((kind for kind, codes in features.items() if _is(row[6], row[7], codes)), None)
    if kind is None or not row[1]:
        return None
    people = int(row[14] or 0)
    entry = Entry(
        f"geonames:{int(row[0])}", row[1], _degrees(row[4], 90), _degrees(row[5], 180), kind, row[8],
        f"{row[8]}.{row[10]}" if row[8] and row[10] else "", people, _radius(kind, row[7], people),
    )  # fmt: skip
    others: list[Spelling] = [
        (each, "alternate") for each in row[3].split(",") if each and not CODE.match(each)
    ]
    bare: list[Spelling] = [(without_class(row[1]), "alternate")] if kind.startswith("admin") else []
    return Draft(entry, [(row[1], "name"), (row[2] or row[1], "name"), *bare, *others])


def _is(group: str, code: str, wanted: list[str]) -> bool:
    return f"{group}.{code}" in wanted or f"{group}.*" in wanted


def _radius(kind: Kind, code: str, people: int) -> float:
    reach: dict[str, float] = vocabulary.load("places")["reach"]
    return town_radius(people) if kind == "town" else 1000 * reach.get(code.lower(), reach[kind])


def _degrees(written: str, most: float) -> float:
    degrees = float(written)
    if not abs(degrees) <= most:
        raise ValueError(f"{written} is no coordinate in degrees")
    return degrees
