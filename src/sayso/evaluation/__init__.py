"""How good is it: predictions in the scorers' format, and the table of docs/accuracy.md.

Every predictor takes the records of an input file (``id``, ``text``, ``published`` …) and yields
output lines.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.pool.careful import carefully
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from sayso.pipeline import Reader

Record = dict[str, Any]
Predictor = Callable[[Iterable[Record], "Reader"], Iterator[str]]

#: task → the module that serves it, with its function
TASKS = {
    "syntax": "syntax",
    "mentions": "mentions",
    "attribution": "attribution",
    "attribution-windows": "attribution",
    "places": "places",
    "times": "times",
    "time-pairs": "times",
    "time-pairs-dateparser": "times",
    "sameness": "sameness",
    "sameness-facts": "sameness",
    "event-clusters": "event_clusters",
    "factuality": "factuality",
    "reading": "reading",
    "kinds": "kinds",
    "muc4": "muc4",
}


#: tasks whose lines are not one a record: about all records together, or trees of a line a word
_NOT_ONE_EACH = ("sameness", "sameness-facts", "event-clusters", "syntax")


def predict(
    task: str, records: Iterable[Record], reader: Reader, tell: Callable[[str], object] = lambda fault: None
) -> Iterator[str]:
    """Lines of predictions for one task of the scorers.

    A record that sayso fails on costs its own line: it has none, and ``tell`` is told why.
    """
    if task not in TASKS:
        raise WrongCall(f"{task}: no such task. Tasks: {', '.join(TASKS)}.")
    module = importlib.import_module(f"sayso.evaluation.{TASKS[task]}")
    predictor: Predictor = getattr(module, "predict_" + task.replace("-", "_"))
    if task in _NOT_ONE_EACH:
        return predictor(records, reader)

    def failed(record: Record, error: Exception) -> Iterator[str]:
        tell(f"{record.get('id')}: reading it failed ({type(error).__name__}); it has no prediction")
        return iter(())

    return carefully(lambda some: predictor(some, reader), records, failed)


def read_records(path: Path) -> list[Record]:
    """The records of a JSONL file; WrongCall names the line that is none."""
    records = []
    # not splitlines(): a text may hold other characters that Python takes for line ends
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line:
            continue
        try:
            records.append(json.loads(line))
        except ValueError as error:
            raise WrongCall(
                f"{path}:{number}: not a line of JSON ({error}). Make inputs with inputs.py."
            ) from error
    return records


def as_line(record: Record) -> str:
    """One line of output."""
    return json.dumps(record, ensure_ascii=False)


def evaluate(corpora: Sequence[str], data_folder: Path | None, reader: Reader | None = None) -> str:
    """The accuracy table in Markdown, of the named corpora or of all."""
    from sayso.evaluation.accuracy import evaluate as table
    from sayso.pipeline import load_reader

    return table(corpora, data_folder, reader or load_reader())
