"""The documentation: generated pages are fresh, every link leads somewhere, no command is left out."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


def generator() -> ModuleType:
    """docs/generate.py as a module; it lies outside the package."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "problems.md", "vocabulary.md"])
def test_generated_page_is_fresh(name: str) -> None:
    """A generated page says what the program says now; `make docs` writes it anew."""
    assert (DOCS / name).read_text(encoding="utf-8") == generator().pages()[name], "run: make docs"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_to_files(path: Path) -> None:
    """Every relative link of a page leads to a file of the repository."""
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_in_the_documentation_exist(path: Path) -> None:
    """Every command line `sayso WORD` in a code block names a command of the program."""
    commands = set(re.findall(r"^## sayso (\w+)$", generator().pages()["cli.md"], re.MULTILINE))
    blocks = re.findall(r"```.*?```", path.read_text(encoding="utf-8"), re.DOTALL)
    said = {word for block in blocks for word in re.findall(r"^\$? ?sayso ([a-z]+)", block, re.MULTILINE)}
    assert said <= commands


def test_every_page_is_in_the_index() -> None:
    """docs/index.md links every page beside it."""
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    missing = [page.name for page in DOCS.glob("*.md") if page.name != "index.md" and page.name not in index]
    assert missing == []
