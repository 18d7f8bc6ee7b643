"""The nearest system's architecture: a RoBERTa-base encoder over the report, and a question for each attribute.

NGEC, the coder behind POLECAT, finds the events of a story with transformers, then puts a question for each attribute
of each event to a question-answering model that reads the whole story again (its default: roberta-base-squad2). Its
weights and services cannot be had here. The network is built anew with random weights of the same shape: how long a
matrix product takes does not depend on the numbers in it, so the speed is that of the real one, and the answers are
worth nothing.

Whatever is not said is decided in its favour: one network is loaded and not three, windows do not overlap, every
window holds as many pieces as it can, and splitting words, reading off answers, placing and dating take no time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from measuring import Spent, spent
from texts import Text

#: what sayso says of a happening, and so what has to be asked
ATTRIBUTES = ("source", "by", "against", "place", "time", "weapon", "casualties")
#: NGEC itself asks for actor, recipient, place and date, and for the recipient again when it has the actor
ITS_OWN_QUESTIONS = 5
#: pieces of a question such as "Who was killed or hurt in the shelling?", and marks around question and text
QUESTION, MARKS_ALONE, MARKS_ASKED = 12, 2, 4
#: kinds of happening that the detector tells apart
KINDS = 38


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of an encoder."""

    layers: int
    width: int
    heads: int
    inner: int
    vocabulary: int
    window: int


ROBERTA_BASE = Shape(layers=12, width=768, heads=12, inner=3072, vocabulary=50_265, window=512)
#: for a test that the benchmark still runs
TINY = Shape(layers=2, width=32, heads=2, inner=64, vocabulary=1_000, window=512)
SHAPES = {"roberta-base": ROBERTA_BASE, "tiny": TINY}


def windows_of(pieces: int, shape: Shape) -> list[int]:
    """How many pieces each window has in which the detector reads a text."""
    return _filled(pieces, shape.window, MARKS_ALONE)


def windows_asked(pieces: int, shape: Shape) -> list[int]:
    """How many pieces each window has in which a text is read for one question."""
    return _filled(pieces, shape.window, MARKS_ASKED + QUESTION)


def _filled(pieces: int, window: int, beside: int) -> list[int]:
    room = window - beside
    return [min(room, pieces - start) + beside for start in range(0, max(pieces, 1), room)]


class Nearest:
    """Events first, then the questions, over the network in that file. ONNX Runtime has its default settings."""

    def __init__(self, path: Path, shape: Shape, threads: int = 2) -> None:
        self._shape = shape
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )

    def warm(self) -> None:
        """A first window, in which memory is taken."""
        self._run([self._shape.window])

    def read(self, texts: Sequence[Text]) -> Spent:
        """Find the events of each text, and ask for every attribute of each.

        The questions about one event are put and timed, and counted as often as there are events: the work is the same.
        """
        whole = Spent()
        for text in texts:
            whole += spent(lambda text=text: self._run(windows_of(text.pieces, self._shape)))
            asked = windows_asked(text.pieces, self._shape) * len(ATTRIBUTES)
            whole += spent(lambda asked=asked: self._run(asked)) * text.happenings
        return whole

    def _run(self, windows: list[int]) -> None:
        """Windows of so many pieces, each by itself: in batches they are no quicker."""
        for pieces in windows:
            ids = np.arange(pieces, dtype=np.int64)[None, :] % 997
            self._session.run(None, {"ids": ids})


def make(folder: Path, shape: Shape = ROBERTA_BASE) -> tuple[Path, Path]:
    """The files of the network in 32 and in 8 bits; made if they are not there."""
    whole, small = folder / "nearest.fp32.onnx", folder / "nearest.int8.onnx"
    if not small.exists():
        import onnx
        from onnxruntime.quantization import QuantType, quantize_dynamic

        onnx.save(_model(shape), whole)
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
    return whole, small


