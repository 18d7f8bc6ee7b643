"""Past one machine: documents into shards of Parquet, these into incidents, and into a ledger."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.readers import Workers, open_pool
from sayso.cli.talk import BookPath, number, watched
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from sayso.scale import Marker
    from sayso.scale.incident_shards import Run

scale = typer.Typer(
    help="Read very many documents into Parquet and link what they say, here or on Apache Spark; add them to a ledger.",
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


@scale.command("link")
def link(
    folder: Annotated[Path, typer.Argument(metavar="SHARDS", help="the shards of: scale read")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="where the incidents are written")],
    master: Annotated[
        str,
        typer.Option(metavar="here|local[N]|spark://…", help="who links; all but here needs sayso[spark]"),
    ] = HERE,
    shards: Annotated[
        int, typer.Option(metavar="16|256|4096", help="of incidents; held in memory whole")
    ] = 16,
    book: Annotated[
        str | None, typer.Option(metavar="BOOK", help="a ledger whose judgements hold here too")
    ] = None,
    policy: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="how they are graded: plain, airwars …")
    ] = "plain",
) -> None:
    """Link the claims of finished shards into incidents as Parquet.

    The incidents are those that a ledger with these shards would have. What is finished is not linked again.
    """
    began = time.monotonic()
    run = _run(folder, book, policy)
    found = _linked(folder, out, master, run)
    incidents, members = (sum(marker.rows[table] for marker in found) for table in ("incidents", "members"))
    print(
        f"{out}: {number(incidents, 'incident')} of {number(members, 'claim')} in {number(len(found), 'shard')}, "
        f"from {number(len(run.shards), 'shard')} of readings; {time.monotonic() - began:,.0f} s."
    )


@scale.command("commit")
def commit(
    book: BookPath,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="the shards of: scale read")],
) -> None:
    """Add the finished shards to a ledger: one writer, whoever has read."""
    from sayso.ledger import open_ledger
    from sayso.scale import commit as commit_shards

    _finished(folder)
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


def _finished(folder: Path) -> dict[str, Marker]:
    """The finished shards; WrongCall if there is none."""
    from sayso.scale import finished

    found = finished(folder)
    if not found:
        raise WrongCall(f"{folder}: there are no finished shards in it. Make them with: sayso scale read")
    return found


def _run(folder: Path, book: str | None, policy: str) -> Run:
    from sayso.incidents.grades import load_policy
    from sayso.ledger import open_ledger
    from sayso.scale.incident_shards import run_of

    found, chosen = _finished(folder), load_policy(policy)
    if book is None:
        return run_of(found, (), chosen)
    with open_ledger(book) as ledger:
        return run_of(found, ledger.judgements(), chosen)


def _linked(folder: Path, out: Path, master: str, run: Run) -> list[Marker]:
    if master == HERE:
        from sayso.scale.local_linking import link_here

        return list(link_here(folder, out, run))
    from sayso.scale.spark import open_session
    from sayso.scale.spark_linking import link_on_spark

    spark = open_session(master)
    try:
        return link_on_spark(folder, out, spark, run)
    finally:
        spark.stop()
