"""sayso scale: read into shards, commit to a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from scale_makings import QuickReader, write_documents

from sayso.cli import run
from sayso.ledger import open_ledger
from sayso.model import Judgement


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands read with the quick reader."""
    monkeypatch.setattr("sayso.pipeline.load_reader", QuickReader)


def test_read_and_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twice the same: the second time nothing is read and nothing is added."""
    source, out, book = (
        str(write_documents(tmp_path / "in", 50)),
        str(tmp_path / "out"),
        str(tmp_path / "book.db"),
    )
    for added in ("39 reports", "0 reports"):
        assert run(["scale", "read", source, "--out", out, "--shards", "16"]) == 0
        assert run(["scale", "commit", book, out]) == 0
        told, kept = capsys.readouterr().out.splitlines()
        assert told.startswith(f"{out}: 42 reports with ") and told.endswith("; 8 documents refused.")
        assert kept.startswith(f"{book}: {added} with ")
    with open_ledger(book) as ledger:
        assert ledger.verify().sound and len(list(ledger.readings())) == 39


def test_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts and time are said; the second time nothing is linked; a ledger's judgements make other shards."""
    source, out, linked, book = (
        str(write_documents(tmp_path / "in", 50)),
        str(tmp_path / "out"),
        tmp_path / "linked",
        str(tmp_path / "book.db"),
    )
    assert run(["scale", "read", source, "--out", out, "--shards", "16"]) == 0
    capsys.readouterr()
    lines = []
    for _ in range(2):
        assert run(["scale", "link", out, "--out", str(linked)]) == 0
        lines.append(capsys.readouterr().out)
        times = {path: path.stat().st_mtime_ns for path in linked.rglob("*.parquet")}
    assert lines[0].startswith(f"{linked}: ") and " in 16 shards, from 15 shards of readings; " in lines[0]
    assert lines[0].endswith(" s.\n") and lines[0].split(";")[0] == lines[1].split(";")[0]
    assert run(["scale", "commit", book, out]) == 0
    with open_ledger(book) as ledger:
        (claim, *_) = ledger.claims()
        ledger.add_judgement(Judgement("A", "2031-03-01T10:00:00Z", "accept", (claim.id,), "seen"))
    assert run(["scale", "link", out, "--out", str(linked), "--book", book]) == 0
    after = {path: path.stat().st_mtime_ns for path in linked.rglob("*.parquet")}
    assert len(after) == 2 * len(times) and times.items() <= after.items()


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (["scale", "read", "none", "--out", "out"], "none: there is no such file or folder. Check the path."),
        (["scale", "read", ".", "--out", "out", "--shards", "7"], "7: give --shards as one of 16, 256, 4096."),
        (["scale", "link", "none", "--out", "out"], "none: there are no finished shards in it. Make them with: sayso scale read"),
        (["scale", "commit", "book.db", "none"], "none: there are no finished shards in it. Make them with: sayso scale read"),
    ],
)  # fmt: skip
def test_wrong_calls(
    call: list[str],
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line with the next step."""
    monkeypatch.chdir(tmp_path)
    assert run(call) in (1, 2)
    assert capsys.readouterr().err == line + "\n"
