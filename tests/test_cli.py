"""The commands: what they print, what they keep, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from incident_makings import claim, report

from sayso.cli import run
from sayso.ids import sha256_hex
from sayso.ledger import open_ledger
from sayso.model import Claim, Reading, ReportId
from sayso.problems import problem

PROGRAM = [sys.executable, "-c", "from sayso.cli import main; main()"]


class FakeReader:
    """Finds one bombing with seven dead in every report."""

    name = reading_name = "fake.1"

    def read_many(self, taken):  # type: ignore[no-untyped-def]
        """The readings, in order."""
        for told, problems in taken:
            yield Reading(told, (_found(told.id),), problems, "fake.1")


def _found(report_id: str) -> Claim:
    return claim(f"c{report_id[:8]}", report=report_id, place="Velmora", day="2031-05-05", killed=(7, 7))


@pytest.fixture(autouse=True)
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands read with the fake: loading the real one is tested elsewhere."""
    monkeypatch.setattr("sayso.pipeline.load_reader", FakeReader)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A short report in a file."""
    path = tmp_path / "news.txt"
    path.write_text("Seven people died in a blast in Velmora on Monday, the mayor said.\n", encoding="utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A ledger with two reports of one bombing."""
    path = str(tmp_path / "book.db")
    with open_ledger(path, create=True) as ledger:
        for name in ("one", "two"):
            told = report(name, text=f"{name}: a blast.", retrieved=f"2031-05-06T0{len(name)}:00:00Z")
            artefact = told.text.encode()
            told_id = ReportId(sha256_hex(artefact))
            kept = Reading(_with_id(told, told_id), (_found(told_id),), (), "fake.1")
            ledger.add_reading(kept, artefact)
    return path


def _with_id(told, told_id):  # type: ignore[no-untyped-def]
    import dataclasses

    return dataclasses.replace(told, id=told_id)


