"""What people have decided: the status of each claim, and which claims must or must not be one incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sayso.model import Claim, ClaimId, Judgement, Report, ReportId, Status

Pair = frozenset[ClaimId]
#: the later of two verdicts of one person counts; of two at the same moment, the one further on here
_CAUTION = ("merge", "split", "not_same", "accept", "fix", "unsure", "reject", "take_back")
_GIVES: Mapping[str, Status] = {"accept": "accepted", "reject": "rejected", "unsure": "unsure"}


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that stand, by their moment, the more cautious later where moments are equal; each once."""

    def moment(made: Judgement) -> tuple[object, ...]:
        # without the Z a whole second comes before its fractions
        return made.made_utc.removesuffix("Z"), _CAUTION.index(made.verdict), made.by, made.about, made.why

    return standing(sorted(set(judgements), key=moment))


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements, in order, without those taken back: each "take_back" undoes the last decision that the same
    person made about exactly the same claims and that still stands.
    """
    kept: dict[int, Judgement] = {}
    last: dict[tuple[str, frozenset[ClaimId]], list[int]] = {}
    for number, made in enumerate(judgements):
        same = last.setdefault((made.by, frozenset(made.about)), [])
        if made.verdict != "take_back":
            kept[number] = made
            same.append(number)
        elif same:
            del kept[same.pop()]
    return list(kept.values())


def status_of_claims(judgements: Sequence[Judgement]) -> dict[ClaimId, Status]:
    """The status of each judged claim by each person's latest verdict; a rejection outweighs an acceptance.

    "fix" takes back what the person said before: the claim waits for its correction.
    """
    latest: dict[ClaimId, dict[str, Status]] = {}
    for made in judgements:
        if made.verdict in ("accept", "reject", "unsure", "fix"):
            for claim in made.about:
                latest.setdefault(claim, {})[made.by] = _GIVES.get(made.verdict, "unjudged")
    return {claim: _strongest(by_person.values()) for claim, by_person in latest.items()}


def status_of_incident(statuses: Sequence[Status]) -> Status:
    """Accepted if one claim is, rejected if all are, else unsure if one is."""
    if "accepted" in statuses:
        return "accepted"
    if statuses and all(status == "rejected" for status in statuses):
        return "rejected"
    return "unsure" if "unsure" in statuses else "unjudged"


def kept_together(judgements: Sequence[Judgement]) -> dict[Pair, Judgement]:
    """Pairs of claims that a person merged, newest judgement first; a later "not the same" undoes a pair."""
    return {pair: made for pair, made in _latest(judgements).items() if made.verdict == "merge"}


def kept_apart(
    judgements: Sequence[Judgement], claims: Sequence[Claim], reports: Mapping[ReportId, Report]
) -> dict[Pair, Judgement]:
    """Pairs of claims that a person parted: all pairs of a "not the same"; of a "split" each claim named with
    each claim not named whose report was there when the judgement was made. A later merge undoes a pair.
    """
    apart = {pair: made for pair, made in _latest(judgements).items() if made.verdict == "not_same"}
    merged = kept_together(judgements)
    for made in judgements:
        if made.verdict == "split":
            rest = [c.id for c in claims if c.id not in made.about and _was_there(c, made, reports)]
            for pair in (frozenset((inside, other)) for inside in made.about for other in rest):
                if pair not in merged or merged[pair].made_utc < made.made_utc:
                    apart[pair] = made
    return apart


def said(judgement: Judgement) -> str:
    """The merge as a sentence."""
    return f"{judgement.by} merged claims of this on {judgement.made_utc[:10]}: {judgement.why}"


def _strongest(statuses: Iterable[Status]) -> Status:
    found = set(statuses)
    order: tuple[Status, ...] = ("rejected", "accepted", "unsure")
    return next((status for status in order if status in found), "unjudged")


def _latest(judgements: Sequence[Judgement]) -> dict[Pair, Judgement]:
    pairs: dict[Pair, Judgement] = {}
    for made in judgements:
        if made.verdict in ("merge", "not_same"):
            for one, other in combinations(sorted(set(made.about)), 2):
                pairs[frozenset((one, other))] = made
    return dict(sorted(pairs.items(), key=lambda item: (item[1].made_utc, sorted(item[0])), reverse=True))


def _was_there(claim: Claim, judgement: Judgement, reports: Mapping[ReportId, Report]) -> bool:
    report = reports.get(claim.report)
    retrieved = report.retrieval.retrieved_utc if report and report.retrieval else None
    # to the second: a decision may be told more exactly than a retrieval
    return retrieved is None or retrieved[:19] <= judgement.made_utc[:19]
