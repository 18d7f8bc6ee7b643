"""A server that misbehaves: every failure is one clear line, nothing is lost, and everything ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from model_makings import DRONE, MAYOR, REPORT, codes, model_reader, only, reading_of
from standin import Asked, Reply, claims, completion, error, serving, text_of

from sayso.model_reader import Account, Price
from sayso.pipeline import Reader
from sayso.problems import ServerRefuses

GOOD = claims(DRONE, MAYOR)


def in_turn(*replies: Reply) -> Callable[[Asked], Reply]:
    """The replies one after the other, the last one for ever."""
    waiting: Iterator[Reply] = iter(replies)
    last = [replies[-1]]

    def answer(_: Asked) -> Reply:
        return next(waiting, last[0])

    return answer


def test_asks_as_the_protocol_has_it(reader: Reader) -> None:
    """One request: the model, temperature 0, the schema, no tools, and only this report's words."""
    with serving(lambda _: GOOD) as stand_in, model_reader(stand_in, reader) as model:
        reading = reading_of(REPORT, model)
    (asked,) = stand_in.asked
    assert asked["temperature"] == 0 and asked["model"] == "stand-in"
    assert (
        asked["response_format"]["type"] == "json_schema"
        and asked["response_format"]["json_schema"]["strict"]
    )
    assert text_of(asked) == REPORT
    assert not {"tools", "tool_choice", "functions"} & set(asked)
    assert [claim.trigger.text for claim in reading.claims] == ["struck", "shot dead"]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "failing",
    [
        [error(429, "slow down", Retry_After="7")] * 2,
        [error(500, "oops")] * 3,
        [error(503, "loading model", Retry_After="1")],
        [Reply(b"<html>bad gateway</html>", 502)],
        [Reply(b"not json at all", 200)],
        [Reply(b'{"choices": []}', 200)],
        [Reply(json.dumps({"choices": [{"message": {"content": "x"}}]}).encode(), broken=True)],
        [error(408, "took too long"), error(425, "too early")],
    ],
    ids=["429", "500", "503", "502", "no-json", "no-choice", "hangs-up", "408-425"],
)
def test_what_passes_is_tried_again(failing: list[Reply], reader: Reader) -> None:
    """A failure that passes costs pauses and no claim."""
    pauses: list[float] = []
    account = Account()
    with (
        serving(in_turn(*failing, GOOD)) as stand_in,
        model_reader(stand_in, reader, pauses=pauses, account=account) as model,
    ):
        reading = reading_of(REPORT, model)
    assert len(reading.claims) == 2 and reading.problems == ()
    assert account.repeated == len(failing) == len(pauses) and account.asked == 1


def test_waits_as_long_as_the_server_asks(reader: Reader) -> None:
    """Retry-After in seconds or as a moment; without it each pause is about twice the one before."""
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    for headers, low, high in (
        ({"Retry_After": "12"}, 12, 12),
        ({"Retry_After": soon}, 20, 31),
        ({}, 1, 1.3),
    ):
        pauses: list[float] = []
        with (
            serving(in_turn(error(429, "slow down", **headers), GOOD)) as stand_in,
            model_reader(stand_in, reader, pauses=pauses) as model,
        ):
            reading_of(REPORT, model)
        assert len(pauses) == 1 and low <= pauses[0] <= high


ENDINGS: list[tuple[str, Reply, str, dict[str, Any]]] = [
    ("429 for ever", error(429, "no more today", Retry_After="3"), "it answered 429: no more today, 4 times", {}),
    ("a pause of an hour", error(429, "quota", Retry_After="3600"), "it answered 429: quota and asks for a pause of 3,600 s", {}),
    ("500 for ever", error(500, "oops"), "it answered 500: oops, 4 times", {}),
    ("never answers", Reply(b"{}", pause_s=1.2), "it took longer than 0.3 s, 2 times", {"answer_s": 0.3, "attempts": 2}),
    ("drips", Reply(GOOD.body, parts=40, pause_s=0.05), "it took longer than 0.4 s, 2 times", {"answer_s": 0.4, "attempts": 2}),
    ("without end", Reply(b" " * 9_000_000, parts=9), "its answer is larger than 8,000,000 bytes", {}),
    ("no completion", Reply(b"[]"), "what came back is no completion, 4 times", {}),
    ("418", error(418, "a teapot"), "it answered 418: a teapot", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "reply", "why", "more"), ENDINGS, ids=[ending[0] for ending in ENDINGS])
