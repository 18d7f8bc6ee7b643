"""A Data Package 2.0 in a ZIP: incidents, claims and reports as tables that point at one another, with their schema.

An empty cell is declared as what it means: nobody said it. Each table has its size and its SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sayso.exports.csv import COLUMNS, TYPES, claim_rows
from sayso.exports.losses import Losses
from sayso.exports.material import Material
from sayso.exports.packing import packed
from sayso.exports.table import UNESCAPE, Line, table
from sayso.ids import sha256_hex
from sayso.model import ReportId

_OF_INCIDENT = tuple(name for name in COLUMNS if name.startswith("incident_"))
INCIDENTS = ("incident", *_OF_INCIDENT, "disputed")
CLAIMS = tuple(
    name
    for name in COLUMNS
    if name not in (*_OF_INCIDENT, "disputed", "publisher", "published", "title", "url")
)
REPORTS = ("report", "publisher", "published", "title", "url", "language")


def write_datapackage(material: Material, losses: Losses) -> bytes:
    """The ZIP; datapackage.json is its first file."""
    rows = list(claim_rows(material, losses))
    incidents = list({row["incident"]: row for row in rows}.values())
    used = {row["report"] for row in rows}
    reports = [_report(material, name) for name in sorted(map(str, used))]
    tables: dict[str, tuple[tuple[str, ...], Iterable[Line]]] = {
        "incidents": (INCIDENTS, incidents),
        "claims": (CLAIMS, rows),
        "reports": (REPORTS, reports),
    }
    files = {f"{name}.csv": table(*parts).encode("utf-8", "replace") for name, parts in tables.items()}
    package = _package(material, {name: parts[0] for name, parts in tables.items()}, files)
    described = (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
    return packed({"datapackage.json": described, **files})


def _report(material: Material, name: str) -> Line:
    report = material.reports.get(ReportId(name))
    known = {field: getattr(report, field) if report else None for field in REPORTS[1:]}
    return {"report": name, **known}


def _package(
    material: Material, tables: Mapping[str, tuple[str, ...]], files: Mapping[str, bytes]
) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "sayso-incidents",
        "title": "Who says that it happened",
        "description": (
            f"{'Internal: everything, each with its status.' if material.internal else 'Accepted claims only.'} "
            f"A row of claims is what one source says; never add figures up over claims. {UNESCAPE}"
        ),
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(files[f"{name}.csv"]),
                "hash": f"sha256:{sha256_hex(files[f'{name}.csv'])}",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
                "schema": _schema(name, columns),
            }
            for name, columns in tables.items()
        ],
    }


def _schema(name: str, columns: Iterable[str]) -> dict[str, Any]:
    keys = {"incidents": "incident", "claims": "claim", "reports": "report"}
    schema: dict[str, Any] = {
        "fields": [{"name": column, "type": TYPES.get(column, "string")} for column in columns],
        "primaryKey": [keys[name]],
        "missingValues": [""],
    }
    if name == "claims":
        schema["foreignKeys"] = [
            {"fields": [key], "reference": {"resource": table_, "fields": [key]}}
            for table_, key in (("incidents", "incident"), ("reports", "report"))
        ]
    return schema
