"""The people of a desk: who there is, in which role, what a role may do, and whether a password fits.

Users are entries of the ledger (added, changed, removed: who did so, when and why); hashes of passwords lie beside the
entries and can be taken away. Roles and what they may do: ``vocabulary/rights.toml``.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
import unicodedata
from collections.abc import Iterable

from sayso import vocabulary
from sayso.ledger import Ledger
from sayso.ledger.clock import utc_now as now
from sayso.model import Act
from sayso.problems import NotAllowed, WrongCall

#: scrypt as OWASP advises (2024): 64 MB and some 0.2 s for each try
COST = 2**16
_BLOCK, _LANES, _SALT = 8, 2, 16
SHORTEST = 15


def users_of(acts: Iterable[Act]) -> dict[str, str]:
    """User → role, as the acts leave them."""
    users: dict[str, str] = {}
    for act in acts:
        if act.kind == "user":
            role = dict(act.facts).get("role")
            if role is None:
                users.pop(act.about[0], None)
            else:
                users[act.about[0]] = role
    return users


@functools.cache
def may(role: str, action: str) -> bool:
    """Whether somebody in that role may do that; WrongCall for an action or role that there is not."""
    rights = vocabulary.load("rights")
    if action not in rights["actions"]:
        raise WrongCall(f"{action}: no such action. Actions: {', '.join(rights['actions'])}.")
    roles = list(rights["roles"])
    if role not in roles:
        raise WrongCall(f"{role}: no such role. Roles: {', '.join(roles)}.")
    return any(action in rights["roles"][one] for one in roles[: roles.index(role) + 1])


def refuse_unless_allowed(ledger: Ledger, by: str, action: str, why: str) -> None:
    """WrongCall without a name or a reason; NotAllowed if the book has users and this one may not do that."""
    if not by.strip() or not why.strip():
        raise WrongCall("this needs a name and a reason. Give --by NAME and --why TEXT.")
    users = users_of(ledger.acts())
    if users and not (by in users and may(users[by], action)):
        raise NotAllowed(by, users.get(by), action, [role for role in _roles() if may(role, action)])


def set_user(ledger: Ledger, name: str, role: str, by: str, why: str, password: str | None = None) -> int:
    """The number of the entry by which the user has that role; a password, if one is given, in the place of the old.

    The first user of a book must be a keeper, and the last keeper stays one.
    """
    may(role, "read")
    _refuse_name(name)
    users = users_of(ledger.acts())
    if not users and role != "keeper":
        raise WrongCall(f"{name}: the first user must be a keeper. Give --role keeper.")
    refuse_unless_allowed(ledger, by, "users", why)
    if users.get(name) == "keeper" != role:
        _refuse_without_keeper(users, name)
    if password is not None:
        hashed = hash_password(password)
        ledger.keep_secret(f"password {name}", hashed)
    elif name not in users:
        raise WrongCall(f"{name}: a new user needs a password.")
    facts = (("act", "added" if name not in users else "changed"), ("role", role))
    return ledger.add_act(Act("user", by, now(), why, (name,), facts))


def remove_user(ledger: Ledger, name: str, by: str, why: str) -> int:
    """The number of the entry by which the user is one no longer; the password is taken away."""
    refuse_unless_allowed(ledger, by, "users", why)
    users = users_of(ledger.acts())
    if name not in users:
        raise WrongCall(f"{name}: no such user. Users: {', '.join(users)}.")
    _refuse_without_keeper(users, name)
    ledger.keep_secret(f"password {name}", None)
    return ledger.add_act(Act("user", by, now(), why, (name,), (("act", "removed"),)))


def authenticate(ledger: Ledger, name: str, password: str) -> str | None:
    """The role of the user if the password fits, else None. Takes as long for a user that there is not."""
    role = users_of(ledger.acts()).get(name)
    kept = ledger.secret(f"password {name}") if role else None
    fits = password_fits(password, kept or _nobodys())
    return role if kept and fits else None


def hash_password(password: str, cost: int = COST) -> bytes:
    """Salt, cost and hash of the password; WrongCall for one that is too short."""
    if len(password) < SHORTEST:
        raise WrongCall(
            f"the password has {len(password)} signs. Give {SHORTEST} or more: four or five words do."
        )
    salt = os.urandom(_SALT)
    return cost.to_bytes(4, "big") + salt + _scrypt(password, salt, cost)


def password_fits(password: str, kept: bytes) -> bool:
    """Whether it is the password that was hashed."""
    cost, salt, hashed = int.from_bytes(kept[:4], "big"), kept[4 : 4 + _SALT], kept[4 + _SALT :]
    return hmac.compare_digest(_scrypt(password, salt, cost), hashed)


def _scrypt(password: str, salt: bytes, cost: int) -> bytes:
    plain = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    memory = 128 * _BLOCK * (cost + _LANES) * 2
    return hashlib.scrypt(plain, salt=salt, n=cost, r=_BLOCK, p=_LANES, maxmem=memory, dklen=32)


@functools.cache
def _nobodys() -> bytes:
    return hash_password(os.urandom(16).hex())


def _roles() -> list[str]:
    return list(vocabulary.load("rights")["roles"])


def _refuse_name(name: str) -> None:
    if not name.strip() or name != name.strip() or len(name) > 60 or not name.isprintable():
        raise WrongCall("a user's name is one line of up to 60 signs, without spaces around it.")


def _refuse_without_keeper(users: dict[str, str], name: str) -> None:
    if [one for one, role in users.items() if role == "keeper"] == [name]:
        raise WrongCall(
            f"{name} is the last keeper. Make another user one first: sayso users role BOOK NAME keeper …"
        )
