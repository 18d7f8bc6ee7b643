"""A page to read and to print: report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.talk import BookPath, NamesBy, NamesWhy, complain, number, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.drawing import Label
    from sayso.drawing.frame import Frame
    from sayso.drawing.place_map import Line

#: so many towns are offered to a map
_TOWNS = 40


def report(
    book: BookPath,
    out: Annotated[Path, typer.Option(metavar="FILE", help="the page, for example incident.html")],
    incidents_: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INCIDENT …]", help="their ids, or the starts of them; none: all"),
    ] = None,
    internal: Annotated[bool, typer.Option("--internal", help="everything, each with its status")] = False,
    policy: Annotated[str, typer.Option(metavar="NAME|FILE", help="how they are graded")] = "plain",
    names: NamesWhy = None,
    by: NamesBy = "",
) -> None:
    """Write a page to read and to print: who says what, in which words, where and when.

    One HTML file without scripts that asks nothing from outside. Public: only what a person accepted, and no
    reviewer's name, unless --internal is said.
    """
    from sayso.acts.judging import the_one
    from sayso.acts.protecting import Opening, told_of
    from sayso.exports.public import leaving
    from sayso.incidents import accepted_view
    from sayso.incidents.grades import load_policy
    from sayso.ledger import open_ledger
    from sayso.page import write_page
    from sayso.people.leaving import masked_in
    from sayso.review.drawing.world import boundary_view

    graded = load_policy(policy)
    found, reports, hidden = told_of(book, Opening(by, names, "a page") if names is not None else None)
    with open_ledger(book) as ledger:
        head = ledger.head()
        judgements = [masked_in(made, hidden.everywhere()) for made in ledger.judgements()]
    shown = leaving(found if internal else accepted_view(found, reports), reports, internal, hidden)
    chosen = (
        tuple(
            {one.id: one for start in incidents_ for one in (the_one(book, shown.incidents, start),)}.values()
        )
        if incidents_
        else shown.incidents
    )
    page = write_page(
        chosen,
        shown.reports,
        judgements,
        book=Path(book).name,
        head=f"{head.size}:{head.seal}",
        policy=graded,
        internal=internal,
        nearby=_nearby(),
        borders=boundary_view(),
    )
    write_file(out, page.encode("utf-8", "replace"), book)
    if not chosen:
        complain(f"{book}: nothing was accepted yet, so the page is empty. See: sayso judge --help")
    print(f"{out}: {number(len(chosen), 'incident')}.")


def _nearby() -> Callable[[Frame], tuple[Sequence[Label], Sequence[Line]]]:
    """Towns of the gazetteer, coasts and borders for a map."""
    from sayso.drawing import Label
    from sayso.gazetteer import open_gazetteer
    from sayso.gazetteer.locate import towns_near
    from sayso.review.drawing.world import lines_between

    gazetteer = open_gazetteer()

    def nearby(frame: Frame) -> tuple[Sequence[Label], Sequence[Line]]:
        towns = towns_near(gazetteer, frame.lat, frame.lon, frame.reach_km, _TOWNS)
        return [Label(town.name, town.lat, town.lon) for town in towns], list(lines_between(frame.box()))

    return nearby
