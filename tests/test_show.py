"""What a terminal shows."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incident_makings import claim, judgement, report
from rich.cells import cell_len
from rich.console import Console

from sayso import show
from sayso.incidents import build_incidents
from sayso.model import Incident, Problem, Reading, Retrieval, Span
from sayso.show.reasons import show_reasons

TEXT = "A nurse told radio that five guards died in the blast near Velmora."
ONE = claim(
    "a",
    sentence=TEXT,
    sources=[["radio", "a nurse"]],
    by="Kestrel Front",
    against="guards",
    place="Velmora",
    day="2031-05-05",
    killed=(5, 5),
)
DENIAL = claim("b", at=200, sources=[["the ministry"]], stance="denies", by="Kestrel Front")
BLAME = claim(
    "c", report="r2", place="Velmora", day="2031-05-05", killed=(17, None), by="the army", stance="accuses"
)
REPORTS = {one.id: one for one in (report("r1", text=TEXT), report("r2"))}


def console(width: int = 80, color: bool = False) -> Console:
    """A console that writes into memory."""
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
    )


def shown(screen: Console) -> str:
    """What has been written."""
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def incident() -> Incident:
    """Three claims of two reports that disagree."""
    (built,) = build_incidents([ONE, DENIAL, BLAME], [judgement("accept", "a")], REPORTS.values())
    return built


def test_a_claim_in_plain_words() -> None:
    """Without colours the same facts stand in words: who says what, by whom, to whom, how many, where, when."""
    screen = console()
    show.show_reading(Reading(REPORTS["r1"], (ONE,), ()), screen)
    text = shown(screen)
    assert "\x1b" not in text
    assert "1 radio quoting a nurse says bombing “blast”" in text
    assert "by Kestrel Front · against guards · killed 5" in text
    assert "Velmora (41.50, 20.25 ± 3 km)" in " ".join(text.split())


def test_words_are_painted_in_their_roles() -> None:
    """In a terminal the trigger is bold yellow inside its sentence, and a legend says what the colours are."""
    screen = console(color=True)
    show.show_reading(Reading(REPORTS["r1"], (ONE,), ()), screen)
    assert re.search(r"\x1b\[1;[\d;]*33mblast\x1b\[0m", shown(screen)) and "what happened" in shown(screen)


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR set no colour is written, and no legend of colours either."""
    monkeypatch.setenv("NO_COLOR", "1")
    screen = console(color=True)
    show.show_reading(Reading(REPORTS["r1"], (ONE,), ()), screen)
    assert "\x1b[1;33m" not in shown(screen) and "what happened" not in shown(screen)


def test_who_says_what() -> None:
    """A row a source with its stance, then the range, then what they disagree on and who says it."""
    screen = console(120)
    show.show_incident(incident(), REPORTS, screen)
    text = shown(screen)
    assert "bombing, Velmora, 2031-05-05" in text and "3 claims in 2 reports, accepted" in text
    assert "killed: 5 to at least 17" in text
    rows = [" ".join(line.split()) for line in text.splitlines()]
    assert "The r1 Lantern" in rows and "The r2 Lantern" in rows
    assert "radio quoting a nurse says 5 Kestrel Front 2031-05-05 Velmora “blast”" in rows
    assert any(row.startswith("the ministry denies Kestrel Front") for row in rows)
    assert any(row.startswith("own voice accuses at least 17 the army") for row in rows)
    told = " ".join(text.split())
    assert (
        "They disagree on killed: 5 (radio quoting a nurse); at least 17 (The r2 Lantern (own voice))" in told
    )
    assert (
        "They disagree on who did it: Kestrel Front (radio quoting a nurse); not Kestrel Front (the ministry)"
        in told
    )


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    """Every line fits, whatever the width, and the figures are still there."""
    screen = console(width)
    show.show_incident(incident(), REPORTS, screen)
    show.show_reading(Reading(REPORTS["r1"], (ONE, DENIAL), ()), screen)
    assert max(map(cell_len, shown(screen).splitlines())) <= width
    assert "17" in shown(screen)


def test_what_all_say_alike_needs_no_column_in_a_narrow_terminal() -> None:
    """At 80 columns the one day and the one place stand above the table only; nobody was counted injured."""
    screen = console(80)
    show.show_incident(incident(), REPORTS, screen)
    header = next(line for line in shown(screen).splitlines() if "stance" in line)
    assert header.split() == ["who", "says", "stance", "killed", "by", "words"]


def test_problems_of_one_sort_are_told_together() -> None:
    """Five places in no gazetteer are three lines and a count, equal ones once."""
    alike = [Problem("place_not_found", f"Town {n} is nowhere.") for n in (1, 1, 2, 3, 4)]
    screen = console()
    show.show_problems([*alike, Problem("no_claims", "Nothing found.")], screen)
    assert [line.strip() for line in shown(screen).splitlines() if line.strip()] == [
        "What the words did not allow",
        "Town 1 is nowhere. (2 times)",
        "Town 2 is nowhere.",
        "… and 2 more of the same",
        "Nothing found.",
    ]


