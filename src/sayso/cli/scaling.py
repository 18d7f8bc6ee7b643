"""Past one machine: documents into shards of Parquet, and shards into a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.readers import Workers, open_pool
from sayso.cli.talk import BookPath, number, watched
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from sayso.scale import Marker

scale = typer.Typer(
    help="Read very many documents into Parquet, here or on Apache Spark, and add them to a ledger.",
    no_args_is_help=True,
)

HERE = "here"
_SHARDS = {16: 1, 256: 2, 4096: 3}


@scale.command("read")
def read(
    source: Annotated[
        Path,
        typer.Argument(metavar="SOURCE", help="a folder of documents, or Parquet with a column data or text"),
    ],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="where the shards are written")],
    master: Annotated[
        str,
        typer.Option(metavar="here|local[N]|spark://…", help="who reads; all but here needs sayso[spark]"),
    ] = HERE,
    shards: Annotated[int, typer.Option(metavar="16|256|4096", help="a shard is held in memory whole")] = 256,
    workers: Workers = None,
) -> None:
    """Read documents into claims and problems as Parquet.

    What is finished is not read again: call it again after a fault, or with more documents.
    """
    if shards not in _SHARDS:
        raise WrongCall(f"{shards}: give --shards as one of {', '.join(map(str, _SHARDS))}.")
    if workers is not None and master != HERE:
        raise WrongCall(f"--workers: with --master {master} Spark says how many. Leave it out.")
    found = _markers(source, out, master, _SHARDS[shards], workers)
    counts = {
        table: sum(marker.rows[table] for marker in found) for table in ("reports", "claims", "refused")
    }
    refused = f"; {number(counts['refused'], 'document')} refused" if counts["refused"] else ""
    print(
        f"{out}: {number(counts['reports'], 'report')} with {number(counts['claims'], 'claim')} "
        f"in {number(len(found), 'shard')}{refused}."
    )


@scale.command("commit")
def commit(
    book: BookPath,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="the shards of: scale read")],
) -> None:
    """Add the finished shards to a ledger: one writer, whoever has read."""
    from sayso.ledger import open_ledger
    from sayso.scale import commit as commit_shards

    if not (folder / "finished").is_dir():
        raise WrongCall(f"{folder}: there are no finished shards in it. Make them with: sayso scale read")
    with open_ledger(book, create=True) as ledger:
        done = commit_shards(folder, ledger)
    there = f"; {number(done.had, 'report')} there already" if done.had else ""
    print(f"{book}: {number(done.reports, 'report')} with {number(done.claims, 'claim')} added{there}.")


def _markers(source: Path, out: Path, master: str, digits: int, workers: int | None) -> list[Marker]:
    if master == HERE:
        from sayso.scale.local import read_here

        with open_pool(workers) as reader:
            return list(watched(read_here(source, out, reader, digits), "shards"))
    from sayso.scale.spark import open_session, read_on_spark

    spark = open_session(master)
    try:
        return read_on_spark(source, out, spark, digits)
    finally:
        spark.stop()
