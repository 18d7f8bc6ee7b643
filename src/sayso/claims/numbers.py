"""What words of number bound: "at least five" is 5 and more, "scores" 40 and more.

Source: the table of the reading guidelines, section 9, in ``vocabulary/quantities.toml``.
"""

from __future__ import annotations

import functools
import math
import re
from typing import Any

from sayso import vocabulary

Bounds = tuple[int | None, int | None]

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


def bounds(words: str) -> Bounds | None:
    """(low, high) that the words allow, high None if no upper bound is said; None if they give no number.

    >>> bounds("at least five"), bounds("more than two dozen"), bounds("between 20 and 30")
    ((5, None), (25, None), (20, 30))
    """
    text = " ".join(words.lower().replace("-", " ").split())
    ranged = _range(text)
    if ranged is not None:
        return ranged
    qualifier, rest = _qualifier(text)
    vague = _vague(rest)
    if vague is not None:
        return vague
    value = number(rest)
    return None if value is None else _bounded(qualifier, value)


def number(text: str) -> int | None:
    """The whole number that the words name, from digits or words; None if they name none."""
    table, scales = _table()
    total, current, seen = 0.0, 0.0, False
    for word in re.findall(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[a-z]+", text):
        if _DIGITS.fullmatch(word):
            current, seen = current + float(word.replace(",", "")), True
        elif word in scales:
            current = (current or 1) * scales[word]
            seen = True
            if scales[word] >= 1000:
                total, current = total + current, 0.0
        elif word in table:
            current, seen = current + table[word], True
        elif word == "and" or not seen:
            continue
        else:
            break
    return int(total + current) if seen else None


@functools.cache
def _table() -> tuple[dict[str, int], dict[str, int]]:
    data: dict[str, Any] = vocabulary.load("quantities")
    plurals = {word + "s": value for word, value in data["scales"].items() if word != "dozen"}
    return dict(data["numbers"]), dict(data["scales"]) | {
        k: v for k, v in plurals.items() if k not in data["vague"]
    }


@functools.cache
def _vagues() -> list[tuple[str, int]]:
    return sorted(vocabulary.load("quantities")["vague"].items(), key=lambda item: -len(item[0]))


def _vague(text: str) -> Bounds | None:
    for words, low in _vagues():
        if re.search(rf"\b{words}\b", text):
            return (2, 2) if words == "couple" else (low, None)
    return None


def _range(text: str) -> Bounds | None:
    match = re.search(r"(?:between |from )?([\w,]+(?: \w+)?) (?:and|to|or) ([\w,]+(?: \w+)?)", text)
    if match is None or not re.search(r"\bbetween\b|\bto\b|\bor\b", text):
        return None
    low, high = number(match[1]), number(match[2])
    if low is None and high is None:
        return None
    if "or more" in text and low is not None:
        return low, None
    return (low, high) if low is not None and high is not None and low < high else None


@functools.cache
def _qualifiers() -> list[tuple[str, str]]:
    data = vocabulary.load("quantities")["qualifiers"]
    pairs = [(words, kind) for kind, found in data.items() for words in found]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _qualifier(text: str) -> tuple[str, str]:
    for words, kind in _qualifiers():
        match = re.search(rf"\b{words}\b", text)
        if match is not None:
            return kind, text[: match.start()] + text[match.end() :]
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
            return math.floor(value * 0.9), math.ceil(value * 1.1)
        case "nearly":
            return math.floor(value * 0.9), value - 1
    return value, value
