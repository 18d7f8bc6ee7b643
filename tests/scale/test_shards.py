"""Shards on one machine: whole or not at all, named by what is in them, done once; one writer to the ledger."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet
from scale_makings import QuickReader, in_ledger, one_machine, whole, write_documents

import sayso.scale
from sayso.ledger import open_ledger
from sayso.problems import DamagedShard, NotFound, WrongCall
from sayso.scale import commit, documents_in, finished
from sayso.scale.commit import readings_of
from sayso.scale.documents import Document, key_of, shard_of
from sayso.scale.local import read_here
from sayso.scale.shards import write_shard


def files(folder: Path) -> dict[str, str]:
    """Every file of a folder with the SHA-256 of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused_in(folder: Path) -> list[str]:
    """The refusals in all shards, a line each."""
    rows = [
        row
        for path in sorted(folder.glob("refused/*/*.parquet"))
        for row in parquet.ParquetFile(path).read().to_pylist()
    ]
    return [f"{row['origin']}: {row['message']}" for row in rows]


def test_shards_have_what_a_plain_loop_gives(tmp_path: Path) -> None:
    """Every reading, claim for claim, and every refusal."""
    source = write_documents(tmp_path / "in", 120)
    markers = list(read_here(source, tmp_path / "out", QuickReader()))
    found = [whole(reading) for marker in markers for reading, _ in readings_of(tmp_path / "out", marker)]
    assert sorted([*found, *refused_in(tmp_path / "out")]) == one_machine(documents_in(source), QuickReader())
    assert sum(marker.rows["refused"] for marker in markers) == 18 and len(markers) > 10


def test_doing_it_twice_gives_the_same_files(tmp_path: Path) -> None:
    """Another folder gets the same bytes; the same folder is not written again."""
    source = write_documents(tmp_path / "in", 60)
    first, second = (
        list(read_here(source, tmp_path / "a", QuickReader())),
        list(read_here(source, tmp_path / "b", QuickReader())),
    )
    assert first == second and files(tmp_path / "a") == files(tmp_path / "b")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.parquet")}
    assert list(read_here(source, tmp_path / "a", QuickReader())) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.parquet")} == before


