"""Who says that it happened: voices inside one another, hearsay, and the stance of the whole."""

from __future__ import annotations

import pytest
from doc_makings import CUES, happening, told, tree

from sayso.claims.assemble import said_by
from sayso.claims.heard.attribution import find_voices

SHELLED = "(nsubj rebels) shelled (obj the bridge)"


def test_own_voice_has_no_chain() -> None:
    """What nobody is said to say is the report's own."""
    assert told(tree("(nsubj Rebels) shelled (obj the bridge) ."), "shelled") == ([], "asserts")


@pytest.mark.parametrize(
    ("sentence", "chains", "stance"),
    [
        (
            f"(nsubj The agency) reported (ccomp that (nsubj the mayor) said (ccomp that {SHELLED})) .",
            ["agency > mayor"],
            "asserts",
        ),
        (
            f"(nsubj The agency) reported (ccomp that (nsubj the army) denied (ccomp that {SHELLED})) .",
            ["agency > army"],
            "denies",
        ),
        (
            f"(nsubj The army) confirmed (ccomp that (nsubj the mayor) said (ccomp that {SHELLED})) .",
            ["army > mayor"],
            "confirms",
        ),
        (
            f"(ccomp (nsubj The mayor) said (ccomp that {SHELLED})) , (nsubj the agency) reported .",
            ["agency > mayor"],
            "asserts",
        ),
        (
            f"(nsubj The agency) said (ccomp that (nsubj it) reported (ccomp that {SHELLED})) .",
            ["agency"],
            "asserts",
        ),
    ],
)
def test_voices_inside_one_another_make_a_chain(sentence: str, chains: list[str], stance: str) -> None:
    """The outer voice is nearer the report; each is named once; the innermost stance that says something counts."""
    assert told(tree(sentence), "shelled") == (chains, stance)


def test_parallel_sources_each_get_the_inner_chain() -> None:
    """Two agencies that report one mayor are two chains."""
    heard = [("1", "source", "Hilltop and Lakeside"), ("1", "cue", "reported")]
    doc = tree(
        f"(nsubj Hilltop (conj and Lakeside)) reported (ccomp that (nsubj the mayor) said (ccomp that {SHELLED})) .",
        speech=heard,
    )
    assert told(doc, "shelled")[0] == ["Hilltop > mayor", "Lakeside > mayor"]


def test_only_what_is_said_is_attributed() -> None:
    """A happening beside what is said is the report's own."""
    doc = tree(
        "(nsubj The mayor) said (ccomp that (nsubj troops) fled) , (conj and (nsubj rebels) shelled (obj the bridge)) ."
    )
    assert told(doc, "fled")[0] == ["mayor"]
    assert told(doc, "shelled")[0] == []


def test_what_residents_blamed_is_told_by_somebody_else() -> None:
    """ "The shelling, which residents blamed on rebels": the residents lay blame for it, they do not tell it."""
    doc = tree(
        "(nsubj The shelling , (acl:relcl (obj which) (nsubj residents) blamed=blame (obl on rebels)) ,) stopped ."
    )
    assert told(doc, "shelling")[0] == []


@pytest.mark.parametrize(
    ("sentence", "trigger", "chains", "stance"),
    [
        ("(nsubj Rebels) reportedly shelled (obj the bridge) .", "shelled", ["unnamed"], "alleges"),
        ("(nsubj The (amod alleged) shelling) stopped .", "shelling", ["unnamed"], "alleges"),
        (
            "(nsubj The mayor) said (ccomp (nsubj rebels) reportedly shelled (obj the bridge)) .",
            "shelled",
            ["mayor"],
            "alleges",
        ),
        (
            "(nsubj Rumours (acl that (nsubj rebels) shelled (obj the bridge))) spread .",
            "shelled",
            ["unnamed"],
            "alleges",
        ),
        (
            "(nsubj The mayor) said (ccomp that (nsubj rumours (nmod of a shelling)) spread) .",
            "shelling",
            ["mayor > unnamed"],
            "alleges",
        ),
    ],
)
def test_hearsay_has_an_unnamed_source(sentence: str, trigger: str, chains: list[str], stance: str) -> None:
    """A word of hearsay stands for nobody named; a rumour is one more voice behind whoever tells of it."""
    assert told(tree(sentence), trigger) == (chains, stance)


