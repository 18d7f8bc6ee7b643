"""A desk for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_makings import Served, served, small_book


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small ledger."""
    return small_book(tmp_path / "book.db")


@pytest.fixture
def desk(book: Path) -> Iterator[Served]:
    """A running desk on it."""
    with served(book) as running:
        yield running
