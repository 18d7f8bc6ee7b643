"""Arabic, Russian and Ukrainian: spans in the original, in code points; translations apart; nothing believed unmarked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from model_makings import codes, model_reader, only, reading_of
from standin import claims, serving

from sayso.ids import canonical_json
from sayso.model import Reading
from sayso.pipeline import Reader
from sayso.records import derived_from, derived_record, reading_record

#: signs before the sentences that are two UTF-16 units, several code points, or nothing to the eye
BEFORE = "🚨🇺🇦 1\u0301 \u200f𝔸\n\n"

TEXTS: dict[str, tuple[str, dict[str, Any]]] = {
    "ru": (
        "В субботу беспилотник ударил по складу в 12 км от города Харьков, погибли не менее 5 рабочих, сообщил губернатор Олег Синица. "
        "Военные отрицают удар.",
        {
            "kind": "drone_strike", "trigger": "ударил",
            "evidence": ["В субботу беспилотник ударил по складу в 12 км от города Харьков, погибли не менее 5 рабочих, сообщил губернатор Олег Синица."],
            "sources": [[{"words": "губернатор Олег Синица", "name": "Олег Синица"}]], "stance": "asserts", "by": [],
            "against": ["складу"], "weapons": ["беспилотник"],
            "place": {"words": "в 12 км от города Харьков", "english": "12 km from the city of Kharkiv"},
            "when": {"words": "В субботу", "english": "on Saturday"},
            "casualties": [{"words": "не менее 5 рабочих", "effect": "killed", "group": "civilians", "low": 5, "high": None}],
            "background": False, "translation": "On Saturday a drone struck a depot 12 km from Kharkiv.",
        },
    ),
    "uk": (
        "Учора вночі ракети влучили в лікарню у Сєвєродонецьку, поранено 17 людей, повідомила очільниця ОВА Ірина Ґудзь. "
        "Її слова підтвердили лікарі.",
        {
            "kind": "missile_strike", "trigger": "влучили",
            "evidence": ["Учора вночі ракети влучили в лікарню у Сєвєродонецьку, поранено 17 людей, повідомила очільниця ОВА Ірина Ґудзь."],
            "sources": [[{"words": "очільниця ОВА Ірина Ґудзь", "name": "Ірина Ґудзь"}]], "stance": "asserts", "by": [],
            "against": ["лікарню"], "weapons": ["ракети"],
            "place": {"words": "у Сєвєродонецьку", "english": "in Sievierodonetsk"},
            "when": {"words": "Учора вночі", "english": "last night"},
            "casualties": [{"words": "17 людей", "effect": "injured", "group": "civilians", "low": 17, "high": 17}],
            "background": False, "translation": "Last night missiles hit the hospital in Sievierodonetsk.",
        },
    ),
    "ar": (
        "قُتل أكثر من ٣٠ مدنيًّا في قصف على مدينة إدلب يوم السبت، وفق ما أعلنه الدفاع المدني. ونفى الجيش ذلك.",
        {
            "kind": "shelling", "trigger": "قصف",
            "evidence": ["قُتل أكثر من ٣٠ مدنيًّا في قصف على مدينة إدلب يوم السبت، وفق ما أعلنه الدفاع المدني."],
            "sources": [[{"words": "الدفاع المدني", "name": "الدفاع المدني"}]], "stance": "asserts", "by": [],
            "against": ["مدنيًّا"], "weapons": [],
            "place": {"words": "مدينة إدلب", "english": "the city of Idlib"},
            "when": {"words": "يوم السبت", "english": "on Saturday"},
            "casualties": [{"words": "أكثر من ٣٠ مدنيًّا", "effect": "killed", "group": "civilians", "low": 31, "high": None}],
            "background": False, "translation": "More than 30 civilians were killed in shelling of Idlib on Saturday.",
        },
    ),
}  # fmt: skip


def read(language: str, reader: Reader, **changed: Any) -> tuple[Reading, str, dict[str, Any]]:
    """The text of that language as the stand-in reads it, with parts of its claim changed."""
    text, claim = TEXTS[language]
    claim = claim | changed
    with serving(lambda _: claims(claim)) as stand_in, model_reader(stand_in, reader) as model:
        return reading_of(BEFORE + text, model), BEFORE + text, claim


def spans_in(record: Any) -> list[dict[str, Any]]:
    """Every span of a record."""
    if isinstance(record, dict):
        own = [record] if {"start", "end", "text"} <= set(record) else []
        return own + [span for value in record.values() for span in spans_in(value)]
    return [span for value in record for span in spans_in(value)] if isinstance(record, list) else []


@pytest.mark.parametrize("language", TEXTS)
def test_offsets_are_code_points_of_the_original(language: str, reader: Reader) -> None:
    """Every span is exactly the original's own words, counted in code points past astral and combining signs."""
    reading, text, record = read(language, reader)
    (claim,) = reading.claims
    assert reading.report.language == language and reading.report.text == text
    whole = json.loads(canonical_json(reading_record(reading)))
    found = spans_in(whole["claims"])
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans_in(whole))
    assert len(found) >= 7
    assert all(text[span["start"] : span["end"]] == span["text"] for span in found)
    assert claim.trigger.text == record["trigger"] and claim.trigger.start == text.index(record["trigger"])
    assert claim.evidence[0].text == record["evidence"][0]
    assert claim.sources[0][0].name == record["sources"][0][0]["name"]
    assert len(text.encode("utf-16-le")) // 2 > len(text), "the test has signs that UTF-16 counts twice"


