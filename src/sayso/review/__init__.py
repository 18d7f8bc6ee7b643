"""The desk: a local web app in which people look at what was read, judge it and say why.

``routes.py`` is the table of all addresses; ``desk.py`` holds what the ledger says now; ``decisions.py`` is all that a
reviewer may change, each as one judgement added to the ledger; ``pages/`` says what a page shows, as plain dicts, so that every page is also
JSON. Started by ``sayso review BOOK``. The page: docs/review.md.
"""
