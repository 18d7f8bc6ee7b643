"""The steps of linking past one machine, run by a plain loop: the incidents of one machine."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_shards import files
from war_makings import WarReader, decisions_about, documents_of, small_war

from sayso.ids import canonical_json
from sayso.incidents import build_incidents
from sayso.incidents.drawers import Drawers, neighbours
from sayso.incidents.grades import load_policy
from sayso.incidents.judged import Judged
from sayso.incidents.shown import shown
from sayso.incidents.whole import whole_record
from sayso.ledger import open_ledger
from sayso.model import Incident, Judgement, Reading, ReportId
from sayso.problems import DamagedShard
from sayso.scale import commit, finished, incident_shards, linking
from sayso.scale.commit import claims_of
from sayso.scale.documents import digest_of, key_of, shard_of
from sayso.scale.incident_shards import Run, records_in
from sayso.scale.local_linking import link_here
from sayso.scale.shards import Marker, name_of, write_shard

Pairs = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] != pair[1]))


class Loop:
    """What an engine does between the steps, on one machine, in an order that means nothing."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def grouped(self, rows: Iterable[tuple[Any, Any]]) -> list[tuple[Any, list[Any]]]:
        """Rows by their keys."""
        inside: defaultdict[Any, list[Any]] = defaultdict(list)
        for key, value in rows:
            inside[key].append(value)
        found = list(inside.items())
        self._chance.shuffle(found)
        for _, values in found:
            self._chance.shuffle(values)
        return found

    def roots(self, edges: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Stars in turn until they stand."""
        now = [linking.downward(edge) for edge in edges]
        while now:
            both = (end for edge in now for end in linking.both_ways(edge))
            large = [edge for row in self.grouped(both) for edge in linking.large_star(*row)]
            now = [edge for row in self.grouped(large) for edge in linking.small_star(*row)]
            ends = (end for edge in now for end in linking.as_child_and_root(edge))
            if all(linking.is_settled(hangs) for _, hangs in self.grouped(ends)):
                break
        return {name: root for edge in now for name, root in (edge, (edge[1], edge[1]))}

    def groups(
        self, things: dict[str, Any], sort: linking.Sort[Any, Any], judged: Judged | None = None
    ) -> Iterator[list[tuple[str, Any]]]:
        """Things into groups, by the steps alone."""
        placed = sorted(
            one for name, record in things.items() for one in linking.in_drawers(name, record, sort)
        )
        times = Counter(pair for pair, _ in linking.met(placed))
        ties = [
            tie
            for (one, other), count in times.items()
            if count >= sort.joins.least
            for tie in linking.tie(
                (one, sort.sketch(things[one])), (other, sort.sketch(things[other])), sort.joins
            )
        ]
        ends = self.grouped(end for tie in ties for end in linking.both_ends(tie))
        held = self.grouped(one for _, at_end in ends for one in linking.held_at(at_end))
        kin = [pair for pair, counts in held if all(counts)]
        roots = self.roots(kin)
        inside = self.grouped((roots.get(name, name), (name, record)) for name, record in things.items())
        edges = dict(self.grouped((roots[one], (one, other)) for one, other in kin))
        apart = linking.kept_apart_by(judged) if judged else None
        for root, members in inside:
            yield from linking.groups_of(members, edges.get(root, ()), sort, apart)


def in_steps(
    readings: Iterable[Reading], judgements: tuple[Judgement, ...], seed: int
) -> tuple[Incident, ...]:
    """The incidents by the steps."""
    loop, judged = Loop(seed), Judged(judgements)
    by_id = {reading.report.id: reading for reading in readings}
    known = {name: linking.known(reading) for name, reading in by_id.items()}
    news = dict(one for group in loop.groups(known, linking.OF_REPORTS) for one in linking.news_in(group))
    report_of = {claim.id: claim.report for reading in by_id.values() for claim in reading.claims}
    tied = linking.tied_by_merges(judged, report_of)
    batches = loop.grouped(
        (tied.get(ReportId(name), name), (by_id[ReportId(name)], news[name])) for name in by_id
    )
    accounts = dict(one for _, told in batches for one in linking.accounts_of(told, judged))
    groups = loop.groups(accounts, linking.OF_ACCOUNTS, judged)
    made = [shown([linked for _, linked in group], judged, ()) for group in groups]
    return tuple(one.incident for one in sorted(made, key=lambda one: one.order))


def war_shards(folder: Path, claims: int = 220, digits: int = 1) -> Path:
    """The finished shards of a small war."""
    war = small_war(claims)
    inside: defaultdict[str, list[Any]] = defaultdict(list)
    for document in documents_of(war):
        inside[shard_of(document, digits)].append(document)
    for shard, documents in sorted(inside.items()):
        name = name_of(shard, digest_of(map(key_of, documents)), "war.1")
        write_shard(documents, shard, name, folder, WarReader(war))
    return folder


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished shards of a small war, told of twice in part."""
    return war_shards(tmp_path_factory.mktemp("war") / "shards")


def readings_kept(folder: Path) -> list[Reading]:
    """The readings that count."""
    told: defaultdict[str, list[Any]] = defaultdict(list)
    for marker in finished(folder).values():
        for number, reading in claims_of(folder, marker):
            told[reading.report.id].append(((marker.name, number), reading))
    return [linking.as_kept(several) for several in told.values()]


def run_of(folder: Path, judgements: tuple[Judgement, ...] = ()) -> Run:
    """A linking of all its shards."""
    return incident_shards.run_of(finished(folder), judgements, load_policy("plain"))


def test_the_steps_give_the_incidents_of_one_machine(
    shards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With and without decisions, in any order: the same ids, members, reasons and facts."""
    readings = readings_kept(shards)
    claims = [claim for reading in readings for claim in reading.claims]
    for judgements in ((), decisions_about(claims, 60)):
        expected = build_incidents(claims, judgements, [reading.report for reading in readings])
        for seed in (1, 2):
            assert in_steps(readings, judgements, seed) == expected
        assert len(expected) > 15 and max(len(one.reports) for one in expected) > 5
        with capsys.disabled():
            print(
                f"\n{len(claims)} claims, {len(judgements)} judgements: the same {len(expected)} incidents by steps"
            )


def test_the_shards_hold_what_the_ledger_would_tell(shards: Path, tmp_path: Path) -> None:
    """Reports told of twice among them, and with people's decisions: each incident with its grades, as from a ledger."""
    with open_ledger(str(tmp_path / "book.db"), create=True) as ledger:
        commit(shards, ledger)
        for made in decisions_about(list(ledger.claims()), 40):
            ledger.add_judgement(made)
        judgements = tuple(ledger.judgements())
        reports = {report.id: report for report in ledger.reports()}
        incidents = build_incidents(ledger.claims(), judgements, reports.values())
    expected = [canonical_json(whole_record(one, reports, load_policy("plain"))) for one in incidents]
    markers = list(link_here(shards, tmp_path / "out", run_of(shards, judgements)))
    assert sorted(records_in(tmp_path / "out", markers)) == sorted(expected)
    assert sum(marker.rows["members"] for marker in markers) == sum(len(one.claims) for one in incidents)
    assert any(one.accepted for one in incidents)


def test_what_is_linked_is_not_linked_again(shards: Path, tmp_path: Path) -> None:
    """The same files in another folder; where one shard is lost only that one is written; a decision makes new names."""
    first = list(link_here(shards, tmp_path / "a", run_of(shards)))
    assert list(link_here(shards, tmp_path / "b", run_of(shards))) == first
    assert files(tmp_path / "a") == files(tmp_path / "b")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.parquet")}
    (tmp_path / "a" / "linked" / f"{first[3].name}.json").unlink()
    assert list(link_here(shards, tmp_path / "a", run_of(shards))) == first
    assert {path.stem for path, time in times.items() if path.stat().st_mtime_ns != time} == {first[3].name}
    decided = (Judgement("A", "2031-03-01T10:00:00Z", "accept", ("none",), "seen"),)  # type: ignore[arg-type]
    assert not {marker.name for marker in first} & set(run_of(shards, decided).names().values())


@pytest.mark.parametrize(("claims", "shards"), [(0, 16), (300_000, 16), (1_000_000, 256), (30_000_000, 4096)])
def test_the_number_of_shards_follows_the_claims(claims: int, shards: int) -> None:
    """So that each is small enough to be held in memory."""
    marker = Marker("3", "3-name", "war.1", {"claims": claims}, {})
    assert len(incident_shards.run_of({"3-name": marker}, (), load_policy("plain")).names()) == shards


def test_a_changed_shard_is_not_linked(tmp_path: Path) -> None:
    """A file that is not as it was written stops it in one line."""
    folder = war_shards(tmp_path / "in")
    changed = sorted(folder.glob("claims/*/*.parquet"))[2]
    changed.write_bytes(changed.read_bytes()[:-1])
    with pytest.raises(DamagedShard, match=str(changed)):
        list(link_here(folder, tmp_path / "out", run_of(folder)))
    assert not (tmp_path / "out" / "linked").exists()


def test_incidents_can_be_queried(shards: Path, tmp_path: Path) -> None:
    """Members join claims and incidents; every incident has as many as it says."""
    from pyarrow import parquet

    markers: list[Marker] = list(link_here(shards, tmp_path, run_of(shards)))
    incidents = parquet.read_table(tmp_path / "incidents").to_pylist()
    members = Counter(row["incident"] for row in parquet.read_table(tmp_path / "members").to_pylist())
    assert {row["id"]: row["claims"] for row in incidents} == members
    assert len(incidents) == sum(marker.rows["incidents"] for marker in markers)


@given(Pairs, st.integers(0, 3))
def test_stars_find_what_hangs_together(edges: set[tuple[int, int]], seed: int) -> None:
    """Every name that is tied to something has the first of all that it can be reached from."""
    named = [(f"{one:02}", f"{other:02}") for one, other in edges]
    home = {name: {name} for edge in named for name in edge}
    for one, other in named:
        joined = home[one] | home[other]
        home.update(dict.fromkeys(joined, joined))
    assert Loop(seed).roots(named) == {name: min(joined) for name, joined in home.items()}


@given(st.dictionaries(st.integers(0, 40), st.frozensets(st.integers(0, 3))), st.integers(1, 4))
def test_a_drawer_gone_through_once_has_the_same_neighbours(
    things: dict[int, frozenset[int]], reach: int
) -> None:
    """What lies beside what, and in how many drawers, is the same as with all drawers in memory."""
    drawers: Drawers[int] = Drawers(lambda thing: thing)
    drawers.fill({thing: dict.fromkeys(inside, reach) for thing, inside in things.items()})
    once: Counter[tuple[int, int]] = Counter()
    for drawer in range(4):
        once.update(neighbours((thing, reach) for thing in sorted(things) if drawer in things[thing]))
    beside = {
        (one, other): times for one in things for other, times in drawers.beside(one, before=False).items()
    }
    assert once == beside


def test_merges_tie_reports_together() -> None:
    """Two merges in a row tie three reports; one that a later word parted ties none."""
    made = [
        Judgement("A", "2031-03-01T10:00:00Z", "merge", ("a", "b"), "one"),  # type: ignore[arg-type]
        Judgement("A", "2031-03-01T10:01:00Z", "merge", ("b", "c"), "one"),  # type: ignore[arg-type]
        Judgement("A", "2031-03-01T10:02:00Z", "merge", ("d", "e"), "one"),  # type: ignore[arg-type]
        Judgement("A", "2031-03-01T10:03:00Z", "not_same", ("d", "e"), "two"),  # type: ignore[arg-type]
    ]
    report_of: Any = {claim: f"r{claim}" for claim in "abcde"}
    tied = linking.tied_by_merges(Judged(made), report_of)
    assert set(tied) == {"ra", "rb", "rc"} and len(set(tied.values())) == 1