@pytest.mark.parametrize(("language", "low", "high"), [("ru", 5, None), ("uk", 17, 17), ("ar", 31, None)])
def test_places_times_and_numbers(language: str, low: int, high: int | None, reader: Reader) -> None:
    """Name, day and number are found out by us; what rests on a translation is marked."""
    reading, _, record = read(language, reader)
    (claim,) = reading.claims
    assert (
        claim.place is not None
        and claim.place.gazetteer is not None
        and claim.place.span.text in (record["place"]["words"],)
    )
    assert claim.when is not None and (claim.when.start, claim.when.span and claim.when.span.text) == (
        {"uk": "2031-05-04"}.get(language, "2031-05-03"),
        record["when"]["words"],
    )
    assert [(count.low, count.high) for count in claim.casualties] == [(low, high)]
    assert {"read_by_model_only", "by_translation"} <= set(codes(reading))
    assert "language_not_read" not in codes(reading)


@pytest.mark.parametrize("language", TEXTS)
def test_translations_lie_apart(language: str, reader: Reader) -> None:
    """A translation stands beside the claims with the span it is of; no part of a claim has its words."""
    reading, text, record = read(language, reader)
    assert reading.derived is not None
    told = {one.text: one.span.text for one in reading.derived.translations}
    assert told[record["translation"]] == record["evidence"][0]
    assert told[record["when"]["english"]] == record["when"]["words"]
    said = canonical_json(reading_record(reading)["claims"])
    assert not any(
        one in said.replace(record["place"]["english"], "")
        for one in told
        if one != record["place"]["english"]
    )
    assert derived_from(json.loads(canonical_json(derived_record(reading.derived)))) == reading.derived


@pytest.mark.parametrize("language", TEXTS)
def test_a_translated_quote_is_no_quote(language: str, reader: Reader) -> None:
    """Evidence in English of a report that is not is refused, and so is a trigger."""
    for changed in ({"evidence": [TEXTS[language][1]["translation"]]}, {"trigger": "struck"}):
        reading, _, _ = read(language, reader, **changed)
        assert reading.claims == () and "words_not_in_report" in codes(reading)


@pytest.mark.parametrize(("language", "wrong"), [("ru", 50), ("uk", 170), ("ar", 300)])
def test_a_number_must_stand_in_the_words(language: str, wrong: int, reader: Reader) -> None:
    """Another number than the words have in figures is not kept; Arabic figures count as figures."""
    counts = [TEXTS[language][1]["casualties"][0] | {"low": wrong, "high": wrong}]
    reading, _, _ = read(language, reader, casualties=counts)
    assert [(count.low, count.high) for count in reading.claims[0].casualties] == [(None, None)]
    assert "no number was kept" in only(reading, "number_not_in_words").message


def test_a_translation_with_other_numbers_is_not_used(reader: Reader) -> None:
    """A day that stands in the translation alone dates nothing, and a distance places nothing."""
    reading, _, _ = read(
        "ru", reader,
        when={"words": "В субботу", "english": "on 3 May 1999"},
        place={"words": "в 12 км от города", "english": "90 km from Kharkiv"},
    )  # fmt: skip
    (claim,) = reading.claims
    assert claim.when is not None and (claim.when.start, claim.when.end) == (None, None)
    assert claim.place is not None and (claim.place.lat, claim.place.gazetteer) == (None, None)


def test_the_reading_is_as_the_contract_has_it(reader: Reader, shared: Any) -> None:
    """What is read in each language is valid by the contract."""
    schema = json.loads((shared / "contract" / "reading.schema.json").read_text(encoding="utf-8"))
    for language in TEXTS:
        reading, _, _ = read(language, reader)
        Draft202012Validator(schema).validate(json.loads(canonical_json(reading_record(reading))))
