"""Programs that some tests run: a browser, an office suite, a tracer."""

from __future__ import annotations

import os
import shutil

import pytest


def program(name: str, package: str) -> str:
    """The path of the program; skips without it, saying how to get it, and fails where nothing may skip."""
    found = shutil.which(name)
    if found:
        return found
    if os.environ.get("SAYSO_REQUIRE_ALL"):
        pytest.fail(f"there is no {name} and SAYSO_REQUIRE_ALL is set: apt-get install {package}")
    pytest.skip(f"there is no {name} here: apt-get install {package}")
