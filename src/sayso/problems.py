"""Every exception and every problem, each with its sentence and the next step.

A *problem* is a value: the data did not allow it; it goes into the Reading and the run goes on.
An *exception* says that the caller or the machine is at fault::

    SaysoError
    ├── RefusedInput   one input cannot be read; the others go on (exit status 1)
    ├── WrongCall      the call itself cannot be carried out (exit status 2)
    └── LedgerError    the ledger cannot be opened, or is not what it should be

``docs/problems.md`` has the whole tree; refused inputs have a file of their own (``refusals.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.model import Problem, Span
from sayso.refusals import (
    READ,
    AlreadySetAside,
    BinaryInput,
    EmptyInput,
    FetchFailed,
    FetchLater,
    FetchRefused,
    HostileName,
    Locked,
    NoArticle,
    NoReader,
    NotARow,
    NotARowFile,
    NoTextColumn,
    NotFound,
    NothingInside,
    NotTheirs,
    NoWords,
    ParserStopped,
    Quarantined,
    RefusedInput,
    SaysoError,
    SeveralReports,
    TooLarge,
    TooLong,
    UnpacksTooFar,
    Unparsable,
    refusal_of,
)

#: refused inputs are to be had from here too
__all__ = [
    "READ",
    "AlreadySetAside",
    "BinaryInput",
    "EmptyInput",
    "FetchFailed",
    "FetchLater",
    "FetchRefused",
    "HostileName",
    "Locked",
    "NoArticle",
    "NoReader",
    "NotARow",
    "NotARowFile",
    "NoTextColumn",
    "NotFound",
    "NothingInside",
    "NotTheirs",
    "NoWords",
    "ParserStopped",
    "Quarantined",
    "RefusedInput",
    "SaysoError",
    "SeveralReports",
    "TooLarge",
    "TooLong",
    "UnpacksTooFar",
    "Unparsable",
    "refusal_of",
]


class WrongCall(SaysoError):
    """The call cannot be carried out as it stands."""


class LedgerError(SaysoError):
    """The ledger cannot be used."""


class NoSuchServer(WrongCall):
    """An address that no text is sent to."""

    def __init__(self, base_url: str, why: str) -> None:
        super().__init__(
            f"{base_url}: not used: {why}. Give --base-url as http(s)://HOST[:PORT]/v1, "
            "without a name, a password or a question mark in it."
        )


class ServerRefuses(WrongCall):
    """A server of a language model that will not do what is asked, however often it is asked."""

    def __init__(self, server: str, why: str, next_step: str) -> None:
        super().__init__(f"{server}: it refuses: {why}. {next_step}")


class DamagedShard(WrongCall):
    """A file of a shard that is not what its marker says."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(
            f"{path}: this is not the file that was written. Nothing of this shard was added. "
            f"Take finished/{name}.json away and read the documents again."
        )


class NoWorker(SaysoError):
    """A process that should read cannot be started."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"reading: a process for it could not be started: {why}. What was read before is there. "
            "Free some memory, or give fewer --workers, and call it again: it goes on where it was."
        )


class NoSuchStore(WrongCall):
    """An address of a ledger that this version cannot open."""

    def __init__(self, scheme: str) -> None:
        # the scheme only: the rest of the address may hold a password
        super().__init__(
            f"{scheme}://…: sayso keeps no ledgers there. Give the path of a file, for example book.db, "
            "or a postgresql:// address."
        )


class MissingExtra(WrongCall):
    """Something that needs a library which is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs more libraries. Install them with: pip install 'sayso[{extra}]'")


class NoSuchFormat(WrongCall):
    """A format that sayso does not write."""

    def __init__(self, name: str, formats: tuple[str, ...]) -> None:
        super().__init__(
            f"{name}: no such format. Formats: {', '.join(formats)}. Give one of them with --to."
        )


class NoSuchSetting(WrongCall):
    """A choice that a format does not offer."""

    def __init__(self, format: str, name: str, value: str, known: Mapping[str, tuple[str, ...]]) -> None:
        choices = "; ".join(f"{setting}={'|'.join(values)}" for setting, values in known.items())
        super().__init__(f"{format}: {name}={value} is no setting of it. Settings: {choices or 'none'}.")


class NotAccepted(WrongCall):
    """An incident that would take claims nobody accepted into a public export."""

    def __init__(self, incident: str) -> None:
        super().__init__(
            f"incident {incident}: some of its claims were accepted by nobody. Nothing was written. "
            "Hand over sayso.incidents.accepted_view(…), or export with --internal."
        )


class NoSuchIncident(WrongCall):
    """Not one incident, but none or several."""

    def __init__(self, book: str, start_of_id: str, found: int) -> None:
        which = f"{found} incidents begin so, give more of the id" if found else "there is no such incident"
        super().__init__(f"{start_of_id or 'no id'}: {which}. The ids stand in: sayso incidents {book}")


class BadQuery(WrongCall):
    """A search that cannot be understood."""

    def __init__(self, part: str, why: str, known: Iterable[str]) -> None:
        super().__init__(f"{part}: {why}. There is: {', '.join(known)}. See: sayso search --help")


