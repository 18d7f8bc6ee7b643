"""The corpus of happenings: every mark can be read, and is of a kind that there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sayso import vocabulary

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
        assert set(record) == {"corpus", "id", "marks"}
        seen.add((record["corpus"], record["id"]))
        assert record["marks"] == sorted(record["marks"])
        for start, end, kind, flag in record["marks"]:
            assert 0 <= start < end and kind in vocabulary.kinds() and flag in ("n", "b", "m")
    assert len(seen) == 835


def test_the_readme_counts_what_is_there() -> None:
    """The counts of the README are those of the files."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    marks = sum(len(MARK.findall(path.read_text(encoding="utf-8"))) for path in TEXTS)
    assert f"{marks:,} marks" in readme
