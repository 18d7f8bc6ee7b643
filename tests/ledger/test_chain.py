"""Each entry seals the one before; verify finds what no longer fits."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.artefacts import Artefact, pack
from sayso.ledger.chain import EMPTY, Finding, Head, next_entry, seal_of, verify
from sayso.ledger.entries import Entry


def chain(length: int) -> list[Entry]:
    """That many entries in a row, of a kind that has no artefact."""
    entries: list[Entry] = []
    for number in range(length):
        head = head_of(entries)
        entries.append(next_entry(head, "judgement", f'{{"why":"{number}"}}', "2031-05-06T12:00:00Z"))
    return entries


def head_of(entries: list[Entry]) -> Head:
    """Where these entries end."""
    return Head(entries[-1].number, entries[-1].seal) if entries else EMPTY


def findings(
    entries: list[Entry], head: Head | None, known: Head | None = None
) -> list[tuple[int | None, str]]:
    """What verify finds, each with the first three words of what it says."""
    found = verify(entries, [], head, known).findings
    return [(finding.number, " ".join(finding.what.split()[:3])) for finding in found]


def resealed(entries: list[Entry]) -> list[Entry]:
    """The same contents with fresh numbers and seals, as a forger would make them."""
    forged: list[Entry] = []
    for entry in entries:
        forged.append(next_entry(head_of(forged), entry.kind, entry.body, entry.made_utc))
    return forged


def test_the_seal_is_the_hash_that_the_documentation_describes() -> None:
    """Worked out here without the package: a line for the domain, then a list in canonical JSON."""
    body = '{"by":"Zoë"}'
    body_sha256 = hashlib.sha256(body.encode()).hexdigest()
    sealed = f'sayso/ledger/entry-1\n[3,"judgement","2031-05-06T12:00:00Z","{body_sha256}","{"a" * 64}"]'
    entry = next_entry(Head(2, "a" * 64), "judgement", body, "2031-05-06T12:00:00Z")
    assert entry.seal == hashlib.sha256(sealed.encode()).hexdigest()


CHANGES = [
    ("untouched", lambda e: e, []),
    ("body", lambda e: [*e[:2], dataclasses.replace(e[2], body="{}"), *e[3:]], [(3, "was changed: it")]),
    ("kind", lambda e: [*e[:2], dataclasses.replace(e[2], kind="report "), *e[3:]], [(3, "was changed: it")]),
    ("seal", lambda e: [*e[:2], dataclasses.replace(e[2], seal="b" * 64), *e[3:]], [(3, "was changed: it")]),
    ("last seal", lambda e: [*e[:4], dataclasses.replace(e[4], seal="b" * 64)], [(5, "was changed: it")]),
    ("first missing", lambda e: e[1:], [(1, "is missing")]),
    ("middle missing", lambda e: [*e[:2], *e[4:]], [(3, "is missing, and")]),
    ("tail cut", lambda e: e[:3], [(4, "is missing, and")]),
    ("all gone", lambda e: [], [(1, "is missing, and")]),
    ("added at the end", lambda e: [*e, next_entry(head_of(e), "x", "{}", "")], [(6, "stands after the")]),
    ("added before the start", lambda e: [dataclasses.replace(e[0], number=0), *e], [(0, "has a number")]),
    ("twice", lambda e: [*e[:3], e[2], *e[3:]], [(3, "has a number")]),
    (
        "swapped",
        lambda e: [e[0], dataclasses.replace(e[2], number=2), dataclasses.replace(e[1], number=3), *e[3:]],
        [(2, "was changed: it"), (3, "was changed: it")],
    ),
    (
        "one replaced and sealed",
        lambda e: [*e[:2], resealed(e[:2] + [e[0]])[2], *e[3:]],
        [(4, "does not follow")],
    ),
    ("last replaced and sealed", lambda e: resealed([*e[:4], e[0]]), [(5, "is not the")]),
]


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_each_change_is_named_once(change, expected) -> None:  # type: ignore[no-untyped-def]
    """The entry at fault is named, and its neighbours are not blamed for it."""
    entries = chain(5)
    assert findings(change(list(entries)), head_of(entries)) == expected


@given(st.integers(0, 4), st.sampled_from(["kind", "body", "made_utc", "previous", "seal"]), st.text())
def test_no_field_can_change_unseen(place: int, field: str, value: str) -> None:
    """Any other text in any field of any entry is found, and that entry is named."""
    entries = chain(5)
    changed = dataclasses.replace(entries[place], **{field: value})  # type: ignore[arg-type]
    found = findings([*entries[:place], changed, *entries[place + 1 :]], head_of(entries))
    assert (place + 1 in [number for number, _ in found]) == (changed != entries[place])


def test_fields_cannot_lend_letters_to_one_another() -> None:
    """Two entries that differ only in where one field ends and the next begins have different seals."""
    one = Entry(1, "ab", "{}", "c", "", "")
    assert seal_of(one) != seal_of(dataclasses.replace(one, kind="a", made_utc="bc"))


KNOWN = [
    ("cut together with its note", lambda e: e[:3], [(4, "is missing, and")]),
    ("rewritten as a whole", lambda e: resealed([e[1], *e[1:]]), [(5, "is not the")]),
    ("grown since", lambda e: [*e, next_entry(head_of(e), "judgement", "{}", "")], []),
]


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in KNOWN], ids=[case[0] for case in KNOWN]
)
def test_a_head_written_down_shows_what_the_ledger_cannot(change, expected) -> None:  # type: ignore[no-untyped-def]
    """Whoever rewrites the note of the length as well is found by a head kept elsewhere, and only by that."""
    entries = chain(5)
    rewritten = change(list(entries))
    assert findings(rewritten, head_of(rewritten)) == []
    assert findings(rewritten, head_of(rewritten), known=head_of(entries)) == expected


def test_a_missing_note_of_the_length_is_found() -> None:
    """A ledger that does not say how long it is cannot show that nothing was cut."""
    assert findings(chain(2), None) == [(None, "the ledger's note")]


def report_entry(raw: bytes, head: Head = EMPTY) -> tuple[Entry, Artefact]:
    """A report entry and its artefact."""
    artefact = pack(raw, head.size + 1)
    return next_entry(head, "report", f'{{"report":"{artefact.sha256}"}}', ""), artefact


ARTEFACTS = [
    ("as kept", lambda a: [a], []),
    (
        "missing",
        lambda a: [],
        [Finding(1, f"is damaged: its artefact {hashlib.sha256(b'one').hexdigest()} is missing")],
    ),
    (
        "one too many",
        lambda a: [a, pack(b"two", 2)],
        [Finding(None, f"artefact {hashlib.sha256(b'two').hexdigest()}: no report entry names it")],
    ),
    (
        "changed",
        lambda a: [dataclasses.replace(a, packed=b"")],
        [
            Finding(
                1,
                f"is damaged: its artefact {hashlib.sha256(b'one').hexdigest()} was changed where it is stored",
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in ARTEFACTS], ids=[case[0] for case in ARTEFACTS]
)
def test_artefacts_are_held_against_the_entries(change, expected) -> None:  # type: ignore[no-untyped-def]
    """A changed, missing or additional artefact is found, with the report entry it belongs to."""
    entry, artefact = report_entry(b"one")
    assert list(verify([entry], change(artefact), head_of([entry])).findings) == expected


def test_a_report_told_twice_has_one_artefact() -> None:
    """Two entries of one report share its artefact; when that is gone, the first of them is named."""
    first, artefact = report_entry(b"one")
    second = next_entry(head_of([first]), "report", first.body, "")
    assert verify([first, second], [artefact], head_of([second])).sound
    assert [finding.number for finding in verify([first, second], [], head_of([second])).findings] == [1]


def test_a_report_entry_that_names_no_artefact_is_found() -> None:
    """A forged report entry with a proper seal but without a report is named."""
    entry = next_entry(EMPTY, "report", "[]", "")
    assert findings([entry], head_of([entry])) == [(1, "names no artefact")]
