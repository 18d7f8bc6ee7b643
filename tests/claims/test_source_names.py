"""Noun phrases and the names that they stand for."""

from __future__ import annotations

import pytest
from doc_makings import CUES, tree, word, words_in
from hand_docs import doc_of
from spacy.tokens import Doc

from sayso.claims.grammar import noun_phrases
from sayso.claims.grammar.own_names import name_beside
from sayso.claims.heard.names import Names

SAID = "said (ccomp that (nsubj rebels) fled) ."


def named(doc: Doc, *texts: str, publisher: str | None = None) -> list[str | None]:
    """The names of the sources, each by the first place of its words after the one before."""
    known = Names(doc, CUES, publisher)
    found, start = [], 0
    for text in texts:
        at = doc.text.index(text, start)
        span = doc.char_span(at, at + len(text))
        assert span is not None
        source = known.source(span)
        found.append(source.name if source is not None else None)
        start = at + len(text)
    return found


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("The army", "The army"),
        ("The (amod tired) farmers", "The tired farmers"),
        ("The mayor (nmod of Orvel)", "The mayor of Orvel"),
        ("The mayor (acl:relcl (nsubj who) fled)", "The mayor"),
        ("The mayor , (appos Ada Brun) ,", "The mayor"),
        ("The mayor (conj and a guard)", "The mayor"),
    ],
)
def test_phrase_without_what_hangs_on_it(subject: str, expected: str) -> None:
    """A source is its noun with what names it; relative clauses, appositions and lists are left out."""
    doc = tree(f"(nsubj {subject}) {SAID}")
    head = next(token for token in doc if token.dep_ == "nsubj" and token.head == word(doc, "said"))
    assert noun_phrases.phrase(head).text == expected


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        (
            "A doctor (conj and (nummod two) officers)",
            "A doctor and two officers",
            ["A doctor", "two officers"],
        ),
        (
            "A doctor , (conj a nurse) (conj and a guard)",
            "A doctor, a nurse and a guard",
            ["A doctor", "a nurse", "a guard"],
        ),
        ("Both/CC doctors (conj and guards)", "Both doctors and guards", ["doctors", "guards"]),
        ("The (compound army (conj and hospital)) officials", "The army and hospital officials", None),
        ("The mayor", "The mayor", None),
    ],
)
def test_members_of_a_list(subject: str, text: str, expected: list[str] | None) -> None:
    """A list is cut into its members; two words that describe one noun are no list."""
    doc = tree(f"(nsubj {subject}) {SAID}".replace("Both/CC", "(cc:preconj Both)"))
    found = [span.text for span in noun_phrases.side_by_side(words_in(doc, text))]
    assert found == (expected or [text])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The Orvel Army", "Orvel army", True),
        ("Orvel's army", "the Orvel army", True),
        ("Orvel army", "Tarn army", False),
        ("the", "a", False),
    ],
)
def test_same_name(one: str, other: str, expected: bool) -> None:
    """Case, articles and possessives make no other name; nothing is not the same as nothing."""
    assert noun_phrases.same(one, other) is expected


@pytest.mark.parametrize(
    ("subject", "mentions", "words", "expected"),
    [
        ("The army", {}, "The army", "army"),
        ("Colonel Ada Brun", {"person": "Ada Brun"}, "Colonel Ada Brun", "Ada Brun"),
        ("The Orvel Defence Ministry", {}, "The Orvel Defence Ministry", "Orvel Defence Ministry"),
        ("A (amod tall) guard", {}, "A tall guard", "tall guard"),
    ],
)
def test_own_name(subject: str, mentions: dict[str, str], words: str, expected: str) -> None:
    """A person by the name alone, a body by its capitals, others by their words without the article."""
    assert named(tree(f"(nsubj {subject}) {SAID}", **mentions), words) == [expected]


@pytest.mark.parametrize(
    ("first", "second", "words", "expected"),
    [
        ("The Orvel Ministry", "It", "It", "Orvel Ministry"),
        ("A farmer", "He", "He", "farmer"),
        ("The rebels", "They", "They", "rebels"),
        ("The Red Dawn militia", "The group", "The group", "Red Dawn militia"),
        ("The Orvel Observatory", "The monitor", "The monitor", "Orvel Observatory"),
        ("The Lake News agency", "The outlet", "The outlet", "Lake News agency"),
        ("A tax (compound ministry) spokesman", "The spokesman", "The spokesman", "tax ministry spokesman"),
        ("A guard", "The group", "The group", "group"),
        ("A guard", "A guard", "A guard", "guard"),
    ],
)
def test_later_words_point_back(first: str, second: str, words: str, expected: str) -> None:
    """Pronouns and "the group" get the name of the nearest source that they can mean, else stay as they are."""
    doc = tree(f"(nsubj {first}) {SAID}", f"(nsubj {second}) added (ccomp that (nsubj troops) fled) .")
    start = doc[: next(t.i for t in doc if t.text == "said")].text
    assert named(doc, start, words)[1] == expected


def test_it_is_no_person() -> None:
    """ "It" goes past the farmer to the body before him."""
    doc = tree(f"(nsubj The army) {SAID}", f"(nsubj A farmer) {SAID}", f"(nsubj It) {SAID}")
    assert named(doc, "The army", "A farmer", "It") == ["army", "farmer", "army"]


