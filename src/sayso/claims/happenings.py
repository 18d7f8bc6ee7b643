"""What is said to have happened: words that name a happening, one for each thing said.

Words are found by the vocabulary of kinds and kept or dropped by readable rules over the tree: what
is only planned, supposed, judged in court or pointed back at is no happening of its own.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims import syntax
from sayso.claims.parts import Happening

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: relations between two words that tell of one happening
_ONE = frozenset(
    [
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "obl:agent",
        "obl:unmarked",
        "obl:tmod",
        "nmod",
        "nmod:poss",
        "advcl",
        "acl",
        "acl:relcl",
        "xcomp",
        "compound",
        "amod",
        "appos",
        "advcl:relcl",
    ]
)
#: kinds that a more special word in the same clause replaces
_GENERAL = frozenset(("killing", "attack", "bombing", "shooting", "shelling", "missile_strike"))
_VIOLENT = _GENERAL | frozenset(
    [
        "air_strike",
        "drone_strike",
        "suicide_bombing",
        "grenade_attack",
        "chemical_attack",
        "armed_clash",
        "execution",
        "arson",
        "property_destruction",
        "aircraft_shot_down",
        "protest_repression",
    ]
)
_WITH_MEANS = frozenset(
    [
        "bombing",
        "suicide_bombing",
        "air_strike",
        "drone_strike",
        "shelling",
        "missile_strike",
        "grenade_attack",
        "chemical_attack",
        "shooting",
    ]
)
_HARM = frozenset(("kill", "wound", "injure", "hurt", "die", "maim"))
#: words that lay a happening at somebody's door: they add an actor to a bare "the attack"
_LAYS = frozenset(
    [
        "blame",
        "accuse",
        "deny",
        "suspect",
        "implicate",
        "admit",
        "responsible",
        "responsibility",
        "involvement",
    ]
)
_SPEECH_KINDS = frozenset(("threat", "demand"))
_COURT = frozenset(
    [
        "charge",
        "convict",
        "sentence",
        "indict",
        "acquit",
        "trial",
        "prosecute",
        "plead",
        "conspiracy",
        "lawsuit",
        "investigate",
        "probe",
    ]
)
_FEELING = frozenset(
    ["condemn", "deplore", "condolence", "mourn", "denounce", "sympathy", "tribute", "anniversary"]
)
_POSSIBLE = frozenset(("could", "may", "might", "would", "should", "if", "unless", "can", "must", "shall"))
_AHEAD = frozenset(
    ("will", "'ll", "plan", "intend", "want", "try", "attempt", "threaten", "prepare", "aim", "hope", "fear")
)
_AIRCRAFT = frozenset(["plane", "warplane", "jet", "aircraft", "helicopter", "airplane", "bomber"])
_BACKGROUND = re.compile(
    r"\b(in recent years|over the years|in the past|years? ago|civil war|last year|since (19|20)\d\d|in (19|20)\d\d|often|"
    r"for (years|decades)|previous(ly)?|earlier (attack|bombing|strike)s?|decade)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary of kinds turned round: word → kind."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    phrases: dict[tuple[str, ...], str]
    needs: dict[str, frozenset[str]]
    rank: dict[str, int]


@functools.cache
def _words() -> _Words:
    kinds: dict[str, Any] = vocabulary.load("kinds")["kinds"]
    verbs, nouns, phrases = dict[str, str](), dict[str, str](), dict[tuple[str, ...], str]()
    for kind, about in kinds.items():
        for lemma in about["verbs"]:
            verbs.setdefault(lemma, kind)
        for lemma in about["nouns"]:
            nouns.setdefault(lemma, kind)
        for phrase in about["phrases"]:
            phrases.setdefault(tuple(phrase.split()), kind)
    needs = {kind: frozenset(about["needs"]) for kind, about in kinds.items() if "needs" in about}
    return _Words(verbs, nouns, phrases, needs, {kind: at for at, kind in enumerate(kinds)})


def find_happenings(doc: Doc) -> list[Happening]:
    """The happenings of a report in reading order, one for each thing that a sentence says."""
    by_sentence: dict[int, list[Happening]] = {}
    for found in _candidates(doc):
        if _is_said_to_happen(found):
            by_sentence.setdefault(found.sentence.start, []).append(found)
    kept = [one for found in by_sentence.values() for one in _joined(found)]
    return sorted(_carried(kept), key=lambda happening: happening.trigger.start)


def _carried(found: list[Happening]) -> list[Happening]:
    """Bare words like "the attack" and "were killed" take the kind that the rest of the report has named.

    Only where one kind with a means comes first and leads: in a report of several kinds the bare word stays bare.
    Source: reading guidelines, section 5.
    """
    named = Counter(one.kind for one in found if one.kind not in ("attack", "killing") and not one.background)
    total = sum(times for kind, times in named.items() if kind in _VIOLENT)
    kind, count = named.most_common(1)[0] if named else ("", 0)
    lead = next((one.kind for one in found if one.kind not in ("attack", "killing")), "")
    if kind not in _WITH_MEANS or kind != lead or count < 2 or count < 0.6 * total:
        return found
    return [
        replace(one, kind=kind) if one.kind in ("attack", "killing") and not one.background else one
        for one in found
    ]


def _candidates(doc: Doc) -> Iterator[Happening]:
    words = _words()
    taken: set[int] = set()
    for start, end, kind in syntax.phrases_in(doc, words.phrases):
        span = doc[start:end]
        found = Happening(kind, span, span.root, span.root.sent)
        if _has_needs(found, words):
            taken.update(range(start, end))
            yield _refined(found)
    for token in doc:
        if token.i not in taken and (found_kind := _kind_of(token, words)) is not None:
            found = Happening(found_kind, doc[token.i : token.i + 1], token, token.sent)
            if _has_needs(found, words):
                yield _refined(found)


def _kind_of(token: Token, words: _Words) -> str | None:
    """The kind a single word names; nouns that only describe another noun name none."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        return words.verbs.get(lemma)
    if token.pos_ == "NOUN":
        if token.dep_ == "compound":
            return None
        return words.nouns.get(lemma)
    if token.pos_ == "ADJ" and token.lower_ == "dead":
        return "killing"
    return None