def test_how_many_shards_are_held_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One shard at a time, a few, or all: the same files, and the documents are gone through once for each lot."""
    source, passes, found = write_documents(tmp_path / "in", 60), list[int](), []

    def counted(path: Path):  # type: ignore[no-untyped-def]
        passes[-1] += 1
        return documents_in(path)

    monkeypatch.setattr("sayso.scale.local.documents_in", counted)
    for held in (1, 1500, 10**9):
        monkeypatch.setattr("sayso.scale.local.HELD", held)
        passes.append(0)
        markers = list(read_here(source, tmp_path / str(held), QuickReader()))
        found.append(files(tmp_path / str(held)))
    assert found[0] == found[1] == found[2]
    assert passes[0] == 1 + len(markers) > passes[1] > passes[2] == 2


def test_more_documents_make_new_shards_only_where_they_are(tmp_path: Path) -> None:
    """One more document is one more shard name; the others are not read again."""
    source = write_documents(tmp_path / "in", 60)
    before = {marker.name for marker in read_here(source, tmp_path / "out", QuickReader())}
    (source / "more.txt").write_text("Three people were killed in Ariha, a doctor said.\n", encoding="utf-8")
    after = {marker.name for marker in read_here(source, tmp_path / "out", QuickReader())}
    assert len(after - before) == 1 and len(finished(tmp_path / "out")) == len(before) + 1


def test_a_fault_leaves_no_half_of_a_shard(tmp_path: Path) -> None:
    """A call that is ended in the middle leaves neither file nor marker."""

    class Failing(QuickReader):
        def read_many(self, taken):  # type: ignore[no-untyped-def]
            yield from list(super().read_many(taken))[:1]
            raise KeyboardInterrupt

    documents = [
        Document(f"{at}.txt", f"{at} people were killed in Marea, a monitor said.".encode())
        for at in range(3)
    ]
    with pytest.raises(KeyboardInterrupt):
        write_shard(documents, "0", "0-name", tmp_path, Failing())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_ledger_is_that_of_one_machine(tmp_path: Path) -> None:
    """Committing gives the readings that adding one by one gives; again, and after a stop, adds nothing twice."""
    source, out = write_documents(tmp_path / "in", 90), tmp_path / "out"
    list(read_here(source, out, QuickReader()))
    with open_ledger(str(tmp_path / "half.db"), create=True) as ledger:
        marker = next(iter(finished(out).values()))
        ledger.add_readings(list(readings_of(out, marker))[:2])
        done = commit(out, ledger)
        again = commit(out, ledger)
    assert done.had >= 2 and again.reports == 0 and again.claims == 0
    with open_ledger(str(tmp_path / "plain.db"), create=True) as ledger:
        for document in sorted(documents_in(source), key=lambda one: (shard_of(one, 1), key_of(one))):
            if document.data:
                (reading,) = QuickReader().read_many([_taken(document)])
                ledger.add_reading(reading, document.data)
    assert in_ledger(tmp_path / "half.db") == in_ledger(tmp_path / "plain.db")


def _taken(document: Document):  # type: ignore[no-untyped-def]
    from sayso.intake import read_bytes

    return read_bytes(document.data, origin=document.origin)


def test_a_changed_file_is_not_added(tmp_path: Path) -> None:
    """A shard that is not as it was written is refused in one line; those before it are in the ledger."""
    out = tmp_path / "out"
    list(read_here(write_documents(tmp_path / "in", 40), out, QuickReader()))
    changed = sorted(out.glob("claims/*/*.parquet"))[-1]
    changed.write_bytes(changed.read_bytes()[:-1])
    with (
        open_ledger(str(tmp_path / "book.db"), create=True) as ledger,
        pytest.raises(DamagedShard) as refused,
    ):
        commit(out, ledger)
    assert str(changed) in str(refused.value) and "read the documents again" in str(refused.value)


def test_parquet_in(tmp_path: Path) -> None:
    """Rows with text or bytes and what is known of them are documents too."""
    rows = [
        {
            "id": "a",
            "text": "Two people were killed in Marea, a monitor said.",
            "published": "2031-05-05",
            "publisher": "The Lantern",
        },
        {"id": "b", "text": None, "published": None, "publisher": None},
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "news.parquet")
    markers = list(read_here(tmp_path / "news.parquet", tmp_path / "out", QuickReader()))
    (reading,) = [reading for marker in markers for reading, _ in readings_of(tmp_path / "out", marker)]
    assert (reading.report.published, reading.report.publisher) == ("2031-05-05", "The Lantern")
    assert reading.report.retrieval is not None and reading.report.retrieval.origin == "a"
    assert refused_in(tmp_path / "out") == [
        "b: b: there is no text in it. Nothing was read; check the download."
    ]


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    """No folder, an empty one, Parquet without text."""
    with pytest.raises(NotFound):
        list(documents_in(tmp_path / "none"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound):
        list(documents_in(tmp_path / "empty"))
    parquet.write_table(pyarrow.table({"words": ["a"]}), tmp_path / "odd.parquet")
    with pytest.raises(WrongCall, match="no column data or text. Its columns: words"):
        list(documents_in(tmp_path / "odd.parquet"))


def test_claims_can_be_queried(tmp_path: Path) -> None:
    """A folder of claims is one table for whoever reads Parquet, a partition a shard."""
    list(read_here(write_documents(tmp_path / "in", 60), tmp_path / "out", QuickReader()))
    table = parquet.read_table(tmp_path / "out" / "claims")
    assert {"kind", "stance", "sources", "record", "shard"} <= set(table.column_names)
    assert all(
        json.loads(record)["kind"] == kind
        for record, kind in zip(table["record"].to_pylist(), table["kind"].to_pylist(), strict=True)
    )
    assert table.num_rows > 30


def test_no_stage_imports_an_engine() -> None:
    """Of the package only two files name Spark; nothing imports these but who starts them."""
    folder = Path(sayso.scale.__file__).parent
    naming = {
        path.name
        for path in folder.glob("*.py")
        if re.search(r"^\s*(?:import|from) pyspark", path.read_text("utf-8"), re.M)
    }
    engine = {"spark.py", "spark_linking.py"}
    assert naming == engine
    for path in folder.glob("*.py"):
        imported = {
            node.module
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom)
        }
        assert path.name in engine or not imported & {"sayso.scale.spark", "sayso.scale.spark_linking"}
