"""Where no sentence can end, whatever the scores say.

In e-mails, of which the treebanks are full, a sentence begins behind the comma of "Dear Ann,". In reports none does.
"""

from __future__ import annotations

from collections.abc import Sequence

_CLOSING = frozenset(("”", "’", '"', "'", "''", "»"))
_ENDS = frozenset((".", "!", "?", "…", "...", ":", "*", "•"))
#: no sentence ends with one of these, unless it breaks off
_LEADING = frozenset(
    ("and", "or", "but", "nor", "the", "a", "an", "of", "in", "at", "on", "by", "with", "from")
)
_SAYING = frozenset(
    ("said", "says", "added", "adds", "told", "asked", "wrote", "explained", "recalled", "continued")
)


def goes_on(words: Sequence[str], at: int) -> bool:
    """Does the word go on with the sentence of the word before it, in the same paragraph?

    Behind a comma, with or without a closing quotation mark; behind a small word or "…” said"; in lower case behind
    anything but the end of a sentence, or behind a closing quotation mark: "“Stop!” he shouted".

    >>> goes_on(["On", "Friday", ",", "Rebels", "attacked"], 3), goes_on(["They", "left", ".", "Rebels", "came"], 3)
    (True, False)
    """
    before, earlier = words[at - 1], words[at - 2] if at > 1 else ""
    quoted = before in _CLOSING and at > 1
    if (earlier if quoted else before) == "," or before.lower() in _LEADING:
        return True
    if before in _SAYING and earlier in _CLOSING:
        return True
    return words[at].isalpha() and words[at].islower() and (quoted or before not in _ENDS)
