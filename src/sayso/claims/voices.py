"""The voices of a report: each attribution with its parallel chains, its cue and the words it covers.

The speech head finds sources, cues and contents. The rules here add what syntax shows plainly: verbs of
saying with their clauses, "according to", footage that shows something, and words that follow without a
cue of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sayso.claims import names, stances, syntax
from sayso.claims.parts import span_of
from sayso.language import layers
from sayso.model import Chain, Source, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Cues = Mapping[str, Any]

#: in a report's own sentences these are the publisher, in a quotation whoever is quoted already
_SELF = frozenset(("i", "we"))
#: "all said" repeats sources named before
_ALL = frozenset(("all", "both", "each"))
_CLAUSES = ("ccomp", "parataxis")
_DESCRIBING = frozenset(("acl", "acl:relcl", "advcl:relcl", "xcomp"))
_WHEN = frozenset(("after", "before", "since", "when", "while"))
_OBJECTS = ("obj", "obl", "advcl", "xcomp")
_OPEN, _CLOSE = '“«"', '”»"'
#: more words than these name nobody in a headline
_TITLE_WORDS = 5
#: a quotation shorter than this is a phrase, and no speech that runs on
_SPEECH_WORDS = 5


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


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """An attribution before its sources are named."""

    sources: tuple[Span, ...]
    cue: Token | None
    content: frozenset[int]
    #: the word that stands for somebody who is not named: "Video showed", "reports that"
    nobody: Span | None = None


def find_voices(doc: Doc, cues: Cues, publisher: str | None) -> list[Voice]:
    """Every attribution of the report, in the order of its cues."""
    finders = (_from_headlines, _from_head, _from_verbs, _from_phrases, _from_footage)
    found = _joined([one for finder in finders for one in finder(doc, cues)], cues)
    known = names.Names(doc, cues, publisher)
    # who only wants or mourns says nothing, but later words may point back at him: every source is named first
    named = [(one, _voice(one, cues, known)) for one in _trailing(doc, found)]
    voices = [voice for one, voice in named if _attributes(one, cues) and (voice.chains or voice.own)]
    return _run_on(doc, [_statement(doc, voice) for voice in voices])


def _attributes(found: _Found, cues: Cues) -> bool:
    """Is something said? Who searches, wants or mourns tells nothing of what he searches, wants or mourns."""
    cue = found.cue
    if any(stances.is_none(names.head_of(span)) for span in found.sources):
        return False  # "neither the army nor the police would confirm", "nobody has said"
    if (
        cue is None
        or cue.pos_ not in ("VERB", "AUX")
        or found.nobody is not None
        or stances.blames(cue, cues)
    ):
        return True
    if syntax.negated(cue) and cue.lemma_ not in cues["saying"]["excluding"]:
        return False
    listed = {*cues["saying"]["verbs"], *cues["saying"]["takes_object"], *cues["saying"]["quoting"]}
    listed |= {verb for verbs in cues["stances"].values() for verb in verbs}
    if cue.lemma_ in cues["saying"]["feelings"]:
        return False
    if (
        cue.lower_ in cues["saying"]["according"]
        or cue.lemma_ in listed
        or syntax.child(cue, *_CLAUSES) is not None
    ):
        return True
    return any(cue.doc[i].text in _OPEN + _CLOSE for i in found.content)


def _voice(found: _Found, cues: Cues, known: names.Names) -> Voice:
    frame = {token.i for span in found.sources for token in span}
    if found.cue is not None:
        frame.add(found.cue.i)
    chains = _chains(found, cues, known)
    unsaid = _unsaid(found, cues)
    if unsaid is not None and not chains:
        # what a clause says in passing of a thing is not kept at a distance: "believed to have left a bomb that went off"
        frame |= {
            t.i for i in found.content if unsaid.doc[i].dep_ == "acl:relcl" for t in unsaid.doc[i].subtree
        }
    nobody = found.nobody or unsaid
    if nobody is not None and not chains:
        chains = ((Source("unnamed", span_of(nobody), "unnamed"),),)
    stance = stances.stance_of(found.cue, cues) if found.cue is not None else "asserts"
    own = bool(found.sources) and not chains
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
        and any(mark.dep_ == "mark" and mark.lower_ in _WHEN for mark in part.children)
        for token in part.subtree
        if not syntax.in_quotes(token)
    }


def _unsaid(found: _Found, cues: Cues) -> Span | None:
    """The verb of hearsay with nobody named: "it was calculated that", "is believed to have", "was blamed on"."""
    cue = found.cue
    if (
        cue is None
        or found.sources
        or cue.lemma_ not in cues["hearsay"]["passives"]
        or not syntax.is_passive(cue)
    ):
        return None
    return cue.doc[cue.i : cue.i + 1]


def _from_head(doc: Doc, cues: Cues) -> list[_Found]:
    """The attributions of the speech head: sources, cue and content that share an id."""
    groups: dict[str, dict[str, list[Span]]] = {}
    for span in doc.spans.get(layers.SPEECH, []):
        if span.id_ != "0":
            groups.setdefault(span.id_, {}).setdefault(span.label_, []).append(span)
    found = []
    for parts in groups.values():
        cue = next((span.root for span in parts.get(layers.CUE, [])), None)
        said = [span for span in parts.get(layers.CONTENT, []) if _carried(span, cue)]
        content = {token.i for span in said for token in span}
        sources = _speakers(_merged([_in_line(span) for span in parts.get(layers.SOURCE, [])]), cue)
        if cue is not None and syntax.is_passive(cue) and cue.lemma_ not in cues["saying"]["quoting"]:
            agent = syntax.agent(cue)
            by = set() if agent is None else {token.i for token in agent.subtree}
            sources = tuple(span for span in sources if any(token.i in by for token in span))
        pictures = [
            names.head_of(span) for span in sources if names.head_of(span).lower_ in cues["media"]["nouns"]
        ]
        sources = tuple(span for span in sources if names.head_of(span) not in pictures)
        if not any(_is_verified(noun, cues) for noun in pictures):
            nobody = doc[pictures[0].i : pictures[0].i + 1] if pictures and not sources else None
            found.append(_Found(sources, cue, frozenset(content), nobody))
    return found


def _is_verified(noun: Token, cues: Cues) -> bool:
    """Does the report answer for the pictures itself: "a video verified by this newspaper"?"""
    return any(part.lemma_ in cues["media"]["verified"] and part.dep_ == "acl" for part in noun.children)


def _carried(content: Span, cue: Token | None) -> bool:
    """Do the words stand in the sentence of the cue, or in quotation marks? Nothing leaks into other sentences."""
    if cue is None or content.start < cue.sent.end and content.end > cue.sent.start:
        return True
    around = content.doc[max(0, content.start - 1) : content.end + 1]
    return any(token.text in _OPEN + _CLOSE for token in around)


def _speakers(spans: tuple[Span, ...], cue: Token | None) -> tuple[Span, ...]:
    """Of several spans that are no list, the one with the subject of the cue, else the one nearest to it."""
    if len(spans) < 2 or cue is None or all(_listed(one, other) for one, other in pairwise(spans)):
        return spans
    subject = syntax.subject(cue)
    if subject is not None:
        own = [span for span in spans if span.start <= subject.i < span.end]
        if own:
            return tuple(own)
    return (min(spans, key=lambda span: abs(span.start - cue.i)),)


def _listed(one: Span, other: Span) -> bool:
    """Do only commas and an "and" lie between the two?"""
    return all(token.lower_ in (",", "and", "or", "as", "well") for token in one.doc[one.end : other.start])


def _in_line(span: Span) -> Span:
    """The span up to the end of its line, without a preposition before it."""
    doc, start = span.doc, span.start
    end = next((token.i for token in span if token.is_space and "\n" in token.text), span.end)
    while start < end - 1 and doc[start].pos_ == "ADP":
        start += 1
    return doc[start : max(end, start + 1)]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """The spans with those that touch made one: the head at times cuts "two | opposition sources"."""
    made: list[Span] = []
    for span in spans:
        if made and made[-1].end == span.start:
            made[-1] = span.doc[made[-1].start : span.end]
        else:
            made.append(span)
    return tuple(made)


def _from_verbs(doc: Doc, cues: Cues) -> list[_Found]:
    """Verbs of saying with a subject and a clause: "the mayor said that …", "X was quoted as saying …"."""
    found = []
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or not _is_saying(token, cues):
            continue
        speaker = _speaker(token, cues)
        if speaker is None or speaker.lower_ in cues["media"]["nouns"]:
            continue
        speakers = tuple(names.phrase(member) for member in syntax.conjuncts(speaker))
        found.append(_Found(speakers, token, _said_by(token, speaker, cues)))
    return found


def _is_saying(verb: Token, cues: Cues) -> bool:
    if verb.lemma_ == "go":
        return any(part.lower_ == "on" and part.dep_ in ("compound:prt", "advmod") for part in verb.children)
    listed = verb.lemma_ in cues["saying"]["verbs"] or verb.lemma_ in cues["saying"]["takes_object"]
    return listed or stances.blames(verb, cues)


def _speaker(verb: Token, cues: Cues) -> Token | None:
    """Who speaks: the subject; of the passive the agent, but whoever is quoted in "was quoted as saying"."""
    if verb.lemma_ in cues["saying"]["hearing"]:
        return next(
            (
                part
                for part in verb.children
                if part.dep_.startswith("obl") and syntax.case_of(part) == "from"
            ),
            None,
        )
    if not syntax.is_passive(verb):
        return syntax.subject(verb) or _inverted(verb)
    return (
        syntax.child(verb, "nsubj:pass") if verb.lemma_ in cues["saying"]["quoting"] else syntax.agent(verb)
    )


def _inverted(verb: Token) -> Token | None:
    """The speaker after the verb, behind a quotation or a comma: "…," whispered a boy."""
    if verb.i == 0 or verb.nbor(-1).text not in (",", *_OPEN, *_CLOSE) or verb.i + 1 >= verb.sent.end:
        return None
    return _noun_after(verb) if verb.nbor(1).pos_ in ("DET", "NUM", "NOUN", "PROPN", "ADJ", "PRON") else None


def _said_by(verb: Token, speaker: Token, cues: Cues) -> frozenset[int]:
    """The tokens that a verb of saying governs as said, or, for a verb set beside, the rest of its sentence."""
    takes_object = verb.lemma_ in (
        *cues["saying"]["takes_object"],
        *cues["saying"]["quoting"],
        *cues["saying"]["hearing"],
    )
    relations = (*_CLAUSES, *_OBJECTS) if takes_object or stances.blames(verb, cues) else _CLAUSES
    if syntax.is_passive(verb):
        relations = (*relations, "nsubj:pass", "csubj:pass", "csubj", "xcomp")
    said = {t.i for part in verb.children if part.dep_ in relations for t in part.subtree}
    if verb.lemma_ in cues["saying"]["quoting"] and not any(verb.doc[i].dep_ in _CLAUSES for i in said):
        said = set()  # "the agency quoted him as saying" at the end of what is said
    if verb.dep_ == "parataxis" and not said:
        said = {t.i for t in verb.sent} - {t.i for t in verb.subtree}
    return frozenset(said - {t.i for t in speaker.subtree})


def _from_phrases(doc: Doc, cues: Cues) -> list[_Found]:
    """ "According to X", with the clause it stands in, without the phrase itself; at the end of a sentence, all of it."""
    found = []
    for token in doc:
        account = token.lower_ in cues["saying"]["accounts"] and syntax.case_of(token) in ("by", "in", "on")
        if token.i + 2 >= len(doc) or not (account or token.lower_ in cues["saying"]["according"]):
            continue
        source = token.head if token.head.i > token.i and not account else _noun_after(token)
        if source is None:
            continue
        end = max(source.right_edge.i, source.i)
        if account:
            rest = (
                frozenset(range(end + 1, token.sent.end))
                if token.i < token.sent.start + 4
                else frozenset[int]()
            )
            found.append(_Found((names.phrase(source),), token, rest))
            continue
        closes = all(t.is_punct or t.is_space for t in doc[end + 1 : token.sent.end])
        if closes and token.i > token.sent.start and doc[token.i - 1].is_punct:
            content = set(range(token.sent.start, token.i))
        else:
            content = {t.i for t in source.head.subtree} - {t.i for t in source.subtree}
        found.append(_Found((names.phrase(source),), token, frozenset(content)))
    return found


def _noun_after(word: Token) -> Token | None:
    """The head of the first noun phrase after the word in its sentence."""
    for token in word.doc[word.i + 1 : word.sent.end]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in (
            "compound",
            "nmod:poss",
            "nmod:desc",
        ):
            return token
    return None


def _from_headlines(doc: Doc, cues: Cues) -> list[_Found]:
    """ "Blast kills six in Orvel - police" and "Police: blast kills six", in a line without a full stop."""
    found = []
    for start, end in _lines(doc):
        words = [token.i for token in doc[start:end] if not token.is_space]
        if len(words) < 4 or doc[words[-1]].text in '.!?”"':
            continue
        for at in words[1:-1]:
            dash, colon = doc[at].text in ("-", "–", "—") and doc[at - 1].whitespace_, doc[at].text == ":"
            before, after = doc[start:at], doc[at + 1 : words[-1] + 1]
            ways = [(after, before), *([(before, after)] if colon else [])] if dash or colon else []
            for source, content in ways:
                if len(source) <= _TITLE_WORDS and _is_speaker(source, cues):
                    found.append(_Found((source,), doc[at], frozenset(token.i for token in content)))
                    break
    return found


def _is_speaker(words: Span, cues: Cues) -> bool:
    """Do the words name a kind of source, and nothing that happened?"""
    if any(token.pos_ in ("VERB", "AUX") for token in words):
        return False
    lemmas = {token.lemma_.lower() for token in words} | {token.lower_ for token in words}
    known = {*cues["persons"]["nouns"], *cues["papers"]["nouns"]}
    return bool(lemmas & known) or any(lemmas & set(terms) for terms in cues["kinds"].values())


def _lines(doc: Doc) -> list[tuple[int, int]]:
    """(first, one past the last) token of each paragraph."""
    cuts = [0, *(token.i + 1 for token in doc if token.is_space and "\n" in token.text), len(doc)]
    return [(start, end) for start, end in pairwise(cuts) if end > start]


def _from_footage(doc: Doc, cues: Cues) -> list[_Found]:
    """Footage that shows something: its source is who released it, else nobody named."""
    media = cues["media"]
    found = []
    for noun in doc:
        if noun.lower_ not in media["nouns"] or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        shows = next((verb for verb in _verbs_of(noun) if verb.lemma_ in media["shows"]), None)
        if shows is None or _is_verified(noun, cues):
            continue
        releaser = (
            syntax.subject(noun.head)
            if noun.dep_ == "obj" and noun.head.lemma_ in media["releases"]
            else None
        )
        content = frozenset(t.i for t in shows.subtree) - {t.i for t in noun.subtree if t.i < shows.i}
        sources = (names.phrase(releaser),) if releaser is not None else ()
        found.append(_Found(sources, shows, content, noun.doc[noun.i : noun.i + 1]))
    return found


def _verbs_of(noun: Token) -> list[Token]:
    """What the noun does: the verb it is subject of, and the verbs that describe it or stand right after it."""
    own = [noun.head] if noun.dep_ in ("nsubj", "nsubj:pass") else []
    own += [token for token in noun.doc[noun.i + 1 : noun.i + 4] if token.pos_ == "VERB"]
    return own + [part for part in noun.children if part.dep_ in ("acl", "acl:relcl")]


def _joined(found: list[_Found], cues: Cues) -> list[_Found]:
    """One attribution a cue: what the head found, with what syntax adds."""
    made: dict[int, _Found] = {}
    for one in found:
        at = one.cue.i if one.cue is not None else -1 - len(made)
        first = made.get(at)
        made[at] = one if first is None else _both(first, one, cues)
    kept = [made[at] for at in sorted(made, key=abs)]
    return [replace(one, content=one.content - _beside(one, kept)) for one in kept]


def _both(first: _Found, second: _Found, cues: Cues) -> _Found:
    """Two findings of one cue as one: content that overlaps is the larger, a verb's own subject speaks."""
    cue = first.cue
    sources = _wider(first.sources, second.sources)
    if cue is not None and (cue.lemma_ in cues["saying"]["hearing"] or _has_own_subject(cue, first, second)):
        sources = second.sources or first.sources
    content = first.content or second.content
    inside = len(first.content & second.content) >= 0.8 * len(first.content)
    phrase = cue is not None and cue.lower_ in cues["saying"]["according"]
    if second.nobody is None and (
        phrase or inside or not first.content & second.content or _adds_object(second)
    ):
        content = first.content | second.content
    return _Found(sources, cue, content, first.nobody or second.nobody)


