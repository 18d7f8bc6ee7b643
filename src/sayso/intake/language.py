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
#: so many words without a common word of any language that is known here are in one that is not
MANY = 40
#: share of common words below which a text is in none of the languages
LEAST = 0.06
_WORDS = re.compile(r"[^\W\d_]+")
NAMES = {
    "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese", "it": "Italian", "nl": "Dutch",
    "tr": "Turkish", "id": "Indonesian", "sw": "Swahili", "ha": "Hausa", "so": "Somali", "ru": "Russian",
    "uk": "Ukrainian", "ar": "Arabic", "he": "Hebrew", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
    "el": "Greek", "und": "another language",
}  # fmt: skip
#: tag, first and last letter of its script
_SCRIPTS = (
    ("el", "\u0370", "\u03ff"),
    ("ru", "\u0400", "\u04ff"),
    ("he", "\u0590", "\u05ff"),
    ("ar", "\u0600", "\u06ff"),
    ("und", "\u0700", "\u1fff"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ko", "\uac00", "\ud7af"),
)


def language_of(text: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The BCP 47 tag of the text and what is to be said of it; None and a problem where it cannot be told."""
    script = _script(text[:5_000])
    if script is not None:
        return script, (_not_read(script),)
    words = [word.lower() for word in _WORDS.findall(text[:20_000])]
    if len(words) < FEW:
        return None, (problem("language_unknown"),)
    lists: dict[str, list[str]] = vocabulary.load("stopwords")["languages"]
    shares = {tag: sum(word in set(listed) for word in words) / len(words) for tag, listed in lists.items()}
    best = max(shares, key=lambda tag: shares[tag])
    if shares[best] < LEAST:
        return ("und", (_not_read("und"),)) if len(words) >= MANY else (None, (problem("language_unknown"),))
    if best != "en" and shares[best] > shares["en"] * 1.5:
        return best, (_not_read(best),)
    return "en", ()


def _not_read(tag: str) -> Problem:
    return problem("language_not_read", language=NAMES[tag])


def _script(text: str) -> str | None:
    """The language of a text whose letters are mostly of another script; "und" for those not told apart."""
    letters = [c for c in text if c.isalpha()]
    counts = {tag: sum(first <= c <= last for c in letters) for tag, first, last in _SCRIPTS}
    if len(letters) < FEW or sum(counts.values()) <= len(letters) / 2:
        return None
    if counts["ja"]:
        return "ja"
    best = max(counts, key=lambda tag: counts[tag])
    return "uk" if best == "ru" and any(c in "іїєґ" for c in text.lower()) else best
