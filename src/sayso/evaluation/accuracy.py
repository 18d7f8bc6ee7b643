"""The tables of docs/accuracy.md: each corpus read, scored by the scorers beside it, one line a corpus."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.evaluation import gvdb, nested, plover, predict
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from sayso.pipeline import Reader


@dataclass(frozen=True, slots=True)
class Corpus:
    """One measurement: a task of the scorers over one gold file, and what its headline is."""

    task: str
    gold: str
    headline: str
    #: what a release must reach; None where no floor is set yet
    floor: float | None = None


CORPORA: dict[str, Corpus] = {
    "syntax": Corpus("syntax", "data/ud_english_ewt/en_ewt-ud-dev.conllu.gz", "LAS, gold tokens", 0.86),
    "mentions": Corpus("mentions", "data/uner_english_ewt/dev.jsonl", "F1, equal spans", 0.72),
    "windows": Corpus("attribution-windows", "data/polnear/cofenet_dev.jsonl", "mean exact F1", 0.71),
    "riqua": Corpus("attribution-windows", "data/riqua/dev.jsonl", "mean exact F1", 0.78),
    "uds": Corpus("factuality", "data/factuality_uds_ih2/dev.jsonl", "Pearson r", 0.76),
    "veridicality": Corpus("factuality", "data/factuality_megaveridicality2/dev.jsonl", "Pearson r", 0.70),
    "attribution": Corpus("attribution", "data/polnear/dev.jsonl.gz", "F1, content and source", 0.68),
    "lgl": Corpus("places", "data/geoparse_lgl/lgl.jsonl", "found and within 161 km"),
    "geowebnews": Corpus("places", "data/geoparse_geowebnews/dev.jsonl", "found and within 161 km"),
    "geovirus": Corpus("places", "data/geoparse_geovirus/dev.jsonl", "found and within 161 km"),
    "wikiwars": Corpus("times", "data/timex_wikiwars/train.jsonl", "value F1", 0.84),
    "time-pairs": Corpus("time-pairs", "data/timex_pairs_tbaq/pairs.jsonl", "values right", 0.78),
    "sameness": Corpus("sameness", "data/gva_incidents/docs.dev.jsonl.gz", "pairwise F1", 0.90),
    "facts": Corpus("sameness-facts", "data/gva_incidents/incidents.dev.jsonl.gz", "mean of five facts"),
    "events": Corpus("event-clusters", "data/ecbplus/event_mentions.dev.jsonl.gz", "CoNLL F1", 0.75),
    "muc4": Corpus("muc4", "data/muc4/gtt.dev.jsonl.gz", "GTT micro F1", 0.46),
    "kinds": Corpus("kinds", "data/case2021_task2/dev_half.jsonl", "weighted F1 of 25 ACLED classes", 0.60),
    "plover": Corpus("plover", "data/plover_gsr/dev_half.jsonl", "event type right", 0.65),
    "gvdb": Corpus("gvdb", "data/gvdb/dev.jsonl.gz", "F1, victims by outcome", 0.70),
    "report": Corpus("reading", "reports/su25-idlib.gold.json", "detection × fields", 0.85),
    "reports": Corpus("reading", "reports/dev", "detection × fields", 0.68),
    "nested-dev": Corpus("nested", "dev.jsonl", "chains exactly right, triggers given", 0.80),
    "nested-more": Corpus("nested", "more.jsonl", "chains exactly right, triggers given"),
    "nested-third": Corpus("nested", "third.jsonl", "chains exactly right, triggers given"),
    "nested-fourth": Corpus("nested", "fourth.jsonl", "chains exactly right, triggers given"),
    "nested-fifth": Corpus("nested", "fifth.jsonl", "chains exactly right, triggers given"),
    "nested-test": Corpus("nested", "test.jsonl", "chains exactly right, triggers given"),
}


#: tasks that the scorers do not have: their figures, and how they are counted
OWN: dict[str, Callable[[Path, Reader], list[tuple[str, float]]]] = {
    "gvdb": gvdb.figures,
    "plover": plover.figures,
}
COUNTED = {"gvdb": gvdb.COUNTED, "plover": plover.COUNTED}

#: further figures of a task: what each is, and its row in what the scorer prints
FURTHER = {
    "muc4": {
        "approximate MUC-4 F, all slots": "slots: ALL TEMPLATES",
        "approximate MUC-4 F, confidence in the organisation": "slots: perp_organization_confidence",
        "F1, relevance of reports": "relevance of reports",
    }
}


def evaluate(names: Sequence[str], folder: Path | None, reader: Reader) -> str:
    """The table in Markdown; ``folder`` holds the scorers (``score/``) and the corpora they name.

    The nested sources lie in the repository: they need no folder.
    """
    unknown = [name for name in names if name not in CORPORA]
    if unknown:
        raise WrongCall(f"{unknown[0]}: no such corpus. Corpora: {', '.join(CORPORA)}.")
    chosen = list(names or CORPORA)
    scored = any(CORPORA[name].task != "nested" for name in chosen)
    if scored and not (folder and (folder / "score" / "score.py").exists()):
        raise WrongCall(
            f"{folder or 'No folder'}: there is no score/score.py in it. Give the folder of corpora with --data."
        )
    rows = [row for name in chosen for row in _rows(name, CORPORA[name], folder or Path(), reader)]
    head = "| corpus | task | figure | floor | what it is |\n|---|---|---:|---:|---|"
    return "\n".join([f"Read by `{reader.nlp.name}`.", "", head, *rows, *_counted(chosen)])


def _counted(names: Sequence[str]) -> list[str]:
    """How the figures are counted that no scorer counts."""
    said = [f"- `{name}`: {COUNTED[CORPORA[name].task]}" for name in names if CORPORA[name].task in COUNTED]
    return ["", "How it is counted:", "", *said] if said else []


def _rows(name: str, corpus: Corpus, folder: Path, reader: Reader) -> list[str]:
    """The lines of a corpus, one a figure, its headline first."""
    floor = "" if corpus.floor is None else f"{corpus.floor:.2f}"
    figures = _figures(corpus, folder, reader)
    floors = [floor] + [""] * (len(figures) - 1)
    return [
        f"| `{name}` | {corpus.task} | {figure:.3f} | {least} | {what} |"
        for (what, figure), least in zip(figures, floors, strict=True)
    ]


def headline(corpus: Corpus, folder: Path, reader: Reader) -> float:
    """The headline figure of one corpus; WrongCall with the scorer's own line where it refuses."""
    return _figures(corpus, folder, reader)[0][1]


