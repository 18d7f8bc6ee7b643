"""Who says what: attributions of whole articles, and of token windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sayso.evaluation import as_line
from sayso.language import layers

if TYPE_CHECKING:
    from sayso.pipeline import Reader

Spans = list[tuple[int, int, str, str]]
ROLES = (layers.SOURCE, layers.CUE, layers.CONTENT)


def predict_attribution(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line an article, its attributions grouped by their cue."""
    for record in records:
        doc = reader.nlp(record["text"])
        spans = [(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans.get(layers.SPEECH, [])]
        # an attribution of nothing is none; a window may be cut between a cue and what it introduces
        said = [one for one in grouped(spans) if one[layers.CONTENT]]
        yield as_line({"id": record["id"], "attributions": said})


def predict_attribution_windows(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a window, over the tokens given."""
    records = list(records)
    for start in range(0, len(records), 64):
        part = records[start : start + 64]
        words = [[r["text"][s:e] for s, e in r["tokens"]] for r in part]
        for record, made in zip(part, reader.nlp.layers_of(words), strict=True):
            offsets = record["tokens"]
            cues = dict(zip(made.speech, made.cue_of, strict=True))
            spans = [
                (offsets[s][0], offsets[e - 1][1], label, str(cue)) for (s, e, label), cue in cues.items()
            ]
            yield as_line({"id": record["id"], "attributions": grouped(spans)})


def grouped(spans: Sequence[tuple[int, int, str, str]]) -> list[dict[str, list[list[int]]]]:
    """Attributions: the spans that share an id, by role."""
    groups: dict[str, dict[str, list[list[int]]]] = {}
    for start, end, role, number in spans:
        groups.setdefault(number, {role: [] for role in ROLES})[role].append([start, end])
    return list(groups.values())
