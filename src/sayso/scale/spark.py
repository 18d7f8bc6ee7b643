"""Reading on Apache Spark; this file and ``spark_linking`` are all that knows the engine.

Spark says which worker reads which shard and asks again where one dies; reading and writing are ``stage``
and ``shards``. Workers need sayso, and a folder that all of them and the driver see.
"""

from __future__ import annotations

import functools
import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.pipeline import load_reader
from sayso.problems import MissingExtra, WrongCall
from sayso.scale.documents import (
    COLUMNS,
    Document,
    digest_of,
    document_from,
    key_of,
    load,
    origins_in,
    parquet_files,
    shard_of,
)
from sayso.scale.shards import Marker, finished, name_of, sweep, write_shard
from sayso.scale.stage import ReadsMany

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import Row, SparkSession

MakeReader = Callable[[], ReadsMany]
#: a shard and a document of it
Keyed = tuple[str, Document]


def one_thread() -> ReadsMany:
    """The embedded reader for a worker: Spark has a worker a core."""
    return load_reader(threads=1)


def open_session(master: str, **settings: str) -> SparkSession:
    """A session of Spark at that master; in local mode nothing of it listens to other machines."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra("Reading on Spark", "spark") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    here = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    known = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        **(here if master.startswith("local") else {}),
        **settings,
    }
    builder = SparkSession.builder.master(master).appName("sayso")
    for name, value in known.items():
        builder = builder.config(name, value)
    session: SparkSession = builder.getOrCreate()
    return session


def read_on_spark(
    source: Path, folder: Path, spark: SparkSession, digits: int = 2, make_reader: MakeReader = one_thread
) -> list[Marker]:
    """Read every document of ``source`` into shards of ``folder``; the marker of each, old or new, in order.

    What is finished is not read again. A worker that dies costs its shard, which another one reads.
    """
    folder = folder.absolute()
    documents = _documents(source.absolute(), spark).map(functools.partial(_keyed, digits=digits))
    reader = make_reader().name
    digests = documents.map(_shard_and_key).groupByKey().mapValues(digest_of).collect()
    names = {shard: name_of(shard, digest, reader) for shard, digest in digests}
    done = finished(folder)
    to_do = {shard: name for shard, name in sorted(names.items()) if name not in done}
    if to_do:
        place = {shard: number for number, shard in enumerate(to_do)}
        parts = documents.filter(functools.partial(_is_in, shards=frozenset(to_do))).partitionBy(
            len(to_do), place.__getitem__
        )
        write = functools.partial(_write, names=to_do, folder=str(folder), make_reader=make_reader)
        done |= {marker.name: marker for marker in parts.mapPartitions(write).collect()}
        sweep(folder)
    return [done[names[shard]] for shard in sorted(names)]


def _documents(source: Path, spark: SparkSession) -> RDD[Document]:
    """The documents, wherever they are read: files by the workers themselves, Parquet by Spark."""
    files = parquet_files(source)
    if not files:
        origins = origins_in(source)
        parts = min(len(origins), 4 * spark.sparkContext.defaultParallelism)
        return spark.sparkContext.parallelize(origins, parts).map(load)
    rows = spark.read.parquet(*map(str, files))
    if not {"data", "text"} & set(rows.columns):
        raise WrongCall(
            f"{source}: it has no column data or text. Its columns: {', '.join(sorted(rows.columns))}."
        )
    return rows.select(*(name for name in COLUMNS if name in rows.columns)).rdd.map(_of_row)


# ---- what runs on the workers -----------------------------------------------------------------


def _of_row(row: Row) -> Document:
    return document_from(row.asDict())


def _keyed(document: Document, digits: int) -> Keyed:
    return shard_of(document, digits), document


def _shard_and_key(keyed: Keyed) -> tuple[str, str]:
    shard, document = keyed
    return shard, key_of(document)


def _is_in(keyed: Keyed, shards: frozenset[str]) -> bool:
    return keyed[0] in shards


def _write(
    rows: Iterable[Keyed], names: dict[str, str], folder: str, make_reader: MakeReader
) -> Iterator[Marker]:
    """Read and write the shards of a partition (one, as they are dealt out); a marker for each."""
    for shard, told in itertools.groupby(rows, key=itemgetter(0)):
        documents = (document for _, document in told)
        yield write_shard(documents, shard, names[shard], Path(folder), _kept(make_reader))


@functools.cache
def _kept(make_reader: MakeReader) -> ReadsMany:
    """The reader of this worker, loaded once."""
    return make_reader()
