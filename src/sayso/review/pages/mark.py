"""Words of a report marked as a new claim: choose the words, say what they say, look at what they mean, keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData

from sayso import vocabulary
from sayso.model import Reading, Span
from sayso.problems import WrongCall
from sayso.review.asking import Ask, Facts
from sayso.review.cards import card, direction, shown
from sayso.review.classes import sides_of
from sayso.review.marking import EFFECTS, FIELDS, STANCES, Draft, Outcome, claim_of
from sayso.review.pages.report import in_reading_order, reading_named
from sayso.review.passages import sentence_around, stepped, widened
from sayso.review.view import Made
from sayso.show import EFFECT_WORDS, publisher_words
from sayso.show import STANCES as STANCE_WORDS
from sayso.text import find_quotes, spans_in, whole_words

#: longer words than this nobody marks
_LONGEST = 2_000
#: so many places of the same words are offered
_PLACES = 20
#: field → what it asks for
_ASKED: dict[str, tuple[str, str]] = {
    "who": (
        "Who says it",
        "words of the report, one voice a line; an agency that quotes a ministry: agency > ministry",
    ),
    "by": ("Done by", "words of the report"),
    "against": ("Done to", "words of the report"),
    "place": ("Where", "words of the report"),
    "when": ("When", "words of the report"),
    "weapon": ("With what", "words of the report"),
    **{
        one: (EFFECT_WORDS.get(one, one).capitalize(), "the words that count them: at least five people")
        for one in EFFECTS
    },
}


def mark(ask: Ask) -> Facts:
    """The words chosen, the form, and, once looked at, the claim as it would be kept."""
    reading = reading_named(ask)
    report = reading.report
    seen = ask.mask([report.id]).black(shown(report.text))
    kept = ask.session.drafts.get(ask.one("draft"), {})
    values = kept or {name: ask.one(name) for name in ("start", "end", "from", "to")}
    draft = draft_of(values, reading)
    outcome = _outcome(ask, draft, reading, seen) if draft and values.get("act") else None
    path = f"/reports/{report.id}/mark"
    return {
        "title": "Mark a claim",
        "report": {
            "id": report.id,
            "title": shown(report.title or ""),
            "publisher": shown(publisher_words(report)),
            "published": report.published,
            "language": report.language or "und",
            "dir": direction(report.text[:2000]),
        },
        "path": path,
        "chosen": _chosen(draft, seen) if draft else None,
        "words": values.get("words", ""),
        "pieces": _passage(draft, seen) if draft else [],
        "moves": _moves(draft, report.text, path) if draft else [],
        "places": [] if draft else _places(values.get("words", ""), seen, path),
        "asked": [
            {"name": name, "label": label, "hint": hint, "typed": values.get(name, "")}
            for name, (label, hint) in _ASKED.items()
        ],
        "kinds": [
            {"name": name, "what": one["definition"]}
            for name, one in vocabulary.load("kinds")["kinds"].items()
        ],
        "stances": [{"name": name, "says": STANCE_WORDS[name]} for name in STANCES],
        "typed": {name: values.get(name, "") for name in FIELDS},
        "faults": _faults(values, draft, outcome),
        "notes": [shown(one.message) for one in outcome.notes] if outcome else [],
        "preview": _preview(ask, outcome, reading),
        "hides": seen != shown(report.text),
        "mask_of": [report.id],
    }


def keep_mark(ask: Ask, form: FormData) -> str | tuple[Made, str]:
    """What a form asks for: find words, look at the claim, or keep it; and the address that shows the outcome."""
    reading = reading_named(ask)
    report = reading.report
    path = f"/reports/{report.id}/mark"
    values = {name: _text(form, name) for name in ("act", "words", "start", "end", "from", "to", *FIELDS)}
    draft = draft_of(values, reading)
    if draft is None:
        places = find_quotes(values["words"], ask.mask([report.id]).black(shown(report.text)))
        if len(places) == 1:
            return f"{path}?{_query(places[0])}"
        return f"{path}?draft={ask.session.keep_draft(values)}"
    seen = ask.mask([report.id]).black(shown(report.text))
    outcome = _outcome(ask, draft, reading, seen) if values["act"] == "keep" else None
    if outcome is None or outcome.claim is None:
        return f"{path}?draft={ask.session.keep_draft(values | {'act': values['act'] or 'look'})}"
    made = ask.desk.mark(ask.person.name, outcome.claim, values["why"])
    newest = ask.view.readings[report.id]
    number = [claim.id for claim in in_reading_order(newest)].index(outcome.claim.id) + 1
    return made, f"/reports/{report.id}#c{number}"


def draft_of(values: Mapping[str, str], reading: Reading) -> Draft | None:
    """The words and the passage that the values name; None while no words are named. WrongCall for no place in the text."""
    text = reading.report.text
    if not values.get("start"):
        return None
    trigger = whole_words(_number(values, "start"), _number(values, "end"), text)
    if trigger is None or trigger.end - trigger.start > _LONGEST:
        raise WrongCall(f"start={values['start']}: no words of this report stand there. Mark them again.")
    known = [span for claim in reading.claims for span in claim.evidence]
    evidence = sentence_around(trigger, text, known)
    if values.get("from"):
        evidence = whole_words(_number(values, "from"), _number(values, "to"), text) or evidence
    start, end = min(evidence.start, trigger.start), max(evidence.end, trigger.end)
    return Draft(trigger, Span(start, end, text[start:end]), values)


def _outcome(ask: Ask, draft: Draft, reading: Reading, seen: str) -> Outcome:
    return claim_of(draft, reading.report, ask.desk.jobs.meanings(reading.report), seen)


def _faults(values: Mapping[str, str], draft: Draft | None, outcome: Outcome | None) -> dict[str, str]:
    if draft is None and "words" in values:
        words = values["words"].strip()
        if not words:
            return {"words": "Give the words that tell what happened."}
        return {"words": f"“{words[:80]}” stands several times in this report, or not at all."}
    return outcome.faults if outcome else {}


def _chosen(draft: Draft, seen: str) -> Facts:
    return {
        "start": draft.trigger.start,
        "end": draft.trigger.end,
        "from": draft.evidence.start,
        "to": draft.evidence.end,
        "text": seen[draft.trigger.start : draft.trigger.end],
    }


def _passage(draft: Draft, seen: str) -> list[Facts]:
    """The passage in its paragraph, in pieces: what stands around, the passage, the words."""
    first = seen.rfind("\n", 0, draft.evidence.start) + 1
    last = seen.find("\n", draft.evidence.end)
    last = len(seen) if last < 0 else last
    cuts = (
        ("around", first, draft.evidence.start),
        ("passage", draft.evidence.start, draft.trigger.start),
        ("words", draft.trigger.start, draft.trigger.end),
        ("passage", draft.trigger.end, draft.evidence.end),
        ("around", draft.evidence.end, last),
    )
    return [{"as": name, "text": seen[start:end]} for name, start, end in cuts if start < end]


def _moves(draft: Draft, text: str, path: str) -> list[Facts]:
    """One step further for either end of the words or the passage: each an address."""
    words, passage = draft.trigger, draft.evidence
    steps: list[tuple[str, str, Span, Span]] = [
        ("words", "begin a word earlier", stepped(words, text, start=-1), passage),
        ("words", "begin a word later", stepped(words, text, start=1), passage),
        ("words", "end a word earlier", stepped(words, text, end=-1), passage),
        ("words", "end a word later", stepped(words, text, end=1), passage),
        ("passage", "with the sentence before", words, widened(passage, text, before=True)),
        ("passage", "with the sentence after", words, widened(passage, text, before=False)),
        ("passage", "this sentence alone", words, sentence_around(words, text)),
    ]
    return [
        {"of": of, "label": label, "path": f"{path}?{_query(moved, around)}"}
        for of, label, moved, around in steps
        if (moved, around) != (words, passage)
    ]


def _places(words: str, seen: str, path: str) -> list[Facts]:
    """Each place of the words, with what stands around it."""
    return [
        {
            "before": seen[max(0, one.start - 60) : one.start],
            "text": one.text,
            "after": seen[one.end : one.end + 60],
            "path": f"{path}?{_query(one)}",
        }
        for one in find_quotes(words, seen)[:_PLACES]
    ]


def _preview(ask: Ask, outcome: Outcome | None, reading: Reading) -> dict[str, Any] | None:
    if outcome is None or outcome.claim is None:
        return None
    claim = outcome.claim
    there = any(one.id == claim.id for one in reading.claims)
    return card(claim, ask.view, sides_of([*reading.claims, claim])) | {
        "there": there,
        "place_why": shown(claim.place.why or "") if claim.place else "",
        "words_found": len(list(spans_in(claim))),
    }


def _query(words: Span, passage: Span | None = None) -> str:
    pairs = {"start": words.start, "end": words.end}
    return urlencode(pairs | ({"from": passage.start, "to": passage.end} if passage else {}))


def _number(values: Mapping[str, str], name: str) -> int:
    text = values.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise WrongCall(f"{name}={text}: this is no place in the report. Mark the words again.")
    return int(text)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value[:_LONGEST].replace("\r\n", "\n") if isinstance(value, str) else ""
