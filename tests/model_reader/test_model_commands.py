"""The commands with a language model: off by default, plain about where the text goes, and whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from model_makings import DRONE, MAYOR, PUBLISHED, REPORT
from standin import Asked, Reply, StandIn, claims, error, serving, text_of

from sayso.cli import run
from sayso.ledger import open_ledger
from sayso.pipeline import Reader


@pytest.fixture(autouse=True)
def loaded(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands use the reader that the tests have loaded."""
    monkeypatch.setattr("sayso.pipeline.load_reader", lambda: reader)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A report in a file."""
    path = tmp_path / "news.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def with_model(stand_in: StandIn, *arguments: str, reader: str = "openai") -> list[str]:
    """The call with the stand-in as its model."""
    model = ["--reader", reader, "--base-url", stand_in.base_url, "--model", "stand-in"]
    return [*arguments, "--published", PUBLISHED, *model]


def both(asked: Asked) -> Reply:
    """The two claims that the model sees."""
    return claims(*(one for one in (DRONE, MAYOR) if one["evidence"][0] in text_of(asked)))  # type: ignore[index]


def test_off_by_default(
    news: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --reader nothing of this is loaded, nothing is sent, nothing is said."""
    monkeypatch.setattr(
        "sayso.second_reader.load_model_reader", lambda *_, **__: pytest.fail("a model was loaded")
    )
    assert run(["read", str(news), "--published", PUBLISHED, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and json.loads(out)["claims"] and "derived" not in json.loads(out)


def test_read_says_where_the_text_goes(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first report is sent, and what it took in the end; the reading is as the contract has it."""
    with serving(both) as stand_in:
        assert run(with_model(stand_in, "read", str(news), "--json", "--price", "1,10")) == 0
    out, err = capsys.readouterr()
    first, last = err.splitlines()
    assert (
        first
        == f"Each report is sent to {stand_in.address}, on this machine, to be read by stand-in. Nothing else leaves sayso."
    )
    assert last == f"stand-in at {stand_in.address}: 1 question, 900 tokens in, 100 out, cost 0.0019."
    record = json.loads(out)
    assert [claim["trigger"]["text"] for claim in record["claims"]] == ["struck", "shot dead"]
    assert record["derived"]["exchanges"][0]["answer"] and record["derived"]["model"] == "stand-in"


def test_read_both_side_by_side(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a table, and as JSON with both readings and how they compare."""
    with serving(both) as stand_in:
        assert run(with_model(stand_in, "read", str(news), reader="both")) == 0
        table = capsys.readouterr().out
        assert run(with_model(stand_in, "read", str(news), "--json", reader="both")) == 0
    record = json.loads(capsys.readouterr().out)
    assert "only one" in table and " differ" in table and "saw it" in table
    ids = {claim["id"] for side in ("embedded", "model") for claim in record[side]["claims"]}
    beside = record["side_by_side"]
    told = [
        *sum(beside["agree"], []),
        *(one for pair in beside["differ"] for one in pair["claims"]),
        *sum(beside["only"], []),
    ]
    assert sorted(told) == sorted(ids)


def test_add_keeps_what_the_model_said(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reading with its questions and raw answers; adding it again changes nothing."""
    book = str(tmp_path / "book.db")
    with serving(both) as stand_in:
        assert run(with_model(stand_in, "add", book, str(news))) == 0
        assert run(with_model(stand_in, "add", book, str(news))) == 0
        assert len(stand_in.asked) == 1, "the second time the answer is remembered"
    assert "1 report with 2 claims added" in capsys.readouterr().out
    with open_ledger(book) as ledger:
        (reading,) = ledger.readings()
        assert reading.derived is not None and json.loads(reading.derived.exchanges[0].answer)["claims"]
        assert reading.derived.instructions.startswith("You read a news report")
        assert ledger.verify().sound and list(ledger.judgements()) == []


def test_add_both_keeps_the_second_beside(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The embedded reader's claims count; the model's lie beside them and no incident has them."""
    book = str(tmp_path / "book.db")
    with serving(both) as stand_in:
        assert run(with_model(stand_in, "add", book, str(news), reader="both")) == 0
    with open_ledger(book) as ledger:
        (first,), (second,) = list(ledger.readings()), list(ledger.second_readings())
        assert first.derived is None and second.derived is not None
        (name,) = {claim.reader for claim in ledger.claims()}
        assert name and first.reader and first.reader.startswith(name) and name != second.reader
    assert run(["export", book, "--to", "json", "--internal"]) == 0
    assert "stand-in" not in capsys.readouterr().out


def test_what_was_not_read_to_its_end_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit status 1, the other reports kept; the next call reads it again."""
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"{name}. {REPORT}", encoding="utf-8")
    files, book = (
        [str(tmp_path / f"{name}.txt") for name in ("one", "two", "three")],
        str(tmp_path / "book.db"),
    )
    failing = [True]

    def answer(asked: Asked) -> Reply:
        return error(418, "a teapot") if failing[0] and text_of(asked).startswith("two.") else both(asked)

    with serving(answer) as stand_in:
        assert run(with_model(stand_in, "add", book, *files)) == 1
        out, err = capsys.readouterr()
        assert "2 reports with 4 claims added" in out
        (line,) = [line for line in err.splitlines() if "two.txt" in line]
        assert "not kept as the model reads it" in line and "418: a teapot" in line
        failing[0] = False
        assert run(with_model(stand_in, "add", book, *files)) == 0
    out = capsys.readouterr().out
    assert "1 report with 2 claims added; 2 reports there already" in out
    with open_ledger(book) as ledger:
        assert len(list(ledger.readings())) == 3 and ledger.verify().sound


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (["--reader", "gpt"], "gpt: no such reader. Give --reader as one of: embedded, openai, both."),
        (["--reader", "openai"], "--reader openai needs the server and the model: --base-url http://127.0.0.1:8000/v1 --model NAME."),
        (["--reader", "both", "--base-url", "http://127.0.0.1:1/v1"], "--reader both needs the server and the model"),
        (["--model", "x"], "--model: the embedded reader asks no server."),
        (["--reader", "openai", "--model", "x", "--base-url", "ftp://x"], "ftp://x: not used: it is no http(s) address."),
        (["--reader", "openai", "--model", "x", "--base-url", "http://127.0.0.1:1/v1", "--price", "a"], "a: these are no prices."),
    ],
)  # fmt: skip
def test_wrong_calls(more: list[str], line: str, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each wrong call is one line with the next step, and exit status 2."""
    assert run(["read", str(news), *more]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(line) and err.count("\n") == 1


def test_without_the_extra(
    news: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without httpx the call says what to install."""
    import sys

    monkeypatch.setitem(sys.modules, "httpx", None)
    assert (
        run(["read", str(news), "--reader", "openai", "--base-url", "http://127.0.0.1:1/v1", "--model", "x"])
        == 2
    )
    assert (
        capsys.readouterr().err
        == "A language model as a reader needs more libraries. Install them with: pip install 'sayso[model]'\n"
    )


def test_the_score_of_a_model_beside_the_embedded_reader(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command, two columns; here the model is a stand-in that sees nothing, so its score is 0."""
    with serving(lambda _: claims()) as stand_in:
        call = ["evaluate", "report", "--data", str(shared), "--reader", "both"]
        assert run([*call, "--base-url", stand_in.base_url, "--model", "stand-in"]) == 0
    head, _, row = capsys.readouterr().out.strip().split("\n")
    assert "`reader-en" in head and "`stand-in claims-prompt.1 " in head
    ours, theirs = (float(cell) for cell in row.split("|")[3:5])
    assert ours > 0.5 and theirs == 0.0
