"""What anybody may search: an index of what is published and of nothing else, in a file of its own.

No hit, no count and no way of asking can tell of what is in no public output: it is not in the file.
"""

from __future__ import annotations

import dataclasses

from sayso.acts.protecting import names_of
from sayso.exports import published
from sayso.incidents import accepted_view
from sayso.model import Claim, Judgement, Reading
from sayso.search import members, rows
from sayso.search.hits import Hit
from sayso.search.index import VERSION, Search


class PublicSearch(Search):
    """An index of what is published; made anew whenever the ledger has grown."""

    def _catch_up(self) -> None:
        head = self._ledger.head()
        with self._writing():
            if self._up_to() == head.size and head.size:
                return
            rows.lay_out(self._file)
            readings = list(self._ledger.readings())
            reports = [reading.report for reading in readings]
            every = members.incidents_of(self._ledger)
            shown = published(accepted_view(every, reports), reports, names_of(self._ledger, readings))
            claims: dict[str, list[Claim]] = {}
            for incident in shown.incidents:
                for claim in incident.claims:
                    claims.setdefault(claim.report, []).append(claim)
            accepted = tuple(claim.id for said in claims.values() for claim in said)
            rows.put_judgement(self._file, Judgement("", "", "accept", accepted, ""))
            for report in shown.reports:
                without_text = dataclasses.replace(report, text="")
                rows.put_reading(self._file, Reading(without_text, tuple(claims.get(report.id, ())), ()))
            members.put_incidents(self._file, shown.incidents)
            self._note(size=str(head.size), seal=head.seal, incidents=head.seal, version=str(VERSION))

    def _without_names(self, hit: Hit) -> Hit:
        """The hit as it is: no protected name is in the file."""
        return hit
