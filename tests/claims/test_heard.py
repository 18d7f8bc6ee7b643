"""Speakers that only the order of the words, a noun or a colon shows."""

from __future__ import annotations

import pytest
from doc_makings import chains, told, tree, voices

SHELLED = "(nsubj rebels) shelled (obj the bridge)"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # "that" hung on the noun before it
        (
            f"(nsubj The mayor) said (ccomp (nsubj:pass a guard) had been told/VBN (obl by a cook (acl:relcl that {SHELLED}))) .",
            ["mayor > guard > cook"],
        ),
        (
            f"(nsubj The mayor) said (ccomp (nsubj:pass he) was assured/VBN=assure (obl by a cook)) (ccomp that {SHELLED}) .",
            ["mayor > cook"],
        ),
        # set in between commas
        (
            f"(nsubj Ada , (appos the mayor)) noted , (ccomp had shown/VBN=show (ccomp that {SHELLED})) .",
            ["mayor"],
        ),
        ("(nsubj Rebels) , claims/VBZ (nsubj the mayor) , (ccomp had shelled (obj the bridge)) .", ["mayor"]),
        (
            "(nsubj Rebels) shelled (obj the bridge) , (advcl as/IN (nsubj the mayor) put/VBD=put (obj it)) .",
            ["mayor"],
        ),
        # the clause of a relative clause
        (
            "(nsubj The man , (acl:relcl (nsubj who) (nsubj villagers) insist/VBP (xcomp shelled/VBD (obj the bridge))) ,) fled .",
            ["villagers"],
        ),
        # figures
        (
            "(nsubj The mayor) put/VBD=put (obj the number (nmod of those shelled/NN)) (obl at (nummod two) three) .",
            ["mayor"],
        ),
    ],
)
def test_a_speaker_set_in_beside_is_heard(sentence: str, expected: list[str]) -> None:
    """Between commas, in a relative clause, behind a noun the tree took for its own: the speaker is the speaker."""
    assert told(tree(sentence), "shelled")[0] == expected


def test_so_say_points_at_the_sentence_before() -> None:
    """ "So say the neighbours" alone in its sentence says the one before."""
    doc = tree(f"{SHELLED} .", "So/RB say/VBP (nsubj the neighbours) .")
    assert told(doc, "shelled") == (["neighbours"], "asserts")


@pytest.mark.parametrize(
    ("sentence", "expected", "stance"),
    [
        (f"(nsubj A denial (nmod by the army) (acl that {SHELLED})) came .", ["army"], "denies"),
        (f"(nsubj A denial (nmod by the army (acl:relcl that {SHELLED}))) came .", ["army"], "denies"),
        (
            f"(nsubj (nmod:poss The minister 's) admission (acl that {SHELLED})) came .",
            ["minister"],
            "confirms",
        ),
        (f"(nsubj An accusation (nmod by villagers) (acl that {SHELLED})) came .", ["villagers"], "accuses"),
        (f"(nsubj The testimony (nmod of a nurse) (acl that {SHELLED})) came .", ["nurse"], "asserts"),
        (f"(nsubj Word) reached (obj the town (acl:relcl that {SHELLED})) .", ["unnamed"], "alleges"),
        (f"(nsubj Rumour) holds/VBZ=hold (ccomp that {SHELLED}) .", ["unnamed"], "alleges"),
        (
            f"(nsubj The army) rejected (obj the accusation (nmod of villagers) (acl that {SHELLED})) .",
            ["army"],
            "denies",
        ),
    ],
)
def test_a_noun_of_saying_speaks_for_its_owner(sentence: str, expected: list[str], stance: str) -> None:
    """The noun makes the stance; what somebody rejects is said by him, and news of nobody are nobody's."""
    assert told(tree(sentence), "shelled") == (expected, stance)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (
            "(parataxis (nsubj (nmod:poss The army 's) answer) was brief/JJ) : “ (nsubj Rebels) shelled (obj the bridge) . ”",
            "army",
        ),
        (
            "(dep Brief/JJ word/NN (nmod from a diplomat)) : “ (nsubj Rebels) shelled (obj the bridge) . ”",
            "diplomat",
        ),
        ("(obl On (nmod:poss the league 's) page) : “ (nsubj We) shelled (obj the bridge) . ”", "league"),
    ],
)
def test_who_stands_before_a_colon_speaks(sentence: str, speaker: str) -> None:
    """A name, an answer, a page before a colon says whose words follow."""
    assert [speaker] in [found for _, found, _ in voices(tree(sentence))]


