"""Time expressions and their TIMEX3 values, and the value of one expression without its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sayso.evaluation import as_line

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.pipeline import Reader


def predict_times(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a text; a range is given as its two ends."""
    for record in records:
        yield as_line(
            {"id": record["id"], "times": times_of(reader.nlp.blank(record["text"]), record["published"])}
        )


def times_of(doc: Doc, published: str | None) -> list[dict[str, Any]]:
    """The time expressions of a text with TIMEX3 type and value."""
    from sayso.claims.times import tenses_of
    from sayso.claims.times.grammar import find_times
    from sayso.claims.times.order import in_order
    from sayso.claims.times.values import timex_seen

    expressions = find_times(doc)
    day = date.fromisoformat(published[:10]) if published else None
    seen = in_order(expressions, day, tenses_of(expressions, doc))
    found = []
    for one in seen:
        if not one.expression.parts:
            kind, value = timex_seen(one.expression.meaning, one.view)
            found.append(
                {"start": one.expression.start, "end": one.expression.end, "type": kind, "value": value}
            )
    return found


def predict_time_pairs(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line an expression, type and value null where it is not understood."""
    for record in records:
        kind, value = value_of(record["text"], record["published"], reader) or (None, None)
        yield as_line({"id": record["id"], "type": kind, "value": value})


#: A month alone, or "days" alone, is taken for a time only after a word that leads to one; here it is known to be one.
_LEADS = ("", "in ", "on ")


def value_of(text: str, published: str | None, reader: Reader) -> tuple[str, str] | None:
    """TIMEX3 type and value of words that are known to name a time; None if they are not understood."""
    from sayso.claims.times.grammar import find_times
    from sayso.claims.times.values import timex_value

    for lead in _LEADS:
        found = find_times(reader.nlp.blank(lead + text))
        if found:
            longest = max(found, key=lambda one: (one.end - one.start, one.start))
            return timex_value(longest, published)
    return None


# ---- beside dateparser ------------------------------------------------------------------------


def predict_time_pairs_dateparser(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line an expression as dateparser understands it: a peer to compare with, never used to read."""
    for record in records:
        value = dateparser_value(record["text"], record["published"])
        yield as_line({"id": record["id"], "type": value and "DATE", "value": value})


_PERIODS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y", "time": "%Y-%m-%dT%H:%M"}


def dateparser_value(text: str, published: str | None) -> str | None:
    """The TIMEX3 value of what dateparser makes of the words, as exactly as it says it knows it; None if nothing."""
    import warnings

    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RETURN_TIME_AS_PERIOD": True}
    if published:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(published[:10])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    form = _PERIODS.get(found.period, "%Y-%m-%d")
    return found.date_obj.strftime(form) if found.date_obj else None