class _Graph:
    """Nodes and weights, as they are put down one after the other."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self._chance = np.random.default_rng(1)

    def weight(self, *shape: int) -> str:
        """Small random numbers."""
        return self.constant(self._chance.standard_normal(shape, dtype=np.float32) * np.float32(0.02))

    def constant(self, values: Any) -> str:
        from onnx import numpy_helper

        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def node(self, kind: str, *inputs: str, **settings: Any) -> str:
        from onnx import helper

        name = f"{kind}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **settings))
        return name

    def dense(self, x: str, wide: int, out: int) -> str:
        return self.node("Add", self.node("MatMul", x, self.weight(wide, out)), self.weight(out))

    def norm(self, x: str, wide: int) -> str:
        return self.node("LayerNormalization", x, self.weight(wide), self.weight(wide), axis=-1, epsilon=1e-5)


def _model(shape: Shape) -> Any:
    """The encoder with a head for answers ([window, piece, 2]) and one for kinds ([window, kind])."""
    from onnx import TensorProto, helper

    graph = _Graph()
    x = _embedded(graph, shape)
    for _ in range(shape.layers):
        x = graph.norm(graph.node("Add", x, _attention(graph, x, shape)), shape.width)
        inner = graph.node("Gelu", graph.dense(x, shape.width, shape.inner))
        x = graph.norm(graph.node("Add", x, graph.dense(inner, shape.inner, shape.width)), shape.width)
    first = graph.node("Gather", x, graph.constant(np.int64(0)), axis=1)
    pooled = graph.node("Tanh", graph.dense(first, shape.width, shape.width))
    outputs = [
        (graph.dense(x, shape.width, 2), ["window", "piece", 2]),
        (graph.dense(pooled, shape.width, KINDS), ["window", KINDS]),
    ]
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["window", "piece"])
    given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, axes) for name, axes in outputs]
    made = helper.make_graph(graph.nodes, "nearest", [ids], given, graph.weights)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def _embedded(graph: _Graph, shape: Shape) -> str:
    """Pieces and their positions: [window, piece, width]."""
    pieces = graph.node("Gather", graph.weight(shape.vocabulary, shape.width), "ids")
    one, zero = (graph.constant(np.array([n], np.int64)) for n in (1, 0))
    length = graph.node("Slice", graph.node("Shape", "ids"), one, graph.constant(np.array([2], np.int64)))
    places = graph.node("Slice", graph.weight(shape.window + 2, shape.width), zero, length, zero)
    return graph.norm(graph.node("Add", pieces, places), shape.width)


def _attention(graph: _Graph, x: str, shape: Shape) -> str:
    """Every piece looks at every piece of its window."""
    each = shape.width // shape.heads
    apart = graph.constant(np.array([0, 0, shape.heads, each], np.int64))
    query, key, value = (
        graph.node("Reshape", graph.dense(x, shape.width, shape.width), apart) for _ in range(3)
    )
    scores = graph.node(
        "MatMul",
        graph.node("Transpose", query, perm=[0, 2, 1, 3]),
        graph.node("Transpose", key, perm=[0, 2, 3, 1]),
    )
    scaled = graph.node("Div", scores, graph.constant(np.float32(each**0.5)))
    seen = graph.node(
        "MatMul",
        graph.node("Softmax", scaled, axis=-1),
        graph.node("Transpose", value, perm=[0, 2, 1, 3]),
    )
    together = graph.constant(np.array([0, 0, shape.width], np.int64))
    joined = graph.node("Reshape", graph.node("Transpose", seen, perm=[0, 2, 1, 3]), together)
    return graph.dense(joined, shape.width, shape.width)


def main() -> None:
    """Make the files in a folder and print where they are: ``nearest.py FOLDER SHAPE``."""
    whole, small = make(Path(sys.argv[1]), SHAPES[sys.argv[2]])
    print(json.dumps({32: str(whole), 8: str(small)}))


if __name__ == "__main__":
    main()
