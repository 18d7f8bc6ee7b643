"""The word lists of ``vocabulary/telling.toml`` and ``roles.toml``, each as a set."""

from __future__ import annotations

import functools

from sayso import vocabulary


@functools.cache
def words(section: str, name: str) -> frozenset[str]:
    """One list of ``vocabulary/telling.toml``."""
    listed: list[str] = vocabulary.load("telling")[section][name]
    return frozenset(listed)


@functools.cache
def role_words(name: str) -> frozenset[str]:
    """One list of ``vocabulary/roles.toml``."""
    return frozenset(vocabulary.load("roles")[name]["lemmas"])
