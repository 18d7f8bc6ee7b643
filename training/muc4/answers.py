"""The answer keys of the train half, in the forms that the models learn from."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.evaluation.muc4.candidates import plain
from sayso.evaluation.muc4.weighing import ROLES

#: role → slot of the keys
SLOTS = dict(
    zip(
        ROLES,
        (
            "perp_individual_id",
            "perp_organization_id",
            "phys_tgt_id",
            "hum_tgt_name",
            "incident_instrument_id",
            "hum_tgt_description",
        ),
        strict=True,
    )
)
#: layer of details → (roles, slot of the fill)
FILLS = {
    "confidence": (("organisation",), "perp_organization_confidence"),
    "person_type": (("person", "described"), "hum_tgt_type"),
    "person_effect": (("person", "described"), "hum_tgt_effect_of_incident"),
    "thing_type": (("thing",), "phys_tgt_type"),
    "thing_effect": (("thing",), "phys_tgt_effect_of_incident"),
    "instrument_type": (("instrument",), "incident_instrument_type"),
}


@dataclass(frozen=True)
class Key:
    """One template of the answer keys."""

    types: tuple[str, ...]
    #: role → one set of alternative wordings for each thing
    things: dict[str, list[set[str]]]
    slots: dict[str, Any]

    def fills(self, layer: str) -> list[tuple[set[str], str]]:
        """(wordings, fill) for each thing that the slot of a layer speaks of; "" where it says nothing."""
        roles, slot = FILLS[layer]
        said = [
            ({plain(text) for text in fill.get("refers_to") or ()}, fill["values"][0].strip("()"))
            for fill in self.slots.get(slot) or ()
        ]
        things = [thing for role in roles for thing in self.things[role]]
        return [(thing, next((value for about, value in said if about & thing), "")) for thing in things]

    @property
    def category(self) -> str | None:
        fills = self.slots.get("perp_incident_category") or ()
        return fills[0]["values"][0].lower() if fills else None


def read_rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_keys(folder: Path, split: str = "train") -> dict[str, list[Key]]:
    """The templates of every report of a split."""
    rows = read_rows(folder / f"keys_full.{split}.jsonl.gz")
    return {row["docid"]: [_key(one["slots"]) for one in row["templates"]] for row in rows}


def _key(slots: dict[str, Any]) -> Key:
    types = tuple(value.lower() for fill in slots["incident_type"] for value in fill["values"])
    things = {
        role: [{plain(value) for value in fill["values"]} for fill in slots.get(slot) or ()]
        for role, slot in SLOTS.items()
    }
    return Key(types, things, slots)
