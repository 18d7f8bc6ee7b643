"""Is this the name of a publisher? From the list, or by words that only publishers have in their names."""

from __future__ import annotations

import functools
import re

from sayso import vocabulary

#: initials, or letters with a channel's number
_SHORT_NAME = re.compile(r"[A-Z]{2,4}|[A-Z]{2,}-?\d{1,2}")


def known_publisher(words: str) -> str | None:
    """The publisher of the list that these words name, as the list writes it; "AP/Reuters" names two."""
    names = [_names().get(part.strip().casefold()) for part in re.split(r"/|,| and ", words)]
    whole = _names().get(" ".join(words.split()).casefold())
    return whole or ("/".join(name for name in names if name) if all(names) else None)


def likely_publisher(words: str) -> str | None:
    """The publisher, known or written like one: "CBS13", "Harbour Daily News". None for "Syria"."""
    name = " ".join(words.split())
    known = known_publisher(name)
    if known or not name[:1].isupper():
        return known
    if any(word.casefold() in _words("outlet") for word in name.split()):
        return name
    return name if _SHORT_NAME.fullmatch(name) and name.casefold() not in _words("not_publishers") else None


@functools.cache
def _names() -> dict[str, str]:
    agencies: dict[str, list[str]] = vocabulary.load("publishers")["agencies"]
    return {other.casefold(): name for name, others in agencies.items() for other in (name, *others)}


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(vocabulary.load("publishers")["words"][kind])
