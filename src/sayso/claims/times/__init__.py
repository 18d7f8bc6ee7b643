"""When: the time of a happening, not of the saying.

``find_times`` finds the words, ``resolve`` says which days they mean, and ``find_when`` chooses, for a
happening, the time that its words hang on. What the sentence does not date stays None, however plain it
is from the paragraph before (reading guidelines, section 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sayso.claims.filled import SURE_WHEN, how_sure
from sayso.claims.grammar import written
from sayso.claims.parts import Happening
from sayso.claims.times import words as time_words
from sayso.claims.times.bearer import NEVER, bearers, is_reported, is_when_clause, steps_between
from sayso.claims.times.counted_from import counted_back, is_counted_from
from sayso.claims.times.grammar import find_times
from sayso.claims.times.meanings import AtTime, Length, Reference, Repeated, TimeExpression
from sayso.claims.times.order import Seen, Told
from sayso.claims.times.resolution import resolve, resolve_seen
from sayso.claims.times.values import timex_value
from sayso.claims.times.views import Tense, View
from sayso.language import layers
from sayso.model import Problem, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["TimeExpression", "find_times", "find_when", "resolve", "tenses_of", "timex_value"]

#: words that open a clause which bounds the happening: "since the war began in 2015"
_BOUNDS = time_words.LIMITS | {"before"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A time of the sentence: how far it hangs from the happening, how far off it stands, what it resolves to."""

    steps: int
    distance: int
    when: When
    problem: Problem | None


def find_when(happening: Happening, told: Told, doc: Doc) -> tuple[When | None, tuple[Problem, ...]]:
    """The time of the happening, and why it could not be placed; None if its sentence does not date it."""
    sentence = _seen_in(happening.sentence, told, doc)
    candidates = [one for seen in sentence if (one := _candidate(seen, happening, sentence, doc)) is not None]
    if not candidates:
        return None, ()
    best = min(candidates, key=lambda one: (one.steps, one.problem is not None, one.distance))
    return best.when, () if best.problem is None else (best.problem,)


def times_told(doc: Doc, published: str | None) -> Told:
    """The times of a report published on that day, found and seen in their order: what ``find_when`` chooses from."""
    expressions = find_times(doc)
    day = date.fromisoformat(published[:10]) if published else None
    return Told(expressions, day, tenses_of(expressions, doc))


def _seen_in(sentence: Span, told: Told, doc: Doc) -> list[Seen]:
    """The time expressions of a sentence, each seen from what was spoken of before; ends of ranges left out."""
    end = sentence.end_char
    if _breaks_off(sentence) and sentence.end < len(doc):
        end = doc[sentence.end].sent.end_char
    return told.between(sentence.start_char, end)


def _candidate(seen: Seen, happening: Happening, sentence: Sequence[Seen], doc: Doc) -> _Candidate | None:
    """The expression as a time of the happening; None if it is the time of something else."""
    expression = seen.expression
    time = _words_of(expression, doc)
    if isinstance(expression.meaning, Length | Repeated) or _describes_a_thing(expression, time, happening):
        return None
    if is_counted_from(expression, time, happening):
        when, note = counted_back(expression, time, sentence)
        return None if when is None else _Candidate(1, time.end - time.start, when, note)
    sure = max((how_sure(word, happening, "when") or 0.0 for word in time), default=0.0)
    leads = _leads_in(time, happening) or _said_aside(time, happening, doc)
    if not leads and sure < SURE_WHEN and _dates_the_saying(time, expression, happening, doc):
        return None
    steps, bound = (2, None) if leads else _steps(happening, time, doc)
    if steps == NEVER and sure < SURE_WHEN:
        return None
    if bound is not None:
        expression = _bounded(expression, bound, doc)
    elif expression.bearing in _BOUNDS and is_when_clause(happening, time):
        expression = replace(expression, bearing="", lead=expression.start, written=expression.text)
    when, note = resolve_seen(expression, _said_on(seen, time, sentence, doc))
    if when is None:
        return None
    if time.root.head.lemma_ in time_words.FINDING_VERBS and when.start is not None:
        when = replace(when, start=None)
    # an hour of a day that is only carried over gives way to a day that is said
    carried = isinstance(expression.meaning, AtTime) and expression.meaning.day is None
    return _Candidate(steps + 2 * carried, abs(time.root.i - happening.head.i), when, note)


def _describes_a_thing(expression: TimeExpression, time: Span, happening: Happening) -> bool:
    """ "recent" attacks, the "Christmas" market, a "Sunday" paper, "now" have reached: they date nothing."""
    root = time.root
    if isinstance(expression.meaning, Reference):
        # "are now advancing", "were now near the town"; "now claims" and "have now taken" are of any day
        helpers = {part.lemma_ for part in root.head.children}
        under_way = "be" in helpers and "have" not in helpers
        standing = expression.meaning.value == "PRESENT_REF" and not under_way
        return standing or root.dep_ in ("amod", "nmod", "compound")
    of_it = any(root.head in (head, head.head) for head in happening.heads)
    return root.dep_ == "compound" and not of_it


