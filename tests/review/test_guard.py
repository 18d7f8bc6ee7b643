"""Nobody from elsewhere changes anything: cross-site requests, foreign hosts, other methods, and what each role may do."""

from __future__ import annotations

import re
import socket
from itertools import product

import pytest
from desk_makings import TEAM, Client, Served

from sayso.ledger import open_ledger
from sayso.review.guard import HEADERS
from sayso.review.people import LEAST, ROLES, OwnDesk, Person
from sayso.review.routes import ACTIONS, PAGES
from sayso.review.sessions import IDLE_S, LONGEST_S, Sessions

#: what a request from elsewhere can look like
FOREIGN: dict[str, dict[str, str]] = {
    "a form of another site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    "another site, old browser": {"Origin": "https://evil.example"},
    "a sandboxed frame": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "a sandboxed frame, old browser": {"Origin": "null"},
    "a neighbour on another port": {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
    "an address typed by somebody": {"Sec-Fetch-Site": "none"},
    "our origin claimed by another site": {"Origin": "http://127.0.0.1:PORT", "Sec-Fetch-Site": "cross-site"},
    "no word where it comes from": {},
}
HOSTS = (
    "evil.example",
    "evil.example:PORT",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.1.evil.example:PORT",
    "[::1]:PORT",
    "0.0.0.0:PORT",
    "",
)


def changing(desk: Served) -> list[str]:
    """The path of every route that changes something, taken from the running app's own routes."""
    incident = desk.desk.view.at(0)
    found = sorted(action.path for action in ACTIONS) + ["/enter", "/leave"]
    return [path.replace("{number}", "1").replace("{item}", incident.claims[0].id) for path in found]


def fields(desk: Served) -> str:
    """A body that every action would understand."""
    claim = desk.desk.view.at(0).claims[0].id
    version = desk.desk.view.version([claim])
    return (
        f"item={claim}&version={version}&verdict=reject&text=A+bomb&format=csv&name=Kay&password=open+sesame"
    )


def state(desk: Served) -> tuple[object, ...]:
    """All that could have been changed."""
    with open_ledger(desk.desk.book) as ledger:
        head = ledger.head()
    return head, len(desk.desk.exported), desk.desk.verified_utc, len(desk.desk.refused())


def test_every_changing_route_refuses_every_foreign_request(desk: Served) -> None:
    """Score 19: all routes × all ways, 100% refused, nothing changed."""
    kay = desk.client()
    before, tried = state(desk), 0
    for path, (what, headers) in product(changing(desk), FOREIGN.items()):
        sent = {key: value.replace("PORT", str(desk.port)) for key, value in headers.items()}
        sent["Content-Type"] = "application/x-www-form-urlencoded"
        answer = kay.ask("POST", path, fields(desk), sent)
        assert answer.status == 403, (path, what, answer.status)
        tried += 1
    assert state(desk) == before
    print(f"{tried} foreign requests, all refused")
    assert tried == len(changing(desk)) * len(FOREIGN)


def test_a_foreign_host_is_answered_nothing(desk: Served) -> None:
    """DNS rebinding: another name for our address gets no page and changes nothing."""
    kay = desk.client()
    before, tried = state(desk), 0
    for host, path in product(HOSTS, ["/inbox", "/inbox.json", "/enter", *changing(desk)]):
        for method in ("GET", "POST"):
            answer = kay.ask(
                method,
                path,
                fields(desk) if method == "POST" else None,
                {"Host": host.replace("PORT", str(desk.port)), "Sec-Fetch-Site": "same-origin"},
            )
            # a server may refuse a request without a host by itself
            assert answer.status in (421, 400), (host, path, answer.status)
            tried += 1
    assert state(desk) == before
    print(f"{tried} requests to foreign hosts, all refused")


def test_no_get_changes_anything(desk: Served) -> None:
    """Every page and every action's path asked for by GET and HEAD, with everything that an action would need."""
    kay = desk.client()
    before = state(desk)
    for page in [*(page.path for page in PAGES), *(action.path for action in ACTIONS), "/enter", "/leave"]:
        path = re.sub(r"\{\w+\}", desk.desk.view.at(0).claims[0].id, page)
        for method in ("GET", "HEAD"):
            kay.ask(method, f"{path}?{fields(desk)}")
    assert state(desk)[:2] == before[:2]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_not_taken(desk: Served, method: str) -> None:
    """No page takes another method than it says."""
    headers = {"Origin": f"http://127.0.0.1:{desk.port}", "Sec-Fetch-Site": "same-origin"}
    assert desk.client().ask(method, "/inbox", None, headers).status == 405


def test_a_websocket_is_not_opened(desk: Served) -> None:
    """The desk has none, so an upgrade is refused."""
    kay = desk.client()
    with socket.create_connection(("127.0.0.1", desk.port), timeout=5) as raw:
        raw.sendall(
            f"GET /inbox HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nCookie: {kay.cookie}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        first = raw.recv(200)
    assert b" 101 " not in first.split(b"\r\n")[0]


def test_every_answer_carries_every_header(desk: Served) -> None:
    """Pages, files, refusals and errors alike."""
    kay = desk.client()
    css = re.search(r'href="(/static/[^"]+\.css)"', kay.get("/inbox").text)
    assert css
    for path in ("/inbox", "/inbox.json", "/nowhere", "/enter", css.group(1), "/explore/points"):
        headers = kay.get(path).headers
        for name, value in HEADERS.items():
            if name != "Cache-Control" or "/static/" not in path:
                assert headers[name] == value, (path, name)
    assert "'unsafe" not in HEADERS["Content-Security-Policy"]


def test_the_cookie_is_for_this_desk_alone(desk: Served) -> None:
    """Not for scripts, not sent from elsewhere, new at each entry, worth nothing after leaving."""
    nobody = Client(desk.port)
    answer = nobody.post("/enter", name="Kay", password="open sesame")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie
    first = nobody.cookie
    nobody.post("/enter", name="Kay", password="open sesame")
    assert nobody.cookie != first
    stale = Client(desk.port)
    stale.cookie = first
    assert stale.get("/inbox").status == 401
    leaving = nobody.cookie
    nobody.post("/leave")
    stale.cookie = leaving
    assert stale.get("/inbox").status == 401


def test_a_session_made_up_by_somebody_is_none(desk: Served) -> None:
    """No session is taken from the browser: neither one we never gave, nor one set before entering."""
    client = Client(desk.port)
    client.cookie = f"sayso-desk-{desk.port}=chosen-by-somebody"
    assert client.get("/inbox").status == 401
    client.post("/enter", name="Kay", password="open sesame")
    assert "chosen-by-somebody" not in client.cookie


def test_a_thousand_wrong_passwords_open_nothing(desk: Served) -> None:
    """After ten wrong ones in a minute even the right one has to wait."""
    client = Client(desk.port)
    assert {client.post("/enter", name="Kay", password=f"wrong {n}").status for n in range(1000)} == {403}
    assert client.post("/enter", name="Kay", password="open sesame").status == 403
    assert client.get("/inbox").status == 401


def test_sessions_end_when_idle_and_in_the_end() -> None:
    """Two hours without a look, twelve in all."""
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    key = sessions.begin(Person("Ada", "reviewer"))
    now[0] = IDLE_S - 1
    assert sessions.get(key)
    now[0] += IDLE_S + 1
    assert sessions.get(key) is None
    key, now[0] = sessions.begin(Person("Ada", "reviewer")), 0.0
    sessions = Sessions(lambda: now[0])
    key = sessions.begin(Person("Ada", "reviewer"))
    while now[0] < LONGEST_S:
        assert sessions.get(key)
        now[0] += IDLE_S / 2
    now[0] += 1
    assert sessions.get(key) is None


def test_a_token_is_good_once() -> None:
    """The address that was printed opens the desk a single time."""
    door = OwnDesk(Person("Ada", "keeper"), "a token")
    assert door.by_token("another") is None
    assert door.by_token("a token") == Person("Ada", "keeper")
    assert door.by_token("a token") is None


#: act → the roles that may; written by hand, the program's own table is held against it
ALLOWED = {
    "look": {"reader", "reviewer", "editor", "keeper"},
    "decide": {"reviewer", "editor", "keeper"},
    "group": {"reviewer", "editor", "keeper"},
    "add": {"reviewer", "editor", "keeper"},
    "export": {"editor", "keeper"},
    "internal": {"editor", "keeper"},
    "names": {"editor", "keeper"},
    "keep": {"keeper"},
}
NAMES = {"reader": "Rea", "reviewer": "Ada", "editor": "Edi", "keeper": "Kay"}


def test_every_route_is_open_to_the_roles_of_the_table_alone(desk: Served) -> None:
    """Check 18: four roles × every route; 0 differences from the written table."""
    assert set(LEAST) == set(ALLOWED) and {TEAM[name] for name in NAMES.values()} == set(ROLES)
    looked = 0
    for role, name in NAMES.items():
        client = desk.client(name)
        for route in (*PAGES, *ACTIONS):
            path = re.sub(r"\{\w+\}", "none", route.path)
            answer = client.get(path) if route in PAGES else client.post(path)
            assert (answer.status == 403) == (role not in ALLOWED[route.act]), (role, path, answer.status)
            looked += 1
        internal = client.get("/exports?format=csv&scope=internal")
        assert (internal.status == 200) == (role in ALLOWED["internal"])
    print(f"{looked} pairs of role and route")


def test_a_reader_cannot_decide_whatever_they_send(desk: Served) -> None:
    """The server refuses it; that the buttons are missing is not the wall."""
    rea, before = desk.client("Rea"), state(desk)
    for verdict in ("accept", "reject", "merge", "split"):
        assert rea.post("/decide", verdict=verdict).status == 403
    assert state(desk) == before


def test_nobody_is_sent_to_another_site(desk: Served) -> None:
    """Where to go on is an address of this desk, whatever the form says."""
    ada = desk.client("Ada")
    claim = desk.desk.view.at(0).claims[0].id
    for there in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\r\nX: y",
    ):
        answer = ada.post("/snooze", item=claim, back=there)
        assert answer.status == 303 and answer.headers["Location"].startswith("/queue"), there


def test_protected_names_are_roles_until_opened_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """On every page and in its JSON; who may open them is asked why, and the audit log says so."""
    from desk_makings import reading, served

    book = tmp_path_factory.mktemp("names") / "names.db"
    text = "Grace Atim, who sells fish, said that a blast in Velmora killed 4."
    with open_ledger(str(book), create=True) as ledger:
        ledger.add_reading(
            *reading("n", [{"text": text, "who": "Grace Atim", "place": ("Velmora", 41.5, 20.2, 3000.0)}])
        )
    with served(book) as desk:
        edi, ada = desk.client("Edi"), desk.client("Ada")
        report, incident = next(iter(desk.desk.view.reports)), desk.desk.view.at(0)
        paths = [
            "/inbox",
            "/incidents",
            "/explore",
            "/log",
            "/queue",
            f"/queue/{incident.claims[0].id}",
            f"/reports/{report}",
            f"/incidents/{incident.id}",
        ]
        for client in (edi, ada):
            for path in [
                *paths,
                *(path + ".json" for path in paths),
                f"/reports/{report}/original",
                f"/reports/{report}/page",
            ]:
                assert "Atim" not in client.get(path).text, path
        assert len(desk.desk.view.reports[report].text) == len(
            "".join(piece["text"] for piece in edi.get(f"/reports/{report}.json").json["pieces"])
        )
        assert ada.post("/names", why="curious").status == 403
        assert edi.post("/names", why=" ").status == 400
        assert edi.post("/names", why="the lawyer asks").status == 303
        assert (
            "Grace Atim" in edi.get(f"/reports/{report}").text
            and "Atim" not in ada.get(f"/reports/{report}").text
        )
        assert "the lawyer asks" in ada.get("/log").text and "was shown" in ada.get("/log").text
        assert "Atim" not in edi.post("/exports", format="csv", scope="public").text
        edi.post("/names", close="yes")
        assert "Atim" not in edi.get(f"/reports/{report}").text
