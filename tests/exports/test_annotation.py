"""The Web Annotation export."""

from __future__ import annotations

import dataclasses
import json

from hypothesis import given
from hypothesis import strategies as st
from incident_makings import claim, report

from sayso.exports import export
from sayso.exports.annotation import beside
from sayso.incidents import build_incidents
from sayso.model import Span

TEXT = "😀 The first.\nA blast killed four.\nA blast killed four. سراقب\nThe end."
SENTENCE = "A blast killed four."


def collection(text: str = TEXT, internal: bool = True) -> dict:  # type: ignore[type-arg]
    """The annotations of one claim on the second of two equal sentences."""
    at = text.rindex(SENTENCE)
    made = claim(
        "a", sentence=SENTENCE, at=at, trigger="blast", sources=[["radio", "a nurse"]], killed=(4, 4)
    )
    told_in = dataclasses.replace(
        report("r1", text=text, retrieved="2031-05-06T00:00:00Z"), url="https://example.org/a"
    )
    made_of = export(build_incidents([made], [], [told_in]), [told_in], "annotation", internal=internal)
    found: dict = json.loads(made_of.text)  # type: ignore[type-arg]
    return found


def test_a_passage_is_named_by_place_and_by_words() -> None:
    """Offsets in code points, an emoji before them being one; the words with what tells them from the same words above."""
    (item,) = collection()["first"]["items"]
    position, quote = item["target"]["selector"]
    assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == SENTENCE
    assert TEXT.count(f"{quote['prefix']}{quote['exact']}{quote['suffix']}") == 1
    assert item["target"]["source"] == "https://example.org/a"
    assert item["target"]["state"] == {
        "type": "TimeState",
        "cached": "urn:sha256:r1",
        "sourceDate": "2031-05-06T00:00:00Z",
    }


def test_what_the_recommendation_asks() -> None:
    """Context, ids, one motivation, a body that says who says what; a collection with its count."""
    found = collection()
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and found["total"] == 1
    (item,) = found["first"]["items"]
    assert (
        item["type"] == "Annotation"
        and item["motivation"] == "classifying"
        and item["id"].startswith("urn:sayso:")
    )
    assert item["body"][0]["value"] == "radio quoting a nurse: bombing (asserts)"
    assert item["body"][3]["sayso:sources"] == [["radio", "a nurse"]]


def test_a_text_that_is_not_at_hand_gives_no_surroundings() -> None:
    """The words and their place stand alone; nothing is made up beside them."""
    made = claim("a", sentence=SENTENCE, at=5)
    other = report("r1", text="Something else.")
    (item,) = json.loads(
        export(build_incidents([made], [], [other]), [other], "annotation", internal=True).text
    )["first"]["items"]
    assert item["target"]["selector"][1] == {"type": "TextQuoteSelector", "exact": SENTENCE}


@given(st.text(min_size=1, max_size=200), st.data())
def test_the_surroundings_are_those_of_the_text(text: str, data: st.DataObject) -> None:
    """Prefix and suffix stand where they should, whatever the text and the passage."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    prefix, suffix = beside(text, Span(start, end, text[start:end]))
    assert text[:start].endswith(prefix) and text[end:].startswith(suffix)
