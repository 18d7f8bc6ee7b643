"""The voices of a report: each attribution with its parallel chains, its cue and the words it covers.

The speech head finds sources, cues and contents. The rules here add what syntax shows plainly: verbs of
saying with their clauses, "according to", footage that shows something, and words that follow without a
cue of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases, syntax
from sayso.claims.heard import (
    CLAUSES,
    CLOSE_MARKS,
    OPEN_MARKS,
    SPEECH_WORDS,
    Heard,
    denial,
    goes_on_with,
    names,
    opens_with_that,
    stances,
)
from sayso.claims.heard.aside import from_asides
from sayso.claims.heard.by_colon import from_colons, from_headlines
from sayso.claims.heard.by_head import from_head
from sayso.claims.heard.chains import chains_of
from sayso.claims.heard.in_nouns import from_nouns, is_settled
from sayso.claims.heard.in_syntax import from_footage, from_phrases, from_verbs
from sayso.claims.heard.together import joined, trailing
from sayso.claims.parts import span_of
from sayso.model import Chain, Source, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Cues = Mapping[str, Any]

_WHEN = frozenset(("after", "before", "since", "when", "while"))


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """Somebody saying something: parallel chains, the cue word, and the tokens that are said."""

    chains: tuple[Chain, ...]
    cue: Token | None
    content: frozenset[int]
    stance: Stance
    #: tokens of the attribution itself: source and cue
    frame: frozenset[int]
    #: said by the report's own publisher ("we", or its name), so that it has no chain
    own: bool = False


def find_voices(doc: Doc, cues: Cues, publisher: str | None) -> list[Voice]:
    """Every attribution of the report, in the order of its cues."""
    finders = (
        from_headlines,
        from_head,
        from_verbs,
        from_phrases,
        from_footage,
        from_asides,
        from_nouns,
        from_colons,
    )
    found = joined([one for finder in finders for one in finder(doc, cues)], cues)
    known = names.Names(doc, cues, publisher)
    # who only wants or mourns says nothing, but later words may point back at him: every source is named first
    named = [(one, _voice(one, cues, known)) for one in trailing(doc, found)]
    voices = [voice for one, voice in named if _attributes(one, cues) and (voice.chains or voice.own)]
    return _run_on(doc, [_statement(doc, voice) for voice in voices])


def _attributes(found: Heard, cues: Cues) -> bool:
    """Is something said? Who searches, wants or mourns tells nothing of what he searches, wants or mourns."""
    cue = found.cue
    if any(denial.is_none(noun_phrases.head_of(span)) for span in found.sources):
        return False  # "neither the army nor the police would confirm", "nobody has said"
    if cue is not None and cue.pos_ == "NOUN" and is_settled(cue, cues):
        return False
    if found.sources and all(_is_hour(span) for span in found.sources):
        return False
    if (
        cue is None
        or cue.pos_ not in ("VERB", "AUX")
        or found.nobody is not None
        or stances.blames(cue, cues)
    ):
        return True
    if found.sources and cue.lemma_ in ("say", "think", "believe") and _has_infinitive(cue):
        return False  # "rebels said to have been trained abroad"
    if syntax.negated(cue) and cue.lemma_ not in cues["saying"]["excluding"]:
        return False
    if found.sure:
        return True
    about = syntax.child(cue, "obj")
    if (
        about is not None
        and denial.is_none(about)
        and about.lemma_.lower() in ("comment", "answer", "reply", "statement")
    ):
        return False  # "had no comment"
    if about is not None and cue.lemma_ == "believe" and syntax.child(cue, *CLAUSES) is None:
        return False  # "and the commission believes them"
    if about is not None and cue.lemma_ == "claim" and about.lemma_.lower() == "life":
        return False  # "the blast claimed nine lives"
    if cue.lemma_ in cues["saying"]["feelings"]:
        clause = syntax.child(cue, "ccomp")
        return clause is not None and cue.lemma_ == "denounce" and opens_with_that(clause)
    saying = cues["saying"]
    listed = (
        saying["verbs"],
        saying["takes_object"],
        saying["quoting"],
        *(words for name, words in cues["stances"].items() if name != "judging"),
    )
    if cue.lemma_ in cues["stances"]["judging"] and stances.stance_of(cue, cues) == "denies":
        return True
    if stances.owns(cue, cues) or (
        found.content and cue.lemma_ in {*cues["speaking_of"], *saying["carried"]}
    ):
        return True
    if cue.lower_ in saying["according"] or any(cue.lemma_ in verbs for verbs in listed):
        return True
    if syntax.child(cue, *CLAUSES) is not None:
        return True
    return any(cue.doc[i].text in OPEN_MARKS + CLOSE_MARKS for i in found.content)


def _has_infinitive(cue: Token) -> bool:
    after = cue.doc[cue.i + 1 : cue.i + 3]
    plain = syntax.child(cue, "aux:pass") is None
    return plain and len(after) == 2 and after[0].tag_ == "TO" and after[1].pos_ in ("VERB", "AUX")


def _is_hour(words: Span) -> bool:
    """ "12:28 a.m." is taken for a speaker where a sentence is cut behind its point."""
    return all(t.like_num or t.lower_ in ("a.m.", "p.m.", "am", "pm", ":") for t in words)


def _voice(found: Heard, cues: Cues, known: names.Names) -> Voice:
    frame = {token.i for span in found.sources for token in span}
    if found.cue is not None:
        frame.add(found.cue.i)
    chains = chains_of(found, cues, known)
    unsaid = _unsaid(found, cues)
    if unsaid is not None and not chains:
        # what a clause says in passing of a thing is not kept at a distance: "believed to have left a bomb that went off"
        said = [unsaid.doc[i] for i in found.content]
        frame |= {t.i for token in said if token.dep_ == "acl:relcl" for t in token.subtree}
        if unsaid.root.lemma_ not in cues["hearsay"]["blaming"]:
            frame |= {token.i for token in said if token.pos_ == "NOUN" and token.dep_ in ("obl", "nmod")}
    nobody = found.nobody or unsaid
    if nobody is not None and not chains:
        chains = ((Source("unnamed", span_of(nobody), "unnamed"),),)
    stance = stances.stance_of(found.cue, cues) if found.cue is not None else "asserts"
    goes_round = found.sure and nobody is not None and nobody.root == found.cue  # "so the story goes"
    rumour = nobody is not None and (
        goes_round or nobody.root.lower_ in {*cues["hearsay"]["nouns"], *cues["saying"]["accounts"]}
    )
    if rumour or (
        unsaid is not None
        and stance == "asserts"
        and unsaid.root.lemma_ in cues["hearsay"]["passives"]
        and unsaid.root.lemma_ not in cues["hearsay"]["blaming"]
    ):
        stance = "alleges"
    own = not chains and any(known.is_own(span) for span in found.sources)
    frame |= _circumstances(found.cue)
    return Voice(chains, found.cue, found.content - frame, stance, frozenset(frame), own)


def _circumstances(cue: Token | None) -> set[int]:
    """The words of clauses that say when somebody spoke, "after rebels ambushed a convoy": they are not his."""
    if cue is None:
        return set()
    return {
        token.i
        for part in cue.children
        if part.dep_ == "advcl"
        and not goes_on_with(part, cue)
        and any(mark.dep_ == "mark" and mark.lower_ in _WHEN for mark in part.children)
        for token in part.subtree
        if not syntax.in_quotes(token)
    }


def _unsaid(found: Heard, cues: Cues) -> Span | None:
    """The verb of hearsay with nobody named: "it was calculated that", "is believed to have", "was blamed on"."""
    cue = found.cue
    if (
        cue is None
        or found.sources
        or cue.lemma_ not in {*cues["hearsay"]["passives"], *cues["hearsay"]["announcing"]}
        or not syntax.is_passive(cue)
    ):
        return None
    return cue.doc[cue.i : cue.i + 1]


def _run_on(doc: Doc, voices: list[Voice]) -> list[Voice]:
    """The voices, with quotations that have no cue of their own given to whoever spoke last."""
    for start, end in _quotations(doc):
        inside = frozenset(i for i in range(start, end) if not doc[i].is_space and not doc[i].is_punct)
        holder = next(
            (at for at, voice in enumerate(voices) if voice.content & inside and not voice.frame & inside),
            None,
        )
        if holder is not None:
            voices[holder] = replace(voices[holder], content=voices[holder].content | inside)
            continue
        before = [
            voice
            for voice in voices
            if voice.chains and voice.cue is not None and voice.frame and voice.cue.i < end
        ]
        if not before or any(voice.content & inside for voice in voices):
            continue
        apart = _paragraphs_between(doc, max(before[-1].frame), start)
        if apart <= 1 and len(inside) >= (SPEECH_WORDS if apart else 2):
            voices.append(Voice(before[-1].chains, before[-1].cue, inside, "asserts", frozenset()))
    return voices


def _statement(doc: Doc, voice: Voice) -> Voice:
    """A voice with a colon behind its cue says what follows, if nothing else is known of it: where the line ends
    with the colon the rest of the report, else the rest of the paragraph.
    """
    at = _colon_after(doc, voice)
    if at + 1 >= len(doc):
        return voice
    line_ends = doc[at + 1].is_space and "\n" in doc[at + 1].text
    first = at + 2 if doc[at + 1].is_space else at + 1
    if first >= len(doc) or doc[first].text in OPEN_MARKS:
        return voice
    if (
        voice.content and min(voice.content) < at
    ):  # "Not so, countered the prefecture: no shot had been fired"
        return replace(voice, content=voice.content | frozenset(range(first, doc[at].sent.end)))
    if not doc[first].text[:1].isupper():
        return voice
    end = (
        len(doc) if line_ends else next((i for i in range(first, len(doc)) if "\n" in doc[i].text), len(doc))
    )
    return replace(voice, content=frozenset(range(first, end)))


def _colon_after(doc: Doc, voice: Voice) -> int:
    """Where a colon stands right behind the attribution, the end of the report where none does."""
    if voice.cue is None:
        return len(doc)
    at = max(index for index in voice.frame if index < voice.cue.i + 8) + 1
    at = at if at < len(doc) and doc[at].text == ":" else voice.cue.i + 1
    return at if at < len(doc) and doc[at].text == ":" else len(doc)


def _quotations(doc: Doc) -> list[tuple[int, int]]:
    """(first, one past the last) token inside quotation marks; an open one ends with its paragraph."""
    found, start = [], None
    for token in doc:
        if start is None and token.text in OPEN_MARKS:
            start = token.i + 1
        elif start is not None and (token.text in CLOSE_MARKS or (token.is_space and "\n" in token.text)):
            found.append((start, token.i))
            start = None
    return found


def _paragraphs_between(doc: Doc, first: int, second: int) -> int:
    return sum(
        "\n\n" in token.text for token in doc[min(first, second) : max(first, second)] if token.is_space
    )
