"""Lemmas as edits, and the lemmas that are known without the model."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.lemmas import Lemmas, apply_edit, edit_for, read_forms

WORDS = st.text("abdeinrsyABDEINRSY", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("form", "lemma", "edit"),
    [
        ("Carried", "carry", "l3|y"),
        ("said", "say", "l2|y"),
        ("Orvel", "Orvel", "k0|"),
        ("guns", "gun", "l1|"),
    ],
)
def test_edit_of_a_word(form: str, lemma: str, edit: str) -> None:
    """How many letters go, and what comes in their place; "k" keeps the capitals."""
    assert edit_for(form, lemma) == edit
    assert apply_edit(edit, form) == lemma


@given(WORDS, WORDS)
def test_an_edit_makes_its_lemma(form: str, lemma: str) -> None:
    """The edit from a form to a lemma, applied to the form, gives the lemma."""
    assert apply_edit(edit_for(form, lemma), form) == lemma


def test_an_edit_that_does_not_fit_leaves_the_form() -> None:
    """More letters to cut than there are: the form in lower case."""
    assert apply_edit("l9|y", "Ran") == "ran"


KNOWN = Lemmas(
    {("VERB", "told"): "tell", ("NOUN", "dens"): "den", ("VERB", "den"): "den"},
    ["deny", "fire", "plan", "rob"],
)


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("told", "VERB", "tell"),
        ("Told", "VERB", "tell"),
        ("denied", "VERB", "deny"),
        ("denies", "VERB", "deny"),
        ("fired", "VERB", "fire"),
        ("firing", "VERB", "fire"),
        ("planned", "VERB", "plan"),
        ("robbing", "VERB", "rob"),
        ("plan", "VERB", "plan"),
        ("sang", "VERB", None),
        ("sprinted", "VERB", None),
        ("dens", "NOUN", "den"),
        ("fires", "NOUN", None),
    ],
)
def test_known_lemmas(form: str, upos: str, lemma: str | None) -> None:
    """Forms that were seen, and regular forms of verbs that are known; for others the model decides."""
    assert KNOWN.known(form, upos) == lemma


def test_forms_are_read_from_lines(tmp_path: Path) -> None:
    """Word class, form and lemma, with tabs between them."""
    file = tmp_path / "forms.tsv"
    file.write_text("VERB\ttold\ttell\nNOUN\tguns\tgun\n", encoding="utf-8")
    assert read_forms(file) == {("VERB", "told"): "tell", ("NOUN", "guns"): "gun"}
