"""Who speaks, by which word, and what is said: every way of reporting that the rules know."""

from __future__ import annotations

import pytest
from doc_makings import chains, told, tree, voices

SHELLED = "(nsubj rebels) shelled (obj the bridge)"


def test_a_verb_of_saying_says_its_clause() -> None:
    """Subject, verb and clause are source, cue and content; the source loses its article."""
    doc = tree(f"(nsubj The mayor) said (ccomp that {SHELLED}) .")
    assert voices(doc) == [("said", ["mayor"], "that rebels shelled the bridge")]


@pytest.mark.parametrize(
    ("sentence", "cue", "source"),
    [
        ("“ (ccomp (nsubj They) shelled (obj the bridge)) , ” whispered (dep a boy) .", "whispered", "boy"),
        ("“ (ccomp (nsubj They) shelled (obj the bridge)) , ” said (nsubj a boy) .", "said", "boy"),
        ("(nsubj Rebels) , (parataxis (nsubj the mayor) said) , shelled (obj the bridge) .", "said", "mayor"),
        ("(nsubj Rebels) shelled (obj the bridge) , (parataxis (nsubj the mayor) said) .", "said", "mayor"),
        (
            "(nsubj The general) went (compound:prt on) : “ (ccomp (nsubj They) shelled (obj the bridge)) . ”",
            "went",
            "general",
        ),
        (
            "(nsubj:pass That they shelled (obj the bridge)) was reported/VBN (obl:agent by villagers) .",
            "reported",
            "villagers",
        ),
    ],
)
def test_the_speaker_is_found_wherever_it_stands(sentence: str, cue: str, source: str) -> None:
    """Inverted, parenthetical, at the end, going on, in the passive: the speaker is the speaker."""
    [(found, sources, said)] = voices(tree(sentence))
    assert (found, sources) == (cue, [source])
    assert "shelled the bridge" in said


@pytest.mark.parametrize(
    "sentence",
    [
        f"(nsubj Nobody) said (ccomp that {SHELLED}) .",
        f"(nsubj The army) did not say (ccomp that {SHELLED}) .",
        f"(nsubj The mayor) regretted=regret (ccomp that {SHELLED}) .",
    ],
)
def test_who_says_nothing_has_no_voice(sentence: str) -> None:
    """Nobody, one who did not say it, and one who only feels it are no sources, even if the head took them so."""
    doc = tree(sentence)
    cue = "say" if " say " in doc.text else "regretted" if "regretted" in doc.text else "said"
    heard = [("1", "cue", cue), ("1", "content", "rebels shelled the bridge"), ("1", "source", doc[:2].text)]
    assert voices(tree(sentence, speech=[] if "Nobody" in doc.text else heard)) == []


def test_not_ruling_out_is_saying_that_it_may_be() -> None:
    """ "Did not rule out that" is a statement, though its verb is negated."""
    doc = tree(f"(nsubj The army) did not rule/VB (compound:prt out) (ccomp that {SHELLED}) .")
    assert chains(doc) == [["army"]]


