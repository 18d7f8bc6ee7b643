"""The kinds of entry, and what stands in the body of each.

A body is one JSON object in canonical form: keys sorted, no space between tokens, no character
escaped that need not be, UTF-8.

==========  ======================================================================================
report      ``report``  id: SHA-256 of the artefact's bytes, 64 lower-case hexadecimal digits
            ``record``  what is known of the report, its text among it, and how it was retrieved
reading     ``report``  id, as above
            ``report_entry``  number of the report entry that the reading was made from
            ``reader``  name and version of what read it, or null
            ``claims``, ``problems``  as the contract has them
            ``people``  whom the report names, and whose name is protected; null: nobody looked
            ``derived``  only of a language model: its name, the server, the instructions, each
            question and each answer as it came, translations
second      the same, of a reader that is asked beside another; no incident is built from it
marked      a claim that a person marked in a report: ``report``, ``report_entry``, ``by``, ``made_utc``,
            ``why``, ``id`` of the claim, ``claim`` as the contract has it; ``taken_back``: it counts no longer
judgement   ``by``, ``made_utc``, ``verdict``, ``about`` (ids of claims), ``why``
            ``other``  of a not_same between two incidents: ids of the claims of the second
erasure     ``report``: its key is destroyed; ``by``, ``made_utc``, ``why``, ``about``, ``facts``
protection  a name protected or opened: ``by`` …, as above; the name is sealed under a key of its own
reveal      protected names shown to somebody: ``by`` …, as above
user        somebody may use the book, or no longer: ``by`` …, as above
export      a file left the desk: ``by`` …, as above; its name and manifest are ``facts``
refusal     an input that could not be read, or was put away: ``by`` …, as above
==========  ======================================================================================

What is sealed. The seal of an entry is the SHA-256, as 64 lower-case hexadecimal digits, of these
bytes: the line ``sayso/ledger/entry-1`` with its line feed (so that no hash made for another purpose
can be taken for a seal), then the UTF-8 of the canonical JSON list ::

    [number, kind, made_utc, SHA-256 of the body's UTF-8 bytes in hexadecimal, previous seal]

``number`` counts from 1 without gaps. The previous seal of entry 1 is 64 zeros. The body goes in as
its hash, so that an entry can be checked, and one day redacted, without the words in it. An artefact
is sealed through its report entry, which holds its hash. ``docs/ledger.md`` has an example.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from sayso.ids import sha256_hex
from sayso.model import Act, ActKind, ClaimId, Judgement, Marked, Reading, Report, ReportId
from sayso.problems import CannotBeKept
from sayso.records import (
    canonical_text,
    claim_from,
    derived_from,
    derived_record,
    judgement_from,
    judgement_record,
    people_from,
    people_record,
    problem_from,
    report_from,
    told,
)

Kind = Literal[
    "report", "reading", "second", "marked", "judgement", "erasure", "protection", "reveal", "user",
    "export", "refusal",
]  # fmt: skip
#: kinds that hold words of a report, sealed under its key
WORDED: tuple[Kind, ...] = ("report", "reading", "second", "marked")
ACTS: tuple[ActKind, ...] = get_args(ActKind)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what was added, when, and the seals that tie it to the one before.

    ``kind`` is plain text and not a Kind: an altered file may say anything here.
    """

    number: int
    kind: str
    body: str
    made_utc: str
    previous: str
    seal: str


def report_body(report: Report) -> str:
    """The body of a report entry; ValueError for text that no JSON in UTF-8 can carry."""
    return _body({"report": report.id, "record": told(report)})


def reading_body(reading: Reading, report_entry: int) -> str:
    """The body of a reading entry, made from the report as entry number ``report_entry`` tells it."""
    record = {
        "report": reading.report.id,
        "report_entry": report_entry,
        "reader": reader_of(reading),
        "claims": reading.claims,
        "problems": reading.problems,
        "people": people_record(reading.people),
    }
    derived = {} if reading.derived is None else {"derived": derived_record(reading.derived)}
    return _body(record | derived)


def marked_in_the_open(marked: Marked, report_entry: int) -> dict[str, Any]:
    """What of a marking is no word of the report: it stays when the report is erased."""
    return {
        "report": marked.report,
        "report_entry": report_entry,
        "by": marked.by,
        "made_utc": marked.made_utc,
        "id": marked.id,
        "taken_back": marked.taken_back,
    }


def marked_body(marked: Marked, report_entry: int) -> str:
    """The body of the entry of a marking, in the text that entry number ``report_entry`` tells."""
    record = marked_in_the_open(marked, report_entry)
    return _body(record | {"why": marked.why, "claim": marked.claim})


