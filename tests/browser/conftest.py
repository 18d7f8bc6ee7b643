"""A real Chromium, a desk for it, and silence: every test here fails if a page asks outside, throws, or opens a dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_makings import CHROMIUM, Silence, needed
from desk_makings import Served, served, small_book


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        needed("playwright is missing: pip install playwright")
    if not Path(CHROMIUM).exists():
        needed("Chromium is missing: apt-get install chromium, or name it in SAYSO_CHROMIUM")
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        print(f"Chromium {found.version}")
        yield found
        found.close()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small ledger."""
    return small_book(tmp_path / "book.db")


@pytest.fixture
def desk(book: Path) -> Iterator[Served]:
    """A running desk on it."""
    with served(book) as running:
        yield running


@pytest.fixture
def enter(browser: Any, desk: Served) -> Iterator[Callable[..., Any]]:
    """Opens a page in a context of its own for a person who is in; checks silence at the end."""
    silence, opened = Silence(), []

    def enter(name: str = "Ada", **options: Any) -> Any:
        context = browser.new_context(
            base_url=desk.url, **({"viewport": {"width": 1280, "height": 800}} | options)
        )
        silence.watch(context, desk.url)
        cookie, _, value = desk.client(name).cookie.partition("=")
        context.add_cookies([{"name": cookie, "value": value, "url": desk.url}])
        opened.append(context)
        return context.new_page()

    yield enter
    for context in opened:
        context.close()
    assert silence.outside == [] and silence.errors == []
