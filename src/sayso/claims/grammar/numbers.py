"""What words of number bound: "at least five" is 5 and more, "scores" 40 and more.

Source: the table of the reading guidelines, section 9, in ``vocabulary/quantities.toml``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from sayso import vocabulary

Bounds = tuple[int | None, int | None]

_PART = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[a-z]+"


def bounds(words: str) -> Bounds | None:
    """(low, high) that the words allow, high None if no upper bound is said; None if they give no number.

    >>> bounds("at least five"), bounds("more than two dozen"), bounds("between 20 and 30")
    ((5, None), (25, None), (20, 30))
    """
    text = _plain(words)
    for reading in (_open_ended, _range, _nothing):
        found = reading(text)
        if found is not None:
            return found
    qualifier, rest = _qualifier(text)
    vague = _vague(rest)
    if vague is not None:
        return _bounded_vague(qualifier, vague)
    value = number(rest)
    return None if value is None else _bounded(qualifier, value)


def added(parts: Iterable[Bounds]) -> Bounds:
    """The bounds of a list of one statement: "two women and a girl" are three. A missing bound makes that bound missing."""
    lows, highs = zip(*parts, strict=True)
    low = None if None in lows else sum(one for one in lows if one is not None)
    high = None if None in highs else sum(one for one in highs if one is not None)
    return low, high


def number(text: str) -> int | None:
    """The whole number that the words name, from digits or words; None if they name none."""
    table, scales = _table()
    total, current, seen, article = Fraction(0), Fraction(0), False, False
    for word in re.findall(_PART, text):
        if word[0].isdigit():
            if seen and current:
                break
            current, seen = current + Fraction(word.replace(",", "")), True
        elif word in scales:
            current, seen = (current or Fraction(1)) * scales[word], True
            if scales[word] >= 1000:
                total, current = total + current, Fraction(0)
        elif word in ("a", "an"):
            article = True
        elif word in table:
            current, seen = current + table[word], True
        elif word == "and" or not seen:
            continue
        else:
            break
    return int(total + current) if seen else 1 if article else None


def _plain(words: str) -> str:
    """Lower case, one space between words, "half a" and hyphens written out."""
    text = " ".join(words.lower().replace("–", "-").replace("—", "-").replace("‑", "-").split())
    text = re.sub(r"(\d)\s*-\s*(\d)", r"\1 to \2", text)
    text = (
        re.sub(r"(\w)\s*\+|-plus\b|\bplus\b", r"\1 or more", text)
        if re.search(r"\d\s*\+|\d[- ]plus\b", text)
        else text
    )
    text = text.replace("half a dozen", "six").replace("half-dozen", "six").replace("half dozen", "six")
    text = (
        text.replace("half a million", "500000")
        .replace("half a hundred", "fifty")
        .replace("quarter of a million", "250000")
    )
    text = re.sub(r"\bone and a half (million|thousand)\b", r"1.5 \1", text)
    return text.replace("-", " ")


def _open_ended(text: str) -> Bounds | None:
    """ "five or more", "20 and above"; "ten or so" is about ten; "five or fewer"."""
    match = re.search(r"^(.*?) (?:or|and) (more|so|above|over|fewer|less)\b", text)
    value = number(match[1]) if match else None
    if match is None or value is None:
        return None
    if match[2] == "so":
        return _bounded("about", value)
    return (None, value) if match[2] in ("fewer", "less") else (value, None)


def _range(text: str) -> Bounds | None:
    """ "between 20 and 30", "20 to 30", "three or four"; the scale of the second holds for the first."""
    match = re.search(r"(between|from)?\s*([\w,.]+(?: \w+){0,3}?) (and|to|or) ([\w,.]+(?: \w+){0,3})", text)
    if match is None or (match[3] == "and" and match[1] != "between"):
        return None
    low, high = number(match[2]), number(match[4])
    if low is None or high is None:
        return None
    scale = next((value for word, value in _table()[1].items() if re.search(rf"\b{word}\b", match[4])), 1)
    if (
        low < high
        and not any(re.search(rf"\b{word}\b", match[2]) for word in _table()[1])
        and low * scale < high
    ):
        low *= scale
    return (low, high) if low < high else None


def _nothing(text: str) -> Bounds | None:
    """ "no civilians", "none of them", "nobody": none is a number. "No fewer than" and "no more than" are qualifiers."""
    if re.match(r"(no one|nobody|none|zero)\b", text) or re.match(r"no (?!fewer|less|more than)", text):
        return 0, 0
    return None


@functools.cache
def _table() -> tuple[dict[str, int], dict[str, int]]:
    data: dict[str, Any] = vocabulary.load("quantities")
    plurals = {word + "s": value for word, value in data["scales"].items()}
    return dict(data["numbers"]), dict(data["scales"]) | {
        k: v for k, v in plurals.items() if k not in data["vague"]
    }


@functools.cache
def _vagues() -> list[tuple[str, int]]:
    return sorted(vocabulary.load("quantities")["vague"].items(), key=lambda item: -len(item[0]))


def _vague(text: str) -> Bounds | None:
    """The least that a vague word allows; before a scale it counts that scale: "several hundred"."""
    for words, low in _vagues():
        match = re.search(rf"\b{words}\b(?: of)?(?: (\w+))?", text)
        if match is None or (number(text[: match.start()]) or 0) > 1:
            continue
        scale = (
            _table()[1].get(match[1] or "", 1)
            if words in ("couple", "few", "several", "handful", "tens")
            else 1
        )
        return (low * scale, low * scale) if words == "couple" else (low * scale, None)
    return None


def _bounded_vague(qualifier: str, vague: Bounds) -> Bounds:
    """ "up to several hundred" bounds from above by what cannot be said; every other qualifier leaves the least."""
    low, high = vague
    if qualifier in ("up_to", "fewer_than", "nearly"):
        return (None, high) if qualifier != "nearly" else (None, None)
    return (low, None) if qualifier in ("at_least", "more_than") else (low, high)


@functools.cache
def _qualifiers() -> list[tuple[str, str]]:
    data = vocabulary.load("quantities")["qualifiers"]
    pairs = [(words, kind) for kind, found in data.items() for words in found]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _qualifier(text: str) -> tuple[str, str]:
    """The qualifier before the number, and the words without it."""
    for words, kind in _qualifiers():
        match = re.search(rf"\b{words}\b", text)
        if match is not None and number(text[match.end() :]) is not None:
            return kind, text[match.end() :]
        if match is not None and _vague(text[match.end() :]) is not None:
            return kind, text[match.end() :]
    return "", text


def _bounded(qualifier: str, value: int) -> Bounds:
    match qualifier:
        case "at_least":
            return value, None
        case "more_than":
            return value + 1, None
        case "fewer_than":
            return None, value - 1
        case "up_to":
            return None, value
        case "about":
            return value * 9 // 10, -(-value * 11 // 10)
        case "nearly":
            return value * 9 // 10, value - 1
    return value, value
