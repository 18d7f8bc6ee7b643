"""Which language a text is in, by its commonest words: enough to refuse what is not English.

No library: the best ones take longer to load than sayso takes to read a report.
"""

from __future__ import annotations

import re

from sayso import vocabulary
from sayso.model import Problem
from sayso.problems import problem

#: fewer words than this tell nothing
FEW = 8
_WORDS = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The BCP 47 tag of the text and what is to be said of it; None and a problem where it cannot be told."""
    words = [word.lower() for word in _WORDS.findall(text[:20_000])]
    if len(words) < FEW:
        return None, (problem("language_unknown"),)
    script = _script(text[:5_000])
    if script is not None:
        return script, (problem("language_not_read", language=script),)
    lists: dict[str, list[str]] = vocabulary.load("stopwords")["languages"]
    shares = {tag: sum(word in set(listed) for word in words) / len(words) for tag, listed in lists.items()}
    best = max(shares, key=lambda tag: shares[tag])
    if shares[best] < 0.06:
        return None, (problem("language_unknown"),)
    if best != "en" and shares[best] > shares["en"] * 1.5:
        return best, (problem("language_not_read", language=best),)
    return "en", ()


def _script(text: str) -> str | None:
    """The language of a text whose letters are mostly of another script; "und" for those not told apart."""
    letters = [c for c in text if c.isalpha()]
    for tag, first, last in (
        ("ru", "Ѐ", "ӿ"),
        ("ar", "؀", "ۿ"),
        ("zh", "一", "鿿"),
        ("he", "֐", "׿"),
        ("und", "ऀ", "෿"),
    ):
        if sum(first <= c <= last for c in letters) > len(letters) / 2:
            return "uk" if tag == "ru" and any(c in "іїєґ" for c in text.lower()) else tag
    return None
