"""Ten thousand altered quotes over real HTTP: none becomes a claim; the same quotes unaltered all do."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable

import pytest
from model_makings import PUBLISHED, model_reader
from standin import Asked, Reply, claims, serving

from sayso.intake import read_text
from sayso.pipeline import Reader

SENTENCES = (
    "A drone struck a fuel depot outside Saraqib on Saturday, killing at least five workers, the health directorate said.",
    "The army denied that its drones had flown that night, and called the report “a plain lie”.",
    "Gunmen shot dead 3 farmers near Ariha on Friday, two residents told the Orontes Observer.",
    "Rebels shelled the old barracks of Marea with 122-mm rockets, wounding 17 soldiers, a monitor said.",
    "Police arrested 24 people in Aleppo after a protest against bread prices, the interior ministry said.",
    "A roadside bomb killed Colonel Hadi Amin and his driver, according to his brother.",
    "“They burnt eleven houses, and nobody stopped them,” said Samira Toma, a teacher in Kafr Nabl.",
    "The Northern Front claimed responsibility for the attack, saying that it had killed 40 officers.",
    "Militiamen abducted four aid workers from the clinic in Binnish, their agency said on Sunday.",
    "The ministry said air defences had brought down two missiles over the port; no one was hurt.",
    "An air strike hit the covered market of Darkush at 10:30, killing between 20 and 30 shoppers, medics said.",
    "Soldiers set fire to the mill, residents said, but the governor’s office blamed the rebels.",
)


def altered(quote: str, rng: random.Random) -> tuple[str, str]:
    """The quote with one thing changed, and the name of the change; a reader might not notice many of them."""
    name = rng.choice(sorted(WAYS))
    return WAYS[name](quote, rng), name


def _digit(quote: str, rng: random.Random) -> str:
    at = rng.choice([m.start() for m in re.finditer(r"\d", quote)] or [-1])
    return quote if at < 0 else quote[:at] + str((int(quote[at]) + rng.randint(1, 9)) % 10) + quote[at + 1 :]


def _number_word(quote: str, rng: random.Random) -> str:
    numbers = ["two", "four", "five", "eleven", "twenty", "three"]
    found = [word for word in numbers if re.search(rf"\b{word}\b", quote)]
    return (
        re.sub(rf"\b{found[0]}\b", rng.choice([n for n in numbers if n != found[0]]), quote)
        if found
        else quote
    )


def _insert(quote: str, rng: random.Random) -> str:
    words = quote.split(" ")
    words.insert(
        rng.randint(1, len(words) - 1), rng.choice(["not", "reportedly", "hundreds of", "Israeli", "never"])
    )
    return " ".join(words)


def _drop(quote: str, rng: random.Random) -> str:
    words = quote.split(" ")
    del words[rng.randint(1, len(words) - 2)]
    return " ".join(words)


def _swap(quote: str, rng: random.Random) -> str:
    words = quote.split(" ")
    at = rng.randint(0, len(words) - 2)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _letter(quote: str, rng: random.Random) -> str:
    at = rng.choice([m.start() for m in re.finditer(r"[a-z]", quote)])
    return (
        quote[:at]
        + rng.choice([sign for sign in "abcdefghijklmnopqrstuvwxyz" if sign != quote[at]])
        + quote[at + 1 :]
    )


def _look_alike(quote: str, rng: random.Random) -> str:
    twins = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "i": "і"}
    at = rng.choice([m.start() for m in re.finditer(r"[aeocpi]", quote)])
    return quote[:at] + twins[quote[at]] + quote[at + 1 :]


def _cut_word(quote: str, rng: random.Random) -> str:
    bare = quote.rstrip('.”"’,')
    return bare[: -rng.randint(1, 2)] if bare[-3:].isalpha() else bare + "s"


def _case(quote: str, rng: random.Random) -> str:
    at = rng.choice([m.start() for m in re.finditer(r"[A-Za-z]", quote)])
    return quote[:at] + quote[at].swapcase() + quote[at + 1 :]


def _ellipsis(quote: str, rng: random.Random) -> str:
    words = quote.split(" ")
    at = rng.randint(1, len(words) - 2)
    return " ".join([*words[:at], rng.choice(["...", "…", "[…]"]), *words[at + 1 :]])


def _joined(quote: str, rng: random.Random) -> str:
    other = rng.choice([sentence for sentence in SENTENCES if sentence != quote])
    return quote[: len(quote) // 2].rsplit(" ", 1)[0] + " " + other[len(other) // 2 :].split(" ", 1)[1]


def _quote_mark_inside(quote: str, rng: random.Random) -> str:
    words = quote.split(" ")
    at = rng.randint(1, len(words) - 1)
    return " ".join([*words[:at], "“" + words[at] + "”", *words[at + 1 :]]) + " he said"


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    name.strip("_"): way
    for name, way in {
        "_digit": _digit, "_number_word": _number_word, "_insert": _insert, "_drop": _drop, "_swap": _swap,
        "_letter": _letter, "_look_alike": _look_alike, "_cut_word": _cut_word, "_case": _case,
        "_ellipsis": _ellipsis, "_joined": _joined, "_quote_mark_inside": _quote_mark_inside,
    }.items()
}  # fmt: skip


def stands_in(quote: str, text: str) -> bool:
    """Do the words of the quote stand in the text one after the other? Told by another way than sayso's."""
    wanted, said = (re.findall(r"\w+|[^\w\s“”\"'’]", one) for one in (quote, text))
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1))


def record(quote: str) -> dict[str, object]:
    """A claim whose evidence and trigger are the quote."""
    return {"kind": "attack", "trigger": quote, "evidence": [quote], "sources": [], "stance": "asserts",
            "by": [], "against": [], "weapons": [], "place": None, "when": None, "casualties": [],
            "background": False, "translation": None}  # fmt: skip


@pytest.mark.parametrize("rounds", [6, pytest.param(100, marks=pytest.mark.slow)])
def test_altered_quotes(rounds: int, reader: Reader, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred altered quotes an answer, 10,000 in all: none accepted, each refused; the unaltered ones all accepted."""
    rng = random.Random(11)
    text = "\n\n".join(SENTENCES)
    ways: Counter[str] = Counter()
    batches: list[list[str]] = []
    while len(batches) < rounds:
        batch: list[str] = []
        while len(batch) < 100:
            quote, way = altered(rng.choice(SENTENCES), rng)
            if not stands_in(quote, text):
                batch.append(quote)
                ways[way] += 1
        batches.append(batch)
    waiting = [*batches, list(SENTENCES)]

    def answer(asked: Asked) -> Reply:
        return claims(
            *map(record, waiting[int(asked["messages"][1]["content"].split("round ")[1].split(".")[0])])
        )

    accepted = refused = kept = 0
    with serving(answer) as stand_in, model_reader(stand_in, reader) as model:
        taken = [read_text(f"round {number}.\n\n{text}", published=PUBLISHED) for number in range(rounds + 1)]
        readings = list(model.read_many(taken))
    for reading in readings[:-1]:
        accepted += len(reading.claims)
        refused += sum(problem.message.startswith("A claim was refused") for problem in reading.problems)
    kept = len(readings[-1].claims)
    with capsys.disabled():
        print(
            f"\naltered quotes: {sum(ways.values()):,} in {len(ways)} ways, {accepted} accepted; unaltered: {kept} of {len(SENTENCES)} accepted"
        )
    assert sum(ways.values()) == 100 * rounds and min(ways.values()) >= rounds
    assert accepted == 0
    assert all(reading.problems for reading in readings[:-1]) and refused > 50 * rounds
    assert kept == len(SENTENCES)
