"""Doc → claims: one question a file, and the questions do not know each other."""

from __future__ import annotations

from sayso.claims.assemble import find_claims

__all__ = ["find_claims"]
