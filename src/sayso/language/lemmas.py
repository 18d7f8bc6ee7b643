"""Lemmas as edits: "cut three letters from the end, add y" is one label that fits many words.

Source: the idea of edit scripts is that of UDPipe (Straka 2018, section 3.3), simplified.
"""

from __future__ import annotations


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
