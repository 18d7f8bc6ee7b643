"""What a text states of itself at its start: publisher, dateline, day. When in doubt, nothing."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso import vocabulary
from sayso.intake.days import DATE, MONTH, day_of
from sayso.intake.page import Fact, stated

_UPPER = r"(?!(?:AND|THE)\b)[A-Z][A-Z'’.-]+"
_CAPITALS = rf"{_UPPER}(?: {_UPPER}){{0,3}}"
_MIXED = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}"
_SEVERAL = rf"{_CAPITALS}(?:(?:, | and |/){_CAPITALS})*"
#: ", Afghanistan" or ", W.Va."
_REGION = rf"(?:, (?!{MONTH})[A-Z][\w.]+(?: (?!{MONTH})[A-Z][\w.]+){{0,2}})?"
_DASH = r"(?P<dash> ?(?:--+|[-–—]) ?)(?=\S)"
_DATELINES = [
    # KAMPALA, April 18 (Lakeland Wire) - …; BEIRUT — …
    re.compile(
        rf"^(?P<places>{_SEVERAL}){_REGION}(?P<date>,? [^(\n]{{3,20}}?)?(?: ?\((?P<agency>[^()\n]{{2,40}})\))?{_DASH}",
        re.MULTILINE,
    ),
    # Beirut (AFP) — …: in mixed letters only where somebody signs
    re.compile(
        rf"^(?P<places>{_MIXED}){_REGION}(?P<date>,? [^(\n]{{3,20}}?)? ?\((?P<agency>[^()\n]{{2,40}})\){_DASH}",
        re.MULTILINE,
    ),
    # (Reuters) - …
    re.compile(rf"^(?P<places>)(?P<date>)\((?P<agency>[^()\n]{{2,40}})\){_DASH}", re.MULTILINE),
]
#: Reuters, AMMAN and MOSCOW
_FIRST_LINE = re.compile(rf"(?P<agency>{_MIXED}), (?P<places>{_SEVERAL})")
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_DAY_LINE = re.compile(
    rf"(?P<label>(?:First )?(?:Published|Posted|Updated|Last updated|Issued|Date)(?: on)?:? ?)?{_WEEKDAY}(?P<date>.{{6,20}}?)"
    r"(?:[T ,|·–-]+(?:at )?\d{1,2}[:.]\d\d.{0,16})?",
    re.IGNORECASE,
)
_SOURCE_LINE = re.compile(r"(?:Source|By|Publisher):? (?P<name>.{2,60})", re.IGNORECASE)
_LITTLE = frozenset(("of", "the", "and", "for", "de", "to"))
#: Title: …, **Publisher:** …
_LABEL = re.compile(
    r"(?:\*\*|__|#+ )?(?P<label>[A-Za-z][A-Za-z ]{1,20}?)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(?P<value>\S.{0,400})"
)
#: so many lines a head of labels has at most
_LABELS = 12
_TOP = 600
_FIRST_LINES = 6


@dataclass(frozen=True, slots=True)
class Header:
    """What the start of a text states; None and nothing where it does not."""

    publisher: str | None = None
    dateline: tuple[str, ...] = ()
    published: str | None = None
    title: str | None = None
    url: str | None = None

    def facts(self) -> dict[str, Fact]:
        """What it states but for the dateline."""
        return stated(
            "its first lines",
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            url=self.url,
        )


def read_header(text: str) -> Header:
    """The publisher, the places of the dateline, and the day, as the first lines state them.

    >>> read_header("Reuters, AMMAN and MOSCOW\\n\\nText").dateline
    ('Amman', 'Moscow')
    """
    labelled, rest = _labelled(text)
    found = _unlabelled(rest[:_TOP])
    return dataclasses.replace(
        found,
        publisher=labelled.get("publisher") or found.publisher,
        published=labelled.get("published") or found.published,
        title=labelled.get("title"),
        url=labelled.get("url"),
    )


def _labelled(text: str) -> tuple[dict[str, str | None], str]:
    """(what a head of lines like "Title: …" says, the text below it); two such lines are a head, one is none."""
    said: dict[str, str] = {}
    count = at = 0
    for line in text.split("\n", _LABELS)[:_LABELS]:
        match = _LABEL.fullmatch(line.strip())
        name = _labels().get(" ".join(match["label"].lower().split())) if match else None
        if match is None or name is None:
            if line.strip():
                break
        else:
            count += 1
            said.setdefault(name, match["value"].strip())
        at += len(line) + 1
    if count < 2:
        return {}, text
    day = DATE.search(said.get("published", ""))
    url = said.get("url", "")
    head = {"title": said.get("title"), "publisher": said.get("publisher"), "published": day_of(day)}
    return head | {"url": url if url.startswith(("http://", "https://")) else None}, text[at:]


@functools.cache
def _labels() -> dict[str, str]:
    """label in small letters → what it labels."""
    return {label: name for name, labels in vocabulary.load("headers")["labels"].items() for label in labels}


def _unlabelled(top: str) -> Header:
    """What lines without labels state."""
    lines = [line.strip() for line in top.split("\n") if line.strip()][:_FIRST_LINES]
    first = _FIRST_LINE.fullmatch(lines[0]) if lines else None
    if first is not None and (first["agency"] in _listed("agencies") or _is_publisher(first["agency"])):
        return Header(first["agency"], _places(first["places"]), _day_of(lines))
    agency, places, day = _dateline(top)
    return Header(agency or _publisher_of(lines), places, day or _day_of(lines))


def _dateline(top: str) -> tuple[str | None, tuple[str, ...], str | None]:
    """(who signs, places, day) of a line that begins with a place, a signature, and a dash."""
    for match in (match for pattern in _DATELINES for match in pattern.finditer(top)):
        between, signed = (match["date"] or "").strip(" ,"), match["agency"]
        day = DATE.fullmatch(between or signed or "")
        agency = signed if signed and _is_agency(signed) else None
        unclear = (between and not day) or (signed and not agency and not day)
        if not unclear and (signed or _is_bare_dateline(match, top)):
            return agency, _places(match["places"]), day_of(day)
    return None, (), None


def _is_bare_dateline(match: re.Match[str], top: str) -> bool:
    """Nobody signs: is it "BEIRUT — The army", and no headline in capitals, no "UN — …", no "IDLIB-based"?"""
    text_follows = any(letter.islower() for letter in top[match.end() : match.end() + 80])
    return text_follows and len(match["places"]) > 3 and match["dash"] != "-"


def _is_agency(words: str) -> bool:
    """Can the words in brackets be a signature: "Reuters", "Lakeland Wire", "41NBC/WMGT"?"""
    return (
        all(word[0].isupper() or word[0].isdigit() or word in _LITTLE for word in words.split())
        and any(c.isupper() for c in words)
        and not DATE.search(words)
        and words.upper() not in _listed("no_agencies")
    )


def _publisher_of(lines: Sequence[str]) -> str | None:
    """A publisher that stands in a line of its own: a known one, or one with a day in the next line."""
    for at, line in enumerate(lines):
        signed = _SOURCE_LINE.fullmatch(line)
        name = signed["name"].strip() if signed else line
        if name in _listed("agencies"):
            return name
        if at == 0 and _is_publisher(line) and any(_day_line(follows) for follows in lines[1:2]):
            return line
    return None


def _is_publisher(line: str) -> bool:
    """Is it a name, with a word in it that publishers have: "Aswa Valley Post"?"""
    words = re.findall(r"[^\W_][\w'’.-]*", line)
    named = any(word in _listed("publisher_words") for word in words)
    return named and len(words) <= 8 and all(word[0].isupper() or word in _LITTLE for word in words)


def _day_of(lines: Sequence[str]) -> str | None:
    """The day of the first line that is a date; that of a later change is none."""
    found = (stated for stated in map(_day_line, lines) if stated)
    return next((day for label, day in found if "updated" not in label.lower()), None)


def _day_line(line: str) -> tuple[str, str] | None:
    """(what stands before it, the day) of a line that is a date and no more."""
    match = _DAY_LINE.fullmatch(line)
    day = day_of(DATE.fullmatch(match["date"])) if match else None
    return (match["label"] or "", day) if match and day else None


def _places(words: str) -> tuple[str, ...]:
    """The places of a dateline; where none is joined by "and", a comma sets off the region."""
    named = re.split(r" and |, " if " and " in words else r"/", words)
    return tuple(_title(place.partition(",")[0].strip()) for place in named if place)


def _title(name: str) -> str:
    return name.title() if name.isupper() else name


@functools.cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(vocabulary.load("headers")[name])
