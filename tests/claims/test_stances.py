"""What a source does with what it says: the cue, and the words around the happening."""

from __future__ import annotations

import pytest
from doc_makings import CUES, happening, tree, word

from sayso.claims.heard import stances
from sayso.model import Source, Span

CLAUSE = "(ccomp that (nsubj rebels) shelled (obj the bridge))"


@pytest.mark.parametrize(
    ("sentence", "cue", "stance"),
    [
        (f"(nsubj The mayor) said {CLAUSE} .", "said", "asserts"),
        (f"(nsubj The mayor) sang {CLAUSE} .", "sang", "asserts"),
        (f"(nsubj The army) confirmed {CLAUSE} .", "confirmed", "confirms"),
        (f"(nsubj The army) admitted {CLAUSE} .", "admitted", "confirms"),
        ("(nsubj The army) denied (obj the shelling) .", "denied", "denies"),
        ("(nsubj The army) rejected (obj the accusation) .", "rejected", "denies"),
        ("(nsubj The mayor) accused (obj rebels) (obl of the shelling) .", "accused", "accuses"),
        ("(nsubj The mayor) blamed (obj rebels) (obl for the shelling) .", "blamed", "accuses"),
        (f"(nsubj The mayor) alleged {CLAUSE} .", "alleged", "alleges"),
        (f"(nsubj The mayor) suspected {CLAUSE} .", "suspected", "alleges"),
        ("(nsubj The army) called (obj the report) (xcomp a fabrication/NN) .", "called", "denies"),
        ("(nsubj:pass Responsibility) was claimed/VBN .", "claimed", "claims_responsibility"),
        ("(nsubj The group) claimed (obj responsibility) .", "claimed", "claims_responsibility"),
        ("(nsubj The group) denied (obj involvement) .", "denied", "denies"),
        ("(nsubj The group) said (ccomp (nsubj it) (cop was) behind/JJ) .", "said", "claims_responsibility"),
        ("(nsubj The group) said (ccomp (nsubj it) (cop was) not behind/JJ) .", "said", "asserts"),
        ("(nsubj The group) said (ccomp (nsubj rebels) (cop were) behind/JJ) .", "said", "asserts"),
        (f"(nsubj:pass A guard) was quoted/VBN (advcl (mark as) denying {CLAUSE}) .", "quoted", "denies"),
        (f"(nsubj:pass A guard) was quoted/VBN (advcl (mark as) saying {CLAUSE}) .", "quoted", "asserts"),
    ],
)
def test_stance_of_the_cue(sentence: str, cue: str, stance: str) -> None:
    """The verb and its object say the stance; a verb of no list asserts, and of "quoted as denying" the second."""
    assert stances.stance_of(word(tree(sentence), cue), CUES) == stance


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("(nsubj The mayor) held (obj rebels) (xcomp responsible/JJ) .", "held", True),
        ("(nsubj The mayor) held (obj rebels) (obl in a jail) .", "held", False),
        ("(nsubj The mayor) laid (obj the deaths) (obl at (nmod:poss their) door) .", "laid", True),
        ("(nsubj The mayor) laid (obj a wreath) .", "laid", False),
        ("(nsubj The mayor) put (obj the blame) (obl on rebels) .", "put", True),
        ("(nsubj The mayor) attributed=attribute (obj the blast) (obl to rebels) .", "attributed", True),
    ],
)
def test_blame_in_other_words(sentence: str, verb: str, expected: bool) -> None:
    """ "Held responsible", "laid at their door", "put the blame on": with those words a plain verb blames."""
    assert stances.blames(word(tree(sentence), verb), CUES) is expected


def source(name: str, kind: str | None) -> Source:
    return Source(name, Span(0, len(name), name), kind)


ITS = "(nsubj (nmod:poss Its) fighters) shelled (obj the bridge) ."
THEY = "(nsubj They) shelled (obj the bridge) ."
WE = "“ (nsubj We) shelled (obj the bridge) ” ."


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        (ITS, "armed_group", True),
        (ITS, None, True),
        (ITS, "military", False),
        (THEY, "armed_group", True),
        (WE, "armed_group", True),
        ("(nsubj We) shelled (obj the bridge) .", "armed_group", False),
        ("“ (nsubj They) shelled (obj the bridge) ” .", "armed_group", False),
        ("(nsubj (nmod:poss The group 's) men/NNS) shelled (obj the bridge) .", "armed_group", True),
        ("(nsubj (nmod:poss Dawn 's) men/NNS) shelled (obj the bridge) .", "armed_group", True),
        ("(nsubj Soldiers) shelled (obj the bridge) .", "armed_group", False),
        ("(nsubj:pass The bridge) was shelled/VBN .", "armed_group", False),
    ],
)
def test_owning_up(sentence: str, kind: str | None, expected: bool) -> None:
    """A group that says "we", "its fighters" or its own name did it owns up; an army reports its operations."""
    found = happening(tree(sentence), "shelled")
    assert stances.owns_up(found, ((source("Red Dawn", kind),),), CUES) is expected


