"""What was measured, a JSON object a line; which lines count, and their middle and range."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some values, the least and the greatest."""

    middle: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Of at least one value."""
        found = sorted(values)
        return cls(statistics.median(found), found[0], found[-1])

    def __str__(self) -> str:
        """The middle, and the range behind it unless it looks the same."""
        middle, least, greatest = map(figure, (self.middle, self.least, self.greatest))
        return middle if least == greatest else f"{middle} ({least}–{greatest})"


def figure(value: float) -> str:
    """The value with two or three digits that count, or all of them before the point."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    if value < 0.1:
        return f"{value:.2g}"
    return f"{value:.{1 if value >= 10 else 2 if value >= 1 else 3}f}"


class Results:
    """The lines of a file: what counts is the newest run of each kind of measurement."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    @classmethod
    def read(cls, path: Path) -> Results:
        """The lines of that file; none if there is no file."""
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return cls([json.loads(line) for line in lines])

    def run(self) -> Row:
        """What is known of the newest run."""
        return [row for row in self._rows if row["what"] == "run"][-1]

    def systems(self) -> dict[str, list[Row]]:
        """The rounds of each system in the newest run."""
        newest = self.run()["run"]
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows:
            if row["what"] == "reading" and row["run"] == newest:
                found[row["system"]].append(row)
        return dict(found)

    def sizes(self, what: str) -> dict[int, list[Row]]:
        """The rounds of each size, of the newest run that measured it, the smallest size first."""
        found: dict[int, list[Row]] = {}
        for row in self._rows:
            if row["what"] == what:
                rows = found.setdefault(row["size"], [])
                if rows and rows[-1]["run"] != row["run"]:
                    rows.clear()
                rows.append(row)
        return dict(sorted(found.items()))


def spread(rows: Iterable[Row], of: str | Callable[[Row], float]) -> Spread:
    """The spread of a figure of these rows."""
    return Spread.of(row[of] if isinstance(of, str) else of(row) for row in rows)


def paired(rows: Sequence[Row], others: Sequence[Row], of: str) -> Spread:
    """How many times as much the first took as the others, round by round."""
    by_round = {row["round"]: row for row in others}
    return Spread.of(row[of] / by_round[row["round"]][of] for row in rows if row["round"] in by_round)
