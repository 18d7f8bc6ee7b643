"""The dictionary form of a word, mended where the vocabulary knows better than the lemma head.

The head sees whole words and cannot count their letters: "died" may come out as "di", "injuries" as
"injurie". Verbs that the vocabulary names are found by their forms; plurals follow English spelling.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims.grammar.plain import kept

if TYPE_CHECKING:
    from spacy.tokens import Token

_VOWELS = frozenset("aeiou")
_SIBILANT = ("s", "x", "z", "ch", "sh")


@kept
def lemma(token: Token) -> str:
    """The lemma of a word in lower case."""
    word = token.lower_
    if is_noun(token):
        return singular(word) if token.tag_ in ("NNS", "NNPS") else word
    if token.pos_ in ("VERB", "AUX", "ADJ"):
        return _verb_forms().get(word) or (token.lemma_.lower() if token.pos_ != "ADJ" else word)
    return token.lemma_.lower()


def is_noun(token: Token) -> bool:
    """Is it a noun, by its Penn tag where the two tag sets disagree?"""
    return token.tag_.startswith("NN") or (
        token.pos_ in ("NOUN", "PROPN") and not token.tag_.startswith("VB")
    )


def is_verb(token: Token) -> bool:
    """Is it a verb, by its Penn tag where the two tag sets disagree?"""
    return token.pos_ in ("VERB", "AUX") and not token.tag_.startswith("NN")


def singular(word: str) -> str:
    """The singular of an English plural, by spelling; a word that is none stays as it is.

    >>> singular("injuries"), singular("blasts"), singular("clashes"), singular("gunmen")
    ('injury', 'blast', 'clash', 'gunman')
    """
    known = _irregular_nouns().get(word)
    if known is not None:
        return known
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2].endswith(_SIBILANT) and not word.endswith(("ases", "uses", "ises")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "gas")):
        return word[:-1]
    return word


@functools.cache
def _irregular_nouns() -> dict[str, str]:
    listed: dict[str, list[str]] = vocabulary.load("telling")["irregular_nouns"]
    return {form: noun for noun, forms in listed.items() for form in forms}


@functools.cache
def _verb_forms() -> dict[str, str]:
    """Form → lemma of every verb that the vocabulary names."""
    irregular: dict[str, list[str]] = vocabulary.load("telling")["irregular"]
    forms = {form: verb for verb in _known_verbs() for form in _regular(verb)}
    forms |= {form: verb for verb, found in irregular.items() for form in (verb, *found)}
    return forms


def _known_verbs() -> Iterator[str]:
    kinds: dict[str, Any] = vocabulary.load("kinds")["kinds"]
    for about in kinds.values():
        yield from about["verbs"]
        for phrase in about["phrases"]:
            yield from (word[1:] for word in phrase.split()[:1] if word.startswith("~"))
    for frame in vocabulary.load("frames")["frame"]:
        yield from frame["verbs"]
    telling: dict[str, Any] = vocabulary.load("telling")
    roles: dict[str, Any] = vocabulary.load("roles")
    for name in ("suffered", "dispersing", "aiming"):
        yield from roles[name]["lemmas"]
    for section, name in (
        ("reality", "unreal"), ("reality", "real"), ("blame", "verbs"), ("blame", "owning"), ("telling", "verbs"),
        ("telling", "light"), ("telling", "ending"), ("harm", "verbs"), ("harm", "to_hospital"), ("placing", "verbs"),
        ("feeling", "lemmas"), ("court", "lemmas"), ("threat", "verbs"), ("placing", "used"), ("telling", "striking"), ("weapons", "using"), ("weapons", "handling"),
        ("weapons", "throwing"), ("weapons", "ramming"), ("weapons", "holding"), ("weapons", "hitting"), ("weapons", "filling"),
        ("telling", "suffering"), ("telling", "resorting"), ("telling", "occurring"), ("telling", "reporting"),
    ):  # fmt: skip
        yield from telling[section][name]


def _regular(verb: str) -> Iterator[str]:
    """The forms of a regular English verb, its own first."""
    yield verb
    yield verb + ("es" if verb.endswith(_SIBILANT) else "s")
    if verb.endswith("e"):
        yield from (verb + "d", verb[:-1] + "ing")
        return
    if verb.endswith("y") and len(verb) > 2 and verb[-2] not in _VOWELS:
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
        return
    yield from (verb + "ed", verb + "ing")
    if len(verb) > 2 and verb[-1] not in "aeiouwxyhr" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS:
        yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    if verb.endswith(("ter", "ur", "ar")):
        yield from (verb + "red", verb + "ring")
