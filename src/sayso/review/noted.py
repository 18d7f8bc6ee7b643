"""What the desk notes in the ledger beside decisions: files that left it, and inputs that it could not read.

Both outlive a restart, and stand in the audit log. An input that was refused is shown until it was read after all, or
somebody put it away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.ids import canonical_json, content_id, sha256_hex
from sayso.ledger.clock import utc_now as now
from sayso.model import Act, Report, ReportId

#: the kinds of act that this file reads and writes
NOTED = ("export", "refusal")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that could not be read: from where, why, who gave it and when."""

    key: str
    origin: str
    why: str
    by: str
    made_utc: str
    given: Mapping[str, str]
    sha256: str

    @property
    def is_address(self) -> bool:
        """It can be fetched again; of a file only its hash is kept."""
        return not self.sha256


def export_act(by: str, name: str, manifest: Mapping[str, Any]) -> Act:
    """The act of letting that file leave the desk."""
    why = f"{manifest['scope']} {manifest['format']}, {manifest['incidents']} incidents"
    return Act("export", by, now(), why, (), (("file", name), ("manifest", canonical_json(manifest))))


def refusal_act(by: str, origin: str, why: str, data: bytes | None, given: Mapping[str, str]) -> Act:
    """The act of giving an input that was refused; of its bytes only the hash is kept."""
    sha256 = sha256_hex(data) if data is not None else ""
    facts = {**given, "origin": origin, "sha256": sha256, "key": key_of(origin, sha256)}
    return Act("refusal", by, now(), why, (), tuple(sorted(facts.items())))


def put_away_act(by: str, key: str, origin: str) -> Act:
    """The act of taking a refused input off the list."""
    return Act("refusal", by, now(), f"{origin}: put away", (), (("key", key), ("put_away", "yes")))


def key_of(origin: str, sha256: str) -> str:
    """The same for the same input."""
    return content_id([origin, sha256])[:_DIGITS]


def exported(acts: Iterable[Act]) -> list[dict[str, Any]]:
    """Every file that left, in order: who, when, its name, and what its manifest says."""
    return [
        {"by": act.by, "made_utc": act.made_utc, "file": facts["file"]} | json.loads(facts["manifest"])
        for act in acts
        if act.kind == "export" and (facts := dict(act.facts))
    ]


def refused(acts: Iterable[Act], reports: Mapping[ReportId, Report]) -> list[Refusal]:
    """The inputs that were refused and neither read since nor put away, the newest first."""
    found: dict[str, Refusal] = {}
    for act in acts:
        if act.kind != "refusal":
            continue
        facts = dict(act.facts)
        key = facts.pop("key")
        found.pop(key, None)
        if "put_away" not in facts:
            origin, sha256 = facts.pop("origin"), facts.pop("sha256")
            found[key] = Refusal(key, origin, act.why, act.by, act.made_utc, facts, sha256)
    origins = _origins(reports) if any(one.is_address for one in found.values()) else frozenset()
    return [
        one
        for one in reversed(list(found.values()))
        if ReportId(one.sha256) not in reports and one.origin not in origins
    ]


def _origins(reports: Mapping[ReportId, Report]) -> frozenset[str]:
    return frozenset(one.retrieval.origin for one in reports.values() if one.retrieval)
