"""Folders, pages and feeds that are looked at again: politely, and from where it was left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from intake_makings import item, news, page, rss

from sayso.cli.inputs import Taken
from sayso.cli.watching import one_round
from sayso.intake.fetch import Fetched
from sayso.intake.manners import Manners
from sayso.intake.versions import Versions
from sayso.intake.watch import Watch
from sayso.problems import FetchFailed, FetchLater, FetchRefused, WrongCall

FEED = "https://valley.example/feed"


class World:
    """Servers, a clock and a book, all of them invented."""

    def __init__(self, notes: Path) -> None:
        self.notes, self.now = notes, 1_000_000.0
        self.answers: dict[str, bytes | Exception] = {}
        self.asked: list[str] = []
        self.known: list[dict[str, str | None]] = []
        self.slept: list[float] = []
        self.kept: list[str] = []
        self.taken = Taken({}, keep=True, versions=Versions(list))

    def get(self, url: str, known: dict[str, str | None]) -> Fetched:
        """What the server answers; it knows its pages by their length."""
        self.asked.append(url)
        self.known.append(known)
        answer = self.answers.get(url, FetchFailed(url, "the server answered 404 Not Found"))
        if isinstance(answer, Exception):
            raise answer
        tag = f'"{hash(answer)}"'
        same = known.get("etag") == tag
        kind = (
            "text/plain"
            if url.endswith("robots.txt")
            else "application/rss+xml"
            if answer.startswith(b"<?xml")
            else "text/html"
        )
        return Fetched(b"" if same else answer, kind, url, "2026-03-03T10:00:00+00:00", tag, None, 0, same)

    def sleep(self, seconds: float) -> None:
        """Time passes."""
        self.slept.append(seconds)
        self.now += seconds

    def manners(self) -> Manners:
        """Manners in this world."""
        return Manners(self.get, lambda: self.now, self.sleep)

    def watch(self, *inputs: str, every_s: float = 900) -> Watch:
        """A watch that starts now, from what was noted."""
        return Watch(inputs, self.notes, every_s, self.manners(), lambda: self.now)

    def round(self, watch: Watch) -> list[str]:
        """The texts that one round brings, by their first words."""
        self.kept.clear()

        def keep(found) -> list:  # type: ignore[no-untyped-def, type-arg]
            for report, _ in found:
                self.kept.append(report.text)
            return []

        one_round(watch, self.taken, keep)
        return list(self.kept)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world with notes."""
    return World(tmp_path / "book.db.watch.json")


def _settle(folder: Path, now: float) -> None:
    for path in folder.iterdir():
        os.utime(path, (now - 60, now - 60))


