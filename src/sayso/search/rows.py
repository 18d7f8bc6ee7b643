"""What of a reading goes into the index, and how it gets out again when a newer reading comes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from sayso.incidents.judged import Judged
from sayso.model import Actor, Claim, ClaimId, Judgement, Person, Reading, Report, ReportId
from sayso.records import judgement_from, judgement_record, people_from, people_record
from sayso.words import place_words, sources_words

#: the columns that words are looked up in
CLAIM_WORDS = ("words", "source", "by", "against", "place", "weapon", "title", "publisher")
REPORT_WORDS = ("words", "title", "publisher")


def _words_of(what: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"""CREATE TABLE {what}_texts (row INTEGER PRIMARY KEY, {names});
CREATE VIRTUAL TABLE {what}_words USING fts5({names}, content='{what}_texts', content_rowid='row',
  tokenize='porter unicode61 remove_diacritics 2');"""


#: narrow tables to choose and sort by, wide ones for the words
_TABLES = f"""
DROP TABLE IF EXISTS claim_words; DROP TABLE IF EXISTS claim_texts; DROP TABLE IF EXISTS claims;
DROP TABLE IF EXISTS report_words; DROP TABLE IF EXISTS report_texts; DROP TABLE IF EXISTS reports;
DROP TABLE IF EXISTS people; DROP TABLE IF EXISTS verdicts; DROP TABLE IF EXISTS incidents; DROP TABLE IF EXISTS notes;
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE claims (row INTEGER PRIMARY KEY, id TEXT, report INTEGER, incident INTEGER, kind TEXT, stance TEXT,
  status TEXT, start TEXT, end TEXT);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_report ON claims (report);
CREATE INDEX claims_by_day ON claims (start);
CREATE INDEX claims_by_incident ON claims (incident);
CREATE TABLE reports (row INTEGER PRIMARY KEY, id TEXT UNIQUE, published TEXT, language TEXT);
CREATE TABLE incidents (row INTEGER PRIMARY KEY, id TEXT, kind TEXT, status TEXT, start TEXT, end TEXT, place TEXT);
CREATE INDEX incidents_by_id ON incidents (id);
CREATE TABLE verdicts (claim TEXT, record TEXT);
CREATE TABLE people (report INTEGER PRIMARY KEY, records TEXT);
CREATE INDEX verdicts_by_claim ON verdicts (claim);
{_words_of("claim", CLAIM_WORDS)}
{_words_of("report", REPORT_WORDS)}
"""


def lay_out(file: sqlite3.Connection) -> None:
    """Empty tables in the place of whatever was there."""
    for statement in filter(str.strip, _TABLES.split(";")):
        file.execute(statement)


def put_reading(file: sqlite3.Connection, reading: Reading) -> None:
    """The report and its claims, in the place of those of an older reading."""
    report = reading.report
    _take_out(file, report)
    row = (report.id, report.published, report.language)
    at = file.execute("INSERT INTO reports (id, published, language) VALUES (?, ?, ?)", row).lastrowid
    _put_words(file, "report", (at, report.text, report.title, report.publisher))
    if reading.people is not None:
        records = json.dumps(people_record(reading.people))
        file.execute("INSERT INTO people VALUES (?, ?)", (at, records))
    for claim in reading.claims:
        _put_claim(file, claim, report, at)


def people_in(file: sqlite3.Connection) -> dict[ReportId, tuple[Person, ...]]:
    """Whom each report names, where somebody looked."""
    found = file.execute("SELECT id, records FROM people JOIN reports ON reports.row = people.report")
    return {ReportId(report): people_from(json.loads(records)) or () for report, records in found}


def report_in(file: sqlite3.Connection, report: str) -> Report:
    """The report as far as the index has it."""
    columns = "id, words, publisher, published, title"
    row = file.execute(
        f"SELECT {columns} FROM reports JOIN report_texts USING (row) WHERE id = ?", (report,)
    ).fetchone()
    return Report(ReportId(row[0]), row[1] or "", row[2], row[3], (), row[4])


def put_judgement(file: sqlite3.Connection, judgement: Judgement) -> None:
    """What a person decided, and what that makes of the claims it is about."""
    record = json.dumps(judgement_record(judgement))
    file.executemany("INSERT INTO verdicts VALUES (?, ?)", ((claim, record) for claim in judgement.about))
    for claim in judgement.about:
        file.execute("UPDATE claims SET status = ? WHERE id = ?", (_status(file, claim), claim))


def _put_claim(file: sqlite3.Connection, claim: Claim, report: Report, report_row: int | None) -> None:
    day = (claim.when.start, claim.when.end) if claim.when else (None, None)
    row = (claim.id, report_row, claim.kind, claim.stance, _status(file, claim.id), *day)
    at = file.execute(
        'INSERT INTO claims (id, report, kind, stance, status, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)',
        row,
    ).lastrowid
    words = (
        " … ".join(span.text for span in claim.evidence),
        sources_words(claim, report),
        _actors(claim.by),
        _actors(claim.against),
        place_words(claim.place),
        ", ".join(f"{one.span.text} {one.weapon_class or ''}".strip() for one in claim.weapons),
    )
    _put_words(file, "claim", (at, *words, report.title, report.publisher))


def _actors(actors: Iterable[Actor]) -> str:
    return ", ".join(dict.fromkeys(word for one in actors for word in (one.name, one.canonical) if word))


def _status(file: sqlite3.Connection, claim: str) -> str:
    records = file.execute("SELECT record FROM verdicts WHERE claim = ?", (claim,)).fetchall()
    if not records:
        return "unjudged"
    return Judged(judgement_from(json.loads(record)) for (record,) in records).status(ClaimId(claim))


def _put_words(file: sqlite3.Connection, what: str, values: tuple[object, ...]) -> None:
    """The row of texts, and the same words looked up."""
    places = ", ".join("?" * len(values))
    file.execute(f"INSERT INTO {what}_texts VALUES ({places})", values)
    file.execute(f"INSERT INTO {what}_words ({_names(what, 'rowid')}) VALUES ({places})", values)


def _take_out(file: sqlite3.Connection, report: Report) -> None:
    """Whatever is there of that report. An external-content table must be told what it had."""
    row = file.execute("SELECT row FROM reports WHERE id = ?", (report.id,)).fetchone()
    if row is None:
        return
    file.execute("DELETE FROM people WHERE report = ?", row)
    for what, column in (("claim", "report"), ("report", "row")):
        chosen = f"SELECT row FROM {what}s WHERE {column} = ?"
        file.execute(
            f"INSERT INTO {what}_words ({what}_words, {_names(what, 'rowid')}) "
            f"SELECT 'delete', {_names(what, 'row')} FROM {what}_texts WHERE row IN ({chosen})",
            row,
        )
        file.execute(f"DELETE FROM {what}_texts WHERE row IN ({chosen})", row)
        file.execute(f"DELETE FROM {what}s WHERE {column} = ?", row)


def _names(what: str, first: str) -> str:
    columns = CLAIM_WORDS if what == "claim" else REPORT_WORDS
    return ", ".join((first, *(f'"{name}"' for name in columns)))
