"""Three questions apart: how well is it reported, did it happen, who did it; each under a declared policy.

A policy is data (``vocabulary/grades.toml``, or a file of a desk's own). A grade is worked out from the claims
each time, never kept alone, and says in a sentence why it is what it is.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso import vocabulary
from sayso.incidents.corrections import superseded
from sayso.incidents.disagreement import denies_it, disowns
from sayso.incidents.independence import Origin, find_origins, independent
from sayso.incidents.told import folded, told
from sayso.incidents.versions import in_force, replaced_by_later
from sayso.model import Claim, ClaimId, Effect, Incident, Report, ReportId
from sayso.problems import WrongCall
from sayso.tolls import Toll, range_of, toll_of
from sayso.words import Bounds, count_words, listed

QUESTIONS = ("reported", "happened", "who")
FIGURES = ("range", "conservative", "majority", "prioritised")
Policy = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Grade:
    """The answer to one question, and the sentence that explains it."""

    question: str
    grade: str
    because: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the facts look at: the claims of an incident that count, and the origins of its reports."""

    incident: Incident
    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    #: figures that their source has corrected
    superseded: frozenset[tuple[ClaimId, Effect]] = frozenset()

    def origin_of(self, report: ReportId) -> int:
        """The number of the origin that a report is of."""
        return next(number for number, origin in enumerate(self.origins) if report in origin.reports)

    def origin_name(self, report: ReportId) -> str | None:
        """Whose the report's words are; None: nobody knows."""
        return self.origins[self.origin_of(report)].name


def known_of(
    incident: Incident, reports: Mapping[ReportId, Report], replaced: frozenset[ReportId] | None = None
) -> Known:
    """The incident made ready for grading; what people rejected does not count.

    ``replaced`` are the reports in whose place a later version stands; without it all reports are looked through.
    """
    pairs = zip(incident.claims, incident.statuses, strict=True)
    kept = tuple(claim for claim, status in pairs if status != "rejected") or incident.claims
    kept = in_force(kept, replaced_by_later(reports.values()) if replaced is None else replaced)
    told_by = [reports.get(report, Report(report, "")) for report in dict.fromkeys(c.report for c in kept)]
    old = superseded([told(claim, reports.get(claim.report)) for claim in kept])
    return Known(incident, kept, find_origins(told_by), old)


def load_policy(name: str) -> Policy:
    """A policy of the bundled file by its name, or the only or first one of a desk's own file by its path."""
    policies = vocabulary.load("grades")["policies"]
    if name in policies:
        chosen = policies[name]
        return {**policies[chosen["like"]], **chosen} if "like" in chosen else chosen
    try:
        own = tomllib.loads(Path(name).read_text(encoding="utf-8"))["policies"]
        chosen = next(iter(own.values()))
    except (OSError, tomllib.TOMLDecodeError, KeyError, StopIteration, AttributeError):
        raise WrongCall(
            f"{name}: no such policy. Policies: {', '.join(policies)}; or a file with a table [policies.NAME]."
        ) from None
    whole = {**policies[chosen.get("like", "plain")], **chosen}
    _check(name, whole)
    return whole


def grade_incident(known: Known, policy: Policy) -> tuple[Grade, ...]:
    """The three grades of an incident, in the order of QUESTIONS."""
    return tuple(_grade(question, known, policy[question]) for question in QUESTIONS)


def figure(known: Known, effect: Effect, policy: Policy) -> tuple[Bounds, str]:
    """The figure that the policy takes, and how it was taken; (None, None) and "" when nobody gives one."""
    said = [
        (claim, toll)
        for claim in known.claims
        if (toll := toll_of(claim, effect)) is not None and (claim.id, effect) not in known.superseded
    ]
    if not said:
        return (None, None), ""
    take = {"conservative": _lowest, "majority": _most_said, "prioritised": _highest_ranked}.get(
        policy["figures"]
    )
    if take is None:
        return range_of(toll for _, toll in said), "from the lowest to the highest that is said"
    return take(said, known, policy)


# Facts. Each docstring stands in docs/grades.md; each name may stand in a policy.


def two_origins(known: Known) -> bool:
    """Two or more origins, none of which passes on the words of another."""
    return independent(known.origins) >= 2


def origin_known(known: Known) -> bool:
    """The origin of at least one report is known."""
    return any(origin.name for origin in known.origins)


def every_origin_known(known: Known) -> bool:
    """The origin of every report is known."""
    return all(origin.name for origin in known.origins)


def asserted(known: Known) -> bool:
    """Somebody says that it happened."""
    return any(claim.stance not in ("denies", "threatens", "alleges") for claim in known.claims)


def only_alleged(known: Known) -> bool:
    """It is alleged, and said in no other way."""
    return {claim.stance for claim in known.claims} == {"alleges"}


def denied(known: Known) -> bool:
    """Somebody denies that it happened."""
    return any(denies_it(claim) for claim in known.claims)


def doer_denied(known: Known) -> bool:
    """Somebody denies that those named did it."""
    return any(disowns(claim) for claim in known.claims)


def confirmed(known: Known) -> bool:
    """Somebody confirms it."""
    return any(claim.stance == "confirms" for claim in known.claims)


