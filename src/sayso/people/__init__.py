"""Protected people: whose names stay in the house, and what stands in their place wherever something leaves.

Who is protected is decided at the reading (``claims/people.py``) and by people (``sayso protect``). ``names.py``
brings both together, ``masking.py`` puts roles in the place of names, ``looks.py`` knows the same name in other
letters, ``homes.py`` makes places coarse. The page: docs/people.md.
"""

from __future__ import annotations

from sayso.people.masking import Hidden, Masker
from sayso.people.names import Mark, Names

__all__ = ["Hidden", "Mark", "Masker", "Names"]
