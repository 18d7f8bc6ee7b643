"""The who-says-what table of an incident: a row for each voice and stance, grouped by attribution class; cells may differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sayso.incidents.corrections import EFFECTS
from sayso.incidents.grades import Known, figure
from sayso.model import Claim, ClaimId, Count, Effect, Incident, Report, ReportId
from sayso.review.cards import shown, side_name
from sayso.review.classes import Sides, class_of, classes, sides_of
from sayso.show import EFFECT_WORDS, STANCE_IN_TABLE, STANCES, publisher_words
from sayso.tolls import range_words, toll_of
from sayso.words import chain_words, count_words, listed, one_line, place_words, when_words

Reports = Mapping[ReportId, Report]
Facts = dict[str, Any]
#: field of a disagreement → column
_COLUMN_OF = {"when": "time", "weapons": "means", "happened": "stance", "kind": "kind"}
#: fields whose numbers are ranges, under the policy's choice
_CIVILIANS = "of them civilians"


def who_says_what(known: Known, reports: Reports, policy: Mapping[str, Any]) -> Facts:
    """The table: columns that anybody fills, rows by class, the range of all and the figure that the policy takes."""
    incident = known.incident
    sides = sides_of(incident.claims)
    rejected = _rejected(incident)
    voices = _voices(incident, reports, sides)
    disputed = _disputed(incident)
    rows = [_row(claims, reports, sides, disputed, rejected) for claims in voices]
    columns = [name for name in _COLUMNS if any(row["cells"][name]["text"] for row in rows)]
    return {
        "columns": [{"key": name, "name": EFFECT_WORDS.get(name, name)} for name in columns],
        "groups": [
            {
                "class": {"key": key, "tag": one.tag, "name": side_name(key, sides) or one.name},
                "rows": [row for row in rows if row["class"] == key],
            }
            for key, one in classes().items()
            if any(row["class"] == key for row in rows)
        ],
        "range": _range(incident, columns, rejected),
        "taken": _taken(known, policy, columns),
    }


def _civilians(claim: Claim) -> str:
    return _numbers([c for c in claim.casualties if c.effect == "killed" and c.group == "civilians"])


def _effect(effect: Effect) -> Callable[[Claim], str]:
    return lambda claim: _numbers([count for count in claim.casualties if count.effect == effect])


#: column → what a claim says in it
_COLUMNS: dict[str, Callable[[Claim], str]] = {
    **{effect: _effect(effect) for effect in EFFECTS[:2]},
    _CIVILIANS: _civilians,
    **{effect: _effect(effect) for effect in EFFECTS[2:]},
    "by": lambda claim: listed(actor.name for actor in claim.by),
    "against": lambda claim: listed(actor.name for actor in claim.against),
    "means": lambda claim: listed(weapon.span.text for weapon in claim.weapons),
    "time": lambda claim: when_words(claim.when),
    "place": lambda claim: place_words(claim.place),
}


def _numbers(counts: Sequence[Count]) -> str:
    return listed(
        (count_words((count.low, count.high)) or f"“{count.span.text}”") + (" (a part)" if count.part else "")
        for count in counts
    )


def _voices(incident: Incident, reports: Reports, sides: Sides) -> list[list[Claim]]:
    """The claims of each voice in each report with one stance, class by class, in the order they speak."""
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in incident.claims:
        who = " and ".join(map(chain_words, claim.sources))
        found.setdefault((claim.report, who, claim.stance), []).append(claim)
    order = list(classes())
    return sorted(found.values(), key=lambda claims: order.index(class_of(claims[0], sides).key))


def _row(
    claims: Sequence[Claim],
    reports: Reports,
    sides: Sides,
    disputed: Mapping[str, frozenset[ClaimId]],
    rejected: frozenset[ClaimId],
) -> Facts:
    first = claims[0]
    report = reports.get(first.report)
    return {
        "class": class_of(first, sides).key,
        "who": shown(one_line(" and ".join(map(chain_words, first.sources)))) or "own voice",
        "publisher": shown(publisher_words(report)),
        "report": first.report,
        "said": report.published if report else None,
        "stance": STANCE_IN_TABLE.get(first.stance, STANCES[first.stance]),
        "stance_key": first.stance,
        "stance_differs": any(claim.id in disputed.get("stance", ()) for claim in claims),
        "hedges": shown(listed(span.text for claim in claims for span in claim.hedges)),
        "claims": [claim.id for claim in claims],
        "rejected": all(claim.id in rejected for claim in claims),
        "words": shown(listed(f"“{one_line(claim.trigger.text)}”" for claim in claims)),
        "cells": {name: _cell(name, told, claims, disputed) for name, told in _COLUMNS.items()},
    }


def _cell(
    name: str,
    told: Callable[[Claim], str],
    claims: Sequence[Claim],
    disputed: Mapping[str, frozenset[ClaimId]],
) -> Facts:
    saying = [claim for claim in claims if told(claim)]
    return {
        "text": shown("\n".join(dict.fromkeys(one_line(told(claim)) for claim in saying))),
        "differs": any(claim.id in disputed.get(name, ()) for claim in saying),
        "claims": [claim.id for claim in saying],
    }


def _disputed(incident: Incident) -> dict[str, frozenset[ClaimId]]:
    """Column → the claims between which it is disputed."""
    return {
        _COLUMN_OF.get(one.field, one.field): frozenset(claim for _, said in one.values for claim in said)
        for one in incident.disagreements
    }


def _rejected(incident: Incident) -> frozenset[ClaimId]:
    pairs = zip(incident.claims, incident.statuses, strict=True)
    return frozenset(claim.id for claim, status in pairs if status == "rejected")


def _range(incident: Incident, columns: Sequence[str], rejected: frozenset[ClaimId]) -> dict[str, str]:
    counted = [claim for claim in incident.claims if claim.id not in rejected] or incident.claims
    return {
        effect: range_words(toll_of(claim, effect) for claim in counted)
        for effect in EFFECTS
        if effect in columns
    }


def _taken(known: Known, policy: Mapping[str, Any], columns: Sequence[str]) -> dict[str, dict[str, str]]:
    found = {effect: figure(known, effect, policy) for effect in EFFECTS if effect in columns}
    return {effect: {"value": count_words(bounds), "how": how} for effect, (bounds, how) in found.items()}