def owned_up(known: Known) -> bool:
    """Somebody says that they did it themselves."""
    return any(claim.stance == "claims_responsibility" for claim in known.claims)


def doer_named(known: Known) -> bool:
    """Somebody is named as having done it."""
    return bool(_blaming(known))


def two_origins_name_doer(known: Known) -> bool:
    """Two or more independent origins name who did it."""
    return len({name for claim in _blaming(known) if (name := known.origin_name(claim.report))}) >= 2


def doers_differ(known: Known) -> bool:
    """Not all who name somebody name the same."""
    return any(one.field == "by" for one in known.incident.disagreements)


def combatants_only(known: Known) -> bool:
    """All that are counted as killed are said to be combatants."""
    counts = [
        count
        for claim in known.claims
        for count in claim.casualties
        if count.effect == "killed" and count.high != 0
    ]
    return bool(counts) and all(count.group == "combatants" for count in counts)


FACTS: dict[str, Callable[[Known], bool]] = {
    fact.__name__: fact
    for fact in (
        two_origins,
        origin_known,
        every_origin_known,
        asserted,
        only_alleged,
        denied,
        doer_denied,
        confirmed,
        owned_up,
        doer_named,
        two_origins_name_doer,
        doers_differ,
        combatants_only,
    )
}


def _grade(question: str, known: Known, rows: Sequence[Mapping[str, Any]]) -> Grade:
    row = next(row for row in rows if all(FACTS[fact](known) for fact in row.get("when", ())))
    because = str(row["because"]).format_map(_names(known))
    return Grade(question, row["grade"], because[:1].upper() + because[1:] + ".")


def _names(known: Known) -> dict[str, str]:
    """What a sentence may name."""
    denials = [claim for claim in known.claims if claim.stance == "denies"]
    owners = [claim for claim in known.claims if claim.stance == "claims_responsibility"]
    return {
        "origins": str(independent(known.origins)),
        "reports": str(len({claim.report for claim in known.claims})),
        "unknown": str(sum(len(origin.reports) for origin in known.origins if not origin.name)),
        "names": listed(dict.fromkeys(origin.name for origin in known.origins if origin.name)) or "unknown",
        "doers": listed(_once(actor.name for claim in _blaming(known) for actor in claim.by)),
        "deniers": _speakers(denials),
        "owners": _speakers(owners),
        "killed": count_words(known.incident.killed) or "an unknown number",
    }


def _speakers(claims: Sequence[Claim]) -> str:
    named = (chain[-1].name for claim in claims for chain in claim.sources)
    return listed(_once(named)) or "those who report it"


def _once(names: Iterable[str]) -> list[str]:
    """Each name once, as it is first written."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(folded(name), name)
    return list(first.values())


def _blaming(known: Known) -> list[Claim]:
    return [claim for claim in known.claims if claim.by and claim.stance != "denies"]


def _lowest(said: Sequence[tuple[Claim, Toll]], known: Known, policy: Policy) -> tuple[Bounds, str]:
    low = min((toll[0] for _, toll in said if toll and toll[0] is not None), default=None)
    return (low, low), "the lowest that is said"


def _most_said(said: Sequence[tuple[Claim, Toll]], known: Known, policy: Policy) -> tuple[Bounds, str]:
    # all that nobody knows the origin of are one voice: they may be one
    by_origin = {(known.origin_name(claim.report), toll) for claim, toll in said if toll is not None}
    votes = Counter(toll for _, toll in by_origin)
    best = min(votes, key=lambda toll: (-votes[toll], toll[0] or 0, toll[1] or 0))
    return best, f"said by {votes[best]} of {len({origin for origin, _ in by_origin})} origins"


def _highest_ranked(said: Sequence[tuple[Claim, Toll]], known: Known, policy: Policy) -> tuple[Bounds, str]:
    ranking = [folded(name) for name in policy.get("ranking", ())]

    def rank(item: tuple[Claim, Toll]) -> int:
        names = " ".join(folded(source.name) for chain in item[0].sources for source in chain)
        return next((place for place, name in enumerate(ranking) if name in names), len(ranking))

    claim, toll = min(said, key=rank)
    if rank((claim, toll)) == len(ranking):
        return range_of(
            toll for _, toll in said
        ), "no source is in the ranking: from the lowest to the highest"
    return toll or (None, None), f"as {_speakers([claim])} says, the highest in the ranking"


def _check(name: str, policy: Policy) -> None:
    """WrongCall for a policy of a desk's own that names no fact of ours."""
    unknown = [
        fact
        for question in QUESTIONS
        for row in policy[question]
        for fact in row.get("when", ())
        if fact not in FACTS
    ]
    if unknown:
        raise WrongCall(f"{name}: {unknown[0]} is no fact. Facts: {', '.join(FACTS)}.")
    if policy["figures"] not in FIGURES:
        raise WrongCall(f"{name}: {policy['figures']} is no way to take figures. Ways: {', '.join(FIGURES)}.")
    if any("when" in rows[-1] for rows in (policy[question] for question in QUESTIONS)):
        raise WrongCall(f'{name}: the last row of a question must hold always. Leave out its "when".')