def _leads_in(time: Span, happening: Happening) -> bool:
    """Does the time open the sentence right before the clause of the happening: "On Monday, *after* gunmen fired, …"?"""
    if not _opens(time, time.sent):
        return False
    at = next((token for token in time.doc[time.end : time.sent.end] if not token.is_punct), None)
    if at is None or at.dep_ not in ("mark", "advmod") or at.lower_ not in ("after", "when", "as", "while"):
        return False
    return at.head.dep_ == "advcl" and _is_told_by(at.head, happening)


def _said_aside(time: Span, happening: Happening, doc: Doc) -> bool:
    """Does the time open a sentence whose saying is only put in: "In the past day, *he said*, planes struck the town"?"""
    rest = doc[time.end : time.sent.end]
    if not _opens(time, time.sent) or len(rest) < 2 or rest[0].text != ",":
        return False
    comma = next((token for token in rest[1:_ASIDE] if token.text == ","), None)
    if comma is None or happening.head.i < comma.i or happening.sentence.start != time.sent.start:
        return False
    aside = range(time.end, comma.i)
    return any(cue.end == comma.i and cue.start in aside for cue in written.speech(doc, layers.CUE))


#: words of a saying that is put in
_ASIDE = 8


# ---- what the time hangs on -------------------------------------------------------------------


def _steps(happening: Happening, time: Span, doc: Doc) -> tuple[int, Token | None]:
    """How far the time hangs from the happening, and the word that opens a bounding clause around it."""
    if not doc.has_annotation("DEP"):
        return 1, None
    hosts = bearers(time)
    steps = steps_between(happening, _not_cues(hosts, happening, doc), time)
    for host in hosts:
        bound = _bound(host)
        aside = steps == NEVER or (bound is not None and bound.lower_ in time_words.LIMITS)
        if bound is not None and aside and not _is_told_by(host, happening):
            return steps_between(happening, [host.head], time) + 1, bound
    if steps != NEVER:
        return steps, None
    return min(_loosely(happening, time, doc), NEVER), None


def _bound(host: Token) -> Token | None:
    """The "since" of "since the war began in 2015", of "since the start of the war in 2015"."""
    if host.dep_ == "advcl":
        return next((word for word in host.children if word.dep_ == "mark" and word.lower_ in _BOUNDS), None)
    cases = (word for word in host.children if word.dep_ == "case") if host.dep_ == "obl" else ()
    return next((word for word in cases if word.lower_ in time_words.LIMITS), None)


def _is_told_by(host: Token, happening: Happening) -> bool:
    """Is the happening told in the clause of this verb?"""
    return host == happening.head or host.is_ancestor(happening.head)


def _not_cues(hosts: Iterable[Token], happening: Happening, doc: Doc) -> list[Token]:
    """The words, without those of saying; a demand or a threat is itself a saying."""
    cues = written.speech(doc, layers.CUE)
    if any(happening.head in cue for cue in cues):
        return list(hosts)
    return [
        host
        for host in hosts
        if host in happening.heads or is_reported(host, happening) or not any(host in cue for cue in cues)
    ]


def _loosely(happening: Happening, time: Span, doc: Doc) -> int:
    """As steps, for a time at the edge of its sentence or of what is said in it: it may date all that is told there."""
    if _completes(time, happening.sentence):
        return 2 + steps_between(happening, [happening.sentence.root], time)
    told = _content_around(time, doc) or _content_behind(time, doc) or time.sent
    if not told.start <= happening.head.i < told.end or not (_opens(time, told) or _closes(time, told)):
        return NEVER
    roots = [token for token in told if token.head == token or not told.start <= token.head.i < told.end]
    return 2 + steps_between(happening, roots, time)


def _completes(time: Span, sentence: Span) -> bool:
    """Is the time the end of a sentence that was cut too soon: "were killed in the south | Friday night, police said"?"""
    return time.sent.start == sentence.end and _opens(time, time.sent) and _breaks_off(sentence)


def _breaks_off(sentence: Span) -> bool:
    """Does what is taken for a sentence lack its end?"""
    words = [token for token in sentence if not token.is_space]
    return bool(words) and not (words[-1].is_punct and words[-1].text not in (",", "-"))


def _opens(time: Span, told: Span) -> bool:
    """Does nothing but small words stand before the time?"""
    return all(
        token.is_space or token.is_punct or token.pos_ in ("ADP", "DET", "ADV", "CCONJ", "SCONJ")
        for token in told.doc[told.start : time.start]
    )


def _closes(time: Span, told: Span) -> bool:
    """Does the time stand behind a comma, with nothing behind it?"""
    behind = told.doc[time.end : told.end]
    lead = time.start
    while lead > told.start and told.doc[lead - 1].pos_ in ("ADP", "DET"):
        lead -= 1
    comma = lead > told.start and told.doc[lead - 1].text == ","
    return comma and all(token.is_space or token.is_punct for token in behind)


