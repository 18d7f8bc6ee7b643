"""PLOVER's gold standard records: who did what to whom, one sentence a record.

Counted as ``COUNTED`` says. Nothing is learned from the records.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims.grammar import patterns, syntax
from sayso.claims.grammar.phrases import words_of
from sayso.claims.harm.harmed import find_harmed
from sayso.claims.sides.actors import find_actors
from sayso.claims.sides.parties import canonical
from sayso.evaluation.told import main_happening
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.model import Actor
    from sayso.pipeline import Reader

_TODAY = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT"}
_SMALL = frozenset(("the", "of", "and", "a", "an", "in", "for", "to", "at"))
_SPEAKING = frozenset(("say", "tell", "report", "announce", "add", "quote", "accord"))

COUNTED = (
    "the records whose type our kinds can say (AGREE, DEMAND, PROTEST, THREATEN, COERCE, ASSAULT, FIGHT, RETREAT, SANCTION, AID, "
    "MOBILIZE). Type: the PLOVER type of the main happening, else of the sentence's own words (`vocabulary/plover.toml`: PLOVER "
    "codes promises, which are no happenings), is the record's; DEMAND is REQUEST and FIGHT is ASSAULT in today's PLOVER. Both "
    "actors: on each side that the record names, ours shares a word with it."
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the records counted."""

    records: int
    event_type: float
    both_actors: float
    all_three: float


@dataclass(frozen=True, slots=True)
class Coded:
    """What we code of a sentence: the type, and the words of each side."""

    event_type: str | None
    source: frozenset[str]
    target: frozenset[str]


def figures(path: Path, reader: Reader) -> list[tuple[str, float]]:
    """What each figure of the table is, and the figure."""
    found = evaluate_plover(path, reader)
    return [
        (f"event type right, {found.records} records", found.event_type),
        ("both actors overlap", found.both_actors),
        ("all three", found.all_three),
    ]


def evaluate_plover(path: Path, reader: Reader) -> Figures:
    """The figures over one file of records."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    counted = [row for row in rows if _TODAY.get(row["event"], row["event"]) in _types()]
    docs = reader.nlp.pipe([row["text"] for row in counted])
    judged = [judge(row, code(doc)) for row, doc in zip(counted, docs, strict=True)]
    share = [
        sum(hits) / max(1, len(judged)) for hits in zip(*((t, a, t and a) for t, a in judged), strict=True)
    ]
    return Figures(len(judged), *share)


def judge(row: dict[str, Any], coded: Coded) -> tuple[bool, bool]:
    """(type right, both actors overlap) for one record."""
    right = coded.event_type == _TODAY.get(row["event"], row["event"])
    sides = ((_names(row.get("source")), coded.source), (_names(row.get("target")), coded.target))
    return right, all(_words(names) & given for names, given in sides if names)


def code(doc: Doc) -> Coded:
    """One sentence coded: the main happening with its actors, completed from the sentence's parties in their order."""
    happening = main_happening(doc)
    verb = happening.head if happening is not None else _main_verb(doc)
    by, against = find_actors(happening, find_harmed(happening)) if happening is not None else ((), ())
    said = plover_type(happening.kind) if happening is not None else ""
    source = _of_actors(by) | _subject_words(doc, verb)
    target = _of_actors(against) - source
    parties = [(start, words) for start, words in _parties(doc) if not words & source]
    after = [words for start, words in parties if start > verb.i] or [words for _, words in parties]
    if not source and after:
        source, after = after[0], after[1:]
    if after and not any(words & target for words in after):
        target |= after[0]
    return Coded(said or _by_words(doc, verb), source, target or _second_subject(verb))


def _subject_words(doc: Doc, verb: Token) -> frozenset[str]:
    """The words of who does it, with what describes them; "it said it would" is whoever said so."""
    top = _main_verb(doc)
    subject = (
        syntax.subject(verb)
        or syntax.child(verb, "nsubj")
        or syntax.subject(top)
        or syntax.child(top, "nsubj", "nsubj:pass")
    )
    if subject is not None and subject.pos_ == "PRON":
        subject = syntax.child(top.head, "nsubj") or subject
    if subject is None:
        return frozenset()
    words = [token.text for token in subject.subtree if token.i - subject.i < 8]
    return _words(words)


def _second_subject(verb: Token) -> frozenset[str]:
    """The second of two who do something together: they do it to one another."""
    subject = syntax.subject(verb) or syntax.child(verb, "nsubj")
    others = syntax.conjuncts(subject)[1:] if subject is not None else []
    return _words(words_of(token).text for token in others)


def plover_type(kind: str) -> str:
    """The PLOVER type of a kind; "" where the crosswalk cannot say."""
    said: str = vocabulary.load("kinds")["kinds"][kind]["plover"]
    return said.split(" ")[0]


def _main_verb(doc: Doc) -> Token:
    """The verb of the sentence, or of what somebody says in it."""
    root = next((token for token in doc if token.dep_ == "ROOT"), doc[0])
    said = syntax.child(root, "ccomp", "parataxis")
    return said if said is not None and root.lemma_ in _SPEAKING and said.pos_ in ("VERB", "ADJ") else root


def _by_words(doc: Doc, verb: Token) -> str | None:
    """The type of the phrase of ``vocabulary/plover.toml`` nearest to the main verb."""
    found = [(abs(start - verb.i), said) for start, _, said in patterns.phrases_in(doc, _phrases())]
    return min(found)[1] if found else None


@functools.cache
def _phrases() -> dict[patterns.Pattern, str]:
    types: dict[str, list[str]] = vocabulary.load("plover")["types"]
    phrases: dict[patterns.Pattern, str] = {}
    for name, listed in types.items():
        for phrase in listed:
            phrases.setdefault(patterns.pattern(phrase), name)
    return phrases


def _parties(doc: Doc) -> list[tuple[int, frozenset[str]]]:
    """Where each party begins, and its words: of persons, bodies, nations and countries speakers left out."""
    found = []
    for mention in doc.spans.get(layers.MENTIONS, []):
        speaking = mention.root.dep_ == "nsubj" and mention.root.head.lemma_ in _SPEAKING
        party = mention.label_ in (layers.PERSON, layers.ORGANISATION, layers.NATIONALITY)
        if not speaking and (party or mention.label_ == layers.PLACE or canonical(mention.text)):
            found.append((mention.start, _words([mention.text, canonical(mention.text) or ""])))
    return found


def _types() -> set[str]:
    return {plover_type(kind) for kind in vocabulary.kinds()} - {""}


def _names(side: Any) -> list[str]:
    return [actor["actorText"] for actor in side] if isinstance(side, list) else []


def _of_actors(actors: Sequence[Actor]) -> frozenset[str]:
    return _words(text for actor in actors for text in (actor.name, actor.span.text, actor.canonical or ""))


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in re.findall(r"\w+", name.lower())) - _SMALL
