"""Checkpoints and their signatures, on every store: what they show and what is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from ledger_makings import altered, clock, judgement, made

from sayso.ledger import Checkpoint, Ledger, open_ledger
from sayso.ledger.checkpoints import read_checkpoint
from sayso.ledger.signing import is_signed_by, make_key, open_key, read_public_key, signature_line
from sayso.problems import NoCheckpoint, NoKey, NotUnderCheckpoint


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book of five reports: entries 1 to 10."""
    path = tmp_path / "book.db"
    with open_ledger(str(path), create=True, clock=clock()) as ledger:
        ledger.add_readings(made(number) for number in range(5))
    return path


def grown(book: Path) -> tuple[Checkpoint, Checkpoint]:
    """Checkpoints before and after two more reports and one of the first again by another reader."""
    with open_ledger(str(book), clock=clock()) as ledger:
        before = ledger.checkpoint("lantern")
        ledger.add_readings([made(5), made(6), made(0, published="2031-05-08", reader="made.2")])
        return before, ledger.checkpoint("lantern")


def test_a_checkpoint_is_four_lines_and_comes_back(book: Path) -> None:
    """Whose, how many, root, time; an empty line; read again it is equal."""
    with open_ledger(str(book), clock=clock()) as ledger:
        checkpoint = ledger.checkpoint("lantern")
    origin, size, _, time, empty = checkpoint.text.removesuffix("\n").split("\n")
    assert (origin, size, time, empty) == ("lantern", "10", "time 2031-05-06T12:00:00Z", "")
    assert read_checkpoint(checkpoint.text, "file") == checkpoint


NO_CHECKPOINTS = [
    ("", "it has not the four lines of one"),
    ("a\n1\nAA==\ntime x\n\n", "its lines are not as sayso writes them"),
    ("a\n01\n" + "A" * 43 + "=\ntime x\n\n", "its lines are not as sayso writes them"),
    ("a\n-1\n" + "A" * 43 + "=\ntime x\n\n", "its lines are not as sayso writes them"),
    ("a\n1\n" + "A" * 43 + "=\ntime x\n\nsigned, me\n", "the line 'signed, me' is no signature"),
]


@pytest.mark.parametrize(("text", "why"), NO_CHECKPOINTS)
def test_what_is_no_checkpoint_is_refused(text: str, why: str) -> None:
    """Only what sayso writes is taken, letter for letter."""
    with pytest.raises(NoCheckpoint) as refused:
        read_checkpoint(text, "old.note")
    assert str(refused.value) == (
        f"old.note: this is no checkpoint: {why}. One is made by: sayso checkpoint BOOK --out FILE"
    )


def test_a_signature_is_of_one_key_and_one_text(book: Path, tmp_path: Path) -> None:
    """The desk's key signs; another key, another desk's name or another size is not signed."""
    key = make_key(str(tmp_path / "desk.key"), "lantern")
    other = make_key(str(tmp_path / "other.key"), "lantern")
    with open_ledger(str(book)) as ledger:
        checkpoint = ledger.checkpoint("lantern")
    signed = checkpoint.with_signature(signature_line(checkpoint, key))
    public = read_public_key(str(tmp_path / "desk.key.pub"))
    assert public == key.public == open_key(str(tmp_path / "desk.key")).public
    assert is_signed_by(signed, public)
    assert is_signed_by(read_checkpoint(signed.text, ""), read_public_key(public.text))
    assert not is_signed_by(checkpoint, public)
    assert not is_signed_by(signed, other.public)
    assert not is_signed_by(signed, dataclasses.replace(public, name="torch"))
    assert not is_signed_by(dataclasses.replace(signed, size=11), public)


def test_a_key_is_for_its_owner_and_not_shown(tmp_path: Path) -> None:
    """The file is readable for its owner alone, a key that is there is not overwritten, and printing one shows no secret."""
    path = str(tmp_path / "desk.key")
    key = make_key(path, "lantern")
    assert (tmp_path / "desk.key").stat().st_mode & 0o777 == 0o600
    assert repr(key) == "Key('lantern')"
    with pytest.raises(NoKey, match="it could not be written \\(File exists\\)"):
        make_key(path, "lantern")


NO_KEYS = [
    ("", "this is no key of a desk"),
    ("PRIVATE+KEY+a+00000000+" + "A" * 44, "this is no Ed25519 key"),
    ("PRIVATE+KEY+a+00000000+AQ" + "A" * 42, "this is no key of a desk"),
]


