"""Three questions apart, under declared policies; each grade explains itself."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from incident_makings import claim, judgement, report

from sayso.incidents import build_incidents
from sayso.incidents.grades import FACTS, QUESTIONS, Known, figure, grade_incident, known_of, load_policy
from sayso.model import Claim, Judgement
from sayso.problems import WrongCall
from sayso.vocabulary import load

HERE = {"place": "Velmora", "day": "2031-05-05"}
REPORTS = [report("r1", text="One text."), report("r2", text="Another text."), report("r3", text="A third.")]


def known(*claims: Claim, judgements: tuple[Judgement, ...] = ()) -> Known:
    """The one incident of these claims."""
    (incident,) = build_incidents(claims, judgements, REPORTS)
    return known_of(incident, {one.id: one for one in REPORTS})


def grades(*claims: Claim, policy: str = "plain") -> list[str]:
    return [one.grade for one in grade_incident(known(*claims), load_policy(policy))]


ONE = claim("a", **HERE, by="Kestrel Front", killed=(5, 5))
TWO = claim("b", report="r2", **HERE, by="Kestrel Front", killed=(7, 7))
OWNS = claim(
    "c", report="r3", **HERE, stance="claims_responsibility", sources=[["Kestrel Front"]], killed=(7, 7)
)
DENIES = claim("d", at=90, stance="denies", by="Kestrel Front", sources=[["Kestrel Front"]])
NOTHING = claim("e", at=90, stance="denies", sources=[["the governor"]])


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([ONE], ["one origin", "said", "accused"]),
        ([ONE, TWO], ["several origins", "corroborated", "agreed"]),
        ([ONE, OWNS], ["several origins", "admitted", "admitted"]),
        ([ONE, NOTHING], ["one origin", "disputed", "accused"]),
        ([ONE, DENIES], ["one origin", "said", "contested"]),
        ([claim("f", **HERE)], ["one origin", "said", "unknown"]),
    ],
)
def test_plain_grades(claims: list[Claim], expected: list[str]) -> None:
    """How well it is reported, whether it happened and who did it are answered each for itself."""
    assert grades(*claims) == expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [([ONE], "weak"), ([ONE, TWO], "fair"), ([ONE, OWNS], "confirmed"), ([ONE, DENIES], "contested")],
)
def test_airwars_grades(claims: list[Claim], expected: str) -> None:
    """The five grades of Airwars."""
    assert grades(*claims, policy="airwars")[1] == expected


def test_a_grade_explains_itself() -> None:
    """Each grade is a sentence that names what it rests on."""
    told = [one.because for one in grade_incident(known(ONE, TWO), load_policy("plain"))]
    assert told[0] == "2 independent origins report it." and "Kestrel Front" in told[2]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("plain", (5, 7)), ("conservative", (5, 5)), ("majority", (7, 7))],
)
def test_figures_are_taken_as_the_policy_says(policy: str, expected: tuple[int, int]) -> None:
    """A range, the lowest, or what most independent origins say; never an average."""
    assert figure(known(ONE, TWO, OWNS), "killed", load_policy(policy))[0] == expected


def test_the_ranking_decides() -> None:
    """The source that stands higher in the ranking is taken, and named."""
    doctors = claim("f", report="r2", **HERE, sources=[["hospital doctors"]], killed=(6, 6))
    bounds, how = figure(known(ONE, doctors), "killed", load_policy("prioritised"))
    assert bounds == (6, 6) and "hospital doctors" in how


def test_nobody_s_figure_is_none() -> None:
    """Where nobody gives a figure there is none under any policy."""
    for policy in load("grades")["policies"]:
        assert figure(known(claim("f", **HERE)), "killed", load_policy(policy)) == ((None, None), "")


def test_rejected_claims_do_not_count() -> None:
    """A claim that a person rejected supports no grade."""
    graded = grade_incident(known(ONE, OWNS, judgements=(judgement("reject", "c"),)), load_policy("plain"))
    assert [one.grade for one in graded] == ["one origin", "said", "accused"]


def test_a_desk_writes_its_own(tmp_path: Path) -> None:
    """A file with one policy, which may be like a bundled one in all it does not say."""
    own = tmp_path / "desk.toml"
    own.write_text('[policies.desk]\nabout = "Ours."\nfigures = "conservative"\n', encoding="utf-8")
    assert figure(known(ONE, TWO), "killed", load_policy(str(own)))[0] == (5, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no such policy"),
        ('[policies.desk]\nfigures = "guess"\n', "guess is no way to take figures"),
        ('[policies.desk]\nwho = [{ grade = "x", when = ["moon"], because = "y" }]\n', "moon is no fact"),
        ('[policies.desk]\nwho = [{ grade = "x", when = ["denied"], because = "y" }]\n', "must hold always"),
    ],
)
def test_a_wrong_policy_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """One line says what is wrong with it and what there is."""
    own = tmp_path / "desk.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match=said):
        load_policy(str(own))


def test_every_bundled_policy_answers_every_question() -> None:
    """The bundled policies name facts that there are, and their last rows hold always."""
    for name in load("grades")["policies"]:
        policy = load_policy(name)
        for question in QUESTIONS:
            assert "when" not in policy[question][-1]
            assert all(fact in FACTS for row in policy[question] for fact in row.get("when", ()))


def test_reports_of_unknown_origin_add_nothing() -> None:
    """Not to who agrees on the doer, not to the votes on a figure, and the sentence says how many they are."""
    nobody = [dataclasses.replace(report(f"n{n}", text=f"Words {n}."), publisher=None) for n in range(3)]
    blame = [
        claim(f"n{n}", report=f"n{n}", **HERE, stance="accuses", by="Kestrel Front", killed=(9, 9))
        for n in range(3)
    ]
    told = [claim("one", **HERE, killed=(5, 5)), *blame]
    merged = [judgement("merge", *(one.id for one in told))]
    paper = report("r1")
    reports = {one.id: one for one in (paper, *nobody)}
    (incident,) = build_incidents(told, merged, reports.values())
    found = known_of(incident, reports)
    graded = grade_incident(found, load_policy("plain"))
    assert [one.grade for one in graded] == ["one origin", "said", "accused"]
    assert "nothing says whose 3 of its 4 reports are" in graded[0].because
    assert figure(found, "killed", load_policy("majority")) == ((5, 5), "said by 1 of 2 origins")
