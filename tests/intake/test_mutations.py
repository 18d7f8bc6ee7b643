"""Thousands of files that were damaged on the way, and files that were never sound: each costs a line at most.

Some hundreds in an ordinary run, 10,000 with SAYSO_REQUIRE_ALL, a million with SAYSO_SOAK.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from bad_inputs import bad_inputs, seeds
from intake_makings import NEWS, page

from sayso import intake
from sayso.intake import Arrival, Refusal
from sayso.intake.jail import jail
from sayso.problems import ParserStopped, Quarantined

COUNT = 1_000_000 if os.environ.get("SAYSO_SOAK") else 10_000 if os.environ.get("SAYSO_REQUIRE_ALL") else 600
SAID = [None, None, None, "text/html", "text/plain", "text/csv", "message/rfc822", "application/mbox", "application/x-ndjson", "application/x-tar", "application/pdf"]  # fmt: skip


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The bytes with bits flipped, cut, spliced with others, doubled, zeroed, or with a number made large."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not out:
            break
        at = chance.randrange(len(out))
        end = min(len(out), at + chance.choice((1, 4, 64, 1024)))
        kind = chance.randrange(8)
        if kind == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            out[at] = chance.choice(b"\0\xff<>&\"'/{}[]()\r\n %09")
        elif kind == 2:
            del out[at:end]
        elif kind == 3:
            out[at:at] = out[at:end] * chance.choice((1, 2, 50))
        elif kind == 4:
            out[at:end] = bytes(end - at)
        elif kind == 5:
            begin = chance.randrange(len(other))
            out[at:end] = other[begin : begin + chance.choice((4, 64, 4096))]
        elif kind == 6:
            del out[at:]
        else:
            out[at:at] = chance.choice(
                (b"9999999999", b"-1", b"\xff\xff\xff\xff", b"%s", b"]]>", b"<!--", b"\xed\xa0\x80")
            )
    return bytes(out)


def mutations(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many mutated files of all kinds, the same for the same seed."""
    chance, kinds = random.Random(seed), seeds()
    names = sorted(kinds)
    for number in range(count):
        name, other = names[number % len(names)], chance.choice(names)
        yield f"{name} {number}", mutated(kinds[name], kinds[other], chance)


def survive(inputs: Iterable[tuple[str, bytes]], seed: int) -> Counter[str]:
    """What became of the inputs; every twentieth is followed by a good file, which must come through."""
    chance, counts, slowest, peak = random.Random(seed), Counter[str](), 0.0, 0.0
    for number, (name, data) in enumerate(inputs):
        began = time.monotonic()
        try:
            found = list(intake.read_reports(data, origin=name, media_type=chance.choice(SAID)))
        except Exception as error:
            counts["crashes"] += 1
            print(f"CRASH {name}: {type(error).__name__}: {error}")
            continue
        slowest = max(slowest, time.monotonic() - began)
        counts["inputs"] += 1
        counts["reports"] += sum(isinstance(one, Arrival) for one in found)
        for one in found:
            if isinstance(one, Refusal):
                counts["refusals"] += 1
                counts["set aside"] += isinstance(one.error, Quarantined)
                counts["children lost"] += isinstance(one.error, ParserStopped)
                counts["long lines"] += len(str(one.error).splitlines()) != 1 or not str(
                    one.error
                ).startswith(name.split(" ")[0])
        if number % 20 == 0:
            counts["good files"] += 1
            good = list(intake.read_reports(page(number) if number % 40 else NEWS.encode(), origin="good"))
            counts["good files read"] += len(good) == 1 and isinstance(good[0], Arrival)
        peak = max(peak, *(_peak_mb(child.pid) for child in jail()._idle), 0.0)
    counts["hangs"] = int(slowest > 20)
    print(f"\n{dict(counts)}, slowest {slowest:.1f} s, most memory {peak:.0f} MB")
    counts["too much memory"] = int(peak > 1000)
    return counts


def _peak_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), default=0.0)


def _sound(counts: Counter[str]) -> bool:
    bad = ("crashes", "hangs", "too much memory", "long lines")
    return not any(counts[name] for name in bad) and counts["good files"] == counts["good files read"] > 0


@pytest.mark.slow
def test_mutated_inputs_cost_a_line_each() -> None:
    """No crash, no hang, not too much memory; each refusal is one line; the good files beside them are all read."""
    seed = int(os.environ.get("SAYSO_SEED", "1"))
    counts = survive(mutations(COUNT, seed), seed)
    assert _sound(counts) and counts["inputs"] == COUNT
    assert counts["children lost"] <= COUNT * 0.01


@pytest.mark.slow
def test_bad_inputs_cost_a_line_each() -> None:
    """The same for a set of our own of inputs that were never sound."""
    counts = survive(bad_inputs(), 7)
    assert _sound(counts) and counts["inputs"] > 500