def _has_own_subject(cue: Token, first: _Found, second: _Found) -> bool:
    """Does the verb have a subject beside it that syntax took for the speaker, and the head somebody else?"""
    subject = syntax.child(cue, "nsubj")
    if subject is None or not second.sources or not first.sources:
        return False
    apart = not any(span.start <= subject.i < span.end for span in first.sources)
    return apart and abs(subject.i - cue.i) <= 3


def _beside(found: _Found, others: list[_Found]) -> set[int]:
    """The words of verbs of saying that stand beside what is said, with a speaker of their own: "while residents said"."""
    if found.cue is None:
        return set()
    return {
        token.i
        for other in others
        if other.cue is not None
        and other.cue.i in found.content
        and other.cue.dep_ in ("conj", "parataxis", "advcl")
        if syntax.child(other.cue, "nsubj") is not None and other.content and not syntax.in_quotes(other.cue)
        if other.cue.dep_ != "advcl"
        or any(t.lower_ in ("while", "whereas", "but") for t in other.cue.children)
        for token in other.cue.subtree
    }


def _wider(first: tuple[Span, ...], second: tuple[Span, ...]) -> tuple[Span, ...]:
    """The first sources, unless one of the second holds all of a first one that begins inside it."""
    if len(first) == len(second) == 1 and second[0].start < first[0].start and first[0].end <= second[0].end:
        return second
    read = {token.i for span in first for token in span}
    if len(second) > 1 and any(read & {token.i for token in span} for span in second):
        return tuple(
            sorted(
                (*first, *(span for span in second if span.root.i not in read)), key=lambda span: span.start
            )
        )
    return first or second