def marked_of(entry: Entry) -> Marked:
    """The marking that the entry holds, without its words while they are sealed; ValueError when it holds none."""
    return _read(entry, _marked)


def judgement_body(judgement: Judgement) -> str:
    """The body of a judgement entry."""
    return _body(judgement_record(judgement))


def act_body(act: Act) -> str:
    """The body of the entry of an act; that of an erasure names its report, to be found by it."""
    record: dict[str, Any] = {
        "by": act.by,
        "made_utc": act.made_utc,
        "why": act.why,
        "about": list(act.about),
    }
    record |= {"facts": dict(act.facts), "name": act.name}
    return _body(record | {"report": act.about[0]} if act.kind == "erasure" else record)


def act_of(entry: Entry) -> Act:
    """The act that the entry holds; ValueError when it holds none."""
    return _read(entry, lambda record: _act(entry, record))


def reader_of(reading: Reading) -> str | None:
    """What read it, from the reading or else from its claims; None when neither says."""
    return reading.reader or " + ".join(sorted({claim.reader for claim in reading.claims})) or None


def report_of(entry: Entry) -> Report:
    """The report that the entry holds; ValueError when it holds none."""
    return _read(entry, lambda record: report_from(record["record"]))


def report_entry_of(entry: Entry) -> int:
    """The number of the report entry that a reading was made from; ValueError when it says none."""
    return _read(entry, lambda record: int(record["report_entry"]))


def reader_named_in(entry: Entry) -> str | None:
    """The reader that a reading entry names; ValueError when it is no reading."""
    return _read(entry, lambda record: None if record["reader"] is None else str(record["reader"]))


def reading_of(entry: Entry, report: Report) -> Reading:
    """The reading that the entry holds, of that report; ValueError when it holds none."""
    return _read(entry, lambda record: _reading(record, report))


def judgement_of(entry: Entry) -> Judgement:
    """The judgement that the entry holds; ValueError when it holds none."""
    return _read(entry, judgement_from)


def artefact_named_in(entry: Entry) -> str:
    """The SHA-256 of the artefact that a report entry stands for; ValueError when it names none."""
    return _read(entry, lambda record: str(record["report"]))


def report_named_in(entry: Entry) -> str:
    """The id of the report that a reading is of; "" when it names none."""
    try:
        return artefact_named_in(entry)
    except ValueError:
        return ""


def packed_named_in(entry: Entry) -> str | None:
    """The SHA-256 of the sealed artefact that a report entry names, None when its artefact is in the open."""
    return _read(entry, lambda record: None if "artefact" not in record else str(record["artefact"]))


def _act(entry: Entry, record: dict[str, Any]) -> Act:
    kind = next((one for one in ACTS if one == entry.kind), None)
    if kind is None:
        raise ValueError(f"{entry.kind} is no act")
    facts = tuple(sorted(record["facts"].items()))
    words = (str(record["by"]), str(record["made_utc"]), str(record["why"]))
    return Act(kind, *words, tuple(record["about"]), facts, record.get("name"))


def _marked(record: dict[str, Any]) -> Marked:
    return Marked(
        str(record["by"]),
        str(record["made_utc"]),
        str(record.get("why", "its words were erased")),
        ReportId(record["report"]),
        ClaimId(record["id"]),
        claim_from(record["claim"]) if record.get("claim") else None,
        bool(record["taken_back"]),
    )


def _reading(record: dict[str, Any], report: Report) -> Reading:
    claims = tuple(claim_from(claim) for claim in record["claims"])
    problems = tuple(problem_from(problem) for problem in record["problems"])
    derived = derived_from(record["derived"]) if "derived" in record else None
    return Reading(report, claims, problems, record["reader"], people_from(record.get("people")), derived)


def _body(record: dict[str, Any]) -> str:
    body = canonical_text(record)
    body.encode("utf-8")
    return body


def _read(entry: Entry, make: Callable[[dict[str, Any]], T]) -> T:
    """What ``make`` makes of the body; every way in which a body can be wrong becomes a ValueError."""
    try:
        return make(json.loads(entry.body))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"entry {entry.number} is no {entry.kind}") from error


def refuse_what_does_not_belong(reading: Reading, artefact: bytes) -> None:
    """CannotBeKept when the artefact or a claim is that of another report."""
    report = reading.report
    if (found := sha256_hex(artefact)) != report.id:
        raise CannotBeKept(f"report {report.id}", f"the artefact given with it has the SHA-256 {found}")
    for claim in reading.claims:
        if claim.report != report.id:
            raise CannotBeKept(f"report {report.id}", f"its claim {claim.id} is of report {claim.report}")
