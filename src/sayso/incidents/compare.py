"""The reasons for and against two accounts being of one happening.

Each reason is a function of two accounts that answers yes or no; its docstring is the sentence that a
reviewer sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product

from sayso import vocabulary
from sayso.incidents.account import Account
from sayso.incidents.candidates import SLACK_DAYS
from sayso.model import Claim, Place
from sayso.sphere import kilometres
from sayso.tolls import Toll, agree

Reason = Callable[[Account, Account], bool]

#: further apart than this, two sentences are not close together; about two paragraphs
_CLOSE_CHARACTERS = 600
#: words before a trigger that belong to it: "a second, larger blast"
_WORDS_BEFORE = 4
#: the next sentence or the one after
_NEXT_CHARACTERS = 250
#: places further apart than this are not the same only because both are told vaguely
_CLOSE_BY_M = 10_000.0
#: how far a point from the words of another report may be off, beyond the radii
_SLACK_M = 5_000.0
#: words that many places have in their names
_SITE_WORDS = frozenset(
    [
        "the",
        "of",
        "street",
        "road",
        "rue",
        "avenue",
        "area",
        "district",
        "village",
        "town",
        "city",
        "market",
        "north",
        "south",
        "east",
        "west",
    ]
)
#: further than this, no misread place makes one happening of two
_FAR_M = 50_000.0
_ANSWERS = ("denies", "confirms", "claims_responsibility", "accuses")


def same_sentence(one: Account, other: Account) -> bool:
    """The same sentence tells of both."""
    if one.reports.isdisjoint(other.reports):
        return False
    spans = {(claim.report, span) for claim in one.claims for span in claim.evidence}
    return any((claim.report, span) in spans for claim in other.claims for span in claim.evidence)


def close_together(one: Account, other: Account) -> bool:
    """They stand close together in one report."""
    if one.reports.isdisjoint(other.reports):
        return False
    return any(
        a.report == b.report and abs(a.trigger.start - b.trigger.start) <= _CLOSE_CHARACTERS
        for a in one.claims
        for b in other.claims
    )


def same_report(one: Account, other: Account) -> bool:
    """One report tells of both, and most reports tell mainly of one happening."""
    return bool(one.reports & other.reports)


def next_to_one_another(one: Account, other: Account) -> bool:
    """One follows directly on the other."""
    if one.reports.isdisjoint(other.reports):
        return False
    return any(
        a.report == b.report and abs(a.trigger.start - b.trigger.start) <= _NEXT_CHARACTERS
        for a in one.claims
        for b in other.claims
    )


def same_paragraph(one: Account, other: Account) -> bool:
    """They stand in one paragraph."""
    if one.reports.isdisjoint(other.reports):
        return False
    paragraphs = {(told.claim.report, told.paragraph) for told in one.told if told.paragraph is not None}
    return any((told.claim.report, told.paragraph) in paragraphs for told in other.told)


def same_kind(one: Account, other: Account) -> bool:
    """Both tell of the same kind of happening, in more than general words."""
    return bool(one.special & other.special)


def same_day(one: Account, other: Account) -> bool:
    """Both are dated to the same day."""
    short = (days for days in one.days if days[1] - days[0] <= 2)
    return any(start < until and since < end for start, end in short for since, until in other.days)


def news_of_the_same_days(one: Account, other: Account) -> bool:
    """Two reports tell it as news within a few days, and not both say the day."""
    overlaps = (-_gap(a, b) for a in one.days or one.windows for b in other.days or other.windows)
    undated = not (one.days and other.days)
    return undated and not one.reports & other.reports and any(days > 0 for days in overlaps)


def same_place(one: Account, other: Account) -> bool:
    """Both name the same town, or places a few kilometres apart."""
    return _mostly(_close_by(a, b) for a, b in _fine_places(one, other))


def places_can_meet(one: Account, other: Account) -> bool:
    """The places differ, but as vaguely as they are told they may be one."""
    pairs = list(_fine_places(one, other))
    return _mostly(near_enough(a, b) for a, b in pairs) and not _mostly(_close_by(a, b) for a, b in pairs)


def same_site(one: Account, other: Account) -> bool:
    """Both name the same place, which is on no map."""
    unmapped = {p.name.casefold() for p in one.places if p.lat is None and p.precision != "country"}
    return any(p.name.casefold() in unmapped for p in other.places if p.lat is None)


def same_doer(one: Account, other: Account) -> bool:
    """Both name the same side as the one that did it."""
    return bool(one.by & other.by)


def same_victim(one: Account, other: Account) -> bool:
    """Both name the same people or thing as the one it was done to."""
    return bool(one.against & other.against)


def same_news(one: Account, other: Account) -> bool:
    """The two reports tell mainly of one happening: they share uncommon words and names."""
    return not one.reports & other.reports and bool(one.news & other.news)


def other_victims(one: Account, other: Account) -> bool:
    """In one report, the dead or hurt of the one are not those of the other."""
    if one.reports.isdisjoint(other.reports):
        return False
    counted = all(any(told.killed or told.injured for told in each.told) for each in (one, other))
    return counted and bool(one.victims and other.victims) and one.victims.isdisjoint(other.victims)


def same_dateline(one: Account, other: Account) -> bool:
    """Both reports are filed from the same town."""
    return not one.reports & other.reports and bool(one.datelines & other.datelines)


def same_toll(one: Account, other: Account) -> bool:
    """Both give the same number of dead or injured, more than one."""
    return not one.tolls.isdisjoint(other.tolls)


def one_answers_the_other(one: Account, other: Account) -> bool:
    """In one report, one side denies, confirms, owns up to or lays blame for what is told beside it."""
    stances = [claim.stance for claim in (*one.claims, *other.claims)]
    return bool(one.reports & other.reports) and any(stance in _ANSWERS for stance in stances)


def named_by_the_other(one: Account, other: Account) -> bool:
    """In one report, one says only that people were hurt, in words that name what the other tells of."""
    if one.reports.isdisjoint(other.reports) or bool(one.special) == bool(other.special):
        return False
    vague, clear = (other, one) if one.special else (one, other)
    return any(a.report == b.report and _names(a, b) for a in vague.claims for b in clear.claims)


def some_way_apart(one: Account, other: Account) -> bool:
    """The places are not the same, as far as the words allow."""
    return _mostly(not near_enough(a, b) for a, b in _places(one, other))


def far_apart(one: Account, other: Account) -> bool:
    """The places are too far apart to be one."""
    return _mostly(not near_enough(a, b, _FAR_M) for a, b in _places(one, other))


def other_site(one: Account, other: Account) -> bool:
    """They name different streets, quarters or villages."""
    if not one.sites or not other.sites:
        return False
    return not any(_one_name(a, b) for a in one.sites for b in other.sites)


def days_apart(one: Account, other: Account) -> bool:
    """They are dated more than a day apart."""
    gaps = [_gap(a, b) for a in one.days for b in other.days]
    return bool(gaps) and min(gaps) > SLACK_DAYS - 1


def another_day(one: Account, other: Account) -> bool:
    """They are dated to different days."""
    gaps = [_gap(a, b) for a in one.days for b in other.days]
    return bool(gaps) and min(gaps) >= 0


def history_and_news(one: Account, other: Account) -> bool:
    """One is told as background, the other as news."""
    return one.history != other.history


def other_kind(one: Account, other: Account) -> bool:
    """They tell of different kinds of happening, and neither leads straight to the other."""
    rows = vocabulary.load("sameness")["joined"]
    lead_on = any(one.special & set(row) and other.special & set(row) for row in rows)
    return bool(one.special and other.special) and not one.special & other.special and not lead_on


def one_voice_two_tolls(one: Account, other: Account) -> bool:
    """One and the same speaker gives two figures that do not fit together."""
    if one.reports.isdisjoint(other.reports):
        return False
    return any(
        first.claim.report == second.claim.report
        and first.voices & second.voices
        and (_clash(first.killed, second.killed) or _clash(first.injured, second.injured))
        for first in one.told
        for second in other.told
    )


def turned_round(one: Account, other: Account) -> bool:
    """Who did it in one had it done to them in the other."""
    if one.by & other.by:
        return False
    turned = one.by & other.against or one.against & other.by
    return bool(turned or one.doers & other.victims or one.victims & other.doers)


def set_apart_by_words(one: Account, other: Account) -> bool:
    """A word such as "another" or "separate" sets one apart from what the report told before."""
    later = one if one.told[0].order > other.told[0].order else other
    return bool(one.reports & other.reports) and _set_apart(later.claims[0])


#: each reason and how much it counts; for above zero, against below. Two accounts join above zero.
WEIGHTS: dict[Reason, float] = {
    same_sentence: 1.5,
    close_together: 0.5,
    next_to_one_another: 0.5,
    same_paragraph: 0.25,
    same_report: 0.5,
    same_kind: 1.0,
    same_day: 1.5,
    news_of_the_same_days: 1.0,
    same_place: 2.0,
    places_can_meet: 0.5,
    same_site: 1.5,
    same_doer: 0.75,
    same_victim: 1.0,
    same_toll: 1.0,
    same_news: 5.0,
    same_dateline: 1.0,
    one_answers_the_other: 0.5,
    named_by_the_other: 0.75,
    some_way_apart: -2.0,
    far_apart: -4.0,
    other_site: -1.5,
    days_apart: -2.0,
    another_day: -2.0,
    history_and_news: -3.5,
    other_kind: -1.5,
    one_voice_two_tolls: -2.0,
    turned_round: -1.0,
    other_victims: -1.0,
    set_apart_by_words: -2.0,
}
#: what accounts of different reports need to overcome: most pairs of reports tell of different things
APART = -3.25


#: reasons that can hold only within one report
_WITHIN = frozenset(
    [
        same_sentence,
        close_together,
        next_to_one_another,
        same_paragraph,
        same_report,
        other_victims,
        one_answers_the_other,
        named_by_the_other,
        one_voice_two_tolls,
        set_apart_by_words,
    ]
)
_ACROSS = tuple(reason for reason in WEIGHTS if reason not in _WITHIN)


def compare(one: Account, other: Account) -> tuple[Reason, ...]:
    """The reasons that hold, in the order of the table."""
    table = _ACROSS if one.reports.isdisjoint(other.reports) else WEIGHTS
    return tuple(reason for reason in table if reason(one, other))


def score(reasons: tuple[Reason, ...]) -> float:
    """What the reasons add up to; above zero speaks for one happening."""
    return sum(WEIGHTS[reason] for reason in reasons) + (0.0 if same_report in reasons else APART)


def sentence(reason: Reason) -> str:
    """The reason as a reviewer reads it."""
    return (reason.__doc__ or "").splitlines()[0]


def near_enough(one: Place, other: Place, slack_m: float = _SLACK_M) -> bool:
    """Whether one point can be both places, as far as the words of the two reports allow."""
    return metres_between(one, other) <= (one.radius_m or 0.0) + (other.radius_m or 0.0) + slack_m


def metres_between(one: Place, other: Place) -> float:
    """The distance of the two points on the globe; both places have one."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        raise ValueError("both places need a point")
    return _metres((one.lat, one.lon), (other.lat, other.lon))


