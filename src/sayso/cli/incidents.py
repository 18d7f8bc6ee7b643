"""Incidents shown: incidents."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.talk import BookPath, Json, NamesBy, NamesWhy, console, put


def incidents(
    book: BookPath,
    as_json: Json = False,
    why: Annotated[
        str | None, typer.Option(metavar="ID", help="why the claims of one incident are one")
    ] = None,
    policy: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="how they are graded: plain, airwars …")
    ] = "plain",
    names: NamesWhy = None,
    by: NamesBy = "",
) -> None:
    """Show who says what of each incident in a ledger.

    A table an incident: every source with its stance and figures, then the ranges and what they disagree on, and how they are graded.
    """
    from sayso import show
    from sayso.acts.judging import explained, the_one
    from sayso.acts.protecting import Opening, told_of
    from sayso.incidents.grades import load_policy
    from sayso.people.leaving import without_names
    from sayso.show.reasons import show_reasons

    chosen = load_policy(policy)
    every, kept, hidden = told_of(book, Opening(by, names, "incidents") if names is not None else None)
    found, reports = without_names(every, kept, hidden, homes=False)
    by_id = {report.id: report for report in reports}
    if why is not None:
        told, shown = explained(book, why), {one.id: one for one in found}
        near = tuple((shown[other.id], step) for other, step in told.near)
        show_reasons(the_one(book, found, why), by_id, console(), told.steps, near)
    elif as_json:
        from sayso.ids import canonical_json
        from sayso.incidents.whole import whole_record

        for incident in found:
            put(canonical_json(whole_record(incident, by_id, chosen)) + "\n")
    else:
        show.show_incidents(found, by_id, console(), chosen)