def test_labels_in_capitals_speak_in_a_transcript_and_alone_are_a_dateline() -> None:
    """One such label at the beginning is where the report was written."""
    first, second = (
        "(dep KEEPER) : (nsubj Rebels) shelled (obj the bridge) .",
        "¶ (dep JUDGE) : (nsubj Guards) fled .",
    )
    assert ["KEEPER"] in [found for _, found, _ in voices(tree(first, second))]
    assert [found for _, found, _ in voices(tree(first))] == []


def test_a_place_before_a_colon_does_not_speak() -> None:
    """ "Orvel: rebels shelled the bridge" is a headline about Orvel."""
    assert chains(tree("(dep Orvel) : (nsubj rebels) shelled (obj the bridge) .")) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"(nsubj A clerk) told (iobj the Beacon) (ccomp that {SHELLED}) .", ["clerk"]),
        (f"(nsubj The Beacon) said (ccomp that {SHELLED}) .", []),
        (f"(nsubj (nmod:poss Our) correspondent) said (ccomp that {SHELLED}) .", []),
        (f"(nsubj A clerk) told (iobj the Torch) (ccomp that {SHELLED}) .", ["Torch > clerk"]),
    ],
)
def test_the_publisher_by_its_short_name_is_the_own_voice(sentence: str, expected: list[str]) -> None:
    """ "The Beacon" in the Daily Beacon, and "our correspondent", are the report itself."""
    assert told(tree(sentence), "shelled", publisher="The Daily Beacon")[0] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            f"(nsubj The weekly) , (advcl citing/VBG=cite (obj a farmer (acl:relcl (nsubj who) had/VBD=have (obj it) (obl from a monk)))) , wrote/VBD=write (ccomp that {SHELLED}) .",
            ["weekly > farmer > monk"],
        ),
        (
            f"(nsubj A letter (nmod of the abbot) , (acl quoted/VBN=quote (obl by the historian)) ,) says/VBZ (ccomp that {SHELLED}) .",
            ["historian > abbot"],
        ),
        (
            f"(advcl Speaking/VBG=speak (obl to (compound Radio) Lantern)) , (nsubj the bishop) said (ccomp that {SHELLED}) .",
            ["Radio Lantern > bishop"],
        ),
        (
            f"(nsubj A leaflet (acl signed/VBN=sign (obl by the league))) says/VBZ (ccomp that {SHELLED}) .",
            ["league"],
        ),
    ],
)
def test_through_whom_and_from_whom(sentence: str, expected: list[str]) -> None:
    """Whom somebody has it from, who quotes a letter, to whom he spoke, who signed it."""
    assert told(tree(sentence), "shelled")[0] == expected


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        (
            "(nsubj The army) said (ccomp (nsubj it) had (obj nothing/NN (acl to do/VB (obl with the bombing)))) .",
            "denies",
        ),
        ("(nsubj The army) said (ccomp (nsubj it) played (obj no part) (obl in the bombing)) .", "denies"),
        (
            "(nsubj The army) said (ccomp (nsubj it) was/AUX not responsible/JJ (obl for the bombing)) .",
            "denies",
        ),
        ("(nsubj The army) dissociated (obj itself) (obl from the bombing) .", "denies"),
        (
            "(nsubj The league) took/VBD=take (obj responsibility) (obl for the bombing) .",
            "claims_responsibility",
        ),
        ("(nsubj The league) owned (compound:prt up) (obl to the bombing) .", "claims_responsibility"),
        ("(nsubj The army) fingered (obj thugs) (obl for the bombing) .", "accuses"),
        ("(nsubj The league) confessed (obl to the bombing) .", "confirms"),
    ],
)
def test_stances_without_a_verb_of_their_own(sentence: str, stance: str) -> None:
    """Having nothing to do with it, taking responsibility, pointing at somebody, confessing."""
    assert told(tree(sentence), "bombing", "bombing")[1] == stance
