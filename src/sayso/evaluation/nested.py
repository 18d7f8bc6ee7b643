"""Chains and stance against the corpus of nested sources (``corpora/nested-sources``).

Each gold statement is looked up twice: among the claims that the reader finds by itself, and with the
trigger given, so that a happening overlooked does not hide who was read as its source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.evaluation import Record, read_records
from sayso.model import Chain, Claim, Report, ReportId, Span, Stance
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.claims.parts import Happening
    from sayso.pipeline import Reader

#: where a checkout has the corpus; an installed wheel has none
FOLDER = Path(__file__).parents[3] / "corpora" / "nested-sources"

#: parallel chains, a chain the names of its sources as a reader gives them
Names = Sequence[Sequence[str]]
#: parallel chains, a chain of sources, a source the names that are acceptable
GoldNames = Sequence[Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader says of one statement: who says it, and what they do with it."""

    chains: Names
    stance: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold statement beside the reader's answers; ``read`` is None where no claim tells of it."""

    passage: Record
    statement: Record
    read: Answer | None
    given: Answer


@dataclass(frozen=True, slots=True)
class NestedFigures:
    """Counts over the statements of one half of the corpus."""

    statements: int
    #: a claim of the reader tells of the statement
    found: int
    #: right among those found
    found_chains_right: int
    found_stance_right: int
    #: right among all, with the trigger given
    chains_right: int
    stance_right: int
    #: depth of the longest gold chain → (chains right with the trigger given, statements)
    depths: dict[int, tuple[int, int]]

    @property
    def chains_share(self) -> float:
        """The share of statements whose chains are exactly right, triggers given."""
        return self.chains_right / max(1, self.statements)

    @property
    def stance_share(self) -> float:
        """The share of statements whose stance is right, triggers given."""
        return self.stance_right / max(1, self.statements)

    @property
    def found_share(self) -> float:
        """The share of statements that a claim of the reader tells of."""
        return self.found / max(1, self.statements)


def measure(path: Path, reader: Reader) -> NestedFigures:
    """The figures of one half; WrongCall if there is no such file."""
    return figures(outcomes(path, reader))


def differences(path: Path, reader: Reader) -> Iterator[str]:
    """Every wrong answer with the trigger given, a line each; WrongCall for the test half, which only measures."""
    if path.stem == "test":
        raise WrongCall(f"{path}: the errors of the test half are not for reading. Look at dev.jsonl.")
    for outcome in outcomes(path, reader):
        gold, answer = outcome.statement, outcome.given
        at = f"{outcome.passage['id']} “{gold['trigger']['text']}”"
        if not chains_right(gold, answer.chains):
            yield f"{at} sources: want {gold['sources']}, got {[list(chain) for chain in answer.chains]}"
        if not stance_right(gold, answer.stance):
            yield f"{at} stance: want {gold['stance']}, got {answer.stance}"


def figures(found: Iterable[Outcome]) -> NestedFigures:
    """The counts of many outcomes."""
    every = list(found)
    read = [(one.statement, one.read) for one in every if one.read is not None]
    depths: dict[int, tuple[int, int]] = {}
    for one in every:
        depth = max((len(chain) for chain in one.statement["sources"]), default=0)
        right, of = depths.get(depth, (0, 0))
        depths[depth] = (right + chains_right(one.statement, one.given.chains), of + 1)
    return NestedFigures(
        statements=len(every),
        found=len(read),
        found_chains_right=sum(chains_right(gold, answer.chains) for gold, answer in read),
        found_stance_right=sum(stance_right(gold, answer.stance) for gold, answer in read),
        chains_right=sum(chains_right(one.statement, one.given.chains) for one in every),
        stance_right=sum(stance_right(one.statement, one.given.stance) for one in every),
        depths=dict(sorted(depths.items())),
    )


def outcomes(path: Path, reader: Reader) -> Iterator[Outcome]:
    """Each gold statement of a half with what the reader says of it."""
    if not path.is_file():
        raise WrongCall(
            f"{path}: there is no such file. The corpus comes with the repository, not the wheel."
        )
    passages = read_records(path)
    reports = [_report(passage) for passage in passages]
    readings = reader.read_many((report, ()) for report in reports)
    docs = reader.nlp.pipe(report.text for report in reports)
    for passage, report, reading, doc in zip(passages, reports, readings, docs, strict=True):
        given = answers(doc, report, passage["statements"])
        for statement, answer in zip(passage["statements"], given, strict=True):
            claim = find_claim(statement, passage["statements"], reading.claims)
            read = None if claim is None else Answer(_names(claim.sources), claim.stance)
            yield Outcome(passage, statement, read, answer)


def _report(passage: Record) -> Report:
    """The passage as it stands: its offsets must not move, so it does not go through intake."""
    return Report(
        ReportId(passage["id"]),
        passage["text"],
        publisher=passage["publisher"],
        published=passage["published"],
        language="en",
    )


