"""Decoders against brute force."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.decode import Chain, best_paths, best_tree, spans_of


def is_tree(heads: tuple[int, ...] | list[int]) -> bool:
    if sum(head == word for word, head in enumerate(heads)) != 1:
        return False
    for word in range(len(heads)):
        at, steps = word, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return True


@given(st.integers(0, 10_000), st.integers(1, 3))
def test_best_tree_is_the_best(seed: int, words: int) -> None:
    """Of all trees with one root, none scores higher."""
    arcs = np.random.default_rng(seed).normal(size=(words, words)).astype(np.float32)
    score = {
        heads: sum(arcs[w, h] for w, h in enumerate(heads))
        for heads in itertools.product(range(words), repeat=words)
        if is_tree(heads)
    }
    assert sum(arcs[w, h] for w, h in enumerate(best_tree(arcs))) >= max(score.values()) - 1e-4


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_every_tree_is_a_tree(seed: int, words: int) -> None:
    """Whatever the scores, there is one root and no cycle."""
    assert is_tree(best_tree(np.random.default_rng(seed).normal(size=(words, words)).astype(np.float32)))


def chain(seed: int, words: int, tags: int) -> Chain:
    rng = np.random.default_rng(seed)
    sizes = (words, tags), (tags, tags), (tags,)
    return Chain(*(rng.normal(size=size).astype(np.float32) for size in sizes))


def best(one: Chain) -> list[int]:
    """The best path by trying all of them."""

    def value(path: tuple[int, ...]) -> float:
        steps = sum(one.between[a, b] for a, b in itertools.pairwise(path))
        return float(one.first[path[0]] + steps + sum(one.scores[w, t] for w, t in enumerate(path)))

    paths = itertools.product(range(len(one.first)), repeat=len(one.scores))
    return list(max(paths, key=value)) if len(one.scores) else []


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 4), st.integers(1, 3)), max_size=5))
def test_best_paths_are_the_best(drawn: list[tuple[int, int, int]]) -> None:
    """Of all tag sequences of a chain none scores higher, whatever chains are walked beside it."""
    chains = [chain(*one) for one in drawn]
    assert best_paths(chains) == [best(one) for one in chains]


def test_spans_of_tags() -> None:
    """An I- without its B- begins a span, and a B- ends the one before."""
    assert spans_of(["I-a", "O", "B-b", "I-b", "B-b", "I-a"]) == [
        (0, 1, "a"),
        (2, 4, "b"),
        (4, 5, "b"),
        (5, 6, "a"),
    ]
