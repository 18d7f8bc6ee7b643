"""A "no" near the name of a happening: does it say that it did not happen?"""

from __future__ import annotations

import pytest
from doc_makings import happening, tree

from sayso.claims.heard import denial


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("(nsubj Rebels) shelled (obj the bridge) .", False),
        ("(nsubj Rebels) did not shell/VB (obj the bridge) .", True),
        ("(nsubj Rebels) never shelled (obj the bridge) .", True),
        ("(nsubj Nobody) shelled (obj the bridge) .", True),
        ("(nsubj None (nmod of its guns)) shelled (obj the bridge) .", True),
        ("(nsubj No gun) shelled (obj the bridge) .", True),
        ("(nsubj Neither side/NN) shelled (obj the bridge) .", True),
        ("(nsubj:pass No bridge) was shelled/VBN .", True),
        ("(nsubj Rebels) did not try/VB (xcomp to shell/VB (obj the bridge)) .", True),
    ],
)
def test_said_not_to_have_happened(sentence: str, expected: bool) -> None:
    """Not, never, nobody, none of them, no gun, neither side; also on the verb above."""
    trigger = "shelled" if "shelled" in sentence else "shell"
    assert denial.denies(happening(tree(sentence), trigger)) is expected


def test_a_negated_happening_is_denied() -> None:
    """What the question of happenings found negated is denied, whatever stands around it."""
    doc = tree("(nsubj Rebels) shelled (obj the bridge) .")
    assert denial.denies(happening(doc, "shelled", negated=True))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("(expl There) was (nsubj no attack) .", True),
        ("(expl There) was (nsubj no sign (nmod of an attack)) .", True),
        ("(expl There) was (nsubj no motive (nmod for the attack)) .", False),
        ("(expl There) were (nsubj no casualties (nmod in the attack)) .", False),
        ("(nsubj Nobody) died (obl in the attack) .", False),
        ("(nsubj Nobody) saw (obj the attack) .", False),
        ("(nsubj None (nmod of its men)) took (obj part (nmod in the attack)) .", True),
        ("(nsubj The army) carried (compound:prt out) (obj no attack) .", True),
        ("(nsubj The army) did not launch/VB (obj the attack) .", True),
        ("(nsubj The army) did not condemn/VB (obj the attack) .", False),
        ("(nsubj The attack) did not take/VB (obj place) .", True),
        ("(nsubj The attack) did not involve/VB (obj the army) .", True),
        ("(nsubj The attack) did not kill/VB (obj anybody) .", False),
    ],
)
def test_where_the_no_falls(sentence: str, expected: bool) -> None:
    """It denies a happening named by a noun only where it falls on the deed, not on what is said beside it."""
    found = happening(tree(sentence), "attack")
    assert (denial.denies(found) or denial.is_denied(found)) is expected


def test_who_did_not_survive_denies_nothing() -> None:
    """ "Did not survive the blast": there was one."""
    doc = tree("(nsubj Two passengers) did not survive/VB (obj the blast) .")
    assert not denial.denies(happening(doc, "blast"))
