"""Days as headers and web pages write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
#: 18 April 2026, 12 JAN 90, April 18, 2026, 2026-04-18; the year may be missing
DATE = re.compile(
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH}),?(?: (?P<year>\d{{4}}|\d\d)\b)?|"
    rf"(?P<month2>{MONTH}) (?P<day2>\d{{1,2}})\b(?:,? (?P<year2>\d{{4}}))?",
    re.IGNORECASE,
)


def day_of(match: re.Match[str] | None) -> str | None:
    """The day that a match of DATE is, YYYY-MM-DD, if day, month and year all stand there."""
    if match is None or match["iso"]:
        return _checked(match["iso"]) if match else None
    day, month, year = (match[name] or match[name + "2"] for name in ("day", "month", "year"))
    if not year:
        return None
    century = 0 if len(year) == 4 else 1900 if int(year) >= 50 else 2000
    return _checked(f"{century + int(year):04}-{_MONTHS.index(month[:3].lower()) + 1:02}-{int(day):02}")


def day_of_stamp(stamp: object) -> str | None:
    """The day of a time stamp, in the zone it is written in: "2026-03-02T23:30:00-05:00", "Mon, 02 Mar 2026".

    >>> day_of_stamp("20260302T080000Z")
    '2026-03-02'
    """
    if not isinstance(stamp, str):
        return None
    plain = re.sub(r"^(\d{4})/?(\d\d)/?(\d\d)(?!\d)", r"\1-\2-\3", stamp.strip())
    return day_of(DATE.search(plain))


def _checked(day: str) -> str | None:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None