class NoIndex(WrongCall):
    """A search index that can be kept nowhere."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path}: the search index cannot be kept there: {why}. Make room or give the folder write permission; "
            "the index can be deleted at any time."
        )


class CannotBeKept(WrongCall):
    """Something that the ledger cannot keep as it stands."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}. Nothing was written. Correct it and add it again.")


class NotInLedger(WrongCall):
    """A report that the ledger does not have."""

    def __init__(self, path: str, report: str) -> None:
        super().__init__(f"{path}: there is no report {report}. Add it with: sayso add {path} FILE")


class Erased(WrongCall):
    """A report whose words were erased."""

    def __init__(self, path: str, report: str, by: str, made_utc: str) -> None:
        super().__init__(
            f"{path}: report {report} was erased by {by} on {made_utc[:10]}. Its words are gone. See: sayso log {path}"
        )


class KeptInTheOpen(WrongCall):
    """A report that an older version kept without a key."""

    def __init__(self, path: str, report: str) -> None:
        super().__init__(
            f"{path}: report {report} was kept by a version that sealed no words: the chain rests on them, and they "
            f"cannot be taken out. Nothing was changed. Add the other reports to a new ledger: sayso add NEW FILE …"
        )


class NoSuchReport(WrongCall):
    """Not one report, but none or several."""

    def __init__(self, book: str, start_of_id: str, found: int) -> None:
        which = f"{found} reports begin so, give more of the id" if found else "there is no such report"
        super().__init__(
            f"{start_of_id or 'no id'}: {which}. The ids stand in: sayso search {book} in:reports WORDS --json"
        )


class NotAllowed(WrongCall):
    """Somebody of the desk who may not do that."""

    def __init__(self, by: str, role: str | None, action: str, roles: Iterable[str]) -> None:
        who = f"{by} is {role}" if role else f"{by} is no user of this book"
        super().__init__(f"{who} and may not do this ({action}). It takes: {', '.join(roles)}.")


class NoCheckpoint(WrongCall):
    """A file that is no checkpoint."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path}: this is no checkpoint: {why}. One is made by: sayso checkpoint BOOK --out FILE"
        )


class NotUnderCheckpoint(WrongCall):
    """Something that a checkpoint does not stand for."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path}: there is no such proof: {why}. Give another --checkpoint, or see: sayso verify {path}"
        )


class NoKey(WrongCall):
    """A file that holds no key, or a key that cannot be made."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}. A new key is made by: sayso checkpoint BOOK --key FILE --name DESK")


class NoStamp(WrongCall):
    """A reply that shows no moment for what it is held against."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path}: this is no time stamp to rely on: {why}. Ask for one anew: sayso stamp FILE --ask REQUEST"
        )


class TargetTaken(WrongCall):
    """A copy that would go where something is already."""

    def __init__(self, path: str, entries: int = 0) -> None:
        there = f"there is a ledger of {entries} entries already" if entries else "there is a file already"
        super().__init__(f"{path}: {there}. Nothing was written. Give a place where nothing is yet.")


class NoLedger(LedgerError):
    """No file where the ledger should be."""

    def __init__(self, path: str, why: str = "") -> None:
        new = f" A new ledger is made by: sayso add {path} FILE"
        super().__init__(f"{path}: {why or 'there is no such ledger'}. Check the path.{'' if why else new}")


class NotALedger(LedgerError):
    """A file that is no ledger, or of another format."""

    def __init__(
        self, path: str, why: str, next_step: str = "Check the path, or give one that is not there yet"
    ) -> None:
        super().__init__(f"{path}: {why}. Nothing was written. {next_step}.")


class NewerFormat(NotALedger):
    """A ledger of a later version of sayso."""

    def __init__(self, path: str, found: int, newest: int) -> None:
        super().__init__(
            path,
            f"this is a ledger of format {found}, and this version of sayso reads formats 1 to {newest}",
            "Open it with the version of sayso that wrote it, or a newer one",
        )


class OldFormat(LedgerError):
    """A ledger of an earlier version of sayso, which can be read but not added to."""

    def __init__(self, path: str, found: int) -> None:
        super().__init__(
            f"{path}: this is a ledger of format {found}, which this version of sayso reads but does not write. "
            f"Nothing was written. Bring it up to date with: sayso upgrade {path}"
        )


class LedgerBusy(LedgerError):
    """Somebody else is writing, for longer than we wait."""

    def __init__(self, path: str, wait_s: float) -> None:
        super().__init__(
            f"{path}: another program has been using it for more than {wait_s:g} s. Nothing was written. Try again later."
        )


class LedgerFull(LedgerError):
    """No room for what should be written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: the disk is full. Nothing of this was written, what was kept before is there. "
            "Make room and add it again."
        )


class LedgerUnusable(LedgerError):
    """The file or the machine beneath the ledger fails."""

    def __init__(self, path: str, why: str) -> None:
        self.why = why
        super().__init__(f"{path}: cannot be used: {why}. Nothing was written. See: sayso verify {path}")


class BrokenChain(LedgerError):
    """An entry that does not follow the one before."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}. Nothing was written. See: sayso verify {path}")


