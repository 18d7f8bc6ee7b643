"""Articles and their days out of pages in the mark-up of news sites, beside the library that finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from news_pages import NewsPage, pages

from sayso import intake

DOCS = Path(__file__).parents[2] / "docs" / "intake.md"


@dataclass
class Score:
    """What of one page was got right."""

    #: paragraphs that are there whole, and in a paragraph of their own
    kept: int
    wanted: int
    #: sentences of menus, boxes and hidden places that came along
    noise: int
    #: is the day right, or rightly not there?
    day: bool


def _folded(text: str) -> str:
    return " ".join(text.split())


def _score(page: NewsPage, text: str, day: str | None) -> Score:
    paragraphs, whole = {_folded(part) for part in text.split("\n")}, _folded(text)
    kept = sum(_folded(words) in paragraphs for words in page.wanted)
    return Score(kept, len(page.wanted), sum(words in whole for words in page.unwanted), day == page.day)


def _ours(page: NewsPage) -> Score:
    found = [
        one
        for one in intake.read_reports(page.html.encode(), origin=page.name)
        if isinstance(one, intake.Arrival)
    ]
    text = "\n".join(one.report.text for one in found)
    return _score(page, text, found[0].report.published if found else None)


def _library(page: NewsPage) -> Score:
    import trafilatura
    from trafilatura.metadata import extract_metadata

    data = page.html.encode()
    text = trafilatura.extract(data, include_comments=False, include_tables=False, output_format="txt") or ""
    # the signs that it sets before points are its own
    text = "\n".join(line.removeprefix("- ") for line in text.split("\n"))
    return _score(page, text, extract_metadata(trafilatura.load_html(data)).date)


@pytest.fixture(scope="module")
def scores() -> dict[str, tuple[Score, Score]]:
    """Page → (what we got, what trafilatura alone got)."""
    return {page.name: (_ours(page), _library(page)) for page in pages()}


def _table(scores: dict[str, tuple[Score, Score]]) -> Iterator[str]:
    """The comparison, a line for each shape."""
    yield "| pages in the shape of | n | paragraphs | trafilatura | noise | trafilatura | day right | trafilatura |"
    yield "|---|---|---|---|---|---|---|---|"
    shapes: defaultdict[str, list[tuple[Score, Score]]] = defaultdict(list)
    for name, pair in scores.items():
        shapes[name.partition("/")[0].replace("_", " ")].append(pair)
    for shape, pairs in [*shapes.items(), ("**all**", list(scores.values()))]:
        cells = [shape, str(len(pairs))]
        for column in ("kept", "noise", "day"):
            for side in (0, 1):
                got = sum(getattr(pair[side], column) for pair in pairs)
                of = {
                    "kept": f"/{sum(pair[0].wanted for pair in pairs)}",
                    "noise": "",
                    "day": f"/{len(pairs)}",
                }[column]
                cells.append(f"{got}{of}")
        yield f"| {' | '.join(cells)} |"


def test_nowhere_worse_than_the_library(scores: dict[str, tuple[Score, Score]]) -> None:
    """On no page fewer paragraphs, more noise or a worse day than trafilatura alone; on many, better."""
    print("\n" + "\n".join(_table(scores)))
    worse = [
        name
        for name, (ours, theirs) in scores.items()
        if ours.kept < theirs.kept or ours.noise > theirs.noise or ours.day < theirs.day
    ]
    better = [
        name
        for name, (ours, theirs) in scores.items()
        if ours.kept > theirs.kept or ours.noise < theirs.noise or ours.day > theirs.day
    ]
    print(f"{len(scores)} pages, better on {len(better)}, worse on {len(worse)}")
    assert len(scores) >= 60 and worse == [] and len(better) >= 20


def test_articles_are_whole_and_clean(scores: dict[str, tuple[Score, Score]]) -> None:
    """Every paragraph of every page is there, nothing of what stands around, and the day is right."""
    wrong = [
        name for name, (ours, _) in scores.items() if ours.kept < ours.wanted or ours.noise or not ours.day
    ]
    assert wrong == []


def test_the_table_in_the_docs_is_this_one(scores: dict[str, tuple[Score, Score]]) -> None:
    """docs/intake.md has the table that this run gives."""
    assert "\n".join(_table(scores)) in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_titles_and_publishers(page: NewsPage) -> None:
    """The title is the page's headline; the publisher, where it is stated, is the outlet."""
    found = next(intake.read_reports(page.html.encode(), origin=page.name))
    assert isinstance(found, intake.Arrival)
    if not page.name.startswith("channel"):
        assert (found.report.title or "").startswith(page.title)
    assert found.report.publisher in (page.publisher, None)
