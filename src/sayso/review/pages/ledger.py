"""The audit log and the state of the ledger: who did what when and why; and whether anything was altered."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

from sayso.ledger.entries import Entry
from sayso.review.asking import PAGE, Ask, Facts, pages
from sayso.review.cards import shown
from sayso.review.people import LEAST, ROLES
from sayso.review.view import Made


def log(ask: Ask) -> Facts:
    """The entries, the newest first; ``by`` and ``of`` choose among the decisions. There is no way to change one."""
    by, of = ask.one("by"), ask.one("of")
    made = [
        one
        for one in reversed(ask.view.made)
        if (not by or one.judgement.by == by) and (not of or one.judgement.verdict == of)
    ]
    total = len(made) if by or of else ask.view.head.size
    where = pages(total, ask.page())
    first = where["first_row"]
    rows = (
        [_decision(ask, one) for one in made[first : first + PAGE]]
        if by or of
        else [_entry(ask, entry) for entry in _newest(ask, total, first)]
    )
    return {
        "title": "Audit log",
        "rows": rows,
        "pages": where,
        "by": by,
        "of": of,
        "people": sorted({one.judgement.by for one in ask.view.made}),
        "verdicts": sorted({one.judgement.verdict for one in ask.view.made}),
        "exported": [dict(line) for line in reversed(ask.desk.exported)],
    }


def integrity(ask: Ask) -> Facts:
    """How the ledger stands: its size and seal, what the last check found, and what to do."""
    found = ask.desk.verification
    head = ask.view.head
    return {
        "title": "Integrity",
        "size": head.size,
        "seal": head.seal,
        "storage": ask.desk.storage,
        "checked": None
        if found is None
        else {
            "utc": ask.desk.verified_utc,
            "sound": found.sound,
            "entries": found.entries,
            "artefacts": found.artefacts,
            "kinds": found.kinds,
            "head_size": found.head.size,
            "findings": [{"number": one.number, "what": shown(one.what)} for one in found.findings[:200]],
            "more": max(0, len(found.findings) - 200),
        },
        "may_names": ask.person.may("names"),
        "names_open": ask.session.names_open,
        "may_keep": ask.person.may("keep"),
        "people": ask.desk.people(),
        "roles": [{"act": act, "least": least} for act, least in LEAST.items()],
        "role_names": list(ROLES),
    }


def _newest(ask: Ask, total: int, first: int) -> list[Entry]:
    """The entries of this page of the list, the newest first."""
    last = total - first
    start = max(1, last - PAGE + 1)
    return list(reversed(list(islice(ask.desk.entries(start), max(0, last - start + 1)))))


def _decision(ask: Ask, one: Made) -> Facts:
    made = one.judgement
    stand = ask.view.standing_entries(one.named)
    return {
        "number": one.entry,
        "kind": "judgement",
        "made_utc": made.made_utc,
        "by": shown(made.by),
        "what": made.verdict,
        "why": shown(made.why),
        "about": list(one.named)[:20],
        "claims": len(one.named),
        "stands": one.entry in stand,
        "report": None,
    }


def _entry(ask: Ask, entry: Entry) -> Facts:
    if entry.kind in ("judgement", "marked"):
        one = next((one for one in reversed(ask.view.made) if one.entry == entry.number), None)
        if one is not None:
            return _decision(ask, one)
    body = _body(entry)
    what = {
        "report": "report kept",
        "reading": f"read: {len(body['claims'])} claims" if "claims" in body else "read",
        "second": "read a second time",
        "reveal": "was shown protected names",
        "protection": "protected or opened a name",
        "erasure": "erased a report",
        "user": "changed who may come in",
        "export": "exported",
        "refusal": "gave an input that was refused, or put it away",
    }.get(str(body.get("kind") or entry.kind), entry.kind)
    return {
        "number": entry.number,
        "kind": shown(entry.kind),
        "made_utc": entry.made_utc,
        "by": shown(str(body.get("by") or body.get("reader") or "")),
        "what": what,
        "why": shown(str(body.get("why") or (body.get("record") or {}).get("title") or "")),
        "about": [],
        "claims": 0,
        "stands": True,
        "report": body.get("report") if isinstance(body.get("report"), str) else None,
    }


def _body(entry: Entry) -> dict[str, Any]:
    """What stands in the entry; nothing for one that was damaged: verify names it."""
    try:
        body = json.loads(entry.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
