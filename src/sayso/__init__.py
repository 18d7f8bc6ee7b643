"""sayso keeps who says that something happened.

report     a published text, exactly as it was retrieved
  → doc    the same text with its linguistic layers (a spaCy Doc)
  → claim  a source says one thing happened; each part tied to the words that say it
  → ledger reports, claims, links and human judgements in the order they came; only added to
  → incident   claims taken to be about one happening, what they disagree on, and grades
  → review     a person looks, judges, says why: a new ledger entry
  → export     incidents in somebody else's format, with what could not be expressed

The names below are loaded when they are first used: ``import sayso`` alone loads no heavy library.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.incidents import build_incidents
    from sayso.intake import read_file, read_text, read_url
    from sayso.ledger import open_ledger
    from sayso.model import Claim, Incident, Problem, Reading, Report, Span
    from sayso.pipeline import Reader, load_reader

__version__ = "0.1.0"

_HOMES = {
    "Claim": "sayso.model",
    "Incident": "sayso.model",
    "Problem": "sayso.model",
    "Reading": "sayso.model",
    "Report": "sayso.model",
    "Span": "sayso.model",
    "Reader": "sayso.pipeline",
    "load_reader": "sayso.pipeline",
    "read_file": "sayso.intake",
    "read_text": "sayso.intake",
    "read_url": "sayso.intake",
    "open_ledger": "sayso.ledger",
    "build_incidents": "sayso.incidents",
}

__all__ = [
    "Claim",
    "Incident",
    "Problem",
    "Reader",
    "Reading",
    "Report",
    "Span",
    "__version__",
    "build_incidents",
    "load_reader",
    "open_ledger",
    "read_file",
    "read_text",
    "read_url",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
