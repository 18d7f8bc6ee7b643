"""Places and their points: the names that the reader finds, each with the place it is taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sayso.claims.places.namesakes import ResolvedPlace, resolve_places
from sayso.claims.places.overlooked import overlooked
from sayso.claims.places.placing import placed
from sayso.evaluation import as_line
from sayso.language import layers

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def predict_places(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a text; a place found and not resolved has null for its point."""
    records = list(records)
    docs = reader.nlp.pipe(record["text"] for record in records)
    for record, doc in zip(records, docs, strict=True):
        # the corpora count peoples and the places inside the names of bodies as place names too
        mentions = [*doc.spans[layers.MENTIONS], *overlooked(doc, reader.gazetteer)]
        doc.spans[layers.MENTIONS] = sorted(mentions, key=lambda span: span.start)
        resolved = resolve_places(doc, reader.gazetteer)
        yield as_line({"id": record["id"], "places": [_place(place, resolved) for place in resolved]})


def _place(place: ResolvedPlace, resolved: Sequence[ResolvedPlace]) -> dict[str, Any]:
    entry, words = place.entry, place.words
    found: dict[str, Any] = {"start": words.start_char, "end": words.end_char, "lat": None, "lon": None}
    if entry is not None and entry.lat is not None:
        found |= {"lat": entry.lat, "lon": entry.lon}
    if entry is None:
        there = placed(place, resolved)[0]
        found |= {"lat": there.lat, "lon": there.lon}
    if entry is not None and entry.id.startswith("geonames:"):
        found["geonameid"] = entry.id
    return found
