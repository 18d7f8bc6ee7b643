"""The Gun Violence Database: the victims of each article, killed and injured, as a multiset.

Counted as ``COUNTED`` says. Nothing is learned from the articles.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.claims.happened.happenings import find_happenings
from sayso.claims.harm.casualties import find_casualties
from sayso.claims.harm.harmed import find_harmed
from sayso.claims.sides.parties import is_person_name

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.model import Count
    from sayso.pipeline import Reader

OUTCOMES = ("killed", "injured")

#: words that tell of somebody who was hurt and lives
_SURVIVING = frozenset(
    ["wounded", "wounding", "wounds", "injured", "injuring", "hurt", "hospitalized", "hospitalised", "survived", "survive",
     "recovering", "stable", "critical", "surgery", "non-life-threatening", "injuries"]
)  # fmt: skip

COUNTED = (
    "F1, over all articles, of the multiset of victims by outcome: killed, else injured or hospitalised; victims without an "
    "outcome are left out. Ours are the counts of the claims: of one article the largest count of each outcome, or the number "
    "of different names, since claims repeat one another; what is told as background is left out, and who was shot"
    " where as many died, and no word tells of survivors, is not counted again."
)


def figures(path: Path, reader: Reader) -> list[tuple[str, float]]:
    """What each figure of the table is, and the figure."""
    precision, recall, f1 = evaluate_gvdb(path, reader)
    return [("F1, victims by outcome", f1), ("precision", precision), ("recall", recall)]


def evaluate_gvdb(path: Path, reader: Reader) -> tuple[float, float, float]:
    """(precision, recall, F1) of victims by outcome over the articles of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    hit = given = wanted = 0
    for row, doc in zip(rows, reader.nlp.pipe([row["text"] for row in rows]), strict=True):
        gold, ours = gold_victims(row), victims(doc)
        hit += sum((gold & ours).values())
        given += sum(ours.values())
        wanted += sum(gold.values())
    precision, recall = hit / max(1, given), hit / max(1, wanted)
    return precision, recall, 2 * hit / max(1, given + wanted)


def gold_victims(row: dict[str, Any]) -> Counter[str]:
    """How many victims of each outcome the article's record has."""
    counted: Counter[str] = Counter()
    for victim in row["annotation"]["victim-section"]:
        was = victim.get("victim-was") or []
        if "killed" in was:
            counted["killed"] += 1
        elif was:
            counted["injured"] += 1
    return counted


def victims(doc: Doc) -> Counter[str]:
    """How many victims of each outcome our claims count."""
    counts: list[Count] = []
    found = find_happenings(doc)
    for one in found:
        others = {head.i for other in found if other is not one for head in other.heads}
        if one.kind not in ("arrest", "protest") and not one.negated and not one.background:
            counts += find_casualties(find_harmed(one, others))[0]
    counted = Counter({outcome: _most(counts, outcome, doc) for outcome in OUTCOMES})
    if counted["injured"] <= counted["killed"] and not _tells_of_survivors(doc):
        counted["injured"] = 0
    return counted


def _tells_of_survivors(doc: Doc) -> bool:
    """Does a word say that somebody lived? Who "was shot" may be who "died" in the next sentence."""
    return any(token.lower_ in _SURVIVING for token in doc)


def _most(counts: Iterable[Count], outcome: str, doc: Doc) -> int:
    """The largest count of an outcome, or the number of different names that have it."""
    mine = [count for count in counts if count.effect == outcome]
    largest = max((count.low or 0 for count in mine), default=0)
    return max(largest, len(_names(mine, doc)))


def _names(counts: Iterable[Count], doc: Doc) -> set[str]:
    found = set()
    for count in counts:
        words = doc.char_span(count.span.start, count.span.end)
        if words is not None and is_person_name(words.root):
            found.add(words[-1].lower_)
    return found
