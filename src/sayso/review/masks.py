"""Protected names on a page: a role stands in their place until somebody who may opens them, with a reason, which is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sayso.model import ReportId
from sayso.people import Masker
from sayso.review.view import View

#: what names nobody: ids, versions, addresses of our own, terms of the vocabulary
_KEPT = frozenset(
    [
        "id",
        "ids",
        "item",
        "incident",
        "report",
        "reports",
        "claims",
        "claim",
        "version",
        "seen",
        "key",
        "kind",
        "stance",
        "stance_key",
        "status",
        "dir",
        "language",
        "file_sha256",
        "ledger_seal",
        "seal",
        "query",
        "queries",
        "queue",
        "mask",
        "points",
        "pieces",
        "about",
        "mask_of",
        "manifest",
        "query_pairs",
        "bar_queries",
        "sound",
        "facets",
    ]
)


def masker_for(view: View, reports: Iterable[ReportId]) -> Masker:
    """Hides what is protected in these reports; without any, the whole names that are protected everywhere."""
    readings = [view.readings[name] for name in dict.fromkeys(reports) if name in view.readings]
    if not readings:
        return view.names.everywhere()
    return view.names.masker(
        *(one.report for one in readings), claims=[c for one in readings for c in one.claims]
    )


def hidden(facts: Any, mask: Masker, name: str = "") -> Any:
    """The facts with roles in the place of names, in every text however deep; ids and addresses stay."""
    if name in _KEPT and isinstance(facts, str):
        return facts
    if isinstance(facts, str):
        return mask(facts)
    if isinstance(facts, dict):
        return {key: hidden(value, mask, key) for key, value in facts.items()}
    if isinstance(facts, list):
        return [hidden(value, mask, name) for value in facts]
    return facts
