"""The keys of a ledger and the words under them: which key an entry has, and what it says when opened."""

from __future__ import annotations

import dataclasses
import json
import secrets
from collections.abc import Iterator
from typing import Protocol

from sayso.ids import sha256_hex
from sayso.ledger.artefacts import Artefact, unpack
from sayso.ledger.entries import (
    WORDED,
    Entry,
    Kind,
    act_body,
    act_of,
    marked_body,
    marked_in_the_open,
    marked_of,
    reader_of,
    reading_body,
    report_body,
)
from sayso.ledger.sealing import is_sealed, new_key, opened, opened_artefact, sealed_body, sealed_bytes
from sayso.model import Act, Marked, Reading, Report, ReportId
from sayso.problems import Erased, UnreadableEntry


class Keys(Protocol):
    """What a Keyring needs of a store."""

    path: str

    def key(self, name: str) -> bytes | None: ...

    def entry(self, number: int) -> Entry | None: ...

    def artefact(self, sha256: str) -> Artefact | None: ...

    def numbers(self, kind: Kind) -> list[int]: ...

    def numbers_about(self, kind: Kind, report: ReportId) -> list[int]: ...


class Pages(Protocol):
    """What it writes on."""

    def write(self, kind: Kind, body: str) -> int: ...

    def keep(self, artefact: Artefact) -> None: ...

    def keep_key(self, name: str, key: bytes) -> None: ...


class Keyring:
    """Seals what is written and opens what is read; one for a store."""

    def __init__(self, store: Keys) -> None:
        self._store = store

    def write_new_report(self, page: Pages, report: Report, artefact: bytes) -> tuple[int, bytes]:
        """The number of the entry of a report that is new here, and the key that report and artefact are under."""
        key, name = new_key(), report_key(report.id)
        page.keep_key(name, key)
        packed = sealed_bytes(artefact, key, name)
        packed_sha256 = sha256_hex(packed)
        in_the_open = {"report": report.id, "artefact": packed_sha256}
        number = page.write("report", sealed_body(report_body(report), in_the_open, key, name))
        page.keep(Artefact(number, report.id, packed, packed_sha256))
        return number, key

    def write_report_again(self, page: Pages, report: Report) -> int:
        """The number of the entry that tells more, or otherwise, of a known report."""
        name = report_key(report.id)
        in_the_open: dict[str, str] = {"report": report.id}
        stored = self._store.artefact(report.id)
        first = self._store.entry(stored.entry) if stored else None
        if stored and first and is_sealed(first):
            in_the_open["artefact"] = stored.packed_sha256
        return page.write(
            "report", sealed_body(report_body(report), in_the_open, self._key_for(page, name), name)
        )

    def write_reading(
        self, page: Pages, reading: Reading, told: int, kind: Kind, key: bytes | None = None
    ) -> int:
        """The number of the entry of a reading of the report entry ``told``."""
        name = report_key(reading.report.id)
        in_the_open = {"report": reading.report.id, "report_entry": told, "reader": reader_of(reading)}
        body = sealed_body(reading_body(reading, told), in_the_open, key or self._key_for(page, name), name)
        return page.write(kind, body)

    def write_marked(self, page: Pages, marked: Marked, told: int) -> int:
        """The number of the entry of a claim that a person marked in the text of the report entry ``told``."""
        name = report_key(marked.report)
        in_the_open = marked_in_the_open(marked, told)
        body = sealed_body(marked_body(marked, told), in_the_open, self._key_for(page, name), name)
        return page.write("marked", body)

    def write_act(self, page: Pages, act: Act) -> int:
        """The number of the entry of the act; a name in it is sealed under a key of its own."""
        body = act_body(act)
        if act.name is not None:
            key, name = new_key(), f"name {secrets.token_hex(16)}"
            page.keep_key(name, key)
            body = sealed_body(
                body, {"key": name, **json.loads(act_body(dataclasses.replace(act, name=None)))}, key, name
            )
        return page.write(act.kind, body)

    def opened(self, entry: Entry) -> Entry:
        """The entry with its words readable; Erased if their key was destroyed, ValueError if it does not fit."""
        if not is_sealed(entry):
            return entry
        record = json.loads(entry.body)
        name = str(record["key"]) if "key" in record else report_key(record["report"])
        key = self._store.key(name)
        if key is None:
            if entry.kind in WORDED:
                self.refuse_erased(record["report"])
            raise ValueError(f"entry {entry.number} has lost its key")
        return opened(entry, key, name)

    def act(self, entry: Entry) -> Act:
        """The act of an entry; without its name if the key of that was destroyed."""
        sealed = is_sealed(entry)
        gone = sealed and self._store.key(json.loads(entry.body)["key"]) is None
        return act_of(entry if gone or not sealed else self.opened(entry))

    def marked(self, entry: Entry) -> Marked:
        """The marking of an entry; without its words if the report was erased."""
        gone = self._store.key(report_key(json.loads(entry.body)["report"])) is None
        return marked_of(entry if gone else self.opened(entry))

    def artefact(self, artefact: Artefact, report_entry: Entry) -> bytes:
        """The bytes as retrieved; ValueError when they are no longer those."""
        if not is_sealed(report_entry):
            return unpack(artefact)
        name = report_key(ReportId(artefact.sha256))
        key = self._store.key(name)
        if key is None:
            raise ValueError("has lost its key")
        return opened_artefact(artefact, key, name)

    def erasure_of(self, report: ReportId) -> Act | None:
        """The act by which the report was erased, None if it was not."""
        numbers = self._store.numbers_about("erasure", report)
        entry = self._store.entry(numbers[0]) if numbers else None
        return act_of(entry) if entry else None

    def refuse_erased(self, report: str) -> None:
        """Erased if the report was."""
        if act := self.erasure_of(ReportId(report)):
            raise Erased(self._store.path, report, act.by, act.made_utc)

    def erased(self) -> frozenset[str]:
        """The ids of all reports that were erased."""
        return frozenset(self._erased())

    def _erased(self) -> Iterator[str]:
        for number in self._store.numbers("erasure"):
            entry = self._store.entry(number)
            try:
                yield from act_of(entry).about if entry else ()
            except ValueError as error:
                raise UnreadableEntry(self._store.path, number, "erasure") from error

    def _key_for(self, page: Pages, name: str) -> bytes:
        """The key of that name, made now for a report that was kept in the open by an older version."""
        if (key := self._store.key(name)) is None:
            key = new_key()
            page.keep_key(name, key)
        return key


def report_key(report: ReportId | str) -> str:
    """The name of the key of a report."""
    return f"report {report}"
