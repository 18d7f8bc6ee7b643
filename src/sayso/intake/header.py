"""What a text states of itself at its start: publisher, dateline, day. When in doubt, nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

_AGENCIES = (
    "Reuters|AP|AFP|Associated Press|Agence France-Presse|TASS|Xinhua|Interfax|EFE|ACAN-EFE|DPA|ANSA|UPI|Anadolu Agency|"
    "Kyodo|PTI|IANS|SANA|WAFA|IRNA|ANI|BBC News|Al Jazeera|Notimex|Prensa Latina"
)
_PLACES = r"(?P<places>[A-Z][A-Z'’. -]+(?:(?:, | and |/)[A-Z][A-Za-z'’. -]+)*)"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DATED = r"(?:,? (?P<day>\d{1,2}) (?P<month>[A-Z][A-Za-z]{2,8})\.?,?(?: (?P<year>\d{4}|\d\d))?|,? (?P<month2>[A-Z][A-Za-z]{2,8})\.? (?P<day2>\d{1,2})(?:,? (?P<year2>\d{4}))?)?"
_FIRST_LINE = re.compile(rf"^(?P<agency>{_AGENCIES}), {_PLACES}$")
_DATELINE = re.compile(rf"^{_PLACES}{_DATED} ?\((?P<agency>{_AGENCIES})\) ?[-–—]+ ?", re.MULTILINE)
_BARE = re.compile(
    r"^(?P<places>[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3}(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)*)?) ?[–—-]{1,2} (?=\S)",
    re.MULTILINE,
)
_DAY_LINE = re.compile(
    r"^(?:Published:?|Updated:?|Date:?)?\s*(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8})\.?,? (?P<year>\d{4})|"
    r"(?P<month2>[A-Z][a-z]{2,8})\.? (?P<day2>\d{1,2}), (?P<year2>\d{4}))\b.{0,20}$",
    re.MULTILINE,
)
_TOP = 600


@dataclass(frozen=True, slots=True)
class Header:
    """What the start of a text states; None and nothing where it does not."""

    publisher: str | None = None
    dateline: tuple[str, ...] = ()
    published: str | None = None


def read_header(text: str) -> Header:
    """The publisher, the places of the dateline, and the day, as the first lines state them.

    >>> read_header("Reuters, AMMAN and MOSCOW\\n\\nText")
    Header(publisher='Reuters', dateline=('Amman', 'Moscow'), published=None)
    """
    top = text[:_TOP]
    lines = [line for line in top.split("\n") if line.strip()]
    match = _FIRST_LINE.match(lines[0].strip()) if lines else None
    header = Header()
    if match is not None:
        header = Header(match["agency"], _places(match["places"]))
    elif (match := _DATELINE.search(top)) is not None:
        header = Header(match["agency"], _places(match["places"]), _day(match))
    elif (match := _BARE.search(top)) is not None and any(
        c.islower() for c in top[match.end() : match.end() + 80]
    ):
        header = Header(dateline=_places(match["places"]))
    line = _DAY_LINE.search(top)
    return (
        header if line is None or header.published else replace(header, published=line["iso"] or _day(line))
    )


def _places(words: str) -> tuple[str, ...]:
    first = re.split(r" and |/", words)
    return tuple(_title(place.split(",")[0].strip()) for place in first)


def _title(name: str) -> str:
    return name.title() if name.isupper() else name


def _day(match: re.Match[str]) -> str | None:
    """The day, if day, month and year all stand there."""
    day, month, year = (match[name] or match[name + "2"] for name in ("day", "month", "year"))
    if not (day and month and year) or month[:3].lower() not in _MONTHS:
        return None
    full = int(year) if len(year) == 4 else 1900 + int(year)
    try:
        return date(full, _MONTHS.index(month[:3].lower()) + 1, int(day)).isoformat()
    except ValueError:
        return None
