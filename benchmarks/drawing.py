"""Plots as SVG, written by hand: lines over powers of ten or from nothing on, and bars with their range."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

Point = tuple[float, float]

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 380, 70, 130, 30, 50
#: of a bar's name at its left, and of its figure at its right
NAMED, FIGURED, BAR = 210, 150, 24
BLUE, GREY, RED = "#1b5e9e", "#888", "#c0392b"
COLOURS = (BLUE, "#b8560f", "#2e7d4f", "#7b3f98", "#a08000", "#4a4a4a")


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; ``notes`` stand beneath them, and the name, if it has one, at the end."""

    points: Sequence[Point]
    name: str = ""
    colour: str = BLUE
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar up to the middle of some values, a thin line from the least to the greatest, and the figure in words."""

    name: str
    middle: float
    least: float
    greatest: float
    figure: str
    colour: str = BLUE


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars under one heading, to one scale; a thin red line where a target is."""

    heading: str
    bars: Sequence[Bar]
    target: float | None = None
    said: str = ""
    #: one step of the scale is ten times as much, not one more
    powers: bool = True


def growth(lines: Sequence[Line], across: str, up: str, guides: bool = True) -> str:
    """Lines over axes in powers of ten; with guides, what linear growth and the square would be from the first point."""
    frame = _Frame.around([point for line in lines for point in line.points])
    body = [*frame.grid(), *_titles(across, up)]
    if guides:
        body += frame.guides(lines[0].points[0])
    for line in lines:
        body.append(frame.line(line.points, line.colour, 3))
        for number, point in enumerate(line.points):
            x, y = frame.at(*point)
            body.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{line.colour}"/>')
            body.append(_note(x, y, line.notes[number], number == 0) if line.notes else "")
    named = [line for line in lines if line.name]
    body += frame.names(named) if named else []
    return _picture(body, HIGH)


def course(lines: Sequence[Line], across: str, up: str, limit: float, limit_colour: str = RED) -> str:
    """Lines over plain axes that begin at nothing, and a dashed one where the limit is."""
    most = max(x for line in lines for x, _ in line.points)
    high = max(limit, *(y for line in lines for _, y in line.points)) * 1.05
    wide, tall = WIDE - LEFT - 110, HIGH - TOP - BOTTOM

    def at(x: float, y: float) -> Point:
        return LEFT + wide * x / most, HIGH - BOTTOM - tall * y / high

    def path(points: Sequence[Point], colour: str, width: float, dashes: str = "") -> str:
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'

    body = _titles(across, up)
    for share in (0, 0.25, 0.5, 0.75, 1):
        body.append(_text(at(most * share, 0)[0], HIGH - BOTTOM + 20, f"{most * share:,.0f}", "middle"))
    for value in range(0, int(high) + 1, 200):
        y = at(0, value)[1]
        body.append(f'<line x1="{LEFT}" x2="{LEFT + wide}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>')
        body.append(_text(LEFT - 8, y + 4, f"{value:,}", "end"))
    body.append(path([(0, limit), (most, limit)], limit_colour, 1, "5 4"))
    free = -math.inf
    for line in sorted(lines, key=lambda line: -line.points[-1][1]):
        body.append(path(line.points, line.colour, 2))
        free = max(at(*line.points[-1])[1] + 4, free + 14)
        body.append(_text(LEFT + wide + 6, free, line.name, colour=line.colour))
    return _picture(body, HIGH)


