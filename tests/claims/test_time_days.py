"""The days that words for a time mean. Every report here appeared on Wednesday 3 March 2021."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from time_makings import when_in

from sayso.claims.times.meanings import Named
from sayso.claims.times.moments import place
from sayso.claims.times.views import View

PUBLISHED = "2021-03-03"

#: words in a sentence, first day, the day after the last, precision
DAYS: list[tuple[str, str | None, str | None, str]] = [
    # weekdays
    ("Two died on Monday.", "2021-03-01", "2021-03-02", "day"),
    ("Two died on Wednesday.", "2021-03-03", "2021-03-04", "day"),
    ("Two died on Thursday.", "2021-02-25", "2021-02-26", "day"),
    ("Two died last Wednesday.", "2021-02-24", "2021-02-25", "day"),
    ("Two died last Friday.", "2021-02-26", "2021-02-27", "day"),
    ("Two died on Saturday night.", "2021-02-27", "2021-02-28", "day"),
    ("Two died early Sunday.", "2021-02-28", "2021-03-01", "day"),
    ("Two died on Tuesday of last week.", "2021-02-23", "2021-02-24", "day"),
    ("Talks will be held on Saturday.", "2021-03-06", "2021-03-07", "day"),
    ("The talks are due on Monday.", "2021-03-08", "2021-03-09", "day"),
    ("Talks begin next Friday.", "2021-03-05", "2021-03-06", "day"),
    # near days and times of the day
    ("A bomb went off today.", "2021-03-03", "2021-03-04", "day"),
    ("A bomb went off yesterday.", "2021-03-02", "2021-03-03", "day"),
    ("A bomb went off the day before yesterday.", "2021-03-01", "2021-03-02", "day"),
    ("Polls open tomorrow.", "2021-03-04", "2021-03-05", "day"),
    ("Shells fell overnight.", "2021-03-02", "2021-03-04", "day"),
    ("Shells fell last night.", "2021-03-02", "2021-03-03", "day"),
    ("Shells fell this morning.", "2021-03-03", "2021-03-04", "day"),
    ("Shells fell yesterday evening.", "2021-03-02", "2021-03-03", "day"),
    ("Shells fell at 3 p.m. on Tuesday.", "2021-03-02", "2021-03-03", "hour"),
    ("Shells fell at noon on Tuesday.", "2021-03-02", "2021-03-03", "hour"),
    ("Shells fell at dawn on 1 March.", "2021-03-01", "2021-03-02", "day"),
    ("Shells fell on Tuesday at 14:30 GMT.", "2021-03-02", "2021-03-03", "hour"),
    ("Shells fell an hour ago.", "2021-03-02", "2021-03-04", "hour"),
    # weeks, months, years
    ("Clashes broke out last week.", "2021-02-21", "2021-02-28", "week"),
    ("Clashes broke out this week in the north.", "2021-02-28", "2021-03-04", "week"),
    ("Clashes broke out earlier this week.", "2021-02-28", "2021-03-03", "week"),
    ("Talks open next week.", "2021-03-07", "2021-03-14", "week"),
    ("Clashes broke out over the weekend.", "2021-02-27", "2021-03-01", "week"),
    ("Clashes broke out last weekend.", "2021-02-27", "2021-03-01", "week"),
    ("Clashes broke out in the week of 8 February.", "2021-02-07", "2021-02-14", "week"),
    ("Clashes broke out last month.", "2021-02-01", "2021-03-01", "month"),
    ("Clashes broke out this month.", "2021-03-01", "2021-03-04", "month"),
    ("Clashes broke out this year.", "2021-01-01", "2021-03-04", "year"),
    ("Clashes broke out last year.", "2020-01-01", "2021-01-01", "year"),
    ("Clashes broke out in June.", "2020-06-01", "2020-07-01", "month"),
    ("Clashes broke out in March.", "2021-03-01", "2021-04-01", "month"),
    ("Clashes broke out last June.", "2020-06-01", "2020-07-01", "month"),
    ("Clashes broke out in June last year.", "2020-06-01", "2020-07-01", "month"),
    ("Voting will begin in June.", "2021-06-01", "2021-07-01", "month"),
    # dates that are written out
    ("He was shot on 12 February.", "2021-02-12", "2021-02-13", "day"),
    ("He was shot on 5 March.", "2020-03-05", "2020-03-06", "day"),
    ("He was shot on March 5, 2019.", "2019-03-05", "2019-03-06", "day"),
    ("He was shot on the 3rd of May 2019.", "2019-05-03", "2019-05-04", "day"),
    ("He was shot on Friday, 3 May 2019.", "2019-05-03", "2019-05-04", "day"),
    ("He was shot on 2021-02-27.", "2021-02-27", "2021-02-28", "day"),
    ("He was shot on 27/02/2021.", "2021-02-27", "2021-02-28", "day"),
    ("He was shot on the 27th.", "2021-02-27", "2021-02-28", "day"),
    ("He was shot on Feb. 27.", "2021-02-27", "2021-02-28", "day"),
    ("He was shot in May 2019.", "2019-05-01", "2019-06-01", "month"),
    ("He was shot in 2015.", "2015-01-01", "2016-01-01", "year"),
    ("He was shot in nineteen ninety-six.", "1996-01-01", "1997-01-01", "year"),
    ("He was shot in the year two thousand.", "2000-01-01", "2001-01-01", "year"),
    ("He was shot on New Year's Eve 2015.", "2015-12-31", "2016-01-01", "day"),
    ("He was shot on Christmas Day.", "2020-12-25", "2020-12-26", "day"),
    ("He was shot on Easter Sunday 2019.", "2019-04-21", "2019-04-22", "day"),
    # parts, seasons and what is longer
    ("The camp was cleared in early May 2019.", "2019-05-01", "2019-05-11", "vague"),
    ("The camp was cleared in mid-May 2019.", "2019-05-11", "2019-05-21", "vague"),
    ("The camp was cleared in late May 2019.", "2019-05-21", "2019-06-01", "vague"),
    ("The camp was cleared at the end of May 2019.", "2019-05-21", "2019-06-01", "vague"),
    ("The camp was cleared in the summer of 2015.", "2015-06-01", "2015-09-01", "vague"),
    ("The camp was cleared in winter 2016.", "2016-12-01", "2017-03-01", "vague"),
    ("The camp was cleared in the third quarter of 2020.", "2020-07-01", "2020-10-01", "vague"),
    ("The camp was cleared in the first half of 2019.", "2019-01-01", "2019-07-01", "vague"),
    ("The camp was cleared in the 1990s.", "1990-01-01", "2000-01-01", "vague"),
    ("The camp was cleared in the early 1990s.", "1990-01-01", "1993-05-01", "vague"),
    ("The camp was cleared in the '80s.", "1980-01-01", "1990-01-01", "vague"),
    ("The camp was cleared in the 19th century.", "1800-01-01", "1900-01-01", "vague"),
    # ranges
    ("They fought from 3 to 7 May 2019.", "2019-05-03", "2019-05-08", "day"),
    ("They fought between 3 May and 7 May 2019.", "2019-05-03", "2019-05-08", "day"),
    ("They fought between March and May 2019.", "2019-03-01", "2019-06-01", "month"),
    ("They fought from 2014 to 2016.", "2014-01-01", "2017-01-01", "year"),
    ("They fought in 2014-16.", "2014-01-01", "2017-01-01", "year"),
    ("They fought from Friday to Sunday.", "2021-02-26", "2021-03-01", "day"),
    ("They fought in May-August 1950.", "1950-05-01", "1950-09-01", "month"),
    # since, until, by, before, after
    ("They have fought since 2015.", "2015-01-01", "2021-03-04", "vague"),
    ("They have fought since Monday.", "2021-03-01", "2021-03-04", "vague"),
    ("They fought until 2015.", None, "2016-01-01", "vague"),
    ("The town fell before 2015.", None, "2015-01-01", "vague"),
    ("The town fell by Friday.", None, "2021-02-27", "vague"),
    ("The town fell after 12 February.", "2021-02-12", "2021-03-04", "vague"),
    ("The town fell recently.", None, "2021-03-04", "vague"),
    # so long ago, in the last so many
    ("The town fell two days ago.", "2021-03-01", "2021-03-02", "day"),
    ("The town fell three weeks ago.", "2021-02-07", "2021-02-14", "week"),
    ("The town fell two years ago.", "2019-01-01", "2020-01-01", "year"),
    ("The town fell two days after 3 May 2019.", "2019-05-05", "2019-05-06", "day"),
    ("Nine died in the last 24 hours.", "2021-03-02", "2021-03-04", "day"),
    ("Nine died in the past three days.", "2021-02-28", "2021-03-04", "day"),
    ("Nine died over the past two weeks.", "2021-02-17", "2021-03-04", "week"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), DAYS, ids=[row[0] for row in DAYS])
def test_days(text: str, start: str | None, end: str | None, precision: str) -> None:
    """Words for a time give half-open days, counted from the day the report appeared."""
    when, problem = when_in(text, PUBLISHED)
    assert when is not None and problem is None
    assert (when.start, when.end, when.precision) == (start, end, precision)


#: words, why they have no days
UNPLACED = [
    ("Two died on Monday.", None, "the day of publication is not known"),
    ("Two died yesterday.", None, "the day of publication is not known"),
    ("Two died last week.", None, "the day of publication is not known"),
    ("Two died in June.", None, "the day of publication is not known"),
    ("Two died on a Friday.", PUBLISHED, "it is not said which one"),
    ("Two died on 03/04/2021.", PUBLISHED, "which number is the month and which the day cannot be told"),
    (
        "Two died two days after the blast.",
        PUBLISHED,
        "it counts from a happening whose day is not said here",
    ),
    ("Two died at 3 p.m.", PUBLISHED, "the day is not said"),
    ("Two died on 30 February 2020.", PUBLISHED, "there is no such day"),
    ("Many died in 490 BC.", PUBLISHED, "the calendar here begins with the year 1"),
]


@pytest.mark.parametrize(("text", "published", "why"), UNPLACED, ids=[row[0] for row in UNPLACED])
def test_no_days(text: str, published: str | None, why: str) -> None:
    """Words that cannot be placed stay words, with the reason; the day of publication never stands in."""
    when, problem = when_in(text, published)
    assert when is not None and when.start is None and when.end is None
    assert problem is not None and why in problem.message


LENGTHS = ["for three days", "a two-hour battle", "every Friday", "twice a week", "daily", "for years"]


@pytest.mark.parametrize("words", LENGTHS)
def test_lengths_are_no_dates(words: str) -> None:
    """How long and how often say no when, and are no problem."""
    assert when_in(f"They fought {words}.", PUBLISHED) == (None, None)


NO_TIMES = [
    "Some 1900 people fled.",
    "The house is in the 1400 block of Main Street.",
    "They may march and fall.",
    "The Sun is a newspaper.",
    "Spring Street was closed.",
    "An army of two thousand men came.",
    "Bloody Sunday is remembered.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_times(text: str) -> None:
    """Numbers of things, verbs and names that look like times are none."""
    from time_makings import seen_in

    assert [one.expression.text for one in seen_in(text, PUBLISHED)] == []


def test_a_friday_is_the_day_spoken_of() -> None:
    """An unnamed "Friday" is the day spoken of last, if that was a Friday."""
    when, _ = when_in("The bomb of 13 September 1974 went off on a Friday afternoon in town.", None)
    assert when is not None and when.start == "1974-09-13"


def test_a_time_of_the_year_without_its_year_always_has_one() -> None:
    """Seen from any day, in any tense, with "last", "this" and "next": in January "last winter" began two years before."""
    count = 0
    seasons = [Named("season", number=number) for number in range(1, 5)]
    months = [Named("month", number=number) for number in range(1, 13)]
    days = [Named("day", number=number, day=day) for number in (1, 2, 12) for day in (1, 28)]
    for start, name in product(range(0, 366, 5), [*seasons, *months, *days]):
        for step, tense, history in product((None, -1, 0, 1), (None, "past", "future"), (False, True)):
            view = View(date(2015, 1, 1) + timedelta(start), tense=tense, history=history)  # type: ignore[arg-type]
            moment = place(replace(name, step=step), view)
            assert 2013 <= moment.year <= 2017
            count += 1
    assert count > 30_000


@pytest.mark.parametrize("published", ["2021-01-02", "2021-02-27", "2021-03-03", "2021-12-31"])
def test_last_winter_is_over(published: str) -> None:
    """Whenever it is said, the last winter ended before."""
    when, _ = when_in("The dam was shelled last winter.", published)
    assert when is not None and when.end is not None and when.end <= published
