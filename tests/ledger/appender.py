"""A process that adds readings to a book and prints each report's id when it is acknowledged.

python appender.py BOOK NAME COUNT; an error of sayso's is one line, and status 2.
"""

from __future__ import annotations

import sys

from ledger_makings import made

from sayso.ledger import open_ledger
from sayso.problems import SaysoError

book, name, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
try:
    with open_ledger(book) as ledger:
        for number in range(count):
            added = ledger.add_reading(*made(name * 1_000_000 + number, claims=3, size=3000))
            print(added.report, flush=True)
except SaysoError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