@lru_cache(maxsize=1 << 16)
def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    return 1000 * kilometres(one, other)


def _close_by(one: Place, other: Place) -> bool:
    """Whether they are the same place, or so exact that being within reach means something."""
    reach = (one.radius_m or 0.0) + (other.radius_m or 0.0)
    return metres_between(one, other) <= min(reach, _CLOSE_BY_M) + _SLACK_M


def _mostly(held: Iterable[bool]) -> bool:
    """Whether it holds for at least half of the pairs, and there are any."""
    answers = list(held)
    return bool(answers) and 2 * answers.count(True) >= len(answers)


def _names(one: Claim, other: Claim) -> bool:
    """Whether the evidence of the one has a word of the other's trigger: "the bomb" for "bombing"."""
    words = set(re.findall(r"\w{4,}", " ".join(span.text for span in one.evidence).casefold()))
    general = tuple(vocabulary.load("sameness")["general_words"])
    triggers = [w for w in re.findall(r"\w{4,}", other.trigger.text.casefold()) if not w.startswith(general)]
    return any(word.startswith(trigger) or trigger.startswith(word) for trigger in triggers for word in words)


def _places(one: Account, other: Account) -> product[tuple[Place, Place]]:
    """Every pair of their places that have points."""
    return product(one.points, other.points)


def _fine_places(one: Account, other: Account) -> product[tuple[Place, Place]]:
    return product(one.fine, other.fine)


def _one_name(one: str, other: str) -> bool:
    return one in other or other in one or len(set(one.split()) & set(other.split()) - _SITE_WORDS) > 0


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Whole days between two stretches; 0: they touch; negative: they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _clash(one: Toll, other: Toll) -> bool:
    return one is not None and other is not None and not agree(one, other)


def _set_apart(claim: Claim) -> bool:
    """Whether one of the few words before the trigger sets it apart."""
    sentence = next((span for span in claim.evidence if span.start <= claim.trigger.start < span.end), None)
    before = sentence.text[: claim.trigger.start - sentence.start] if sentence else ""
    nearest = re.findall(r"\w+", before.casefold())[-_WORDS_BEFORE:]
    return not set(nearest).isdisjoint(vocabulary.load("sameness")["set_apart"])
