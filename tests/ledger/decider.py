"""A desk of its own process on a book that others write to: each line names an item, its version, a verdict and the size that was seen; the answer
is a line: "kept ENTRY", or "stale" with who decided meanwhile.

python decider.py BOOK NAME
"""

from __future__ import annotations

import sys

from sayso.review.decisions import Decision, Stale
from sayso.review.desk import Desk

book, name = sys.argv[1:]
desk = Desk(book)
print("ready", flush=True)
for line in sys.stdin:
    item, version, verdict, seen = line.split()
    try:
        made = desk.decide(name, Decision(verdict, item, version, f"{name} was first", (), int(seen)))  # type: ignore[arg-type]
    except Stale as error:
        print("stale", *(one.judgement.by for one in error.since), flush=True)
    else:
        print("kept", made.entry, flush=True)
desk.close()
