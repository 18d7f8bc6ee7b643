"""Names of places that no mention is labelled as, because they stand inside another name or are a people's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.claims.places.known import Known, Lookup
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: a town is looked for from so many inhabitants on
_CITY = 100_000
#: words of the longest name looked for
_LONGEST = 3


def overlooked(doc: Doc, gazetteer: Lookup) -> Iterator[Span]:
    """Names of places and peoples that no mention is labelled as: "Syrian" in "the Syrian army", "Kent" in "Kent Police".

    Countries, regions and cities only: a village's name is too often somebody's, or a word.
    """
    taken = {
        token.i
        for mention in doc.spans.get(layers.MENTIONS, [])
        if mention.label_ in (layers.PLACE, layers.NATIONALITY, layers.PERSON)
        for token in mention
    }
    at = 0
    while at < len(doc):
        if at in taken or not doc[at].text[:1].isupper():
            at += 1
            continue
        found = next(
            (
                span
                for size in range(_LONGEST, 0, -1)
                if (span := _known(doc, at, at + size, taken, gazetteer))
            ),
            None,
        )
        if found is not None:
            yield found
        at = found.end if found is not None else at + 1


def _known(doc: Doc, start: int, end: int, taken: set[int], gazetteer: Lookup) -> Span | None:
    if (
        end > len(doc)
        or taken & set(range(start, end))
        or doc[end - 1].pos_ not in ("PROPN", "ADJ", "NOUN", "X")
    ):
        return None
    words = doc[start:end]
    if (
        not (words[0].text[:1].isupper() and words[-1].text[:1].isupper())
        or len(words.text) < 3
        and words.text != "US"
    ):
        return None
    entry = next((entry for entry in gazetteer.lookup(words.text) if _well_known(entry)), None)
    if entry is None:
        return None
    label = layers.NATIONALITY if entry.match == "demonym" else layers.PLACE
    return doc.char_span(words.start_char, words.end_char, label=label)


def _well_known(entry: Known) -> bool:
    if entry.kind == "town":
        return entry.match == "name" and entry.population >= _CITY
    return entry.kind in ("country", "area", "admin1") and entry.match in ("name", "alternate", "demonym")
