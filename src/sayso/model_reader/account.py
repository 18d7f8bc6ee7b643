"""What reading by a model takes: questions, tokens, money; and a limit to it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens, in whatever money: no list of prices is kept here, they change."""

    tokens_in: float
    tokens_out: float


@dataclass(slots=True)
class Account:
    """Counts up while reports are read; any number of threads may count."""

    price: Price | None = None
    #: no further question once so many tokens were used; None: no limit
    limit: int | None = None
    asked: int = 0
    remembered: int = 0
    repeated: int = 0
    unanswered: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    #: answers whose server did not say how many tokens they took; theirs are estimated
    estimated: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def cost(self) -> float | None:
        """What it cost; None without a price."""
        if self.price is None:
            return None
        return (self.tokens_in * self.price.tokens_in + self.tokens_out * self.price.tokens_out) / 1e6

    def may_ask(self) -> bool:
        """Is the limit not reached?"""
        return self.limit is None or self.tokens_in + self.tokens_out < self.limit

    def count(self, **more: int) -> None:
        """Add to the counts by their names."""
        with self._lock:
            for name, number in more.items():
                setattr(self, name, getattr(self, name) + number)

    def in_words(self) -> str:
        """All of it as one line."""
        parts = [f"{self.asked:,} question{'' if self.asked == 1 else 's'}"]
        parts += [f"{self.remembered:,} remembered"] if self.remembered else []
        parts += [f"{self.repeated:,} asked again"] if self.repeated else []
        parts += [f"{self.unanswered:,} without an answer"] if self.unanswered else []
        guess = " (in part estimated)" if self.estimated else ""
        parts += [f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out{guess}"]
        return ", ".join(parts) + ("" if self.cost is None else f", cost {self.cost:,.4f}")
