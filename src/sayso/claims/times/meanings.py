"""What a time expression says by itself, before anybody asks from which day it is to be read.

The grammar builds these; ``time_resolution`` places them in the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.claims.times.calendar import Third, Unit

#: From where a step is counted: the day the report appeared, the time spoken of last, or a happening told beside it.
Base = Literal["report", "text", "happening"]


@dataclass(frozen=True, slots=True)
class Named:
    """A day, month, season, year … called by its name. Parts that are not said are None.

    ``number`` is the month, or the number of a season, quarter or half; ``step`` is −1 for "last June",
    0 for "this June", 1 for "next June"; ``year_step`` counts years from a base ("June last year").
    """

    unit: Unit
    year: int | None = None
    number: int | None = None
    day: int | None = None
    step: int | None = None
    year_step: tuple[int, Base] | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday with a day that can be computed; ``rule`` is written as in vocabulary/times.toml."""

    rule: str
    year: int | None = None
    step: int | None = None
    year_step: tuple[int, Base] | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 0. ``step`` as in Named; ``week`` is the week it is said to be in.

    ``any_such``: "a Friday", which says only what day of the week it was.
    """

    number: int
    step: int | None = None
    week: Step | None = None
    any_such: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """So many units before (negative) or after a base; the base may itself be a time that is written out."""

    unit: Unit
    count: int
    base: Base | Meaning


@dataclass(frozen=True, slots=True)
class Away:
    """Before (−1) or after (1) a base, by an unsaid number of units, or by hours or minutes within a day or two."""

    sign: int
    base: Base
    within_a_day: bool


@dataclass(frozen=True, slots=True)
class AtTime:
    """A time of the day: ``clock`` is HH:MM, ``part`` a code such as NI. ``day`` None: the day is not said.

    ``across``: the part runs over midnight into the next day ("overnight").
    """

    day: Meaning | None
    clock: str | None = None
    part: str | None = None
    across: bool = False


@dataclass(frozen=True, slots=True)
class PartOf:
    """The early, middle or late part of a time, or what of it lies before or after the time of speaking."""

    whole: Meaning
    which: Third | Literal["BEFORE", "AFTER"]


@dataclass(frozen=True, slots=True)
class Length:
    """How long, without when: ``count`` None is an unsaid number. Units as in vocabulary/times.toml."""

    count: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Window:
    """A length that ends (sign −1) or begins (1) at a base: "the last three months", "the next two days"."""

    length: Length
    sign: int
    base: Base


@dataclass(frozen=True, slots=True)
class Repeated:
    """Time and again: ``value`` is what TIMEX3 writes for it."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """PRESENT_REF, PAST_REF or FUTURE_REF: now, recently, soon."""

    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """From the start of one time to the end of another."""

    first: Meaning
    last: Meaning


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words for a time that cannot be read one way only; ``why`` completes "could not be placed: …"."""

    why: str


Meaning = (
    Named
    | Holiday
    | Weekday
    | Step
    | Away
    | AtTime
    | PartOf
    | Length
    | Window
    | Repeated
    | Reference
    | Between
    | Unclear
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time: half-open code-point offsets, the words, what they mean.

    ``lead`` is where the words that lead to it begin ("on" Friday, "just after" noon), equal to
    ``start`` where there are none; ``written`` is the words with those; ``bearing`` is what these say:
    "since", "before" … or "". ``parts`` holds the two ends of a range.
    """

    start: int
    end: int
    text: str
    meaning: Meaning
    lead: int
    written: str
    bearing: str = ""
    parts: tuple[TimeExpression, ...] = ()
