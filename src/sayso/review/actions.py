"""What changes something: each answers a form or a script, and never a GET."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from sayso.model import ClaimId, Verdict
from sayso.problems import WrongCall
from sayso.review.asking import Ask, NoSuchPage
from sayso.review.decisions import PAIR, Decision, Refused, grouping, told_made
from sayso.review.filters import read_filter
from sayso.review.noted import Refusal, export_act, put_away_act
from sayso.review.pages.exports import make
from sayso.review.pages.intake import job as job_page
from sayso.review.pages.mark import keep_mark
from sayso.review.render import json
from sayso.review.view import Made

VERDICTS: tuple[Verdict, ...] = ("accept", "fix", "reject", "unsure", "merge", "split", "not_same")
#: longer notes belong in a document
LONGEST_WHY = 2_000
#: longer than this nobody's text field sends; a file may be larger
LONGEST_TEXT = 1_000_000


def decide(ask: Ask, form: FormData) -> tuple[Made, str]:
    """The decision that was kept, and the address to go on at."""
    verdict = text(form, "verdict")
    if verdict not in VERDICTS:
        raise WrongCall(f"verdict={verdict}: no such decision. Decisions: {', '.join(VERDICTS)}.")
    if grouping(verdict) and not ask.person.may("group"):
        raise Refused("Merging and splitting is not open to your role.")
    item = text(form, "item")
    version = text(form, "version")
    if verdict == "accept" and ask.session.shown.get(item) != version:
        raise Refused("Not stored: accept needs the quote on your screen first. Open the item, then decide.")
    size = text(form, "seen")
    decision = Decision(
        verdict,
        item,
        version,
        text(form, "why")[:LONGEST_WHY],
        tuple(ClaimId(str(claim)) for claim in form.getlist("claim")),
        int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0,
    )
    made = ask.desk.decide(ask.person.name, decision)
    return made, back(form, f"/queue?{'of=merges&' if PAIR in item else ''}after={item}")


def mark(ask: Ask, form: FormData) -> str | tuple[Made, str]:
    """The claim that a person marked and that was kept; or the address that shows what it would be, or what it lacks."""
    return keep_mark(ask, form)


def undo(ask: Ask, form: FormData) -> tuple[Made, str]:
    """The decision that was taken back, and the address of what it was about."""
    entry = text(form, "entry")
    made = ask.desk.undo(ask.person.name, int(entry) if entry.isascii() and entry.isdigit() else None)
    if made.marked is not None:
        return made, back(form, f"/reports/{made.marked.report}")
    claim = made.judgement.about[0]
    incident = ask.view.incident_with(claim)
    grouped = grouping(made.judgement.verdict)
    there = (
        f"/incidents/{incident.id}" if incident and grouped else f"/queue/{claim}" if incident else "/inbox"
    )
    return made, back(form, there)


def snooze(ask: Ask, form: FormData) -> str:
    """Put the item off for this person until they have gone through the rest; nothing is written."""
    ask.session.snoozed.add(text(form, "item"))
    return back(form, "/queue")


async def add(ask: Ask, form: FormData) -> str:
    """Take in files, a pasted text or an address; the address of the page that shows them being read."""
    given = {key: value for key in ("published", "publisher", "title") if (value := text(form, key).strip())}
    jobs = [
        ask.desk.jobs.add(one.filename or "file", await one.read(), given, ask.person.name)
        for one in form.getlist("file")
        if isinstance(one, UploadFile) and one.filename
    ]
    if pasted := text(form, "text").strip():
        jobs.append(_pasted(ask, pasted, given))
    if address := text(form, "address").strip():
        jobs.append(ask.desk.jobs.add(address, None, given, ask.person.name))
    if not jobs:
        raise WrongCall("Nothing to read: give a file, a text or an address.")
    return f"/jobs/{jobs[0].number}" if len(jobs) == 1 else "/inbox"


def again(ask: Ask, form: FormData) -> str:
    """Read a refused input once more."""
    job_page(ask)
    job = ask.desk.jobs.get(int(ask.named["number"]))
    return f"/jobs/{ask.desk.jobs.again(job).number}" if job else "/inbox"


def fetch_refused(ask: Ask, form: FormData) -> str:
    """Fetch an address once more that was refused, maybe before the desk was opened."""
    one = refusal_named(ask)
    if not one.is_address:
        raise Refused(f"{one.origin}: its bytes were not kept. Give the file again.")
    return f"/jobs/{ask.desk.jobs.add(one.origin, None, dict(one.given), ask.person.name).number}"


def put_away(ask: Ask, form: FormData) -> str:
    """Take a refused input off the list; the ledger keeps that it was there."""
    one = refusal_named(ask)
    ask.desk.note(put_away_act(ask.person.name, one.key, one.origin))
    return "/inbox"


def refusal_named(ask: Ask) -> Refusal:
    """The refused input in the address; NoSuchPage if it was read or put away."""
    found = next((one for one in ask.desk.refused() if one.key == ask.named["key"]), None)
    if found is None:
        raise NoSuchPage("There is no such input any more: it was read since, or put away. See the inbox.")
    return found


def export(ask: Ask, form: FormData) -> Response:
    """The file, logged with who, when and what; whole or not at all."""
    query = [(key, str(value)) for key, value in form.multi_items() if isinstance(value, str)]
    scope = text(form, "scope") or "public"
    made = make(ask, read_filter(query), text(form, "format"), scope == "internal")
    ask.desk.note(export_act(ask.person.name, made.name, made.manifest))
    return Response(
        made.data,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{made.name}"',
            "X-Sayso-SHA256": made.manifest["file_sha256"],
        },
    )


def names(ask: Ask, form: FormData) -> str:
    """Show this person the protected names from now on, which is noted with the reason; or hide them again."""
    if text(form, "close"):
        ask.session.names_open = False
    else:
        ask.desk.note_opening(ask.person.name, text(form, "why"))
        ask.session.names_open = True
    return back(form, "/integrity")


def verify(ask: Ask, form: FormData) -> str:
    """Check the whole ledger now."""
    ask.desk.verify()
    return "/integrity"


def text(form: FormData, name: str) -> str:
    """The value of a field that is no file; "" if there is none."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def back(form: FormData, default: str) -> str:
    """Where to go on: an address of this desk and of nobody else."""
    asked = text(form, "back")
    inside = asked.startswith("/") and not asked.startswith(("//", "/\\")) and asked.isprintable()
    return asked if inside else default


def answer(wants_json: bool, facts: dict[str, Any], there: str) -> Response:
    """The outcome for a script, or the next page for a form."""
    return json(facts | {"next": there}) if wants_json else RedirectResponse(there, 303)


def told(made: Made) -> dict[str, Any]:
    """A kept decision as data."""
    return {"stored": told_made(made)}


def _pasted(ask: Ask, pasted: str, given: dict[str, str]) -> Any:
    if len(pasted) > LONGEST_TEXT:
        raise WrongCall(
            f"{len(pasted):,} characters; a pasted text may have {LONGEST_TEXT:,}. Save it as a file."
        )
    data = pasted.replace("\r\n", "\n").encode("utf-8", "replace")
    return ask.desk.jobs.add("pasted text", data, given, ask.person.name)
