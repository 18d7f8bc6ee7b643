"""The reports that all systems read: those of a folder, else real ones beside the repository, else the bundled ones."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: a report, where reports a second are counted, has so many words: longer and shorter ones count by their words
WORDS = 600
#: the day on which all texts are said to have appeared
PUBLISHED = "2020-01-02"


@dataclass(frozen=True, slots=True)
class Text:
    """A report, and what systems are compared by."""

    text: str
    #: word pieces of the vocabulary of sayso's network, for every system
    pieces: int = 0
    #: incidents that sayso finds in it, what it looks back on aside
    happenings: int = 0

    @property
    def reports(self) -> float:
        """How many reports of 600 words it counts as."""
        return len(self.text.split()) / WORDS


def texts_of(folder: Path | None) -> tuple[str, list[str]]:
    """(where they are from, the texts)."""
    from sayso.demo import REPORTS

    real = Path(os.environ.get("SAYSO_SHARED", ROOT.parent / "shared")) / "reports"
    paths = sorted((folder or real).rglob("*.txt"))
    if paths:
        named = f"texts of {folder.name}" if folder else "real reports"
        return f"{len(paths)} {named}", [path.read_text("utf-8") for path in paths]
    return f"the {len(REPORTS)} bundled reports", [one.path.read_text("utf-8") for one in REPORTS]


def looked_at(texts: Sequence[str]) -> list[Text]:
    """The texts with the facts that systems are compared by, as sayso reads them."""
    from sayso import intake
    from sayso.incidents import build_incidents
    from sayso.language.write import words_of
    from sayso.pipeline import load_reader

    reader = load_reader()
    found = []
    for text in texts:
        pieces = [
            reader.nlp.heads.wordpiece.pieces(word) for word in words_of(reader.nlp.blank.make_doc(text))
        ]
        reading = reader.read(*intake.read_text(text, published=PUBLISHED))
        claims = [claim for claim in reading.claims if not claim.background]
        happenings = len(build_incidents(claims, (), [reading.report]))
        found.append(Text(text, sum(map(len, pieces)), max(1, happenings)))
    return found


def of_usual_length(texts: Sequence[Text], count: int) -> list[int]:
    """Which texts are nearest to 600 words, the nearest first; some twice if there are too few."""
    order = sorted(range(len(texts)), key=lambda at: abs(texts[at].reports - 1))
    return [order[number % len(order)] for number in range(count)]