@pytest.mark.parametrize(("text", "why"), NO_KEYS)
def test_what_is_no_key_is_refused(tmp_path: Path, text: str, why: str) -> None:
    """The line does not repeat what stands in the file."""
    path = tmp_path / "desk.key"
    path.write_text(text)
    with pytest.raises(NoKey) as refused:
        open_key(str(path))
    assert str(refused.value) == (
        f"{path}: {why}. A new key is made by: sayso checkpoint BOOK --key FILE --name DESK"
    )


def test_verify_holds_the_ledger_against_a_checkpoint(book: Path) -> None:
    """A grown ledger is under its old checkpoint; a cut one is not, though it notes the shorter length."""
    before, after = grown(book)
    with open_ledger(str(book)) as ledger:
        assert ledger.verify(checkpoint=before).sound
        assert ledger.verify(checkpoint=after).sound
    altered(
        book,
        ("PRAGMA foreign_keys = OFF", ()),
        ("DELETE FROM artefacts WHERE entry > 11", ()),
        ("DELETE FROM entries WHERE number > 12", ()),
        ("UPDATE head SET size = 12, seal = (SELECT seal FROM entries WHERE number = 12)", ()),
    )
    with open_ledger(str(book)) as ledger:
        numbers = [finding.number for finding in ledger.verify(checkpoint=after).findings]
        assert [number for number in numbers if number] == [13]
        assert [
            finding.number for finding in ledger.verify(checkpoint=before).findings if finding.number
        ] == []


def test_a_ledger_rewritten_as_a_whole_is_not_under_its_checkpoint(tmp_path: Path, book: Path) -> None:
    """Another ledger of the same length, sound in itself, is found by the root alone."""
    before, _ = grown(book)
    with open_ledger(str(tmp_path / "other.db"), create=True, clock=clock()) as other:
        other.add_readings(made(number) for number in (0, 1, 2, 3, 9))
        assert other.verify().sound
        assert [str(finding) for finding in other.verify(checkpoint=before).findings] == [
            "entries 1 to 10 are not those of the checkpoint made 2031-05-06T12:00:00Z"
        ]


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_verify_goes_on_from_a_checkpoint(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Resumed, only what came after is looked into; what was changed before is found again without resuming."""
    url = str(tmp_path / "b.db") if store == "sqlite" else request.getfixturevalue("database")()
    with open_ledger(url, create=True) as ledger:
        ledger.add_readings(made(number) for number in range(5))
        before = ledger.checkpoint("lantern")
        ledger.add_readings([made(5), made(0, published="2031-05-08", reader="made.2")])
        ledger.add_judgement(judgement())
        found = ledger.verify(checkpoint=before, resume=True)
        assert (found.sound, found.resumed, found.entries, found.artefacts) == (True, 10, 5, 2)
        assert found.head == ledger.head()
        whole = ledger.verify(checkpoint=before)
        assert (whole.sound, whole.resumed, whole.entries, whole.artefacts) == (True, 0, 15, 6)


def test_what_changed_before_a_checkpoint_stops_the_resuming(book: Path) -> None:
    """A seal that is not the one under the checkpoint makes verify begin at the start, and name the entry."""
    before, _ = grown(book)
    altered(book, (f"UPDATE entries SET seal = '{'a' * 64}' WHERE number = 4", ()))
    with open_ledger(str(book)) as ledger:
        found = ledger.verify(checkpoint=before, resume=True)
    assert (found.resumed, found.entries) == (0, 16)
    assert [finding.number for finding in found.findings if finding.number] == [4]


def test_only_what_is_under_a_checkpoint_is_proved(book: Path) -> None:
    """No proof for an entry that came later, nor for a checkpoint of another ledger."""
    before, after = grown(book)
    foreign = dataclasses.replace(before, root=b"x" * 32)

    def refused(prove: Callable[[Ledger], object]) -> str:
        with open_ledger(str(book)) as ledger, pytest.raises(NotUnderCheckpoint) as error:
            prove(ledger)
        return str(error.value).partition("no such proof: ")[2].partition(". Give")[0]

    later = open_ledger(str(book)).entry(11)
    assert later
    assert refused(lambda ledger: ledger.prove_inclusion(later, before)) == "entry 11 came after it"
    assert refused(lambda ledger: ledger.prove_consistency(foreign, after)).startswith(
        "its first 10 entries are not"
    )
    assert refused(lambda ledger: ledger.prove_inclusion(later, foreign)).startswith(
        "its first 10 entries are not"
    )
    assert "has more entries than the later one" in refused(
        lambda ledger: ledger.prove_consistency(after, before)
    )
