"""Reports under way: taken in, read, kept; each says how far it is, and a refused one says why in a line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from sayso.ids import sha256_hex
from sayso.ledger.clock import utc_now as now
from sayso.model import BY_A_PERSON, Report, ReportId
from sayso.problems import SaysoError
from sayso.review.noted import key_of, refusal_act

if TYPE_CHECKING:
    from sayso.pipeline import Reader
    from sayso.review.desk import Desk
    from sayso.second_reader import Meanings

#: how far a report is, in order
STAGES = ("waiting", "taken in", "reading", "keeping", "done")


@dataclass(slots=True)
class Job:
    """One input on its way: a text that was pasted, a file, or an address."""

    number: int
    origin: str
    given: dict[str, str]
    data: bytes | None
    by: str
    stage: str = STAGES[0]
    #: why it was refused; None while it is not
    refused: str | None = None
    report: ReportId | None = None
    characters: int = 0
    claims: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The same for the same input, by which the ledger knows it."""
        return key_of(self.origin, sha256_hex(self.data) if self.data is not None else "")

    @property
    def over(self) -> bool:
        """Nothing more will happen to it."""
        return self.stage == STAGES[-1] or self.refused is not None

    def told(self) -> dict[str, Any]:
        """The job as data, for the page, for JSON and for the stream of events."""
        return {
            "number": self.number,
            "origin": self.origin,
            "stage": self.stage,
            "stages": list(STAGES),
            "refused": self.refused,
            "report": self.report,
            "characters": self.characters,
            "claims": self.claims,
            "seconds": round(self.seconds, 2),
            "over": self.over,
        }


class Jobs:
    """All inputs since the desk was opened; read one after the other, by one thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._worker = ThreadPoolExecutor(1, "reader")
        self._numbers = count(1)
        self._jobs: dict[int, Job] = {}
        self._reader: Reader | None = None
        self._lock = threading.Lock()
        #: the language model reads one text at a time
        self._model = threading.Lock()

    def warm(self) -> None:
        """Load the language model now, so that the first report need not wait for it."""
        self._worker.submit(self._loaded)

    def add(self, origin: str, data: bytes | None, given: dict[str, str], by: str) -> Job:
        """A new job; ``data`` None: the origin is an address that is fetched first."""
        with self._lock:
            job = Job(next(self._numbers), origin, given, data, by)
            self._jobs[job.number] = job
        self._worker.submit(self._run, job)
        return job

    def again(self, job: Job) -> Job:
        """The same input once more."""
        return self.add(job.origin, job.data, job.given, job.by)

    def get(self, number: int) -> Job | None:
        """The job of that number."""
        return self._jobs.get(number)

    def numbers(self) -> dict[str, int]:
        """The newest job of each input, by the input's key; the ledger knows of a refusal before its job says so."""
        return {job.key: job.number for job in list(self._jobs.values())}

    def meanings(self, report: Report) -> Meanings:
        """What finds out what words of this report mean, as for a reader that gives words and no meanings."""
        from sayso.claims.by_translation import TranslatedMeanings
        from sayso.claims.by_words import WordMeanings

        reader = self._worker.submit(self._loaded).result() if self._reader is None else self._reader
        if report.language is not None and report.language.partition("-")[0] != "en":
            return TranslatedMeanings(report, reader.gazetteer, reader.nlp.blank, BY_A_PERSON)
        with self._model:
            return WordMeanings(reader.nlp(report.text), report, reader.gazetteer, BY_A_PERSON)

    def close(self) -> None:
        """Finish what is being read and take no more."""
        self._worker.shutdown(cancel_futures=True)

    def _loaded(self) -> Reader:
        from sayso.pipeline import load_reader

        if self._reader is None:
            self._reader = load_reader()
        return self._reader

    def _run(self, job: Job) -> None:
        began = time.monotonic()
        why = ""
        try:
            self._read(job, lambda: time.monotonic() - began)
        except SaysoError as error:
            why = str(error)
        except Exception as error:  # a fault of ours must not stop the reports behind it
            why = f"{job.origin}: could not be read ({type(error).__name__}). It is not kept; try again."
        job.seconds = time.monotonic() - began
        if why:
            # noted before it is told: who is told of it finds it in the inbox
            job.refused = self._noted(job, why)

    def _noted(self, job: Job, why: str) -> str:
        """The reason; from now on the ledger knows of it, so that it is shown after a restart too."""
        try:
            self._desk.note(refusal_act(job.by, job.origin, why, job.data, job.given))
        except SaysoError as error:
            return f"{why} This could not be noted: {error}"
        return why

    def _read(self, job: Job, elapsed: Callable[[], float]) -> None:
        from sayso.intake import read_bytes

        data, media_type, known = job.data, None, dict(job.given)
        if data is None:
            from sayso.intake.fetch import fetch

            got = fetch(job.origin)
            data, media_type = got.data, got.media_type
            known = {"url": got.url, "retrieved_utc": got.retrieved_utc} | known
        elif job.origin.lower().endswith((".html", ".htm", ".xhtml")):
            media_type = "text/html"
        known.setdefault("retrieved_utc", now())
        report, problems = read_bytes(data, origin=job.origin, media_type=media_type, **known)
        job.stage, job.characters, job.seconds = STAGES[1], len(report.text), elapsed()
        reader = self._loaded()
        job.stage = STAGES[2]
        with self._model:
            reading = reader.read(report, problems)
        job.stage, job.claims, job.seconds = STAGES[3], len(reading.claims), elapsed()
        job.report = self._desk.keep(reading, data)
        job.stage = STAGES[4]
