"""The user's own actors: a file of names and aliases beside the bundled register."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sayso.folders import data_folder
from sayso.problems import NotFound, WrongCall

#: names the user's own register; without it there is one in the user's data folder
VARIABLE = "SAYSO_ACTORS"

#: name → aliases
Register = dict[str, list[str]]

_WANTED = 'It needs [register] and lines such as "Marsh Brigade" = ["Brigade of the Marshes", "MBX"]'


def users_register() -> Path:
    """The file of the user's own actors, whether or not there is one yet."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else data_folder() / "actors.toml"


def own_actors() -> Register:
    """The user's own actors; none if there is no file of them."""
    path = users_register()
    if path.is_file():
        return read_register(path)
    if os.environ.get(VARIABLE):
        raise WrongCall(
            f"{path}: {VARIABLE} names this register of actors, and there is none. Make it with: sayso actors add FILE"
        )
    return {}


def read_register(path: Path) -> Register:
    """The actors of a TOML file with ``[register]``, as in ``actors.toml``; WrongCall says what is wrong with it."""
    if not path.is_file():
        raise NotFound(str(path), "there is no such file")
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise WrongCall(f"{path}: this is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongCall(f"{path}: no register of actors: {error}. {_WANTED}.") from error
    register = found.get("register")
    if not isinstance(register, dict) or not register:
        raise WrongCall(f"{path}: no register of actors: it has no [register]. {_WANTED}.")
    return {name: _aliases(path, name, aliases) for name, aliases in register.items()}


def _aliases(path: Path, name: str, aliases: Any) -> list[str]:
    if not isinstance(aliases, list) or not all(isinstance(one, str) and one.strip() for one in aliases):
        raise WrongCall(f"{path}: the aliases of {name!r} are no list of names. {_WANTED}.")
    return aliases


def add_actors(file: Path, register: Path | None = None) -> tuple[int, Path]:
    """How many actors of a file are now in the user's register, all or none, and the register.

    An actor that is there already gets the further aliases.
    """
    target = register or users_register()
    added = read_register(file)
    kept = read_register(target) if target.is_file() else {}
    for name, aliases in added.items():
        kept[name] = list(dict.fromkeys([*kept.get(name, []), *aliases]))
    try:
        _write(target, kept)
    except OSError as error:
        raise WrongCall(
            f"{target}: cannot be written ({error}). Nothing was added. Give another file with --register or {VARIABLE}."
        ) from error
    return len(added), target


def _write(target: Path, register: Mapping[str, list[str]]) -> None:
    """The register as TOML, whole or not at all; a string of JSON is one of TOML."""
    lines = [f"{_quoted(name)} = [{', '.join(map(_quoted, register[name]))}]" for name in sorted(register)]
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_text("\n".join(["[register]", *lines, ""]), encoding="utf-8")
    part.replace(target)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
