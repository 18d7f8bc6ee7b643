"""What the network sees fill the roles of a happening, beside what the rules find in the tree.

The rules are asked first, and what they say stands; what the network is sure of and they do not have, is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar.phrases import words_of
from sayso.claims.grammar.plain import kept
from sayso.claims.parts import Happening
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.language.decode import Floats

#: how sure the network must be of a filler where the rules have none, where they have another, and of a time
SURE_ALONE, SURE_BESIDE, SURE_WHEN = 0.6, 0.7, 0.85


def further(found: Sequence[Token], happening: Happening, role: str) -> list[Token]:
    """The fillers that the network is sure of and that stand in none of the phrases that rules found."""
    phrases = [words_of(token) for token in found]
    # the word right before a phrase is of it too: a title that the tree has torn from its name
    covered = {place for phrase in phrases for place in range(phrase.start - 1, phrase.end)}
    least = SURE_BESIDE if found else SURE_ALONE
    return [token for token in seen(happening, role, least) if token.i not in covered]


def seen(happening: Happening, role: str, least: float) -> list[Token]:
    """The words of the sentence that fill the role, one of ``layers.ROLES``, at least so surely, in reading order."""
    doc, at, best = happening.sentence.doc, layers.ROLES.index(role), dict[int, float]()
    for head in happening.heads:
        for place, shares in shares_of(head).items():
            best[place] = max(best.get(place, 0.0), float(shares[at]))
    return [doc[place] for place, share in sorted(best.items()) if share >= least and not doc[place].is_punct]


def how_sure(token: Token, happening: Happening, role: str) -> float | None:
    """How surely a word fills a role, 0 to 1; None if the network does not see the happening."""
    at = layers.ROLES.index(role)
    shares = [found[token.i] for head in happening.heads if token.i in (found := shares_of(head))]
    return max((float(share[at]) for share in shares), default=None)


@kept
def shares_of(head: Token) -> dict[int, Floats]:
    """How surely each word of its sentence fills each of ``layers.ROLES``, by its place; empty if nothing is seen to happen."""
    fillers = head.doc.user_data.get(layers.FILLERS)
    found: dict[int, Floats] = {} if fillers is None else fillers.shares(head)
    return found
