"""Runs the exported network: words in, the scores of every head out.

Axes: word, tag, head. The files beside this package's weights are written by
``training/reader-en/export.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.language.decode import Floats
from sayso.language.letters import UNSAID
from sayso.language.windows import Window
from sayso.language.wordpiece import WordPiece

WEIGHTS = Path(__file__).parent / "weights"

#: pieces a batch may hold, padding counted: larger ones only cost memory
BATCH = 4096

_BEGIN, _END = 101, 102

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """What the encoder reads of each word: its pieces, how it is written, what stands before it."""

    pieces: Sequence[tuple[int, ...]]
    cases: Sequence[int]
    breaks: Sequence[int]


class Heads:
    """The network and the arrays its decoders need."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 2) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        self.name: str = about["name"]
        self.labels: dict[str, list[str]] = about["labels"]
        self.wordpiece = WordPiece((folder / "pieces.txt").read_text(encoding="utf-8").split("\n"))
        with np.load(folder / "reader.npz", allow_pickle=False) as arrays:
            self.arrays: dict[str, Floats] = {key: arrays[key].astype(np.float32) for key in arrays.files}
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._outputs: list[str] = [output.name for output in self._session.get_outputs()]

    def scores(
        self, texts: Sequence[Words], cuts: Sequence[Sequence[Window]]
    ) -> Iterator[list[dict[str, Floats]]]:
        """For each text the scores of each of its windows, over the words [first, end) of the window."""
        jobs = [(number, window) for number, windows in enumerate(cuts) for window in windows]
        found: list[dict[str, Floats]] = [{} for _ in jobs]
        sizes = [sum(map(len, texts[n].pieces[w.first : w.end])) + 2 for n, w in jobs]
        for batch in _batches(sizes):
            inputs = _inputs([(texts[jobs[i][0]], jobs[i][1]) for i in batch])
            values = self._session.run(self._outputs, inputs)
            for row, i in enumerate(batch):
                words = jobs[i][1].end - jobs[i][1].first
                found[i] = {
                    name: value[row, :words, :words] if name in ("arcs", "links") else value[row, :words]
                    for name, value in zip(self._outputs, values, strict=True)
                }
        at = 0
        for windows in cuts:
            yield found[at : at + len(windows)]
            at += len(windows)


def _batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of windows of like size, so that little is padding."""
    batch: list[int] = []
    for number in sorted(range(len(sizes)), key=lambda i: sizes[i]):
        if batch and sizes[number] * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _inputs(jobs: Sequence[tuple[Words, Window]]) -> dict[str, Ints]:
    """The five inputs, padded with zeros: ids, cases, breaks [window, piece], first, last [window, word]."""
    rows = [_row(words, window) for words, window in jobs]
    names = ("ids", "cases", "breaks", "first", "last")
    inputs = {}
    for at, name in enumerate(names):
        longest = max(len(row[at]) for row in rows)
        inputs[name] = np.zeros((len(rows), longest), dtype=np.int64)
        for number, row in enumerate(rows):
            inputs[name][number, : len(row[at])] = row[at]
    return inputs


def _row(words: Words, window: Window) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
    ids, cases, breaks, first, last = [_BEGIN], [UNSAID], [0], list[int](), list[int]()
    for word in range(window.first, window.end):
        pieces = words.pieces[word]
        first.append(len(ids))
        ids += pieces
        last.append(len(ids) - 1)
        cases += [words.cases[word]] * len(pieces)
        breaks += [words.breaks[word]] + [0] * (len(pieces) - 1)
    return [*ids, _END], [*cases, UNSAID], [*breaks, 0], first, last
