"""What a page is asked: by whom, with which address; and the answers that are no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.model import ReportId
from sayso.people import Masker
from sayso.problems import SaysoError
from sayso.review.desk import Desk
from sayso.review.masks import masker_for
from sayso.review.people import Person
from sayso.review.sessions import Session
from sayso.review.view import View

Facts = dict[str, Any]
#: rows of a list on one page
PAGE = 50


class NoSuchPage(SaysoError):
    """An address that names nothing we have."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request for a page."""

    desk: Desk
    session: Session
    #: what the address names: report, incident, item …
    named: Mapping[str, str]
    query: Sequence[tuple[str, str]]

    @property
    def view(self) -> View:
        """What the ledger says."""
        return self.desk.view

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.session.person

    def mask(self, reports: Iterable[ReportId]) -> Masker:
        """Hides protected names from this person in what is of these reports; nothing where they were opened."""
        return Masker(()) if self.session.names_open else masker_for(self.view, reports)

    def one(self, name: str, default: str = "") -> str:
        """The last value of that name in the query."""
        return next((value for key, value in reversed(self.query) if key == name), default)

    def page(self) -> int:
        """Which page of a list, from 1."""
        text = self.one("page", "1")
        return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def pages(total: int, page: int) -> Facts:
    """Where one is in a list, for the links before and after."""
    last = max(1, -(-total // PAGE))
    here = min(page, last)
    return {"page": here, "last": last, "first_row": (here - 1) * PAGE, "total": total}
