"""What people do about people: names protected and opened, names shown, reports erased; each an entry of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso import vocabulary
from sayso.acts.derived import derived_files, remove
from sayso.acts.users import refuse_unless_allowed
from sayso.incidents import build_incidents
from sayso.ledger import Ledger, open_ledger
from sayso.ledger.clock import utc_now as now
from sayso.model import Act, Incident, Person, Reading, Report, ReportId
from sayso.people import Hidden, Mark, Masker, Names
from sayso.problems import NoSuchReport, WrongCall


@dataclass(frozen=True, slots=True)
class Opening:
    """Who wants to see protected names, for what reason, and in what."""

    by: str
    why: str
    what: str


def names_of(ledger: Ledger, readings: Iterable[Reading] | None = None) -> Names:
    """The protected names of the ledger, by its readings and by what people marked."""
    people = {
        reading.report.id: reading.people
        for reading in (ledger.readings() if readings is None else readings)
        if reading.people is not None
    }
    return Names(people, marks_of(ledger.acts()))


def marks_of(acts: Iterable[Act]) -> list[Mark]:
    """What people decided about names, in order; names that were erased are left out."""
    return [
        Mark(act.name, dict(act.facts).get("role", "a person"), "lifted" in dict(act.facts))
        for act in acts
        if act.kind == "protection" and act.name is not None
    ]


def protect_name(book: str, name: str, by: str, why: str, role: str | None = None, lift: bool = False) -> str:
    """What was noted, in a line without the name: the name is protected everywhere, or with ``lift`` open again."""
    if not any(sign.isalpha() for sign in name):
        raise WrongCall(
            "a name has letters. Give the whole name, for example: sayso protect BOOK 'Grace Atim' …"
        )
    with open_ledger(book) as ledger:
        refuse_unless_allowed(ledger, by, "protect", why)
        _refuse_names(ledger, why, [Mark(name, "")])
        role = role or str(vocabulary.load("people")["otherwise"]["person"])
        facts = (("lifted", "yes"),) if lift else (("role", role),)
        number = ledger.add_act(Act("protection", by, now(), why, (), facts, " ".join(name.split())))
    return f"{book}: {'a name is open again' if lift else f'a name is protected: it shows as {role}'} (entry {number})."


def note_reveal(ledger: Ledger, by: str, why: str, what: str, about: Sequence[str] = ()) -> int:
    """The number of the entry that says who is shown protected names, and why; to be made before they are shown."""
    refuse_unless_allowed(ledger, by, "reveal", why)
    _refuse_names(ledger, why)
    return ledger.add_act(Act("reveal", by, now(), why, tuple(about), (("what", what),)))


def told_of(book: str, opening: Opening | None = None) -> tuple[tuple[Incident, ...], list[Report], Names]:
    """The incidents and reports of the ledger, and its protected names.

    With ``opening`` it is noted first who is shown the names, and why; the Names are then empty.
    """
    with open_ledger(book) as ledger:
        if opening is not None:
            note_reveal(ledger, opening.by, opening.why, opening.what)
        readings = list(ledger.readings())
        reports = [reading.report for reading in readings]
        claims = (claim for reading in readings for claim in reading.claims)
        incidents = build_incidents(claims, ledger.judgements(), reports)
        names = names_of(ledger, readings) if opening is None else Names({one.id: () for one in reports})
    return incidents, reports, names


def reveal(book: str, start_of_id: str, by: str, why: str) -> list[Person]:
    """The protected persons whom a report names, after it was noted who is shown them and why."""
    with open_ledger(book) as ledger:
        report = find_report(book, ledger, start_of_id)
        note_reveal(ledger, by, why, "the names in a report", [report.id])
        people = next((one.people for one in ledger.readings() if one.report.id == report.id), None)
        marks = [mark for mark in marks_of(ledger.acts()) if not mark.lifted]
    found = [person for person in people or () if person.protected]
    known = {person.name.casefold() for person in found}
    text = f"{report.title or ''}\n{report.text}"
    more = (mark for mark in marks if mark.name.casefold() not in known)
    marked = (Person(mark.name, (), True, mark.role, "marked by a person") for mark in more)
    return found + [one for one in marked if Masker([Hidden(one.name, one.role)]).find(text)]


def erase_report(book: str, start_of_id: str, by: str, why: str) -> str:
    """What was erased, in a line. The index and caches are taken away before and after, so that no copy stays."""
    with open_ledger(book) as ledger:
        refuse_unless_allowed(ledger, by, "erase", why)
        report = find_report(book, ledger, start_of_id)
        _refuse_names(ledger, why)
        _remove_copies(book)
        number = ledger.erase(report.id, by, now(), why)
        _remove_copies(book)
    return f"{book}: report {report.id} is erased (entry {number}). Backups made before still have it: delete them."


def find_report(book: str, ledger: Ledger, start_of_id: str) -> Report:
    """The report whose id begins so; NoSuchReport if none does, or several do; Erased if it was erased."""
    found = (
        [report for report in ledger.reports() if report.id.startswith(start_of_id)] if start_of_id else []
    )
    if len(found) == 1:
        return found[0]
    gone = [
        act.about[0]
        for act in ledger.acts()
        if act.kind == "erasure" and act.about[0].startswith(start_of_id)
    ]
    if len(gone) == 1 and not found and start_of_id:
        _remove_copies(book)
        ledger.forget()
        ledger.artefact(ReportId(gone[0]))
    raise NoSuchReport(book, start_of_id, len(found))


def _remove_copies(book: str) -> None:
    for path in list(derived_files(book)):
        remove(path)


def _refuse_names(ledger: Ledger, why: str, more: Sequence[Mark] = ()) -> None:
    """WrongCall for a reason that names whom it should protect: reasons stand in the log for good."""
    names = Names(
        {reading.report.id: reading.people for reading in ledger.readings() if reading.people},
        [*marks_of(ledger.acts()), *more],
    )
    if names.everywhere().find(why):
        raise WrongCall(
            "the reason names a protected person. Say it without the name: reasons stay in the log."
        )
