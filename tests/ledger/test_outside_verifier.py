"""The one file that checks a ledger without the package agrees with the package, on sound and on damaged ledgers."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_makings import altered, clock, judgement, made, scaled

import sayso.ledger.verify_ledger
from sayso.ids import canonical_json
from sayso.ledger import open_ledger
from sayso.ledger.signing import make_key, signature_line

VERIFIER = Path(sayso.ledger.verify_ledger.__file__)


@pytest.fixture
def outside(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs a copy of the file, which cannot find the package; status and what it printed."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    program = shutil.copy(VERIFIER, folder)

    def run(*files: Path) -> tuple[int, str]:
        command = [sys.executable, "-I", "-S", program, *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        return done.returncode, (done.stdout + done.stderr).strip()

    return run


def written(path: Path, text: str) -> Path:
    """A file with that text."""
    path.write_text(text, encoding="utf-8")
    return path


def made_book(path: Path, seed: int) -> Path:
    """A small book of a few reports and judgements, different for each seed."""
    chance = random.Random(seed)
    with open_ledger(str(path), create=True, clock=clock()) as ledger:
        ledger.add_readings(
            made(seed * 10 + chance.randrange(4), claims=chance.randrange(3), reader=f"made.{step}")
            for step in range(chance.randrange(1, 6))
        )
        if chance.random() < 0.5:
            ledger.add_judgement(judgement("Zoë saw “both” photographs\n\x00\x1f\u2028"))
    return path


def test_it_is_short_and_needs_nothing() -> None:
    """At most 150 lines, and it imports the standard library alone."""
    text = VERIFIER.read_text(encoding="utf-8")
    imported = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert len(text.splitlines()) <= 150
    assert imported <= sys.stdlib_module_names


DAMAGES = [
    "UPDATE entries SET body = replace(body, 'e', 'a') WHERE number = {number}",
    "UPDATE entries SET made_utc = made_utc || ' ' WHERE number = {number}",
    "UPDATE entries SET kind = 'judgement ' WHERE number = {number}",
    "UPDATE entries SET seal = previous WHERE number = {number}",
    "UPDATE entries SET previous = seal WHERE number = {number}",
    "DELETE FROM entries WHERE number = {number}",
    "DELETE FROM entries WHERE number >= {number}",
    "UPDATE artefacts SET packed = substr(packed, 2)",
    "UPDATE artefacts SET sha256 = lower(hex(randomblob(32))) WHERE entry = 1",
    "DELETE FROM artefacts WHERE entry = 1",
    "UPDATE head SET size = size + 1",
    "UPDATE head SET seal = '0'",
]


@pytest.mark.slow
def test_same_answer_on_good_and_damaged_ledgers(
    tmp_path: Path, outside, capsys: pytest.CaptureFixture[str]
) -> None:  # type: ignore[no-untyped-def]
    """Both call the same ledgers sound, 100 in the long form, and as many damaged."""
    agreed = {"good": 0, "damaged": 0}
    for seed in range(scaled(100, 24)):
        book = made_book(tmp_path / f"{seed}.db", seed)
        with open_ledger(str(book)) as ledger:
            checkpoint = written(tmp_path / "checkpoint", ledger.checkpoint("lantern").text)
            size = ledger.head().size
            assert ledger.verify().sound
        status, said = outside(book, checkpoint)
        assert (status, said) == (0, f"sound: {size} entries, 1 checkpoints")
        agreed["good"] += 1
        statement = DAMAGES[seed % len(DAMAGES)].format(number=1 + seed % size)
        altered(book, ("PRAGMA foreign_keys = OFF", ()), (statement, ()))
        with open_ledger(str(book)) as ledger:
            found = [
                finding for finding in ledger.verify().findings if "as sayso made it" not in finding.what
            ]
        status, said = outside(book, checkpoint)
        assert found and (status, said[:9]) == (1, "damaged: "), statement
        agreed["damaged"] += 1
    with capsys.disabled():
        print(
            f"\n  outside verifier: same answer on {agreed['good']} good and {agreed['damaged']} damaged ledgers"
        )


def test_an_empty_book_is_sound_to_an_outside_program(tmp_path: Path, outside) -> None:  # type: ignore[no-untyped-def]
    """A ledger without entries can be checked too, with its checkpoint."""
    with open_ledger(str(tmp_path / "book.db"), create=True) as ledger:
        note = written(tmp_path / "note", ledger.checkpoint("lantern").text)
    assert outside(tmp_path / "book.db", note) == (0, "sound: 0 entries, 1 checkpoints")


@pytest.fixture
def desk(tmp_path: Path) -> dict[str, Path]:
    """A book with two signed checkpoints, an inclusion and a consistency proof, and the desk's public key."""
    key = make_key(str(tmp_path / "desk.key"), "lantern")
    files = {"book": tmp_path / "book.db", "key": tmp_path / "desk.key.pub"}
    notes = []
    with open_ledger(str(files["book"]), create=True) as ledger:
        for name in ("old", "new"):
            ledger.add_readings(made(number) for number in range(3 if name == "old" else 7))
            note = ledger.checkpoint("lantern")
            notes.append(note.with_signature(signature_line(note, key)))
            files[name] = written(tmp_path / name, notes[-1].text)
        entry = ledger.entry(4)
        assert entry
        proofs = {
            "inclusion": ledger.prove_inclusion(entry, notes[1]),
            "consistency": ledger.prove_consistency(*notes),
        }
    return files | {
        name: written(tmp_path / name, canonical_json(proof) + "\n") for name, proof in proofs.items()
    }