def _adds_object(found: _Found) -> bool:
    """Does the verb govern what it speaks of: "denied the attack"? The head often leaves that out."""
    return (
        found.cue is not None
        and syntax.child(found.cue, "obj", "obl") is not None
        and not syntax.child(found.cue, "ccomp")
    )


def _trailing(doc: Doc, found: list[_Found]) -> list[_Found]:
    """The same; where a voice has no content, what it says is quoted beside it, or all of the sentence before it.

    A clause that is only joined to an inner verb of saying is then the outer speaker's: "the pilot reported
    that he had ejected, but he was killed, it said".
    """
    made: list[_Found] = []
    for one in found:
        partly = bool(one.content) and not any(syntax.in_quotes(doc[i]) for i in one.content)
        content = frozenset[int]()
        if one.nobody is None and (partly or not one.content):
            content = _said_before(doc, one)
        if partly and not (content and min(content) <= min(one.content) and one.content <= content):
            content = frozenset()
        if content and one.cue is not None:
            made = [
                _without_joined(inner) if inner.cue is not None and inner.cue.i in content else inner
                for inner in made
            ]
        made.append(replace(one, content=content) if content else one)
    return made


def _said_before(doc: Doc, found: _Found) -> frozenset[int]:
    """What a voice without content says, if it closes its sentence or has a quotation in it."""
    cue = found.cue
    if cue is None or not found.sources:
        return frozenset()
    inverted = cue.i > 0 and cue.nbor(-1).text in (",", *_CLOSE)
    if not inverted and (cue.dep_ in _DESCRIBING or syntax.child(cue, "xcomp") is not None):
        return frozenset()
    frame = {cue.i, *(token.i for span in found.sources for token in span)}
    sentence = cue.sent
    quoted = frozenset(
        i for i in range(sentence.start, sentence.end) if i not in frame and syntax.in_quotes(doc[i])
    )
    if quoted:
        return quoted
    own = {token.i for token in cue.subtree if token.i > min(frame)}
    if (
        min(frame) > sentence.start
        and doc[min(frame) - 1].text == "," == doc[min(max(frame) + 1, len(doc) - 1)].text
    ):
        return frozenset(range(sentence.start, sentence.end)) - frame
    after = [t for t in doc[max(frame) + 1 : sentence.end] if not (t.is_space or t.is_punct or t.i in own)]
    before = frozenset(range(sentence.start, min(frame)))
    return frozenset() if after or len(before) < _SPEECH_WORDS - 2 else before


