"""Words and fields looked up in a ledger: ``search`` for one call, ``open_search`` for many.

What is asked: ``query.py``. The index is made from the ledger, brought up to it at each search, and is no
part of the evidence: ``index.py``. The page: docs/search.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.ledger import open_ledger
from sayso.search.hits import Found, Hit
from sayso.search.index import Search, index_file, open_search
from sayso.search.query import Query, parse

__all__ = ["Found", "Hit", "Query", "Search", "index_file", "open_search", "parse", "search"]


def search(
    book: str, words: str | Iterable[str], *, limit: int = 20, offset: int = 0, public: bool = False
) -> Found:
    """What in that ledger has all of these words and fields, with roles in the place of protected names.

    The index beside the ledger is made, or brought up to it. ``public``: only what is published is looked at.
    """
    query = parse(words)
    with open_ledger(book) as ledger, open_search(book, ledger, public=public) as index:
        return index.find(query, limit=limit, offset=offset)