def _figures(corpus: Corpus, folder: Path, reader: Reader) -> list[tuple[str, float]]:
    """What each figure of a corpus is, and the figure."""
    if corpus.task == "nested":
        return nested.rows(nested.measure(nested.FOLDER / corpus.gold, reader))
    if corpus.task in OWN:
        return OWN[corpus.task](folder / corpus.gold, reader)
    scored = _scored(corpus, folder, reader)
    rows = scored["figures"]
    further = [(what, float(rows[row]["F1"])) for what, row in FURTHER.get(corpus.task, {}).items()]
    return [(corpus.headline, float(scored["headline"])), *further]


def _scored(corpus: Corpus, folder: Path, reader: Reader) -> dict[str, Any]:
    """What the scorer of the corpus prints of our predictions."""
    gold = str(folder / corpus.gold)
    records = map(json.loads, _run(folder, "inputs.py", corpus.task, gold).rstrip("\n").split("\n"))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        _write(file.name, predict(corpus.task, records, reader, _tell))
        printed: dict[str, Any] = json.loads(_run(folder, "score.py", corpus.task, gold, file.name, "--json"))
    return printed


def _tell(fault: str) -> None:
    print(fault, file=sys.stderr)


def _write(path: str, lines: Iterable[str]) -> None:
    Path(path).write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _run(folder: Path, program: str, *arguments: str) -> str:
    command = [sys.executable, str(folder / "score" / program), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise WrongCall(done.stderr.strip() or f"{program} ended with {done.returncode}.")
    return done.stdout
