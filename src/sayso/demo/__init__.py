"""Four invented reports to try sayso on: three tell of one bombing and disagree, one does not.

The towns are real, so that the gazetteer finds them. Everything else is made up: publishers, people, groups
and what is said to have happened. None of it happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DemoReport:
    """A bundled text and who published it."""

    path: Path
    publisher: str
    title: str


REPORTS: tuple[DemoReport, ...] = (
    DemoReport(
        FOLDER / "wire.txt", "Lakeland Wire", "Bomb on army truck kills at least nine in northern Uganda"
    ),
    DemoReport(FOLDER / "ministry.txt", "Ministry of Defence", "Statement on the attack north of Kitgum"),
    DemoReport(
        FOLDER / "monitor.txt", "Aswa Valley Post", "Eleven dead in Friday's bombing, rights group says"
    ),
    DemoReport(FOLDER / "market.txt", "Eastern Courier", "Police fire tear gas at traders in Soroti"),
)