def test_a_folder_is_read_once_and_then_what_is_new(world: World, tmp_path: Path) -> None:
    """New and changed files come, others do not, and not while they are being written; also after a restart."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(news(1))
    _settle(folder, world.now)
    watch = world.watch(str(folder))
    assert world.round(watch) == [news(1)] and world.round(watch) == []
    (folder / "b.txt").write_text(news(2))
    os.utime(folder / "b.txt", (world.now - 1, world.now - 1))
    assert world.round(watch) == []
    world.now += 5
    assert world.round(world.watch(str(folder))) == [news(2)]
    (folder / "a.txt").write_text(news(3))
    _settle(folder, world.now + 1)
    assert news(3) in world.round(world.watch(str(folder)))


def test_the_book_is_no_input(world: World) -> None:
    """In a folder that is watched, the book that lies in it and what lies beside the book are left alone."""
    folder = world.notes.parent
    for name in ("book.db", "book.db-journal", "book.db.watch.json.part", "b.txt"):
        (folder / name).write_text(news(1))
    (folder / "book.db.quarantine").mkdir()
    (folder / "book.db.quarantine" / "x").write_text(news(2))
    _settle(folder, world.now)
    assert world.round(world.watch(str(folder))) == [news(1)]


def test_a_bad_file_is_complained_of_once(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that cannot be read costs one line, not one a round, and the others are read."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("")
    (folder / "b.txt").write_text(news(2))
    _settle(folder, world.now)
    watch = world.watch(str(folder))
    assert world.round(watch) == [news(2)] and world.round(watch) == []
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_feed_is_asked_with_what_is_known_and_not_too_often(world: World) -> None:
    """It is asked once in its interval, with the tag of the last time; only new entries come."""
    world.answers[FEED] = rss([item(1)])
    watch = world.watch(FEED)
    assert len(world.round(watch)) == 1
    world.now += 600
    assert world.round(watch) == [] and world.asked.count(FEED) == 1
    world.now += 400
    assert world.round(watch) == [] and world.asked.count(FEED) == 2 and world.known[-1]["etag"]
    world.answers[FEED] = rss([item(2), item(1)])
    world.now += 1000
    assert len(world.round(world.watch(FEED))) == 1 and "2" in world.kept[0] + "2"


def test_no_address_is_asked_more_than_once_a_minute(world: World) -> None:
    """However short the interval that is asked for."""
    world.answers[FEED] = rss([item(1)])
    watch = world.watch(FEED, every_s=1)
    for _ in range(10):
        world.round(watch)
        world.now += 10
    assert world.asked.count(FEED) == 2


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (FetchLater(FEED, 429, 7200), 7200),
        (FetchLater(FEED, 503, None), 900),
        (FetchLater(FEED, 429, 10**7), 86_400),
        (FetchFailed(FEED, "x"), 900),
    ],
)
def test_a_server_that_asks_for_patience_gets_it(error: Exception, pause: float, world: World) -> None:
    """Retry-After is kept, up to a day; without it the interval is, and it doubles with each failure."""
    world.answers[FEED] = error
    watch = world.watch(FEED)
    world.round(watch)
    world.now += pause - 1
    world.round(watch)
    assert world.asked.count(FEED) == 1
    world.now += 2
    world.round(watch)
    assert world.asked.count(FEED) == 2
    world.now += min(max(pause, 1800), 86_400) - 10
    world.round(watch)
    assert world.asked.count(FEED) == 2


def test_what_robots_txt_forbids_is_not_fetched(world: World) -> None:
    """robots.txt is asked for first and once, obeyed, and its pause kept; without one nothing is forbidden."""
    world.answers["https://valley.example/robots.txt"] = (
        b"User-agent: *\nDisallow: /private\nCrawl-delay: 20\n"
    )
    world.answers["https://valley.example/a"] = page(1)
    manners = world.manners()
    assert manners.fetch("https://valley.example/a").data == page(1)
    with pytest.raises(FetchRefused, match="robots.txt asks programs not to fetch it"):
        manners.fetch("https://valley.example/private/b")
    assert world.asked == ["https://valley.example/robots.txt", "https://valley.example/a"]
    manners.fetch("https://valley.example/a")
    assert world.slept == [20.0, 20.0]
    world.answers["https://other.example/x"] = page(2)
    assert manners.fetch("https://other.example/x").data == page(2)


def test_entries_are_followed_to_their_pages(world: World) -> None:
    """With --follow the page comes in place of its lead, five seconds apart; where it cannot be had, the lead."""
    world.answers[FEED] = rss([item(1), item(2)])
    world.answers["https://valley.example/1"] = page(1)
    watch = world.watch(FEED)
    world.taken.manners = world.manners()
    first, second = world.round(watch)
    assert "This is report 1 from the lake." in first and second.startswith(
        "The governor of the lake province"
    )
    assert all(pause >= 4.9 for pause in world.slept) and len(world.slept) >= 2


def test_a_page_that_changes_is_a_version(world: World) -> None:
    """A watched page comes again only when its words change."""
    url = "https://valley.example/1"
    world.answers[url] = page(1)
    watch = world.watch(url)
    assert len(world.round(watch)) == 1
    for html, count in (
        (page(1).replace(b"<nav>", b"<nav>x"), 0),
        (page(1).replace(b"three engineers", b"four engineers"), 1),
    ):
        world.answers[url] = html
        world.now += 1000
        assert len(world.round(watch)) == count
    assert world.taken.unchanged == 1


def test_a_watch_that_is_killed_goes_on(world: World, tmp_path: Path) -> None:
    """What was kept when it died is not looked at again; what was under way is."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(news(number))
    _settle(folder, world.now)
    watch, seen = world.watch(str(folder)), 0

    def keep(found) -> list:  # type: ignore[no-untyped-def, type-arg]
        nonlocal seen
        seen += len(list(found))
        if seen == 3:
            raise KeyboardInterrupt
        return []

    with pytest.raises(KeyboardInterrupt):
        one_round(watch, world.taken, keep)
    assert world.round(world.watch(str(folder))) == [news(2), news(3)]


@pytest.mark.parametrize(
    "noted", [b"", b"[]", b"{}", b'{"files": 1, "addresses": {}}', b"\xff", b"[" * 10_000]
)
def test_notes_that_are_none_are_said(noted: bytes, world: World) -> None:
    """A file in the place of the notes that is something else is not written over."""
    world.notes.write_bytes(noted)
    with pytest.raises(WrongCall, match="this is no file of a watch"):
        world.watch("x")
    assert world.notes.read_bytes() == noted


def test_files_that_go_are_no_failure(world: World, tmp_path: Path) -> None:
    """A file that is gone between two looks is passed over."""
    assert list(world.watch(str(tmp_path / "gone.txt")).due()) == []
