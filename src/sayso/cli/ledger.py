"""The ledger looked after: verify, checkpoint, prove, backup, restore, upgrade."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.talk import BookPath, complain, finish, number, put, write_file
from sayso.problems import NoCheckpoint, WrongCall

if TYPE_CHECKING:
    from sayso.ledger import Checkpoint, Entry, Head, Ledger
    from sayso.ledger.signing import Key

Out = Annotated[Path | None, typer.Option(metavar="FILE", help="write it there instead of printing it")]
KeyFile = Annotated[
    str | None,
    typer.Option("--key", metavar="FILE", help="sign with the desk's key in this file; made if not there"),
]
PublicKeyFile = Annotated[
    str | None,
    typer.Option("--key", metavar="FILE", help="the checkpoint must be signed with this public key"),
]
Under = Annotated[
    str, typer.Option("--checkpoint", metavar="FILE", help="the checkpoint to prove it against")
]


def verify(
    book: BookPath,
    known: Annotated[
        str | None, typer.Option(metavar="NUMBER:SEAL", help="a head that you wrote down earlier")
    ] = None,
    checkpoint: Annotated[
        str | None, typer.Option(metavar="FILE", help="a checkpoint that you kept elsewhere")
    ] = None,
    key: PublicKeyFile = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="look only into what came after the checkpoint")
    ] = False,
) -> None:
    """Check that nothing in a ledger was changed.

    Looks at every entry and every kept file, and prints the head: write it down elsewhere and give it as --known
    next time, or keep a checkpoint, and not even a shorter or rewritten ledger can pass for the whole one.
    """
    from sayso.ledger import open_ledger

    against = _checkpoint(checkpoint, key) if checkpoint else None
    if resume and not against:
        raise WrongCall("--resume: there is nothing to go on from. Give a --checkpoint FILE with it.")
    with open_ledger(book) as ledger:
        found = ledger.verify(_head(known), against, resume=resume)
        storage = ledger.storage
    for finding in found.findings:
        complain(f"{book}: {finding}")
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(found.kinds.items()))
    state = "sound" if found.sound else f"{number(len(found.findings), 'finding')}"
    print(f"{book}: {state}. {found.entries} entries ({kinds}), {number(found.artefacts, 'artefact')}.")
    if found.resumed:
        print(f"entries 1 to {found.resumed} have the seals of the checkpoint and were not looked into again")
    elif resume:
        complain(f"{book}: the entries are not those of the checkpoint, so all of them were looked into")
    print(f"kept by {storage}")
    print(f"head {found.head.size}:{found.head.seal}")
    finish(len(found.findings))


def checkpoint(
    book: BookPath,
    key: KeyFile = None,
    name: Annotated[
        str, typer.Option(metavar="DESK", help="whose ledger it is, in a word; the name of a new key")
    ] = "sayso",
    out: Out = None,
) -> None:
    """Note what a ledger is now: how many entries, one hash over all of them, the time.

    A few lines to give to others. Whoever has them can later see that all of it is still there: sayso prove,
    sayso verify --checkpoint. With --key they are signed.
    """
    from sayso.ledger import open_ledger
    from sayso.ledger.signing import signature_line

    signer = _key(key, name) if key else None
    with open_ledger(book) as ledger:
        made = ledger.checkpoint(signer.public.name if signer else name)
    if signer:
        made = made.with_signature(signature_line(made, signer))
    _give(made.text, out, book)


def prove(
    book: BookPath,
    checkpoint: Under,
    entry: Annotated[
        str | None, typer.Option(metavar="NUMBER|REPORT", help="prove that this entry or report is there")
    ] = None,
    older: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="prove that nothing under this older checkpoint changed"),
    ] = None,
    out: Out = None,
) -> None:
    """Prove to somebody with a checkpoint that an entry is under it, or that the ledger only grew.

    The proof is one JSON object. It is checked without sayso, by verify_ledger.py: see docs/ledger.md.
    """
    from sayso.ids import canonical_json
    from sayso.ledger import open_ledger

    if (entry is None) == (older is None):
        raise WrongCall("prove: say what. Give either --entry NUMBER (or a report's id) or --older FILE.")
    under = _checkpoint(checkpoint)
    with open_ledger(book) as ledger:
        if older is not None:
            proof = ledger.prove_consistency(_checkpoint(older), under)
        else:
            proof = ledger.prove_inclusion(_entry(ledger, book, str(entry)), under)
    _give(canonical_json(proof) + "\n", out, book)


def stamp(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="what to stamp, best a checkpoint")],
    ask: Annotated[
        Path | None, typer.Option(metavar="REQUEST", help="write the request to an authority there")
    ] = None,
    check: Annotated[Path | None, typer.Option(metavar="REPLY", help="check an authority's reply")] = None,
    trust: Annotated[
        Path | None, typer.Option(metavar="CERTIFICATES", help="whom to believe: certificates in PEM")
    ] = None,
) -> None:
    """Have a third party say when something was there: time stamps of RFC 3161.

    A stamp on a checkpoint stands for every report under it. Only a hash goes to the authority. --ask writes the
    request, to be sent with any program; --check looks at the reply, without a network.
    """
    from sayso.ledger.timestamps import check_stamp, stamp_request

    if (ask is None) == (check is None) or (check is None) != (trust is None):
        raise WrongCall("stamp: say what. Give --ask REQUEST, or --check REPLY with --trust CERTIFICATES.")
    if ask is not None:
        write_file(ask, stamp_request(_bytes(file)), str(file))
    if check is not None and trust is not None:
        found = check_stamp(_bytes(check), _bytes(file), _bytes(trust), str(check))
        print(f"{file}: was there at {found.at_utc}, says {found.authority}.")


def backup(
    book: BookPath, file: Annotated[str, typer.Argument(metavar="FILE", help="the copy to make")]
) -> None:
    """Copy a ledger into a new file while others write to it.

    The copy is the ledger as it was when the copying began, checked on the way. It is a ledger itself: sayso
    verify, incidents, export and restore take it.
    """
    _copy(book, file)


def restore(
    file: Annotated[str, typer.Argument(metavar="FILE", help="the copy")],
    book: Annotated[str, typer.Argument(metavar="BOOK", help="where nothing is yet: a file or a database")],
) -> None:
    """Put a copy back as a new ledger, in a file or on a server; every entry and kept file is checked."""
    _copy(file, book)


def upgrade(book: BookPath) -> None:
    """Bring a ledger that an older sayso made up to date. No entry changes."""
    from sayso.ledger.upkeep import upgrade_ledger

    had, has = upgrade_ledger(book)
    print(f"{book}: format {has} already." if had == has else f"{book}: format {had} is now format {has}.")


def _copy(source: str, target: str) -> None:
    from sayso.ledger.upkeep import copy_ledger

    found = copy_ledger(source, target)
    copied = f"{number(found.head.size, 'entry').replace('entrys', 'entries')}, {number(found.artefacts, 'artefact')}"
    print(f"{target}: sound. {copied}.")
    print(f"head {found.head.size}:{found.head.seal}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongCall(
            f"{path}: {(error.strerror or 'it cannot be read').lower()}. Check the path."
        ) from error


def _give(text: str, out: Path | None, book: str) -> None:
    if out is None:
        put(text)
    else:
        write_file(out, text.encode(), book)


def _checkpoint(path: str, key: str | None = None) -> Checkpoint:
    """The checkpoint in that file, signed with the public key if one is given."""
    from sayso.ledger.checkpoints import read_checkpoint
    from sayso.ledger.signing import is_signed_by, read_public_key

    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise NoCheckpoint(path, "there is no text that can be read") from error
    found = read_checkpoint(text, path)
    if key and not is_signed_by(found, public := read_public_key(key)):
        raise NoCheckpoint(path, f"it is not signed with the key of {public.name}")
    return found


def _key(path: str, name: str) -> Key:
    """The desk's key in that file, made first if there is none."""
    from sayso.ledger.signing import make_key, open_key

    if Path(path).exists():
        return open_key(path)
    key = make_key(path, name)
    complain(f"{path}: a new key. Keep it to yourself and safe, and hand out {path}.pub")
    return key


def _entry(ledger: Ledger, book: str, wanted: str) -> Entry:
    from sayso.model import ReportId

    if not wanted.isdigit() or len(wanted) == 64:
        return ledger.entry_telling(ReportId(wanted))
    if found := ledger.entry(int(wanted)):
        return found
    raise WrongCall(f"{book}: there is no entry {wanted}. See how many there are: sayso verify {book}")


def _head(known: str | None) -> Head | None:
    from sayso.ledger import Head

    if known is None:
        return None
    size, _, seal = known.partition(":")
    if not size.isdigit() or not seal:
        raise WrongCall(f"{known}: this is no head. Give it as sayso verify printed it: NUMBER:SEAL.")
    return Head(int(size), seal)
