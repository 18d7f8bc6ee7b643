"""spaCy comes without its command line, and stays whole for others."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
from sayso.language.quick_spacy import quick_spacy
spacy = quick_spacy()
print(sorted({"httpx", "requests", "weasel", "spacy.cli"} & set(sys.modules)))
print([token.text for token in spacy.blank("en")("Rebels shelled Marwa.")])
print(spacy.info()["spacy_version"] == spacy.__version__)
import spacy.cli
print(spacy.cli.info.__module__)
print(quick_spacy() is spacy)
"""


def test_no_command_line_is_loaded_and_it_can_be_had_afterwards() -> None:
    """In a process of its own: this one has loaded all there is."""
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [
        "[]",
        "['Rebels', 'shelled', 'Marwa', '.']",
        "True",
        "spacy.cli.info",
        "True",
    ]