# ---- the time of the saying -------------------------------------------------------------------


def _dates_the_saying(time: Span, expression: TimeExpression, happening: Happening, doc: Doc) -> bool:
    """Does the time belong to "police said *on Monday*"? A demand or a threat is itself a saying."""
    cues = written.speech(doc, layers.CUE)
    if any(happening.head in cue for cue in cues) or _content_around(time, doc) is not None:
        return False
    if _completes(time, happening.sentence):
        return False
    before = _word_before(expression, doc)
    if before is not None and before.pos_ == "NOUN" and before.lemma_ in time_words.HAPPENING_NOUNS:
        return False
    if before is not None and any(before in cue for cue in cues):
        return not is_reported(before, happening)
    return _content_behind(time, doc) is None and all(
        any(host in cue for cue in cues) and not is_reported(host, happening) for host in bearers(time)
    )


def _content_behind(time: Span, doc: Doc) -> Span | None:
    """What is said behind a time that opens the sentence, with the saying last: "On Monday, two died, police said"."""
    if not _opens(time, time.sent):
        return None
    for content in written.speech(doc, layers.CONTENT):
        if time.end <= content.start < time.sent.end:
            between = doc[time.end : content.start]
            if len(between) > 2 and between[0].text == between[-1].text == ",":
                return doc[time.start : content.end]  # "In the past week, he said, three died"
            cues = [cue for cue in written.speech(doc, layers.CUE) if cue.id_ == content.id_]
            if all(cue.start >= content.end for cue in cues) and not any(
                one.pos_ == "VERB" for one in between
            ):
                return doc[time.start : content.end]
    return None


def _content_around(time: Span, doc: Doc) -> Span | None:
    """What is said, if the time stands in it."""
    return next(
        (one for one in written.speech(doc, layers.CONTENT) if one.start <= time.start < one.end), None
    )


def _word_before(expression: TimeExpression, doc: Doc) -> Token | None:
    """The word that the expression, with its preposition, stands right behind."""
    span = doc.char_span(expression.lead, expression.end, alignment_mode="expand")
    at = span.start - 1 if span is not None else -1
    while at >= 0 and (doc[at].is_space or doc[at].text == ","):
        at -= 1
    return doc[at] if at >= 0 else None


def _said_on(seen: Seen, time: Span, sentence: Sequence[Seen], doc: Doc) -> View:
    """The view of a time inside what is said on a named day: there "today" is that day."""
    content = _content_around(time, doc)
    if content is None:
        return seen.view
    cues = [cue for cue in written.speech(doc, layers.CUE) if cue.id_ == content.id_]
    before = next(one.view for one in sentence if content.start_char < one.expression.end)
    for other in sentence:
        if other is not seen and _is_of_saying(other.expression, cues, doc):
            behind = other.expression.start >= content.end_char
            when, _ = resolve_seen(other.expression, before if behind else other.view)
            if when is not None and when.start is not None and when.precision in ("day", "hour"):
                return replace(seen.view, published=date.fromisoformat(when.start))
    return seen.view


def _is_of_saying(expression: TimeExpression, cues: Iterable[Span], doc: Doc) -> bool:
    """Does the time hang on one of these words of saying, or stand right behind it?"""
    before = _word_before(expression, doc)
    host = _words_of(expression, doc).root.head
    return any(host in cue or (before is not None and before in cue) for cue in cues)


def _bounded(expression: TimeExpression, bound: Token, doc: Doc) -> TimeExpression:
    """The expression with the clause around it: "since the war began in 2015"."""
    written = doc.text[bound.idx : expression.end]
    return replace(expression, lead=bound.idx, written=written, bearing=time_words.LEADS[bound.lower_])


# ---- tense ------------------------------------------------------------------------------------


def tenses_of(expressions: Sequence[TimeExpression], doc: Doc) -> list[Tense | None]:
    """Whether the sentence looks back or ahead where each time stands; None where it cannot be told."""
    if doc.has_annotation("DEP") and doc.has_annotation("TAG"):
        return [_tense_of_verb(_words_of(one, doc).root) for one in expressions]
    text = doc.text
    return [
        "future" if time_words.FUTURE.search(_sentence_before(one, text)) else None for one in expressions
    ]


def _words_of(expression: TimeExpression, doc: Doc) -> Span:
    """The words an expression stands in, whole, as far as the sentence goes in which it begins."""
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    assert span is not None, "an expression lies inside its Doc"
    if doc.has_annotation("SENT_START"):
        return doc[span.start : min(span.end, span[0].sent.end)]
    return span


def _tense_of_verb(token: Token) -> Tense | None:
    """The tense of the verb that the time hangs on; a noun between them has no tense ("the attack of 4 August")."""
    if token.dep_.startswith(("nmod", "compound")) and token.head.pos_ in ("NOUN", "PROPN"):
        return None
    verb = next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), token)
    if verb.dep_ == "xcomp" and verb.head.lemma_ in time_words.TRYING_VERBS:
        verb = verb.head  # "tried to plant a bomb on Friday"
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