def _without_joined(found: _Found) -> _Found:
    """The attribution without the clauses that stand beside its verb."""
    assert found.cue is not None
    beside = {
        token.i
        for part in found.cue.children
        if part.dep_ == "conj" and syntax.child(part, "nsubj", "nsubj:pass") is not None
        for token in part.subtree
    }
    return replace(found, content=found.content - beside)


def _chains(found: _Found, cues: Cues, known: names.Names) -> tuple[Chain, ...]:
    """Parallel chains of one attribution: one for each source that stands side by side with others."""
    cited = _cited(found, cues)
    outer = _passed_on_by(found, cues, known)
    chains: list[Chain] = []
    for span in found.sources:
        for part in names.side_by_side(span):
            head = names.head_of(part)
            if (
                head.lower_ in _SELF
                or head.lower_ in _ALL
                or any(part.start <= token.i < part.end for token in cited)
            ):
                continue
            if head.lower_ in cues["hearsay"]["nouns"] and not known.has_issuer(part):
                own: Source | None = Source("unnamed", span_of(part), "unnamed")
            else:
                own = known.source(part, span)
            passed_on = bool(outer) and own is not None and head.lemma_.lower() in cues["papers"]["nouns"]
            middle: Chain = () if own is None or (passed_on and not known.has_issuer(part)) else (own,)
            nearest: list[Chain] = [
                (named,) for token in outer if (named := known.source(names.phrase(token)))
            ] or [()]
            farthest: list[Chain] = [
                (named,) for token in cited if (named := known.source(names.phrase(token)))
            ] or [()]
            read = [_each_once((*near, *middle, *far)) for near in nearest for far in farthest]
            chains += [known.as_before(chain, head) for chain in read if chain]
    by_names = {tuple(source.name for source in chain): chain for chain in reversed(chains)}
    longer = [names for names in by_names if len(names) > 1]
    kept = [
        chain
        for key, chain in by_names.items()
        if not any(key != names and set(key) <= set(names) for names in longer)
    ]
    return tuple(kept[::-1])


