"""The claims that careful readers found in real reports, grouped: how often as those readers grouped them."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

from incident_makings import report

from sayso.incidents import build_incidents
from sayso.model import Actor, Claim, ClaimId, Count, Place, Report, ReportId, Source, Span, When

#: share of pairs of claims put together rightly: 0.954 when written, in 157 claims of 13 reports
FLOOR_F1 = 0.94


def test_claims_are_grouped_as_careful_readers_do(shared: Path) -> None:
    """Pairwise F1 over all claims of all reports at once stays above the floor."""
    files = [shared / "reports/su25-idlib.gold.json", *sorted((shared / "reports/dev").glob("*.gold.json"))]
    golds = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    claims = [_claim(record, gold["doc_id"]) for gold in golds for record in gold["claims"]]
    texts = [path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8") for path in files]
    reports = [_report(gold, text) for gold, text in zip(golds, texts, strict=True)]
    built = build_incidents(claims, [], reports)
    found = {one.id: incident.id for incident in built for one in incident.claims}
    wanted = {
        _id(gold["doc_id"], r): _incident(gold, r)
        for gold in golds
        for r in gold["claims"]
        if not r.get("covers")
    }
    asked = {name: found.get(name) for name in wanted}
    right, read = _pairs(wanted), _pairs(asked)
    assert 2 * len(right & read) / (len(right) + len(read)) > FLOOR_F1


def _pairs(groups: dict[str, str | None]) -> set[tuple[str, str]]:
    return {
        (a, b) for a, b in combinations(sorted(groups), 2) if groups[a] is not None and groups[a] == groups[b]
    }


def _incident(gold: dict[str, Any], record: dict[str, Any]) -> str | None:
    """Its incident; the two reports of one blast have one incident."""
    name = (
        gold["doc_id"].replace("lyon-parcel", "lyon-bakery") if record["incident"] == "I1" else gold["doc_id"]
    )
    return f"{name}/{record['incident']}" if record["incident"] else None


def _id(doc: str, record: dict[str, Any]) -> str:
    return f"{doc}/{record['id']}"


def _report(gold: dict[str, Any], text: str) -> Report:
    return report(gold["doc_id"], gold["published"], text=text)


def _claim(record: dict[str, Any], doc: str) -> Claim:
    trigger = Span(**record["trigger"])
    place, time = record["place"], record["when"]
    return Claim(
        id=ClaimId(_id(doc, record)),
        report=ReportId(doc),
        kind=record["kind"],
        trigger=trigger,
        evidence=tuple(Span(**span) for span in record["evidence"]),
        sources=tuple(tuple(Source(names[0], trigger) for names in chain) for chain in record["sources"]),
        stance=record["stance"],
        by=tuple(Actor(names[0], trigger) for names in record["by"]),
        against=tuple(Actor(names[0], trigger) for names in record["against"]),
        weapons=(),
        place=_place(place, trigger) if place else None,
        when=When(time["start"], time["end"], time["precision"], trigger) if time else None,
        casualties=tuple(
            Count(one["effect"], one["low"], one["high"], one["group"], trigger, one.get("part", False))
            for one in record["casualties"]
        ),
        background=record.get("background", False),
        reader="gold",
    )


def _place(record: dict[str, Any], span: Span) -> Place:
    known = {key: record[key] for key in ("precision", "relation", "lat", "lon", "radius_m", "gazetteer")}
    return Place(record["names"][0], span, **known)
