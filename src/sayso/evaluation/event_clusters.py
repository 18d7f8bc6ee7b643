"""Which words, in one document or across documents, are said of the same event: the task event-clusters.

The words are given. They are compared by themselves, by their sentences and by their documents; what each
likeness counts for is learned (``vocabulary/mention_weights.toml``), and words become groups as reports do.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.evaluation import as_line
from sayso.incidents.grouping import Pair, grouped
from sayso.incidents.rarity import rarity, words_in
from sayso.incidents.report_reasons import shared_weights
from sayso.incidents.traits import Traits, traits_of
from sayso.model import Report, ReportId

if TYPE_CHECKING:
    from sayso.pipeline import Reader

#: documents less alike than this are not looked at together
_LEAST_ALIKE = 0.245
#: words that have nothing in common are looked at only in sentences at least so alike
_LIKE_SENTENCES = 0.35
#: words before and after that belong to its surroundings, within so many characters
_AROUND, _AROUND_CHARACTERS = 5, 60
#: the log odds of a pair that is not worth a look
_UNLIKE = -3.0
#: the rarity of a word that hardly any document has
_RAREST = 7.0
_END = re.compile(r"[.!?][\"”']* (?=[A-Z\"“'])")


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """Words said of an event. The vectors have length one."""

    id: str
    document: int
    #: stem → rarity, of the words themselves
    stems: Mapping[str, float]
    head: str
    #: rows of words that are said of one happening, by number
    rows: frozenset[int]
    sentence: Mapping[str, float]
    around: Mapping[str, float]


def predict_event_clusters(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a mention: the name of its cluster, which is that of its first mention."""
    mentions, alike = read_mentions(records)
    start, weights = learned()

    def score(i: int, j: int) -> float:
        strong = strengths(mentions[i], mentions[j], alike)
        return _UNLIKE if strong is None else start + sum(map(float.__mul__, weights, strong))

    for group in grouped(len(mentions), worth_a_look(mentions, alike), score):
        for i in group:
            yield as_line({"item": mentions[i].id, "cluster": mentions[group[0]].id})


def read_mentions(records: Iterable[dict[str, Any]]) -> tuple[list[Mention], Alike]:
    """The mentions by their ids, and how alike their documents are."""
    rows = sorted(records, key=lambda record: str(record["id"]))
    texts = {row["doc_id"]: row["text"] for row in rows}
    numbers = {name: number for number, name in enumerate(sorted(texts))}
    alike = Alike([traits_of(Report(ReportId(name), texts[name])) for name in numbers])
    return [_mention(row, numbers[row["doc_id"]]) for row in rows], alike


class Alike:
    """How alike two documents are, from 0 to 1, by number; worked out once a pair."""

    def __init__(self, documents: Sequence[Traits]) -> None:
        self.size = len(documents)
        self._known = {
            (i, j): math.sqrt(sum(shared_weights(documents[i], documents[j])))
            for i, j in combinations(range(self.size), 2)
        }

    def between(self, i: int, j: int) -> float:
        """1 for a document and itself."""
        return 1.0 if i == j else self._known[min(i, j), max(i, j)]


def worth_a_look(mentions: Sequence[Mention], alike: Alike) -> Iterator[Pair]:
    """Pairs of mentions of one document or of documents that are somewhat alike."""
    by_document: defaultdict[int, list[int]] = defaultdict(list)
    for position, mention in enumerate(mentions):
        by_document[mention.document].append(position)
    for one, other in combinations(sorted(by_document), 2):
        if alike.between(one, other) >= _LEAST_ALIKE:
            yield from (
                pair
                for pair in product(by_document[one], by_document[other])
                if strengths(mentions[pair[0]], mentions[pair[1]], alike) is not None
            )
    for positions in by_document.values():
        yield from (
            (i, j)
            for i, j in combinations(positions, 2)
            if strengths(mentions[i], mentions[j], alike) is not None
        )


def strengths(one: Mention, other: Mention, alike: Alike) -> tuple[float, ...] | None:
    """How far each likeness holds, in the order of the weights; None if they have nothing in common."""
    shared = one.stems.keys() & other.stems.keys()
    kin = not shared and not one.rows.isdisjoint(other.rows)
    sentences = math.sqrt(_cosine(one.sentence, other.sentence))
    if not shared and not kin and sentences <= _LIKE_SENTENCES:
        return None
    documents = alike.between(one.document, other.document)
    apart = one.document != other.document
    head = one.head == other.head
    return (
        min(one.stems.get(one.head, 1.0), other.stems.get(other.head, 1.0)) / _RAREST if head else 0.0,
        documents,
        documents if head and apart else 0.0,
        math.sqrt(_cosine(one.around, other.around)),
        sentences if head or shared else 0.0,
        sentences if kin else 0.0,
        documents if kin and apart else 0.0,
        0.0 if apart else 1.0,
        sentences,
    )


@cache
def learned() -> tuple[float, tuple[float, ...]]:
    """What two mentions start with, and the weights in the order of ``strengths``."""
    data = vocabulary.load("mention_weights")
    return data["start"], tuple(data["weights"].values())


@cache
def stem(word: str) -> str:
    """What the forms of a folded word have in common.

    >>> stem("bombings") == stem("bombed"), stem("struck") == stem("strikes")
    (True, True)
    """
    word = _forms().get(word, word)
    for ending in vocabulary.load("event_words")["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "eyi" else word


def _mention(row: Mapping[str, Any], document: int) -> Mention:
    text, start, end = row["text"], row["start"], row["end"]
    empty = vocabulary.load("event_words")["empty"]
    words = words_in(text[start:end]) or [text[start:end].casefold()]
    telling = [word for word in words if word not in empty] or words
    stems = {stem(word): max(rarity(word), 1.0) for word in telling}
    before = words_in(text[max(0, start - _AROUND_CHARACTERS) : start])[-_AROUND:]
    after = words_in(text[end : end + _AROUND_CHARACTERS])[:_AROUND]
    sentence = [word for word in words_in(_sentence(text, start)) if word not in words]
    return Mention(
        row["id"],
        document,
        stems,
        stem(telling[-1]),
        frozenset(row for name in stems for row in _rows().get(name, ())),
        _vector(sentence),
        _vector([*before, *after]),
    )


def _sentence(text: str, position: int) -> str:
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    number = min(bisect_right(cuts, position), len(cuts) - 1)
    return text[cuts[number - 1] : cuts[number]]


def _vector(words: Iterable[str]) -> dict[str, float]:
    weights = {word: rarity(word) * (1 + math.log(times)) for word, times in Counter(words).items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    fewer, more = sorted((one, other), key=len)
    return sum(weight * more[word] for word, weight in fewer.items() if word in more)


@cache
def _forms() -> dict[str, str]:
    forms = vocabulary.load("event_words")["forms"]
    return {form: word for word, others in forms.items() for form in others}


@cache
def _rows() -> dict[str, tuple[int, ...]]:
    """Stem → the numbers of the rows that it stands in."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(vocabulary.load("event_words")["said_of_one"]):
        for word in row:
            rows[stem(word)].append(number)
    return {name: tuple(numbers) for name, numbers in rows.items()}