def _each_once(chain: Chain) -> Chain:
    """The chain with each name once, where it stands first."""
    return tuple({source.name: source for source in reversed(chain)}.values())[::-1]


def _cited(found: _Found, cues: Cues) -> list[Token]:
    """Who is quoted in "the agency quoted the ministry as saying", or cited in "X said, citing Y and Z"."""
    cue = found.cue
    if cue is None or syntax.is_passive(cue):
        return []
    beside = [
        part for span in found.sources for part in span.root.children if part.dep_ in ("acl", "acl:relcl")
    ]
    for part in cue.subtree:
        if part.lemma_ in cues["saying"]["references"] and part.dep_ not in _CLAUSES:
            to = next((t for t in part.children if syntax.case_of(t) == "to"), None)
            if to is not None:
                return syntax.conjuncts(to)
    for verb in (cue, *cue.children, *cue.head.children, *beside):
        active = (
            verb == cue
            or verb.tag_ == "VBG"
            or (verb in beside and not syntax.is_passive(verb) and verb.tag_ != "VBN")
        )
        if verb.lemma_ in cues["saying"]["quoting"] and active:
            quoted = syntax.child(verb, "obj", "iobj")
            if quoted is not None:
                return syntax.conjuncts(quoted)
    return []


def _passed_on_by(found: _Found, cues: Cues, known: names.Names) -> list[Token]:
    """The outlets or bodies that were told, or that carried the statement, if they are others than the publisher."""
    cue = found.cue
    if cue is None:
        return []
    if cue.lemma_ in cues["saying"]["hearing"]:
        hearer = syntax.subject(cue)
        return [] if hearer is None or hearer.lower_ in _SELF else syntax.conjuncts(hearer)
    if cue.lemma_ in cues["saying"]["telling"]:
        heard = (
            syntax.child(cue, "nsubj:pass") if syntax.is_passive(cue) else syntax.child(cue, "iobj", "obj")
        )
        told = [] if heard is None else syntax.conjuncts(heard)
        return told if syntax.is_passive(cue) else [token for token in told if _passes_on(token, cues, known)]
    carriers = [carrier for verb in _carrying(found, cue, cues) if (carrier := _carrier(verb)) is not None]
    carriers = carriers or _carried_by(found, cue, cues)
    interviews = [
        part
        for part in cue.subtree
        if part.lemma_ in ("interview", "conversation") and part.dep_.startswith("obl")
    ]
    carriers += [t for noun in interviews for t in noun.children if syntax.case_of(t) in ("with", "to")]
    passed = [token for carrier in carriers for token in syntax.conjuncts(carrier)]
    return [token for token in passed if _passes_on(token, cues, known)]


