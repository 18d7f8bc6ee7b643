"""What is said of each thing in an incident: its type, how many, what became of it, how sure the report is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import numbers
from sayso.evaluation.muc4.model import Hashes, Layer, together
from sayso.evaluation.muc4.standing import standing_features

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.evaluation.muc4.weighing import Featured, Wording

#: the fills that a layer of the weights chooses among, by layer; "" is none. Source: the task's template documents.
CHOICES: dict[str, tuple[str, ...]] = {
    "confidence": (
        "reported as fact",
        "suspected or accused",
        "claimed or admitted",
        "suspected or accused by authorities",
        "possible",
    ),
    "person_type": (
        "CIVILIAN",
        "POLITICAL FIGURE",
        "GOVERNMENT OFFICIAL",
        "LAW ENFORCEMENT",
        "LEGAL OR JUDICIAL",
        "ACTIVE MILITARY",
        "SECURITY GUARD",
        "FORMER GOVERNMENT OFFICIAL",
        "DIPLOMAT",
        "FORMER ACTIVE MILITARY",
    ),
    "person_effect": ("", "DEATH", "INJURY", "NO INJURY OR DEATH", "NO INJURY", "REGAINED FREEDOM"),
    "thing_type": (
        "OTHER",
        "TRANSPORT VEHICLE",
        "COMMERCIAL",
        "ENERGY",
        "GOVERNMENT OFFICE OR RESIDENCE",
        "COMMUNICATIONS",
        "ORGANIZATION OFFICE",
        "FINANCIAL",
        "CIVILIAN RESIDENCE",
        "LAW ENFORCEMENT FACILITY",
        "DIPLOMAT OFFICE OR RESIDENCE",
        "TRANSPORTATION ROUTE",
        "POLITICAL FIGURE OFFICE OR RESIDENCE",
    ),
    "thing_effect": ("", "SOME DAMAGE", "DESTROYED", "NO DAMAGE"),
    "instrument_type": (
        "BOMB",
        "DYNAMITE",
        "EXPLOSIVE",
        "VEHICLE BOMB",
        "GUN",
        "MACHINE GUN",
        "GRENADE",
        "MORTAR",
        "RIFLE",
        "ROCKET",
        "MOLOTOV COCKTAIL",
        "AERIAL BOMB",
        "CUTTING DEVICE",
    ),
    "category": ("terrorist act", "state-sponsored violence"),
}


def detail_features(layer: str, wordings: Sequence[Wording], featured: Featured) -> Hashes:
    """What a layer of details sees: the wordings and all sentences that they stand in; of confidence, how they stand there."""
    if layer == "confidence":
        return standing_features(wordings, featured)
    sentences = sorted({number for one in wordings for number in one.sentences})
    return together(
        *(one.features for one in wordings), *(featured.sentences[number] for number in sentences)
    )


def choose(layer: str, features: Hashes, layers: dict[str, Layer]) -> str:
    """The likeliest fill of a layer."""
    return CHOICES[layer][int(layers[layer].shares(features).argmax())]


def number_of(head: Token) -> str:
    """How many the words name, in the manner of the answer keys: "3", "10-" (at least), "~30" (about), "PLURAL"."""
    counted = next((part for part in head.children if part.dep_ == "nummod"), None)
    many = head.tag_ in ("NNS", "NNPS") or head.lower_ in ("people", "police")
    if counted is None:
        return "PLURAL" if many else "1"
    start = counted.left_edge.i
    bounds = numbers.bounds(head.doc[max(head.sent.start, start - 3) : counted.i + 1].text.lower())
    bounds = bounds or numbers.bounds(counted.lower_)
    return _written(bounds) or ("PLURAL" if many else "1")


def _written(bounds: Any) -> str:
    if bounds is None or bounds[0] is None:
        return ""
    low, high = bounds
    if high is None:
        return f"{low}-"
    return str(low) if low == high else f"{low}-{high}"
