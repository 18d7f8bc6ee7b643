"""The desk itself: one ledger, the view of it, and the one thread that writes.

Pages read the view from any thread. Whatever changes something is handed to the clerk, a single thread that owns the open
ledger: it compares the version that was on the screen, appends, and only then brings the view up to date. Other desks and
programs write to the same ledger: a decision is appended only if nothing came in since the comparison.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from sayso.acts.judging import decide, moment
from sayso.acts.protecting import marks_of, note_reveal
from sayso.acts.users import authenticate
from sayso.ledger import Entry, Head, Ledger, Verification, open_ledger
from sayso.ledger.clock import utc_now as now
from sayso.model import Act, Claim, ClaimId, Judgement, Marked, Reading, ReportId, Verdict
from sayso.problems import HeadMoved, SaysoError
from sayso.review.decisions import UNSAID, Decision, Refused, about, check_fresh, check_undo, undoable
from sayso.review.jobs import Jobs
from sayso.review.noted import NOTED, Refusal, exported, refused
from sayso.review.opening import Opening, Stage, Unlinked
from sayso.review.queue import Presence, Queue
from sayso.review.view import Built, Made, Source, View, judgements_of, read_decisions, read_view

T = TypeVar("T")
#: so often a decision is held against a newer view, while others write between the comparison and the appending
_TRIES = 20


class Desk:
    """What all pages and all people at one desk share."""

    def __init__(
        self, book: str, source: Callable[[], Source] | None = None, *, at_once: bool = False
    ) -> None:
        """``at_once``: do not wait for the book, which a thread of its own opens then; ``opening`` says how far it is."""
        self.book = book
        #: how far the book is; None: all of it is there
        self.opening = Opening() if at_once else None
        self.presence = Presence()
        self.jobs = Jobs(self)
        #: what the last check of the whole ledger found; None: not checked since the desk was opened
        self.verification: Verification | None = None
        self.verified_utc: str | None = None
        #: files that left and inputs that were refused, as the ledger has them
        self._noted: list[Act] = []
        #: the names of those who are here; the app sets it
        self.people: Callable[[], list[str]] = list
        self._source = source
        self._clerk = ThreadPoolExecutor(1, "clerk")
        self._checking = threading.Lock()
        self._closed = False
        self._ledger: Ledger = self._now(lambda: open_ledger(book))
        self.storage = self._now(lambda: self._ledger.storage)
        self._view: View = self._now(self._closed_book if at_once else self._read)
        self._queue = Queue(self._view)
        self._opener = threading.Thread(target=self._open, name="opener", daemon=True)
        if at_once:
            self._opener.start()

    @property
    def view(self) -> View:
        """What the ledger says, as far as this desk knows."""
        return self._view

    @property
    def queue(self) -> Queue:
        """The order of work over the view."""
        return self._queue

    def decide(self, by: str, decision: Decision) -> Made:
        """The decision as it was kept; Stale when the item changed since it was shown, and nothing is written."""
        return self._now(lambda: self._settled(lambda: self._decide(by, decision)))

    def undo(self, by: str, entry: int | None = None) -> Made:
        """The decision that was taken back: the last one of this person, or that of an entry."""
        return self._now(lambda: self._settled(lambda: self._undo(by, entry)))

    def mark(self, by: str, claim: Claim, why: str) -> Made:
        """The claim that this person marked in a report, as it was kept; Refused where the report has it already."""
        return self._now(lambda: self._settled(lambda: self._mark(by, claim, why)))

    def keep(self, reading: Reading, artefact: bytes) -> ReportId:
        """Keep a reading; from then on the view has it."""

        def kept() -> ReportId:
            self._catch_up()
            if self._ledger.add_reading(reading, artefact).changed:
                self._catch_up()
            return reading.report.id

        return self._now(kept)

    def artefact(self, report: ReportId) -> bytes:
        """The bytes of a report as they came."""
        return self._now(lambda: self._ledger.artefact(report))

    def second_reading(self, report: ReportId) -> Reading | None:
        """What a second reader read of a report; None if none did."""
        return self._now(lambda: self._ledger.second_reading(report))

    def readings_of(self, report: ReportId) -> list[tuple[int, str, Reading]]:
        """Every reading of the report in order, each with the number and the moment of its entry."""
        return self._now(lambda: list(self._ledger.readings_of(report)))

    def entries(self, first: int) -> list[Entry]:
        """The entries from that number on, a page of them."""
        return self._now(lambda: list(islice(self._ledger.entries(first), 200)))

    def catch_up(self) -> None:
        """Take in what other programs have added to the ledger since."""
        self._now(self._catch_up)

    def verify(self) -> Verification:
        """A check of the whole ledger, by a thread of its own: the desk goes on working."""
        with self._checking, open_ledger(self.book) as ledger:
            found = ledger.verify()
            self.verification, self.verified_utc = found, now()
        return found

    def note_opening(self, by: str, why: str) -> int:
        """The entry that says who is shown protected names, and why: made before they are shown."""

        def noted() -> int:
            self._catch_up()
            number = note_reveal(self._ledger, by, why, "names at the desk")
            self._catch_up()
            return number

        return self._now(noted)

    @property
    def exported(self) -> list[dict[str, Any]]:
        """Every file that left the desk, in order, with its manifest."""
        return exported(self._noted)

    def refused(self) -> list[Refusal]:
        """The inputs that could not be read and still wait for somebody, the newest first."""
        return refused(self._noted, self._view.reports)

    def note(self, act: Act) -> int:
        """The entry of something done at the desk that judges no claim."""

        def noted() -> int:
            number = self._ledger.add_act(act)
            self._read_noted()
            self._catch_up()
            return number

        return self._now(noted)

    def who(self, name: str, password: str) -> str | None:
        """The role of a user whose password this is."""
        return self._now(lambda: authenticate(self._ledger, name, password))

    def wait(self, seconds: float) -> None:
        """Wait so long at most for the book to be open; whatever keeps it from opening is raised."""
        if self.opening is not None:
            self._opener.join(seconds)
            if self.opening is not None and self.opening.failed:
                raise SaysoError(self.opening.failed)

    def close(self) -> None:
        """Let go of the ledger; what is under way is finished first."""
        self._closed = True
        self.jobs.close()
        self._now(self._ledger.close)
        self._clerk.shutdown()

    def _now(self, work: Callable[[], T]) -> T:
        """What the clerk gives back; its exceptions are ours."""
        done: Future[T] = self._clerk.submit(work)
        return done.result()

    def _read(self) -> View:
        self._read_noted()
        if self.opening is not None:
            head, marks = self._ledger.head(), marks_of(self._ledger.acts())
            return View(Unlinked(self._ledger.readings(), marks), read_decisions(self._ledger), head)
        if self._source is None:
            return read_view(self._ledger)
        return View(self._source(), read_decisions(self._ledger), self._ledger.head())

    def _read_noted(self) -> None:
        self._noted = [act for act in self._ledger.acts() if act.kind in NOTED]

    def _closed_book(self) -> View:
        """What there is to see before anything was read."""
        self._read_noted()
        return View(Unlinked(()), (), self._ledger.head())

    def _open(self) -> None:
        """The opener's work: the reports, then the incidents; each is shown as soon as it is there."""
        opening = self.opening
        assert opening is not None
        # a page waits for this thread so long at most, each time
        usual = sys.getswitchinterval()
        sys.setswitchinterval(usual / 10)
        try:
            with open_ledger(self.book) as ledger:
                head = ledger.head()
                made = [one for one in read_decisions(ledger) if one.entry <= head.size]
                marks = marks_of(ledger.acts())
                readings = list(opening.counted(ledger.readings()))
            self._show(View(Unlinked(readings, marks), made, head), opening, "comparing")
            self._show(View(Built(readings, judgements_of(made), marks), made, head), opening, "open")
        except SaysoError as error:
            opening.failed = str(error)
        except Exception:
            # nobody waits for the book of a desk that was closed meanwhile
            if not self._closed:
                opening.failed = "a fault of ours; the terminal says what."
                raise
        finally:
            sys.setswitchinterval(usual)

    def _show(self, view: View, opening: Opening, stage: Stage) -> None:
        def shown() -> None:
            if self._closed:
                return
            self._set(view)
            opening.stage = stage
            self.opening = None if stage == "open" else opening
            self._catch_up()

        self._now(shown)

    def _set(self, view: View) -> None:
        if view is not self._view:
            self._view = view
            self._queue = Queue(view)

    def _catch_up(self) -> None:
        """Take in what came after the view: decisions one by one, whatever changes more by reading all anew."""
        head = self._ledger.head()
        if head == self._view.head or (self.opening is not None and self.opening.stage == "reading"):
            return
        size = self._view.head.size
        if self._source or (size and self._ledger.seal_at(size) != self._view.head.seal):
            return self._set(self._read())
        marked: list[Made] = []
        for number, noun in self._ledger.since(size):
            if number > head.size:
                break
            if isinstance(noun, Act) and noun.kind in ("erasure", "protection"):
                return self._set(self._read())
            if isinstance(noun, Act) and noun.kind in NOTED:
                self._read_noted()
            if isinstance(noun, Marked):
                marked.append(Made(number, noun.judgement, noun))
            elif isinstance(noun, Judgement):
                self._set(self._view.apply(Made(number, noun), self._head_at(number)))
            elif isinstance(noun, Reading):
                grown = self._view.with_reading(noun, marked, self._head_at(number))
                if grown is None:
                    return self._set(self._read())
                self._set(grown)
                marked = []
        self._view.head = head

    def _head_at(self, number: int) -> Head:
        """What the ledger ended with when that entry was its last: others may have added to it since."""
        return Head(number, self._ledger.seal_at(number) or "")

    def _settled(self, work: Callable[[], T]) -> T:
        """What the work did by the newest view; done again by a newer one when others wrote in the middle of it."""
        for _ in range(_TRIES):
            self._catch_up()
            with suppress(HeadMoved):
                return work()
        raise Refused("Not stored: others write without a pause. Try again.")

    def _decide(self, by: str, decision: Decision) -> Made:
        what = about(self._view, decision)
        check_fresh(self._view, decision, what.whole)
        return self._append(by, decision.verdict, what.named, decision.why, what.other)

    def _undo(self, by: str, entry: int | None) -> Made:
        mine = undoable(self._view, by)
        if entry is None and not mine:
            raise Refused("Nothing to take back: none of your decisions stands.")
        one = mine[0] if entry is None else next((o for o in self._view.made if o.entry == entry), None)
        if one is None:
            raise Refused(f"Entry {entry} is no decision.")
        check_undo(self._view, one, by)
        if one.marked is not None:
            why = f"took back entry {one.entry}: marked"
            self._keep_marked(replace(one.marked, made_utc=moment(), why=why, claim=None, taken_back=True))
            return one
        verdict = one.judgement.verdict.replace("_", " ")
        self._append(by, "take_back", one.named, f"took back entry {one.entry}: {verdict}")
        return one

    def _mark(self, by: str, claim: Claim, why: str) -> Made:
        reading = self._view.readings.get(claim.report)
        if reading is None:
            raise Refused("Not stored: this report is no longer in the ledger.")
        if any(one.id == claim.id for one in reading.claims):
            raise Refused("Not stored: this report has that claim already, word for word.")
        why = why.strip() or UNSAID["mark"]
        return self._keep_marked(Marked(by, moment(), why, claim.report, claim.id, claim))

    def _keep_marked(self, marked: Marked) -> Made:
        number = self._ledger.add_marked(marked, after=self._view.head)
        self._catch_up()
        return Made(number, marked.judgement, marked)

    def _append(
        self, by: str, verdict: Verdict, named: tuple[ClaimId, ...], why: str, other: tuple[ClaimId, ...] = ()
    ) -> Made:
        reason = why.strip() or UNSAID[verdict]
        entry, judgement = decide(self._ledger, verdict, named, by, reason, other, self._view.head)
        one = Made(entry, judgement)
        self._set(self._view.apply(one, self._head_at(entry)))
        return one
