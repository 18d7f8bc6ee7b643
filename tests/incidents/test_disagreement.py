"""Field by field, who says what, where not all can be right."""

from __future__ import annotations

from incident_makings import claim, report

from sayso.incidents.disagreement import find_disagreements
from sayso.incidents.told import told
from sayso.model import Claim


def found(*claims: Claim) -> dict[str, dict[str, tuple[str, ...]]]:
    """The disagreements as field → value → ids."""
    return {
        one.field: dict(one.values) for one in find_disagreements([told(c, report(c.report)) for c in claims])
    }


def test_figures_that_cannot_all_be_right() -> None:
    """Nine, nine and 17 dead: both figures stand, with who says them, most said first."""
    said = found(claim("a", killed=(17, 17)), claim("b", killed=(9, 9)), claim("c", killed=(9, 9)))
    assert said == {"killed": {"9": ("b", "c"), "17": ("a",)}}
    assert list(said["killed"]) == ["9", "17"]


def test_figures_that_fit_are_no_disagreement() -> None:
    """ "At least five" and seven do not contradict one another."""
    assert found(claim("a", killed=(5, None)), claim("b", killed=(7, 7))) == {}


def test_blame_and_denial() -> None:
    """Who is blamed, and "not …" where a side denies that it did it."""
    said = found(
        claim("a", by="the army"), claim("b", by="the army", stance="denies"), claim("c", by="Kestrel Front")
    )
    assert said["by"] == {"the army": ("a",), "not the army": ("b",), "Kestrel Front": ("c",)}
    assert "happened" not in said


def test_a_denial_that_it_happened() -> None:
    """A denial that names no doer denies the happening itself."""
    assert found(claim("a"), claim("b", stance="denies"))["happened"] == {
        "it did not happen": ("b",),
        "it happened": ("a",),
    }


def test_gunmen_contradict_nobody() -> None:
    """A vague name and a name are no dispute, nor are two names with a word in common."""
    assert (
        found(claim("a", by="gunmen"), claim("b", by="Kestrel Front"), claim("c", by="Kestrel fighters"))
        == {}
    )


def test_doers_of_different_deeds_do_not_disagree() -> None:
    """A protest by traders and its repression by police have two doers and no dispute."""
    assert found(claim("a", "protest", by="traders"), claim("b", "protest_repression", by="police")) == {}


def test_kinds_taken_for_one_another() -> None:
    """A bombing for one is shelling for the other; a general word contradicts neither."""
    assert found(claim("a"), claim("b", "shelling"), claim("c", "attack"))["kind"] == {
        "bombing": ("a",),
        "shelling": ("b",),
    }


def test_weapons_places_and_days() -> None:
    """Other weapons, towns out of reach and days that do not overlap are told with who says them."""
    one = claim("a", weapon="rocket", place="Velmora", day="2031-05-05")
    other = claim("b", weapon="mine", place="Dunhal", day="2031-05-06")
    assert found(one, other) == {
        "weapons": {"rocket": ("a",), "mine": ("b",)},
        "place": {"Velmora": ("a",), "Dunhal": ("b",)},
        "when": {"2031-05-05": ("a",), "2031-05-06": ("b",)},
    }


def test_a_denied_figure_is_no_denial_of_the_happening() -> None:
    """ "It is a lie that 17 died" contradicts those who say 17, and not that there was a blast."""
    said = found(
        claim("a", killed=(17, 17)),
        claim("b", at=90, killed=(17, 17), stance="denies", sources=[["the minister"]]),
    )
    assert said == {"killed": {"17": ("a",), "not 17": ("b",)}}