def test_what_does_not_pass_ends_in_one_line(
    name: str, reply: Reply, why: str, more: dict[str, Any], reader: Reader
) -> None:
    """No answer is one problem that names the place, the server and the reason; there are no claims of it."""
    with serving(lambda _: reply) as stand_in, model_reader(stand_in, reader, **more) as model:
        reading = reading_of(REPORT, model)
    note = only(reading, "no_answer")
    assert reading.claims == () and codes(reading) == ["no_answer"]
    assert note.message == (
        f"Characters 0 to {len(REPORT)} were not read: {stand_in.address} gave no answer ({why}). Read the report again."
    )
    assert note.span is not None and note.span.text == REPORT and "\n" not in note.message


def test_nobody_is_there(reader: Reader) -> None:
    """A server that is not running is one line too."""
    with serving(lambda _: GOOD) as stand_in:
        pass
    with model_reader(stand_in, reader) as model:
        note = only(reading_of(REPORT, model), "no_answer")
    assert "it cannot be reached" in note.message and "4 times" in note.message


REFUSALS = [
    (error(404, "The model `x` does not exist"), "it answered 404: The model `x` does not exist"),
    (error(403, "not for you"), "it answered 403: not for you"),
    (Reply(b"", 307, {"Location": "http://127.0.0.1:1/elsewhere"}), "it sends the text elsewhere"),
]


@pytest.mark.parametrize(("reply", "why"), REFUSALS, ids=["404", "403", "redirect"])
def test_what_cannot_pass_ends_the_call(reply: Reply, why: str, reader: Reader) -> None:
    """A wrong key, a wrong model or a redirect is asked once and ends the call with the next step."""
    with (
        serving(lambda _: reply) as stand_in,
        model_reader(stand_in, reader) as model,
        pytest.raises(ServerRefuses) as refused,
    ):
        reading_of(REPORT, model)
    assert why in str(refused.value) and "\n" not in str(refused.value)
    assert len(stand_in.asked) == 1


@pytest.mark.parametrize(
    ("lacks", "asks"),
    [
        (["response_format json_schema is not supported"], "json_object"),
        (["response_format json_schema is not supported", "response_format is not supported"], None),
        (
            ["'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."],
            "json_schema",
        ),
        (["Unsupported value: 'temperature' does not support 0 with this model."], "json_schema"),
    ],
    ids=["json-object", "no-format", "other-length", "no-temperature"],
)
def test_a_server_that_takes_less_is_asked_for_less(
    lacks: list[str], asks: str | None, reader: Reader
) -> None:
    """Strict schema, else JSON, else plain words: found out once, and no attempt is lost by it."""
    account = Account()
    with (
        serving(in_turn(*(error(400, lack) for lack in lacks), GOOD)) as stand_in,
        model_reader(stand_in, reader, account=account) as model,
    ):
        first, second = reading_of(REPORT, model), reading_of(REPORT + "\n", model)
    assert len(first.claims) == len(second.claims) == 2 and account.repeated == 0
    assert len(stand_in.asked) == len(lacks) + 2
    assert (stand_in.asked[-1].get("response_format") or {}).get("type") == asks


def test_too_long_for_the_model_is_halved(reader: Reader) -> None:
    """A server whose context is smaller than was said gets smaller pieces, and each claim is found once."""

    def answer(asked: Asked) -> Reply:
        text = text_of(asked)
        if len(text) > 200:
            return error(400, "This model's maximum context length is 512 tokens.")
        return claims(*(one for one in (DRONE, MAYOR) if one["evidence"][0] in text))

    with serving(answer) as stand_in, model_reader(stand_in, reader) as model:
        reading = reading_of(REPORT, model)
    assert [claim.trigger.text for claim in reading.claims] == [
        "struck",
        "shot dead",
    ] and reading.problems == ()


def test_an_answer_that_breaks_off_is_asked_in_halves(reader: Reader) -> None:
    """Nothing that the cut answer would have told is lost."""

    def answer(asked: Asked) -> Reply:
        told = [one for one in (DRONE, MAYOR) if one["evidence"][0] in text_of(asked)]
        text = json.dumps({"claims": told})
        return completion(text if len(told) < 2 else text[:-80], "stop" if len(told) < 2 else "length")

    with serving(answer) as stand_in, model_reader(stand_in, reader) as model:
        reading = reading_of(REPORT, model)
    assert len(stand_in.asked) == 3
    assert [claim.trigger.text for claim in reading.claims] == [
        "struck",
        "shot dead",
    ] and reading.problems == ()


