"""Speakers set in beside what they say: "he went on", "who the army says fled", "so say the neighbours"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases, syntax
from sayso.claims.heard import Heard, noun_after, stances

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Cues = Mapping[str, Any]

#: a speaker set in beside is named by few words
_FEW = 7
_NOMINAL = frozenset(("DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ", "ADP", "PART"))
_TALES = frozenset(
    ("story", "rumour", "rumor", "tale", "talk", "gossip", "legend", "word", "theory", "joke", "whisper")
)
_RELATIVE = frozenset(("who", "whom", "which", "that"))


def from_asides(doc: Doc, cues: Cues) -> Iterator[Heard]:
    """Every speaker whom only the order of the words shows, where the tree may have taken him for something else."""
    yield from _as_told(doc, cues)
    yield from _so_goes(doc)
    yield from _to_hear(doc)
    yield from _asked(doc, cues)
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.tag_ == "VBG":
            continue
        if verb.lemma_ not in cues["saying"]["verbs"] and verb.lemma_ != "go":
            continue
        found = _between_commas(verb) or _in_relative_clause(verb) or _so(verb) or _is_what(verb)
        if found is not None:
            yield found


def _as_told(doc: Doc, cues: Cues) -> Iterator[Heard]:
    """ "As the commander put it, …", "as reported by the agency, …": all the rest of the sentence is said so."""
    told = {*cues["saying"]["verbs"], *cues["saying"]["quoting"]}
    for word in doc:
        if word.lower_ != "as" or word.i + 2 >= word.sent.end:
            continue
        end = next(
            (t.i for t in doc[word.i + 1 : word.sent.end] if t.text in (",", ".", "–", "—")),
            word.sent.end - 1,
        )
        verb = next((t for t in doc[word.i + 1 : end] if t.pos_ == "VERB"), None)
        opens = word.i == word.sent.start or doc[word.i - 1].text in (",", "–", "—")
        if (
            verb is None
            or not opens
            or end - word.i > 2 * _FEW
            or any(t.pos_ == "VERB" for t in doc[verb.i + 1 : end])
        ):
            continue
        it = verb.i + 1 < end and doc[verb.i + 1].lower_ == "it"
        whom = verb.lemma_ in cues["saying"]["telling"] and syntax.child(verb, "iobj", "obj") is not None
        by = verb.i + 1 < end and doc[verb.i + 1].lower_ == "by"
        speaker = noun_after(doc[verb.i + 1]) if by else _noun_before(verb)
        fits = (verb.lemma_ in told and (by or it or whom or verb.i + 1 == end)) or (
            verb.lemma_ in ("put", "have", "tell", "see") and it
        )
        if not fits or speaker is None or speaker.i <= word.i or speaker.i >= end:
            continue
        rest = frozenset(range(word.sent.start, word.sent.end)) - frozenset(range(word.i, end + 1))
        yield Heard((noun_phrases.phrase(speaker),), verb, rest, sure=True)


def _so_goes(doc: Doc) -> Iterator[Heard]:
    """ "…, so the story goes", "so the gossip has it": nobody named, and the rest of the sentence is said so."""
    for noun in doc:
        if noun.lower_ not in _TALES or noun.i + 2 >= noun.sent.end:
            continue
        start = _start_of_noun_phrase(noun)
        opens = doc[start - 1 if start > noun.sent.start and doc[start - 1].lower_ in ("so", "as") else start]
        end = next((t.i for t in doc[noun.i : noun.sent.end] if t.is_punct), noun.sent.end)
        goes = [t.lower_ for t in doc[noun.i + 1 : end]]
        told = goes[-1:] in (["goes"], ["went"]) or goes[-2:] in (["has", "it"], ["had", "it"])
        aside = opens.lower_ in ("so", "as") or (start > noun.sent.start and doc[start - 1].text == ",")
        if told and aside and end - start < 2 * _FEW:
            rest = frozenset(i for i in range(noun.sent.start, noun.sent.end) if not opens.i <= i <= end)
            yield Heard((), noun, rest, doc[noun.i : noun.i + 1], sure=True)


def _to_hear(doc: Doc) -> Iterator[Heard]:
    """ "To hear the miners tell it, …", "the way the miners tell it, …"."""
    for verb in doc:
        if (
            verb.lower_ not in ("tell", "tells", "told")
            or verb.i + 2 >= verb.sent.end
            or _word_at(verb, verb.i + 1) != "it"
        ):
            continue
        speaker = _noun_before(verb)
        if speaker is None:
            continue
        start = speaker.left_edge.i
        leads = doc[max(verb.sent.start, start - 2) : start].text.lower()
        if leads in ("to hear", "the way") or doc[max(verb.sent.start, start - 1)].lower_ in ("hear", "way"):
            said = frozenset(range(verb.i + 2, verb.sent.end))
            yield Heard((noun_phrases.phrase(speaker),), verb, said, sure=True)


def _asked(doc: Doc, cues: Cues) -> Iterator[Heard]:
    """ "Asked whether troops had fired, the spokesman said no": the question is what he denies."""
    for asked in doc:
        if (
            asked.lower_ != "asked"
            or asked.dep_ != "advcl"
            or asked.head.lemma_ not in cues["saying"]["verbs"]
        ):
            continue
        clause = next((part for part in asked.children if part.left_edge.lower_ in ("if", "whether")), None)
        speaker = syntax.subject(asked.head)
        if clause is None or speaker is None or stances.answered(asked, cues) is None:
            continue
        said = frozenset(t.i for t in clause.subtree)
        yield Heard((noun_phrases.phrase(speaker),), asked, said, sure=True)


def _between_commas(verb: Token) -> Heard | None:
    """ "Brun, the mayor noted, had fled": a short clause of saying between two commas is beside what is said."""
    doc, sentence = verb.doc, verb.sent
    if verb.tag_ == "VB":
        return None
    if doc[verb.i - 1].text == "," and verb.i > sentence.start:
        return _inverted(verb)
    end = verb.i + 1
    while end < sentence.end and end - verb.i < _FEW and _may_follow(doc[end], verb):
        end += 1
    if verb.lemma_ == "go" and doc[verb.i + 1 : end].text.lower() != "on":
        return None
    if end + 2 >= sentence.end or doc[end].text != ",":
        return None
    speaker = _noun_before(verb)
    if speaker is None:
        return None
    start = _start_of_noun_phrase(speaker)
    if start - 1 <= sentence.start or doc[start - 1].text != ",":
        return None
    aside = range(start - 1, end + 1)
    rest = frozenset(i for i in range(sentence.start, sentence.end) if i not in aside)
    if any(syntax.in_quotes(doc[i]) for i in rest) or not any(doc[i].pos_ in ("VERB", "AUX") for i in rest):
        return None
    return Heard((noun_phrases.phrase(speaker),), verb, rest, sure=True)


def _may_follow(word: Token, verb: Token) -> bool:
    """ "Police said later", "said Tuesday", "said in a statement": words between a verb of saying and its comma."""
    if word.lower_ in ("on", "also", "later", "too", "added"):
        return True
    top = word
    while top.head not in (verb, top):
        top = top.head
    return top.head == verb and top.dep_.startswith(("obl", "advmod")) and top.i > verb.i


def _inverted(verb: Token) -> Heard | None:
    """ "Rebels, claims the army, had fled"."""
    doc, sentence = verb.doc, verb.sent
    if verb.i + 1 >= sentence.end or doc[verb.i + 1].pos_ == "ADP":
        return None  # "…, wrote on Monday, …"
    end = next((t.i for t in doc[verb.i + 1 : min(verb.i + _FEW, sentence.end)] if t.text == ","), None)
    if end is None or end + 2 >= sentence.end or any(t.pos_ not in _NOMINAL for t in doc[verb.i + 1 : end]):
        return None
    speaker = noun_after(verb)
    rest = frozenset(i for i in range(sentence.start, sentence.end) if i not in range(verb.i - 1, end + 1))
    if (
        speaker is None
        or speaker.dep_ == "obl:unmarked"
        or speaker.i >= end
        or any(syntax.in_quotes(doc[i]) for i in rest)
    ):
        return None
    told = any(doc[i].pos_ in ("VERB", "AUX") for i in rest if i > end)
    return Heard((noun_phrases.phrase(speaker),), verb, rest, sure=True) if told else None


def _noun_before(verb: Token) -> Token | None:
    """The noun right before a verb of saying, over "has" and "also"."""
    at = verb.i - 1
    while at > verb.sent.start and (verb.doc[at].dep_ in ("aux",) or verb.doc[at].pos_ == "ADV"):
        at -= 1
    noun = verb.doc[at]
    return noun if noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.i >= verb.sent.start else None


def _start_of_noun_phrase(noun: Token) -> int:
    """Where the words begin that can belong to a noun phrase ending here."""
    at = noun.i
    while at > noun.sent.start and noun.i - at < _FEW and noun.doc[at - 1].pos_ in _NOMINAL:
        at -= 1
    return at


def _in_relative_clause(verb: Token) -> Heard | None:
    """ "The man, who villagers insist shot a nurse, …": the clause says it of the man, and so do the villagers."""
    doc, speaker = verb.doc, _noun_before(verb)
    if speaker is None or verb.i + 1 >= verb.sent.end:
        return None
    start = _start_of_noun_phrase(speaker)
    before = [i for i in range(start, speaker.i) if doc[i].lower_ in _RELATIVE]
    at = before[-1] if before else start - 1
    if at < verb.sent.start + 1 or doc[at].lower_ not in _RELATIVE or at == speaker.i:
        return None
    if doc[at - 1].pos_ in ("VERB", "AUX") or doc[verb.i + 1].pos_ not in ("VERB", "AUX", "PRON"):
        return None  # "said that the army denied it": no relative clause
    return Heard((noun_phrases.phrase(speaker),), verb, _until_main_verb(verb), sure=True)


def _until_main_verb(verb: Token) -> frozenset[int]:
    """What follows the verb up to a comma, or to a verb that goes on with the sentence."""
    said: list[int] = []
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.text in (",", ".", ";"):
            break
        clause = token.head if token.dep_ in ("aux", "aux:pass", "cop") else token
        finite = token.tag_ in ("VBD", "VBZ", "VBP", "MD")
        own = any(part.dep_.startswith("nsubj") and part.i > verb.i for part in clause.children)
        if said and finite and not own and verb.doc[said[-1]].pos_ not in ("VERB", "AUX", "CCONJ", "ADV"):
            break
        said.append(token.i)
    return frozenset(said)


def _so(verb: Token) -> Heard | None:
    """ "So say the neighbours": after the sentence, or as one of its own, that is what is said."""
    doc, at = verb.doc, verb.i
    sentence = verb.sent
    if at == sentence.start or doc[at - 1].lower_ != "so":
        return _or_so(verb)
    speaker = noun_after(verb)
    if speaker is None or speaker.i - at > _FEW:
        return None
    first = at - 1
    if first - sentence.start > 2:
        said = frozenset(range(sentence.start, first))
    elif sentence.start and all(t.pos_ not in ("VERB", "AUX") for t in doc[at + 1 : sentence.end]):
        before = doc[sentence.start - 1].sent
        said = frozenset(range(before.start, before.end))
    else:
        return None
    return Heard((noun_phrases.phrase(speaker),), verb, said, sure=True)


def _is_what(verb: Token) -> Heard | None:
    """ "…; at least that is what the guards say": what stands before it in the sentence, or the sentence before."""
    what, speaker = verb.head, syntax.child(verb, "nsubj")
    pointing = syntax.child(what, "nsubj")
    if what.lower_ != "what" or verb.dep_ != "acl:relcl" or speaker is None:
        return None
    if pointing is None or pointing.lower_ not in ("that", "this") or pointing.i > what.i:
        return None
    if any(t.text == ":" or t.pos_ == "VERB" for t in verb.doc[verb.i + 1 : verb.sent.end]):
        return None
    first = what.left_edge.i
    sentence = verb.sent
    if first - sentence.start > 2:
        said = frozenset(range(sentence.start, first))
    else:
        before = verb.doc[max(0, sentence.start - 1)].sent
        said = frozenset(range(before.start, before.end)) if before.start < sentence.start else frozenset()
    return Heard((noun_phrases.phrase(speaker),), verb, said, sure=True) if said else None


def _or_so(verb: Token) -> Heard | None:
    """ "…, or so the driver says"."""
    speaker = _noun_before(verb)
    if speaker is None:
        return None
    start = _start_of_noun_phrase(speaker)
    if start - 2 <= verb.sent.start or _word_at(verb, start - 1) != "so" or _word_at(verb, start - 2) != "or":
        return None
    return Heard(
        (noun_phrases.phrase(speaker),), verb, frozenset(range(verb.sent.start, start - 2)), sure=True
    )


def _word_at(near: Token, at: int) -> str:
    """The word at a place in lower case."""
    return str(near.doc[at].lower_)
