"""The timeline of an incident: on which days its sources put it, and when the reports of it appeared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sayso.drawing.svg import element, shortened, text_width, words
from sayso.model import Incident, Report, ReportId
from sayso.words import listed, own_voice, sources_words

WIDTH = 480.0
_ROW, _LEFT, _RIGHT, _TOP = 38.0, 16.0, 16.0, 26.0
_SIZE = 12.0
#: a stretch longer than this is a state of affairs: it is cut at the edge
_LONGEST = 120
#: days shown beside the first and the last
_ROOM = 1.0
_STEPS = (1, 2, 7, 14, 30, 61, 92, 183, 365)
_TICK_ROOM = 78.0
#: a day → where it stands along the line
Along = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Bar:
    """Days that are said (half-open, in days since the year 1) or the day on which a report appeared."""

    start: float
    end: float
    label: str
    about: str
    kind: str


def draw_timeline(
    incident: Incident, reports: Mapping[ReportId, Report], *, width: float = WIDTH, title: str = "Timeline"
) -> str:
    """The timeline as SVG, "" where nobody gives a day and no report has one."""
    said, told = _said(incident, reports), _told(incident, reports)
    short = [bar for bar in said if bar.end - bar.start <= _LONGEST]
    seen = [*(short or said), *told]
    if not seen:
        return ""
    first, last = min(bar.start for bar in seen) - _ROOM, max(bar.end for bar in seen) + _ROOM
    bars = [*said, *told]
    height = _TOP + _ROW * len(bars) + 10

    def x(day: float) -> float:
        inner = width - _LEFT - _RIGHT
        return _LEFT + inner * (min(max(day, first), last) - first) / (last - first)

    return element(
        "svg",
        element("title", words(title)),
        element("desc", words(". ".join(bar.about for bar in bars))),
        element("rect", class_="ground", width=width, height=height),
        *_ticks(first, last, width, height, x),
        *(part for row, bar in enumerate(bars) for part in _bar(bar, row, x, width)),
        element("rect", class_="frame", x=0.5, y=0.5, width=width - 1, height=height - 1),
        class_="drawing timeline",
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        xmlns="http://www.w3.org/2000/svg",
    )


def _said(incident: Incident, reports: Mapping[ReportId, Report]) -> list[Bar]:
    """A bar for each different stretch of days that claims give, with who gives it."""
    by_days: dict[tuple[int, int], list[str]] = {}
    for claim in incident.claims:
        days = days_between(claim.when.start, claim.when.end) if claim.when else None
        if days:
            by_days.setdefault(days, []).append(sources_words(claim, reports.get(claim.report)))
    return [
        Bar(start, end, _speakers(who), f"{days_words(start, end)}, say {listed(who)}", "days" if end - start <= 1 else "days vague")
        for (start, end), who in sorted(by_days.items())
    ]  # fmt: skip


def _speakers(who: list[str]) -> str:
    """Who gives these days: the first two, and how many more."""
    names = list(dict.fromkeys(one.removesuffix(" (own voice)") for one in who))
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return listed(names[:2]) + more


def _told(incident: Incident, reports: Mapping[ReportId, Report]) -> list[Bar]:
    """A mark for each day on which reports of it appeared, with their publishers."""
    by_day: dict[int, list[str]] = {}
    for name in incident.reports:
        report = reports.get(name)
        days = days_between(report.published, report.published) if report else None
        if report and days:
            publisher = own_voice(report).removesuffix(" (own voice)")
            by_day.setdefault(days[0], []).append(publisher)
    return [
        Bar(day, day + 1, f"reported by {listed(who)}", f"{days_words(day, day + 1)}, reported by {listed(who)}", "report")
        for day, who in sorted(by_day.items())
    ]  # fmt: skip


def days_between(start: str | None, end: str | None) -> tuple[int, int] | None:
    """The days, half-open; None where an end is open or is no day."""
    try:
        first, last = (date.fromisoformat((one or "")[:10]).toordinal() for one in (start, end))
    except ValueError:
        return None
    return first, max(last, first + 1)


def days_words(start: float, end: float) -> str:
    """The days as a person writes them: "3 February 2018", "3 to 5 February 2018"."""
    first, last = date.fromordinal(int(start)), date.fromordinal(int(end) - 1)
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def day_words(day: date) -> str:
    """The day as a person writes it, the same under every locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)  # fmt: skip


def _ticks(first: float, last: float, width: float, height: float, x: Along) -> Iterator[str]:
    """Days at even steps with their dates, as close as there is room."""
    most = max(1, int(width / _TICK_ROOM))
    step = next((step for step in _STEPS if (last - first) / step <= most), int((last - first) / most) + 1)
    day = int(first) + 1
    while day < last:
        at = x(day)
        yield element("path", class_="graticule", d=f"M{at:.1f} {_TOP - 4:g}V{height:g}")
        words_ = date.fromordinal(day).isoformat()
        if at + text_width(words_, 10) < width - 4:
            yield element("text", words_, class_="degree", x=at + 3, y=_TOP - 10)
        day += step


def _bar(bar: Bar, row: int, x: Along, width: float) -> Iterator[str]:
    """The bar with its words above it, from its beginning on, or up to its end where there is more room before it."""
    left, right, y = x(bar.start), x(bar.end), _TOP + _ROW * row + 20
    wide = max(right - left, 3.0)
    about = element("title", words(bar.about))
    if bar.kind == "report":
        middle = (left + right) / 2
        yield element("circle", about, class_="report", cx=middle, cy=y + 6, r=5)
        left, right = middle - 5, middle + 5
    else:
        yield element("rect", about, class_=bar.kind, x=left, y=y, width=wide, height=12, rx=2)
        right = left + wide
    before = width - left < right
    label = shortened(bar.label, (right if before else width - left) - 8, _SIZE)
    yield element(
        "text",
        words(label),
        class_="halo",
        x=right if before else left,
        y=y - 5,
        text_anchor="end" if before else None,
    )
