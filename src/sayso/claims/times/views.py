"""From where times are read, and the reasons why one cannot be placed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.claims.times.calendar import Moment

Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class View:
    """From where words are read: the day of the report, the time spoken of last, and its day."""

    published: date | None
    anchor: Moment | None = None
    #: the last time spoken of that was a day; clock times belong to it
    day: Moment | None = None
    #: the last time spoken of that was shorter than a year
    dated: Moment | None = None
    tense: Tense | None = None
    #: an account of the past that gives its dates itself: they count from one another, not from the report
    history: bool = False
    #: the likeliest year is wanted, not the last that fits: TIMEX3 is a guess, a claim is none
    likeliest: bool = False


class NotPlaced(Exception):
    """Words that name no days; the message completes "could not be placed in the calendar: …"."""


NO_PUBLICATION = "the day of publication is not known"
NO_ANCHOR = "what it counts from is not said in days"
