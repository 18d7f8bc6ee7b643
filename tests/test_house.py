"""The house: what may be imported, how large things are, what must not be in the repository."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
HEAVY = ("spacy", "numpy", "onnxruntime", "trafilatura", "rich", "typer")


def test_import_is_quick_and_light() -> None:
    """`import sayso` takes less than 0.2 s and loads no heavy library."""
    code = f"import sys, sayso; sys.exit(any(name in sys.modules for name in {HEAVY!r}))"
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        empty = time.perf_counter() - began
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - began - empty)
    assert min(times) < 0.2


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_has_a_docstring(path: Path) -> None:
    """Each module says what it is for."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_dangerous(path: Path) -> None:
    """No pickle, no shell, no torch in what is shipped."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bimport (pickle|torch)\b|\bfrom torch\b|shell=True|allow_pickle=True", text)


def test_only_two_files_open_connections() -> None:
    """Reports come in through intake/fetch.py; only model_reader/client.py sends text out, to the server a user names.

    review/serve.py listens, and calls nobody.
    """
    opening = re.compile(
        r"^\s*(import|from) (socket|http\.client|urllib\.request|requests|httpx)\b", re.MULTILINE
    )
    found = [
        f"{path.parent.name}/{path.name}"
        for path in SOURCES
        if opening.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["intake/fetch.py", "model_reader/client.py", "review/serve.py"]


def test_lock_has_hashes_and_no_address() -> None:
    """Every pinned version has a hash, and no index address is written down."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE)) > 20
    assert "://" not in lock and "index-url" not in lock


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short(path: Path) -> None:
    """A file has fewer than 500 lines and a function fewer than 70."""
    text = path.read_text(encoding="utf-8")
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 70] == []
    assert text.count("\n") < 500


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_states_its_fact(path: Path) -> None:
    """Each test function has a docstring that says what is so."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
    assert [test.name for test in tests if not ast.get_docstring(test)] == []


def test_no_file_names_a_machine() -> None:
    """No file of the repository holds the path it lies under here, or a package registry's host."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout, so there is no list of files to look through; use git clone.")
    hosts = [b"pypi." + b"org", b"python" + b"hosted.org"]
    unwanted = [str(ROOT).encode() + b"/", *hosts]
    paths = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    found = [p.name for p in paths if p.is_file() and any(word in p.read_bytes() for word in unwanted)]
    assert found == []
