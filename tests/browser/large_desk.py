"""Serves a desk of made-up incidents over a real ledger, for measuring; prints its address. ``python large_desk.py BOOK N``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_up_view import MadeUp

from sayso.ledger import open_ledger
from sayso.review.desk import Desk
from sayso.review.pages.inbox import _LINES
from sayso.review.serve import serve


def main(book: str, incidents: int) -> None:
    """The desk, until it is stopped."""
    open_ledger(book, create=True).close()
    desk = Desk(book, lambda: MadeUp(incidents))
    # drawing made-up reports is no part of what is measured
    _LINES.of(desk.view)
    serve(book, "Ada", browser=False, desk=desk)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
