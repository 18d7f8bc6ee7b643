"""Incidents out: incidents, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.talk import BookPath, Json, complain, console, put, write_file


def incidents(
    book: BookPath,
    as_json: Json = False,
    why: Annotated[
        str | None, typer.Option(metavar="ID", help="why the claims of one incident are one")
    ] = None,
    policy: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="how they are graded: plain, airwars …")
    ] = "plain",
) -> None:
    """Show who says what of each incident in a ledger.

    A table an incident: every source with its stance and figures, then the ranges and what they disagree on, and how they are graded.
    """
    from sayso import show
    from sayso.incidents.grades import load_policy
    from sayso.judging import explained, incidents_of

    chosen = load_policy(policy)
    if why is not None:
        told = explained(book, why)
        show.show_reasons(told.incident, told.reports, console(), told.steps, told.near)
        return
    found, reports = incidents_of(book)
    by_id = {report.id: report for report in reports}
    if as_json:
        from sayso.ids import canonical_json
        from sayso.incidents.whole import whole_record

        for incident in found:
            put(canonical_json(whole_record(incident, by_id, chosen)) + "\n")
    else:
        show.show_incidents(found, by_id, console(), chosen)


def export(
    book: BookPath,
    to: Annotated[str, typer.Option("--to", metavar="json|csv", help="the format")],
    internal: Annotated[bool, typer.Option("--internal", help="everything, each with its status")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="write here, not to standard output")
    ] = None,
) -> None:
    """Write the incidents in a format of somebody else.

    Public: only what a person accepted (see judge), unless --internal is said.
    """
    from sayso import exports
    from sayso.incidents import accepted_view
    from sayso.judging import incidents_of

    found, reports = incidents_of(book)
    chosen = found if internal else accepted_view(found, reports)
    text = exports.export(chosen, reports, to, internal=internal)
    if out is None:
        put(text)
    else:
        write_file(out, text.encode("utf-8", "replace"), book)
    if not chosen and not internal:
        complain(f"{book}: nothing was accepted yet, so the public export is empty. See: sayso judge --help")