def _has_needs(found: Happening, words: _Words) -> bool:
    needs = words.needs.get(found.kind)
    return needs is None or any(token.lemma_.lower() in needs for token in found.sentence)


def _refined(found: Happening) -> Happening:
    """The same with a kind made more special by the means that its clause names."""
    if found.kind not in ("attack", "bombing", "killing"):
        return found
    near = {token.lemma_.lower() for token in syntax.clause(syntax.governor(found.head))}
    verb = found.head.pos_ == "VERB"
    planes = near | {token.lemma_.lower() for token in _blamed_words(found.head)}
    if (
        planes & _AIRCRAFT
        and found.kind != "killing"
        and (verb or found.head.lemma_ in ("strike", "raid", "bombing"))
    ):
        return replace(found, kind="air_strike")
    if "drone" in near and found.kind != "killing":
        return replace(found, kind="drone_strike")
    if found.head.lemma_ == "strike" and not verb:
        return replace(found, kind="air_strike")
    if found.kind == "attack" and "missile" in near:
        return replace(found, kind="missile_strike")
    return found


def _blamed_words(head: Token) -> list[Token]:
    """The words of a verb of blame above, with who is blamed: "a plane was blamed after cars were hit"."""
    above = next((verb for verb in head.ancestors if verb.lemma_ in ("blame", "accuse")), None)
    return [] if above is None else syntax.clause(above)


