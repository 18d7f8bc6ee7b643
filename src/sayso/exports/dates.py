"""When, as one day or two with a code of precision; and what cannot be placed in the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model import When

#: longer than this, a stretch is a year or more
YEAR_DAYS = 366


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, the last one included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in its middle."""
        return self.first + timedelta(days=(self.days - 1) // 2)

    @property
    def ged_precision(self) -> int:
        """UCDP GED's date_prec: 1 day, 2 two to six days, 3 a week, 4 a month, 5 longer."""
        return next((code for code, most in ((1, 1), (2, 6), (3, 9), (4, 31)) if self.days <= most), 5)

    @property
    def acled_precision(self) -> int:
        """ACLED's time_precision: 1 day, 2 up to a week, 3 longer."""
        return next((code for code, most in ((1, 1), (2, 9)) if self.days <= most), 3)


def stretch_of(when: When | None) -> Stretch | None:
    """The days; None where an end is open or the words could not be placed."""
    if when is None or when.start is None or when.end is None:
        return None
    try:
        first, end = (date.fromisoformat(instant[:10]) for instant in (when.start, when.end))
    except ValueError:
        return None
    return Stretch(first, max(first, end - timedelta(days=1)))
