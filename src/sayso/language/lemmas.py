"""Lemmas as edits: "cut three letters from the end, add y" is one label that fits many words.

Source: the idea of edit scripts is that of UDPipe (Straka 2018, section 3.3), simplified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def edit_for(form: str, lemma: str) -> str:
    """The edit that turns form into lemma, for example ``l3|y`` (in lower case, cut 3, add y).

    >>> edit_for("Carried", "carry")
    'l3|y'
    """
    letters = "l" if lemma == lemma.lower() else "k"
    base = form.lower() if letters == "l" else form
    same = 0
    while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
        same += 1
    return f"{letters}{len(base) - same}|{lemma[same:]}"


def apply_edit(edit: str, form: str) -> str:
    """The lemma that the edit makes of the form; the form in lower case where it does not fit.

    >>> apply_edit("l3|y", "Parties")
    'party'
    """
    cut, _, end = edit[1:].partition("|")
    base = form if edit[0] == "k" else form.lower()
    if int(cut) > len(base):
        return form.lower()
    return (base[: len(base) - int(cut)] + end) or base


class Lemmas:
    """What is known of lemmas beyond the model: the forms of the treebanks, and verbs that must come out right.

    The encoder sees whole words and cannot count their letters: left alone it may take "denied" for "den".
    """

    def __init__(self, forms: Mapping[tuple[str, str], str], verbs: Iterable[str] = ()) -> None:
        self._forms = forms
        self._verbs = {lemma for (upos, _), lemma in forms.items() if upos == "VERB"} | set(verbs)

    def known(self, form: str, upos: str) -> str | None:
        """The lemma of a form seen in training, or of a regular form of a known verb; None for others."""
        lower = form.lower()
        seen = self._forms.get((upos, lower))
        if seen is not None or upos != "VERB":
            return seen
        return next((base for base in _bases(lower) if base in self._verbs), None)


def read_forms(path: Path) -> dict[tuple[str, str], str]:
    """(UPOS, form in lower case) → lemma, from lines of the three."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line)
    return {(upos, form): lemma for upos, form, lemma in rows}


def _bases(form: str) -> Iterator[str]:
    """What a regular form of a verb may come from, likeliest first.

    >>> list(_bases("denied"))
    ['deny', 'denie', 'deni']
    """
    yield from (form,) if not form.endswith(("ed", "ing", "s")) else ()
    for ending in ("ied", "ies"):
        if form.endswith(ending):
            yield form[: -len(ending)] + "y"
    for ending in ("ed", "ing", "es", "s"):
        stem = form.removesuffix(ending)
        if stem != form and stem:
            yield stem + "e"
            yield stem
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
