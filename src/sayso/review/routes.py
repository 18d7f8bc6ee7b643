"""The table of all addresses: what each shows or does, and what somebody must be allowed to do for it.

The app, the JSON of every page, the written description at /api and the tests of permissions are all made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.review.asking import Ask, Facts
from sayso.review.marking import FIELDS
from sayso.review.opening import Stage
from sayso.review.pages.beside import beside
from sayso.review.pages.changes import changes
from sayso.review.pages.explore import explore
from sayso.review.pages.exports import exports
from sayso.review.pages.inbox import inbox
from sayso.review.pages.incident import incident, incidents
from sayso.review.pages.intake import add, job, keys
from sayso.review.pages.ledger import integrity, log
from sayso.review.pages.mark import mark
from sayso.review.pages.queue import queue
from sayso.review.pages.report import report
from sayso.review.people import Act

FILTERS = (
    "status",
    "kind",
    "who",
    "means",
    "precision",
    "missing",
    "disputed",
    "q",
    "from",
    "to",
    "killed",
    "box",
)


@dataclass(frozen=True, slots=True)
class Page:
    """Something to look at: HTML under its path, the same facts as JSON under the path with ".json"."""

    path: str
    show: Callable[[Ask], Facts]
    template: str
    about: str
    act: Act = "look"
    query: tuple[str, ...] = ()
    #: it is shown from this stage of opening a book on
    once: Stage = "open"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that changes something, by POST only. ``name`` is that of its function in actions.py."""

    path: str
    name: str
    about: str
    act: Act
    fields: tuple[str, ...] = ()
    once: Stage = "open"


PAGES: tuple[Page, ...] = (
    Page(
        "/inbox",
        inbox,
        "inbox.html",
        "Reports that came in, the newest first",
        query=("state", "q", "page"),
        once="comparing",
    ),
    Page(
        "/reports/{report}",
        report,
        "report.html",
        "One report with its claims marked in it",
        query=("view",),
        once="comparing",
    ),
    Page(
        "/reports/{report}/mark",
        mark,
        "mark.html",
        "Words of a report marked as a new claim: chosen, described, looked at",
        act="decide",
        query=("start", "end", "from", "to", "draft"),
    ),
    Page(
        "/reports/{report}/changes",
        changes,
        "changes.html",
        "What changed: against the version before, and between two readings",
        query=("from", "to"),
        once="comparing",
    ),
    Page(
        "/reports/{report}/beside",
        beside,
        "beside.html",
        "Two readings of one report side by side",
        once="comparing",
    ),
    Page(
        "/incidents",
        incidents,
        "incidents.html",
        "Incidents, the disputed and the grave first",
        query=(*FILTERS, "page"),
    ),
    Page(
        "/incidents/{incident}",
        incident,
        "incident.html",
        "One incident: who says what",
        query=("policy", "page"),
    ),
    Page("/queue", queue, "queue.html", "The next claim or pair to judge", query=("of", "after")),
    Page("/queue/{item}", queue, "queue.html", "One claim, or a pair of incidents (ID~ID), to judge"),
    Page(
        "/explore",
        explore,
        "explore.html",
        "Map, timeline and table of a selection",
        query=(*FILTERS, "page"),
    ),
    Page(
        "/exports",
        exports,
        "exports.html",
        "What an export would have, and its manifest",
        query=(*FILTERS, "format", "scope"),
    ),
    Page("/log", log, "log.html", "The audit log", query=("by", "of", "page"), once="reading"),
    Page(
        "/integrity", integrity, "integrity.html", "The state of the ledger, roles and rights", once="reading"
    ),
    Page("/add", add, "add.html", "The form for new reports", act="add", once="reading"),
    Page("/jobs/{number}", job, "job.html", "A report while it is being read", act="add", once="reading"),
    Page("/keys", keys, "keys.html", "All keys", once="reading"),
)

ACTIONS: tuple[Action, ...] = (
    Action(
        "/decide",
        "decide",
        "Keep a decision; 409 if the item changed since the version given",
        "decide",
        ("verdict", "item", "version", "why", "claim", "seen", "back"),
    ),
    Action(
        "/undo", "undo", "Take back one's last decision, or the one of an entry", "decide", ("entry", "back")
    ),
    Action(
        "/reports/{report}/mark",
        "mark",
        "Find words of a report (words), look at a new claim or keep it (act); kept as the person's own claim",
        "decide",
        ("act", "words", "start", "end", "from", "to", *FIELDS),
    ),
    Action("/snooze", "snooze", "Put an item off", "decide", ("item", "back")),
    Action(
        "/add",
        "add",
        "Read a file, a text or an address and keep it",
        "add",
        ("file", "text", "address", "published", "publisher", "title"),
        once="reading",
    ),
    Action("/jobs/{number}/again", "again", "Read a refused input once more", "add", once="reading"),
    Action(
        "/refused/{key}/again",
        "fetch_refused",
        "Fetch an address once more that was refused",
        "add",
        once="comparing",
    ),
    Action(
        "/refused/{key}/away",
        "put_away",
        "Take a refused input off the inbox; the log keeps it",
        "add",
        once="comparing",
    ),
    Action("/exports", "export", "Write an export and log it", "export", ("format", "scope", *FILTERS)),
    Action(
        "/names",
        "names",
        "Open the protected names, or close them again; kept with the reason",
        "names",
        ("why", "close", "back"),
    ),
    Action("/integrity/verify", "verify", "Check the whole ledger", "look", once="reading"),
)
