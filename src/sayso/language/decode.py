"""Scores → labels: the best path of a tagger, the best tree of a parser.

Arrays are named by their axes: word, tag, head.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Chain(NamedTuple):
    """What a tagger says of a text: scores [word, tag], between [tag, next tag], first [tag]."""

    scores: Floats
    between: Floats
    first: Floats


def best_paths(chains: Sequence[Chain]) -> list[list[int]]:
    """The highest-scoring sequence of tags of each chain; all chains are walked at once, word by word.

    Source: Viterbi 1967; the scores are those of a linear-chain CRF (Lafferty et al. 2001).
    """
    words = max((len(chain.scores) for chain in chains), default=0)
    if not words:
        return [[] for _ in chains]
    scores, between, first = _side_by_side(chains, words)
    best = scores[0] + first
    came_from = np.zeros(scores.shape, dtype=np.int16)
    totals = np.empty(scores.shape, dtype=np.float32)
    totals[0] = best
    for word in range(1, words):
        paths = best[:, None, :] + between
        came_from[word] = paths.argmax(axis=2)
        best = totals[word] = paths.max(axis=2) + scores[word]
    return [_walk_back(came_from[:, n], totals[:, n], len(chain.scores)) for n, chain in enumerate(chains)]


def _side_by_side(chains: Sequence[Chain], words: int) -> tuple[Floats, Floats, Floats]:
    """Scores [word, chain, tag], between [chain, next tag, tag], first [chain, tag]; what no chain has is -inf."""
    tags = max(len(chain.first) for chain in chains)
    scores = np.full((words, len(chains), tags), -np.inf, dtype=np.float32)
    between = np.full((len(chains), tags, tags), -np.inf, dtype=np.float32)
    first = np.full((len(chains), tags), -np.inf, dtype=np.float32)
    for number, chain in enumerate(chains):
        size = len(chain.first)
        scores[: len(chain.scores), number, :size] = chain.scores
        between[number, :size, :size] = chain.between.T
        first[number, :size] = chain.first
    return scores, between, first


def _walk_back(came_from: npt.NDArray[np.int16], totals: Floats, words: int) -> list[int]:
    """The path that ends best at the last of so many words: came_from, totals [word, tag]."""
    if not words:
        return []
    path = [int(totals[words - 1].argmax())]
    for word in range(words - 1, 0, -1):
        path.append(int(came_from[word, path[-1]]))
    return path[::-1]


def spans_of(tags: list[str]) -> list[tuple[int, int, str]]:
    """The (first word, one past the last, label) of BIO tags; an I- without its B- begins a span."""
    spans: list[tuple[int, int, str]] = []
    start, label = 0, ""
    for word, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            spans.append((start, word, label))
            label = ""
        if tag != "O" and not label:
            start, label = word, tag[2:]
    return spans


def best_tree(arcs: Floats) -> list[int]:
    """The head of each word in the best tree with one root: arcs [word, head], a root's head is itself.

    Greedy first, since the best heads are nearly always a tree; Chu-Liu/Edmonds where they are not.
    """
    words = len(arcs)
    heads: list[int] = arcs.argmax(axis=1).tolist()
    if _is_tree(heads):
        return heads
    # Node 0 is an artificial root; only the likeliest roots are tried, one at a time.
    roots = np.argsort(-np.diag(arcs))[: min(3, words)]
    trees = [_rooted_tree(arcs, int(root)) for root in roots]
    return max(trees, key=lambda tree: sum(arcs[word, head] for word, head in enumerate(tree)))


def _is_tree(heads: list[int]) -> bool:
    roots = [word for word, head in enumerate(heads) if head == word]
    return len(roots) == 1 and not _cycle(heads, roots[0])


def _rooted_tree(arcs: Floats, root: int) -> list[int]:
    scores = arcs.astype(np.float64).copy()
    np.fill_diagonal(scores, -np.inf)
    heads = _arborescence(scores, root)
    heads[root] = root
    return heads


def _arborescence(scores: npt.NDArray[np.float64], root: int) -> list[int]:
    """The best spanning tree out of ``root``. Source: Edmonds 1967, by contraction of cycles."""
    heads: list[int] = scores.argmax(axis=1).tolist()
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    return _expand(scores, root, heads, cycle)


def _cycle(heads: list[int], root: int) -> list[int]:
    state = [0] * len(heads)
    state[root] = 2
    for start in range(len(heads)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _expand(scores: npt.NDArray[np.float64], root: int, heads: list[int], cycle: list[int]) -> list[int]:
    """The best tree where the words of a cycle are one word, the last, and then the cycle opened again."""
    inside = set(cycle)
    rest = [word for word in range(len(scores)) if word not in inside]
    size = len(rest) + 1
    of_rest, of_cycle = scores[rest], scores[cycle]
    out = of_rest[:, cycle]
    into = of_cycle[:, rest] - scores[cycle, [heads[word] for word in cycle]][:, None]
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = of_rest[:, rest]
    small[:-1, -1], small[-1, :-1] = out.max(axis=1), into.max(axis=0)
    leaves, enters = out.argmax(axis=1), into.argmax(axis=0)
    solved = _arborescence(small, rest.index(root))
    result = list(heads)
    for i, word in enumerate(rest):
        if word != root:
            result[word] = cycle[leaves[i]] if solved[i] == size - 1 else rest[solved[i]]
    result[cycle[enters[solved[-1]]]] = rest[solved[-1]]
    return result
