"""Export a trained reader: ONNX with 8-bit weights, and beside it what the runtime needs to read its scores.

    python export.py CHECKPOINT_FOLDER OUT

Writes reader.onnx, reader.npz (the arrays of the decoders) and reader.json (labels, name, version),
pieces.txt (the vocabulary), forms.txt (lemmas seen in training) and ways.txt (what is known of ways over the
tree). The averaged weights are exported.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from network import Network, Sizes
from onnxruntime.quantization import QuantType, quantize_dynamic

from sayso.language.letters import BREAKS, CASES

NAME = "reader-en.4"
INPUTS = ["ids", "cases", "breaks", "first", "last"]


def load(folder: Path) -> tuple[Network, dict]:
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    network = Network(len(facts["vocabulary"]), CASES, BREAKS, Sizes(**facts["sizes"]))
    network.load_state_dict(torch.load(folder / "checkpoint.pt", weights_only=True)["average"])
    return network.eval(), facts


class Ordered(torch.nn.Module):
    """The network with its outputs in a fixed order, as ONNX has them."""

    def __init__(self, network: Network, names: list[str]) -> None:
        super().__init__()
        self.network, self.names = network, names

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        scores = self.network(*inputs)
        return tuple(scores[name] for name in self.names)


def export(network: Network, path: Path) -> None:
    pieces, words = torch.ones(2, 16, dtype=torch.int64), torch.ones(2, 12, dtype=torch.int64)
    inputs = (pieces, pieces * 0, pieces * 0, words, words)
    names = list(network(*inputs))
    axes = {name: {0: "window", 1: "piece" if name in INPUTS[:3] else "word"} for name in [*INPUTS, *names]}
    for pairs in ("arcs", "links"):
        axes[pairs][2] = "word"
    torch.onnx.export(
        Ordered(network, names), inputs, str(path), input_names=INPUTS, output_names=names,
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    network, facts = load(args.checkpoint)
    args.out.mkdir(parents=True, exist_ok=True)
    whole = args.checkpoint / "reader.fp32.onnx"
    export(network, whole)
    quantize_dynamic(whole, args.out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    arrays = {name: p.detach().numpy() for name, p in network.chains.items()}
    arrays |= {f"roles_{name}": np.array(rows, dtype=np.float16) for name, rows in facts.get("roles", {}).items()}
    np.savez(args.out / "reader.npz", label_between=network.label_between.detach().numpy().astype(np.float16), **arrays)
    about = {"name": NAME, "labels": facts["labels"]}
    (args.out / "reader.json").write_text(json.dumps(about, ensure_ascii=False, indent=0), encoding="utf-8")
    (args.out / "forms.txt").write_text("\n".join(facts["forms"]) + "\n", encoding="utf-8")
    (args.out / "ways.txt").write_text("\n".join(facts.get("ways", [])), encoding="utf-8")
    (args.out / "pieces.txt").write_text("\n".join(facts["vocabulary"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
