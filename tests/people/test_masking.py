"""Roles stand in the place of names, whatever the name is written in; nothing else is touched."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people_makings import in_other_letters, look_alikes

from sayso.people import Hidden, Masker

GRACE = Hidden("Grace Atim", "a resident")
mask = Masker([GRACE], ["Peter Atim"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Grace Atim", "a resident"),
        ("said Grace Atim, who sells fish", "said [a resident], who sells fish"),
        ("GRACE ATIM said", "[a resident] said"),
        ("Atim said that Grace's shop burned", "[a resident] said that [a resident]'s shop burned"),
        ("Grace M. Atim", "a resident"),
        ("Atim, Grace", "a resident"),
        ("G. Atim", "a resident"),
        ("#GraceAtim and @grace_atim", "#[a resident] and @[a resident]"),
        ("Gra\u0441e At\u0456m said", "[a resident] said"),
        ("Gra\u200bce\u00a0At\u00adim", "a resident"),
        ("Ｇｒａｃｅ Ａｔｉｍ", "a resident"),
        ("𝐆𝐫𝐚𝐜𝐞 𝐀𝐭𝐢𝐦", "a resident"),
        ("Gràcé Ätim", "a resident"),
        ("G r a c e  A t i m", "a resident"),
        ("Peter Atim, the governor, denied it", "Peter Atim, the governor, denied it"),
        ("grace under fire", "grace under fire"),
        ("a disgrace, said Atimba", "a disgrace, said Atimba"),
        ("", ""),
    ],
)
def test_a_name_becomes_its_role(text: str, shown: str) -> None:
    """Whole, in parts, reversed, with an initial, in look-alikes; a word of the language or another name stays."""
    assert mask(text) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://lantern.example/news/grace-atim-tells", "https://lantern.example/"),
        ("https://lantern.example/a?who=Grace%20Atim", "https://lantern.example/"),
        ("https://lantern.example/bomb-near-kitgum", "https://lantern.example/bomb-near-kitgum"),
        ("https://graceatim.example/1", ""),
    ],
)
def test_an_address_with_a_name_is_cut_to_its_host(address: str, shown: str) -> None:
    """Of a host that is the name nothing is left."""
    assert mask.url(address) == shown


def test_blocks_keep_the_length() -> None:
    """Offsets into a text with blocks are those of the text."""
    assert mask.black("said Grace Atim.") == "said ██████████."


def test_names_written_in_another_script_are_found_by_sound() -> None:
    """Cyrillic and Greek, letter by letter."""
    ivan = Masker([Hidden("Ivan Petrov", "a resident"), Hidden("Nikos Manolis", "a witness")])
    assert ivan("сказал Иван Петров.") == "сказал [a resident]."
    assert ivan("είπε ο Νικος Μανολις.") == "είπε ο [a witness]."


def test_look_alikes_of_many_names_are_all_found() -> None:
    """Each letter by chance exchanged for one that looks like it: none gets through, and no other word goes."""
    dice = random.Random(5)
    names = [
        f"{a} {b}" for a in ("Amina", "Tomas", "Ilse", "Okot", "Mirela") for b in ("Dravic", "Osman", "Helk")
    ]
    tried = 0
    for name in names:
        one = Masker([Hidden(name, "a witness")])
        for _ in range(40):
            written = in_other_letters(name, dice)
            tried += 1
            assert one(f"the wall, said {written}, fell") == "the wall, said [a witness], fell", written
    print(f"\n{tried} look-alikes of {len(names)} names, {len(look_alikes())} letters: 0 left")


@given(st.text(max_size=80))
def test_any_text_is_masked_without_harm(text: str) -> None:
    """Whatever the text, no hidden name is found in what comes out, and a text without one stays as it is."""
    shown = mask(text)
    assert not mask.find(shown)
    assert shown == text or mask.find(text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_name_between_any_texts_is_found(before: str, after: str) -> None:
    """Parted from its neighbours by a space, the name never gets out."""
    assert "Grace Atim" not in mask(f"{before} Grace Atim {after}")
