"""When: the time of a happening, not of the saying.

``find_times`` finds the words, ``resolve`` says which days they mean, and ``find_when`` chooses, for a
happening, the time that its words hang on. What the sentence does not date stays None, however plain it
is from the paragraph before (reading guidelines, section 8).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sayso.claims import time_words
from sayso.claims.parts import Happening
from sayso.claims.time_grammar import find_times
from sayso.claims.time_meanings import Length, Reference, Repeated, TimeExpression
from sayso.claims.time_order import Seen, in_order
from sayso.claims.time_resolution import resolve, resolve_seen
from sayso.claims.time_values import timex_value
from sayso.claims.time_views import Tense, View
from sayso.language import layers
from sayso.model import Problem, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["TimeExpression", "find_times", "find_when", "resolve", "tenses_of", "timex_value"]

#: relations by which a word that tells of a happening hangs on the verb that carries its time
_UP = frozenset(
    (
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "obl:agent",
        "nmod",
        "conj",
        "xcomp",
        "advcl",
        "compound",
        "amod",
        "acl",
    )
)
#: relations between such a verb and a noun of its own clause that bears the time
_DOWN = frozenset(("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "xcomp", "compound", "iobj"))
#: words that open a clause which bounds the happening: "since the war began in 2015"
_BOUNDS = frozenset(("since", "until", "till", "before"))
_NEVER = 99


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A time of the sentence: how far it hangs from the happening, how far off it stands, what it resolves to."""

    steps: int
    distance: int
    seen: Seen
    when: When
    problem: Problem | None


def find_when(
    happening: Happening, expressions: Sequence[TimeExpression], doc: Doc, published: str | None
) -> tuple[When | None, tuple[Problem, ...]]:
    """The time of the happening, and why it could not be placed; None if its sentence does not date it."""
    candidates = []
    sentence = _seen_in(happening.sentence, expressions, doc, published)
    for seen in sentence:
        candidate = _candidate(seen, happening, sentence, doc)
        if candidate is not None:
            candidates.append(candidate)
    if not candidates:
        return None, ()
    best = min(candidates, key=lambda one: (one.steps, one.problem is not None, one.distance))
    return best.when, () if best.problem is None else (best.problem,)


def _seen_in(
    sentence: Span, expressions: Sequence[TimeExpression], doc: Doc, published: str | None
) -> list[Seen]:
    """The time expressions of a sentence, each seen from what was spoken of before; ends of ranges left out."""
    day = date.fromisoformat(published[:10]) if published else None
    told = [one for one in expressions if one.start < sentence.end_char]
    ends = {id(part) for one in told for part in one.parts}
    seen = in_order(told, day, tenses_of(told, doc))
    return [
        one for one in seen if one.expression.start >= sentence.start_char and id(one.expression) not in ends
    ]


def _candidate(seen: Seen, happening: Happening, sentence: Sequence[Seen], doc: Doc) -> _Candidate | None:
    """The expression as a time of the happening; None if it is the time of something else."""
    expression = seen.expression
    span = _words_of(expression, doc)
    if isinstance(expression.meaning, Length | Repeated) or _is_adjective(expression, span):
        return None
    governor = span.root.head
    if _dates_the_saying(governor, expression, happening, doc):
        return None
    steps, bound = _steps(happening, governor, doc)
    if steps == _NEVER:
        return None
    if bound is not None:
        expression = _bounded(expression, bound, doc)
    when, note = resolve_seen(expression, _said_on(seen, span, sentence, doc))
    if when is None:
        return None
    if governor.lemma_ in time_words.FINDING_VERBS and when.start is not None:
        when = replace(when, start=None)
    return _Candidate(steps, abs(span.root.i - happening.head.i), seen, when, note)


def _is_adjective(expression: TimeExpression, span: Span) -> bool:
    """ "recent", "former", "current" describe a thing; they date nothing."""
    return isinstance(expression.meaning, Reference) and span.root.dep_ in ("amod", "nmod", "compound")


def _steps(happening: Happening, governor: Token, doc: Doc) -> tuple[int, Token | None]:
    """How far the time hangs from the happening, and the word that opens a bounding clause around it."""
    if not doc.has_annotation("DEP"):
        return 1, None
    steps = _steps_to(happening, governor)
    if steps != _NEVER or governor.dep_ != "advcl":
        return steps, None
    bound = next((word for word in governor.children if word.dep_ == "mark" and word.lower_ in _BOUNDS), None)
    return (_steps_to(happening, governor.head) + 1, bound) if bound is not None else (_NEVER, None)