class HeadMoved(LedgerError):
    """What should follow one entry, while another has followed it already."""

    def __init__(self, path: str, size: int, now: int) -> None:
        super().__init__(
            f"{path}: this was decided after entry {size:,}, and there are {now:,} now. Nothing was written. "
            "Look at what came in, then decide again."
        )


class NotCopied(LedgerError):
    """A ledger that is damaged, and so not copied."""

    def __init__(self, path: str, found: str) -> None:
        super().__init__(f"{path}: {found}. No copy was made. See: sayso verify {path}")


class UnreadableEntry(LedgerError):
    """An entry whose body is not what its kind has."""

    def __init__(self, path: str, number: int, kind: str) -> None:
        super().__init__(f"{path}: entry {number} is no {kind} that can be read. See: sayso verify {path}")


class DamagedArtefact(LedgerError):
    """An artefact that is not what was kept, or gone."""

    def __init__(self, path: str, report: str, why: str) -> None:
        super().__init__(f"{path}: the artefact of report {report} {why}. See: sayso verify {path}")


#: code → what it says, with the places for its details. Generated into docs/problems.md.
SENTENCES: dict[str, str] = {
    "no_publication_date": (
        'The day of publication is not known, so words like "on Saturday" keep no date. '
        "Give it with --published YYYY-MM-DD."
    ),
    "language_not_read": (
        "The text seems to be in {language}, and sayso reads English only so far. No claims were looked for."
    ),
    "not_read": "It was not read: {why}. The others were; read this one again by itself.",
    "language_unknown": "There is too little text to tell its language; it was read as English.",
    "part_without_words": "{part} was left out: no words in the report say it.",
    "mark_without_words": (
        "A claim that {by} marked was left out: this report is read out otherwise now, and its words stand elsewhere. Mark it again."
    ),
    "number_without_bounds": "{words!r} gives no number. Kept as words; a reviewer can set one.",
    "place_not_found": "{words!r} is in no gazetteer; it has no point. Add places with: sayso gazetteer add FILE",
    "place_ambiguous": "{words!r} fits {count} places; the one chosen is {chosen}, because {why}.",
    "time_not_resolved": "{words!r} could not be placed in the calendar: {why}.",
    "source_not_resolved": "It is not clear who {words!r} is; the words stand as the source.",
    "no_claims": "No claim was found in this report.",
    "words_not_in_report": (
        "{part} was refused: the report does not have the words {words!r}. Nothing is kept that it does not say."
    ),
    "words_without_end": "{part} was refused: the words given for it are {words} signs long, which no sentence is.",
    "no_words": "{part} was refused: the model gave no words of the report for it.",
    "number_not_in_words": "The model gives {given} for {words!r}, which does not say so; {kept}.",
    "not_a_term": "{field}: {value!r} is no term of the vocabulary; {kept}.",
    "no_such_task": "The model's answer has a field {field!r}. A reader decides nothing: it was left out.",
    "addressed_to_a_model": (
        "The text speaks to a language model here. What the model took from this sentence was refused: {count}."
    ),
    "hidden_text": "{count} signs that nobody can see were kept from the model. A person should look at the original.",
    "read_by_model_only": (
        "The text seems to be in {language}: it was read by the language model {model} alone, and nothing else checked it."
    ),
    "by_translation": (
        "{words!r} was looked up as {translation!r}, which is the model's own translation. Check it against the original."
    ),
    "no_answer": "Characters {start} to {end} were not read: {server} gave no answer ({why}). Read the report again.",
    "unusable_answer": (
        "Characters {start} to {end}: the answer of {model} could not be used ({why}). {kept}. A person should read them."
    ),
    "feed_lead": "The feed gives only a lead of this report; the whole of it stands at {url}.",
    "digest_differs": "The archive notes another hash than what it holds of this page: {what}.",
    "page_cut": "The archive holds only a part of this page ({why}).",
    "live_blog": "This is a page of {count} posts that were written over time; each is a paragraph with its own heading.",
    "paywalled": "The publisher says that only a part of this report can be read without paying.",
    "unseen_text": (
        "The page states more for machines than it shows to a reader; the text is what it states (JSON-LD articleBody)."
    ),
    "corrected": "The publisher says that this report was corrected: {words!r}.",
    "withdrawn": "The publisher took this report back: {words!r}.",
    "new_version": (
        "A later version of report {former}, which stood at the same address: {added} paragraphs new, {gone} gone. "
        "What only the former said is no longer its publisher's word."
    ),
    "undecodable_bytes": "Bytes that are no valid {encoding} stand as U+FFFD in the text: {count} in all.",
}


def problem(code: str, span: Span | None = None, **details: object) -> Problem:
    """The problem of that code, its sentence filled with the details on one line; KeyError for an unknown code."""
    said = {name: " ".join(what.split()) if isinstance(what, str) else what for name, what in details.items()}
    return Problem(code, SENTENCES[code].format(**said), span)
