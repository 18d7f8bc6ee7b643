"""The corpus of happenings: every mark can be read, and is of a kind that there is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import vocabulary
from sayso.language import layers

FOLDER = Path(__file__).parents[1] / "corpora" / "happenings"
TEXTS = sorted(FOLDER.glob("*.txt"))
MARK = re.compile(r"\{([^{}|]+)\|([a-z_]+)(?:\|([nbm]))?\}")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_mark_of_an_invented_text_can_be_read(path: Path) -> None:
    """No brace stands outside a mark, and every kind is one of the vocabulary."""
    text = path.read_text(encoding="utf-8")
    kinds = {found[2] for found in MARK.finditer(text)}
    assert kinds and kinds <= set(vocabulary.kinds())
    assert not re.search(r"[{}|]", MARK.sub("", text))


def test_marks_of_other_texts_are_spans_kinds_and_flags() -> None:
    """A document stands there once; its marks are in order, of known kinds, news, background or marginal."""
    seen = set()
    for line in (FOLDER / "marks.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert set(record) - {"end"} == {"corpus", "id", "marks"}
        seen.add((record["corpus"], record["id"]))
        assert record["marks"] == sorted(record["marks"])
        for start, end, kind, flag in record["marks"]:
            assert 0 <= start < end and kind in vocabulary.kinds() and flag in ("n", "b", "m")
    assert len(seen) == 1218


def test_roles_are_of_marks_and_of_words_that_stand_there() -> None:
    """Every filler of an invented text belongs to a mark, lies in its text and has a known role; the README counts all."""
    plain = {name: text for path in TEXTS for name, text in _invented(path)}
    fillers = texts = 0
    for line in (FOLDER / "roles.jsonl").read_text(encoding="utf-8").splitlines():
        record, texts = json.loads(line), texts + 1
        for mark, *filler in record["roles"]:
            fillers += bool(filler)
            if filler:
                role, start, end, *named = filler
                assert role in layers.ROLES and 0 <= start < end and len(named) in (0, 2)
            if record["id"] in plain:
                text, marks = plain[record["id"]]
                assert mark in marks and (not filler or text[filler[1] : filler[2]].strip())
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{fillers:,} fillers" in readme and f"{texts:,} of all" in readme


def _invented(path: Path) -> Iterator[tuple[str, tuple[str, set[int]]]]:
    """The texts of a file by their ids, without braces, and where their marks begin."""
    whole = path.read_text(encoding="utf-8")
    texts = re.split(r"(?m)^====\s*$", whole) if "\n====" in whole else whole.splitlines()
    for number, text in enumerate(texts):
        pieces = MARK.split(text.strip())
        plain, marks = "", set()
        for at in range(0, len(pieces), 4):
            plain += pieces[at]
            if at + 1 < len(pieces):
                marks.add(len(plain))
                plain += pieces[at + 1]
        yield f"{path.stem}-{number}", (plain, marks)


def test_the_readme_counts_what_is_there() -> None:
    """The counts of the README are those of the files."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    marks = sum(len(MARK.findall(path.read_text(encoding="utf-8"))) for path in TEXTS)
    assert f"{marks:,} marks" in readme
