"""spaCy, imported without its command line.

``import spacy`` imports ``spacy.cli`` for the sake of one function, ``spacy.info``, and with it an HTTP client,
a project manager and a shell's completion: a third of what loading the reader takes, and nothing of it is
called here. Modules with that one function stand in for it while spaCy is imported, and are gone afterwards:
``spacy.cli`` can still be imported by whoever wants it.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any


def quick_spacy() -> Any:
    """The module ``spacy``; as it is, where it has been imported before."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    standing_in = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    standing_in["spacy.cli.info"].__dict__["info"] = _info
    sys.modules.update(standing_in)
    try:
        return importlib.import_module("spacy")
    finally:
        for name in standing_in:
            del sys.modules[name]


def _info(*arguments: Any, **named: Any) -> Any:
    """What ``spacy.info`` gives, its own module imported only now."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **named)
