"""The log of a ledger: who did what, when and why, a line for each judgement and each act.

The lines are the entries of the ledger themselves, sealed and in order, so none can be forged, changed or left out
without ``verify`` finding it. Protected names in a reason show as roles; control signs never reach a screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from sayso.acts.protecting import names_of
from sayso.ledger import Ledger
from sayso.model import Act, ActKind, Judgement, Marked

KINDS: tuple[str, ...] = ("judgement", *get_args(ActKind))


def log_of(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """A record for each judgement and act, in the order of the ledger; no protected name, no password."""
    shown = names_of(ledger).everywhere()
    for number, made_utc, noun in ledger.deeds():
        record = _act(noun) if isinstance(noun, Act) else _judgement(noun)
        yield {
            "number": number,
            "made_utc": made_utc,
            **{
                name: shown(value) if name in ("by", "why", "what") else value
                for name, value in record.items()
            },
        }


def line_of(record: dict[str, Any]) -> str:
    """The record as one line, whatever stands in it."""
    about = record["about"]
    which = f" {about[0][:16]}" + (f" and {len(about) - 1} more" if len(about) > 1 else "") if about else ""
    line = f"{record['number']:>6}  {record['made_utc']}  {record['by']}: {record['what']}{which}: {record['why']}"
    return "".join(sign if sign.isprintable() else "·" for sign in line)


def _judgement(noun: Judgement | Marked) -> dict[str, Any]:
    made = noun.judgement if isinstance(noun, Marked) else noun
    what = made.verdict.replace("_", "-")
    return {"kind": "judgement", "by": made.by, "what": what, "about": list(made.about), "why": made.why}


def _act(act: Act) -> dict[str, Any]:
    return {"kind": act.kind, "by": act.by, "what": _what(act), "about": list(act.about), "why": act.why}


def _what(act: Act) -> str:
    facts = dict(act.facts)
    if act.kind == "protection":
        return (
            "opened a name" if "lifted" in facts else f"protected a name as {facts.get('role', 'a person')}"
        )
    if act.kind == "reveal":
        return f"was shown names: {facts.get('what', '')}"
    if act.kind == "user":
        role = f" as {facts['role']}" if "role" in facts else ""
        return f"{facts.get('act', 'changed')} user{role}"
    if act.kind == "export":
        return f"exported {facts.get('file', '')}"
    if act.kind == "refusal":
        return "put away an input" if "put_away" in facts else "gave an input that was refused"
    return "erased report"