def test_the_unnamed_source_points_at_the_word() -> None:
    """The span of an unnamed source is the word of hearsay itself."""
    doc = tree("(nsubj Rebels) reportedly shelled (obj the bridge) .")
    chains, _ = said_by(happening(doc, "shelled"), find_voices(doc, CUES, None), CUES)
    assert [source.span.text for chain in chains for source in chain] == ["reportedly"]


@pytest.mark.parametrize(
    ("sentence", "trigger", "stance"),
    [
        ("(nsubj The army) denied (obj the shelling) .", "shelling", "denies"),
        ("(nsubj The army) said (ccomp (nsubj it) did not shell/VB (obj the bridge)) .", "shell", "denies"),
        ("(nsubj The army) said (ccomp (nsubj nobody) shelled (obj the bridge)) .", "shelled", "denies"),
        ("(nsubj The army) said (ccomp (nsubj none (nmod of its guns)) fired) .", "fired", "denies"),
        ("(nsubj The army) said (ccomp (nsubj:pass no bridge) was shelled/VBN) .", "shelled", "denies"),
        ("(nsubj The mayor) blamed=blame (obj rebels) (obl for the shelling) .", "shelling", "accuses"),
        (
            "(nsubj The mayor) held (obj rebels) (xcomp responsible/JJ (obl for the shelling)) .",
            "shelling",
            "accuses",
        ),
        ("(nsubj:pass Rebels) were blamed/VBN=blame (obl for the shelling) .", "shelling", "accuses"),
        ("(nsubj The mayor) said (ccomp (nsubj rebels) may shell/VB (obj the bridge)) .", "shell", "alleges"),
        (
            "(nsubj The army) said (ccomp (nsubj no truth (nmod in the story (nmod of a shelling))) was) .",
            "shelling",
            "denies",
        ),
        ("(nsubj The group) claimed (obj the shelling) .", "shelling", "claims_responsibility"),
        (
            "(nsubj The group) claimed (obj responsibility (nmod for the shelling)) .",
            "shelling",
            "claims_responsibility",
        ),
        ("(nsubj The group) denied (obj responsibility (nmod for the shelling)) .", "shelling", "denies"),
        (
            "(nsubj The rebels) said (ccomp (nsubj (nmod:poss their) men/NNS) shelled (obj the bridge)) .",
            "shelled",
            "claims_responsibility",
        ),
        (
            "(nsubj The army) said (ccomp (nsubj (nmod:poss its) men/NNS) shelled (obj the bridge)) .",
            "shelled",
            "asserts",
        ),
        (
            "(nsubj The mayor) suspected (ccomp that (nsubj rebels) shelled (obj the bridge)) .",
            "shelled",
            "alleges",
        ),
    ],
)
def test_stance_of_the_whole(sentence: str, trigger: str, stance: str) -> None:
    """The cue and the words around the happening together say what the source does with it."""
    assert told(tree(sentence), trigger)[1] == stance


def test_own_voice_does_not_deny() -> None:
    """ "Nobody shelled the bridge" in the report's own voice is no denial by a source."""
    assert told(tree("(nsubj Nobody) shelled (obj the bridge) ."), "shelled") == ([], "asserts")


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("(nsubj The group) vowed (xcomp to shell/VB (obj the bridge)) .", "threatens"),
        ("(nsubj:pass The bridge) was threatened/VBN .", "asserts"),
    ],
)
def test_a_threat_is_one_if_somebody_makes_it(sentence: str, stance: str) -> None:
    """Of kind threat, with a source and in the active, the stance is that of a threat."""
    doc = tree(sentence)
    found = happening(doc, "vowed" if "vowed" in sentence else "threatened", kind="threat")
    assert said_by(found, find_voices(doc, CUES, None), CUES)[1] == stance


def test_a_statement_holds_the_speakers_inside_it() -> None:
    """Who speaks in the text after "The ministry said:" stands behind the ministry."""
    doc = tree("(nsubj The ministry) said :", f"¶(nsubj The mayor) reported (ccomp that {SHELLED}) .")
    assert told(doc, "shelled")[0] == ["ministry > mayor"]
