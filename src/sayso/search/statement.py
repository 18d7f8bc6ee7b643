"""A query as SQL: every value is bound, none becomes part of a statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.search.query import Query, Term

#: how much a word counts in each column of claim_words, report_words
_WEIGHTS = {"claim": "1.0, 2.0, 2.0, 2.0, 2.0, 1.0, 0.5, 0.2", "report": "1.0, 3.0, 0.5"}
_IN_REPORTS = ("title", "publisher")

_CLAIM_HIT = """FROM claims JOIN claim_texts AS said ON said.row = claims.row JOIN reports ON reports.row = claims.report
  LEFT JOIN incidents ON incidents.row = claims.incident WHERE claims.row = ?"""
_HITS = {
    "claims": "SELECT said.words, claims.row, claims.id, claims.kind, stance, claims.status, said.source, said.place, "
    'claims.start, claims."end", reports.id, said.publisher, published, said.title ' + _CLAIM_HIT,
    "incidents": "SELECT said.words, claims.row, incidents.id, incidents.kind, NULL, incidents.status, said.source, "
    'incidents.place, incidents.start, incidents."end", reports.id, said.publisher, published, said.title '
    + _CLAIM_HIT,
    "reports": "SELECT substr(words, 1, 300), reports.row, id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, id, publisher, "
    "published, title FROM reports JOIN report_texts ON report_texts.row = reports.row WHERE reports.row = ?",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """The statements that answer a query: how many have the words, the rows in order, those without a day, one hit."""

    count: str
    ids: str
    values: tuple[object, ...]
    undated: str
    undated_values: tuple[object, ...]
    match: str
    hit: str
    snippet: str


def statement_of(query: Query, ranked: bool = True) -> Statement:
    """The statements for that query, sorted by how well the words fit or else by day."""
    what = "report" if query.scope == "reports" else "claim"
    select, values, match = _reports(query, ranked) if what == "report" else _claims(query, ranked)
    if query.scope == "incidents":
        select = _best_of_each_incident(select)
    undated, undated_values = "", tuple[object, ...]()
    if query.first_day or query.end_day:
        inner = statement_of(replace(query, first_day=None, end_day=None), False)
        day = "published" if what == "report" else 'coalesce(start, "end")'
        undated = f"SELECT count(*) FROM {what}s WHERE {day} IS NULL AND row IN ({inner.ids})"
        undated_values = inner.values
    words = f"{what}_words"
    return Statement(
        f"SELECT count(*) FROM {words} WHERE {words} MATCH ?",
        select,
        values,
        undated,
        undated_values,
        match,
        _HITS[query.scope],
        f"SELECT snippet({words}, 0, '', '', '…', 24) FROM {words} WHERE {words} MATCH ? AND rowid = ?",
    )


def _best_of_each_incident(select: str) -> str:
    """The claim that fits best stands for its incident."""
    numbered = (
        "SELECT claims.row AS row, incident, row_number() OVER () AS place_in "
        f"FROM ({select}) AS fitting JOIN claims ON claims.row = fitting.row WHERE incident IS NOT NULL"
    )
    best = f"SELECT row, min(place_in) AS place_in FROM ({numbered}) GROUP BY incident"
    return f"SELECT row FROM ({best}) ORDER BY place_in"


def _claims(query: Query, ranked: bool) -> tuple[str, tuple[object, ...], str]:
    where, values = _conditions(query)
    order = "claims.start DESC, claims.row DESC"
    return _select("claim", query.terms, where, values, order, ranked)


def _reports(query: Query, ranked: bool) -> tuple[str, tuple[object, ...], str]:
    """Words are looked up in the report; fields of claims ask for a report that has such a claim."""
    own = tuple(term for term in query.terms if term.column in (None, *_IN_REPORTS))
    of_claims = tuple(term for term in query.terms if term.column not in (None, *_IN_REPORTS))
    where: list[str] = []
    values: list[object] = []
    _either("reports.id", (*query.chosen.get("report", ()), *query.chosen.get("id", ())), where, values)
    if query.first_day:
        where.append("reports.published >= ?")
        values.append(query.first_day)
    if query.end_day:
        where.append("reports.published < ?")
        values.append(query.end_day)
    rest = {name: wanted for name, wanted in query.chosen.items() if name not in ("report", "id")}
    if of_claims or rest:
        inner, inner_values, _ = _claims(Query(of_claims, rest), False)
        where.append(f"reports.row IN (SELECT report FROM claims WHERE row IN ({inner}))")
        values += inner_values
    return _select("report", own, where, values, "reports.published DESC, reports.row DESC", ranked)


def _select(
    what: str, terms: Sequence[Term], where: list[str], values: list[object], order: str, ranked: bool
) -> tuple[str, tuple[object, ...], str]:
    """The rows that fit, best first."""
    table, words = f"{what}s", f"{what}_words"
    match = _match([term for term in terms if not term.absent])
    absent = _match([replace(term, absent=False) for term in terms if term.absent], " OR ")
    if absent:
        where.append(f"{table}.row NOT IN (SELECT rowid FROM {words} WHERE {words} MATCH ?)")
        values.append(absent)
    source = table
    if match and ranked:
        source = f"{words} JOIN {table} ON {table}.row = {words}.rowid"
        where.insert(0, f"{words} MATCH ?")
        values.insert(0, match)
        order = f"bm25({words}, {_WEIGHTS[what]}), {order}"
    elif match:
        where.insert(0, f"{table}.row IN (SELECT rowid FROM {words} WHERE {words} MATCH ?)")
        values.insert(0, match)
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    return f"SELECT {table}.row AS row FROM {source}{condition} ORDER BY {order}", tuple(values), match


def _conditions(query: Query) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []
    for name in ("kind", "stance", "status"):
        if wanted := query.chosen.get(name, ()):
            one_of = f"{name} IN ({', '.join('?' * len(wanted))})"
            # an incident has a status of its own
            its = name == "status" and query.scope == "incidents"
            where.append(
                f"claims.incident IN (SELECT row FROM incidents WHERE {one_of})"
                if its
                else f"claims.{one_of}"
            )
            values += wanted
    for name, table in (
        ("report", "reports"),
        ("id", "incidents" if query.scope == "incidents" else "claims"),
    ):
        own: list[str] = []
        _either(f"{table}.id", query.chosen.get(name, ()), own, values)
        column = "row" if table == "claims" else table[:-1]
        where += [f"claims.{column} IN (SELECT row FROM {table} WHERE {one})" for one in own]
    if query.first_day:
        # a stretch without an end goes on
        where.append('(claims."end" > ? OR (claims."end" IS NULL AND claims.start IS NOT NULL))')
        values.append(query.first_day)
    if query.end_day:
        where.append('(claims.start < ? OR (claims.start IS NULL AND claims."end" IS NOT NULL))')
        values.append(query.end_day)
    return where, values


def _either(column: str, starts: Sequence[str], where: list[str], values: list[object]) -> None:
    """The column begins in one of these ways."""
    if starts:
        where.append("(" + " OR ".join(f"substr({column}, 1, ?) = ?" for _ in starts) + ")")
        values += [part for start in starts for part in (len(start), start)]


def _match(terms: Iterable[Term], between: str = " AND ") -> str:
    """The terms in FTS5's language; those of one field are alternatives."""
    by_column: dict[str, list[str]] = {}
    for number, term in enumerate(terms):
        words = f'"{" ".join(term.words)}"' + ("*" if term.beginning else "")
        key = term.column or f" {number}"
        by_column.setdefault(key, []).append(f'"{term.column}" : {words}' if term.column else words)
    return between.join(f"({' OR '.join(said)})" for said in by_column.values())
