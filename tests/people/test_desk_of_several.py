"""Users, what they may do, and the log of what they did."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path

import pytest
from people_makings import book_of

from sayso import vocabulary
from sayso.acts import users
from sayso.acts.protecting import protect_name
from sayso.acts.users import authenticate, hash_password, may, password_fits, remove_user, set_user, users_of
from sayso.cli import run
from sayso.ledger import open_ledger
from sayso.problems import NotAllowed, WrongCall

GOOD = "four plain words here"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cheap hash: what it costs is tested once."""
    monkeypatch.setattr(users, "COST", 2**4)
    monkeypatch.setattr("sayso.acts.users.hash_password.__defaults__", (2**4,))
    users._nobodys.cache_clear()


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A ledger of two reports."""
    return book_of(tmp_path, 2)


def test_what_a_role_may_do_is_a_table() -> None:
    """Each action is allowed from one role on, and from no other role before it; the whole table."""
    table = {
        (role, action): may(role, action)
        for role, action in itertools.product(
            ("reader", "reviewer", "editor", "keeper"), vocabulary.load("rights")["actions"]
        )
    }
    least = {
        "reader": {"read", "search"},
        "reviewer": {"add", "judge", "note", "merge", "split", "protect"},
        "editor": {"export", "export_internal", "reveal", "publish"},
        "keeper": {"erase", "users", "restore"},
    }
    allowed: set[str] = set()
    for role, actions in least.items():
        allowed |= actions
        assert {action for (one, action), yes in table.items() if one == role and yes} == allowed
    print(f"\n{len(table)} cells of the table: 0 differences")
    with pytest.raises(WrongCall, match="no such role. Roles: reader, reviewer, editor, keeper"):
        may("chief", "read")
    with pytest.raises(WrongCall, match="no such action"):
        may("reader", "fly")


def test_users_come_and_go_as_entries(book: str) -> None:
    """The first is a keeper; roles change; the last keeper stays; all of it stands in the ledger and is sealed."""
    with open_ledger(book) as ledger:
        with pytest.raises(WrongCall, match="the first user must be a keeper"):
            set_user(ledger, "Ada", "reader", "Ada", "start", GOOD)
        set_user(ledger, "Ada", "keeper", "Ada", "start", GOOD)
        set_user(ledger, "Ben", "reviewer", "Ada", "joins us", GOOD + "!")
        assert users_of(ledger.acts()) == {"Ada": "keeper", "Ben": "reviewer"}
        with pytest.raises(
            NotAllowed, match=r"Ben is reviewer and may not do this \(users\). It takes: keeper"
        ):
            set_user(ledger, "Cid", "keeper", "Ben", "x", GOOD)
        with pytest.raises(NotAllowed, match="Dan is no user of this book"):
            remove_user(ledger, "Ben", "Dan", "x")
        with pytest.raises(WrongCall, match="Ada is the last keeper"):
            set_user(ledger, "Ada", "reader", "Ada", "tired")
        with pytest.raises(WrongCall, match="Ada is the last keeper"):
            remove_user(ledger, "Ada", "Ada", "tired")
        set_user(ledger, "Ben", "editor", "Ada", "learned")
        remove_user(ledger, "Ben", "Ada", "left")
        assert users_of(ledger.acts()) == {"Ada": "keeper"}
        assert ledger.verify().sound


def test_a_password_opens_for_its_user_alone(book: str) -> None:
    """The right one gives the role; a wrong one, another's, an old one, one of somebody removed give nothing."""
    with open_ledger(book) as ledger:
        set_user(ledger, "Ada", "keeper", "Ada", "start", GOOD)
        set_user(ledger, "Ben", "reader", "Ada", "joins", "another long sentence")
        assert authenticate(ledger, "Ada", GOOD) == "keeper"
        assert authenticate(ledger, "Ben", "another long sentence") == "reader"
        assert authenticate(ledger, "Ben", GOOD) is None
        assert authenticate(ledger, "Nobody", GOOD) is None
        set_user(ledger, "Ben", "reader", "Ada", "forgot it", "a third long sentence")
        assert authenticate(ledger, "Ben", "another long sentence") is None
        assert authenticate(ledger, "Ben", "a third long sentence") == "reader"
        refused = sum(authenticate(ledger, "Ben", f"wrong password {n:06}") is None for n in range(1000))
        remove_user(ledger, "Ben", "Ada", "left")
        assert authenticate(ledger, "Ben", "a third long sentence") is None
    print(f"\n1,000 wrong passwords: {refused} refused")
    assert refused == 1000


