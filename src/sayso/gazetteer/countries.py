"""The codes of countries (ISO 3166, two letters and three) and of their first-level regions (GeoNames)."""

from __future__ import annotations

import functools
from pathlib import Path

from sayso.gazetteer.names import key, without_class

DATA = Path(__file__).parent / "data"


def two_letters(code: str) -> str:
    """The two letters of a country for its code, or for one that begins so ("SYR", "SY0204"); "" if there is none.

    >>> two_letters("SYR"), two_letters("SY0204"), two_letters("")
    ('SY', 'SY', '')
    """
    code = code.upper()
    short, long = code[:2], code[:3]
    return _by_three().get(long) or (short if short in _by_three().values() else "")


@functools.cache
def _by_three() -> dict[str, str]:
    return {row[1]: row[0] for row in _rows("countryInfo.txt")}


def region_code(country: str, name: str) -> str:
    """The code of a country's first-level region of that name; "" if it has none.

    >>> region_code("SY", "Idlib Governorate"), region_code("SY", "Kent")
    ('SY.12', '')
    """
    return _regions().get((country, key(without_class(name))), "")


@functools.cache
def _regions() -> dict[tuple[str, str], str]:
    return {
        (code[:2], key(without_class(name))): code
        for code, *names, _ in _rows("admin1CodesASCII.txt")
        for name in names
    }


def _rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
