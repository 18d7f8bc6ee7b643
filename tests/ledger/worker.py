"""A process of a crowd: adds, judges and makes checkpoints without a pause, and says what it was told.

python worker.py BOOK NAME SECONDS; each line is JSON: what it did, the number or size that came back, the seal or root.
"""

from __future__ import annotations

import json
import random
import sys
import time
from typing import Any

from ledger_makings import judgement, made

from sayso.ledger import Ledger, open_ledger


def step(ledger: Ledger, name: int, number: int, chance: random.Random) -> dict[str, Any]:
    """One thing done, and what came of it."""
    dice = chance.random()
    if dice < 0.7:
        added = ledger.add_reading(*made(name * 1_000_000 + number, claims=1))
        return {"did": "reading", "number": added.reading, "appended": added.appended}
    if dice < 0.95:
        told = ledger.add_judgement(judgement(f"{name} {number}"))
        return {"did": "judgement", "number": told, "appended": [told], "why": f"{name} {number}"}
    checkpoint = ledger.checkpoint(f"worker{name}")
    return {"did": "checkpoint", "size": checkpoint.size, "root": checkpoint.root.hex()}


book, name, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
chance = random.Random(name)
with open_ledger(book) as ledger:
    print(json.dumps({"did": "opened"}), flush=True)
    sys.stdin.readline()
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        before = ledger.head().size
        print(json.dumps({"from": before, **step(ledger, name, number, chance)}), flush=True)
        number += 1