def test_passwords_are_long_salted_and_slow() -> None:
    """Fifteen signs; two hashes of one differ; the cost is kept with the hash and is what OWASP asks."""
    with pytest.raises(WrongCall, match="the password has 14 signs. Give 15 or more"):
        hash_password("x" * 14)
    one, other = hash_password(GOOD, 2**4), hash_password(GOOD, 2**4)
    assert one != other and password_fits(GOOD, one) and not password_fits(GOOD + " ", one)
    assert password_fits(
        "ﬁve plain words here"[0:1] + "ve plain words here", hash_password("five plain words here", 2**4)
    )
    slow = hash_password(GOOD, 2**16)
    assert int.from_bytes(slow[:4], "big") == 65536 and password_fits(GOOD, slow)


def test_the_log_says_who_did_what_without_names(
    book: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Judgements, users, protections, views, erasures, each a line; no password, no protected name, no forged line."""
    monkeypatch.setattr("sys.stdin", io.StringIO(GOOD + "\n"))
    ada = ["--by", "Ada", "--why"]
    assert run(["users", "add", book, "Ada", "--role", "keeper", *ada, "start"]) == 0
    assert run(["protect", book, "Nadia Brek", *ada, "she asked", "--role", "a baker"]) == 0
    capfd.readouterr()
    assert run(["incidents", book, "--json"]) == 0
    incident = json.loads(capfd.readouterr().out.splitlines()[0])["id"]
    forged = "seen\n     9  2031-01-01T00:00:00Z  Mallory: erased report\u202e, said Nadia Brek\x1b[2J"
    assert run(["judge", book, incident, "accept", *ada, forged]) == 0
    assert run(["incidents", book, "--names", "to check", "--by", "Ada"]) == 0
    with open_ledger(book) as ledger:
        report = next(iter(ledger.reports())).id
    assert run(["reveal", book, report[:12], *ada, "to call her"]) == 0
    assert run(["erase", book, report[:12], *ada, "withdrawn"]) == 0
    capfd.readouterr()
    assert run(["log", book]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line.split("Ada: ")[1].split(":")[0].split(" i")[0] for line in lines] == [
        "added user as keeper ",
        "protected a name as a baker",
        lines[2].split("Ada: ")[1].split(":")[0].split(" i")[0],
        "was shown names",
        "was shown names",
        f"erased report {report[:16]}",
    ]
    text = "\n".join(lines)
    assert "accept" in lines[2] and "[a resident]" in lines[2]
    assert all(word not in text for word in ("Nadia", "Brek", GOOD, "\x1b", "\u202e"))
    assert run(["log", book, "--json", "--kind", "reveal"]) == 0
    records = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [record["what"] for record in records] == [
        "was shown names: incidents",
        "was shown names: the names in a report",
    ]


def test_a_user_without_the_right_is_refused_and_nothing_is_noted(
    book: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Once a book has users, whoever is none, or may not, is told so in a line."""
    with open_ledger(book) as ledger:
        set_user(ledger, "Ada", "keeper", "Ada", "start", GOOD)
        set_user(ledger, "Ben", "reviewer", "Ada", "joins", GOOD)
        set_user(ledger, "Cid", "reader", "Ada", "joins", GOOD)
        size, report = ledger.head().size, next(iter(ledger.reports())).id
    ben = ["--by", "Ben", "--why", "want to"]
    assert run(["erase", book, report, *ben]) == 2
    assert run(["reveal", book, report, *ben]) == 2
    assert run(["export", book, "--to", "json", "--names", "want to", "--by", "Ben"]) == 2
    assert run(["search", book, "bomb", "--names", "want to", "--by", "Mallory"]) == 2
    assert run(["incidents", book, "--names", "want to"]) == 2
    assert run(["judge", book, "i", "accept", "--by", "Cid", "--why", "want to"]) == 2
    said = capfd.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 6
    assert (
        said.err.splitlines()[5]
        == "Cid is reader and may not do this (judge). It takes: reviewer, editor, keeper."
    )
    assert said.err.splitlines()[0] == "Ben is reviewer and may not do this (erase). It takes: keeper."
    with open_ledger(book) as ledger:
        assert ledger.head().size == size


def test_a_reason_that_names_whom_it_protects_is_refused(book: str) -> None:
    """Reasons stay in the log for good."""
    with pytest.raises(WrongCall, match="the reason names a protected person"):
        protect_name(book, "Nadia Brek", "Ada", "Nadia Brek asked us")
    with pytest.raises(WrongCall, match="a name has letters"):
        protect_name(book, "12", "Ada", "asked")
