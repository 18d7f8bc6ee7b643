"""The weights of an exported reader as a start for training: its 8-bit numbers widened to 32 bits.

    python widen.py OLD_NETWORK.py WEIGHTS_FOLDER OUT.pt

OLD_NETWORK.py is ``network.py`` as it was when the reader was exported (``git show TAG:training/reader-en/network.py``).
A network of random numbers is exported in the same way; whichever of its numbers stands in a place tells which
parameter that place of the file holds.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from sayso.language.letters import BREAKS, CASES


def read(path: Path) -> dict[str, np.ndarray]:
    """The arrays of an ONNX file by name."""
    return {array.name: numpy_helper.to_array(array) for array in onnx.load(path).graph.initializer}


def widened(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    """The array as 32-bit numbers, whether the file has it whole or in 8 bits."""
    if name in stored:
        return stored[name].astype(np.float32)
    whole = stored[f"{name}_quantized"].astype(np.float32)
    scale, zero = stored[f"{name}_scale"], stored[f"{name}_zero_point"].astype(np.float32)
    if scale.size == 1:
        return (whole - zero) * scale
    axis = [at for at, size in enumerate(whole.shape) if size == scale.size][-1]
    shape = [scale.size if at == axis else 1 for at in range(whole.ndim)]
    return (whole - zero.reshape(shape)) * scale.reshape(shape)


def widen(old_network: Path, weights: Path) -> dict[str, torch.Tensor]:
    """Parameter name → its numbers; KeyError where a parameter is not found in the file."""
    sys.path.insert(0, str(old_network.parent))
    spec = importlib.util.spec_from_file_location("network", old_network)
    sys.modules["network"] = old = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(old)
    from export import export

    about = json.loads((weights / "reader.json").read_text(encoding="utf-8"))
    pieces = len((weights / "pieces.txt").read_text(encoding="utf-8").split("\n")) - 1
    network = old.Network(pieces, CASES, BREAKS, old.Sizes(**{layer: len(found) for layer, found in about["labels"].items()}))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.randn_like(parameter))
    with tempfile.TemporaryDirectory() as folder:
        export(network.eval(), Path(folder) / "random.onnx")
        random = read(Path(folder) / "random.onnx")
    stored = read(weights / "reader.onnx")
    found = {key: torch.tensor(array.astype(np.float32)) for key, array in arrays_beside(weights).items()}
    for key, parameter in network.named_parameters():
        if key not in found:
            found[key] = torch.tensor(placed(key, parameter.detach().numpy(), random, stored))
    return found


def arrays_beside(weights: Path) -> dict[str, np.ndarray]:
    """What the decoders have outside the ONNX file."""
    with np.load(weights / "reader.npz") as arrays:
        return {key if key == "label_between" else f"chains.{key}": arrays[key] for key in arrays.files}


def placed(key: str, numbers: np.ndarray, random: dict, stored: dict) -> np.ndarray:
    """The stored numbers of the place where the random ones stand, as they are, turned, or as shares."""
    shares = np.exp(numbers) / np.exp(numbers).sum() if key.startswith("mixes") else None
    for name, array in random.items():
        if shares is not None and array.shape == shares.shape and np.allclose(array, shares):
            return np.log(widened(stored, name))
        if array.shape == numbers.shape and np.allclose(array, numbers):
            return widened(stored, name)
        if array.shape == numbers.T.shape and np.allclose(array, numbers.T):
            return widened(stored, name).T.copy()
    raise KeyError(key)


if __name__ == "__main__":
    torch.save(widen(Path(sys.argv[1]), Path(sys.argv[2])), sys.argv[3])
