"""Doc → claims: one question a file, and the questions do not know each other."""

from __future__ import annotations

from sayso.claims.assemble import VERSION, find_claims

__all__ = ["VERSION", "find_claims"]
