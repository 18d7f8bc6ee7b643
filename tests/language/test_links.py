"""Sources and contents go to cues: by their scores, but no cue goes without if it need not."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.language import layers
from sayso.language.links import Labelled, attributions

SOURCE, CUE, CONTENT = layers.SOURCE, layers.CUE, layers.CONTENT


def scores(words: int, *pairs: tuple[int, int, float]) -> np.ndarray:  # type: ignore[type-arg]
    """Scores [word, word] of nothing but these (word, cue, score)."""
    links = np.zeros((words, words), dtype=np.float32)
    for word, cue, score in pairs:
        links[word, cue] = score
    return links


def test_without_a_cue_there_is_no_attribution() -> None:
    """Parts in a window without a cue belong to none."""
    spans = [(0, 1, SOURCE), (2, 4, CONTENT)]
    assert attributions(spans, scores(4), [1] * 4) == [(spans[0], None), (spans[1], None)]


def test_each_part_goes_with_the_cue_it_points_at() -> None:
    """Two attributions in one sentence stay apart."""
    spans = [(0, 1, SOURCE), (1, 2, CUE), (2, 3, CONTENT), (3, 4, SOURCE), (4, 5, CUE), (5, 6, CONTENT)]
    links = scores(6, (0, 1, 9), (2, 1, 9), (3, 4, 9), (5, 4, 9))
    assert [cue for _, cue in attributions(spans, links, [1] * 6)] == [1, 1, 1, 4, 4, 4]


def test_a_source_stays_in_its_sentence() -> None:
    """A source goes with a cue of its own sentence, if there is one, whatever the scores."""
    spans = [(0, 1, SOURCE), (1, 2, CUE), (3, 4, CUE)]
    assert attributions(spans, scores(4, (0, 3, 9)), [1, 1, 2, 2])[0] == (spans[0], 1)


def test_a_cue_without_content_takes_one_from_a_cue_that_has_two() -> None:
    """Of two contents of one cue, the likelier goes to the cue that has none; not if the scores speak against it."""
    spans = [(0, 1, CUE), (1, 2, CONTENT), (2, 3, CUE), (3, 4, CONTENT)]
    links = scores(4, (1, 0, 9), (3, 0, 2))
    assert dict(attributions(spans, links, [1] * 4))[spans[3]] == 2
    links = scores(4, (1, 0, 9), (3, 0, 9))
    assert dict(attributions(spans, links, [1] * 4))[spans[3]] == 0


def test_content_is_not_taken_from_far_away() -> None:
    """A cue two sentences away takes nothing."""
    spans = [(0, 1, CUE), (1, 2, CONTENT), (2, 3, CONTENT), (3, 4, CUE)]
    links = scores(4, (1, 0, 2), (2, 0, 2))
    assert dict(attributions(spans, links, [1, 1, 1, 3]))[spans[2]] == 0


def test_a_source_is_shared_in_its_sentence() -> None:
    """ "The mayor denied it and said that" has one source for two cues: it stands there twice."""
    spans = [(0, 1, SOURCE), (1, 2, CUE), (2, 3, CUE)]
    found = attributions(spans, scores(3, (0, 1, 3)), [1] * 3)
    assert [cue for span, cue in found if span == spans[0]] == [1, 2]
    assert len(attributions(spans, scores(3, (0, 1, 9)), [1] * 3)) == 3
    assert len(attributions(spans, scores(3, (0, 1, 3)), [1, 1, 2])) == 3


@st.composite
def windows(draw: st.DrawFn) -> tuple[list[Labelled], np.ndarray, list[int]]:  # type: ignore[type-arg]
    """Spans that do not overlap, random scores, and sentence numbers that rise."""
    sizes = draw(
        st.lists(st.tuples(st.integers(1, 3), st.sampled_from([SOURCE, CUE, CONTENT, ""])), max_size=12)
    )
    spans, at = [], 0
    for size, label in sizes:
        if label:
            spans.append((at, at + size, label))
        at += size
    seed = draw(st.integers(0, 10_000))
    links = np.random.default_rng(seed).normal(scale=4, size=(at, at)).astype(np.float32)
    steps = draw(st.lists(st.integers(0, 1), min_size=at, max_size=at))
    return spans, links, np.cumsum(steps).tolist()


@given(windows())
def test_no_part_is_lost_and_none_goes_with_a_word_that_is_no_cue(drawn: tuple) -> None:  # type: ignore[type-arg]
    """The spans come first, all and in their order; what follows are sources shared; every cue is a cue."""
    spans, links, sentence = drawn
    found = attributions(spans, links, sentence)
    assert [span for span, _ in found[: len(spans)]] == spans
    assert all(span in spans and span[2] == SOURCE for span, _ in found[len(spans) :])
    cues = {start for start, _, label in spans if label == CUE}
    assert {cue for _, cue in found} <= (cues or {None})
    assert all(cue == span[0] for span, cue in found if span[2] == CUE)


@given(windows())
def test_a_cue_keeps_content_if_it_had_any(drawn: tuple) -> None:  # type: ignore[type-arg]
    """Dealing out takes from no cue its last content, and shares a source only within its sentence."""
    spans, links, sentence = drawn
    found = attributions(spans, links, sentence)
    cues = [start for start, _, label in spans if label == CUE]
    for start, end, label in spans:
        if label == CONTENT and cues:
            assert any(span == (start, end, label) and cue in cues for span, cue in found)
    for span, cue in found[len(spans) :]:
        assert cue is not None and sentence[span[0]] == sentence[cue]
