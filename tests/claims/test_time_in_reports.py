"""When a happening is said to be, in invented reports that appeared on Thursday, 7 May 2020."""

from __future__ import annotations

import pytest

from sayso import intake
from sayso.pipeline import Reader

#: text, the trigger, the first and day after the last
CASES = [
    (
        "On Monday, Sarn militia aircraft destroyed three tanks near Homs.",
        "destroyed",
        "2020-05-04",
        "2020-05-05",
    ),
    ("On May 3, Coalition aircraft bombed a depot in Homs.", "bombed", "2020-05-03", "2020-05-04"),
    ("Clashes were reported in Homs on Monday.", "Clashes", "2020-05-04", "2020-05-05"),
    ("In Homs, looting and arson were reported on Monday evening.", "looting", "2020-05-04", "2020-05-05"),
    ("The attacks lasted from noon to 3 p.m. on Monday.", "attacks", "2020-05-04", "2020-05-05"),
    (
        "Two were killed in police firing and six were wounded as a riot spread in Homs on Monday.",
        "firing",
        "2020-05-04",
        "2020-05-05",
    ),
    (
        "The army has captured nine villages since the operation began on Monday.",
        "captured",
        "2020-05-04",
        "2020-05-08",
    ),
    (
        "He spoke on Wednesday, ahead of next Tuesday's vote. A day earlier, gunmen killed two guards.",
        "killed",
        "2020-05-05",
        "2020-05-06",
    ),
    (
        "Four were killed in Homs on Monday, which residents blamed on militia planes.",
        "blamed",
        "2020-05-04",
        "2020-05-05",
    ),
    ("Since winning on Monday, the mayor has arrested two rivals.", "arrested", "2020-05-04", "2020-05-08"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "trigger", "start", "end"), CASES)
def test_when_it_was(text: str, trigger: str, start: str, end: str, reader: Reader) -> None:
    """The days of the claim with that trigger."""
    report, problems = intake.read_text(text, published="2020-05-07")
    claims = [claim for claim in reader.read(report, problems).claims if trigger in claim.trigger.text]
    assert claims
    when = claims[0].when
    assert when is not None
    assert (when.start, when.end) == (start, end)
