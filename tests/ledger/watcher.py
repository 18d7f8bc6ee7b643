"""A process that reads a book while others write: makes checkpoints, proves, and holds each against the last.

python watcher.py BOOK SECONDS; prints one JSON object of counts.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter

from sayso.ledger import open_ledger
from sayso.ledger.chain import seal_of
from sayso.ledger.merkle import is_consistent, leaf_of, root_from_inclusion

book, seconds = sys.argv[1], float(sys.argv[2])
counts, chance = Counter({"torn": 0, "shrunk": 0}), random.Random()
with open_ledger(book) as ledger:
    last = ledger.checkpoint("watcher")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        now = ledger.checkpoint("watcher")
        counts["rounds"] += 1
        counts["grown"] += now.size > last.size
        proof = [bytes.fromhex(step) for step in ledger.prove_consistency(last, now)["hashes"]]
        counts["shrunk"] += not is_consistent((last.size, last.root), (now.size, now.root), proof)
        if now.size:
            entry = ledger.entry(chance.randint(1, now.size))
            steps = [bytes.fromhex(step) for step in ledger.prove_inclusion(entry, now)["hashes"]]
            leaf = leaf_of(entry.seal)
            under = leaf and root_from_inclusion(leaf, entry.number - 1, now.size, steps) == now.root
            counts["torn"] += not (under and seal_of(entry) == entry.seal)
        last = now
print(json.dumps(counts))
