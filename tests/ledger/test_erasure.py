"""Erased words are gone: from the ledger, its journal, the search index and caches, and from every later backup."""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from ledger_makings import made

from sayso.acts.derived import derived_file
from sayso.acts.protecting import erase_report
from sayso.ids import sha256_hex
from sayso.ledger import Ledger, open_ledger
from sayso.ledger.book import Book
from sayso.ledger.keyring import report_key
from sayso.ledger.sqlite import SqliteStore, open_store
from sayso.model import Act, Reading, ReportId
from sayso.problems import Erased, KeptInTheOpen, NotInLedger
from sayso.search import open_search, parse, search

SOAK = bool(os.environ.get("SAYSO_SOAK"))


def marked(number: int) -> tuple[Reading, bytes]:
    """A reading with words of its own in title, text, source and artefact: marks that stand nowhere else."""
    reading, raw = made(number, claims=2)
    raw = raw.replace(b"harbour office", f"harbour office of Zq{number}mark".encode())
    text = reading.report.text.replace("harbour office", f"harbour office of Zq{number}mark")
    report = dataclasses.replace(
        reading.report, id=ReportId(sha256_hex(raw)), text=text, title=f"Title Zq{number}mark"
    )
    claims = tuple(
        dataclasses.replace(
            claim,
            report=report.id,
            id=f"{claim.id}{number}",
            sources=tuple(
                tuple(dataclasses.replace(source, name=f"office of Zq{number}mark") for source in chain)
                for chain in claim.sources
            ),
        )
        for claim in reading.claims
    )
    return dataclasses.replace(reading, report=report, claims=claims), raw


def test_an_erased_report_is_gone_and_the_chain_stands(ledger: Ledger) -> None:
    """On every store: no report, no claim, no artefact; verify finds nothing; an entry says who and why."""
    kept, gone = marked(1), marked(2)
    for reading, raw in (kept, gone):
        ledger.add_reading(reading, raw)
    ledger.add_reading(dataclasses.replace(gone[0], reader="made.2"), gone[1])
    ledger.add_reading(dataclasses.replace(gone[0], reader="model.1"), gone[1], second=True)
    before = [entry.seal for entry in ledger.entries()]
    ledger.erase(gone[0].report.id, "A. Okoro", "2031-05-09T00:00:00Z", "the witness asked")
    assert list(ledger.readings()) == [kept[0]]
    assert list(ledger.reports()) == [kept[0].report]
    assert not list(ledger.second_readings())
    assert [noun for _, noun in ledger.since(0) if isinstance(noun, Reading)] == [kept[0]]
    with pytest.raises(Erased, match=r"was erased by A. Okoro on 2031-05-09. Its words are gone"):
        ledger.artefact(gone[0].report.id)
    assert ledger.verify().findings == ()
    assert [entry.seal for entry in ledger.entries()][:-1] == before
    (act,) = ledger.acts()
    assert act == Act(
        "erasure", "A. Okoro", "2031-05-09T00:00:00Z", "the witness asked", (gone[0].report.id,)
    )


def test_an_erased_report_is_not_added_again(ledger: Ledger) -> None:
    """A feed that brings it again changes nothing; the others beside it are added."""
    ledger.add_reading(*marked(1))
    ledger.erase(marked(1)[0].report.id, "A. Okoro", "2031-05-09T00:00:00Z", "asked")
    had = ledger.had(marked(1)[0].report, "whoever")
    again, new = ledger.add_readings([marked(1), marked(2)])
    assert had == again
    assert (again.erased, again.changed) == (True, False)
    assert (new.erased, new.changed) == (False, True)
    assert [report.title for report in ledger.reports()] == ["Title Zq2mark"]


def test_erasing_twice_or_the_unknown_is_refused(ledger: Ledger) -> None:
    """Each in its sentence, and nothing is written."""
    ledger.add_reading(*marked(1))
    with pytest.raises(NotInLedger):
        ledger.erase(ReportId("0" * 64), "A. Okoro", "2031-05-09T00:00:00Z", "asked")
    ledger.erase(marked(1)[0].report.id, "A. Okoro", "2031-05-09T00:00:00Z", "asked")
    with pytest.raises(Erased):
        ledger.erase(marked(1)[0].report.id, "A. Okoro", "2031-05-09T00:00:00Z", "asked")
    assert ledger.head().size == 3


def test_a_lost_key_is_a_finding(tmp_path: Path) -> None:
    """A key that is gone without an erasure, and one that is there after it, are both found."""
    path = str(tmp_path / "book.db")
    with open_ledger(path, create=True) as ledger:
        for number in (1, 2):
            ledger.add_reading(*marked(number))
        ledger.erase(marked(2)[0].report.id, "A. Okoro", "2031-05-09T00:00:00Z", "asked")
    with sqlite3.connect(path) as file:
        file.execute("DELETE FROM keys WHERE name = ?", (report_key(marked(1)[0].report.id),))
        file.execute("INSERT INTO keys VALUES (?, ?)", (report_key(marked(2)[0].report.id), bytes(32)))
    file.close()
    with open_ledger(path) as ledger:
        found = [(finding.number, finding.what) for finding in ledger.verify().findings]
    assert found == [
        (1, "has lost the key of its words: nobody can read them"),
        (None, f"report {marked(2)[0].report.id} was erased, and its key is still there"),
    ]