def _carrying(found: _Found, cue: Token, cues: Cues) -> list[Token]:
    """Verbs by which somebody passes the words on: "quoted by Y", "a statement carried by Y", "that Y carried"."""
    verbs = [cue] if cue.lemma_ in cues["saying"]["quoting"] and syntax.is_passive(cue) else []
    near = [t for part in cue.children if part.dep_ not in _CLAUSES for t in part.subtree]
    beside = [part for span in found.sources for part in span.root.children]
    described = [
        t
        for t in (*near, *beside)
        if t.dep_ in ("acl", "acl:relcl") and t.lemma_ in cues["saying"]["carried"]
    ]
    return verbs + described


def _carried_by(found: _Found, cue: Token, cues: Cues) -> list[Token]:
    """The noun after "quoted by" or "carried by" in the sentence, outside what is said: where the tree has missed it."""
    verbs = {*cues["saying"]["carried"], *cues["saying"]["quoting"]}
    for token in cue.sent[:-2]:
        outside = token.i not in found.content and token.lemma_ in verbs and token.nbor(1).lower_ == "by"
        if outside and (noun := _noun_after(token.nbor(1))) is not None:
            return [noun]
    return []


def _carrier(verb: Token) -> Token | None:
    own = syntax.child(verb, "nsubj")
    return syntax.agent(verb) or (own if own is not None and own.pos_ != "PRON" else None)


