"""The inbox: every report that came in, the newest first, with what is still to decide; what failed comes on top."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from weakref import WeakKeyDictionary

from sayso.ids import sha256_hex
from sayso.model import Claim, ClaimId, Reading, Report, ReportId
from sayso.problems import WrongCall
from sayso.review.asking import PAGE, Ask, Facts, pages
from sayso.review.cards import direction, shown
from sayso.review.view import View
from sayso.show import publisher_words
from sayso.tolls import toll_of
from sayso.words import listed, one_line, place_words

#: name of a saved filter → what it is called
STATES = {
    "": "all",
    "open": "to decide",
    "decided": "decided",
    "silent": "without a claim",
    "unread": "not read",
    "undated": "without a day",
    "failed": "failed",
}
_SENTENCE = re.compile(r"[.!?]\s+|\n+")


@dataclass(frozen=True, slots=True)
class Line:
    """One report in the list: its claims, and how many of them nobody has judged."""

    report: ReportId
    claims: int
    open: int
    states: frozenset[str]
    #: the same for all reports that share their longest sentence: reprints of one text
    text: str


@dataclass(slots=True)
class _Kept:
    """The lines of one view, the newest report first, and what they add up to, after so many decisions."""

    made: int
    lines: dict[ReportId, Line]
    counts: Counter[str]
    claims: int
    open: int
    #: state → reprints by text, and the first of each: worked out when first asked for
    folded: dict[str, tuple[Mapping[str, list[Line]], list[Line]]] = field(default_factory=dict)


class _Lines:
    """The lines of a view: worked out once, then only those that a decision touched."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[View, _Kept] = WeakKeyDictionary()

    def of(self, view: View) -> _Kept:
        kept = self._kept.get(view)
        made = view.made
        if kept is not None and kept.made == len(made):
            return kept
        if kept is None:
            judged = _judged(view, {claim for one in made for claim in one.judgement.about})
            lines = {one.report.id: _line(one, judged) for one in reversed(list(view.readings.values()))}
        else:
            lines = kept.lines
            named = {claim for one in made[kept.made :] for claim in one.judgement.about}
            for report in {claim.report for one in named if (claim := view.claim(one)) is not None}:
                reading = view.readings[report]
                lines[report] = _line(reading, _judged(view, {claim.id for claim in reading.claims}))
        counts = Counter(state for line in lines.values() for state in line.states)
        counts[""] = len(lines)
        claims = sum(line.claims for line in lines.values())
        kept = _Kept(len(made), lines, counts, claims, sum(line.open for line in lines.values()))
        self._kept[view] = kept
        return kept


_LINES = _Lines()


def _failed(ask: Ask) -> list[Facts]:
    """The inputs that could not be read, whenever that was; ``again`` is where one is tried again, if it can be."""
    numbers = ask.desk.jobs.numbers()
    rows = []
    for one in ask.desk.refused():
        number = numbers.get(one.key)
        fetched = f"/refused/{one.key}/again" if one.is_address else None
        rows.append(
            {
                "key": one.key,
                "number": number,
                "origin": shown(one.origin),
                "refused": shown(one.why),
                "by": shown(one.by),
                "made_utc": one.made_utc,
                "again": f"/jobs/{number}/again" if number is not None else fetched,
                "away": f"/refused/{one.key}/away",
            }
        )
    return rows


def inbox(ask: Ask) -> Facts:
    """The reports of one state, a page of them, reprints of one text folded under the first."""
    state = ask.one("state")
    if state not in STATES:
        raise WrongCall(f"state={state}: no such state. States: {', '.join(filter(None, STATES))}.")
    kept = _LINES.of(ask.view)
    failed = _failed(ask)
    q = ask.one("q").strip().lower()
    reprints, firsts = _folded(ask, kept, state, q)
    where = pages(len(firsts), ask.page())
    rows = firsts[where["first_row"] : where["first_row"] + PAGE]
    return {
        "title": "Inbox",
        "state": state,
        "q": q,
        "filters": [
            {
                "key": key,
                "name": name,
                "count": len(failed) if key == "failed" else kept.counts[key],
                "chosen": key == state,
            }
            for key, name in STATES.items()
        ],
        "failed": failed if state in ("", "failed") else [],
        "rows": [] if state == "failed" else [_row(line, reprints[line.text][1:], ask.view) for line in rows],
        "mask_of": [one.report for line in rows for one in reprints[line.text]],
        "pages": where,
        "totals": {
            "reports": len(kept.lines),
            "claims": kept.claims,
            "open": kept.open,
            "undated": kept.counts["undated"],
            "incidents": len(ask.view),
        },
    }


