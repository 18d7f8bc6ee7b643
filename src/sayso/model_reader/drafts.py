"""What a model told, tied to words of the report: each part aligned by us, or refused with a problem.

A draft has words and terms, no meanings: which place, which day and how many are found out by whoever
reads words (``claims``). Whatever else stands in a record is not looked at, least of all a status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from sayso import vocabulary
from sayso.model import Chain, Effect, Group, Problem, Source, Span, Stance, Translation
from sayso.model_reader.align import LONGEST, Aligner
from sayso.problems import problem

_KNOWN = frozenset(
    ["kind", "trigger", "evidence", "sources", "stance", "by", "against", "weapons", "place", "when", "casualties",
     "background", "translation"]
)  # fmt: skip
_QUOTED = 120
#: a list of parts is never so long
_MOST = 40
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the report, and the same in English where the model gave that."""

    span: Span
    english: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Words for people harmed, and the numbers that the model takes them for."""

    span: Span
    effect: Effect
    group: Group
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in words; all of them stand in the report."""

    kind: str
    stance: Stance
    trigger: Span
    evidence: tuple[Span, ...]
    sources: tuple[Chain, ...] = ()
    by: tuple[Span, ...] = ()
    against: tuple[Span, ...] = ()
    weapons: tuple[Span, ...] = ()
    place: Phrase | None = None
    when: Phrase | None = None
    casualties: tuple[Counted, ...] = ()
    background: bool = False
    translations: tuple[Translation, ...] = ()


@dataclass(slots=True)
class _Taking:
    """One record on its way to a draft."""

    aligner: Aligner
    problems: list[Problem] = field(default_factory=list)
    evidence: tuple[Span, ...] = ()

    def refuse(self, part: str, words: object, at: Span | None = None) -> None:
        self.problems.append(_refusal(part, words, at))

    def find(self, part: str, words: object) -> Span | None:
        """The words inside the evidence; a part that stands elsewhere is not said by it."""
        if not isinstance(words, str) or not words.strip():
            if words not in (None, ""):
                self.refuse(part, words)
            return None
        span = self.aligner.find(words, self.evidence)
        if span is None:
            self.refuse(part, words, self.evidence[0])
        return span


