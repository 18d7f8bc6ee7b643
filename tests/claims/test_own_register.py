"""Actors of the user: what is taken, what is refused, and that they are known afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.claims.sides import parties
from sayso.claims.sides.own_register import VARIABLE, add_actors, own_actors, read_register
from sayso.cli import run
from sayso.problems import NotFound, WrongCall

MINE = '[register]\n"Marsh Brigade" = ["Brigade of the Marshes", "MBX"]\n"Dune Front" = []\n'


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A file of two invented actors."""
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The file that the user's actors are kept in, not there yet; the register is read anew before and after."""
    path = tmp_path / "kept" / "actors.toml"
    monkeypatch.setenv(VARIABLE, str(path))
    _forget()
    yield path
    monkeypatch.delenv(VARIABLE)
    _forget()


def _forget() -> None:
    parties._register.cache_clear()
    parties._abbreviations.cache_clear()


def test_the_command_adds_actors(mine: Path, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """sayso actors add says how many actors it added and where they are; they are known from then on."""
    assert run(["actors", "add", str(mine)]) == 0
    assert capsys.readouterr().out == f"{mine}: 2 actors now in {register}.\n"
    assert parties.canonical("the Brigade of the Marshes") == "Marsh Brigade"
    assert parties.canonical("MBX") == "Marsh Brigade"
    assert parties.canonical("mbx") is None


def test_an_actor_added_again_gets_further_aliases(mine: Path, register: Path) -> None:
    """Aliases add up in their order; none is lost and none is twice."""
    add_actors(mine)
    mine.write_text('[register]\n"Marsh Brigade" = ["MBX", "Marshmen"]\n', encoding="utf-8")
    assert add_actors(mine) == (1, register)
    assert own_actors()["Marsh Brigade"] == ["Brigade of the Marshes", "MBX", "Marshmen"]
    assert own_actors()["Dune Front"] == []


def test_any_name_is_kept_as_it_is(tmp_path: Path) -> None:
    """Quotation marks, backslashes and other alphabets come back as they were given."""
    names = {'The "Free" Men': ["C:\\Men", "Люди", "a\tb"]}
    given = tmp_path / "given.toml"
    given.write_text('[register]\n"The \\"Free\\" Men" = ["C:\\\\Men", "Люди", "a\\tb"]\n', encoding="utf-8")
    assert read_register(given) == names
    assert read_register(add_actors(given, tmp_path / "out.toml")[1]) == names


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x = 1\n", "it has no \\[register\\]"),
        ("[register]\n", "it has no \\[register\\]"),
        ('[register]\n"A" = "B"\n', "the aliases of 'A' are no list of names"),
        ('[register]\n"A" = [1]\n', "the aliases of 'A' are no list of names"),
        ('[register\n"A" = []\n', "no register of actors: .*line 1"),
    ],
)
def test_what_is_no_register_is_refused(tmp_path: Path, text: str, why: str) -> None:
    """A file that is no register is refused with its name and what is wrong; nothing is written."""
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match=why):
        add_actors(path, tmp_path / "out.toml")
    assert not (tmp_path / "out.toml").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is refused by name."""
    with pytest.raises(NotFound, match="no.toml"):
        add_actors(tmp_path / "no.toml", tmp_path / "out.toml")


def test_a_register_that_is_named_must_be_there(register: Path) -> None:
    """The variable that names no file says how to make it."""
    with pytest.raises(WrongCall, match="sayso actors add FILE"):
        own_actors()
