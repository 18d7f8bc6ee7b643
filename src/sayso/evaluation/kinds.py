"""One class of CASE 2021 task 2 for a snippet of news: our kinds, turned into ACLED's sub-event types.

Nothing is learned from the corpus: the classes come from ``vocabulary/case2021.toml``.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims.grammar import patterns, syntax
from sayso.claims.grammar.lemmas import lemma
from sayso.claims.happened.happenings import find_happenings
from sayso.claims.happened.triggers import find_triggers
from sayso.evaluation import as_line

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.claims.parts import Happening
    from sayso.pipeline import Reader


def predict_kinds(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a snippet, with its class; a snippet that tells of nothing is an ATTACK."""
    records = list(records)
    for record, doc in zip(records, reader.nlp.pipe([record["text"] for record in records]), strict=True):
        yield as_line({"id": record["id"], "label": label_of(doc)})


def label_of(doc: Doc) -> str:
    """The class of a snippet."""
    words = Counter(lemma(token) for token in doc)
    found = find_happenings(doc)
    kinds = _weighed(found)
    kind = max(kinds, key=lambda one: kinds[one], default=_first_word(doc))
    worded = _worded(doc)
    if worded is not None and kind not in _special():
        return worded
    if kind in ("protest", "riot", "protest_repression"):
        return _unrest(kind, words)
    if kind == "territory_taken":
        return _taken(found, words)
    if kind in ("attack", "killing", "shooting", None) and _both_armed(words):
        return "ARMED_CLASH"
    table: dict[str, str] = vocabulary.load("case2021")["kinds"]
    return table.get(kind or "", "ATTACK")


def _both_armed(words: Counter[str]) -> bool:
    """Does the snippet name armed men on both sides? ACLED calls an attack on soldiers a clash."""
    lists: dict[str, list[str]] = vocabulary.load("case2021")["armed"]
    return all(any(words[word] for word in lists[side]) for side in ("forces", "groups"))


def _weighed(found: Iterable[Happening]) -> dict[str, float]:
    """How much each kind is told: the first sentence most, what is general or in the background least."""
    weights: dict[str, float] = {}
    for at, one in enumerate(found):
        weight = (2.0 if at == 0 else 1.0) * (0.4 if one.background else 1.0)
        weight *= 0.5 if one.kind in ("killing", "attack", "threat", "demand") else 1.0
        weight *= 1.6 if one.kind in _special() else 1.0
        weights[one.kind] = weights.get(one.kind, 0.0) + weight
    return weights


@functools.cache
def _special() -> frozenset[str]:
    """Kinds whose words leave no doubt."""
    return frozenset(
        ("chemical_attack", "suicide_bombing", "grenade_attack", "sexual_violence", "drone_strike")
    )


def _first_word(doc: Doc) -> str | None:
    """The kind of the first word of violence, where nothing is told to have happened."""
    return next((one.kind for one in find_triggers(doc)), None)


def _worded(doc: Doc) -> str | None:
    """The class that no kind of ours says, by its own words."""
    for start, _, label in patterns.phrases_in(doc, _phrases()):
        if start >= 0:
            return label
    return None


@functools.cache
def _phrases() -> dict[patterns.Pattern, str]:
    listed: list[dict[str, Any]] = vocabulary.load("case2021")["words"]
    return {patterns.pattern(phrase): row["label"] for row in reversed(listed) for phrase in row["phrases"]}


def _unrest(kind: str, words: Counter[str]) -> str:
    """Which of ACLED's five: peaceful, with intervention, excessive force, violent demonstration, mob."""
    lists: dict[str, list[str]] = vocabulary.load("case2021")["protest"]
    has = {name: any(words[word] for word in listed) for name, listed in lists.items()}
    marching = has["demonstrators"]
    if kind == "riot" or (has["violent"] and kind != "protest"):
        return "MOB_VIOL" if has["mob"] and not marching else "VIOL_DEMONSTR"
    if kind == "protest_repression" or (has["forces"] and words["tear"]):
        return "FORCE_AGAINST_PROTEST" if has["harm"] else "PROTEST_WITH_INTER"
    return "VIOL_DEMONSTR" if has["violent"] else "PEACE_PROTEST"


def _taken(found: Iterable[Happening], words: Counter[str]) -> str:
    """Who took the ground, by the subject of the taking, else by the words of the snippet."""
    lists: dict[str, list[str]] = vocabulary.load("case2021")["territory"]
    for one in found:
        if one.kind == "territory_taken":
            subject = syntax.subject(one.head) or syntax.agent(one.head)
            near = _phrase_words(subject) | {lemma(one.head)}
            if near & set(lists["other"]):
                return "NON_STATE_ACTOR_OVERTAKES_TER"
            if near & set(lists["state"]):
                return "GOV_REGAINS_TERIT"
    return (
        "GOV_REGAINS_TERIT"
        if any(words[word] for word in ("regain", "retake", "liberate"))
        else "NON_STATE_ACTOR_OVERTAKES_TER"
    )


def _phrase_words(noun: Token | None) -> set[str]:
    return (
        set() if noun is None else {word for token in noun.subtree for word in (lemma(token), token.lower_)}
    )
