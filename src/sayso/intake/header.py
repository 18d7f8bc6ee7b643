"""What a text states of itself at its start: publisher, dateline, day. When in doubt, nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.intake.dateline import Dateline, is_speech, read_agency_line, read_dateline
from sayso.intake.days import DAY, read_day
from sayso.intake.publishers import known_publisher, likely_publisher

#: code points looked at, and lines of them; what states something stands before the story
_TOP = 1500
_LINES = 6
#: a line longer than this is the story itself
_STORY = 160

_TIME = r"(?:[,|]?\s*(?:at\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:\(?[A-Z]{2,4}\)?|[+-]\d\d:?\d\d))?)?"
_DAY_LINE = re.compile(
    rf"\W*(?P<label>(?:first )?published(?: on)?|posted(?: on)?|date(?:line)?|issued|released|this story is from)?\s*:?\s*"
    rf"(?:\w+day,?\s+)?(?P<day>{DAY})(?:T[\d:.+Z-]+)?{_TIME}\s*"
    rf"(?:(?:[|,;–—-]\s*)?\(?(?:last )?(?:updated|modified|edited)\b.{{0,80}})?\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by\s+(?P<who>[^|\n]{2,90})", re.IGNORECASE)
_SOURCE = re.compile(r"(?:source|published by)\s*:?\s+(?P<who>.{2,50})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What the start of a text states; None and nothing where it does not."""

    publisher: str | None = None
    dateline: tuple[str, ...] = ()
    published: str | None = None


def read_header(text: str, year: int | None = None) -> Header:
    """The publisher, the places of the dateline, and the day, as the first lines state them.

    A day without its year is none, unless ``year`` is given. A day on a line of its own goes before
    the one of the dateline, which is the day of filing.

    >>> read_header("Reuters, AMMAN and MOSCOW\\n\\nText")
    Header(publisher='Reuters', dateline=('Amman', 'Moscow'), published=None)
    """
    lines = _top_lines(text)
    dateline = _dateline(text, lines, year) or Dateline()
    return Header(
        publisher=dateline.publisher or next(filter(None, (_byline(line) for line, _ in lines)), None),
        dateline=dateline.places,
        published=next(filter(None, (_day_line(line, year) for line, _ in lines)), None) or dateline.day,
    )


def _top_lines(text: str) -> list[tuple[str, str]]:
    """The first lines up to the story, each with what follows it in its paragraph, as one line."""
    top = text[:_TOP]
    found: list[tuple[str, str]] = []
    for match in re.finditer(r"[^\n]*\S[^\n]*", top):
        paragraph = re.split(r"\n\s*\n", top[match.start() :], maxsplit=1)[0]
        found.append((" ".join(match[0].split()), " ".join(paragraph.split())[:250]))
        if len(found) == _LINES or len(found[-1][0]) > _STORY:
            break
    return found


def _dateline(text: str, lines: list[tuple[str, str]], year: int | None) -> Dateline | None:
    """The dateline of the first line that has one."""
    marked = not _in_capitals(text[:_TOP]) and not is_speech(text[: 4 * _TOP])
    for line, start in lines:
        rest = " | ".join(part for part in _parts(line) if _day_part(part, year) is None)
        bare = start.lstrip("×•*·- ")
        found = read_agency_line(rest) or read_dateline(bare, marked=marked, year=year)
        if found is not None:
            return found
    return None


def _in_capitals(text: str) -> bool:
    """Is the text in capitals, like an old wire?"""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.7 * len(letters)


def _byline(line: str) -> str | None:
    """The publisher that a line about the author or the source names at its end."""
    source = _SOURCE.fullmatch(line)
    if source is not None:
        return likely_publisher(source["who"].strip())
    byline = _BYLINE.match(line) if len(line) <= 100 else None
    if byline is None:
        return None
    who = re.split(r"\s*[,(]\s*|\s+[–—-]\s+|\s+for\s+", byline["who"].strip(" .)"))
    after = re.split(r"\s*\|\s*", line)[1:]
    named = [likely_publisher(part) for part in (*who[1:], *after)]
    return known_publisher(who[0]) or next(filter(None, named), None)


def _day_line(line: str, year: int | None) -> str | None:
    """The day of a line that says little else."""
    return next(filter(None, (_day_part(part, year) for part in _parts(line))), None)


def _day_part(part: str, year: int | None) -> str | None:
    match = _DAY_LINE.fullmatch(part)
    return read_day(match["day"], year) if match else None


def _parts(line: str) -> list[str]:
    """What stands between the bars or dots of a line: author, publisher, day."""
    return [part for part in re.split(r"\s*[|·•]\s*", line) if part]
