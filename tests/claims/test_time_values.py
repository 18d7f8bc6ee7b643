"""TIMEX3 types and values. Every report here appeared on Wednesday 3 March 2021."""

from __future__ import annotations

import pytest
from time_makings import values_in

#: words in a sentence, type, value
VALUES = [
    ("It fell yesterday.", "DATE", "2021-03-02"),
    ("It fell last week.", "DATE", "2021-W08"),
    ("It fell this year.", "DATE", "2021"),
    ("It fell on 12 February.", "DATE", "2021-02-12"),
    ("It fell on the 12th.", "DATE", "2021-02-12"),
    ("It fell in the 1990s.", "DATE", "199"),
    ("It fell in the early 1990s.", "DATE", "199"),
    ("It fell in the 20th century.", "DATE", "19"),
    ("It fell in the summer of 2015.", "DATE", "2015-SU"),
    ("It fell in the third quarter of 2020.", "DATE", "2020-Q3"),
    ("It fell in the second half of 2020.", "DATE", "2020-H2"),
    ("It fell in fiscal 1989.", "DATE", "1989"),
    ("Sales in the year-ago quarter fell.", "DATE", "2019-Q4"),
    ("It fell in 490 BC.", "DATE", "BC0490"),
    ("It fell over the weekend.", "DATE", "2021-W08-WE"),
    ("It fell on Christmas Day 2019.", "DATE", "2019-12-25"),
    ("The winter offensive of 1951 failed.", "DATE", "2020-WI"),
    ("It is quiet now.", "DATE", "PRESENT_REF"),
    ("It fell recently.", "DATE", "PAST_REF"),
    ("They fear the future.", "DATE", "FUTURE_REF"),
    ("It fell on Saturday night.", "TIME", "2021-02-27TNI"),
    ("It fell on Saturday morning.", "TIME", "2021-02-27TMO"),
    ("It fell on the evening of 1 March.", "TIME", "2021-03-01TEV"),
    ("It fell at 3 p.m. on Tuesday.", "TIME", "2021-03-02T15:00"),
    ("It fell at midnight on Monday.", "TIME", "2021-03-01T24:00"),
    ("It took three days.", "DURATION", "P3D"),
    ("It took a fortnight.", "DURATION", "P2W"),
    ("It took two and a half years.", "DURATION", "P2Y6M"),
    ("It took a decade.", "DURATION", "P10Y"),
    ("It took several months.", "DURATION", "PXM"),
    ("It took 48 hours.", "DURATION", "PT48H"),
    ("It took half an hour.", "DURATION", "PT30M"),
    ("It rained for the last two weeks.", "DURATION", "P2W"),
    ("It happens every Friday.", "SET", "XXXX-WXX-5"),
    ("It happens every year.", "SET", "P1Y"),
    ("It happens daily.", "SET", "P1D"),
]


@pytest.mark.parametrize(("text", "kind", "value"), VALUES, ids=[row[0] for row in VALUES])
def test_value(text: str, kind: str, value: str) -> None:
    """The first time of a sentence has this TIMEX3 type and value."""
    assert values_in(text, "2021-03-03")[0] == (kind, value)


def test_an_account_counts_from_its_own_dates() -> None:
    """In an account of the past, dates count from one another, not from the day it was written."""
    text = (
        "The province rose in 1911. War began on 28 October 1912. By 3 November the army held the port. "
        "Two days later it took Sarn. The following month a truce was signed. In March 1913 fighting began "
        "again, and that summer the last garrison fell. The next year the border was drawn."
    )
    values = [value for _, value in values_in(text, "2020-01-01")]
    assert values == [
        "1911", "1912-10-28", "1912-11-03", "1912-11-05", "1912-12", "1913-03", "1913-SU", "1914",
    ]  # fmt: skip


def test_news_counts_from_its_day() -> None:
    """In news, a bare month is the last one before the day the report appeared."""
    text = "Rebels shelled the port on Monday. The truce of March had failed by Friday."
    assert [value for _, value in values_in(text, "2021-03-03")] == ["2021-03-01", "2021-03", "2021-02-26"]
