"""Writes docs/cli.md, docs/problems.md and docs/vocabulary.md from the program itself: `make docs`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import typer

from sayso import cli, model, problems, refusals, vocabulary

FOLDER = Path(__file__).parent
NOTE = "<!-- Written by docs/generate.py; do not edit: make docs -->\n"


def pages() -> dict[str, str]:
    """Each generated page: its file name and its text."""
    return {"cli.md": _cli(), "problems.md": _problems(), "vocabulary.md": _vocabulary()}


def _cli() -> str:
    lines = [
        "# Command line",
        NOTE,
        "Exit status: 0 done, 1 some inputs were refused or damage was found, 2 the call could not be",
        "carried out. Results go to standard output, what went wrong to standard error, a line each.\n",
    ]
    for name, command in sorted(typer.main.get_command(cli.app).commands.items()):  # type: ignore[attr-defined]
        lines += _command(f"sayso {name}", command, "##")
    return "\n".join(lines)


def _command(name: str, command: Any, head: str) -> Iterator[str]:
    """The help of a command, and of those inside it."""
    context = command.make_context(name, [], resilient_parsing=True, terminal_width=88, max_content_width=88)
    yield from (f"{head} {name}\n", "```", command.get_help(context).rstrip(), "```\n")
    for inner, child in sorted(getattr(command, "commands", {}).items()):
        yield from _command(f"{name} {inner}", child, f"{head}#")


def _problems() -> str:
    lines = [
        "# Problems and exceptions",
        NOTE,
        "A *problem* is a value: the data did not allow it. It stands in the Reading with its code, its",
        "sentence and its place in the text, and the run goes on. Words in braces are filled in.\n",
        "| code | sentence |",
        "|---|---|",
    ]
    lines += [f"| `{code}` | {sentence} |" for code, sentence in sorted(problems.SENTENCES.items())]
    lines += [
        "",
        "An *exception* says that the input, the caller or the machine is at fault. On the command line it is",
        "one line on standard error. `RefusedInput` costs one input and the others go on (exit status 1); the",
        "rest end the call (exit status 2).\n",
        *_tree(problems.SaysoError, 0),
        "",
    ]
    return "\n".join(lines)


def _tree(kind: type[Exception], depth: int) -> Iterator[str]:
    """The class and those below it as a nested list, each with its docstring."""
    yield f"{'  ' * depth}- `{kind.__name__}`: {(inspect.getdoc(kind) or '').splitlines()[0]}"
    for child in kind.__subclasses__():
        if child.__module__ in (problems.__name__, refusals.__name__):
            yield from _tree(child, depth + 1)


def _vocabulary() -> str:
    kinds = vocabulary.load("kinds")["kinds"]
    lines = [
        "# Vocabulary",
        NOTE,
        "The words sayso answers with. They are data: `src/sayso/vocabulary/*.toml`, with comments.\n",
        f"## Kinds of happening ({len(kinds)})\n",
        "Where several fit one happening, the first in this order is taken. A dash: no clear match.\n",
        "| kind | what | ACLED | PLOVER |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{name}` | {kind['definition']} | {kind.get('acled') or '–'} | {kind.get('plover') or '–'} |"
        for name, kind in kinds.items()
    ]
    lines += [
        "\n## Other closed lists\n",
        f"- **stance**: {_listed(get_args(model.Stance))}",
        f"- **effect**: {_listed(get_args(model.Effect))}",
        f"- **group**: {_listed(get_args(model.Group))}",
        f"- **precision of a place**: {_listed(get_args(model.PlacePrecision))}",
        f"- **precision of a time**: {_listed(get_args(model.TimePrecision))}",
        f"- **verdict of a judgement**: {_listed(get_args(model.Verdict))}",
        f"- **weapon class**: {_listed(vocabulary.load('weapon_classes')['classes'])}",
        f"- **kind of actor**: {_listed(vocabulary.load('actors')['kinds'])}",
        "\n## Numbers without a figure\n",
        "The least that these words mean here; no upper bound is given.\n",
        "| words | at least |",
        "|---|---|",
    ]
    lines += [f"| {words} | {low:,} |" for words, low in vocabulary.load("quantities")["vague"].items()]
    return "\n".join([*lines, ""])


def _listed(terms: object) -> str:
    return " · ".join(f"`{term}`" for term in terms)  # type: ignore[attr-defined]


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
