"""What people have decided: the status of each claim, and which claims must or must not be one incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from sayso.model import ClaimId, Judgement, Status

Pair = frozenset[ClaimId]
#: the later of two verdicts of one person counts; of two at the same moment, the one further on here
_CAUTION = ("mark", "merge", "split", "not_same", "accept", "fix", "unsure", "reject", "take_back")
_GIVES: Mapping[str, Status] = {"accept": "accepted", "reject": "rejected", "unsure": "unsure"}
#: sorts judgements by their moment, the more cautious later where moments are equal
Moment = tuple[object, ...]


class Judged:
    """All judgements so far; they may come in any order."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._known: set[Judgement] = set()
        self._takes_back = False
        self._begin()
        self.add_all(judgements)

    def add(self, judgement: Judgement) -> bool:
        """Whether it is a new one."""
        return bool(self.add_all((judgement,)))

    def add_all(self, judgements: Iterable[Judgement]) -> list[Judgement]:
        """Those that are new."""
        new = [made for made in dict.fromkeys(judgements) if made not in self._known]
        self._known.update(new)
        self._takes_back |= any(made.verdict == "take_back" for made in new)
        if self._takes_back and new:
            self._begin()
        for made in standing(self._known) if self._takes_back and new else new:
            self._take(made)
        return new

    def _begin(self) -> None:
        self._verdicts: defaultdict[ClaimId, dict[str, Judgement]] = defaultdict(dict)
        #: the latest "merge" or "not the same" of each pair, by both its claims
        self._pairs: defaultdict[ClaimId, dict[ClaimId, Judgement]] = defaultdict(dict)
        #: the splits that name a claim: when, and what else they name
        self._splits: defaultdict[ClaimId, list[tuple[str, frozenset[ClaimId]]]] = defaultdict(list)
        #: claims of which anything was said that keeps them from others
        self._kept_apart: set[ClaimId] = set()
        #: whether anybody said of any claims that they are apart
        self.parts_any = False

    def _take(self, judgement: Judgement) -> None:
        self.parts_any |= judgement.verdict in ("not_same", "split")
        if judgement.verdict in ("merge", "not_same"):
            for one, other in _pairs_of(judgement):
                latest = _later(self._pairs[one].get(other), judgement)
                self._pairs[one][other] = self._pairs[other][one] = latest
                if latest.verdict == "not_same":
                    self._kept_apart |= {one, other}
        elif judgement.verdict == "split":
            for claim in judgement.about:
                self._splits[claim].append((_when(judgement.made_utc), frozenset(judgement.about)))
            self._kept_apart.update(judgement.about)
        else:
            for claim in judgement.about:
                by = self._verdicts[claim]
                by[judgement.by] = _later(by.get(judgement.by), judgement)

    def status(self, claim: ClaimId) -> Status:
        """By each person's latest verdict; a rejection outweighs an acceptance.

        "fix" takes back what the person said before: the claim waits for its correction.
        """
        by_person = self._verdicts.get(claim, {})
        return _strongest(_GIVES.get(made.verdict, "unjudged") for made in by_person.values())

    def merged_with(self, claim: ClaimId) -> Iterator[ClaimId]:
        """The claims that a person merged it with, and did not part from it later."""
        return (other for other, made in self._pairs.get(claim, {}).items() if made.verdict == "merge")

    def in_merges(self) -> frozenset[ClaimId]:
        """Every claim that a person merged with another."""
        return frozenset(claim for claim in self._pairs if self.is_in_merge(claim))

    def merges(self, claims: Iterable[ClaimId]) -> list[tuple[Pair, Judgement]]:
        """The pairs among these claims that a person merged, the newest judgement first."""
        here = set(claims)
        found = {
            frozenset((one, other)): made
            for one in here
            for other, made in self._pairs.get(one, {}).items()
            if made.verdict == "merge" and other in here
        }
        return sorted(
            found.items(), key=lambda item: (_when(item[1].made_utc), sorted(item[0])), reverse=True
        )

    def is_in_merge(self, claim: ClaimId) -> bool:
        """Whether a person merged it with another."""
        return any(True for _ in self.merged_with(claim))

    def keeps_apart(self, one: ClaimId, other: ClaimId, other_was_there: str | None) -> bool:
        """Whether a person said that they are not the same, or split the one from the other.

        A split parts what it names from the claims whose report was there when it was made; a later merge of the
        two undoes it. ``other_was_there`` is the moment from which the other's report was there; None: always.
        """
        made = self._pairs.get(one, {}).get(other)
        if made is not None and made.verdict == "not_same":
            return True
        return any(
            other not in about
            and (other_was_there is None or _when(other_was_there) <= moment)
            and (made is None or _when(made.made_utc) < moment)
            for moment, about in self._splits.get(one, ())
        )

    def may_part(self, claim: ClaimId) -> bool:
        """Whether anything was said that keeps the claim from others."""
        return claim in self._kept_apart


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements by their moment, without those taken back: each "take_back" undoes the last decision that the
    same person made about exactly the same claims and that still stands.
    """
    kept: dict[int, Judgement] = {}
    last: defaultdict[tuple[str, frozenset[ClaimId]], list[int]] = defaultdict(list)
    for number, made in enumerate(sorted(judgements, key=_moment)):
        same = last[made.by, frozenset((*made.about, *made.other))]
        if made.verdict != "take_back":
            kept[number] = made
            same.append(number)
        elif same:
            del kept[same.pop()]
    return list(kept.values())


def status_of_incident(statuses: Sequence[Status]) -> Status:
    """Accepted if one claim is, rejected if all are, else unsure if one is."""
    if "accepted" in statuses:
        return "accepted"
    if statuses and all(status == "rejected" for status in statuses):
        return "rejected"
    return "unsure" if "unsure" in statuses else "unjudged"


def said(judgement: Judgement) -> str:
    """The merge as a sentence."""
    return f"{judgement.by} merged claims of this on {judgement.made_utc[:10]}: {judgement.why}"


def _strongest(statuses: Iterable[Status]) -> Status:
    found = set(statuses)
    order: tuple[Status, ...] = ("rejected", "accepted", "unsure")
    return next((status for status in order if status in found), "unjudged")


def _pairs_of(judgement: Judgement) -> Iterable[tuple[ClaimId, ClaimId]]:
    """Each claim of the one incident with each of the other; without another, all pairs of those named."""
    if judgement.other:
        return ((one, other) for one, other in product(judgement.about, judgement.other) if one != other)
    return combinations(sorted(set(judgement.about)), 2)


def _later(one: Judgement | None, other: Judgement) -> Judgement:
    return other if one is None else max(one, other, key=_moment)


def _when(moment: str) -> str:
    """Sorts moments: without the Z a whole second comes before its fractions."""
    return moment.removesuffix("Z")


def _moment(made: Judgement) -> Moment:
    return _when(made.made_utc), _CAUTION.index(made.verdict), made.by, made.about, made.other, made.why