@pytest.mark.parametrize("speaker", ["We", "I", "The Lake Wire"])
def test_the_publisher_is_the_own_voice(speaker: str) -> None:
    """ "We", "I" and the publisher's name are the report itself: a voice without a chain."""
    doc = tree(f"(nsubj {speaker}) reported (ccomp that {SHELLED}) .")
    assert chains(doc, publisher="Lake Wire") == [[]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("(obl (case According) to the monitor) , (nsubj rebels) shelled (obj the bridge) .", "monitor"),
        ("(nsubj rebels) shelled (obj the bridge) , (obl (case according) to the monitor) .", "monitor"),
        (
            "(nsubj rebels) shelled (obj the bridge) , (obl (case per) the harbour police/NN) .",
            "harbour police",
        ),
        ("(obl By the account (nmod of a keeper)) , (nsubj rebels) shelled (obj the bridge) .", "keeper"),
        ("(obl In the words (nmod of the mayor)) , (nsubj rebels) shelled (obj the bridge) .", "mayor"),
    ],
)
def test_a_phrase_attributes(sentence: str, expected: str) -> None:
    """ "According to", "per" and "by the account of" attribute the clause that they stand in."""
    [(_, found, said)] = voices(tree(sentence))
    assert found == [expected]
    assert said == "rebels shelled the bridge"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(nsubj Blast) kills (obj six) (obl in Orvel) - (parataxis police/NN)", ["police"]),
        ("(parataxis Police/NN) : (nsubj blast) kills (obj six) (obl in Orvel)", ["Police"]),
        ("(nsubj Blast) kills (obj six) (obl in Orvel) - (parataxis police/NN) .", None),
        ("(dep Orvel/NNP) - (nsubj blast) kills (obj six) (obl in the market)", None),
    ],
)
def test_a_headline_names_its_source(line: str, expected: list[str] | None) -> None:
    """A kind of source before a colon or after a dash, in a line without a full stop; a place is none."""
    assert chains(tree(line, "¶(nsubj The town) slept .")) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("(nsubj Footage) showed (ccomp (nsubj tanks) shelling (obj the bridge)) .", "unnamed"),
        ("(nsubj The group) released (obj footage (acl showing (obj tanks))) .", "group"),
        ("(nsubj A video (acl verified/VBN (obl:agent by this paper))) showed (obj tanks) .", None),
    ],
)
def test_footage_speaks_for_who_released_it(sentence: str, expected: str | None) -> None:
    """Pictures speak for whoever released them, else for nobody named; what the report verified is its own."""
    assert chains(tree(sentence)) == ([] if expected is None else [[expected]])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"(nsubj A pilot) told (iobj the Lake Wire) (ccomp that {SHELLED}) .", ["Lake Wire > pilot"]),
        (f"(nsubj A pilot) told (iobj reporters) (ccomp that {SHELLED}) .", ["pilot"]),
        (
            f"(nsubj:pass The embassy) was told/VBN (obl:agent by a guard) (ccomp that {SHELLED}) .",
            ["embassy > guard"],
        ),
        (
            f"(nsubj:pass A guard) was quoted/VBN (advcl (mark as) saying (ccomp that {SHELLED})) .",
            ["guard"],
        ),
        (f"(nsubj The Lake Wire) heard (obl from a driver) (ccomp that {SHELLED}) .", ["Lake Wire > driver"]),
        (
            f"(nsubj The agency) quoted (obj the ministry) (advcl (mark as) saying (ccomp that {SHELLED})) .",
            ["agency > ministry"],
        ),
        (
            f"(nsubj The Lake Wire) said (ccomp {SHELLED}) , (advcl citing (obj a doctor (conj and a nurse))) .",
            ["Lake Wire > doctor", "Lake Wire > nurse"],
        ),
        (
            f"(nsubj The ministry) said (obl in a statement (acl carried/VBN (obl:agent by the Lake Wire))) (ccomp {SHELLED}) .",
            ["Lake Wire > ministry"],
        ),
        (
            f"(nsubj:pass A guard) was quoted/VBN (obl:agent by the Lake Wire) (advcl (mark as) saying (ccomp that {SHELLED})) .",
            ["Lake Wire > guard"],
        ),
        (
            f"(nsubj The general) said (obl in an interview (nmod with the Lake Wire)) (ccomp {SHELLED}) .",
            ["Lake Wire > general"],
        ),
    ],
)
def test_one_voice_passes_on_another(sentence: str, expected: list[str]) -> None:
    """Told, heard from, quoted, cited, carried, interviewed: who passes it on is nearer the report."""
    assert told(tree(sentence), "shelled")[0] == expected


def test_told_this_newspaper_is_told_the_publisher() -> None:
    """ "Told this newspaper" names the publisher without its name: the pilot alone."""
    doc = tree(f"(nsubj A pilot) told (iobj this newspaper) (ccomp that {SHELLED}) .")
    assert chains(doc) == [["pilot"]]


def test_what_is_attributed_to_somebody_is_cited() -> None:
    """ "Said so, attributing it to a diplomat" cites the diplomat."""
    doc = tree(
        f"(nsubj The Lake Wire) said (ccomp {SHELLED}) , (advcl attributing (obj it) (obl to a diplomat)) ."
    )
    assert told(doc, "shelled")[0] == ["Lake Wire > diplomat"]


def test_he_still_speaks_to_whom_he_spoke_before() -> None:
    """ "He added" after "a pilot told the Lake Wire" is told to the Lake Wire too."""
    doc = tree(
        f"(nsubj A pilot) told (iobj the Lake Wire) (ccomp that {SHELLED}) .",
        "(nsubj He) added (ccomp that (nsubj troops) fled) .",
    )
    assert chains(doc) == [["Lake Wire > pilot"], ["Lake Wire > pilot"]]


def test_when_somebody_spoke_is_not_what_he_said() -> None:
    """ "Said after rebels shelled the bridge that troops fled": of the shells the mayor says nothing."""
    doc = tree(
        f"(nsubj The mayor) said (advcl after {SHELLED}) (ccomp that (nsubj troops) fled) .",
        speech=[("1", "source", "The mayor"), ("1", "cue", "said"), ("1", "content", "after rebels shelled")],
    )
    [(_, _, said)] = voices(doc)
    assert said == "that troops fled"


def test_who_was_told_is_left_out_if_it_is_the_publisher() -> None:
    """ "Told the Lake Wire" in the Lake Wire is the pilot alone."""
    doc = tree(f"(nsubj A pilot) told (iobj the Lake Wire) (ccomp that {SHELLED}) .")
    assert chains(doc, publisher="Lake Wire") == [["pilot"]]


