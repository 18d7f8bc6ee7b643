"""Runs the exported network: words in, the scores of every head out.

Axes: word, tag, head. The files beside this package's weights are written by
``training/reader-en/export.py``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso import vocabulary
from sayso.language.decode import Chain, Floats
from sayso.language.fillers import Tables
from sayso.language.lemmas import Lemmas, read_forms
from sayso.language.letters import UNSAID
from sayso.language.windows import Window
from sayso.language.wordpiece import WordPiece

WEIGHTS = Path(__file__).parent / "weights"

_INPUTS = ("ids", "cases", "breaks", "first", "last")
_BEGIN, _END = 101, 102

Ints = npt.NDArray[np.int64]
#: the scores of a window by head: [word, tag], or [word, word] where pairs are scored
Scores = dict[str, Floats]


def _our_verbs() -> set[str]:
    """The verbs of the vocabulary: their lemmas must come out right, or no rule finds them."""
    kinds, cues = vocabulary.load("kinds")["kinds"], vocabulary.load("cues")
    lists = [about.get("verbs", []) for about in kinds.values()]
    lists += [
        *cues["stances"].values(),
        cues["saying"]["verbs"],
        cues["media"]["shows"],
        cues["media"]["releases"],
    ]
    return {verb for verbs in lists for verb in verbs if " " not in verb}


@dataclass(frozen=True, slots=True)
class Words:
    """What the encoder reads of each word: its pieces, how it is written, what stands before it."""

    pieces: Sequence[tuple[int, ...]]
    cases: Sequence[int]
    breaks: Sequence[int]


class Heads:
    """The network and the arrays its decoders need."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 2) -> None:
        # before it is loaded: its official builds else report to their maker over the network (Privacy.md of 1.32)
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Between two windows Python decodes: threads that wait in a loop would only take its core away.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        self.name: str = about["name"]
        self.labels: dict[str, list[str]] = about["labels"]
        self.wordpiece = WordPiece((folder / "pieces.txt").read_text(encoding="utf-8").split("\n"))
        self.lemmas = Lemmas(read_forms(folder / "forms.txt"), _our_verbs())
        with np.load(folder / "reader.npz", allow_pickle=False) as arrays:
            self.arrays: dict[str, Floats] = {key: arrays[key].astype(np.float32) for key in arrays.files}
        between = self.arrays["label_between"]
        #: what scores a relation, for all of them side by side: [left, relation x right]
        self.relations: Floats = np.ascontiguousarray(
            between.transpose(1, 0, 2).reshape(between.shape[1], -1)
        )
        ways = (folder / "ways.txt").read_text(encoding="utf-8").split("\n")
        self.roles = Tables(
            self.arrays["roles_bias"],
            self.arrays["roles_apart"],
            {way: at for at, way in enumerate(ways)},
            self.arrays["roles_ways"],
        )
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._outputs: list[str] = [output.name for output in self._session.get_outputs()]

    def scores(self, text: Words, cuts: Sequence[Window]) -> list[Scores]:
        """For each window of a text its scores by head, over the words [first, end) of the window.

        Each window is read by itself: the network rounds the numbers of all it reads at one go to one
        scale, so in a batch the scores of a window would hang on what stands beside it.
        """
        return [
            {name: value[0] for name, value in zip(self._outputs, values, strict=True)}
            for values in (self._session.run(self._outputs, _inputs(text, window)) for window in cuts)
        ]

    def chain(self, head: str, scores: Floats) -> Chain:
        """The scores of a head that tags in a chain, with what it learned of tags beside each other."""
        return Chain(scores, self.arrays[f"{head}_between"], self.arrays[f"{head}_first"])


def _inputs(words: Words, window: Window) -> dict[str, Ints]:
    """The five inputs: ids, cases, breaks [window, piece], first, last [window, word]; the window is one."""
    ids, cases, breaks, first, last = [_BEGIN], [UNSAID], [0], list[int](), list[int]()
    for word in range(window.first, window.end):
        pieces = words.pieces[word]
        first.append(len(ids))
        ids += pieces
        last.append(len(ids) - 1)
        cases += [words.cases[word]] * len(pieces)
        breaks += [words.breaks[word]] + [0] * (len(pieces) - 1)
    rows = [*ids, _END], [*cases, UNSAID], [*breaks, 0], first, last
    return {name: np.array([row], dtype=np.int64) for name, row in zip(_INPUTS, rows, strict=True)}
