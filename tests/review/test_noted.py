"""What outlives a restart: the inputs that could not be read, and the files that left; both in the ledger, both on their screens."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from desk_makings import Client, Served, served, small_book

from sayso.acts.audit import log_of
from sayso.ledger import open_ledger
from sayso.pipeline import Reader


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    """Each desk would load the language model for itself."""
    monkeypatch.setattr("sayso.pipeline.load_reader", lambda: reader)


def given(client: Client, desk: Served, **fields: str) -> None:
    """Something given to be read, and its end awaited."""
    path = client.post("/add", wants_json=True, **fields).json["next"]
    over(client, path)


def over(client: Client, path: str) -> dict[str, Any]:
    """The job, when nothing more will happen to it."""
    for _ in range(600):
        job: dict[str, Any] = client.get(f"{path}.json").json["job"]
        if job["over"]:
            return job
        time.sleep(0.05)
    raise AssertionError(f"{path} is not over")


def failed(client: Client) -> list[dict[str, Any]]:
    """The failed rows of the inbox."""
    return list(client.get("/inbox.json").json["failed"])


def test_refused_inputs_stand_in_the_inbox_after_a_restart(tmp_path: Path) -> None:
    """An address and a text that could not be read, with who, when and why; the address can be fetched again, the text is given again."""
    book = small_book(tmp_path / "book.db")
    with served(book) as desk:
        ada = desk.client("Ada")
        given(ada, desk, address="http://127.0.0.1:9/nothing", publisher="The Lantern")
        given(ada, desk, text="\x00\x01\x02\x03" * 400)
        before = failed(ada)
        assert [one["by"] for one in before] == ["Ada", "Ada"] and all(
            "/jobs/" in one["again"] for one in before
        )
    with served(book) as desk:
        ada = desk.client("Ada")
        after = failed(ada)
        assert [(one["key"], one["origin"], one["refused"]) for one in after] == [
            (one["key"], one["origin"], one["refused"]) for one in before
        ]
        text, address = after
        assert (text["origin"], text["again"]) == ("pasted text", None)
        assert address["again"] == f"/refused/{address['key']}/again"
        page = ada.get("/inbox?state=failed").text
        assert "Give it again" in page and "Put it away" in page and "given by Ada" in page
        assert "failed" in page and ada.get("/inbox.json").json["filters"][-1]["count"] == 2
        # tried again it is refused again, and stands there once
        job = over(ada, ada.post(address["again"], wants_json=True).json["next"])
        assert job["refused"] and len(failed(ada)) == 2
        assert ada.post(f"/refused/{text['key']}/again").status == 409


def test_what_is_put_away_or_read_after_all_is_gone_from_the_inbox_and_not_from_the_log(
    tmp_path: Path,
) -> None:
    """Both leave the list for good; the audit log has each step."""
    book = small_book(tmp_path / "book.db")
    with served(book) as desk:
        ada = desk.client("Ada")
        given(ada, desk, text="\x00\x01\x02\x03" * 400)
        given(ada, desk, address="http://127.0.0.1:9/nothing")
        address, text = failed(ada)
        assert ada.post(text["away"]).status == 303
        assert [one["key"] for one in failed(ada)] == [address["key"]]
        assert ada.post(text["away"]).status == 404
    with open_ledger(str(book)) as ledger:
        from dataclasses import replace

        from desk_makings import reading

        made, raw = reading("found", [{"text": "A blast in Velmora killed 4 people."}])
        assert made.report.retrieval
        retrieval = replace(made.report.retrieval, origin="http://127.0.0.1:9/nothing")
        ledger.add_reading(replace(made, report=replace(made.report, retrieval=retrieval)), raw)
        log = [(row["by"], row["kind"], row["what"]) for row in log_of(ledger)]
    assert log == [
        ("Ada", "refusal", "gave an input that was refused"),
        ("Ada", "refusal", "gave an input that was refused"),
        ("Ada", "refusal", "put away an input"),
    ]
    with served(book) as desk:
        assert failed(desk.client("Ada")) == []


def test_files_that_left_stand_in_the_list_after_a_restart(tmp_path: Path) -> None:
    """With who, when, the hash and the whole manifest, on the exports page and in the log; sealed like any entry."""
    book = small_book(tmp_path / "book.db")
    with served(book) as desk:
        edi = desk.client("Edi")
        file = edi.post("/exports", format="csv", scope="internal")
        before = edi.get("/exports.json").json["log"]
        assert [one["file_sha256"] for one in before] == [file.headers["X-Sayso-SHA256"]]
    with served(book) as desk:
        edi = desk.client("Edi")
        assert edi.get("/exports.json").json["log"] == edi.get("/log.json").json["exported"] == before
        assert before[0]["file"] in edi.get("/exports").text
        assert edi.get("/log.json").json["rows"][0]["what"] == "exported"
    with open_ledger(str(book)) as ledger:
        (row,) = log_of(ledger)
        assert (row["by"], row["kind"], row["why"]) == ("Edi", "export", "internal csv, 2 incidents")
        assert ledger.verify().sound


def test_a_file_leaves_only_when_the_ledger_has_its_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the entry cannot be written, no file is given."""
    from sayso.problems import LedgerFull
    from sayso.review.desk import Desk

    with served(small_book(tmp_path / "book.db")) as desk:
        edi = desk.client("Edi")
        size = desk.desk.view.head.size

        def full(self: Desk, act: object) -> int:
            raise LedgerFull("book.db")

        monkeypatch.setattr(Desk, "note", full)
        answer = edi.post("/exports", format="csv", scope="internal")
        assert answer.status == 400 and "X-Sayso-SHA256" not in answer.headers
        assert desk.desk.view.head.size == size


def test_what_another_desk_notes_is_seen(tmp_path: Path) -> None:
    """Two desks on one ledger: the file that left the one stands in the list of the other."""
    book = small_book(tmp_path / "book.db")
    with served(book) as one, served(book) as other:
        one.client("Edi").post("/exports", format="json", scope="internal")
        other.desk.catch_up()
        assert [line["by"] for line in other.client("Edi").get("/exports.json").json["log"]] == ["Edi"]
