"""The dateline: where, when and by whom a report was filed, as its first line says. When in doubt, nothing.

Frames, from the surest to the least sure; what they are not, is not read:

    KABUL, Oct. 3 (Xinhua) --   GAZA CITY, Gaza Strip (AP) —   (AFP) -   a publisher in brackets
    SAN SALVADOR, 12 JAN 90 (RADIO NACIONAL) --   OSLO, March 5 -        a day
    Reuters, AMMAN and MOSCOW                                            a known publisher, a line of its own
    OMAHA — Three …   Kyiv, Ukraine — The …   ISLAMABAD: At least …      no more than a place

Only a list of places could tell "Analysis — " from "Alexandria — ", so a bare place must be in
capitals, or name its region, and be none of the words of ``vocabulary/publishers.toml``.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from sayso import vocabulary
from sayso.intake.days import DAY, read_day
from sayso.intake.publishers import known_publisher, likely_publisher

_DASH = r"(?:\s*-{2,}|\s*[–—―‒]+|\s+-|-)\s*"
_DAY_AT_END = re.compile(
    rf"(?:^|,|\s)\s*(?:\w+day,?\s+)?(?P<day>(?i:{DAY})|NO DATE)\s*,?(?:\s+\d{{1,2}}[:.]\d\d\b.*)?$"
)
_FRAMED = re.compile(
    rf"(?P<place>[^()\[\]:;!?\"“”\n]{{0,70}}?)(?:\((?P<region>[^()\d]{{2,30}})\)(?=,))?(?P<date>,?[^()\[\]:;!?\"“”\n]{{0,40}}?)\s*"
    rf"[(\[](?P<said>(?:[^()\[\]:]|\[\w+\]){{2,60}})[)\]](?:(?P<dash>{_DASH}|\s*$)|\s*(?=[A-Z\"“]))"
)
_DATED = re.compile(rf"(?P<place>[^()\[\]:;!?\"“”\n]{{2,70}}?)(?:\((?P<region>[^()\d]{{2,30}})\))?,?\s+(?P<date>(?i:{DAY})|NO DATE){_DASH}(?=\S)")
_BARE = re.compile(r"(?P<place>[^()\[\]:;!?\"“”\d]{3,60}?)(?:\s*-{2,}|\s*[–—―]|\s-)\s*(?=[A-Z\d\"“‘'])")
_COLON = re.compile(r"(?P<place>[^\W\d_]{5,}(?: [^\W\d_]{2,}){0,2}): (?=[A-Z\d\"“‘'])")
#: a place and a dash are a dateline only before a story at least this long
_STORY = 60
#: "MOSCOW, March 5. /TASS/. The …"
_SLASHED = re.compile(r"\.?\s*(?<!\w)/([A-Z][\w-]+)/\.?\s*")
_SPEAKER = re.compile(r"^[A-Z][A-Z .]+:", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’‘-])*(?: [^\W\d_](?:[^\W\d_]|[.'’‘-])*){0,3}")
#: words that are small inside a name
_SMALL = frozenset(
    ("ad", "al", "and", "as", "ash", "at", "au", "bin", "da", "das", "de", "del", "do", "dos", "du")
    + ("el", "ez", "la", "las", "le", "los", "of", "sur", "the", "y")
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline states; None and nothing where it does not."""

    publisher: str | None = None
    places: tuple[str, ...] = ()
    day: str | None = None


def read_dateline(start: str, *, marked: bool, year: int | None = None) -> Dateline | None:
    """The dateline that these words begin with; None if they begin with none.

    ``start`` is a paragraph from its first letter, white space runs made one. ``marked`` says that
    capitals mark a place here, as they do not in a report all in capitals or in a transcript.
    """
    start = _SLASHED.sub(r" (\1) - ", start, count=1)
    return _dated(start, year) or _framed(start, marked, year) or (_bare(start) if marked else None)


def read_agency_line(line: str) -> Dateline | None:
    """The publisher, and the places with it, of a line that has nothing else: "Reuters, AMMAN and MOSCOW"."""
    whole = known_publisher(line)
    if whole:
        return Dateline(whole)
    parts = re.fullmatch(r"(?P<said>[^,|:]{2,40}?)(?:\s*[,|:]\s*|\s+-\s+|\s+in\s+)(?P<place>[^|:;!?]{3,60})", line)
    publisher = known_publisher(parts["said"]) if parts else None
    if parts is None or publisher is None:
        return None
    places = _places(parts["place"])
    return Dateline(publisher, places) if places else None


