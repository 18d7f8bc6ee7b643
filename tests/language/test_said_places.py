"""Names that their own report says are places, whatever they were labelled."""

from __future__ import annotations

import pytest
from hand_docs import doc_of
from spacy.tokens import Span

from sayso.language import layers
from sayso.language.said_places import with_said_places

TOWN = "Warren/NNP/nsubj/3 is/VBZ/cop/3 a/DT/det/3 town/NN/ROOT/3 ././punct/3"
NO_TOWN = "Warren/NNP/nsubj/3 is/VBZ/cop/3 a/DT/det/3 clerk/NN/ROOT/3 ././punct/3"
BESIDE = "Milton/NNP/nsubj/5 ,/,/punct/3 a/DT/det/3 village/NN/appos/0 ,/,/punct/3 burned/VBD/ROOT/5"
OF = "The/DT/det/1 village/NN/nsubj/4 of/IN/case/3 Dale/NNP/nmod/1 burned/VBD/ROOT/4"
AREA = "Shops/NNS/nsubj/1 burned/VBD/ROOT/1 in/IN/case/5 the/DT/det/5 Varda/NNP/compound/5 area/NN/obl/1"
STATION = "Shots/NNS/nsubj/1 rang/VBD/ROOT/1 at/IN/case/5 Varda/NNP/compound/5 railway/NN/compound/5 station/NN/obl/1"
MINISTER = "The/DT/det/1 minister/NN/nsubj/4 of/IN/case/3 Dale/NNP/nmod/1 resigned/VBD/ROOT/4"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (TOWN, ["Warren"]),
        (NO_TOWN, []),
        (BESIDE, ["Milton"]),
        (OF, ["Dale"]),
        (MINISTER, []),
        (AREA, ["Varda"]),
        (STATION, ["Varda railway station"]),
    ],
)
def test_a_name_said_to_be_a_place_is_one(written: str, place: list[str]) -> None:
    """Without any label before."""
    found = with_said_places(doc_of(written), [])
    assert [span.text for span in found] == place
    assert {span.label_ for span in found} <= {layers.PLACE}


def test_a_wrong_label_is_mended_and_other_names_stay() -> None:
    """The town is no person; a longer name with the same word in it is still one."""
    doc = doc_of(
        "Hale/NNP/nsubj/3 is/VBZ/cop/3 a/DT/det/3 town/NN/ROOT/3 named/VBN/acl/3 for/IN/case/7 Jon/NNP/compound/7 "
        "Hale/NNP/obl/4 ;/:/punct/3 Hale/NNP/nsubj/10 burned/VBD/parataxis/3"
    )
    mentions = [Span(doc, a, b, label=layers.PERSON) for a, b in ((0, 1), (6, 8), (9, 10))]
    found = with_said_places(doc, mentions)
    assert [(span.text, span.label_) for span in found] == [
        ("Hale", layers.PLACE),
        ("Jon Hale", layers.PERSON),
        ("Hale", layers.PLACE),
    ]


def test_what_is_labelled_a_place_keeps_its_words() -> None:
    """ "Varda" in "Varda railway station" was found: the gazetteer is asked for the town and not for the station."""
    doc = doc_of(STATION)
    varda = Span(doc, 3, 4, label=layers.PLACE)
    assert [span.text for span in with_said_places(doc, [varda])] == ["Varda"]


def test_a_place_elsewhere_is_one_where_somebody_goes() -> None:
    """ "Sent to Hale" beside two places Hale; not where a person is named so in full."""
    doc = doc_of(
        "Hale/NNP/nsubj/1 burned/VBD/ROOT/1 near/IN/case/3 Hale/NNP/obl/1 ;/:/punct/1 guards/NNS/nsubj/6 "
        "went/VBD/parataxis/1 to/IN/case/8 Hale/NNP/obl/6 with/IN/case/11 Jon/NNP/compound/11 Hale/NNP/obl/6"
    )
    places = [Span(doc, at, at + 1, label=layers.PLACE) for at in (0, 3)]
    wrong = Span(doc, 8, 9, label=layers.PERSON)
    assert [span.label_ for span in with_said_places(doc, [*places, wrong])] == [layers.PLACE] * 3
    named = Span(doc, 10, 12, label=layers.PERSON)
    assert with_said_places(doc, [*places, wrong, named])[2].label_ == layers.PERSON
