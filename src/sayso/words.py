"""How the nouns read as plain words: counts, chains of sources, places, times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.model import Chain, Claim, Place, PlacePrecision, Report, When

#: a lower and an upper bound; None: nobody gave one
Bounds = tuple[int | None, int | None]


def count_words(bounds: Bounds) -> str:
    """The bounds in words: "14", "at least 5", "at most 30", "21 to 27", "none"; "" when there are none.

    >>> count_words((5, None))
    'at least 5'
    """
    low, high = bounds
    if low is None:
        return "" if high is None else f"at most {high}"
    if high is None:
        return f"at least {low}"
    if low == high:
        return f"{low}" if low else "none"
    return f"{low} to {high}"


def chain_words(chain: Chain) -> str:
    """A line of attribution, nearest the report first: "TASS quoting the ministry"."""
    return " quoting ".join(source.name for source in chain)


def sources_words(claim: Claim, report: Report | None) -> str:
    """Who says it: the chains side by side, or the report itself by its publisher."""
    if claim.sources:
        return " and ".join(chain_words(chain) for chain in claim.sources)
    return own_voice(report)


def own_voice(report: Report | None) -> str:
    """The report as a speaker."""
    return f"{report.publisher} (own voice)" if report and report.publisher else "the report (own voice)"


def place_words(place: Place | None) -> str:
    """The place as the report puts it: "about 12 km from Saraqeb"."""
    if place is None:
        return ""
    relation, name = one_line(place.relation or ""), one_line(place.name)
    return relation if name.casefold() in relation.casefold() else f"{relation} {name}".strip()


#: how exactly a place is told, in words
PRECISION_WORDS: Mapping[PlacePrecision, str] = {
    "point": "a point",
    "town": "a town or village",
    "near": "near a place",
    "admin2": "a district only",
    "admin1": "a region only",
    "country": "a country only",
    "unknown": "on no map",
}


def distance_words(metres: float) -> str:
    """A distance as a person says it.

    >>> distance_words(300), distance_words(3_000), distance_words(6_400), distance_words(14_400)
    ('300 m', '3 km', '6.4 km', '14 km')
    """
    if metres < 950:
        return f"{metres:.0f} m"
    return (
        f"{metres / 1000:,.1f}".removesuffix(".0") + " km" if metres < 9_950 else f"{metres / 1000:,.0f} km"
    )


def when_words(when: When | None) -> str:
    """The day or the stretch of days; the report's own words where the calendar has no place for them."""
    if when is None:
        return ""
    if when.end is None:
        return f"from {when.start}" if when.start else (one_line(when.span.text) if when.span else "")
    if when.start is None:
        return f"before {when.end}"
    return when.start if when.precision in ("day", "hour") else f"{when.start} to {when.end}"


def listed(names: Iterable[str]) -> str:
    """The names in a row, each once."""
    return ", ".join(dict.fromkeys(names))


def one_line(text: str) -> str:
    """The words with one space between them: a report's line breaks are not ours."""
    return " ".join(text.split())
