"""Scores → labels: the best path of a tagger, the best tree of a parser.

Arrays are named by their axes: word, tag, head.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def best_path(scores: Floats, between: Floats, first: Floats) -> list[int]:
    """The highest-scoring sequence of tags: scores [word, tag], between [tag, next tag], first [tag].

    Source: Viterbi 1967; the scores are those of a linear-chain CRF (Lafferty et al. 2001).
    """
    if not len(scores):
        return []
    best = scores[0] + first
    came_from = np.zeros(scores.shape, dtype=np.int64)
    for word in range(1, len(scores)):
        paths = best[:, None] + between
        came_from[word] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[word]
    path = [int(best.argmax())]
    for word in range(len(scores) - 1, 0, -1):
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
    heads = arcs.argmax(axis=1)
    if _is_tree(heads):
        return [int(head) for head in heads]
    # Node 0 is an artificial root; only the likeliest roots are tried, one at a time.
    roots = np.argsort(-np.diag(arcs))[: min(3, words)]
    trees = [_rooted_tree(arcs, int(root)) for root in roots]
    return max(trees, key=lambda tree: sum(arcs[word, head] for word, head in enumerate(tree)))


def _is_tree(heads: npt.NDArray[np.int64]) -> bool:
    if sum(int(head == word) for word, head in enumerate(heads)) != 1:
        return False
    for word in range(len(heads)):
        seen, at = 0, word
        while heads[at] != at:
            at, seen = int(heads[at]), seen + 1
            if seen > len(heads):
                return False
    return True


def _rooted_tree(arcs: Floats, root: int) -> list[int]:
    scores = arcs.astype(np.float64).copy()
    np.fill_diagonal(scores, -np.inf)
    heads = _arborescence(scores, root)
    heads[root] = root
    return heads


def _arborescence(scores: npt.NDArray[np.float64], root: int) -> list[int]:
    """The best spanning tree out of ``root``. Source: Edmonds 1967, by contraction of cycles."""
    words = len(scores)
    heads = [int(scores[word].argmax()) if word != root else root for word in range(words)]
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
    inside = set(cycle)
    rest = [word for word in range(len(scores)) if word not in inside]
    size = len(rest) + 1
    small = np.full((size, size), -np.inf)
    loss = {word: scores[word, heads[word]] for word in cycle}
    enters, leaves = {}, {}
    for i, word in enumerate(rest):
        for j, head in enumerate(rest):
            if i != j:
                small[i, j] = scores[word, head]
        leaves[i] = max(cycle, key=lambda inner: scores[word, inner])
        small[i, size - 1] = scores[word, leaves[i]]
        enters[i] = max(cycle, key=lambda inner: scores[inner, word] - loss[inner])
        small[size - 1, i] = scores[enters[i], word] - loss[enters[i]]
    solved = _arborescence(small, rest.index(root))
    result = list(heads)
    for i, word in enumerate(rest):
        if word != root:
            result[word] = leaves[i] if solved[i] == size - 1 else rest[solved[i]]
    result[enters[solved[size - 1]]] = rest[solved[size - 1]]
    return result
