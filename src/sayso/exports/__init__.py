"""Incidents in somebody else's format. Public unless ``internal`` is said.

Adding a format is one file, one line in FORMATS, one case in tests/exports, one paragraph in docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.exports import acled, airwars, geojson, ucdp
from sayso.exports.annotation import write_annotations
from sayso.exports.csv import write_csv, write_tsv
from sayso.exports.datapackage import write_datapackage
from sayso.exports.ftm import write_ftm
from sayso.exports.hxl import write_hxl
from sayso.exports.json import write_json
from sayso.exports.losses import Losses, losses_json
from sayso.exports.material import Export, Format, Grades, Material
from sayso.exports.ods import write_ods
from sayso.exports.parquet import write_parquet
from sayso.exports.plover import write_plover
from sayso.exports.public import leaving, published
from sayso.exports.xlsx import write_xlsx
from sayso.located import Located
from sayso.model import Incident, IncidentId, Report
from sayso.people import Names
from sayso.problems import NoSuchFormat, NoSuchSetting

__all__ = ["FORMATS", "Export", "Format", "export", "losses_json", "published", "settings_of"]

FORMATS: dict[str, Format] = {
    "json": Format(write_json, ".json", "everything, as JSON"),
    "csv": Format(write_csv, ".csv", "one row a claim"),
    "tsv": Format(write_tsv, ".tsv", "one row a claim, tabs between"),
    "acled": Format(acled.write_acled, ".csv", "shaped like ACLED's events", acled.SETTINGS),
    "ucdp": Format(ucdp.write_ucdp, ".csv", "shaped like UCDP GED", ucdp.SETTINGS),
    "airwars": Format(airwars.write_airwars, ".csv", "shaped like Airwars' incidents"),
    "plover": Format(write_plover, ".jsonl", "PLOVER events, JSON lines"),
    "hxl": Format(write_hxl, ".csv", "one row an incident, with HXL tags"),
    "ftm": Format(write_ftm, ".ftm.json", "FollowTheMoney entities, JSON lines"),
    "annotation": Format(write_annotations, ".jsonld", "W3C Web Annotations of the evidence"),
    "parquet": Format(write_parquet, ".parquet", "one row a claim, typed", extra="parquet", binary=True),
    "xlsx": Format(write_xlsx, ".xlsx", "one row a claim, a workbook", extra="xlsx", binary=True),
    "ods": Format(write_ods, ".ods", "one row a claim, a workbook", binary=True),
    "datapackage": Format(write_datapackage, ".zip", "tables with their schema", binary=True),
    "geojson": Format(geojson.write_geojson, ".geojson", "points on a map, RFC 7946"),
}


def export(
    incidents: Iterable[Incident],
    reports: Iterable[Report],
    format: str,
    *,
    internal: bool = False,
    names: Names | None = None,
    settings: Mapping[str, str] | None = None,
    located: Mapping[str, Located] | None = None,
    grades: Mapping[IncidentId, Grades] | None = None,
) -> Export:
    """The incidents in that format, and what it could not carry; NoSuchFormat names the formats there are.

    A public export has only incidents that a person accepted, told by accepted claims alone: hand over
    ``sayso.incidents.accepted_view(…)``; ``names`` are the protected ones (``published``). An internal one has
    everything, each with its status. ``located`` says in which country and region places lie
    (``sayso.gazetteer.locate``).
    """
    if format not in FORMATS:
        raise NoSuchFormat(format, tuple(FORMATS))
    chosen = leaving(incidents, reports, internal, names)
    material = Material(
        chosen.incidents,
        {report.id: report for report in sorted(chosen.reports, key=repr)},
        internal,
        settings_of(format, settings or {}),
        located or {},
        grades or {},
    )
    losses = Losses(chosen.incidents)
    made = FORMATS[format].write(material, losses)
    # half a surrogate pair, which a report may hold, becomes "?"
    return Export(format, made.encode("utf-8", "replace") if isinstance(made, str) else made, losses)


def settings_of(format: str, given: Mapping[str, str]) -> dict[str, str]:
    """The settings of that format, as given or by default; NoSuchSetting for one that it does not have."""
    known = FORMATS[format].settings
    for name, value in given.items():
        if value not in known.get(name, ()):
            raise NoSuchSetting(format, name, value, known)
    return {name: given.get(name, values[0]) for name, values in known.items()}
