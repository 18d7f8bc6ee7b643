"""Linking on Apache Spark: candidate pairs by joins of drawers, then scores, then groups, then incidents.

Spark says where each step of ``linking`` runs and brings together what a step looks at: a drawer, a pair, the ties of a
thing, a component, an incident with its reports. No step needs more than that, and none is held by the driver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import add, and_, attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from sayso.incidents.judged import Judged
from sayso.incidents.link import Linked
from sayso.incidents.shown import Shown, shown
from sayso.model import ClaimId, Reading, Report, ReportId
from sayso.problems import DamagedShard
from sayso.scale import linking
from sayso.scale.commit import claims_of, damage_of
from sayso.scale.incident_shards import Rows, Run, rows_of, shard_of, write_incidents
from sayso.scale.linking import Pair, Sort, Tie
from sayso.scale.shards import Marker, finished, sweep

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

R = TypeVar("R")
T = TypeVar("T")
#: a report's reading, and what the group of reports goes by that it is in
Told = tuple[Reading, ReportId | None]
#: claims to a task, more or less
_CLAIMS = 4_000


def link_on_spark(shards: Path, folder: Path, spark: SparkSession, run: Run) -> list[Marker]:
    """Link the claims of the finished ``shards`` into incidents of ``folder``; the marker of each, old or new, in order.

    The same files as ``local_linking.link_here``. A worker that dies costs what it did, which others do again.
    """
    shards, folder = shards.absolute(), folder.absolute()
    names, done = run.names(), run.done(folder)
    to_do = {shard: name for shard, name in names.items() if name not in done}
    if to_do:
        linking_run = _Linking(spark, shards, run)
        try:
            done |= {marker.name: marker for marker in linking_run.write(folder, to_do)}
        finally:
            linking_run.let_go()
        sweep(folder)
    return [done[name] for name in names.values()]


class _Linking:
    """The steps of one linking, each over what the one before gave."""

    def __init__(self, spark: SparkSession, shards: Path, run: Run) -> None:
        wanted = frozenset(run.shards)
        markers = [marker for name, marker in finished(shards).items() if name in wanted]
        claims = sum(marker.rows["claims"] for marker in markers)
        self._context = spark.sparkContext
        self._parts = max(self._context.defaultParallelism, claims // _CLAIMS)
        self._shards, self._markers, self._run = str(shards), markers, run
        self._judged = Judged(run.judgements)
        self._held: list[RDD[Any]] = []

    def write(self, folder: Path, to_do: Mapping[str, str]) -> list[Marker]:
        """Link, and write those shards, by their names; the marker of each."""
        place = {shard: number for number, shard in enumerate(to_do)}
        rows = self._incidents().filter(lambda row: row[0] in place)
        shards = rows.partitionBy(len(place), place.__getitem__)
        return shards.mapPartitionsWithIndex(
            partial(_write, names=list(to_do.items()), folder=str(folder))
        ).collect()

    def let_go(self) -> None:
        """Let go of what was held between steps."""
        for rows in self._held:
            rows.unpersist()

    def _hold(self, rows: RDD[T]) -> RDD[T]:
        """Keep what several steps ask for, in memory and then on disk."""
        from pyspark import StorageLevel

        self._held.append(rows.persist(StorageLevel.MEMORY_AND_DISK))
        return rows

    def _incidents(self) -> RDD[tuple[str, Rows]]:
        """The rows of every incident, by the shard that it belongs to."""
        readings = self._hold(self._readings())
        replaced = frozenset(readings.values().flatMap(_replaces).collect())
        accounts = self._hold(self._accounts(readings, self._news(readings)))
        groups = self._groups(accounts, linking.OF_ACCOUNTS, self._judged)
        made = self._hold(groups.map(partial(_shown, judged=self._judged, replaced=replaced)))
        named = made.flatMap(_reports_named)
        reports = named.join(readings.mapValues(attrgetter("report")), self._parts).values()
        together = made.cogroup(reports, self._parts).values()
        return together.map(partial(_rows, run=self._run, replaced=replaced))

    def _readings(self) -> RDD[tuple[str, Reading]]:
        """The reading of each report that counts, by the report's id."""
        markers = self._context.parallelize(self._markers, min(len(self._markers), 4 * self._parts))
        damaged = markers.flatMap(partial(_damage, folder=self._shards)).collect()
        if damaged:
            raise DamagedShard(*min(damaged))
        told = markers.flatMap(partial(_told, folder=self._shards))
        return told.groupByKey(self._parts).mapValues(linking.as_kept)

    def _news(self, readings: RDD[tuple[str, Reading]]) -> RDD[tuple[str, ReportId | None]]:
        """What each report goes by in the groups of reports that tell mainly of one happening."""
        known = self._hold(readings.mapValues(linking.known))
        return self._groups(known, linking.OF_REPORTS).flatMap(linking.news_in)

    def _accounts(
        self, readings: RDD[tuple[str, Reading]], news: RDD[tuple[str, ReportId | None]]
    ) -> RDD[tuple[str, Linked]]:
        """The accounts by their first claims: those of each report, or of all that people's merges tie together."""
        told = readings.join(news, self._parts)
        link = partial(_link, judged=self._judged)
        merged = self._judged.in_merges()
        if not merged:
            return told.map(_alone_in_list).flatMap(link)
        report_of = dict(readings.values().flatMap(partial(_merged_in, merged=merged)).collect())
        tied = linking.tied_by_merges(self._judged, report_of)
        return told.map(partial(_by_tied, tied=tied)).groupByKey(self._parts).values().map(list).flatMap(link)

    # Things into groups.

    def _groups(
        self, things: RDD[tuple[str, R]], sort: Sort[R, T], judged: Judged | None = None
    ) -> RDD[list[tuple[str, R]]]:
        """All things in groups, each with its name; in order."""
        kin = self._hold(self._kin(self._ties(things, sort)))
        roots = self._roots(kin)
        rooted = things.leftOuterJoin(roots, self._parts).map(_by_root)
        edges = kin.join(roots, self._parts).map(_edge_by_root)
        components = rooted.cogroup(edges, self._parts).values()
        return components.flatMap(partial(_split, sort=sort, judged=judged))

    def _ties(self, things: RDD[tuple[str, R]], sort: Sort[R, T]) -> RDD[Tie]:
        """The ties of all that lies beside one another: a join of drawers, then one with the records at each end."""
        placed = things.flatMap(partial(_in_drawers, sort=sort))
        drawers = placed.repartitionAndSortWithinPartitions(self._parts, _place_of_drawer)
        times = drawers.mapPartitions(linking.met).reduceByKey(add, self._parts)
        pairs = times.filter(partial(_often, least=sort.joins.least)).keys()
        sketches = things.mapValues(sort.sketch)
        sent = sketches.cogroup(pairs, self._parts).flatMap(_send)
        return sketches.cogroup(sent, self._parts).flatMap(partial(_compare, sort=sort))

    def _kin(self, ties: RDD[Tie]) -> RDD[Pair]:
        """The pairs whose tie counts at both ends."""
        at_ends = ties.flatMap(linking.both_ends).groupByKey(self._parts).values()
        return at_ends.flatMap(linking.held_at).reduceByKey(and_, self._parts).filter(itemgetter(1)).keys()

    def _roots(self, kin: RDD[Pair]) -> RDD[tuple[str, str]]:
        """Everything that is held to something, with the first name of its component; that one too."""
        edges = self._hold(kin.map(linking.downward))
        while True:
            large = edges.flatMap(linking.both_ways).groupByKey(self._parts).flatMap(_large)
            edges = self._hold(large.groupByKey(self._parts).flatMap(_small))
            hangs = edges.flatMap(linking.as_child_and_root).groupByKey(self._parts).values()
            if hangs.filter(_is_unsettled).isEmpty():
                return edges.flatMap(_with_root).distinct(self._parts)