@pytest.mark.parametrize(
    ("subject", "source", "expected"),
    [
        ("(nsubj Police (conj and residents))", "Police and residents", ["Police", "residents"]),
        (
            "(nsubj A doctor , (conj a nurse) (conj and (nummod two) drivers))",
            "A doctor, a nurse and two drivers",
            ["doctor", "nurse", "two drivers"],
        ),
    ],
)
def test_sources_side_by_side_are_parallel(subject: str, source: str, expected: list[str]) -> None:
    """A list of sources gives a chain for each of its members."""
    heard = [("1", "source", source), ("1", "cue", "said"), ("1", "content", "rebels shelled the bridge")]
    assert chains(tree(f"{subject} said (ccomp that {SHELLED}) .", speech=heard)) == [expected]


def test_of_two_spans_the_subject_speaks() -> None:
    """Of several sources that are no list, the one with the subject of the cue is believed."""
    heard = [("1", "source", "mayor"), ("1", "source", "soldiers"), ("1", "cue", "said")]
    sentence = (
        f"(nsubj The mayor) said (obl with soldiers) (advcl (mark as) watching) (ccomp that {SHELLED}) ."
    )
    assert chains(tree(sentence, speech=heard)) == [["mayor"]]


def test_content_does_not_leak_into_other_sentences() -> None:
    """What the head marks as said in a sentence without the cue and without quotation marks is not said."""
    heard = [("1", "source", "The mayor"), ("1", "cue", "said"), ("1", "content", "Troops left")]
    doc = tree(f"(nsubj The mayor) said (ccomp that {SHELLED}) .", "(nsubj Troops) left .", speech=heard)
    assert voices(doc) == [("said", ["mayor"], "that rebels shelled the bridge")]


def test_hearsay_without_a_source_is_unnamed() -> None:
    """ "It was thought that" has a source that is not named, on the verb."""
    heard = [("1", "cue", "thought"), ("1", "content", "rebels shelled the bridge")]
    doc = tree(f"(nsubj:pass It) was thought/VBN=think (ccomp that {SHELLED}) .", speech=heard)
    assert chains(doc) == [["unnamed"]]


def test_a_speaker_who_closes_the_sentence_says_all_of_it() -> None:
    """ "Rebels shelled the bridge, the mayor said": all that stands before, whatever the tree says of it."""
    doc = tree("(dep (nsubj Rebels) shelled (obj the bridge)) , (nsubj the mayor) said .")
    assert voices(doc) == [("said", ["mayor"], "Rebels shelled the bridge")]


def test_a_clause_joined_to_an_inner_verb_is_the_outer_speakers() -> None:
    """ "The pilot reported that he ejected, but he was killed, the army said": the pilot told nothing of his death."""
    doc = tree(
        "(ccomp (nsubj The pilot) reported (ccomp that (nsubj he) ejected) , "
        "(conj but (nsubj:pass he) was killed/VBN)) , (nsubj the army) said .",
        speech=[("1", "cue", "reported"), ("1", "content", "he ejected, but he was killed")],
    )
    said = {cue: words for cue, _, words in voices(doc)}
    assert "killed" not in said["reported"]
    assert "killed" in said["said"]


QUOTED = "(nsubj The mayor) said , “ (ccomp (nsubj Rebels) shelled (obj the bridge)) . ”"


@pytest.mark.parametrize(
    ("later", "runs_on"),
    [
        (["¶“ (nsubj They) fired (obl on the market) (obl in the morning) . ”"], True),
        (
            [
                "¶(nsubj The town) slept .",
                "¶“ (nsubj They) fired (obl on the market) (obl in the morning) . ”",
            ],
            False,
        ),
        (["¶(nsubj The mayor) saw (obj “ a ruin ”) ."], False),
    ],
)
def test_a_quotation_runs_on(later: list[str], runs_on: bool) -> None:
    """A quotation without a cue is the last speaker's, but not after another paragraph, and not if it is a phrase."""
    found = voices(tree(QUOTED, *later))
    assert len(found) == 1 + runs_on
    assert all(sources == ["mayor"] for _, sources, _ in found)


def test_a_colon_at_the_end_of_a_paragraph_opens_a_statement() -> None:
    """ "The ministry said:" before a new paragraph says the rest of the report."""
    doc = tree(
        "(nsubj The ministry) said :", "¶(nsubj Rebels) shelled (obj the bridge) .", "(nsubj They) fled ."
    )
    assert voices(doc) == [("said", ["ministry"], "Rebels shelled the bridge They fled")]


def test_a_colon_within_a_paragraph_opens_the_rest_of_it() -> None:
    """ "The ministry said: Rebels shelled the bridge" says what its paragraph says, and no more."""
    doc = tree(
        "(nsubj The ministry) said :",
        "(nsubj Rebels) shelled (obj the bridge) .",
        "(nsubj They) fled .",
        "¶(nsubj Shops) reopened .",
    )
    assert voices(doc) == [("said", ["ministry"], "Rebels shelled the bridge They fled")]
