"""Who a word may stand for: nations, bodies, forces, by the actor register and the mentions of the report."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims.grammar import noun_phrases, syntax, written
from sayso.claims.grammar.lemmas import lemma
from sayso.claims.sides.own_register import own_actors, read_register
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def canonical(text: str) -> str | None:
    """The name in the actor register, by name, alias, adjective or metonym; None if it is not there.

    An abbreviation counts only as it is written: "IS" is a group and "is" is none.
    """
    words = text.split()
    bare = " ".join(words[1:] if len(words) > 1 and words[0].lower() in ("the", "a", "an") else words)
    return _abbreviations().get(bare) or _register().get(noun_phrases.key(text))


#: kinds of source that speak for a state named in their words; a Syrian doctor does not speak for Syria
_SPOKEN_FOR = frozenset(("government", "military", "police", "official", "court"))


def side_of(name: str, kind: str | None) -> str | None:
    """Whose side a source speaks for: the register's name for it, or for the state in an office's name; None if unknown."""
    whole = canonical(name)
    if whole is not None or kind not in _SPOKEN_FOR:
        return whole
    words = name.split()
    parts = ((start, end) for end in range(len(words), 0, -1) for start in range(end))
    found = [(end - start, canonical(" ".join(words[start:end]))) for start, end in parts]
    return max((pair for pair in found if pair[1]), default=(0, None), key=lambda pair: pair[0])[1]


def _is_abbreviation(alias: str) -> bool:
    return len(alias) <= 6 and alias.isupper()


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {alias: name for name, alias in _entries() if _is_abbreviation(alias)}


def extend_register(path: Path) -> int:
    """How many actors a user's file adds: a TOML file with ``[register]``, name = [aliases], as in ``actors.toml``.

    A name that is there already gets the further aliases.
    """
    added = read_register(path)
    for name, aliases in added.items():
        _added()[name] = [*_added().get(name, []), *aliases]
    _register.cache_clear()
    _abbreviations.cache_clear()
    return len(added)


@functools.cache
def _added() -> dict[str, list[str]]:
    """What ``extend_register`` added in this process."""
    return {}


def _entries() -> Iterator[tuple[str, str]]:
    """(canonical name, alias) of every actor, its own name among the aliases."""
    for register in (vocabulary.load("actors")["register"], own_actors(), _added()):
        for name, aliases in register.items():
            yield from ((name, alias) for alias in (name, *aliases))


def is_party(word: Token) -> bool:
    """Is this adjective or first noun a nation, a body or a force: the "Russian" of "Russian strikes"?"""
    if mention_label(word) in (layers.NATIONALITY, layers.ORGANISATION) and word.pos_ in ("PROPN", "ADJ"):
        return True
    if noun_phrases.key(word.text) in _metonyms():
        return False
    return canonical(word.text) is not None or lemma(word) in _forces()


def mention_label(word: Token) -> str | None:
    """The label of the mention that the word stands in, None if it stands in none."""
    found = mention_of(word)
    return None if found is None else str(found.label_)


def mention_of(word: Token) -> Span | None:
    """The mention that the word stands in, None if it stands in none."""
    return syntax.once(word.doc, "mention of", _mention_of_each).get(word.i)


def _mention_of_each(doc: Doc) -> dict[int, Span]:
    """For each word that stands in a mention, by its number, the mention; where two meet, the first."""
    mentions = reversed(written.mentions(doc))
    return {at: mention for mention in mentions for at in range(mention.start, mention.end)}


def is_person_name(noun: Token) -> bool:
    """Is it a person's name, here or where the report names them in full: "Dayton" after "Scott Dayton"?"""
    if noun.pos_ != "PROPN":
        return False
    if mention_label(noun) == layers.PERSON:
        return True
    return noun.lower_ in syntax.once(noun.doc, "surnames", _surnames)


def _surnames(doc: Doc) -> frozenset[str]:
    """The last words of the persons that the report names in full."""
    return frozenset(one[-1].lower_ for one in written.persons(doc) if len(one) > 1)


def kind_of(words: Span) -> str | None:
    """The kind of actor that the words name, None if they say none."""
    kinds: dict[str, Any] = vocabulary.load("actors")["kinds"]
    found = {lemma(token) for token in words} | {token.lower_ for token in words}
    own = next((kind for kind, terms in kinds.items() if found & set(terms)), None)
    return own or _kinds_of_register().get(canonical(words.text) or "")


@functools.cache
def _register() -> dict[str, str]:
    """Key → canonical name, for every name, alias, adjective and metonym of the register."""
    found: dict[str, str] = {}
    for name, alias in _entries():
        if not _is_abbreviation(alias):
            found.setdefault(noun_phrases.key(alias), name)
    for metonym, state in vocabulary.load("actors")["metonyms"].items():
        found.setdefault(noun_phrases.key(metonym), state)
    return found


@functools.cache
def _metonyms() -> frozenset[str]:
    """Capitals that stand for their state; before a noun they are the place: "the London bombing"."""
    listed: dict[str, str] = vocabulary.load("actors").get("metonyms", {})
    return frozenset(noun_phrases.key(name) for name in listed)


@functools.cache
def _kinds_of_register() -> dict[str, str]:
    listed: dict[str, list[str]] = vocabulary.load("actors").get("register_kinds", {})
    return {name: kind for kind, members in listed.items() for name in members}


@functools.cache
def _forces() -> frozenset[str]:
    return frozenset(vocabulary.load("actors").get("forces", {}).get("lemmas", ()))
