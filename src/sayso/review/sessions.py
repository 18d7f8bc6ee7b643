"""Sessions: who is in, since when, and what the desk has shown them. Kept in memory; a restart sends everybody out."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from sayso.review.people import Person

#: an idle session ends after this, any session after the second
IDLE_S, LONGEST_S = 2 * 3600.0, 12 * 3600.0
#: wrong attempts to come in that are taken before the door stays shut for a while
WRONG_TRIES, SHUT_S = 10, 60.0
#: so many shown items are remembered
_REMEMBERED = 2_000
_DRAFTS = 20


@dataclass(slots=True)
class Session:
    """One person's stay. ``shown`` holds the version of each item as this person last had it on screen."""

    person: Person
    began: float
    seen: float
    shown: dict[str, str] = field(default_factory=dict)
    snoozed: set[str] = field(default_factory=set)
    #: this person has opened the protected names, and said why
    names_open: bool = False
    #: claims that this person is about to mark, as typed, by number: their words stand in no address
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def keep_draft(self, typed: dict[str, str]) -> str:
        """The number under which what was typed can be had again; the oldest goes when there are many."""
        number = str(next(self._numbers))
        self.drafts[number] = typed
        while len(self.drafts) > _DRAFTS:
            del self.drafts[next(iter(self.drafts))]
        return number

    def show(self, item: str, version: str) -> None:
        """Remember that the item was put on this person's screen."""
        self.shown.pop(item, None)
        self.shown[item] = version
        while len(self.shown) > _REMEMBERED:
            del self.shown[next(iter(self.shown))]


class Sessions:
    """All who are in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: dict[str, Session] = {}
        self._wrong: list[float] = []

    def begin(self, person: Person) -> str:
        """A new session; its id has 256 random bits and is never given out twice."""
        key, now = secrets.token_urlsafe(32), self._clock()
        self._open[key] = Session(person, now, now)
        return key

    def get(self, key: str | None) -> Session | None:
        """The session, if it is still open; using it keeps it open."""
        session = self._open.get(key or "")
        now = self._clock()
        if session is None:
            return None
        if now - session.seen > IDLE_S or now - session.began > LONGEST_S:
            del self._open[key or ""]
            return None
        session.seen = now
        return session

    def end(self, key: str | None) -> None:
        """Close the session; nobody comes in with its id again."""
        self._open.pop(key or "", None)

    def people(self) -> list[str]:
        """The names of those who looked at something in the last five minutes, each once."""
        now = self._clock()
        return sorted({one.person.name for one in self._open.values() if now - one.seen < 300})

    def shut(self) -> bool:
        """Too many wrong attempts in the last minute: nobody is let in for now."""
        self._wrong = [at for at in self._wrong if self._clock() - at < SHUT_S]
        return len(self._wrong) >= WRONG_TRIES

    def wrong(self) -> None:
        """Somebody showed a wrong token or password."""
        self._wrong.append(self._clock())
