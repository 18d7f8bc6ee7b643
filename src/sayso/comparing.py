"""Our incidents beside theirs, as rows of a table and as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.incidents.beside import Beside, Match, Point
from sayso.model import Incident
from sayso.show import visible
from sayso.theirs import TheirEvent
from sayso.words import count_words, listed, one_line, place_words, when_words

#: so many gaps are listed on each side
_LISTED = 12
_OURS = (
    *("incident", "our_status", "our_kind", "our_start", "our_end", "our_place", "our_latitude", "our_longitude"),
    *("our_radius_m", "our_killed_low", "our_killed_high", "our_actors"),
)  # fmt: skip
_THEIRS = (
    *("their_id", "their_row", "their_type", "their_first_day", "their_last_day", "their_place"),
    *("their_latitude", "their_longitude", "their_radius_m", "their_killed_low", "their_killed_best"),
    *("their_killed_high", "their_actors", "their_source"),
)  # fmt: skip
#: the columns of the table; every column of their file follows, with "theirs." before its name
COLUMNS = (
    *("side", *_OURS, *_THEIRS, "score", "days_apart", "km_apart", "agree", "differ", "why_alone", "also_possible"),
)  # fmt: skip

Row = dict[str, Any]


def rows_of(beside: Beside) -> Iterator[Row]:
    """A row for each match, then for each incident alone, then for each event alone; unknown is None."""
    for match in beside.matches:
        yield {
            "side": "both",
            **_ours(match.incident),
            **_theirs(match.event),
            "score": round(match.score, 2),
            "days_apart": match.days_apart,
            "km_apart": round(match.km, 1) if match.km is not None else None,
            "agree": "; ".join(_point_words(point) for point in match.points if point.agrees),
            "differ": "; ".join(_point_words(point) for point in match.differences),
            "also_possible": "; ".join(match.also),
        }
    for incident, why in beside.ours_only:
        yield {"side": "ours only", **_ours(incident), "why_alone": why}
    for side, events in (("theirs only", beside.theirs_only), ("theirs, other days", beside.elsewhere)):
        for event in events:
            yield {"side": side, **_theirs(event)}


def _ours(incident: Incident) -> Row:
    place, when = incident.place, incident.when
    actors = (actor for claim in incident.claims for actor in (*claim.by, *claim.against))
    return {
        "incident": incident.id,
        "our_status": incident.status,
        "our_kind": incident.kind,
        "our_start": when.start if when else None,
        "our_end": when.end if when else None,
        "our_place": place_words(place) or None,
        "our_latitude": place.lat if place else None,
        "our_longitude": place.lon if place else None,
        "our_radius_m": place.radius_m if place else None,
        "our_killed_low": incident.killed[0],
        "our_killed_high": incident.killed[1],
        "our_actors": listed(actor.canonical or one_line(actor.name) for actor in actors) or None,
    }


def _theirs(event: TheirEvent) -> Row:
    return {
        "their_id": event.id,
        "their_row": event.number,
        "their_type": event.what or None,
        "their_first_day": event.first.isoformat() if event.first else None,
        "their_last_day": event.last.isoformat() if event.last else None,
        "their_place": event.place or None,
        "their_latitude": event.lat,
        "their_longitude": event.lon,
        "their_radius_m": event.radius_m,
        "their_killed_low": event.killed_low,
        "their_killed_best": event.killed_best,
        "their_killed_high": event.killed_high,
        "their_actors": "; ".join(event.actors) or None,
        "their_source": event.source or None,
        **{f"theirs.{name}": value for name, value in event.row.items()},
    }


def _point_words(point: Point) -> str:
    if point.ours == point.theirs:
        return f"{point.field}: {point.ours}"
    return f"{point.field}: ours {point.ours or '–'}, theirs {point.theirs or '–'}"


def show_beside(beside: Beside, console: Console) -> None:
    """The matches with what they agree and differ on, then the gaps on both sides."""
    if beside.matches:
        console.print(_matches(beside.matches))
    _show_ours(beside, console)
    _show_theirs(beside, console)
    total = len(beside.matches) + len(beside.ours_only)
    console.print(
        Text(
            f"{len(beside.matches):,} of our {total:,} incidents have an event of theirs; "
            f"{len(beside.ours_only):,} have none. Of their events on our days {len(beside.theirs_only):,} "
            f"have no incident of ours; {len(beside.elsewhere):,} are on other days.",
            style="bold",
        )
    )


def _matches(matches: tuple[Match, ...]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title="The same happening", title_justify="left")
    for head in ("ours", "theirs", "agree", "differ"):
        table.add_column(head, overflow="fold", ratio=1)
    for match in matches:
        table.add_row(
            Text(f"{_incident_words(match.incident)}\n{match.incident.id[:9]}"),
            Text(f"{_event_words(match.event)}\n{visible(match.event.id)}"),
            Text("\n".join([*_brief(match, True), *_distance_words(match)])),
            Text("\n".join(_brief(match, False)), style="bold"),
        )
    return table


def _brief(match: Match, agrees: bool) -> list[str]:
    """The fields on which they agree, by name; those on which they differ with both sides."""
    points = [point for point in match.points if point.agrees is agrees]
    if agrees:
        return [listed(point.field for point in points)] if points else []
    return [visible(one_line(_point_words(point))) for point in points]


def _distance_words(match: Match) -> list[str]:
    return [] if match.km is None else [f"{match.km:.0f} km apart"]


def _show_ours(beside: Beside, console: Console) -> None:
    if beside.ours_only:
        console.print(Text("Only ours", style="bold"))
    for incident, why in beside.ours_only[:_LISTED]:
        console.print(Text(f"  {incident.id[:9]} {_incident_words(incident)}: {why}"))
    _more(len(beside.ours_only), console)


def _show_theirs(beside: Beside, console: Console) -> None:
    if beside.theirs_only:
        console.print(Text("Only theirs, on days that ours reach over", style="bold"))
    for event in beside.theirs_only[:_LISTED]:
        console.print(Text(f"  {visible(event.id)} {_event_words(event)}"))
    _more(len(beside.theirs_only), console)


def _more(count: int, console: Console) -> None:
    if count > _LISTED:
        console.print(Text(f"  … and {count - _LISTED:,} more: see --csv or --json", style="dim"))


def _incident_words(incident: Incident) -> str:
    killed = count_words(incident.killed)
    what = incident.kind.replace("_", " ")
    facts = (
        what,
        place_words(incident.place),
        when_words(incident.when),
        f"{killed} killed" if killed else "",
    )
    return visible(one_line(listed(fact for fact in facts if fact)))


def _event_words(event: TheirEvent) -> str:
    bounds = (event.killed_low, event.killed_high)
    killed = count_words(bounds)
    day = event.first.isoformat() if event.first else ""
    if event.first and event.last and event.last != event.first:
        day = f"{day} to {event.last.isoformat()}"
    facts = (event.what, event.place, day, f"{killed} killed" if killed else "")
    return visible(one_line(listed(fact for fact in facts if fact)))
