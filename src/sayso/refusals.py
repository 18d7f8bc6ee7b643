"""Inputs that are refused, each with its sentence and the next step; the rest of the tree is in ``problems.py``."""

from __future__ import annotations


class SaysoError(Exception):
    """Base of everything sayso raises: one line that says what, where, and what to do next."""


class RefusedInput(SaysoError):
    """One input cannot be read; the others go on."""


#: what there are readers for, as a person says it
READ = "plain text, web pages, PDF, feeds, e-mail, web archives, tables, and archives of these"


class Quarantined(RefusedInput):
    """An input that is set aside for what reading it did; it is not tried again."""


class EmptyInput(RefusedInput):
    """Nothing to read."""

    def __init__(self, origin: str) -> None:
        super().__init__(f"{origin}: there is no text in it. Nothing was read; check the download.")


class BinaryInput(RefusedInput):
    """Bytes that are no text."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            f"{origin}: this is no text that sayso knows: it has bytes near its start that no text has. "
            f"It reads {READ}: save the text in it as a file, and read that."
        )


class TooLong(RefusedInput):
    """More text than one report has."""

    def __init__(self, origin: str, characters: int, limit: int) -> None:
        super().__init__(
            f"{origin}: {characters:,} characters; one report may have {limit:,}. "
            "Split it into one file a report."
        )


class TooLarge(RefusedInput):
    """More bytes than any report has."""

    def __init__(self, origin: str, limit: int) -> None:
        super().__init__(
            f"{origin}: larger than {limit:,} bytes, which no report is. Give each report as a file of its own."
        )


class NoArticle(RefusedInput):
    """A page without an article."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            f"{origin}: no article text was found in this page. Save the article's text and read that."
        )


class NoReader(RefusedInput):
    """A kind of file that no reader takes."""

    def __init__(self, origin: str, kind: str) -> None:
        super().__init__(
            f"{origin}: this is {kind}, which sayso does not read. It reads {READ}: "
            "save the text in it as a file, and read that."
        )


class Unparsable(RefusedInput):
    """A file that is not what it seems to be, or too damaged."""

    def __init__(self, origin: str, why: str) -> None:
        super().__init__(f"{origin}: it cannot be read: {why}. Get the file again, or save the text in it.")


class NoWords(RefusedInput):
    """A PDF of pictures."""

    def __init__(self, origin: str, pages: int) -> None:
        super().__init__(
            f"{origin}: there are no words in it, only pictures ({pages} pages). "
            "Have its text recognised, and read what comes out."
        )


class Locked(RefusedInput):
    """A file that asks for a password."""

    def __init__(self, origin: str) -> None:
        super().__init__(f"{origin}: it is locked with a password. Save a copy without one, and read that.")


class NoTextColumn(RefusedInput):
    """A table of which it is not known where the text stands."""

    def __init__(self, origin: str, wanted: str, columns: list[str]) -> None:
        super().__init__(
            f"{origin}: no column {wanted} among {', '.join(columns[:20]) or 'none'}. "
            "Say which one holds the text: --columns text=NAME,published=NAME."
        )


class NothingInside(RefusedInput):
    """A container without a document."""

    def __init__(self, origin: str, kind: str) -> None:
        super().__init__(f"{origin}: there is no {kind} in it that can be read. Check the download.")


class HostileName(RefusedInput):
    """A member of an archive with a name, or of a kind, that no honest archive has."""

    def __init__(self, origin: str, why: str) -> None:
        super().__init__(f"{origin}: left alone: {why}. Unpack it by hand if you trust it.")


class SeveralReports(RefusedInput):
    """One report was asked for, and there are more or none."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            f"{origin}: this holds more than one report. Read them with sayso.intake.read_reports."
        )


class ParserStopped(Quarantined):
    """A document that brought its parser down."""

    def __init__(self, origin: str, why: str, tries: int) -> None:
        count = "three tries" if tries == 3 else "one try" if tries == 1 else f"{tries} tries"
        super().__init__(f"{origin}: set aside after {count}: {why}. Save the text in it, and read that.")


class UnpacksTooFar(Quarantined):
    """An archive that is small only while it is packed."""

    def __init__(self, origin: str, why: str) -> None:
        super().__init__(
            f"{origin}: set aside: {why}. Unpack it by hand if you trust it, and read the files."
        )


class AlreadySetAside(RefusedInput):
    """An input that was set aside before."""

    def __init__(self, origin: str, place: str) -> None:
        super().__init__(f"{origin}: set aside before, and not tried again. To try it, remove {place}.")


class NotFound(RefusedInput):
    """No such file."""

    def __init__(self, origin: str, why: str = "there is no such file or folder") -> None:
        super().__init__(f"{origin}: {why}. Check the path.")


class NotTheirs(RefusedInput):
    """A table that is of no format of another desk that sayso knows."""

    def __init__(self, origin: str, columns: str, formats: tuple[str, ...]) -> None:
        super().__init__(
            f"{origin}: its columns ({columns} …) are those of no format that sayso compares with: "
            f"{', '.join(formats)}. Give a file of one of them, with its header."
        )


class NotARowFile(RefusedInput):
    """A file that has no rows."""

    def __init__(self, origin: str, why: str) -> None:
        super().__init__(f"{origin}: {why}. Give a table: CSV, TSV, JSON lines or a JSON array.")


class NotARow(RefusedInput):
    """A line of a table that cannot be read."""

    def __init__(self, origin: str, line: int, why: str) -> None:
        super().__init__(f"{origin}: line {line}: {why}. Mend the line, or take it out.")


class FetchRefused(RefusedInput):
    """An address that sayso does not fetch."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"{url}: not fetched: {why}. sayso fetches public http(s) addresses only; "
            "save the page and read the file."
        )


class FetchFailed(RefusedInput):
    """A fetch that did not succeed."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"{url}: could not be fetched: {why}. Try again later, or save the page and read the file."
        )


class FetchLater(RefusedInput):
    """A server that asks for patience."""

    def __init__(self, url: str, status: int, seconds: int | None) -> None:
        self.seconds = seconds
        when = f"in {seconds} seconds" if seconds is not None else "later"
        super().__init__(f"{url}: not fetched: the server answered {status} and asks to come back {when}.")


def refusal_of(kind: str, message: str) -> RefusedInput:
    """The refusal of that class with that sentence; a RefusedInput for a class that there is not."""
    for one in (*RefusedInput.__subclasses__(), *Quarantined.__subclasses__()):
        if one.__name__ == kind:
            error = one.__new__(one)
            error.args = (message,)
            return error
    return RefusedInput(message)