def test_a_person_who_has_not_spoken_is_meant_by_he() -> None:
    """ "He" may be somebody named in the sentence before who has said nothing yet."""
    doc = tree("(nsubj Troops) met=meet (obj Major Odo Lund) .", f"(nsubj He) {SAID}", person="Odo Lund")
    assert named(doc, "He") == ["Odo Lund"]


def test_a_surname_gets_the_full_name() -> None:
    """ "Brun" after "Ada Brun" is Ada Brun."""
    doc = tree(f"(nsubj Ada/NNP Brun/NNP) {SAID}", f"(nsubj Brun/NNP) {SAID}", person="Ada Brun")
    assert named(doc, "Ada Brun", "Brun") == ["Ada Brun", "Ada Brun"]


@pytest.mark.parametrize(("pronoun", "expected"), [("former", "mayor"), ("latter", "governor")])
def test_the_former_and_the_latter(pronoun: str, expected: str) -> None:
    """Of the last two that stand joined by "and", the first or the second."""
    doc = tree(
        "(nsubj The mayor (conj and the governor)) met=meet .",
        f"(nsubj The {pronoun}/NN) {SAID}",
    )
    assert named(doc, f"The {pronoun}") == [expected]


@pytest.mark.parametrize(
    ("subject", "words", "expected"),
    [
        ("A statement (nmod by the army)", "A statement by the army", "army"),
        ("A letter (nmod from the mayor)", "A letter from the mayor", "mayor"),
        ("An Orvel Observatory report/NN", "An Orvel Observatory report", "Orvel Observatory"),
        ("A report", "A report", "report"),
    ],
)
def test_a_paper_speaks_for_who_issued_it(subject: str, words: str, expected: str) -> None:
    """ "A statement by the army" is the army, "a letter from the mayor" the mayor; a report of nobody is itself."""
    assert named(tree(f"(nsubj {subject}) {SAID}"), words) == [expected]


def test_the_statement_is_whoevers_it_was() -> None:
    """ "The statement" of a later sentence is the army's, if the army spoke in one before."""
    doc = tree(
        "(nsubj The army) said (obl in a statement) (ccomp that (nsubj rebels) fled) .",
        f"(nsubj The statement) {SAID.replace('said', 'added')}",
    )
    assert named(doc, "The army", "The statement") == ["army", "army"]


@pytest.mark.parametrize(
    ("long", "expected"),
    [("Lake Crisis Watch", "Lake Crisis Watch"), ("Lake Peace Watch", "LCW")],
)
def test_an_abbreviation_stands_for_what_it_was_given_for(long: str, expected: str) -> None:
    """ "LCW" is Lake Crisis Watch if that stood before it in brackets and the letters fit."""
    doc = tree(
        f"(obl On Monday) , (nsubj the {long} (appos (punct -LRB-) LCW/NNP (punct -RRB-))) {SAID}",
        f"(nsubj LCW/NNP) {SAID}",
    )
    at = len(doc) - 6
    assert doc[at].text == "LCW"
    source = Names(doc, CUES).source(doc[at : at + 1])
    assert source is not None and source.name == expected


def test_the_same_name_in_another_order() -> None:
    """ "The Orvel Defence Ministry" after "the Ministry of Defence of Orvel" gets the first name."""
    doc = tree(
        f"(nsubj The Defence Ministry/NNP) {SAID}",
        f"(nsubj The Ministry/NNP (nmod of Defence)) {SAID}",
    )
    assert named(doc, "The Defence Ministry", "The Ministry of Defence") == ["Defence Ministry"] * 2


def test_who_points_at_its_noun() -> None:
    """ "A guard who said" is the guard."""
    doc = tree("(nsubj A guard (acl:relcl (nsubj who) said (ccomp (nsubj rebels) fled))) left .")
    assert named(doc, "who") == ["guard"]


def test_the_publisher_is_no_source() -> None:
    """The report's own publisher gives no source, with or without its article."""
    doc = tree(f"(nsubj The Lake Wire/NNP) {SAID}")
    assert named(doc, "The Lake Wire", publisher="Lake Wire") == [None]
    assert named(doc, "The Lake Wire", publisher="Hill Post") == ["Lake Wire"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("witnesses", "witness"),
        ("hospital staff", "medic"),
        ("Orvel police", "police"),
        ("rebel commander", "armed_group"),
        ("army officer", "military"),
        ("Lake News", "news_agency"),
        ("defence ministry", "military"),
        ("shepherd", None),
    ],
)
def test_kind_of_source(words: str, kind: str | None) -> None:
    """The first list that has one of the words gives the kind; a word of no list gives none."""
    last = words.split()[-1]
    given = words if last != "witnesses" else "witnesses=witness"
    doc = tree(f"(nsubj {given}) {SAID}")
    assert Names(doc, CUES).kind_of(words_in(doc, words)) == kind


def test_a_name_that_holds_its_own_noun_is_named() -> None:
    """ "Dr Lind's widow Ada", with Lind read as hanging on Ada: the widow is Ada, and the search for it ends."""
    doc = doc_of(
        "Dr/NNP/nmod:desc/1 Lind/NNP/nmod:poss/4 's/POS/case/1 widow/NN/nsubj/5 Ada/NNP/appos/3 fled/VBD/ROOT/5"
    )
    assert name_beside(doc[3]) == "Ada"