def is_speech(text: str) -> bool:
    """Do several paragraphs begin with a name in capitals and a colon, as in a transcript?"""
    return len(_SPEAKER.findall(text)) > 1


def _framed(start: str, marked: bool, year: int | None) -> Dateline | None:
    """A dateline with brackets before its dash."""
    match = _FRAMED.match(start)
    if match is None:
        return None
    head, day, dated = _cut_day(match["place"] + match["date"], year)
    places = _places(head)
    if head and not places and not _nowhere(head):
        return None
    said = " ".join(match["said"].split())
    day_inside = read_day(said, year)
    likely = None if day_inside else likely_publisher(said)
    by_place = not head or (marked and head.split(",")[0].isupper())
    if known_publisher(said):
        sure = by_place or match["dash"] is not None
    else:
        sure = bool(match["dash"]) and (dated or (by_place and bool(head or likely)))
    if not sure:
        return None
    return Dateline(said if dated and not likely and not day_inside else likely, places, day or day_inside)


def _dated(start: str, year: int | None) -> Dateline | None:
    """A place in capitals and a day before the dash."""
    match = _DATED.match(start)
    if match is None:
        return None
    place = match["place"].strip(" ,")
    first = place.split(",")[0]
    if not first.isupper() or not (_places(place) or _nowhere(place)):
        return None
    return Dateline(None, _places(place), read_day(match["date"], year))


def _bare(start: str) -> Dateline | None:
    """No more than a place before the dash or colon, and a story after it."""
    match = _COLON.match(start) or _BARE.match(start)
    if match is None or len(start) - match.end() < _STORY:
        return None
    place = match["place"].strip()
    first, _, region = (part.strip() for part in place.partition(","))
    publisher = known_publisher(region)
    in_capitals = first.isupper() and len(first) > 3
    long_dash = any(dash in match[0][match.end("place") :] for dash in ("--", "–", "—", "―"))
    names_region = region[:1].isupper() and "," not in region and (long_dash or region.endswith("."))
    if not (in_capitals or names_region or publisher or "/" in place):
        return None
    places = _places(place)
    return Dateline(publisher, places) if places else None


def _cut_day(head: str, year: int | None) -> tuple[str, str | None, bool]:
    """The words before the day, the day, and whether one stands there at all."""
    found = _DAY_AT_END.search(head)
    if found is None:
        return head.strip(" ,"), None, False
    return head[: found.start()].strip(" ,"), read_day(found["day"], year), True


def _places(words: str) -> tuple[str, ...]:
    """The places named, without the regions they lie in; none if one of them cannot be a place.

    After a comma comes a region ("Gaza Strip"), unless the words are a list ("X, Y and Z").
    """
    parts = re.split(r"\s*/\s*|\s+and\s+|\s+AND\s+|\s*&\s*", words)
    listed = [name for part in parts for name in part.split(",")] if len(parts) > 2 else []
    named = listed or [part.split(",")[0] for part in parts]
    names = [" ".join(name.split()).strip(" .") for name in named if name.strip()]
    return tuple(_title(name) for name in names) if names and all(map(_can_be_place, names)) else ()


def _can_be_place(name: str) -> bool:
    words = _WORD.findall(name)
    if not _NAME.fullmatch(name) or name.casefold() in _never() or known_publisher(name):
        return False
    if words[0].casefold() in vocabulary.load("publishers")["words"]["not_first"]:
        return False
    return name[0].isupper() and all(word[0].isupper() or word in _SMALL for word in words)


def _nowhere(words: str) -> bool:
    return words.split(",")[0].strip().casefold() in vocabulary.load("publishers")["words"]["nowhere"]


@functools.cache
def _never() -> frozenset[str]:
    words: dict[str, list[str]] = vocabulary.load("publishers")["words"]
    return frozenset((*words["not_places"], *words["nowhere"]))


def _title(name: str) -> str:
    """The name as it is written inside a sentence: "SHARM EL SHEIKH" is Sharm el Sheikh."""
    if not name.isupper():
        return name
    words = re.sub(r"[^\W\d_]{2,}(?:['’‘][^\W\d_]+)*|[^\W\d_]", lambda word: word[0].capitalize(), name)
    return re.sub(r"(?<=[ -])[^\W\d_]+", _small, words)


def _small(word: re.Match[str]) -> str:
    return word[0].lower() if word[0].lower() in _SMALL else word[0]
