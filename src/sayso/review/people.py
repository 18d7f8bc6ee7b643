"""Who sits at the desk and what each role may do. On one's own machine there is one person, who may do everything.

The seam for a team: whoever starts the desk hands it a ``Door``; the desk asks it who somebody is and never looks
further.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

Role = Literal["reader", "reviewer", "editor", "keeper"]
Act = Literal["look", "decide", "group", "add", "export", "internal", "names", "keep"]
ROLES: tuple[Role, ...] = get_args(Role)

#: the least role for each act; the written table of docs/review.md
LEAST: dict[Act, Role] = {
    "look": "reader",
    "decide": "reviewer",
    "add": "reviewer",
    "group": "reviewer",
    "export": "editor",
    "internal": "editor",
    "names": "editor",
    "keep": "keeper",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk, under the name that stands in the ledger."""

    name: str
    role: Role

    def may(self, act: Act) -> bool:
        """Whether the role reaches so far."""
        return ROLES.index(self.role) >= ROLES.index(LEAST[act])


class Door(Protocol):
    """Lets people in: by the one-time token of a desk on one's own machine, or by name and password."""

    #: people give a name and a password
    asks_for_password: bool

    def by_token(self, token: str) -> Person | None: ...

    def by_password(self, name: str, password: str) -> Person | None: ...


class OwnDesk:
    """The door of a desk on one's own machine: a token, good once, for the one person there is."""

    asks_for_password = False

    def __init__(self, person: Person, token: str) -> None:
        self._person = person
        self._token: str | None = token

    def by_token(self, token: str) -> Person | None:
        """The person, the first time the token is shown; None ever after."""
        import hmac

        if self._token is None or not hmac.compare_digest(self._token.encode(), token.encode()):
            return None
        self._token = None
        return self._person

    def by_password(self, name: str, password: str) -> Person | None:
        """Nobody: this desk knows no passwords."""
        return None


def own_name() -> str:
    """The name of whoever is logged in to this machine; "reviewer" where it has none."""
    try:
        return getpass.getuser() or "reviewer"
    except (OSError, KeyError, ImportError):
        return "reviewer"


class Team:
    """The door of a team's desk: names and passwords of the users in the ledger."""

    asks_for_password = True

    def __init__(self, role_of: Callable[[str, str], str | None]) -> None:
        self._role_of = role_of

    def by_token(self, token: str) -> Person | None:
        """Nobody: a team comes in by name."""
        return None

    def by_password(self, name: str, password: str) -> Person | None:
        """The user, in their role, if the password is theirs."""
        role = self._role_of(name, password)
        return next((Person(name, one) for one in ROLES if one == role), None)
