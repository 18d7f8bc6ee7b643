"""Templates as the incidents that the scorers read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sayso.claims.grammar.lemmas import lemma
from sayso.evaluation.muc4.details import choose, detail_features, number_of
from sayso.evaluation.muc4.model import Layer
from sayso.evaluation.muc4.pairs import Filler
from sayso.evaluation.muc4.settings import Settings
from sayso.evaluation.muc4.templates import Template
from sayso.evaluation.muc4.weighing import TYPES, Weighed

Record = dict[str, Any]

#: verbs of firing: where no instrument is named, it was a gun. Source: template documents, slot 7, note 7
_FIRING = frozenset(("shoot", "gun", "machinegun", "fire"))


class Incidents:
    """Turns the templates of one report into records."""

    def __init__(self, weighed: Weighed, layers: dict[str, Layer], settings: Settings) -> None:
        self._weighed = weighed
        self._layers = layers
        self._settings = settings

    def record(self, template: Template) -> Record:
        """One incident with every slot that the report fills."""
        sentences = self._sentences(template)
        named = template.kind != "kidnapping"
        return {
            "type": template.kind,
            "stage": "accomplished",
            "category": self._category(template),
            "date": self._settings.date(sentences),
            "location": self._settings.location(sentences),
            "instruments": self._instruments(template, sentences),
            "perpetrator_individuals": [one.wording.text for one in template.of("individual")],
            "perpetrator_organizations": [self._organisation(one) for one in template.of("organisation")],
            "physical_targets": [self._thing(one) for one in template.of("thing") if named],
            "human_targets": [self._person(one) for one in template.of("person", "described")],
        }

    def _sentences(self, template: Template) -> list[int]:
        """The sentences that tell of the incident, the surest first."""
        column = 1 + TYPES.index(template.kind)
        shares = self._weighed.sentences[:, column]
        core = {
            number
            for one in template.of("person", "thing", "described", "instrument")
            for number in one.wording.sentences
        }
        chosen = core or {int(shares.argmax())}
        return sorted(chosen, key=lambda number: (-float(shares[number]), number))

    def _choose(self, layer: str, *fillers: Filler) -> str:
        features = detail_features(layer, [one.wording for one in fillers], self._weighed.featured)
        return choose(layer, features, self._layers)

    def _category(self, template: Template) -> str | None:
        """None where nobody is named. Source: template documents, slot 8, note 3."""
        doers = template.of("individual", "organisation")
        return self._choose("category", *doers) if doers else None

    def _organisation(self, one: Filler) -> Record:
        return {"name": one.wording.text, "confidence": self._choose("confidence", one)}

    def _thing(self, one: Filler) -> Record:
        return _without_empty(
            {
                "name": one.wording.text,
                "type": self._choose("thing_type", one),
                "number": number_of(one.wording.places[0].head),
                "effect": self._choose("thing_effect", one),
            }
        )

    def _person(self, one: Filler) -> Record:
        named = one.role == "person"
        about = one.title if named else one.wording
        return _without_empty(
            {
                "name": one.wording.text if named else "",
                "description": about.text if about is not None else "",
                "type": self._choose("person_type", one),
                "number": "1" if named else number_of(one.wording.places[0].head),
                "effect": self._choose("person_effect", one),
            }
        )

    def _instruments(self, template: Template, sentences: Sequence[int]) -> list[Record]:
        named = [
            {"name": one.wording.text, "type": self._choose("instrument_type", one)}
            for one in template.of("instrument")
        ]
        spans = self._weighed.featured.told.spans
        fired = any(token.pos_ == "VERB" and lemma(token) in _FIRING for n in sentences for token in spans[n])
        if not named and fired and template.kind == "attack":
            return [{"type": "GUN"}]
        if not named and template.kind == "bombing":
            bombed = any(token.lower_.startswith("bomb") for n in sentences for token in spans[n])
            return [{"type": "BOMB" if bombed else "EXPLOSIVE"}]
        return named


def _without_empty(record: Record) -> Record:
    return {key: value for key, value in record.items() if value}