# ---- the answer among the claims ---------------------------------------------------------------


def find_claim(gold: Record, all_gold: Sequence[Record], claims: Iterable[Claim]) -> Claim | None:
    """The claim that tells of a gold statement, or None.

    One whose trigger overlaps the gold trigger; else one of a right kind whose evidence covers it and
    whose trigger is that of no other gold statement.
    """
    kinds = {gold["kind"], *gold.get("kind_also", [])}
    ranked = []
    for claim in claims:
        shared = _overlap(claim.trigger, gold["trigger"])
        others = any(_overlap(claim.trigger, other["trigger"]) for other in all_gold if other is not gold)
        covers = any(_covers(span, gold["trigger"]) for span in claim.evidence)
        if shared or (covers and claim.kind in kinds and not others):
            ranked.append((shared > 0, claim.kind in kinds, shared, -claim.trigger.start, claim))
    return max(ranked, key=lambda row: row[:4])[4] if ranked else None


def _overlap(span: Span, gold: Record) -> int:
    start, end = int(gold["start"]), int(gold["end"])
    return max(0, min(span.end, end) - max(span.start, start))


def _covers(span: Span, gold: Record) -> bool:
    return bool(span.start <= gold["start"] and gold["end"] <= span.end)


def _names(chains: Iterable[Chain]) -> list[list[str]]:
    return [[source.name for source in chain] for chain in chains]


# ---- the answer with the trigger given ---------------------------------------------------------


def answers(doc: Doc, report: Report, statements: Iterable[Record]) -> list[Answer]:
    """Who says each statement, the trigger given: the only place here that asks the reader's questions."""
    from sayso import vocabulary
    from sayso.claims.assemble import said_by
    from sayso.claims.happened.happenings import find_happenings
    from sayso.claims.heard.attribution import find_voices

    cues = vocabulary.load("cues")
    voices, found = find_voices(doc, cues, report.publisher), find_happenings(doc)
    said = (said_by(happening_at(doc, statement, found), voices, cues) for statement in statements)
    return [Answer(_names(chains), stance) for chains, stance in said]


def happening_at(doc: Doc, gold: Record, found: Iterable[Happening]) -> Happening:
    """The gold statement as a Happening of the gold kind: the reader's own at that trigger, else a new one."""
    from sayso.claims.grammar import syntax
    from sayso.claims.parts import Happening, span_of

    for happening in found:
        if _overlap(span_of(happening.trigger), gold["trigger"]):
            return replace(happening, kind=gold["kind"])
    at = gold["trigger"]
    trigger = doc.char_span(at["start"], at["end"], alignment_mode="expand")
    if trigger is None:
        raise WrongCall(f"{at}: this trigger lies outside its text.")
    head = trigger.root
    negated = syntax.negated(head) or syntax.negated(syntax.governor(head))
    return Happening(gold["kind"], trigger, head, head.sent, negated=negated)


# ---- right or wrong ----------------------------------------------------------------------------


def chains_right(gold: Record, chains: Names) -> bool:
    """Are the chains, as a set, those of the gold statement or of another right reading of it?"""
    return any(same_chains(reading, chains) for reading in [gold["sources"], *gold.get("sources_also", [])])


def stance_right(gold: Record, stance: Stance | str) -> bool:
    """Is the stance the gold one, or another right one?"""
    return stance in (gold["stance"], *gold.get("stance_also", []))


def same_chains(gold: GoldNames, chains: Names) -> bool:
    """As many chains, each in its order and by acceptable names; which chain comes first does not matter.

    >>> same_chains([[["Harbour Office", "office"]], [["a pilot"]]], [["Pilot"], ["the Harbour Office"]])
    True
    """
    if len(gold) != len(chains):
        return False
    return any(all(map(_same_chain, gold, order)) for order in permutations(chains))


def _same_chain(gold: Sequence[Sequence[str]], chain: Sequence[str]) -> bool:
    return len(gold) == len(chain) and all(
        name_key(name) in map(name_key, names) for names, name in zip(gold, chain, strict=True)
    )


def name_key(name: str) -> str:
    """A name without case, accents, punctuation, English articles and possessive 's.

    >>> name_key("The Élan Group’s")
    'elan group'
    """
    letters = "".join(
        sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign)
    )
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", letters))
    return " ".join(word for word in words if word not in ("a", "an", "the"))


def rows(figures: NestedFigures) -> list[tuple[str, float]]:
    """What the accuracy table says of a half: a name and a share, the headline first."""
    return [
        ("chains exactly right, triggers given", figures.chains_share),
        ("stance right, triggers given", figures.stance_share),
        ("statements found", figures.found_share),
    ]