def test_fifty_erased_reports_leave_no_byte(tmp_path: Path) -> None:
    """Byte search of the ledger, its journal, the indexes, a cache and a later backup: 0; ten others stay readable."""
    book = str(tmp_path / "book.db")
    told = {number: marked(number) for number in range(1, 61)}
    with open_ledger(book, create=True) as ledger:
        ledger.add_readings(told.values())
        with open_search(book, ledger) as index, open_search(book, ledger, public=True):
            assert index.find(parse("Zq7mark")).total == 2
    derived_file(book, ".cache").write_text(told[7][0].report.text)
    store = open_store(book, 5.0)
    keys = {number: store.key(report_key(told[number][0].report.id)) for number in told}
    store.close()
    erased = random.Random(3).sample(sorted(told), 50)
    for number in erased:
        erase_report(book, told[number][0].report.id[:20], "A. Okoro", "asked by the source")
        if number in erased[::10]:
            assert search(book, "harbour").total == 2 * (59 - erased.index(number))
    backup = tmp_path / "later" / "backup.db"
    backup.parent.mkdir()
    with sqlite3.connect(book) as source, sqlite3.connect(backup) as target:
        source.backup(target)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    looked_for = [f"Zq{number}mark" for number in erased]
    needles = [word.encode(code) for word in looked_for for code in ("utf-8", "utf-16-le", "utf-16-be")]
    needles += [zlib.compress(told[number][1]) for number in erased] + [
        keys[number] or b"?" for number in erased
    ]
    found = [(path.name, needle) for path in files for needle in needles if needle in path.read_bytes()]
    assert found == []
    with open_ledger(book) as ledger:
        assert ledger.verify().findings == ()
        assert sum(act.kind == "erasure" for act in ledger.acts()) == 50
        left = {report.title for report in ledger.reports()}
        assert left == {f"Title Zq{number}mark" for number in told if number not in erased}
        for number in set(told) - set(erased):
            assert ledger.artefact(told[number][0].report.id) == told[number][1]
    assert search(book, "harbour").total == 20
    size = sum(path.stat().st_size for path in files)
    print(f"\n50 reports erased: {len(needles)} needles in {len(files)} files, {size:,} bytes: 0 found")


ERASER = """
import sys
from sayso.ledger import open_ledger
from sayso.acts.protecting import erase_report
for report in sys.stdin.read().split():
    erase_report(sys.argv[1], report, "A. Okoro", "asked")
    print(report, flush=True)
"""


@pytest.mark.slow
def test_a_killed_eraser_leaves_each_report_whole_or_gone(tmp_path: Path) -> None:
    """kill -9 at random moments: what was acknowledged is gone, all else is readable or gone, verify passes."""
    kills, acknowledged = (100 if SOAK else 12), 0
    for turn in range(kills):
        book = tmp_path / f"{turn}.db"
        told = [marked(number) for number in range(1, 13)]
        with open_ledger(str(book), create=True) as ledger:
            ledger.add_readings(told)
        child = subprocess.Popen(
            [sys.executable, "-c", ERASER, str(book)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdin and child.stdout
        child.stdin.write("\n".join(reading.report.id for reading, _ in told))
        child.stdin.close()
        child.stdout.readline()
        time.sleep(random.Random(turn).uniform(0, 0.3))
        child.send_signal(signal.SIGKILL)
        said = {line.strip() for line in child.stdout.read().split() if len(line.strip()) == 64}
        child.wait()
        child.stdout.close()
        with open_ledger(str(book)) as ledger:
            assert ledger.verify().findings == ()
            gone = {act.about[0] for act in ledger.acts()}
            assert said <= gone
            assert {report.id for report in ledger.reports()} == {r.report.id for r, _ in told} - gone
        acknowledged += len(said)
    print(f"\n{kills} kills while erasing, {acknowledged} erasures acknowledged: 0 lost, 0 partial")


def test_a_report_kept_in_the_open_is_refused(tmp_path: Path) -> None:
    """What an older version kept without a key cannot be taken out of the chain: one sentence says what to do."""
    path = str(tmp_path / "book.db")
    with open_ledger(path, create=True) as ledger:
        ledger.add_reading(*made(1))
    store = open_store(path, 5.0)
    assert isinstance(store, SqliteStore)
    book = Book(store)
    from sayso.ledger.artefacts import pack
    from sayso.ledger.entries import reading_body, report_body

    reading, raw = made(2)
    with book._writing() as page:
        told = page.write("report", report_body(reading.report))
        page.keep(pack(raw, told))
        page.write("reading", reading_body(reading, told))
    assert book.verify().findings == ()
    assert [one.report.id for one in book.readings()][-1] == reading.report.id
    assert book.artefact(reading.report.id) == raw
    with pytest.raises(KeptInTheOpen, match="was kept by a version that sealed no words"):
        book.erase(reading.report.id, "A. Okoro", "2031-05-09T00:00:00Z", "asked")
    book.close()