def test_proofs_and_signatures_are_checked_outside(desk: dict[str, Path], outside) -> None:  # type: ignore[no-untyped-def]
    """A third person with a checkpoint, a proof and the public key needs neither ledger nor package."""
    assert outside(desk["inclusion"], desk["new"], desk["key"]) == (
        0,
        "sound: entry 4 is under the checkpoint of 14 entries",
    )
    assert outside(desk["consistency"], desk["key"]) == (
        0,
        "sound: the first 6 of 14 entries are those of the older checkpoint",
    )
    assert outside(desk["book"], desk["old"], desk["new"], desk["key"]) == (
        0,
        "sound: 14 entries, 2 checkpoints",
    )


def test_a_proof_under_another_checkpoint_is_refused(desk: dict[str, Path], outside) -> None:  # type: ignore[no-untyped-def]
    """The checkpoint that the third person kept is what counts, not the one in the proof."""
    assert outside(desk["inclusion"], desk["old"])[0] == 1


def changed(proof: dict, name: str, chance: random.Random) -> dict:  # type: ignore[type-arg]
    """The proof with one thing in it changed."""
    proof = json.loads(json.dumps(proof))
    if name == "hash":
        place = chance.randrange(len(proof["hashes"]))
        proof["hashes"][place] = bytes(32).hex()
    elif name == "fewer hashes":
        proof["hashes"].pop()
    elif name == "more hashes":
        proof["hashes"].append(bytes(32).hex())
    elif name == "words":
        proof["entry"]["body"] = proof["entry"]["body"].replace("e", "a", 1)
    elif name == "number":
        proof["entry"]["number"] += 1
    elif name == "size":
        proof["checkpoint"] = proof["checkpoint"].replace("\n14\n", "\n13\n")
    elif name == "signature":
        # not among the last signs of the base64, some of whose bits say nothing
        was = proof["checkpoint"]
        proof["checkpoint"] = was[:-20] + ("A" if was[-20] != "A" else "B") + was[-19:]
    return proof


@pytest.mark.parametrize(
    "name", ["hash", "fewer hashes", "more hashes", "words", "number", "size", "signature"]
)
def test_a_changed_proof_is_refused_outside(desk: dict[str, Path], outside, name: str) -> None:  # type: ignore[no-untyped-def]
    """Whatever is changed in a proof, it is a proof no more."""
    for kind in ("inclusion", "consistency"):
        if kind == "consistency" and name in ("words", "number"):
            continue
        proof = changed(json.loads(desk[kind].read_text("utf-8")), name, random.Random(3))
        status, said = outside(written(desk[kind], canonical_json(proof)), desk["key"])
        assert (status, said[:9]) == (1, "damaged: "), (kind, name)
