"""How well it reads: predict, evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.talk import put
from sayso.problems import NotFound


def predict(
    task: Annotated[str, typer.Argument(metavar="TASK", help="a task of the scorers")],
    records: Annotated[Path, typer.Argument(metavar="INPUT", help="its inputs, JSONL")],
) -> None:
    """Print predictions for a task of the scorers, in their format."""
    from sayso.evaluation import predict as predict_task
    from sayso.evaluation import read_records
    from sayso.pipeline import load_reader

    if not records.is_file():
        raise NotFound(str(records))
    for line in predict_task(task, read_records(records), load_reader()):
        put(line.rstrip("\n") + "\n")


def evaluate(
    data: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="the folder of the corpora; nested-… need none")
    ] = None,
    corpora: Annotated[list[str] | None, typer.Argument(metavar="CORPUS", help="which; all if none")] = None,
) -> None:
    """Print the accuracy tables."""
    from sayso import evaluation

    put(evaluation.evaluate(corpora or [], data).rstrip("\n") + "\n")
