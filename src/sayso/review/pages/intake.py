"""Reports in: the form for a text, an address or files; and a report while it is being read."""

from __future__ import annotations

from sayso.review.asking import Ask, Facts, NoSuchPage


def add(ask: Ask) -> Facts:
    """The form."""
    return {"title": "Add reports", "may_add": ask.person.may("add")}


def job(ask: Ask) -> Facts:
    """One report on its way, and how far it is."""
    number = ask.named["number"]
    found = (
        ask.desk.jobs.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else None
    )
    if found is None:
        raise NoSuchPage(
            f"{number}: nothing of that number was added since the desk was opened. See the inbox."
        )
    return {"title": "Being read", "job": found.told()}


def keys(ask: Ask) -> Facts:
    """Every key and what it does; the page's script shows the reader's own choice of keys."""
    from sayso.review.keys import KEYS

    return {
        "title": "Keys",
        "groups": [{"where": where, "keys": [list(row) for row in rows]} for where, rows in KEYS.items()],
    }
