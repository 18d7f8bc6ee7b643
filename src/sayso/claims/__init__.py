"""Doc → claims: one question a file, and the questions do not know each other."""

from __future__ import annotations

from sayso.claims.assemble import VERSION, claim_id, find_claims, grounded
from sayso.claims.people import find_people

__all__ = ["VERSION", "claim_id", "find_claims", "find_people", "grounded"]
