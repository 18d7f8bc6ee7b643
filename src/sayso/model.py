"""The nouns, frozen: what one stage hands to the next.

Field names are those of the contract (``sayso/reading-1``), except ``Weapon.weapon_class``, which
the contract calls ``class``. Unknown is None or empty; nothing here has a guess as its default.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

ReportId = NewType("ReportId", str)
ClaimId = NewType("ClaimId", str)
IncidentId = NewType("IncidentId", str)

Stance = Literal["asserts", "confirms", "denies", "accuses", "alleges", "claims_responsibility", "threatens"]
#: whether it happened, in the mouth of the source
Factuality = Literal["happened", "did_not_happen", "possible", "planned", "ongoing"]
Effect = Literal["killed", "injured", "missing", "captured", "displaced"]
Group = Literal["civilians", "combatants", "unknown"]
PlacePrecision = Literal["point", "town", "near", "admin2", "admin1", "country", "unknown"]
TimePrecision = Literal["hour", "day", "week", "month", "year", "vague", "unknown"]
#: ``take_back``: the person's last decision about exactly these claims counts no longer; ``mark``: only of a Marked
Verdict = Literal["mark", "accept", "fix", "reject", "unsure", "merge", "split", "not_same", "take_back"]
#: a report's words made unreadable; a name protected or opened; names shown to somebody; a user of the desk changed;
#: a file that left the desk; an input that it could not read
ActKind = Literal["erasure", "protection", "reveal", "user", "export", "refusal"]
#: what people have decided of a claim or an incident, taken together
Status = Literal["accepted", "rejected", "unsure", "unjudged"]
#: the ``reader`` of a claim that a person marked; who it was stands in the ledger
BY_A_PERSON = "a person"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a report: half-open code-point offsets into its text, and those words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How an artefact came to us: from where, when (ISO 8601, UTC), as what, read out by what."""

    origin: str
    #: None when the input has no moment of its own (a file read for printing only)
    retrieved_utc: str | None
    media_type: str
    extractor: str
    #: what is known of the report, and where that is stated: ("published", "JSON-LD datePublished")
    stated: tuple[tuple[str, str], ...] = ()
    #: what the server said with it: names and values of its headers, in their order
    headers: tuple[tuple[str, str], ...] = ()
    #: name and version of what took it in
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A published text. ``id`` is the SHA-256 of the artefact's bytes, not of ``text``."""

    id: ReportId
    text: str
    publisher: str | None = None
    #: day of publication, YYYY-MM-DD
    published: str | None = None
    dateline: tuple[str, ...] = ()
    title: str | None = None
    url: str | None = None
    #: BCP 47
    language: str | None = None
    retrieval: Retrieval | None = None
    #: the report that stood at the same address before, if this one is a later version of it
    replaces: ReportId | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Whoever answers for the words. ``name`` is resolved; ``span`` is where the words stand."""

    name: str
    span: Span
    kind: str | None = None
    #: whose side it speaks for, by the actor register: "the Russian defence ministry" is Russia's
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it or had it done to them. ``canonical`` is the name in the actor register."""

    name: str
    span: Span
    canonical: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Weapon:
    """What the harm was done with; ``weapon_class`` is a term of the vocabulary or None."""

    span: Span
    weapon_class: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: degrees WGS 84; the true point lies within ``radius_m`` as far as the words allow."""

    name: str
    span: Span
    precision: PlacePrecision
    #: near, over, 12 km from …, as written
    relation: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    #: for example geonames:163533
    gazetteer: str | None = None
    #: why this place of all that the report names, and of all that have its name; a sentence
    why: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time, half-open. ``start`` None: on or before; both None: the words only."""

    start: str | None
    end: str | None
    precision: TimePrecision
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many, killed or hurt or missing. ``high`` None: no upper bound was said."""

    effect: Effect
    low: int | None
    high: int | None
    group: Group
    span: Span
    #: a part of a number given elsewhere; never added up
    part: bool = False


#: One line of attribution, nearest the report first: (TASS, ministry).
Chain = tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A source says that one thing happened. Each part points at words of one report."""

    id: ClaimId
    report: ReportId
    kind: str
    trigger: Span
    evidence: tuple[Span, ...]
    #: parallel chains; empty: the report says it in its own voice
    sources: tuple[Chain, ...]
    stance: Stance
    by: tuple[Actor, ...]
    against: tuple[Actor, ...]
    weapons: tuple[Weapon, ...]
    place: Place | None
    when: When | None
    casualties: tuple[Count, ...]
    background: bool
    #: name and version of what read it
    reader: str
    factuality: Factuality | None = None
    #: the words that keep it at a distance or open: "reportedly", "may"
    hedges: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What the data did not allow: a code of ``problems.py``, a sentence, and where."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a report names, by the longest form of the name; ``protected``: it stays in the house."""

    name: str
    #: where any form of the name stands
    spans: tuple[Span, ...]
    protected: bool
    #: what stands in the place of the name: "a resident"
    role: str
    #: why it is protected or not, a sentence
    why: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question to a language model, and its answer as it came."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Translation:
    """Words of a report in English, as a language model put them: a help to whoever reads, never evidence."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Derived:
    """What a reading by a language model was made from; it lies beside the claims and is none of them."""

    model: str
    #: host and port that the text was sent to
    server: str
    #: name and version of the instructions
    prompt: str
    instructions: str
    exchanges: tuple[Exchange, ...]
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one report."""

    report: Report
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    #: name and version of what read it; it stands here too because a reading may have no claims
    reader: str | None = None
    #: whom it names; None: nobody looked
    people: tuple[Person, ...] | None = None
    #: only where a language model read it
    derived: Derived | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision about claims or incidents: who, when (ISO 8601, UTC), what, why."""

    by: str
    made_utc: str
    verdict: Verdict
    #: ids of claims
    about: tuple[ClaimId, ...]
    why: str
    #: of "not_same": ids of the claims that those in ``about`` are not the same as; none: as one another
    other: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim that a person marked in a report, or takes back: who, when (ISO 8601, UTC), why."""

    by: str
    made_utc: str
    why: str
    report: ReportId
    id: ClaimId
    #: None where it is taken back, and where the words of the report were erased
    claim: Claim | None = None
    taken_back: bool = False

    @property
    def judgement(self) -> Judgement:
        """The same as a decision about the claim, to stand among the others."""
        return Judgement(
            self.by, self.made_utc, "take_back" if self.taken_back else "mark", (self.id,), self.why
        )


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person did with the ledger and that judges no claim: who, when (ISO 8601, UTC), what, why."""

    kind: ActKind
    by: str
    made_utc: str
    why: str
    #: what it was done to: ids of reports, claims or incidents, the name of a user; never a protected name
    about: tuple[str, ...] = ()
    #: what more there is to say, as (name, value); never a protected name
    facts: tuple[tuple[str, str], ...] = ()
    #: a protected name: kept under a key of its own; None when that was erased
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field on which the claims of an incident differ: who says what."""

    field: str
    #: (value as words, ids of the claims that say it), most said first
    values: tuple[tuple[str, tuple[ClaimId, ...]], ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims taken to be about one happening. A view: a pure function of the ledger."""

    id: IncidentId
    kind: str
    claims: tuple[Claim, ...]
    place: Place | None
    when: When | None
    #: (lowest low, highest high) of what the sources say; None where nobody gave a bound
    killed: tuple[int | None, int | None]
    injured: tuple[int | None, int | None]
    disagreements: tuple[Disagreement, ...]
    #: ids of the reports its claims come from
    reports: tuple[ReportId, ...]
    #: accepted by a person, and by nobody rejected
    accepted: bool
    #: why these claims are one incident, a sentence each
    reasons: tuple[str, ...]
    #: one a claim, in the order of ``claims``
    statuses: tuple[Status, ...] = ()
    #: "accepted" exactly when ``accepted``
    status: Status = "unjudged"