# ---- what runs on the workers: rows as Spark brings them, handed to ``linking`` --------------------


def _damage(marker: Marker, folder: str) -> Iterator[tuple[str, str]]:
    damaged = damage_of(Path(folder), marker)
    if damaged:
        yield damaged, marker.name


def _told(marker: Marker, folder: str) -> Iterator[tuple[str, tuple[tuple[str, int], Reading]]]:
    for number, reading in claims_of(Path(folder), marker):
        yield reading.report.id, ((marker.name, number), reading)


def _replaces(reading: Reading) -> Iterator[ReportId]:
    if reading.report.replaces is not None:
        yield reading.report.replaces


def _alone_in_list(row: tuple[str, Told]) -> list[Told]:
    return [row[1]]


def _merged_in(reading: Reading, merged: frozenset[ClaimId]) -> Iterator[tuple[ClaimId, ReportId]]:
    return ((claim.id, claim.report) for claim in reading.claims if claim.id in merged)


def _by_tied(row: tuple[str, Told], tied: dict[ReportId, ReportId]) -> tuple[str, Told]:
    return tied.get(ReportId(row[0]), row[0]), row[1]


def _link(told: list[Told], judged: Judged) -> Iterator[tuple[str, Linked]]:
    return linking.accounts_of(told, judged)


