"""Incidents out, in somebody else's format: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.talk import BookPath, NamesBy, NamesWhy, complain, put, spare_ledger, write_file
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.exports import Export
    from sayso.model import Incident, Report

_FORMATS = "json, csv, tsv, xlsx, ods, parquet, datapackage, acled, ucdp, airwars, plover, hxl, ftm, geojson, annotation"
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="a choice that the format offers; may be given again"),
]


def export(
    book: BookPath,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=_FORMATS)],
    internal: Annotated[bool, typer.Option("--internal", help="everything, each with its status")] = False,
    settings: Settings = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="write here, not to standard output")
    ] = None,
    names: NamesWhy = None,
    by: NamesBy = "",
) -> None:
    """Write the incidents in a format of somebody else.

    Public: only what a person accepted (see judge), unless --internal is said. Roles stand in the place of protected
    names, unless --names is said. What the format could not carry is
    said in a line on standard error, and in FILE.losses.json beside the file.
    """
    from sayso import exports
    from sayso.acts.protecting import Opening, told_of
    from sayso.incidents import accepted_view
    from sayso.problems import NoSuchFormat

    if to not in exports.FORMATS:
        raise NoSuchFormat(to, tuple(exports.FORMATS))
    chosen_settings = exports.settings_of(to, _pairs(settings or []))
    if out is None and exports.FORMATS[to].binary:
        raise WrongCall(
            f"{to}: this is no text. Give a file with --out, for example book{exports.FORMATS[to].suffix}."
        )
    what = f"an {'internal' if internal else 'public'} export to {to}"
    found, reports, hidden = told_of(book, Opening(by, names, what) if names is not None else None)
    chosen = found if internal else accepted_view(found, reports)
    made = exports.export(
        chosen,
        reports,
        to,
        internal=internal,
        names=hidden,
        settings=chosen_settings,
        located=_located(chosen),
        grades=_grades(chosen, reports) if to == "airwars" else None,
    )
    record = made.losses.record(to, made.data, internal, chosen_settings, out.name if out else None)
    if out is None:
        put(made.text)
    else:
        _write_both(out, made, exports.losses_json(record), book)
    if not chosen and not internal:
        complain(f"{book}: nothing was accepted yet, so the public export is empty. See: sayso judge --help")
    complain(f"{to}: {made.losses.line()}." + (f" What was lost: {_beside(out)}" if out else ""))


def _write_both(out: Path, made: Export, losses: bytes, book: str) -> None:
    """The account first: a file is never there without what it lost. Where the file cannot be written, both stay."""
    spare_ledger(out, book)
    beside = _beside(out)
    old = beside.read_bytes() if beside.exists() else None
    write_file(beside, losses, book)
    try:
        write_file(out, made.data, book)
    except BaseException:
        beside.unlink() if old is None else beside.write_bytes(old)
        raise


def _beside(out: Path) -> Path:
    return out.with_name(out.name + ".losses.json")


def _located(incidents: Iterable[Incident]) -> dict:  # type: ignore[type-arg]
    from sayso.gazetteer import open_gazetteer
    from sayso.gazetteer.locate import locate

    return locate(open_gazetteer(), (incident.place for incident in incidents))


def _grades(incidents: Iterable[Incident], reports: Sequence[Report]) -> dict:  # type: ignore[type-arg]
    from sayso.incidents.grades import grade_incident, known_of, load_policy
    from sayso.incidents.versions import replaced_by_later

    by_id, policy = {report.id: report for report in reports}, load_policy("airwars")
    replaced = replaced_by_later(reports)
    known = (known_of(incident, by_id, replaced) for incident in incidents)
    return {one.incident.id: {g.question: g.grade for g in grade_incident(one, policy)} for one in known}


def _pairs(settings: Iterable[str]) -> dict[str, str]:
    """NAME=VALUE, taken apart."""
    pairs = [setting.partition("=") for setting in settings]
    for name, equals, _ in pairs:
        if not equals:
            raise WrongCall(f"{name}: a setting is NAME=VALUE, for example --set fatalities=high.")
    return {name: value for name, _, value in pairs}
