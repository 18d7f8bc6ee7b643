"""By whom and to whom, on Docs built by hand; the actor register."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_docs import PASSIVE, SHOT, doc_of

from sayso import vocabulary
from sayso.claims.happened.happenings import find_happenings
from sayso.claims.harm.harmed import find_harmed
from sayso.claims.sides import parties
from sayso.claims.sides.actors import find_actors
from sayso.claims.sides.parties import side_of
from sayso.problems import WrongCall


def read(written: str) -> tuple[list[str], list[str]]:
    """The names of (by, against) of the first happening of a hand-made Doc."""
    doc = doc_of(written)
    happening = find_happenings(doc)[0]
    by, against = find_actors(happening, list(find_harmed(happening)))
    return [actor.name for actor in by], [actor.name for actor in against]


def test_active() -> None:
    """The subject did it and the object had it done to it; a number is no part of a name."""
    assert read(SHOT) == (["Gunmen"], ["guards"])


def test_passive() -> None:
    """Of a passive the agent did it; the weapon is no actor."""
    assert read(PASSIVE) == (["masked men"], ["clerks"])


def test_the_words_keep_the_number() -> None:
    """The span of an actor has the number that its name leaves out."""
    doc = doc_of(SHOT)
    happening = find_happenings(doc)[0]
    _, against = find_actors(happening, list(find_harmed(happening)))
    assert against[0].span.text == "seven guards"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Russian", "Russia"), ("Moscow", "Russia"), ("the US", "United States"), ("U.S.", "United States"), ("ISIS", "Islamic State"),
        ("Syrian army", "Syrian Arab Army"), ("the IRA", "Provisional IRA"), ("is", None), ("us", None), ("car", None), ("Nowhere", None),
    ],
)  # fmt: skip
def test_canonical(written: str, name: str | None) -> None:
    """Names, adjectives and metonyms have one canonical name; an abbreviation counts only as it is written."""
    assert parties.canonical(written) == name


def test_every_kind_of_actor_has_a_code() -> None:
    """Each kind of actor is mapped to one of ACLED's interaction codes."""
    data = vocabulary.load("actors")
    assert set(data["kinds"]) | set(data["register_kinds"]) == set(data["acled_inter"])


def test_every_kind_lists_names_of_the_register() -> None:
    """Whoever has a kind in the register stands in it, and so does every state that a metonym means."""
    data = vocabulary.load("actors")
    listed = {name for names in data["register_kinds"].values() for name in names}
    assert listed <= set(data["register"])
    assert set(data["metonyms"].values()) <= set(data["register"])


def test_a_user_adds_actors(tmp_path: Path) -> None:
    """A user's file adds names and aliases to the register."""
    path = tmp_path / "mine.toml"
    path.write_text('[register]\n"Marsh Brigade" = ["Brigade of the Marshes", "MBX"]\n', encoding="utf-8")
    assert parties.extend_register(path) == 1
    assert parties.canonical("the Brigade of the Marshes") == "Marsh Brigade"
    assert parties.canonical("MBX") == "Marsh Brigade"


def test_a_file_without_register_is_refused(tmp_path: Path) -> None:
    """A file without a register is refused in a sentence that says what is needed."""
    path = tmp_path / "wrong.toml"
    path.write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(WrongCall, match="no register of actors: it has no"):
        parties.extend_register(path)


def test_a_source_speaks_for_a_side() -> None:
    """An office speaks for the state in its name, a group for itself, and a doctor of some country for nobody."""
    assert side_of("Russian Ministry of Defence", "military") == "Russia"
    assert side_of("Hamas", "armed_group") == "Hamas"
    assert side_of("Syrian doctor", "medic") is None
    assert side_of("Lakeland ministry", "government") is None