def test_incidents_that_most_reports_tell_of_come_first() -> None:
    """What was told in one claim only is a line at the end."""
    lone = claim("lone", "arrest", report="r2", at=5000, day="2029-01-01")
    screen = console()
    built = build_incidents([lone, ONE, BLAME], [], REPORTS.values())
    show.show_incidents(built, REPORTS, screen)
    assert shown(screen).index("bombing, Velmora") < shown(screen).index("Told in one claim only")
    assert "says arrest “blast” (2029-01-01)" in shown(screen)


def test_reasons_with_the_words_behind_them() -> None:
    """Why the claims are one: the reasons, and each claim with its sentence, report, id and status."""
    screen = console(100)
    show_reasons(incident(), REPORTS, screen)
    text = shown(screen)
    assert "- Both are dated to the same day." in text and f"“{TEXT}”" in text
    assert "The r1 Lantern, a, accepted" in text and "The r2 Lantern, c, unjudged" in text


@given(st.text(min_size=1))
def test_no_control_character_reaches_the_terminal(words: str) -> None:
    """A report cannot move the cursor, change the title or turn the direction of writing."""
    evil = f"\x1b]0;owned\x07\u202e{words}"
    made = dataclasses.replace(
        claim("a", sources=[[evil]], by=evil, place=evil, trigger=evil), evidence=(Span(0, len(evil), evil),)
    )
    problems = (Problem("made", evil),)
    screen = console()
    show.show_reading(Reading(dataclasses.replace(report(), title=evil), (made,), problems), screen)
    show.show_incidents(build_incidents([made], [], [report()]), REPORTS, screen)
    assert not set(shown(screen)) & {"\x1b", "\x07", "\u202e", "\x9b", "\x00"}


def test_visible_keeps_every_offset() -> None:
    """The replaced text is as long as the text, and the line break stays."""
    assert show.visible("a\x1b\u200fb\nc") == "a··b\nc"


@pytest.mark.parametrize(
    ("sources", "verb"),
    [
        ([["army"]], "says"),
        ([["Witnesses"]], "say"),
        ([["two doctors"]], "say"),
        ([["army"], ["a doctor"]], "say"),
        ([["spokesman for the rebels"]], "says"),
        ([["Reuters", "two doctors"]], "says"),
        ([["state press"]], "says"),
        ([], "says"),
    ],
)
def test_the_verb_fits_who_speaks(sources: list[list[str]], verb: str) -> None:
    """Several say, one says; a proper name that ends like several is one."""
    screen = console()
    show.show_reading(
        Reading(REPORTS["r1"], (claim("a", sentence=TEXT, sources=sources),), (), "fake"), screen
    )
    assert f" {verb} bombing “blast”" in shown(screen)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_names_are_not_broken(width: int) -> None:
    """Whatever the width, no name of the table is broken and no line of it is longer than the terminal."""
    screen = console(width)
    show.show_incident(incident(), REPORTS, screen)
    assert max(map(len, shown(screen).split("\n"))) <= width
    assert "ministry" in shown(screen) and "Lantern" in shown(screen)


def test_no_white_space_at_line_ends() -> None:
    """The lines of a reading end with their words, so that they can be copied."""
    screen = console(60)
    show.show_reading(Reading(REPORTS["r1"], (ONE,), (), "fake"), screen)
    assert [line for line in shown(screen).split("\n") if line != line.rstrip() and len(line) < 60] == []


@pytest.mark.parametrize("width", [60, 80])
def test_a_long_name_stays_under_its_report(width: int) -> None:
    """The second line of a name is moved to the right like the first: only reports stand at the edge."""
    long = claim("a", sources=[["spokeswoman of the regional Red Cross committee in Velmora"]], killed=(5, 5))
    (built,) = build_incidents([long, BLAME], [judgement("merge", "a", "c")], REPORTS.values())
    screen = console(width)
    show.show_incident(built, REPORTS, screen)
    rows = shown(screen).split("They disagree")[0].splitlines()
    first = next(n for n, row in enumerate(rows) if "spokeswoman" in row)
    assert rows[first].startswith("   spokeswoman") and rows[first + 1].startswith("   ")


def test_two_reports_without_a_publisher_are_told_apart() -> None:
    """Nobody's name stands above their rows: a title does, or the name of the file."""
    one = dataclasses.replace(report("r1"), publisher=None, title="Blast at Velmora")
    two = dataclasses.replace(
        report("r2"),
        publisher=None,
        title=None,
        retrieval=Retrieval("in/two.txt", None, "text/plain", "plain"),
    )
    (built,) = build_incidents([ONE, BLAME], [judgement("merge", "a", "c")], [one, two])
    screen = console(120)
    show.show_incident(built, {"r1": one, "r2": two}, screen)
    text = " ".join(shown(screen).split())
    assert "the report “Blast at Velmora”" in text and "the report two.txt" in text


def test_a_line_break_of_the_report_is_a_space() -> None:
    """Words that a report breaks over two lines stand on one in the table and under the sentence."""
    broken = claim("a", trigger="car\nbomb", by="Kestrel\nFront", against="two\nguards")
    screen = console(120)
    show.show_reading(Reading(REPORTS["r1"], (broken,), (), "fake"), screen)
    assert "“car bomb”" in shown(screen) and "by Kestrel Front · against two guards" in shown(screen)