def _judged(view: View, named: set[ClaimId]) -> frozenset[ClaimId]:
    """Those of the claims that somebody has decided: accepted, rejected or unsure."""
    return frozenset(claim for claim, status in view.statuses(named).items() if status != "unjudged")


def _line(reading: Reading, judged: frozenset[ClaimId]) -> Line:
    report = reading.report
    open_ = sum(1 for claim in reading.claims if claim.id not in judged)
    codes = {problem.code for problem in reading.problems}
    states = {"open" if open_ else "decided" if reading.claims else "silent"}
    states |= {"unread"} if "language_not_read" in codes else set()
    states |= set() if report.published else {"undated"}
    return Line(
        report.id, len(reading.claims), open_, frozenset(states), _longest_sentence(report.id, report.text)
    )


@lru_cache(maxsize=200_000)
def _longest_sentence(report: ReportId, text: str) -> str:
    """What tells reprints of one text: its longest sentence, as a hash; the report's own id for a text too short."""
    longest = max(_SENTENCE.split(text[:20_000]), key=len, default="")
    return sha256_hex(one_line(longest).lower().encode("utf-8", "replace")) if len(longest) > 60 else report


def _folded(ask: Ask, kept: _Kept, state: str, q: str) -> tuple[Mapping[str, list[Line]], list[Line]]:
    """The reprints of each text in that state, and the first report of each."""
    if not q and state in kept.folded:
        return kept.folded[state]
    chosen = [line for line in kept.lines.values() if not state or state in line.states]
    if q:
        chosen = [line for line in chosen if q in _searched(ask.view.reports[line.report])]
    reprints = _reprints(chosen)
    found = reprints, [line for line in chosen if reprints[line.text][0] is line]
    if not q:
        kept.folded[state] = found
    return found


def _reprints(lines: Iterable[Line]) -> Mapping[str, list[Line]]:
    """The lines of each text, the report that came in first at the front."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.text, []).insert(0, line)
    return found


def _row(line: Line, reprints: Sequence[Line], view: View) -> Facts:
    reading = view.readings[line.report]
    report = reading.report
    best = _best(reading.claims)
    sentence = shown(one_line(" … ".join(span.text for span in best.evidence))) if best else ""
    return {
        "id": report.id,
        "publisher": shown(publisher_words(report)),
        "published": report.published,
        "language": report.language,
        "title": shown(report.title or one_line(report.text[:90])),
        "best": sentence[:300],
        "dir": direction(sentence or report.text[:200]),
        "claims": line.claims,
        "open": line.open,
        "places": shown(listed(place_words(claim.place) for claim in reading.claims if claim.place))[:120],
        "reprints": [
            {"id": other.report, "publisher": shown(publisher_words(view.reports[other.report]))}
            for other in reprints
        ],
        "notes": sorted({problem.code for problem in reading.problems}),
    }


def _best(claims: Sequence[Claim]) -> Claim | None:
    """The claim whose sentence says most about the report: the most dead, then not background, then the first."""

    def weight(claim: Claim) -> tuple[int, bool]:
        toll = toll_of(claim, "killed") or (0, 0)
        return max(toll[0] or 0, toll[1] or 0), not claim.background

    return max(claims, key=weight, default=None)


def _searched(report: Report) -> str:
    return f"{report.title or ''} {report.publisher or ''} {report.text}".lower()
