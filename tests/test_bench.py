"""The benchmark still runs, from the first process to the last plot, and the page of speed says what was measured."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MEASURED, PAGE = ROOT / "benchmarks/speed.jsonl", ROOT / "docs/speed.md"
PICTURES = ("speed-reading.svg", "speed-growth.svg")
SYSTEMS = {"sayso", "network", "spacy", "nearest8", "nearest32"}


def bench(*arguments: object, **environment: str) -> str:
    """What the one command prints."""
    command = [sys.executable, "-W", "ignore", str(ROOT / "benchmarks/bench.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, **environment}
    ).stdout


def page_in(folder: Path) -> Path:
    """The page of speed in that folder, with nothing between its marks."""
    text = PAGE.read_text(encoding="utf-8")
    emptied = re.sub(r"(<!-- bench:(\w+) -->\n).*?(<!-- /bench:\2 -->)", r"\1\3", text, flags=re.DOTALL)
    (folder / "speed.md").write_text(emptied, encoding="utf-8")
    return folder / "speed.md"


@pytest.mark.slow
def test_the_benchmark_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tiny sizes and networks: every system, everything that grows, a table for each mark, pictures with names in them."""
    if importlib.util.find_spec("onnx") is None:
        pytest.skip(
            "onnx is missing, which writes the network of the nearest system: pip install 'sayso[bench]'"
        )
    page, began = page_in(tmp_path), time.perf_counter()
    bench("--short", tmp_path, "--rounds", 1, SAYSO_SHARED=str(tmp_path))
    rows = [json.loads(line) for line in (tmp_path / "speed.jsonl").read_text(encoding="utf-8").splitlines()]
    with capsys.disabled():
        print(f"\n  the benchmark in short: {len(rows)} lines in {time.perf_counter() - began:.1f} s")
    reading = {row["system"]: row for row in rows if row["what"] == "reading"}
    assert reading.keys() == SYSTEMS
    assert all(row["one_clock"] > 0 and row["one_cpu"] > 0 and row["mb"] > 10 for row in reading.values())
    assert [row["what"] for row in rows if "size" in row] == ["linking", "ledger", "exports", "pages"]
    parts = dict(
        re.findall(r"<!-- bench:(\w+) -->\n(.*?)<!-- /bench:\1 -->", page.read_text("utf-8"), re.DOTALL)
    )
    assert len(parts) == 6 and all("|---|" in part for part in parts.values())
    assert "| **sayso** |" in parts["systems"] and "PETRARCH2, *quoted" in parts["systems"]
    for name in PICTURES:
        drawn = [text.text for text in xml.parse(tmp_path / name).iter("{http://www.w3.org/2000/svg}text")]
        assert {"sayso", "nearest, 32 bits"} <= set(drawn) or {"link all anew", "open the desk"} <= set(drawn)


def test_the_page_says_what_was_measured(tmp_path: Path) -> None:
    """Tables and plots of docs/speed.md are those of benchmarks/speed.jsonl; `bench.py --draw` makes them anew."""
    page = page_in(tmp_path)
    shutil.copy(MEASURED, tmp_path / MEASURED.name)
    bench("--draw", "--short", tmp_path)
    assert page.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")
    for name in PICTURES:
        assert (tmp_path / name).read_bytes() == (ROOT / "docs" / name).read_bytes()