def _steps_to(happening: Happening, governor: Token) -> int:
    """Steps through the tree from the happening to the word that bears the time; _NEVER across another clause."""
    if governor in happening.heads or happening.trigger.start <= governor.i < happening.trigger.end:
        return 0
    best = _NEVER
    for head in happening.heads:
        best = min(best, _climb(head, governor, _UP), _climb(governor, head, _DOWN))
    return min(best, _NEVER)


def _climb(low: Token, high: Token, relations: frozenset[str]) -> int:
    """Steps from a word up to one above it by these relations only; _NEVER if it is not above."""
    steps = 0
    while low != high:
        if low.dep_ not in relations or low.head == low:
            return _NEVER
        low, steps = low.head, steps + 1
    return steps


def _dates_the_saying(governor: Token, expression: TimeExpression, happening: Happening, doc: Doc) -> bool:
    """Does the time belong to "police said *on Monday*"?"""
    cues = _speech(doc, layers.CUE)
    if governor not in happening.heads and any(governor in cue for cue in cues):
        return True
    if any(
        content.start_char <= expression.start < content.end_char for content in _speech(doc, layers.CONTENT)
    ):
        return False
    before = _word_before(expression, doc)
    return before is not None and any(before in cue for cue in cues)


def _word_before(expression: TimeExpression, doc: Doc) -> Token | None:
    """The word that the expression, with its preposition, stands right behind."""
    span = doc.char_span(expression.lead, expression.end, alignment_mode="expand")
    at = span.start - 1 if span is not None else -1
    while at >= 0 and (doc[at].is_space or doc[at].text == ","):
        at -= 1
    return doc[at] if at >= 0 else None


def _speech(doc: Doc, label: str) -> list[Span]:
    return [span for span in doc.spans.get(layers.SPEECH, []) if span.label_ == label]


def _said_on(seen: Seen, span: Span, sentence: Sequence[Seen], doc: Doc) -> View:
    """The view of a time inside what is said on a named day: there "today" is that day."""
    content = next((one for one in _speech(doc, layers.CONTENT) if one.start <= span.start < one.end), None)
    if content is None:
        return seen.view
    cues = [cue for cue in _speech(doc, layers.CUE) if cue.id_ == content.id_]
    for other in sentence:
        if other is not seen and any(_words_of(other.expression, doc).root.head in cue for cue in cues):
            when, _ = resolve_seen(other.expression, other.view)
            if when is not None and when.start is not None and when.precision in ("day", "hour"):
                return replace(seen.view, published=date.fromisoformat(when.start))
    return seen.view


def _bounded(expression: TimeExpression, bound: Token, doc: Doc) -> TimeExpression:
    """The expression with the clause around it: "since the war began in 2015"."""
    written = doc.text[bound.idx : expression.end]
    return replace(expression, lead=bound.idx, written=written, bearing=time_words.LEADS[bound.lower_])


def tenses_of(expressions: Sequence[TimeExpression], doc: Doc) -> list[Tense | None]:
    """Whether the sentence looks back or ahead where each time stands; None where it cannot be told."""
    if doc.has_annotation("DEP") and doc.has_annotation("TAG"):
        return [_tense_of_verb(_words_of(one, doc).root) for one in expressions]
    text = doc.text
    return [
        "future" if time_words.FUTURE.search(_sentence_before(one, text)) else None for one in expressions
    ]


def _words_of(expression: TimeExpression, doc: Doc) -> Span:
    """The words an expression stands in, whole."""
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    assert span is not None, "an expression lies inside its Doc"
    return span


def _tense_of_verb(token: Token) -> Tense | None:
    """The tense of the verb that the time hangs on."""
    verb = next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), token)
    helpers = [child for child in verb.children if child.dep_.startswith("aux")]
    if any(helper.lower_ in ("will", "shall", "'ll", "’ll", "wo") for helper in helpers):
        return "future"
    tags = {verb.tag_, *(helper.tag_ for helper in helpers)}
    if verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children):
        return "future"
    return "past" if tags & {"VBD", "VBN"} and "MD" not in tags else None


_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z\"“])|\n\s*\n")


def _sentence_before(expression: TimeExpression, text: str) -> str:
    """What stands in the sentence before the expression, at most 200 characters, where no sentences are marked."""
    before = text[max(0, expression.start - 200) : expression.start]
    return _SENTENCE_END.split(before)[-1]
