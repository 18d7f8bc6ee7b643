"""Who reads: the embedded reader, a language model that the user names, or both side by side."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Self

import typer

from sayso.cli.talk import complain
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from sayso.model import Reading
    from sayso.model_reader import Price
    from sayso.pipeline import Taken
    from sayso.pool import Careful, Pool
    from sayso.second_reader import ModelReader

NAMES = ("embedded", "openai", "both")

ReaderName = Annotated[
    str,
    typer.Option(
        "--reader",
        metavar="|".join(NAMES),
        help="who reads; openai: a language model, the text is sent to --base-url",
    ),
]
BaseUrl = Annotated[
    str | None, typer.Option(help="where an OpenAI-compatible server answers, http(s)://HOST[:PORT]/v1")
]
Model = Annotated[str | None, typer.Option(help="which model of that server")]
Context = Annotated[
    int | None,
    typer.Option(min=4000, metavar="TOKENS", help="the context that the model has, 8192 if not said"),
]
Prices = Annotated[
    str | None,
    typer.Option("--price", metavar="IN,OUT", help="money for a million tokens, to count the cost"),
]
TokenLimit = Annotated[
    int | None, typer.Option(min=1, metavar="TOKENS", help="ask nothing more once so many were used")
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        help="processes that read, if there is much to read; one a core if not said, 1: none beside this one",
    ),
]


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers of a call; one of them may be None."""

    embedded: Pool | Careful | None
    model: ModelReader | None
    pool: Pool | None = None

    @property
    def signed(self) -> str | None:
        """What the readings of this call name as their reader; None where each report has two."""
        if self.pool is not None:
            return self.pool.reading_name
        return self.model.name if self.model is not None and self.embedded is None else None

    def read(self, taken: Iterable[Taken]) -> Iterator[tuple[Reading | None, Reading | None]]:
        """The readings of each report by the embedded reader and by the model, in the order of the reports."""
        if self.embedded is None or self.model is None:
            alone = self.embedded or self.model
            assert alone is not None, "a call has a reader"
            for reading in alone.read_many(taken):
                yield (None, reading) if self.embedded is None else (reading, None)
            return
        # a few reports are held for the one that is behind
        ours, theirs = itertools.tee(taken)
        yield from zip(self.embedded.read_many(ours), self.model.read_many(theirs), strict=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """End the processes that read; say what the model took, also where the call ended early."""
        if self.pool is not None:
            self.pool.close()
        if self.model is not None:
            self.model.close()
            complain(f"{self.model.model} at {self.model.server.name}: {self.model.account.in_words()}.")


def open_readers(
    name: str,
    base_url: str | None,
    model: str | None,
    context: int | None = None,
    prices: str | None = None,
    token_limit: int | None = None,
    workers: int | None = None,
) -> Readers:
    """The readers of that name, loaded; where text leaves sayso, the user is told so first."""
    if name not in NAMES:
        raise WrongCall(f"{name}: no such reader. Give --reader as one of: {', '.join(NAMES)}.")
    given = {"--base-url": base_url, "--model": model, "--price": prices}
    if name == "embedded":
        needless = [option for option, value in given.items() if value is not None]
        if needless:
            raise WrongCall(
                f"{needless[0]}: the embedded reader asks no server. Add --reader openai, or leave it out."
            )
        pool = open_pool(workers)
        return Readers(pool, None, pool)
    if workers is not None:
        raise WrongCall(f"--workers: with --reader {name} a server reads. Leave it out.")
    if not base_url or not model:
        raise WrongCall(
            f"--reader {name} needs the server and the model: --base-url http://127.0.0.1:8000/v1 --model NAME. "
            "See docs/model-reader.md."
        )
    return _with_model(name, base_url, model, context, _price(prices), token_limit)


def open_pool(workers: int | None) -> Pool:
    """The embedded reader, loaded, and so many processes beside it once there is much to read."""
    from sayso.pipeline import load_reader
    from sayso.pool import Pool, cores

    return Pool(load_reader(), workers or cores())


def _with_model(
    name: str, base_url: str, model: str, context: int | None, price: Price | None, token_limit: int | None
) -> Readers:
    from sayso.model_reader import CONTEXT
    from sayso.pipeline import load_reader
    from sayso.pool import Careful
    from sayso.second_reader import load_model_reader

    embedded = load_reader()
    second = load_model_reader(
        base_url, model, context=context or CONTEXT, price=price, token_limit=token_limit, embedded=embedded
    )
    complain(second.server.notice(model))
    return Readers(Careful(embedded) if name == "both" else None, second)


def _price(prices: str | None) -> Price | None:
    from sayso.model_reader import Price

    if prices is None:
        return None
    try:
        tokens_in, tokens_out = (float(part) for part in prices.split(","))
        if min(tokens_in, tokens_out) < 0:
            raise ValueError
    except ValueError:
        raise WrongCall(
            f"{prices}: these are no prices. Give --price as IN,OUT, for example 0.5,1.5."
        ) from None
    return Price(tokens_in, tokens_out)