def drafts_of(
    records: Iterable[Record], aligner: Aligner, piece: Span, suspect: Sequence[Span] = ()
) -> tuple[list[Draft], list[Problem]]:
    """The drafts of one piece, and a problem for every part that was refused; ``suspect`` can be evidence for nothing."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    refused: dict[Span, int] = {}
    for record in records:
        taking = _Taking(aligner)
        draft = _draft(record, taking, piece, drafts)
        problems += taking.problems
        bad = next((one for one in suspect if _meet(one, taking.evidence)), None)
        if bad is not None:
            refused[bad] = refused.get(bad, 0) + 1
        elif draft is not None:
            drafts.append(draft)
    for span in suspect:
        if span in refused or piece.start <= span.start < piece.end:
            number = refused.get(span, 0)
            count = f"{number} claim{'' if number == 1 else 's'}"
            problems.append(problem("addressed_to_a_model", span, count=count))
    return drafts, problems


def _draft(record: Record, taking: _Taking, piece: Span, earlier: Sequence[Draft]) -> Draft | None:
    """The claim in the record; None if its evidence, its trigger or its terms are refused."""
    for name in sorted(set(record) - _KNOWN)[:5]:
        taking.problems.append(problem("no_such_task", field=str(name)[:60]))
    taking.evidence = tuple(_evidence(record.get("evidence"), taking, piece))
    if not taking.evidence:
        return None
    kind = _term("kind", record.get("kind"), vocabulary.kinds(), taking)
    stance: Stance | None = _term("stance", record.get("stance"), get_args(Stance), taking)
    trigger = _trigger(record.get("trigger"), kind, taking, earlier)
    chains = tuple(_chains(record.get("sources"), taking))
    # without its source the claim would be put into the report's own mouth
    unsourced = not chains and _listed(record.get("sources"))
    if kind is None or stance is None or trigger is None or unsourced:
        return None
    english = _text(record.get("translation"))
    translated = [Translation(taking.evidence[0], english)] if english else []
    place, when = _phrase("place", record, taking), _phrase("when", record, taking)
    translated += [Translation(one.span, one.english) for one in (place, when) if one and one.english]
    return Draft(
        kind=kind,
        stance=stance,
        trigger=trigger,
        evidence=taking.evidence,
        sources=chains,
        by=tuple(_words("by", record, taking)),
        against=tuple(_words("against", record, taking)),
        weapons=tuple(_words("weapons", record, taking)),
        place=place,
        when=when,
        casualties=tuple(_casualties(record.get("casualties"), taking)),
        background=record.get("background") is True,
        translations=tuple(translated),
    )


def _evidence(given: object, taking: _Taking, piece: Span) -> Iterator[Span]:
    """The sentences that say it, in the piece that was asked about, else anywhere; a claim without any is refused."""
    sentences = _listed([given] if isinstance(given, str) else given)
    if not sentences:
        taking.problems.append(problem("no_words", part="A claim"))
    found: list[Span] = []
    for words in sentences:
        if not isinstance(words, str) or not words.strip():
            taking.refuse("A claim", words)
            return
        span = taking.aligner.find(words, (piece,)) or taking.aligner.find(words)
        if span is None:
            taking.refuse("A claim", words)
            return
        found.append(span)
    yield from dict.fromkeys(found)


def _trigger(given: object, kind: str | None, taking: _Taking, earlier: Sequence[Draft]) -> Span | None:
    """The words that name the happening; of several such words the first that no other claim of the kind has."""
    if not isinstance(given, str) or not given.strip():
        taking.refuse("A claim", given, taking.evidence[0])
        return None
    places = [span for sentence in taking.evidence for span in taking.aligner.all(given, sentence)]
    if not places:
        taking.refuse("A claim", given, taking.evidence[0])
        return None
    taken = {draft.trigger for draft in earlier if draft.kind == kind}
    return next((span for span in places if span not in taken), places[0])


def _term(name: str, given: object, terms: Sequence[Any], taking: _Taking) -> Any:
    """The term if the vocabulary has it; anything else refuses the claim, since a near one would be a guess."""
    if given in terms:
        return given
    kept = "the claim was refused"
    taking.problems.append(
        problem("not_a_term", taking.evidence[0], field=name, value=_short(given), kept=kept)
    )
    return None


def _words(name: str, record: Record, taking: _Taking) -> Iterator[Span]:
    found = (taking.find(_part(name), _text_of(one)) for one in _listed(record.get(name)))
    yield from dict.fromkeys(span for span in found if span is not None)


def _phrase(name: str, record: Record, taking: _Taking) -> Phrase | None:
    given = record.get(name)
    span = taking.find(_part(name), _text_of(given))
    english = given.get("english") if isinstance(given, dict) else None
    return Phrase(span, _text(english)) if span else None


def _casualties(given: object, taking: _Taking) -> Iterator[Counted]:
    for one in _listed(given):
        words = _text_of(one)
        span = taking.find(_part("casualties"), words)
        if span is None or not isinstance(one, dict):
            continue
        effect: Any = one.get("effect")
        if effect not in get_args(Effect):
            kept = "the count was left out"
            taking.problems.append(
                problem("not_a_term", span, field="effect", value=_short(effect), kept=kept)
            )
            continue
        group: Any = one.get("group") if one.get("group") in get_args(Group) else "unknown"
        yield Counted(span, effect, group, _whole(one.get("low")), _whole(one.get("high")))


def _chains(given: object, taking: _Taking) -> Iterator[Chain]:
    for chain in _listed(given):
        found = [_source(one, taking) for one in _listed(chain if isinstance(chain, list) else [chain])]
        # half a chain says something else than the whole
        if found and all(found):
            yield tuple(source for source in found if source)


def _source(given: object, taking: _Taking) -> Source | None:
    """Who says it: the words as near to the evidence as they stand, the name as the report has it."""
    words, end = _text(_text_of(given)), taking.evidence[-1].end
    if words is None:
        taking.refuse("A source", _text_of(given), taking.evidence[0])
        return None
    span = taking.aligner.find(words, taking.evidence) or taking.aligner.find(words, before=end)
    if span is None:
        taking.refuse("A source", words, taking.evidence[0])
        return None
    name = _text(given.get("name")) if isinstance(given, dict) else None
    if name is None or name == words:
        return Source(_one_line(span.text), span)
    named = taking.aligner.find(name, before=end)
    if named is None:
        taking.refuse("The name of a source", name, span)
        return Source(_one_line(span.text), span)
    return Source(_one_line(named.text), span)


def _part(name: str) -> str:
    return {"by": "An actor", "against": "A victim", "weapons": "A weapon", "casualties": "A count"}.get(
        name, f"A {'time' if name == 'when' else name}"
    )


def _text_of(given: object) -> Any:
    """The words in a part, which some models wrap in an object."""
    return given.get("words") if isinstance(given, dict) else given


def _listed(given: object) -> list[Any]:
    return given[:_MOST] if isinstance(given, list) else [] if given is None else [given]


def _text(given: object) -> str | None:
    """The words, if they are some and not without end."""
    return given if isinstance(given, str) and 0 < len(given.strip()) <= LONGEST else None


def _whole(given: object) -> int | None:
    return given if isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 10**9 else None


def _refusal(part: str, words: object, at: Span | None) -> Problem:
    if not isinstance(words, str) or not words.strip():
        return problem("no_words", at, part=part)
    if len(words) > LONGEST:
        return problem("words_without_end", at, part=part, words=f"{len(words):,}")
    return problem("words_not_in_report", at, part=part, words=_short(words))


def _short(value: object) -> str:
    text = _one_line(str(value))
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _meet(one: Span, others: Sequence[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)
