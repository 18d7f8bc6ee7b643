"""How sayso behaves towards servers that it asks by itself: what they forbid, and how often they want to be asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from sayso.intake.fetch import Fetched, fetch
from sayso.problems import FetchRefused, RefusedInput

AGENT = "sayso"
#: seconds between two questions to one server, where its robots.txt asks for no more
PAUSE_S = 5.0
#: a server that asks for more than this is asked next time
LONGEST_PAUSE_S = 60.0
#: seconds after which a robots.txt is asked for again
_ROBOTS_S = 86_400.0
_LARGEST_ROBOTS = 500_000
Get = Callable[[str, dict[str, str | None]], Fetched]


def get(url: str, known: dict[str, str | None]) -> Fetched:
    """The guarded fetch with what is known of the last time."""
    return fetch(url, known=known)


class Manners:
    """Fetches, but not what robots.txt forbids, and no server more often than every few seconds."""

    def __init__(
        self,
        get: Get = get,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._get, self._clock, self._sleep = get, clock, sleep
        self._robots: dict[str, tuple[float, RobotFileParser]] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str, known: dict[str, str | None] | None = None) -> Fetched:
        """What the address answers; FetchRefused where its robots.txt forbids it."""
        site = _site(url)
        rules = self._rules(site)
        if not rules.can_fetch(AGENT, url):
            raise FetchRefused(url, "its robots.txt asks programs not to fetch it")
        self._wait(site, rules)
        return self._get(url, known or {})

    def _rules(self, site: str) -> RobotFileParser:
        """The site's robots.txt; what is not there, or cannot be had, forbids nothing."""
        had = self._robots.get(site)
        if had is not None and self._clock() - had[0] < _ROBOTS_S:
            return had[1]
        rules = RobotFileParser()
        try:
            self._wait(site, rules)
            said = self._get(f"{site}/robots.txt", {}).data[:_LARGEST_ROBOTS].decode("utf-8", "replace")
        except RefusedInput:
            said = ""
        rules.parse(said.splitlines())
        self._robots[site] = self._clock(), rules
        return rules

    def _wait(self, site: str, rules: RobotFileParser) -> None:
        delay = rules.crawl_delay(AGENT) if rules.mtime() else None
        pause = min(max(PAUSE_S, float(delay or 0)), LONGEST_PAUSE_S)
        left = self._asked.get(site, self._clock() - pause) + pause - self._clock()
        if left > 0:
            self._sleep(left)
        self._asked[site] = self._clock()


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchRefused(url, "it is no address") from error
    return f"{parts.scheme}://{parts.netloc}"
