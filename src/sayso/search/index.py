"""The index: an SQLite file with full-text tables, made from the ledger and never part of the evidence.

It lies beside the ledger as ``BOOK.search`` (that of a server's ledger in the user's cache), can be deleted at
any moment, and notes the number and seal of the entry up to which it was made. What came since is added at the
next search; if that entry is no longer the ledger's, or the file is damaged, it is made anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sayso.acts.derived import derived_file, remove
from sayso.acts.protecting import marks_of
from sayso.ledger import Ledger
from sayso.model import Act, Judgement, Reading
from sayso.people import Names
from sayso.people.leaving import masked_in
from sayso.problems import NoIndex
from sayso.search import members, rows
from sayso.search.hits import Found, Hit
from sayso.search.query import Query
from sayso.search.statement import Statement, statement_of

#: another number: every index is made anew
VERSION = 2
#: more hits than this are not sorted by how well the words fit: a word that so many have tells nothing apart
_MOST_RANKED = 20_000


class Search:
    """An index that has caught up with its ledger; one thread."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self.path = path
        self._ledger = ledger
        self._file = _connected(path)
        self._names: Names | None = None
        try:
            _set_up(self._file)
            self._catch_up()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise NoIndex(
                    str(path), "another program has been making it for more than a minute"
                ) from None
            self._make_anew()

    def find(self, query: Query, *, limit: int = 20, offset: int = 0, names: bool = False) -> Found:
        """What has all that is asked, best first: by how well the words fit, without words the newest first.

        Hits have roles in the place of protected names, unless ``names`` is said: whoever says it notes so first
        (``protecting.note_reveal``).
        """
        if query.scope == "incidents":
            self._bring_incidents_up_to_date()
        asked = statement_of(query)
        if asked.match and self._rows(asked.count, (asked.match,))[0][0] > _MOST_RANKED:
            asked = statement_of(query, ranked=False)
        fitting = [row[0] for row in self._rows(asked.ids, asked.values)]
        page = fitting[offset : offset + limit]
        undated = self._rows(asked.undated, asked.undated_values)[0][0] if asked.undated else 0
        hits = self._hits(page, query, asked)
        return Found(tuple(hits if names else map(self._without_names, hits)), len(fitting), undated)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _hits(self, page: Sequence[int], query: Query, asked: Statement) -> Iterator[Hit]:
        for number in page:
            columns = self._rows(asked.hit, (number,))[0]
            words = columns[0]
            if asked.match:
                found = self._rows(asked.snippet, (asked.match, columns[1]))
                words = found[0][0] if found else words
            yield Hit(query.scope, columns[2], " ".join(words.split()), *columns[3:])

    def _without_names(self, hit: Hit) -> Hit:
        if self._names is None:
            self._names = Names(rows.people_in(self._file), marks_of(self._ledger.acts()))
        masker = self._names.masker(rows.report_in(self._file, hit.report)) if hit.report else None
        return masked_in(hit, masker or self._names.everywhere())

    def _catch_up(self) -> None:
        with self._writing():
            size = self._up_to()
            head = self._ledger.head()
            for number, noun in self._ledger.since(size):
                if number > head.size:
                    break
                if isinstance(noun, Reading):
                    rows.put_reading(self._file, noun)
                elif isinstance(noun, Judgement):
                    rows.put_judgement(self._file, noun)
                elif isinstance(noun, Act) and noun.kind == "erasure" and size:
                    # what was taken out of the tables would still stand in the file
                    raise sqlite3.DatabaseError("a report was erased")
            self._note(size=str(head.size), seal=head.seal, version=str(VERSION))

    def _up_to(self) -> int:
        """The entry up to which the index holds; 0, and an empty index, if it holds no longer."""
        noted = dict(self._rows("SELECT name, value FROM notes"))
        size = int(noted.get("size", 0))
        same = noted.get("version") == str(VERSION) and (
            not size or self._ledger.seal_at(size) == noted["seal"]
        )
        if not same:
            rows.lay_out(self._file)
        return size if same else 0

    def _bring_incidents_up_to_date(self) -> None:
        with self._writing():
            noted = dict(self._rows("SELECT name, value FROM notes"))
            if noted.get("incidents") != noted["seal"]:
                members.put_incidents(self._file, members.incidents_of(self._ledger))
                self._note(incidents=noted["seal"])

    def _note(self, **notes: str) -> None:
        self._file.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", notes.items())

    def _make_anew(self) -> None:
        """The file is damaged or no index of ours: nothing in it is needed."""
        self._file.close()
        remove(self.path)
        self._file = _connected(self.path)
        try:
            _set_up(self._file)
            self._catch_up()
        except sqlite3.Error as error:
            raise NoIndex(str(self.path), str(error)) from error

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        return self._file.execute(statement, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._file.execute("COMMIT")
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            raise


def open_search(book: str, ledger: Ledger, *, public: bool = False) -> Search:
    """The index of that ledger, brought up to it; NoIndex if it can be kept nowhere.

    ``public``: an index of its own, of what is published and nothing else.
    """
    if public:
        from sayso.search.public import PublicSearch

        return PublicSearch(derived_file(book, ".public.search"), ledger)
    return Search(index_file(book), ledger)


def index_file(book: str) -> Path:
    """Where the index of that ledger lies: beside its file, else in the user's cache."""
    return derived_file(book, ".search")


def _connected(path: Path) -> sqlite3.Connection:
    """The file, made if it is not there, readable for its owner alone: it holds the words of the reports."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise NoIndex(str(path), (error.strerror or str(error)).lower()) from error
    return sqlite3.connect(path, timeout=60, isolation_level=None)


def _set_up(file: sqlite3.Connection) -> None:
    file.execute("PRAGMA secure_delete = ON")
    file.execute("PRAGMA synchronous = OFF")
    file.execute("PRAGMA temp_store = MEMORY")
    file.execute("PRAGMA cache_size = -65536")
    file.execute("CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