def test_nobody_owns_up_to_what_was_done_by_none() -> None:
    """Own voice, a negated happening and a kind that nobody owns up to are no owning up."""
    doc, chain = tree(ITS), ((source("Red Dawn", "armed_group"),),)
    assert not stances.owns_up(happening(doc, "shelled"), (), CUES)
    assert not stances.owns_up(happening(doc, "shelled", negated=True), chain, CUES)
    assert not stances.owns_up(happening(doc, "shelled", kind="demand"), chain, CUES)


def test_what_is_claimed_is_owned() -> None:
    """ "Claimed the shelling" owns up to it; "claimed that the shelling stopped" does not."""
    doc = tree("(nsubj The group) claimed (obj the shelling) .")
    assert stances.claims_it(happening(doc, "shelling"), word(doc, "claimed"))
    doc = tree("(nsubj The group) claimed (ccomp that (nsubj the shelling) stopped) .")
    assert not stances.claims_it(happening(doc, "shelling"), word(doc, "claimed"))
    assert not stances.claims_it(happening(doc, "shelling"), None)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("(nsubj:pass Rebels) were blamed/VBN=blame (obl for the shelling) .", True),
        ("(nsubj The mayor) accused (obj rebels) (advcl of shelling (obj the bridge)) .", True),
        ("(nsubj The mayor) said (ccomp (nsubj the shelling) stopped) .", False),
    ],
)
def test_a_happening_told_inside_a_blame(sentence: str, expected: bool) -> None:
    """What somebody is blamed for or accused of is told as blame."""
    assert stances.lays_blame(happening(tree(sentence), "shelling")) is expected


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("(nsubj Rebels) reportedly shelled (obj the bridge) .", "shelled", "reportedly"),
        ("(nsubj Rebels) allegedly began (obj the shelling) .", "shelling", "allegedly"),
        ("(nsubj The (amod alleged) shelling) stopped .", "shelling", "alleged"),
        ("(nsubj (amod Suspected) rebels) shelled (obj the bridge) .", "shelled", "Suspected"),
        (
            "(nsubj:pass Rebels) are/AUX believed/VBN=believe (xcomp to have shelled/VBN (obj the bridge)) .",
            "shelled",
            "believed",
        ),
        (
            "(nsubj:pass Rebels) were said/VBN (xcomp to have shelled/VBN (obj the bridge)) .",
            "shelled",
            "said",
        ),
        (
            "(nsubj:pass Rebels) were said/VBN (obl:agent by a guard) (xcomp to have shelled/VBN (obj the bridge)) .",
            "shelled",
            None,
        ),
        ("(nsubj Rebels) shelled (obj the bridge) .", "shelled", None),
    ],
)
def test_the_word_of_hearsay(sentence: str, trigger: str, expected: str | None) -> None:
    """An adverb, an adjective, or a passive without an agent keeps the happening at a distance."""
    found = stances.hearsay(happening(tree(sentence), trigger), CUES)
    assert (found.text if found is not None else None) == expected


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("(nsubj Rumours (acl that (nsubj rebels) shelled (obj the bridge))) spread .", "shelled", "Rumours"),
        ("(nsubj The town) heard (obj reports (nmod of a shelling)) .", "shelling", "reports"),
        (
            "(nsubj Allegations (acl that (nsubj it) began (obj the shelling))) spread .",
            "shelling",
            "Allegations",
        ),
        ("(nsubj News (nmod of the shelling)) spread .", "shelling", None),
        ("(nsubj The shelling) led (obl to rumours) .", "shelling", None),
    ],
)
def test_what_is_only_told_in_a_rumour(sentence: str, trigger: str, expected: str | None) -> None:
    """ "Rumours that", "reports of", "allegations that it began": the noun that the happening is only told in."""
    found = stances.rumour(happening(tree(sentence), trigger), CUES)
    assert (found.text if found is not None else None) == expected