def _passes_on(listener: Token, cues: Cues, known: names.Names) -> bool:
    """Is the listener an outlet or a body with a name, and not the press at large or a person?"""
    if listener.lemma_.lower() in cues["saying"]["listeners"] or listener.pos_ == "PRON":
        return False
    if any(part.lower_ in ("this", "our") for part in listener.children):
        return False  # "told this newspaper": the publisher
    words = names.phrase(listener)
    if known.is_person(words):
        return False
    return listener.pos_ == "PROPN" or known.kind_of(words) in (
        "news_agency",
        "monitor",
        "international",
        "court",
    )


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
        if apart <= 1 and len(inside) >= (_SPEECH_WORDS if apart else 2):
            voices.append(Voice(before[-1].chains, before[-1].cue, inside, "asserts", frozenset()))
    return voices


def _statement(doc: Doc, voice: Voice) -> Voice:
    """A voice whose cue ends its paragraph with a colon says the rest of the report, if nothing else is known of it."""
    at = voice.cue.i + 1 if voice.cue is not None else len(doc)
    ends = at + 1 < len(doc) and doc[at].text == ":" and "\n\n" in doc[at + 1].text
    if not ends or voice.content - set(range(at, len(doc))):
        return voice
    rest = frozenset(range(at + 2, len(doc))) if doc[at + 2 : at + 3].text not in _OPEN else voice.content
    return replace(voice, content=rest)


def _quotations(doc: Doc) -> list[tuple[int, int]]:
    """(first, one past the last) token inside quotation marks; an open one ends with its paragraph."""
    found, start = [], None
    for token in doc:
        if start is None and token.text in _OPEN:
            start = token.i + 1
        elif start is not None and (token.text in _CLOSE or (token.is_space and "\n" in token.text)):
            found.append((start, token.i))
            start = None
    return found


def _paragraphs_between(doc: Doc, first: int, second: int) -> int:
    return sum(
        "\n\n" in token.text for token in doc[min(first, second) : max(first, second)] if token.is_space
    )
