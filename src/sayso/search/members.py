"""Which incident each claim is in: worked out from the whole ledger, when incidents are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sayso.incidents import build_incidents
from sayso.ledger import Ledger
from sayso.model import Incident
from sayso.words import place_words


def incidents_of(ledger: Ledger) -> tuple[Incident, ...]:
    """All incidents of the ledger."""
    return build_incidents(ledger.claims(), ledger.judgements(), ledger.reports())


def put_incidents(file: sqlite3.Connection, incidents: Iterable[Incident]) -> None:
    """The incidents as they are now, in the place of those of before."""
    file.execute("DELETE FROM incidents")
    file.execute("UPDATE claims SET incident = NULL WHERE incident IS NOT NULL")
    for incident in incidents:
        start, end = (incident.when.start, incident.when.end) if incident.when else (None, None)
        at = file.execute(
            'INSERT INTO incidents (id, kind, status, start, "end", place) VALUES (?, ?, ?, ?, ?, ?)',
            (incident.id, incident.kind, incident.status, start, end, place_words(incident.place)),
        ).lastrowid
        file.executemany(
            "UPDATE claims SET incident = ? WHERE id = ?", ((at, claim.id) for claim in incident.claims)
        )
