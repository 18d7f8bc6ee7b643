"""Doc → claims: one question a file, and the questions do not know each other."""

from __future__ import annotations

from sayso.claims.assemble import VERSION, claim_id, find_claims, grounded

__all__ = ["VERSION", "claim_id", "find_claims", "grounded"]
