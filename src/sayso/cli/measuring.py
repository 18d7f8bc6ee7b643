"""How well it reads: predict, evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.readers import BaseUrl, Context, Model, ReaderName, open_readers
from sayso.cli.talk import complain, put
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
    for line in predict_task(task, read_records(records), load_reader(), complain):
        put(line.rstrip("\n") + "\n")


def evaluate(
    data: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="the folder of the corpora; nested-… need none")
    ] = None,
    corpora: Annotated[list[str] | None, typer.Argument(metavar="CORPUS", help="which; all if none")] = None,
    reader: ReaderName = "embedded",
    base_url: BaseUrl = None,
    model: Model = None,
    context: Context = None,
) -> None:
    """Print the accuracy tables.

    With a language model (--reader openai or both) the score of whole readings, a column a reader.
    """
    from sayso import evaluation

    if reader != "embedded" or base_url or model:
        from sayso.evaluation.beside import beside

        with open_readers(reader, base_url, model, context) as readers:
            both = [one for one in (readers.embedded, readers.model) if one is not None]
            put(beside(corpora or [], data, both) + "\n")
        return
    put(evaluation.evaluate(corpora or [], data).rstrip("\n") + "\n")
