"""A ledger looked after: copied while others write, put back elsewhere, brought up to date.

A copy is made entry by entry up to where the ledger reached when it began. Because a ledger only grows, that
is one moment of it, and nobody has to wait. Every seal and every artefact is checked on the way, so a copy is
always sound; and it may go from a file to a server or back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from sayso.files import sync_folder
from sayso.ledger.book import Store
from sayso.ledger.chain import Verification, Walk
from sayso.ledger.entries import Entry
from sayso.ledger.sql import FORMAT
from sayso.ledger.stores import is_server, store_at
from sayso.problems import NoLedger, NotCopied, TargetTaken

#: so many entries are handed over at once
_PAGE = 200


def copy_ledger(source: str, target: str, wait_s: float = 30.0) -> Verification:
    """What was copied from one ledger into a new one: a file that is not there yet, or an empty database.

    TargetTaken when something is there, NotCopied when the source is damaged; nothing is left behind then.
    """
    with closing(store_at(source, wait_s=wait_s)) as old:
        if is_server(target):
            return _into_server(old, target, wait_s)
        return _into_file(old, Path(target), wait_s)


def upgrade_ledger(url: str, wait_s: float = 30.0) -> tuple[int, int]:
    """The format that the ledger had, and the one it has now. Entries and artefacts stay as they are."""
    with closing(store_at(url, wait_s=wait_s)) as store:
        had = store.format
        if had != FORMAT:
            store.upgrade()
        return had, FORMAT


def _into_server(old: Store, target: str, wait_s: float) -> Verification:
    with closing(store_at(target, create=True, wait_s=wait_s)) as new:
        return _copy(old, new)


def _into_file(old: Store, target: Path, wait_s: float) -> Verification:
    """Made under another name and put in place when it is whole."""
    if target.exists():
        raise TargetTaken(str(target))
    unfinished = Path(f"{target}.part-{os.getpid()}")
    try:
        with closing(store_at(str(unfinished), create=True, wait_s=wait_s)) as new:
            found = _copy(old, new)
        os.link(unfinished, target)
        sync_folder(target.parent)
    except FileExistsError:
        raise TargetTaken(str(target)) from None
    except OSError as error:
        raise NoLedger(str(target), f"no copy could be put there ({error.strerror})") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return found


def _copy(old: Store, new: Store) -> Verification:
    # keys before and after: what is erased or added meanwhile has its key in the copy as it was at one moment
    before, extent, walk = old.keys(), old.extent(), Walk()
    keys = before | old.keys()
    with new.writing():
        if (there := new.extent()).last_entry:
            raise TargetTaken(new.path, there.last_entry)
        for page in _pages(old.entries(1, extent.last_entry)):
            artefacts = list(old.artefacts(page[0].number, page[-1].number))
            for entry in page:
                walk.take(entry)
            for artefact in artefacts:
                walk.take_artefact(artefact)
            _refuse_damage(old, walk)
            new.append(page, artefacts)
        walk.check_end(extent.noted)
        walk.check_no_artefact_is_missing()
        _refuse_damage(old, walk)
        new.keep_keys(sorted(keys.items()))
    return walk.verification()


def _refuse_damage(old: Store, walk: Walk) -> None:
    if walk.findings:
        raise NotCopied(old.path, str(walk.findings[0]))


def _pages(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while page := list(islice(entries, _PAGE)):
        yield page
