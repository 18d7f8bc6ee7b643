"""Domain knowledge as data: TOML files beside this one, loaded to plain values and kept.

TOML, because the standard library reads it and it has comments.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from sayso.problems import WrongCall

FOLDER = Path(__file__).parent


@functools.cache
def load(name: str) -> dict[str, Any]:
    """The values of a vocabulary file; treat them as frozen, every caller gets the same ones."""
    path = FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(sorted(found.stem for found in FOLDER.glob("*.toml")))
        raise WrongCall(f"{name}: no such vocabulary. There are: {known}.") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongCall(
            f"{path.name}: not a vocabulary file: {error}. Mend the line, or take the file back."
        ) from error


@functools.cache
def kinds() -> tuple[str, ...]:
    """The names of the kinds of happening, more special ones first."""
    return tuple(load("kinds")["kinds"])
