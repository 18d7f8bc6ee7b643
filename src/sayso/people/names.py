"""All protected names of a ledger, and for each report the ones that are protected in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso import vocabulary
from sayso.model import Claim, Person, Report, ReportId
from sayso.people.looks import letters
from sayso.people.masking import Hidden, Masker

#: kinds of source whose words name bodies and offices
_BODIES = ("armed_group", "military", "court", "international", "government", "official")


@dataclass(frozen=True, slots=True)
class Mark:
    """A person's decision about a name: protected everywhere, or (``lifted``) open."""

    name: str
    role: str
    lifted: bool = False


class Names:
    """Which names are hidden where.

    In a report: whom its reading protects, by name and parts of it. Everywhere: whole names that any reading
    protects, unless the report's own reading found the person to speak for an office; and what a person marked,
    which outweighs every reading.
    """

    def __init__(
        self, people: Mapping[ReportId, Sequence[Person]] | None = None, marks: Iterable[Mark] = ()
    ) -> None:
        self._people = people or {}
        decided = {_same(mark.name): mark for mark in marks}
        self._marked = [Hidden(one.name, one.role) for one in decided.values() if not one.lifted]
        self._lifted = {name for name, one in decided.items() if one.lifted}
        whole = [
            Hidden(person.name, person.role, False)
            for people_ in self._people.values()
            for person in people_
            if self._hides(person) and len(letters(person.name).words) > 1
        ]
        self._book = Masker(
            dict.fromkeys((*whole, *(Hidden(one.name, one.role, False) for one in self._marked)))
        )
        self._kept: dict[tuple[ReportId, ...], Masker] = {}

    def everywhere(self) -> Masker:
        """Hides whole names alone: for what is of no report."""
        return self._book

    def masker(self, *reports: Report, claims: Iterable[Claim] = ()) -> Masker:
        """Hides what is protected in these reports; for one without people, the persons of its claims."""
        key = tuple(report.id for report in reports)
        if key not in self._kept:
            self._kept[key] = self._made(reports, claims)
        return self._kept[key]

    def _made(self, reports: Sequence[Report], claims: Iterable[Claim]) -> Masker:
        claims = tuple(claims)
        people = [person for report in reports for person in self._of(report, claims)]
        marked = {_same(one.name) for one in self._marked}
        shown = [one for one in people if not self._hides(one) and _same(one.name) not in marked]
        named = {_same(person.name) for person in shown}
        own = [Hidden(person.name, person.role) for person in people if self._hides(person)]
        marks = [Hidden(one.name, one.role, False) for one in self._marked]
        # in a report that has a whole name of the book, its parts name the person too
        there = {
            one for report in reports for one in self._book.named(f"{report.title or ''}\n{report.text}")
        }
        whole = [Hidden(one.name, one.role) for one in there if _same(one.name) not in named]
        hidden = dict.fromkeys((*own, *sorted(whole, key=repr), *marks))
        return Masker(hidden, (person.name for person in shown), self._book)

    def _of(self, report: Report, claims: Iterable[Claim]) -> Sequence[Person]:
        decided = self._people.get(report.id)
        return (
            decided
            if decided is not None
            else people_of_claims(one for one in claims if one.report == report.id)
        )

    def _hides(self, person: Person) -> bool:
        return person.protected and _same(person.name) not in self._lifted


def people_of_claims(claims: Iterable[Claim]) -> tuple[Person, ...]:
    """The persons whom claims name, where no reading has looked for them: whoever is of no office is protected.

    A source or actor counts as a person if each of its words begins with a capital and it is of no known kind
    that is an office or a body.
    """
    words = vocabulary.load("people")
    bodies = {*words["open"]["kinds"], "news_agency"}
    found: dict[str, Person] = {}
    for claim in claims:
        sources = ((one.name, one.kind or one.side, "source") for chain in claim.sources for one in chain)
        actors = ((one.name, one.kind or one.canonical, "victim") for one in claim.against)
        for name, kind, part in (*sources, *actors):
            known = kind in bodies or (part == "victim" and kind)
            if not known and _looks_like_a_person(name):
                role, why = words["otherwise"][part], "nobody looked for people in this report"
                found.setdefault(name, Person(name, (), True, role, why))
    return tuple(found.values())


def _looks_like_a_person(name: str) -> bool:
    """Two to four words that begin with capitals, none of which names a body or an office."""
    words = name.split()
    particles = vocabulary.load("people")["particles"]["words"]
    kinds = vocabulary.load("cues")["kinds"]
    bodies = {word for kind in ("monitor", "news_agency", "police", *_BODIES) for word in kinds[kind]}
    capital = all(
        word[:1].isupper() or word.lower().strip(".-") in particles for word in words if word[:1].isalpha()
    )
    return 2 <= len(words) <= 4 and capital and not bodies & {word.lower() for word in words}


def _same(name: str) -> str:
    return letters(name).joined
