"""Whether it happened, in the mouth of whoever says so, and the hedges."""

from __future__ import annotations

import pytest
from doc_makings import CUES, happening, tree

from sayso.claims.heard.factuality import find_hedges, how_factual


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("(nsubj Rebels) shelled (obj the bridge) .", "shelled", "happened"),
        ("(nsubj The shelling) stopped .", "shelling", "happened"),
        ("(nsubj Rebels) will shell/VB (obj the bridge) .", "shell", "planned"),
        ("(nsubj Rebels) planned (xcomp to shell/VB (obj the bridge)) .", "shell", "planned"),
        ("(nsubj Rebels) ordered (obj the shelling) .", "shelling", "planned"),
        ("(nsubj Rebels) (aux are) going/VBG=go (xcomp to shell/VB (obj the bridge)) .", "shell", "planned"),
        ("(nsubj Rebels) may have shelled/VBN (obj the bridge) .", "shelled", "possible"),
        ("(nsubj Rebels) (advmod possibly) shelled (obj the bridge) .", "shelled", "possible"),
        (
            "(nsubj:pass Rebels) were believed/VBN=believe (xcomp to have shelled/VBN (obj the bridge)) .",
            "shelled",
            "possible",
        ),
        ("(nsubj Rebels) seemed=seem (xcomp to shell/VB (obj the bridge)) .", "shell", "possible"),
        ("(advcl if (nsubj rebels) shelled (obj the bridge)) , (nsubj it) fell .", "shelled", "possible"),
        ("(nsubj Rebels) (aux are) shelling/VBG (obj the bridge) .", "shelling", "ongoing"),
        ("(nsubj Rebels) were shelling/VBG (obj the bridge) .", "shelling", "happened"),
        ("(nsubj:pass The bridge) (aux are) being shelled/VBN .", "shelled", "ongoing"),
    ],
)
def test_how_factual(sentence: str, trigger: str, expected: str) -> None:
    """Happened, planned, possible or going on, by the helpers, adverbs and verbs around the happening."""
    assert how_factual(happening(tree(sentence), trigger), "asserts", CUES) == expected


@pytest.mark.parametrize(("stance", "expected"), [("denies", "did_not_happen"), ("threatens", "planned")])
def test_the_stance_goes_first(stance: str, expected: str) -> None:
    """What is denied did not happen, and what is threatened is still to come, in the mouth of the source."""
    found = happening(tree("(nsubj Rebels) may shell/VB (obj the bridge) ."), "shell")
    assert how_factual(found, stance, CUES) == expected  # type: ignore[arg-type]


def test_what_another_verb_plans_is_not_planned() -> None:
    """A plan in the clause of the speaker is none of what he tells: "the mayor, who planned to leave, said"."""
    doc = tree(
        "(nsubj The mayor) planned (xcomp to tell/VB (ccomp that (nsubj rebels) shelled (obj the bridge))) ."
    )
    assert how_factual(happening(doc, "shelled"), "asserts", CUES) == "happened"


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("(nsubj Rebels) shelled (obj the bridge) .", "shelled", []),
        ("(nsubj Rebels) reportedly shelled (obj the bridge) .", "shelled", ["reportedly"]),
        ("(nsubj The (amod alleged) shelling) stopped .", "shelling", ["alleged"]),
        (
            "(nsubj Rebels) (advmod allegedly) may have shelled/VBN (obj the bridge) .",
            "shelled",
            ["allegedly", "may"],
        ),
        (
            "(nsubj:pass Rebels) were believed/VBN=believe (xcomp to have shelled/VBN (obj the bridge)) .",
            "shelled",
            ["believed"],
        ),
    ],
)
def test_hedges_stand_as_they_are_written(sentence: str, trigger: str, expected: list[str]) -> None:
    """The words that keep it open are given in reading order, each with its place in the text."""
    doc = tree(sentence)
    spans = find_hedges(happening(doc, trigger), CUES)
    assert [span.text for span in spans] == expected
    assert all(doc.text[span.start : span.end] == span.text for span in spans)
