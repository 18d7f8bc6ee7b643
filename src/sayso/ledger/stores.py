"""Which store an address names: a file, or a database on a server."""

from __future__ import annotations

from sayso.ledger.book import Store
from sayso.problems import NoSuchStore


def store_at(url: str, *, create: bool = False, wait_s: float = 30.0) -> Store:
    """The store of that ledger: a path is a file, a ``postgresql://`` address a database."""
    if is_server(url):
        from sayso.ledger import postgres

        return (postgres.create_store if create else postgres.open_store)(url, wait_s)
    if "://" in url:
        raise NoSuchStore(url.partition("://")[0])
    from sayso.ledger import sqlite

    return (sqlite.create_store if create else sqlite.open_store)(url, wait_s)


def is_server(url: str) -> bool:
    """It is the address of a database on a server."""
    return url.startswith(("postgresql://", "postgres://"))
