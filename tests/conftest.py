"""What several tests need: the folder of shared corpora, and the bundled reader, loaded once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
R = TypeVar("R", pytest.TestReport, pytest.CollectReport)

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("sayso", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sayso")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora beside the repository; skips without it, fails where nothing may skip."""
    folder = Path(os.environ.get("SAYSO_SHARED", ROOT.parent / "shared"))
    if folder.is_dir():
        return folder
    if os.environ.get("SAYSO_REQUIRE_ALL"):
        pytest.fail(f"{folder} is missing and SAYSO_REQUIRE_ALL is set.")
    pytest.skip(f"{folder} is missing: the corpora are not public. Set SAYSO_SHARED to where they are.")


@pytest.fixture(scope="session")
def reader():  # type: ignore[no-untyped-def]
    """The Reader with the bundled weights and gazetteer."""
    from sayso.pipeline import load_reader

    return load_reader()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What has no short form is left to ``make soak``."""
    if os.environ.get("SAYSO_SOAK"):
        return
    long = [item for item in items if item.get_closest_marker("soak")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may skip, a test that skips has failed."""
    return _unskipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Where nothing may skip, a file that skips has failed."""
    return _unskipped((yield))


def _unskipped(report: R) -> R:
    if report.skipped and os.environ.get("SAYSO_REQUIRE_ALL") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"{why}: nothing may skip where SAYSO_REQUIRE_ALL is set."
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A table of what was skipped, and what it needs: a skipped test is one that nobody ran."""
    skipped = terminalreporter.stats.get("skipped", [])
    why = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    if why:
        terminalreporter.section("not run, and what it needs")
        for reason, tests in why.most_common():
            terminalreporter.write_line(f"{tests:>5}  {reason}")
        terminalreporter.write_line("       SAYSO_REQUIRE_ALL=1 makes each of these a failure.")
