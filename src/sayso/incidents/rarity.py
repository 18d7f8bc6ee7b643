"""How uncommon a word is, from a table that is the same for every ledger.

The table is data: were it counted in the ledger itself, each new report would move all others.
"""

from __future__ import annotations

import gzip
import math
import re
from functools import cache

from sayso import vocabulary

#: the share of reports taken for a word that the table does not have
_UNSEEN = 1 / 1500
#: at least so uncommon a word must be to be worth a look: one report in a hundred
UNCOMMON = math.log(90)

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def words_in(text: str) -> list[str]:
    """The words in order, folded, without a possessive."""
    return [bare(word) for word in _WORD.findall(text)]


def bare(word: str) -> str:
    """One word, folded, without a possessive."""
    return word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")


def rarity(word: str) -> float:
    """0 for a word that every report has, 7.3 for one that hardly any has: the log of one in how many."""
    return -math.log(_shares().get(word, _UNSEEN))


@cache
def _shares() -> dict[str, float]:
    """Word → the share of reports that have it, in whichever of the corpora has it most often."""
    packed = (vocabulary.FOLDER / "word_shares.en.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: int(per_10000) / 10_000 for word, per_10000 in pairs}
