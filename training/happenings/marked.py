"""Texts with the words marked that name a happening: our own invented ones, and real ones by their marks.

The invented texts lie in ``corpora/happenings``: ``{words|kind}`` is news, ``{words|kind|b}`` background, ``{words|kind|m}``
marginal. Of real texts only the marks lie there (``marks.jsonl``); the texts are read from the corpora that hold them. Which
words fill the roles of what is marked, stands in ``roles.jsonl``.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OURS = Path(__file__).parents[2] / "corpora" / "happenings"

_MARK = re.compile(r"\{([^{}|]+)\|([a-z_]+)(?:\|([nbm]))?\}")
#: tokens of ECB+ that stand right behind the one before, and right before the next
_BEHIND = re.compile(r" ([.,;:!?%)\]]|'s\b|n't\b|'re\b|'ve\b|'ll\b)")
_BEFORE = re.compile(r"([(\[$]) ")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its marks: start, end (code points, half-open), kind, and n (news), b (background) or m (marginal)."""

    id: str
    text: str
    marks: tuple[tuple[int, int, str, str], ...]


def shuffled(data: Path) -> list[Marked]:
    """All texts, ours and the real ones under ``data``, in an order that is the same each time."""
    texts = [text for path in sorted(OURS.glob("*.txt")) for text in invented(path)]
    texts += real(data)
    random.Random(1).shuffle(texts)
    return texts


def invented(path: Path) -> Iterator[Marked]:
    """The texts of a file: a line each, or, where lines of ==== part them, whole reports."""
    whole = path.read_text(encoding="utf-8")
    texts = re.split(r"(?m)^====\s*$", whole) if "\n====" in whole else whole.splitlines()
    for number, text in enumerate(texts):
        if text.strip():
            yield _without_braces(f"{path.stem}-{number}", text.strip())


def _without_braces(name: str, text: str) -> Marked:
    plain, marks, at = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        marks.append((len(plain), len(plain) + len(found[1]), found[2], found[3] or "n"))
        plain, at = plain + found[1], found.end()
    return Marked(name, plain + text[at:], tuple(marks))


def real(data: Path) -> Iterator[Marked]:
    """The marked texts of other corpora; those that are not under ``data`` are passed over."""
    texts: dict[str, dict[str, str]] = {}
    with (OURS / "marks.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            corpus = record["corpus"]
            if corpus not in texts:
                texts[corpus] = dict(_TEXTS[corpus](data))
            text = texts[corpus].get(record["id"])
            if text is not None:
                read = text[: record.get("end", len(text))]
                yield Marked(f"{corpus}-{record['id']}", read, tuple(tuple(mark) for mark in record["marks"]))


#: by the start of a mark: role, and the half-open code points of the words that fill it
Roles = dict[int, list[tuple[str, int, int]]]


def roles() -> dict[str, Roles]:
    """For each text whose roles were marked, by its id, what fills the happenings of each mark."""
    found: dict[str, Roles] = {}
    with (OURS / "roles.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            mine = found.setdefault(record["id"], {})
            for mark, *filler in record["roles"]:
                mine.setdefault(mark, []).extend([(filler[0], filler[1], filler[2])] if filler else [])
    return found


def _records(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _gva(data: Path) -> Iterator[tuple[str, str]]:
    for record in _records(data / "gva_incidents/docs.train.jsonl.gz"):
        yield record["doc_id"], f"{record['title'] or ''}\n\n{record['text']}"


def _muc4(data: Path) -> Iterator[tuple[str, str]]:
    for record in _records(data / "muc4/texts.train.jsonl.gz"):
        yield record["docid"], record["text"]


def _polnear(data: Path) -> Iterator[tuple[str, str]]:
    for record in _records(data / "polnear/train.jsonl.gz"):
        if record["primary"]:
            yield record["doc_id"], record["text"]


def _ecb(data: Path) -> Iterator[tuple[str, str]]:
    for record in _records(data / "ecbplus/docs.train.jsonl.gz"):
        joined = _BEFORE.sub(r"\1", _BEHIND.sub(r"\1", " ".join(record["tokens"])))
        yield record["doc_id"], joined.replace("`` ", '"').replace(" ''", '"')


def _gum(data: Path) -> Iterator[tuple[str, str]]:
    path = data / "gum_open/train.jsonl"
    for line in path.open(encoding="utf-8") if path.exists() else ():
        record = json.loads(line)
        yield record["doc_id"], "\n".join(sentence["text"] for sentence in record["sentences"])


def _re3d(data: Path) -> Iterator[tuple[str, str]]:
    path = data / "re3d/re3d.jsonl"
    for line in path.open(encoding="utf-8") if path.exists() else ():
        record = json.loads(line)
        yield record["id"], record["text"]


def _ewt(data: Path) -> Iterator[tuple[str, str]]:
    """The first 45 sentences of each document of EWT, with a blank line between paragraphs."""
    path = data / "ud_english_ewt/en_ewt-ud-train.conllu.gz"
    found: dict[str, list[str]] = {}
    name = ""
    for line in gzip.open(path, "rt", encoding="utf-8") if path.exists() else ():
        if line.startswith("# newdoc id"):
            name = line.split("=")[1].strip()
            found[name] = []
        elif line.startswith("# text ="):
            found[name].append(line[8:].strip())
        elif line.startswith("# newpar") and found.get(name):
            found[name].append("")
    for name, sentences in found.items():
        text = ""
        for sentence in sentences[:45]:
            text = text + sentence + " " if sentence else text.rstrip() + "\n\n"
        yield name, text


_TEXTS = {"gva": _gva, "muc4": _muc4, "polnear": _polnear, "ecb": _ecb, "gum": _gum, "ewt": _ewt, "re3d": _re3d}
