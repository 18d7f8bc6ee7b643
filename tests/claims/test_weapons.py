"""With what, on Docs built by hand."""

from __future__ import annotations

from hand_docs import PASSIVE, SHOT, doc_of

from sayso import vocabulary
from sayso.claims.happened.happenings import find_happenings
from sayso.claims.weapons import classes_of, find_weapons


def test_instrument() -> None:
    """What a verb of harm takes with "with" is its weapon, with its class and without its article."""
    doc = doc_of(PASSIVE)
    (weapon,) = find_weapons(find_happenings(doc)[0], doc)
    assert (weapon.span.text, weapon.weapon_class) == ("machete", "blade")


def test_no_weapon() -> None:
    """Where none is named there is none."""
    doc = doc_of(SHOT)
    assert find_weapons(find_happenings(doc)[0], doc) == ()


def test_first_class_wins() -> None:
    """The longest words win: a car bomb is no bomb among others."""
    doc = doc_of("A/DT/det/2 car/NN/compound/2 bomb/NN/nsubj/3 exploded/VBD/ROOT/3")
    assert classes_of(doc[:]) == ["vehicle_bomb"]


def test_classes_that_say_a_kind_are_classes() -> None:
    """Every class that makes a kind more special is one of the classes, and the kind is one of ours."""
    data = vocabulary.load("weapon_classes")
    assert set(data["kinds"]) <= set(data["classes"])
    assert set(data["kinds"].values()) <= set(vocabulary.kinds())
