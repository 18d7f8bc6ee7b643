"""What a run of days must not notice: words that are forgotten, and how many threads there are."""

from __future__ import annotations

import pytest

from sayso.demo import REPORTS
from sayso.intake import read_file
from sayso.pipeline import Reader, load_reader

TAKEN = [read_file(one.path, publisher=one.publisher, title=one.title) for one in REPORTS]


def test_words_are_forgotten_and_nothing_changes(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """spaCy's store of words is begun anew in the middle of a run, and the readings are the same."""
    before, old = list(reader.read_many(TAKEN)), reader.nlp.blank
    monkeypatch.setattr("sayso.language.MOST_WORDS", 0)
    assert list(reader.read_many(TAKEN)) == before
    assert reader.nlp.blank is not old
    # a new store holds some hundred words of its own
    assert len(reader.nlp.blank.vocab.strings) < len(old.vocab.strings)


def test_one_thread_reads_the_same(reader: Reader) -> None:
    """A worker has one thread and scores nothing ahead; its readings are those of a reader with two."""
    assert list(load_reader(threads=1).read_many(TAKEN)) == list(reader.read_many(TAKEN))
