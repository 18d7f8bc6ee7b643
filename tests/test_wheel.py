"""What people install: the built wheel carries all it needs, and brings little with it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this working tree, built without a network."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip("this environment has no pip to build a wheel with; make one with: make env")
    folder = tmp_path_factory.mktemp("wheel")
    build = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    return next(folder.glob("sayso-*.whl"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "sayso/gazetteer/places.sqlite",
        "sayso/language/weights/reader.onnx",
        "sayso/vocabulary/kinds.toml",
        "sayso/demo/wire.txt",
        "licenses/LICENSE",
        "licenses/THIRD_PARTY_NOTICES.md",
    ],
)
def test_wheel_carries(wheel: Path, part: str) -> None:
    """The wheel holds the gazetteer, the weights, the vocabulary, the demo and both notices."""
    assert any(name.endswith(part) for name in zipfile.ZipFile(wheel).namelist())


@pytest.mark.slow
def test_demo_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """`sayso demo` runs on what the wheel holds, away from the repository."""
    subprocess.run([*PIP, "install", "--no-deps", "--target", str(tmp_path / "lib"), str(wheel)], check=True)
    code = "import sys, sayso; print(sayso.__file__); from sayso.cli import run; sys.exit(run(['demo']))"
    here = {"PYTHONPATH": str(tmp_path / "lib"), "PATH": "", "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=here, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "lib")) and "claims" in done.stdout


def runtime_packages() -> set[str]:
    """Names of all packages that a plain install brings on this machine, extras left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: set[str] = set()
    waiting = [Requirement(line).name for line in project["dependencies"]]
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name not in found:
            found.add(name)
            needed = map(Requirement, importlib.metadata.requires(name) or ())
            waiting += [
                one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})
            ]
    return found


def test_a_plain_install_is_small() -> None:
    """A plain install brings no PyTorch and less than 600 MB."""
    packages = runtime_packages()
    files = [path for name in packages for path in importlib.metadata.files(name) or ()]
    size = sum(path.size or 0 for path in files)
    assert "torch" not in packages and len(packages) > 20
    assert size < 600_000_000