def _is_said_to_happen(found: Happening) -> bool:
    """False for what is planned, supposed, felt, judged or only pointed back at."""
    head, kind = found.head, found.kind
    above = [head, *head.ancestors]
    lemmas = {token.lemma_.lower() for token in above[1:3]}
    if not any(token.pos_ in ("VERB", "AUX") for token in found.sentence) and len(found.sentence) < 7:
        return False
    if head.dep_ == "amod" or (
        head.dep_ == "acl:relcl" and any(part.lower_ == "where" for part in head.children)
    ):
        return False
    if lemmas & _COURT or (head.pos_ == "NOUN" and lemmas & _FEELING and not _adds(head)):
        return False
    if kind not in _SPEECH_KINDS and (_unreal(head) or _unreal(syntax.governor(head))):
        return False
    if kind in ("protest", "riot") and head.pos_ == "VERB" and syntax.child(head, "obj", "ccomp") is not None:
        return False
    if head.pos_ == "VERB" and kind == "attack" and head.lemma_ in ("strike", "hit", "target", "beat"):
        return bool(syntax.undergoers(head))
    return not (head.pos_ == "NOUN" and len(found.trigger) == 1 and not _adds(head))


def _unreal(token: Token) -> bool:
    """Is the word under a modal, a condition, or a verb of intention?"""
    for part in token.children:
        if part.dep_ in ("aux", "mark") and part.lower_ in _POSSIBLE | {"will", "'ll", "’ll"}:
            return True
    return token.dep_ in ("xcomp", "ccomp", "advcl") and token.head.lemma_ in _AHEAD and token.tag_ != "VBD"


def _adds(noun: Token) -> bool:
    """Does a noun that names a happening say more than "the attack"?"""
    parts = [part for part in noun.children if part.dep_ not in ("det", "case", "punct", "cc", "conj")]
    if parts or any(above.lemma_ in _LAYS for above in list(noun.ancestors)[:3]):
        return True
    definite = any(
        part.dep_ == "det" and part.lower_ in ("the", "this", "that", "these") for part in noun.children
    )
    verb = syntax.governor(noun)
    telling = verb != noun and (noun.dep_ in ("nsubj", "nsubj:pass") or noun.dep_.startswith("obl"))
    return not definite or (telling and _tells(verb))


def _tells(verb: Token) -> bool:
    """Is this a verb that says something new of a happening: it killed, left, took place, began?"""
    return verb.lemma_ in (
        "kill",
        "leave",
        "wound",
        "injure",
        "occur",
        "happen",
        "take",
        "destroy",
        "damage",
        "die",
        "carry",
        "claim",
    )


def _joined(found: list[Happening]) -> list[Happening]:
    """The happenings of a sentence, with words that tell of the same one joined under the most special."""
    rank = _words().rank
    groups: list[Happening] = []
    for one in sorted(found, key=lambda happening: (rank[happening.kind], happening.trigger.start)):
        same = next((at for at, other in enumerate(groups) if _tell_of_one(other, one)), None)
        if same is None:
            groups.append(one)
        else:
            groups[same] = replace(groups[same], also=(*groups[same].also, *one.heads))
    return [_marked(one) for one in groups]


def _tell_of_one(special: Happening, other: Happening) -> bool:
    if special.kind not in _VIOLENT or other.kind not in _VIOLENT:
        return False
    relations = syntax.path(special.head, other.head)
    if relations is None:
        return False
    if other.kind in _GENERAL or other.kind == special.kind:
        also = {"conj"} if _is_further_harm(other.head) else set()
        return set(relations) <= _ONE | also or _shares_object(special.head, other.head)
    return False


def _is_further_harm(word: Token) -> bool:
    """ "killed 13 people and *wounded* 71": two verbs of harm side by side tell of one happening."""
    return word.dep_ == "conj" and word.lemma_ in _HARM and word.head.lemma_ in _HARM


def _shares_object(one: Token, other: Token) -> bool:
    """ "shot and killed a mayor": two verbs side by side, one object."""
    first, second = sorted((one, other), key=lambda token: token.i)
    return (
        second.dep_ == "conj"
        and second.head == first
        and syntax.child(first, "obj") is None
        and first.pos_ == "VERB"
        and second.i - first.i <= 3
    )


def _marked(found: Happening) -> Happening:
    verb = syntax.governor(found.head)
    denied = syntax.negated(found.head) or (verb != found.head and syntax.negated(verb))
    return replace(found, background=_is_background(found.sentence), negated=denied)


def _is_background(sentence: Span) -> bool:
    return bool(_BACKGROUND.search(sentence.text))