def _in_drawers(row: tuple[str, R], sort: Sort[R, Any]) -> Iterator[tuple[linking.At, tuple[str, int]]]:
    return linking.in_drawers(*row, sort)


def _place_of_drawer(at: linking.At) -> int:
    return crc32(at[0].encode())


def _often(row: tuple[Pair, int], least: int) -> bool:
    return row[1] >= least


def _send(row: tuple[str, tuple[Iterable[T], Iterable[str]]]) -> Iterator[tuple[str, tuple[str, T]]]:
    """The first of each pair with its record, to the second."""
    first, (records, seconds) = row
    for record in records:
        for second in seconds:
            yield second, (first, record)


def _compare(
    row: tuple[str, tuple[Iterable[T], Iterable[tuple[str, T]]]], sort: Sort[Any, T]
) -> Iterator[Tie]:
    second, (records, firsts) = row
    for record in records:
        for first in firsts:
            yield from linking.tie(first, (second, record), sort.joins)


def _large(row: tuple[str, Iterable[str]]) -> Iterator[Pair]:
    return linking.large_star(*row)


def _small(row: tuple[str, Iterable[str]]) -> Iterator[Pair]:
    return linking.small_star(*row)


def _is_unsettled(hangs_on: Iterable[str | None]) -> bool:
    return not linking.is_settled(hangs_on)


def _with_root(edge: Pair) -> tuple[Pair, Pair]:
    """What hangs on a root, and the root itself."""
    return edge, (edge[1], edge[1])


def _by_root(row: tuple[str, tuple[R, str | None]]) -> tuple[str, tuple[str, R]]:
    """A thing by the root of its component; what is held to nothing is its own."""
    name, (record, root) = row
    return root or name, (name, record)


def _edge_by_root(row: tuple[str, tuple[str, str]]) -> tuple[str, Pair]:
    first, (second, root) = row
    return root, (first, second)


def _split(
    row: tuple[Iterable[tuple[str, R]], Iterable[Pair]], sort: Sort[R, Any], judged: Judged | None
) -> Iterator[list[tuple[str, R]]]:
    return linking.groups_of(*row, sort, linking.kept_apart_by(judged) if judged else None)


def _shown(
    group: Sequence[tuple[str, Linked]], judged: Judged, replaced: frozenset[ReportId]
) -> tuple[str, Shown]:
    one = shown([linked for _, linked in group], judged, replaced)
    return one.incident.id, one


def _reports_named(row: tuple[str, Shown]) -> Iterator[tuple[str, str]]:
    return ((report, row[0]) for report in row[1].incident.reports)


def _rows(
    row: tuple[Iterable[Shown], Iterable[Report]], run: Run, replaced: frozenset[ReportId]
) -> tuple[str, Rows]:
    (one,), reports = row
    by_id = {report.id: report for report in reports}
    rows = rows_of(one.order, one.incident, by_id, run.policy, replaced)
    return shard_of(one.incident, run.digits), rows


def _write(
    number: int, rows: Iterable[tuple[str, Rows]], names: Sequence[tuple[str, str]], folder: str
) -> Iterator[Marker]:
    shard, name = names[number]
    yield write_incidents((one for _, one in rows), shard, name, Path(folder))
