"""Words → word pieces: what the encoder reads.

The vocabulary is BERT's, uncased. Ours, because the library that does it brings a client of a model
hub, and sayso must never ask one. Unlike BERT's own, all quotation marks are one mark, so that
curly, straight and typewriter quotes read the same.

Source: Devlin et al. 2019, section 3; the greedy longest match of Schuster & Nakajima 2012.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

#: A web address gives no more than this many pieces; the rest of one word tells nothing more.
MOST_PIECES = 12

#: letters of a part that are looked at: no MOST_PIECES pieces are longer together
_LONGEST = 12 * 20

_PARTS = re.compile(r"[^\W_]+|[^\s]", re.UNICODE)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`´", "'"))


class WordPiece:
    """The pieces of a word; each word is cut once and remembered."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.ids: Mapping[str, int] = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]
        self._seen: dict[str, tuple[int, ...]] = {}

    def pieces(self, word: str) -> tuple[int, ...]:
        """The ids of the word's pieces, at least one, at most MOST_PIECES."""
        known = self._seen.get(word)
        if known is None:
            parts = _PARTS.findall(_plain(word)) or [""]
            known = tuple(piece for part in parts[:MOST_PIECES] for piece in self._cut(part[:_LONGEST]))[
                :MOST_PIECES
            ]
            if len(self._seen) < 200_000:
                self._seen[word] = known
        return known

    def _cut(self, part: str) -> list[int]:
        found, start = [], 0
        while start < len(part):
            end, piece = self._longest(part, start)
            if piece is None:
                return [self.unknown]
            found.append(piece)
            start = end
        return found or [self.unknown]

    def _longest(self, part: str, start: int) -> tuple[int, int | None]:
        for end in range(len(part), start, -1):
            piece = self.ids.get(("##" if start else "") + part[start:end])
            if piece is not None:
                return end, piece
        return start, None


def _plain(word: str) -> str:
    """Lower case, without accents, one kind of quotation mark; `` and '' are double quotes."""
    if word in ("``", "''"):
        return '"'
    letters = unicodedata.normalize("NFD", word.translate(_QUOTES).lower())
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")