def incident_id(book: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The id of the only incident in the book."""
    assert run(["incidents", book, "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    return str(json.loads(line)["id"])


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`sayso --version` says the version and stops."""
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == "sayso 0.1.0\n"


def test_read_json_is_a_reading_a_line(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a report, in the shape of the contract, with what the caller gave."""
    assert run(["read", "--json", "--published", "2031-05-06", "--publisher", "The Lantern", str(news)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    reading = json.loads(line)
    assert set(reading) >= {"report", "claims", "problems"}
    assert (reading["report"]["published"], reading["report"]["publisher"]) == ("2031-05-06", "The Lantern")
    assert reading["report"]["id"] == sha256_hex(news.read_bytes())


def test_read_shows_claims(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json the claims are shown in words, and no colour goes into a pipe."""
    assert run(["read", str(news)]) == 0
    assert "killed 7" in (out := capsys.readouterr().out) and "\x1b" not in out


def test_a_bad_input_is_one_line_and_the_rest_goes_on(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing, an empty and a binary file cost a line each; the good one is read; the status is 1."""
    empty, binary = news.with_name("empty.txt"), news.with_name("binary.txt")
    empty.write_bytes(b"")
    binary.write_bytes(b"\x00\x01\x02" * 50)
    assert run(["read", "--json", str(news.with_name("gone.txt")), str(empty), str(news), str(binary)]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1 and len(err.splitlines()) == 3
    assert err.splitlines()[0] == f"{news.with_name('gone.txt')}: no such file or directory. Check the path."


def test_read_takes_folders_and_standard_input(
    news: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is the files in it, and - is what comes in."""
    news.with_name("more.txt").write_text("A second report of a blast in the town.", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"A third report, of another blast.")))
    assert run(["read", "--json", str(news.parent), "-"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["read", "x", "--published", "May 6"], "May 6: this is no day. Give --published as YYYY-MM-DD."),
        (["export", "{book}", "--to", "docx"], None),
        (["export", "{book}", "--to", "acled", "--set", "inter"], "inter: a setting is NAME=VALUE, for example --set fatalities=high."),
        (["judge", "{book}", "i", "maybe", "--by", "M", "--why", "w"], "maybe: no such verdict. Verdicts: accept, fix, reject, unsure, not-same."),
        (["judge", "{book}", "i", "accept", "--by", " ", "--why", "w"], "a judgement needs a name and a reason. Give --by NAME and --why TEXT."),
        (["judge", "{book}", "izzz", "accept", "--by", "M", "--why", "w"], "izzz: there is no such incident. The ids stand in: sayso incidents {book}"),
        (["verify", "{book}", "--known", "seven"], "seven: this is no head. Give it as sayso verify printed it: NUMBER:SEAL."),
        (["export", "{book}", "--to", "csv", "--out", "{book}"], "{book}: this is the ledger. Give another file with --out."),
        (["predict", "dreams", "{records}"], None),
        (["incidents", "{book}.none"], None),
        (["frobnicate"], None),
        (["read"], None),
    ],
)  # fmt: skip
def test_a_wrong_call_is_a_line_and_status_2(
    call: list[str], said: str | None, book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be carried out says why on standard error, prints nothing and ends with 2."""
    (tmp_path / "in.jsonl").write_text("{}\n", encoding="utf-8")
    assert run([part.format(book=book, records=tmp_path / "in.jsonl") for part in call]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "Traceback" not in err
    assert said is None or err == said.format(book=book) + "\n"


def test_add_keeps_once(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Adding the same file again says that it is there, and changes nothing."""
    book = str(tmp_path / "new.db")
    assert run(["add", book, str(news), "--published", "2031-05-06"]) == 0
    made, added = capsys.readouterr().out.splitlines()
    assert made.startswith(f"{book}: a new ledger, kept by SQLite ")
    assert added == f"{book}: 1 report with 1 claim added."
    assert run(["add", book, str(news), "--published", "2031-05-06"]) == 0
    assert capsys.readouterr().out == f"{book}: 0 reports with 0 claims added; 1 report there already.\n"
    with open_ledger(book) as ledger:
        (kept,) = ledger.reports()
        assert ledger.artefact(kept.id) == news.read_bytes()
        assert kept.retrieval and kept.retrieval.retrieved_utc


def test_incidents_and_their_reasons(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Two reports of one bombing are one incident, and --why says why."""
    assert run(["incidents", book]) == 0
    assert "2 claims in 2 reports, unjudged" in capsys.readouterr().out
    assert run(["incidents", book, "--why", incident_id(book, capsys)[:8]]) == 0
    assert "- Both are dated to the same day." in capsys.readouterr().out


def test_a_public_export_has_what_was_accepted(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before a person accepts, the public table is empty and says so; afterwards it has the rows."""
    assert run(["export", book, "--to", "csv"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1 and "nothing was accepted yet" in err
    name = incident_id(book, capsys)
    assert run(["judge", book, name[:6], "accept", "--by", "R. Marsh", "--why", "two photographs"]) == 0
    assert capsys.readouterr().out == f"{name}: accept by R. Marsh, 2 claims.\n"
    target = tmp_path / "out.csv"
    assert run(["export", book, "--to", "csv", "--out", str(target)]) == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert [row["claim_status"] for row in rows] == ["accepted", "accepted"]
    losses = json.loads((tmp_path / "out.csv.losses.json").read_text(encoding="utf-8"))
    assert losses["sha256"] == sha256_hex(target.read_bytes()) and losses["rows"] == 2
    assert capsys.readouterr().err.startswith("csv: 1 of 1 incidents in 2 rows; values: ")


def test_an_export_that_fails_leaves_both_files_as_they_were(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file cannot be written, the old one and its account stand, and one line says why."""
    target, losses = tmp_path / "out.csv", tmp_path / "out.csv.losses.json"
    target.write_text("old", encoding="utf-8")
    losses.write_text("old account", encoding="utf-8")

    def full(path: Path, data: bytes) -> None:
        if path == target:
            raise OSError(28, "No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr("sayso.cli.talk.write_whole", full)
    assert run(["export", book, "--to", "csv", "--internal", "--out", str(target)]) == 2
    assert capsys.readouterr().err == (
        f"{target}: cannot be written: no space left on device. Give another --out.\n"
    )
    assert (target.read_text(), losses.read_text()) == ("old", "old account")


def test_an_internal_export_has_everything(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--internal needs no acceptance, and each row says that there was none."""
    assert run(["export", book, "--to", "json", "--internal"]) == 0
    assert json.loads(capsys.readouterr().out)["incidents"][0]["status"] == "unjudged"


def test_a_rejection_takes_it_out_of_the_export(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One person's rejection outweighs another's acceptance."""
    name = incident_id(book, capsys)
    for who, verdict in (("R. Marsh", "accept"), ("A. Okoro", "reject")):
        assert run(["judge", book, name, verdict, "--by", who, "--why", "seen"]) == 0
    capsys.readouterr()
    assert run(["export", book, "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["incidents"] == []


def test_verify_a_sound_book(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound ledger is said to be sound, with its head; that head is accepted again."""
    assert run(["verify", book]) == 0
    first, storage, head = capsys.readouterr().out.splitlines()
    assert storage.startswith("kept by SQLite ")
    assert first.startswith(f"{book}: sound. 4 entries (reading 2, report 2), 2 artefacts.")
    assert run(["verify", book, "--known", head.removeprefix("head ")]) == 0


def test_verify_finds_another_head(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A head that the ledger never had is a finding on standard error, and the status is 1."""
    assert run(["verify", book, "--known", f"2:{'0' * 64}"]) == 1
    assert book in capsys.readouterr().err


def test_a_closed_pipe_is_quiet(book: str) -> None:
    """Whoever reads only the first line leaves no complaint behind."""
    call = subprocess.Popen([*PROGRAM, "incidents", book], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert call.stdout and call.stderr
    call.stdout.close()
    assert call.stderr.read() == b"" and call.wait() in (0, 1)
    call.stderr.close()


def test_an_ascii_terminal_gets_question_marks(book: str) -> None:
    """Signs that the locale has not are no reason to fail."""
    call = subprocess.run(
        [*PROGRAM, "incidents", book],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert b"?blast?" in call.stdout


def test_help_loads_nothing_heavy() -> None:
    """`sayso --help` does not wait for the language model or the console library."""
    code = (
        "import sys\nfrom sayso.cli import run\nrun(['--help'])\n"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'numpy', 'onnxruntime', 'trafilatura', 'rich')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_interrupt_is_quiet(
    news: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends with 130 and no traceback."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sayso.pipeline.load_reader", interrupted)
    assert run(["read", str(news)]) == 130
    assert capsys.readouterr().err == ""


def _ids(book: str, capsys: pytest.CaptureFixture[str]) -> list[dict]:  # type: ignore[type-arg]
    assert run(["incidents", book, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_split_and_a_merge_undo_each_other(
    book: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken out, the second report's claim is an incident of its own; merged, both are one again."""
    moments = iter(("2031-06-01T00:00:00Z", "2031-06-02T00:00:00Z"))
    monkeypatch.setattr("sayso.acts.judging.moment", lambda: next(moments))
    why = ["--by", "R. Marsh", "--why", "seen"]
    (one,) = _ids(book, capsys)
    assert run(["split", book, one["id"], one["claims"][1]["id"], *why]) == 0
    capsys.readouterr()
    both = _ids(book, capsys)
    assert len(both) == 2
    assert run(["merge", book, *(incident["id"] for incident in both), *why]) == 0
    assert "merge by R. Marsh" in capsys.readouterr().out
    assert [incident["id"] for incident in _ids(book, capsys)] == [one["id"]]


def test_two_incidents_are_kept_apart_in_all_their_claims(
    book: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The judgement names the claims of the one and those of the other, and the view says how they were joined."""
    moments = iter(("2031-06-01T00:00:00Z", "2031-06-02T00:00:00Z"))
    monkeypatch.setattr("sayso.acts.judging.moment", lambda: next(moments))
    why = ["--by", "R. Marsh", "--why", "seen"]
    (one,) = _ids(book, capsys)
    assert run(["incidents", book, "--why", one["id"]]) == 0
    said = capsys.readouterr().out
    assert "How they were joined" in said and "for: " in said and "To undo a joining: sayso split" in said
    assert run(["split", book, one["id"], one["claims"][1]["id"], *why]) == 0
    capsys.readouterr()
    first, second = _ids(book, capsys)
    assert run(["judge", book, first["id"], "not-same", "--other", second["id"], *why]) == 0
    assert "not-same by R. Marsh, 2 claims" in capsys.readouterr().out
    with open_ledger(book) as ledger:
        made = list(ledger.judgements())[-1]
    assert made.about == (first["claims"][0]["id"],) and made.other == (second["claims"][0]["id"],)


def test_incidents_are_graded_under_a_policy(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The table and the JSON answer three questions; a policy that there is not is one line."""
    assert run(["incidents", book, "--policy", "airwars"]) == 0
    assert "Who did it: unknown. Nobody says who did it." in capsys.readouterr().out
    (one,) = _ids(book, capsys)
    assert [grade["question"] for grade in one["grades"]] == ["reported", "happened", "who"]
    assert one["figures"]["killed"]["low"] == 7 and one["origins"]
    assert run(["incidents", book, "--policy", "moon"]) == 2
    assert capsys.readouterr().err.startswith("moon: no such policy.")


def test_a_wrong_call_says_where_to_read_on(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing argument and an unknown command are one line that ends with the help to ask for."""
    assert run(["incidents"]) == 2
    assert capsys.readouterr().err == "Missing argument 'BOOK'. See: sayso incidents --help\n"
    assert run(["read", "--zzz", "x"]) == 2
    assert capsys.readouterr().err == "No such option: --zzz. See: sayso read --help\n"


@pytest.mark.parametrize(("start", "said"), [("zz", "no claim of it."), ("c", "2 of its claims begin so")])
def test_half_an_id_of_a_claim(start: str, said: str, book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An id that fits no claim, or several, is told apart, with the call that shows them."""
    name = incident_id(book, capsys)
    assert run(["judge", book, name, "reject", "--claim", start, "--by", "R. Marsh", "--why", "x"]) == 2
    err = capsys.readouterr().err
    assert said in err and f"sayso incidents {book} --why {name}" in err


def test_no_ledger_can_be_made_in_a_folder_that_is_not_there(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line does not send the reader back to the call that failed."""
    assert run(["add", str(tmp_path / "none" / "book.db"), str(news)]) == 2
    err = capsys.readouterr().err
    assert "no ledger could be made there" in err and "sayso add" not in err


def test_a_problem_is_one_line() -> None:
    """Words that the report breaks over two lines are quoted on one."""
    assert "'East Velmora'" in problem("place_not_found", None, words="East\nVelmora").message