def test_an_answer_that_always_breaks_off_keeps_what_is_whole(reader: Reader) -> None:
    """What stands before the break is kept, and a problem says that there was a break."""
    text = json.dumps({"claims": [DRONE, MAYOR]})
    with (
        serving(lambda _: completion(text[:-80], "length")) as stand_in,
        model_reader(stand_in, reader) as model,
    ):
        reading = reading_of("A short one. " + DRONE["evidence"][0], model)  # type: ignore[index]
    assert [claim.trigger.text for claim in reading.claims] == ["struck"]
    assert "unusable_answer" in codes(reading)


@pytest.mark.parametrize(
    "said",
    ["I am sorry, I cannot help with that.", "", '{"claims": {"kind": "attack"}}', '{"claims": "none"}', "[1, 2, 3]", "{" * 5000,
     '{"claims": [' + "[" * 2000, '{"claim": []}', '{"claims": [{"low": ' + "9" * 5000 + "}]}", "NaN", "null"],
    ids=["prose", "empty", "object", "string", "numbers", "braces", "brackets", "misspelt", "huge-number", "nan", "null"],
)  # fmt: skip
def test_what_is_not_the_json_asked_for(said: str, reader: Reader) -> None:
    """It is asked once more, or in halves if it breaks off; then it is a problem: no exception, no claim."""
    with serving(lambda _: said) as stand_in, model_reader(stand_in, reader) as model:
        reading = reading_of(DRONE["evidence"][0], model)  # type: ignore[index]
    assert reading.claims == () and "unusable_answer" in codes(reading)
    assert len(stand_in.asked) == (1 if '"claims": [' in said else 2)


def test_never_more_at_once_than_said(reader: Reader) -> None:
    """Twenty reports, four at one time, all read, in their order."""
    from sayso.intake import read_text

    texts = [f"Number {number}. " + DRONE["evidence"][0] for number in range(20)]  # type: ignore[index]
    slow = Reply(claims(DRONE).body, pause_s=0.05)
    with serving(lambda _: slow) as stand_in, model_reader(stand_in, reader) as model:
        readings = list(model.read_many(read_text(text, published="2031-05-05") for text in texts))
    assert [reading.report.text for reading in readings] == texts
    assert all(len(reading.claims) == 1 for reading in readings)
    assert 2 <= stand_in.most <= 4


def test_tokens_and_cost_are_counted(reader: Reader) -> None:
    """What the server says it used, times the price that the user gave."""
    account = Account(Price(2.0, 8.0))
    told = completion(json.dumps({"claims": []}), usage={"prompt_tokens": 1500, "completion_tokens": 250})
    with serving(lambda _: told) as stand_in, model_reader(stand_in, reader, account=account) as model:
        reading_of(REPORT, model)
    assert (account.tokens_in, account.tokens_out, account.estimated) == (1500, 250, 0)
    assert account.cost == pytest.approx(0.005)
    assert account.in_words() == "1 question, 1,500 tokens in, 250 out, cost 0.0050"


def test_tokens_are_estimated_where_nobody_says(reader: Reader) -> None:
    """A server without usage is counted by the bytes, and the line says so."""
    account = Account()
    record = json.loads(completion('{"claims": []}').body)
    del record["usage"]
    with (
        serving(lambda _: Reply(json.dumps(record).encode())) as stand_in,
        model_reader(stand_in, reader, account=account) as model,
    ):
        reading_of(REPORT, model)
    assert account.tokens_in > 1000 and account.estimated == 1 and "estimated" in account.in_words()


def test_the_limit_of_tokens_is_kept(reader: Reader) -> None:
    """Past the limit nothing is asked, and each report left says so."""
    account = Account(limit=1500)
    with serving(lambda _: GOOD) as stand_in, model_reader(stand_in, reader, account=account) as model:
        readings = [reading_of(f"{REPORT} {number}", model) for number in range(4)]
    assert len(stand_in.asked) == 2
    assert [len(reading.claims) for reading in readings] == [2, 2, 0, 0]
    assert (
        "the limit of 1,500 tokens is reached, and it was not asked" in only(readings[3], "no_answer").message
    )
