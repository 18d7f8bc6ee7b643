"""Names with the labels that a corpus asks for; labels that we do not read are never given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso.evaluation import as_line
from sayso.language import layers

if TYPE_CHECKING:
    from sayso.language.annotate import Layers
    from sayso.pipeline import Reader

#: our label → what corpora call it
_ALIASES = {
    layers.PERSON: ("PER", "Person", "person"),
    layers.ORGANISATION: ("ORG", "Organisation", "organisation", "group", "corporation"),
    layers.PLACE: ("LOC", "Location", "location"),
    layers.NATIONALITY: ("Nationality",),
    layers.WEAPON: ("Weapon",),
    layers.PLATFORM: ("MilitaryPlatform",),
    layers.TIME: ("Temporal",),
    layers.QUANTITY: ("Quantity",),
}


def predict_mentions(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a text; the given tokens are used where there are any."""
    for record in records:
        text = record["text"]
        offsets = record.get("tokens") or [
            (t.idx, t.idx + len(t)) for t in reader.nlp.blank(text) if not t.is_space
        ]
        words = [text[start:end] for start, end in offsets]
        found = _found(reader.nlp.layers_of([words])[0], record["labels"]) if words else []
        mentions = [
            {"start": offsets[start][0], "end": offsets[end - 1][1], "label": wanted}
            for start, end, label in found
            if (wanted := _wanted(label, record["labels"]))
        ]
        yield as_line({"id": record["id"], "mentions": mentions})


def _found(made: Layers, labels: list[str]) -> list[tuple[int, int, str]]:
    """The names alone where only names are asked for: "the army" is an organisation to some corpora and no name."""
    from sayso.language.annotate import mentions_of, named

    return mentions_of(made) if any(label in labels for label in ("Nationality", "Weapon")) else named(made)


def _wanted(label: str, labels: list[str]) -> str | None:
    return next((alias for alias in _ALIASES[label] if alias in labels), None)