def bars(panels: Sequence[Panel]) -> str:
    """Panels of bars, one beneath the other."""
    body, top = list[str](), 8.0
    for panel in panels:
        body.append(_text(12, top + 16, panel.heading, weight="bold"))
        top += 28
        body += _panel(panel, top)
        top += BAR * len(panel.bars) + 20
    return _picture(body, round(top))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where points are drawn; the ends are powers of ten, the first and the last of each axis."""

    across: tuple[int, int]
    up: tuple[int, int]

    @classmethod
    def around(cls, points: Sequence[Point]) -> _Frame:
        """A frame that has room for all of them."""
        ends = [
            (math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))))
            for values in zip(*points, strict=True)
        ]
        (left, right), (low, high) = ((first, max(last, first + 1)) for first, last in ends)
        return cls((left, right), (low, high))

    def at(self, x: float, y: float) -> Point:
        """Where a point is drawn."""
        (left, right), (low, high) = self.across, self.up
        along = (math.log10(x) - left) / (right - left)
        above = (math.log10(y) - low) / (high - low)
        return LEFT + along * (WIDE - LEFT - RIGHT), HIGH - BOTTOM - above * (HIGH - TOP - BOTTOM)

    def grid(self) -> list[str]:
        """The powers of ten on both axes."""
        body = []
        for power in range(self.across[0], self.across[1] + 1):
            x, _ = self.at(10.0**power, 10.0 ** self.up[0])
            body.append(_text(x, HIGH - BOTTOM + 20, f"{10**power:,}", "middle"))
        for power in range(self.up[0], self.up[1] + 1):
            _, y = self.at(10.0 ** self.across[0], 10.0**power)
            body.append(f'<line x1="{LEFT}" x2="{WIDE - 12}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>')
            body.append(_text(LEFT - 8, y + 4, _figure(10.0**power), "end"))
        return body

    def guides(self, first: Point) -> list[str]:
        """Dashed lines from a point: as many times as much work for as many times as much, and the square of it."""
        body, (x0, y0) = [], first
        last, top = 10.0 ** self.across[1], 10.0 ** self.up[1]
        for power, colour, name in ((1, GREY, "linear"), (2, RED, "square")):
            end = min(last, x0 * (top / y0) ** (1 / power))
            reached = y0 * (end / x0) ** power
            body.append(self.line([first, (end, reached)], colour, 1, "5 4"))
            x, y = self.at(end, reached)
            body.append(
                _text(x + 6, y + 12, name, colour=colour)
                if reached > top / 2
                else _text(x - 4, y + 18, name, "end", colour)
            )
        return body

    def line(self, points: Sequence[Point], colour: str, width: int, dashes: str = "") -> str:
        """A line through them."""
        at = " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.at(*point) for point in points))
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'

    def names(self, lines: Sequence[Line]) -> list[str]:
        """The name of each line at the right, as high as its end, or lower where two would lie on each other."""
        ends = sorted((self.at(*line.points[-1])[1], line.name, line.colour) for line in lines)
        body, free, right = list[str](), -math.inf, max(self.at(*line.points[-1])[0] for line in lines)
        for y, name, colour in ends:
            free = max(y + 4, free + 14)
            body.append(_text(right + 8, free, name, colour=colour))
        return body


def _panel(panel: Panel, top: float) -> list[str]:
    """The bars of a panel, from that height down."""
    wide = WIDE - NAMED - FIGURED
    values = [value for bar in panel.bars for value in (bar.least, bar.greatest)]
    values += [panel.target] if panel.target else []
    least = 10.0 ** math.floor(math.log10(min(values))) / 1.5 if panel.powers else 0.0
    greatest = max(values)

    def at(value: float) -> float:
        if not panel.powers:
            return NAMED + wide * value / greatest
        return NAMED + wide * math.log10(value / least) / math.log10(greatest / least)

    return [*_bars_of(panel, top, at), *_target_of(panel, top, at), *_words_of(panel, top, at)]


def _bars_of(panel: Panel, top: float, at: Callable[[float], float]) -> Iterator[str]:
    for n, bar in enumerate(panel.bars):
        y, middle = top + BAR * n, top + BAR * n + BAR / 2 - 1
        yield (
            f'<rect x="{NAMED}" y="{y + 3:.0f}" width="{max(at(bar.middle) - NAMED, 1):.1f}" height="{BAR - 8}" '
            f'fill="{bar.colour}"/>'
        )
        yield (
            f'<line x1="{at(bar.least):.1f}" x2="{at(bar.greatest):.1f}" y1="{middle:.1f}" y2="{middle:.1f}" '
            'stroke="black"/>'
        )


def _target_of(panel: Panel, top: float, at: Callable[[float], float]) -> Iterator[str]:
    if panel.target:
        x, bottom = at(panel.target), top + BAR * len(panel.bars)
        yield (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top:.0f}" y2="{bottom:.0f}" stroke="{RED}" '
            'stroke-dasharray="4 3"/>'
        )
        yield _text(x, bottom + 12, panel.said, "middle", colour=RED)


def _words_of(panel: Panel, top: float, at: Callable[[float], float]) -> Iterator[str]:
    for n, bar in enumerate(panel.bars):
        yield _text(NAMED - 10, top + BAR * n + 15, bar.name, "end")
        yield _text(max(at(bar.greatest), at(bar.middle)) + 8, top + BAR * n + 15, bar.figure)


def _note(x: float, y: float, words: str, first: bool) -> str:
    """Words at a point where the line does not go, which rises to the right."""
    return _text(x + 10, y + 14, words) if first else _text(x - 8, y - 8, words, "end")


def _titles(across: str, up: str) -> list[str]:
    return [_text(WIDE / 2, HIGH - 10, across, "middle"), _text(LEFT - 50, TOP - 12, up)]


def _text(
    x: float, y: float, words: str, anchor: str = "start", colour: str = "black", weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}" '
        'stroke="white" stroke-width="3" paint-order="stroke">'
        f"{escape(words)}</text>"
    )


def _picture(body: Sequence[str], high: float) -> str:
    inside = "\n".join(part for part in body if part)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high:.0f}" font-family="sans-serif" '
        f'font-size="13">\n<rect width="{WIDE}" height="{high:.0f}" fill="white"/>\n{inside}\n</svg>\n'
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
