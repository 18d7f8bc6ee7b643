"""The score of whole readings by several readers, side by side: the embedded one and any model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from sayso.evaluation.accuracy import CORPORA, headline
from sayso.model import Problem, Reading, Report
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from sayso.pipeline import Reader


class Reads(Protocol):
    """Whatever reads reports."""

    name: str

    def read(self, report: Report, problems: tuple[Problem, ...] = ()) -> Reading: ...


#: the corpora of whole readings; the others measure layers that a model has not
READINGS = tuple(name for name, corpus in CORPORA.items() if corpus.task == "reading")


def beside(names: Sequence[str], folder: Path | None, readers: Sequence[Reads]) -> str:
    """The table in Markdown, a column a reader; WrongCall for a corpus that has no whole readings."""
    other = [name for name in names if name not in READINGS]
    if other:
        raise WrongCall(f"{other[0]}: a model gives whole readings only. Corpora: {', '.join(READINGS)}.")
    if not (folder and (folder / "score" / "score.py").exists()):
        raise WrongCall(
            f"{folder or 'No folder'}: there is no score/score.py in it. Give the folder of corpora with --data."
        )
    head = f"| corpus | what it is | {' | '.join(f'`{reader.name}`' for reader in readers)} |"
    rows = [_row(name, folder, readers) for name in names or READINGS]
    return "\n".join([head, f"|---|---|{'---:|' * len(readers)}", *rows])


def _row(name: str, folder: Path, readers: Sequence[Reads]) -> str:
    corpus = CORPORA[name]
    # the task of whole readings asks a reader for nothing but read()
    figures = [headline(corpus, folder, cast("Reader", reader)) for reader in readers]
    return f"| `{name}` | {corpus.headline} | {' | '.join(f'{figure:.3f}' for figure in figures)} |"
