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
    (
        "Bombs went off on 2 May. By the end of the day, rebels had detonated nine mines in Homs.",
        "detonated",
        "2020-05-02",
        "2020-05-03",
    ),
    (
        "Two died in Sarn on 2 May. The attacks began in daylight, from late morning to early evening on Monday.",
        "attacks",
        "2020-05-04",
        "2020-05-05",
    ),
    ("Since winning on Monday, the mayor has arrested two rivals.", "arrested", "2020-05-04", "2020-05-08"),
    (
        "As Orr spoke on Monday, a girl was stabbed in Homs, police said.",
        "stabbed",
        "2020-05-04",
        "2020-05-05",
    ),
    ("On Monday, Orr said, planes bombed a depot.", "bombed", "2020-05-04", "2020-05-05"),
    (
        "On 5 May, after rebels shelled a school, the mayor asked for help.",
        "shelled",
        "2020-05-05",
        "2020-05-06",
    ),
    (
        "The army helped with air strikes – eight on Monday – and tanks.",
        "air strikes",
        "2020-05-04",
        "2020-05-05",
    ),
    ("On Monday morning, a bank received a bomb threat.", "threat", "2020-05-04", "2020-05-05"),
    ("A gang was arrested after robbing a shop on Monday.", "arrested", "2020-05-04", "2020-05-05"),
    ("It was on Saturday that the rebels seized the town of Homs.", "seized", "2020-05-02", "2020-05-03"),
    (
        "The minister flew to Mosul on Tuesday, three days after a suicide bomber killed 20 soldiers there.",
        "suicide bomber",
        "2020-05-02",
        "2020-05-03",
    ),
    (
        "Two men tried to bury a mine beside a road on Friday. Minutes later the mine exploded.",
        "exploded",
        "2020-05-01",
        "2020-05-02",
    ),
    (
        "The man killed two clerks and then himself in Salem, Ore., Tuesday, officials said.",
        "killed",
        "2020-05-05",
        "2020-05-06",
    ),
    (
        "Since the start of the offensive on Sunday, jets have carried out 40 strikes.",
        "strikes",
        "2020-05-03",
        "2020-05-08",
    ),
    ("Ten people died on Sunday and Monday in clashes in Sarn.", "clashes", "2020-05-03", "2020-05-05"),
    (
        "An explosion tore through a market on Tuesday, the worst attack since a bombing in March.",
        "explosion",
        "2020-05-05",
        "2020-05-06",
    ),
]


#: text and trigger: no time may be read
UNDATED = [
    ("The army now claims full control of Homs.", "claims"),
    ("Six men were arrested after shops were burned on Monday.", "arrested"),
    ("Two soldiers died three days after the bombing.", "bombing"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "trigger"), UNDATED)
def test_no_time_of_another_matter(text: str, trigger: str, reader: Reader) -> None:
    """Neither "now" nor the day of somebody else's doing dates the claim."""
    report, problems = intake.read_text(text, published="2020-05-07")
    claims = reader.read(report, problems).claims
    found = [each for each in claims if trigger in each.trigger.text]
    assert found and all(each.when is None for each in found)


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
