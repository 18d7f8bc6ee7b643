"""What a precision is to UCDP, ACLED and TIMEX3: data that covers every precision."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from sayso import vocabulary
from sayso.model import TimePrecision

CROSSWALK: dict[str, Any] = vocabulary.load("times")["crosswalk"]


def code(table: str, start: str, end: str) -> int:
    """The code of a stretch of days."""
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    found = [value for most, value in CROSSWALK[table]["up_to"] if days <= most]
    return int(found[0] if found else CROSSWALK[table]["longer"])


@pytest.mark.parametrize(
    ("start", "end", "ucdp", "acled"),
    [
        ("2021-03-03", "2021-03-04", 1, 1),
        ("2021-03-02", "2021-03-04", 2, 2),
        ("2021-02-21", "2021-02-28", 3, 2),
        ("2021-02-01", "2021-03-01", 4, 3),
        ("2021-03-01", "2021-04-01", 4, 3),
        ("2021-01-01", "2021-03-04", 5, 3),
        ("2015-01-01", "2021-03-04", 5, 3),
    ],
)
def test_codes(start: str, end: str, ucdp: int, acled: int) -> None:
    """The fewer days a time leaves open, the lower its code."""
    assert (code("ucdp_date_prec", start, end), code("acled_time_precision", start, end)) == (ucdp, acled)


def test_timex3_has_a_form_for_each_named_precision() -> None:
    """Every precision that names a piece of the calendar has a TIMEX3 form."""
    assert set(CROSSWALK["timex3"]) == set(get_args(TimePrecision)) - {"vague", "unknown"}
