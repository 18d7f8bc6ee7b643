"""P-code tables of the humanitarian common operational datasets: administrative units, a row each."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from sayso import vocabulary
from sayso.gazetteer.countries import region_code, two_letters
from sayso.gazetteer.entries import Entry, Kind
from sayso.gazetteer.index import Draft, Spelling
from sayso.gazetteer.names import without_class
from sayso.problems import WrongCall

#: ADM2_PCODE, admin2Pcode, adm2_pcode
_PCODE = re.compile(r"^#?adm(?:in)?(\d)_?pcode$", re.IGNORECASE)
#: ADM2_EN, admin2Name_en, adm2_name, ADM2_AR, ADM2ALT1EN, admin2RefName
_NAME = re.compile(
    r"^#?adm(?:in)?(\d)_?(?!id$)(?:name\d?|(?:ref|alt\d?)_?(?:name\d?)?|)_?([a-z]{2})?$", re.IGNORECASE
)
_LATITUDES = frozenset(("lat", "latitude", "center_lat", "latitude_y", "y", "y_coord", "point_y"))
_LONGITUDES = frozenset(
    ("lon", "long", "lng", "longitude", "center_lon", "longitude_x", "x", "x_coord", "point_x")
)
_AREAS = frozenset(("area_sqkm", "areasqkm", "area_km2", "shape_area_sqkm"))
#: a unit is longer than a disc of its area
_LONGER = 1.6


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row the things are: by level the p-code and the names, then point and area."""

    codes: dict[int, int]
    names: dict[int, list[int]]
    lat: int | None
    lon: int | None
    area: int | None

    @property
    def level(self) -> int:
        """Of the units that the rows tell of: the finest."""
        return max(self.codes)


def is_header(line: str) -> bool:
    """Is the line the first of a table with p-codes?"""
    return any(_PCODE.match(cell.strip()) for cell in _cells(line))


def read_pcodes(text: TextIO, name: str) -> Iterator[Draft]:
    """The units of the finest level in the table; one without a point in the table has none here."""
    lines = (line for line in text if line.strip())
    head = next(lines)
    rows = csv.reader(lines, delimiter=_delimiter(head))
    columns = _columns(_cells(head), name)
    for row in rows:
        if any(cell.startswith("#adm") for cell in row):
            continue  # the row of HXL tags
        if len(row) <= max(columns.codes.values()):
            raise WrongCall(
                f"{name}, line {rows.line_num + 1}: {len(row)} columns are too few. Nothing was added."
            )
        try:
            draft = _draft(row, columns)
        except ValueError as error:
            raise WrongCall(f"{name}, line {rows.line_num + 1}: {error}. Nothing was added.") from None
        if draft is not None:
            yield draft


def _draft(row: list[str], columns: _Columns) -> Draft | None:
    level = columns.level
    names = list(dict.fromkeys(row[at].strip() for at in columns.names.get(level, []) if at < len(row)))
    names, code = [each for each in names if each], row[columns.codes[level]].strip()
    if not names or not code:
        return None
    country = two_letters(row[columns.codes[0]].strip() if 0 in columns.codes else code)
    region = _region(country, row, columns)
    kind: Kind = "admin1" if level <= 1 else "admin2" if level <= 3 else "town"
    entry = Entry(
        f"pcode:{code}", names[0], _number(row, columns.lat, 90), _number(row, columns.lon, 180), kind, country,
        region, 0, _radius(row, columns),
    )  # fmt: skip
    spelt: list[Spelling] = [(each, "name") for each in names]
    return Draft(entry, [*spelt, *((without_class(each), "alternate") for each in names)])


def _region(country: str, row: list[str], columns: _Columns) -> str:
    """The first-level region as the bundled index calls it, or else by its p-code; "" if the table has none."""
    if 1 not in columns.codes:
        return ""
    names = [row[at].strip() for at in columns.names.get(1, []) if at < len(row)]
    known = next((code for name in names if (code := region_code(country, name))), "")
    return known or f"{country}.{row[columns.codes[1]].strip()}"


def _radius(row: list[str], columns: _Columns) -> float:
    area = _number(row, columns.area, math.inf)
    if area:
        return float(round(1000 * _LONGER * math.sqrt(area / math.pi), -2))
    return float(1000 * vocabulary.load("places")["reach"][f"adm{min(columns.level, 4)}"])


def _number(row: list[str], at: int | None, most: float) -> float | None:
    written = row[at].strip().replace(",", ".") if at is not None and at < len(row) else ""
    if not written:
        return None
    number = float(written)
    if not abs(number) <= most:
        raise ValueError(f"{written} is no coordinate in degrees")
    return number


def _columns(head: list[str], name: str) -> _Columns:
    codes: dict[int, int] = {}
    names: dict[int, list[int]] = {}
    for at, cell in enumerate(cell.strip() for cell in head):
        if found := _PCODE.match(cell):
            codes[int(found[1])] = at
        elif found := _NAME.match(cell):
            names.setdefault(int(found[1]), []).append(at)
    if max(codes) not in names:
        raise WrongCall(
            f"{name}: no column has the names of level {max(codes)}, such as ADM{max(codes)}_EN. Nothing was added."
        )
    for level, ats in names.items():
        names[level] = sorted(ats, key=lambda at: not head[at].strip().lower().endswith("en"))
    return _Columns(codes, names, _at(head, _LATITUDES), _at(head, _LONGITUDES), _at(head, _AREAS))


def _at(head: list[str], wanted: frozenset[str]) -> int | None:
    return next((at for at, cell in enumerate(head) if cell.strip().lower() in wanted), None)


def _cells(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line.strip("\r\n")), delimiter=_delimiter(line)), [])


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)
