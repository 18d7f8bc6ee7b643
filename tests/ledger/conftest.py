"""A PostgreSQL server of our own for the ledger's tests, in a temporary folder, and a new ledger on each store."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from ledger_makings import clock
from memory_store import MemoryStore

from sayso.ledger import Ledger, open_ledger
from sayso.ledger.book import Book

NEEDS = "PostgreSQL's server programs are missing: apt-get install postgresql"


def missing(what: str) -> None:
    """Skip the test, loudly; where nothing may skip, fail."""
    if os.environ.get("SAYSO_REQUIRE_ALL"):
        pytest.fail(f"{what} (SAYSO_REQUIRE_ALL is set)")
    pytest.skip(what)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The folder of the socket of a running server, to which everybody may connect as ``sayso``."""
    found = [
        *Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        *map(Path, filter(None, [shutil.which("initdb")])),
    ]
    if not found:
        missing(NEEDS)
    programs, user = found[-1].parent, _user()
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    if user:
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + done.stdout

    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=60"
    data = str(folder / "data")
    run(
        str(programs / "initdb"),
        "-D",
        data,
        "-U",
        "sayso",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C",
    )
    run(str(programs / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield str(folder)
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


_numbers = count(1)


@pytest.fixture(scope="session")
def emptied() -> list[str]:
    """Addresses of databases that were used and emptied again: a new one costs more."""
    return []


@pytest.fixture
def database(server: str, emptied: list[str]) -> Iterator[Callable[[], str]]:
    """Makes an empty database; its address."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is missing: pip install 'sayso[postgres]'")
    made: list[str] = []

    def make() -> str:
        if emptied:
            made.append(emptied.pop())
            return made[-1]
        name = f"book{next(_numbers)}"
        with psycopg.connect(f"postgresql://sayso@/postgres?host={server}", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(f"postgresql://sayso@/{name}?host={server}")
        return made[-1]

    yield make
    for url in made:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS sayso CASCADE")
        emptied.append(url)


def _user() -> str | None:
    """Whom the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return None


@pytest.fixture(params=["sqlite", "postgresql", "memory"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger on each store in turn."""
    if request.param == "memory":
        yield Book(MemoryStore(), clock())
        return
    url = str(tmp_path / "book.db") if request.param == "sqlite" else request.getfixturevalue("database")()
    with open_ledger(url, create=True, clock=clock()) as ledger:
        yield ledger
