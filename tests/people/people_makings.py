"""Names in letters that look like theirs."""

from __future__ import annotations

import functools
import random
import unicodedata

from sayso import vocabulary


@functools.cache
def look_alikes() -> dict[str, list[str]]:
    """Latin letter → letters and forms that look like it."""
    found: dict[str, list[str]] = {}
    for sign, letter in vocabulary.load("people")["look_alikes"].items():
        if len(letter) == 1 and letter.isalpha() and not sign.isdigit():
            found.setdefault(letter, []).append(sign)
    for at in range(26):
        small = chr(97 + at)
        found.setdefault(small, []).extend(
            [chr(0xFF41 + at), chr(0x1D41A + at), small + "\u0301", small + "\u200d"]
        )
    return found


def in_other_letters(name: str, dice: random.Random, share: float = 0.5) -> str:
    """The name with about that share of its letters exchanged for look-alikes, at least one of them."""
    table = look_alikes()
    written = [
        _as_large(dice.choice(table[sign.lower()]), sign)
        if sign.lower() in table and dice.random() < share
        else sign
        for sign in name
    ]
    if written == list(name):
        written[0] = dice.choice(table[name[0].lower()])
    return "".join(written)


def _as_large(sign: str, like: str) -> str:
    large = sign.upper()
    return (
        large
        if like.isupper() and len(large) == len(sign) and unicodedata.category(large[0]) == "Lu"
        else sign
    )
