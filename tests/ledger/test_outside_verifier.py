"""The program in docs/ledger.md, written from the format alone, agrees with verify."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_makings import altered, clock, judgement, made

from sayso.ledger import open_ledger

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book of three reports and a judgement, with letters beyond ASCII."""
    path = tmp_path / "book.db"
    with open_ledger(str(path), create=True, clock=clock()) as ledger:
        for number in range(3):
            ledger.add_reading(*made(number))
        ledger.add_judgement(judgement("Zoë saw “both” photographs\n\x1f\u2028"))
    return path


def outside(book: Path) -> str:
    """What the documented program prints about the book, run without the package."""
    (program,) = (
        code for code in re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL) if "hashlib" in code
    )
    command = [sys.executable, "-I", "-S", "-c", program, str(book)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


ALTERATIONS = [
    ("SELECT 1", "sound"),
    ("UPDATE entries SET body = replace(body, 'sealed', 'seaIed') WHERE number = 4", "entry 4"),
    ("UPDATE entries SET made_utc = '2031-05-06T11:59:59Z' WHERE number = 1", "entry 1"),
    ("UPDATE entries SET seal = previous WHERE number = 6", "entry 6"),
    ("DELETE FROM entries WHERE number = 2", "entry 3"),
    ("DELETE FROM entries WHERE number = 7", "the end"),
    (
        "UPDATE artefacts SET packed = (SELECT packed FROM artefacts a WHERE a.entry = 1) WHERE entry = 3",
        "artefact ",
    ),
    ("DELETE FROM artefacts WHERE entry = 3", "artefact "),
]


def test_an_empty_book_is_sound_to_an_outside_program(tmp_path: Path) -> None:
    """A ledger without entries can be checked too."""
    open_ledger(str(tmp_path / "book.db"), create=True).close()
    assert outside(tmp_path / "book.db") == "sound"


@pytest.mark.parametrize(("statement", "said"), ALTERATIONS)
def test_an_outside_program_comes_to_the_same_answer(book: Path, statement: str, said: str) -> None:
    """A sound book is sound to both; each alteration is found by both."""
    altered(book, (statement, ()))
    with open_ledger(str(book)) as ledger:
        numbered = [finding for finding in ledger.verify().findings if finding.number]
    assert outside(book).startswith(said)
    assert (said == "sound") == (numbered == [])
