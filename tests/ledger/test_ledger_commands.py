"""checkpoint, prove and verify on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ledger_makings import altered, clock, made

from sayso.cli import run
from sayso.ledger import open_ledger


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a book of three reports, a key, and a signed checkpoint of two of them; the calls are made there."""
    monkeypatch.chdir(tmp_path)
    with open_ledger("book.db", create=True, clock=clock()) as ledger:
        ledger.add_readings([made(0), made(1)])
    run(["checkpoint", "book.db", "--key", "desk.key", "--name", "lantern", "--out", "old"])
    with open_ledger("book.db", clock=clock()) as ledger:
        ledger.add_reading(*made(2))
    run(["checkpoint", "book.db", "--key", "desk.key", "--out", "new"])
    return tmp_path


def test_a_key_is_made_once_and_signs_again(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second checkpoint is signed with the key of the first; only the first key is spoken of as new."""
    old, new = (desk / name for name in ("old", "new"))
    assert [path.read_text("utf-8").splitlines()[:2] for path in (old, new)] == [
        ["lantern", "4"],
        ["lantern", "6"],
    ]
    assert run(["verify", "book.db", "--checkpoint", "old", "--key", "desk.key.pub"]) == 0
    assert run(["verify", "book.db", "--checkpoint", "new", "--key", "desk.key.pub"]) == 0
    capsys.readouterr()
    for expected in ("other.key: a new key. Keep it to yourself and safe, and hand out other.key.pub\n", ""):
        assert run(["checkpoint", "book.db", "--key", "other.key"]) == 0
        assert capsys.readouterr().err == expected


def test_a_checkpoint_without_a_key_is_printed_unsigned(capsys: pytest.CaptureFixture[str]) -> None:
    """Four lines and an empty one, on standard output."""
    assert run(["checkpoint", "book.db"]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert (lines[:2], lines[4:]) == (["sayso", "6"], ["", ""])


def test_verify_goes_on_where_the_checkpoint_ends(capsys: pytest.CaptureFixture[str]) -> None:
    """With --resume the line says what was not looked into again."""
    assert run(["verify", "book.db", "--checkpoint", "old", "--resume"]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "book.db: sound. 2 entries (reading 1, report 1), 1 artefact."
    assert second == "entries 1 to 4 have the seals of the checkpoint and were not looked into again"


def test_verify_names_what_is_missing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding is a sentence about an entry."""
    altered(
        desk / "book.db",
        ("DELETE FROM entries WHERE number = 3", ()),
        ("DELETE FROM artefacts WHERE entry = 5", ()),
    )
    assert run(["verify", "book.db"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert "book.db: entry 3 is missing" in said
    assert any(line.startswith("book.db: entry 5 is damaged: its artefact ") for line in said)


@pytest.mark.parametrize("report", ["5", made(2)[0].report.id])
def test_a_report_is_proved_by_its_number_or_id(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The proof is one line of JSON, of the entry that tells of the report."""
    assert run(["prove", "book.db", "--checkpoint", "new", "--entry", report]) == 0
    proof = json.loads(capsys.readouterr().out)
    assert (proof["proof"], proof["entry"]["number"]) == ("sayso/ledger/inclusion-1", 5)


def test_growth_is_proved(capsys: pytest.CaptureFixture[str]) -> None:
    """Between two checkpoints the proof is of consistency."""
    assert run(["prove", "book.db", "--checkpoint", "new", "--older", "old"]) == 0
    assert json.loads(capsys.readouterr().out)["proof"] == "sayso/ledger/consistency-1"


REFUSED = [
    (
        ["verify", "book.db", "--resume"],
        "--resume: there is nothing to go on from. Give a --checkpoint FILE with it.",
    ),
    (
        ["verify", "book.db", "--checkpoint", "gone"],
        "gone: this is no checkpoint: there is no text that can be read. One is made by: sayso checkpoint BOOK --out FILE",
    ),
    (
        ["prove", "book.db", "--checkpoint", "new"],
        "prove: say what. Give either --entry NUMBER (or a report's id) or --older FILE.",
    ),
    (
        ["prove", "book.db", "--checkpoint", "new", "--entry", "9"],
        "book.db: there is no entry 9. See how many there are: sayso verify book.db",
    ),
    (
        ["prove", "book.db", "--checkpoint", "old", "--entry", "5"],
        "book.db: there is no such proof: entry 5 came after it. Give another --checkpoint, or see: sayso verify book.db",
    ),
    (
        ["checkpoint", "book.db", "--name", "The Lantern"],
        "The Lantern: this is no checkpoint: whose ledger it is must be a word, without spaces and plus signs. "
        "One is made by: sayso checkpoint BOOK --out FILE",
    ),
    (
        ["checkpoint", "book.db", "--out", "book.db"],
        "book.db: this is the ledger. Give another file with --out.",
    ),
]


@pytest.mark.parametrize(("call", "said"), REFUSED)
def test_a_wrong_call_is_one_line(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2, and what to do instead."""
    capsys.readouterr()
    assert run(call) == 2
    assert capsys.readouterr().err == said + "\n"


def test_another_desks_checkpoint_is_refused(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A checkpoint that the key did not sign is not taken, though the ledger is sound."""
    run(["checkpoint", "book.db", "--key", "other.key", "--name", "torch", "--out", "theirs"])
    capsys.readouterr()
    assert run(["verify", "book.db", "--checkpoint", "theirs", "--key", "desk.key.pub"]) == 2
    assert capsys.readouterr().err.startswith(
        "theirs: this is no checkpoint: it is not signed with the key of lantern."
    )
