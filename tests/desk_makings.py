"""A desk on a ledger of made-up readings, served over real HTTP on a free port, and a client with its cookie."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np

from sayso.ids import sha256_hex
from sayso.ledger import open_ledger
from sayso.model import (
    Actor,
    Claim,
    ClaimId,
    Count,
    Place,
    Reading,
    Report,
    ReportId,
    Retrieval,
    Source,
    Span,
    Stance,
    When,
)
from sayso.review.desk import Desk
from sayso.review.people import Person, Role
from sayso.review.serve import make_server
from sayso.review.view import View

DAY = "2031-05-06"


def same(one: View, other: View) -> bool:
    """Whether two views have the same incidents, columns and decisions, of the same ledger."""
    columns = (
        np.array_equal(mine, theirs, equal_nan=mine.dtype.kind == "f")
        if isinstance(mine, np.ndarray)
        else mine == theirs
        for name in (column.name for column in fields(one.columns))
        for mine, theirs in [(getattr(one.columns, name), getattr(other.columns, name))]
    )
    incidents = list(one.incidents()) == list(other.incidents())
    return incidents and all(columns) and one.made == other.made and one.head == other.head


def span(text: str, words: str, after: int = 0) -> Span:
    """The words where they stand in the text."""
    start = text.index(words, after)
    return Span(start, start + len(words), words)


def reading(
    name: str,
    sentences: list[dict[str, Any]],
    *,
    publisher: str | None = None,
    published: str | None = "2031-05-07",
    language: str = "en",
    media_type: str = "text/plain",
    title: str | None = None,
) -> tuple[Reading, bytes]:
    """A report of these sentences, each with the claim that it makes; and its bytes."""
    text = "\n\n".join(one["text"] for one in sentences)
    raw = f"{name}\n\n{text}".encode()
    report = Report(
        ReportId(sha256_hex(raw)),
        text,
        publisher or f"The {name} Lantern",
        published,
        (),
        title or f"News of {name}",
        None,
        language,
        Retrieval(f"{name}.txt", "2020-05-08T10:00:00Z", media_type, "made"),
    )
    claims = tuple(_claim(report, number, one) for number, one in enumerate(sentences))
    return Reading(report, claims, (), "made.1"), raw


def _claim(report: Report, number: int, one: dict[str, Any]) -> Claim:
    at = report.text.index(one["text"])
    evidence = Span(at, at + len(one["text"]), one["text"])
    who, stance = one.get("who"), one.get("stance", "asserts")
    place = one.get("place")
    killed = one.get("killed")
    return Claim(
        id=ClaimId(sha256_hex(f"{report.id}{number}".encode())[:24]),
        report=report.id,
        kind=one.get("kind", "bombing"),
        trigger=span(report.text, one.get("trigger", "blast"), at),
        evidence=(evidence,),
        sources=((Source(who, span(report.text, who, at), one.get("source_kind"), one.get("side")),),)
        if who
        else (),
        stance=_stance(stance),
        by=(Actor(one["by"], span(report.text, one["by"], at)),) if one.get("by") else (),
        against=(),
        weapons=(),
        place=Place(
            place[0],
            span(report.text, place[0], at),
            place[4] if len(place) > 4 else "town",
            None,
            *place[1:4],
        )
        if place
        else None,
        when=When(DAY, "2031-05-07", "day", None) if one.get("dated", True) else None,
        casualties=(Count("killed", killed[0], killed[1], "unknown", span(report.text, killed[2], at)),)
        if killed
        else (),
        background=False,
        reader="made.1",
        factuality="happened",
    )


def _stance(name: str) -> Stance:
    return name  # type: ignore[return-value]


VELMORA = ("Velmora", 41.5, 20.25, 3000.0)


def small_book(path: Path, url: str = "") -> Path:
    """A ledger of two reports that disagree about one bombing, and one about something else; ``url``: on a server."""
    with open_ledger(url or str(path), create=True) as ledger:
        for made in (
            reading(
                "wire",
                [
                    {
                        "text": "A blast in Velmora killed 4 people, the army said.",
                        "who": "army",
                        "source_kind": "military",
                        "killed": (4, 4, "4"),
                        "place": VELMORA,
                    },
                    {
                        "text": "Doctors said that the blast in Velmora had killed 9.",
                        "who": "Doctors",
                        "source_kind": "medic",
                        "killed": (9, 9, "9"),
                        "place": VELMORA,
                    },
                ],
            ),
            reading(
                "paper",
                [
                    {
                        "text": "The Kestrel Front said that it had set off the blast in Velmora.",
                        "who": "Kestrel Front",
                        "source_kind": "armed_group",
                        "stance": "claims_responsibility",
                        "by": "Kestrel Front",
                        "place": VELMORA,
                    },
                    {
                        "text": "Residents of Velmora said that the blast killed 7.",
                        "who": "Residents",
                        "source_kind": "resident",
                        "killed": (7, 7, "7"),
                        "place": VELMORA,
                    },
                ],
            ),
            reading(
                "other",
                [
                    {
                        "text": "A shooting in Dunhal hurt nobody.",
                        "trigger": "shooting",
                        "kind": "shooting",
                        "place": ("Dunhal", 44.0, 25.0, 8000.0),
                    }
                ],
            ),
        ):
            ledger.add_reading(*made)
    return path


class Names:
    """A door for a team: each name with its role, any of them let in by the password "open sesame"."""

    asks_for_password = True

    def __init__(self, people: dict[str, Role]) -> None:
        self._people = people

    def by_token(self, token: str) -> Person | None:
        return None

    def by_password(self, name: str, password: str) -> Person | None:
        role = self._people.get(name)
        return Person(name, role) if role and password == "open sesame" else None


TEAM: dict[str, Role] = {
    "Ada": "reviewer",
    "Ben": "reviewer",
    "Rea": "reader",
    "Edi": "editor",
    "Kay": "keeper",
}


@dataclass
class Served:
    """A running desk."""

    desk: Desk
    port: int
    stop: Callable[[], None] = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def client(self, name: str = "Kay") -> Client:
        """A client of that person, already in."""
        client = Client(self.port)
        answer = client.post("/enter", name=name, password="open sesame")
        assert answer.status == 303, answer.text
        return client


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str
    data: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Client:
    """What a browser sends, and nothing more than asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(
        self,
        path: str,
        *,
        wants_json: bool = False,
        pairs: list[tuple[str, str]] | None = None,
        **fields: str,
    ) -> Answer:
        headers = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if wants_json:
            headers["Accept"] = "application/json"
        body = urllib.parse.urlencode([*fields.items(), *(pairs or [])])
        return self.ask("POST", path, body, headers)

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"Cookie": self.cookie} if self.cookie else {}
            connection.request(method, path, body, sent | (headers or {}))
            response = connection.getresponse()
            data = response.read()
            if cookie := response.headers.get("Set-Cookie"):
                self.cookie = cookie.partition(";")[0]
            return Answer(response.status, response.headers, data.decode("utf-8", "replace"), data)
        finally:
            connection.close()

    def decide(self, item: str, verdict: str, **more: Any) -> Answer:
        """Look at the item, then decide it, as a person would."""
        pair = "~" in item
        facts = self.get(
            f"/queue/{item}.json" if pair or not item.startswith("i") else f"/incidents/{item}.json"
        ).json
        version = facts["item"]["version"] if "item" in facts else facts["version"]
        claims = [("claim", one) for one in more.pop("claims", [])]
        return self.post(
            "/decide",
            wants_json=True,
            pairs=claims,
            item=item,
            version=version,
            seen=str(facts["seen"]),
            verdict=verdict,
            **more,
        )


@contextlib.contextmanager
def served(
    book: Path | str, people: dict[str, Role] | None = None, desk: Desk | None = None
) -> Iterator[Served]:
    """The desk of that ledger on a free port, in a thread of this process."""
    desk = desk or Desk(str(book))
    server, sockets, port = make_server(desk, Names(people or TEAM))
    thread = threading.Thread(target=server.run, kwargs={"sockets": sockets}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)

    def stop() -> None:
        server.should_exit = server.force_exit = True
        thread.join(10)

    try:
        yield Served(desk, port, stop)
    finally:
        stop()
        desk.close()
        for one in sockets:
            one.close()
