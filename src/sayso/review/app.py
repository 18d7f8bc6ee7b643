"""The web app: the table of routes behind the guard, sessions at the door, errors in a line."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sayso.ids import canonical_json
from sayso.problems import NoSuchIncident, SaysoError
from sayso.review import actions, openapi, originals
from sayso.review.asking import Ask, NoSuchPage
from sayso.review.changes import since
from sayso.review.decisions import Refused, Stale, told_made
from sayso.review.desk import Desk
from sayso.review.drawing.world import lines_for_page
from sayso.review.guard import Guard
from sayso.review.keys import KEYS
from sayso.review.masks import hidden
from sayso.review.opening import Opening, Stage
from sayso.review.pages.explore import points
from sayso.review.people import Act, Door
from sayso.review.render import STATIC, html, json, static_digest
from sayso.review.routes import ACTIONS, PAGES, Action, Page
from sayso.review.sessions import Session, Sessions

Endpoint = Callable[[Request], Awaitable[Response]]


class App:
    """One desk on the web: who is let in, what they see."""

    def __init__(self, desk: Desk, door: Door, port: int) -> None:
        self.desk = desk
        self.door = door
        self.sessions = Sessions()
        self.cookie = f"sayso-desk-{port}"
        desk.people = self.sessions.people

    def routes(self) -> list[Route | Mount]:
        """Every route; JSON before HTML, so that ".json" is never taken for a part of a name."""
        pages = [Route(page.path + ".json", self._page(page, True), methods=["GET"]) for page in PAGES]
        pages += [Route(page.path, self._page(page, False), methods=["GET"]) for page in PAGES]
        acts = [Route(action.path, self._action(action), methods=["POST"]) for action in ACTIONS]
        plain = {
            "/": self._home,
            "/reports/{report}/page": self._with("look", originals.page),
            "/reports/{report}/original": self._with("look", originals.original),
            "/explore/points": self._with("look", _points),
            "/explore/map.svg": self._with("look", originals.map_picture),
            "/explore/world.json": self._with("look", lambda ask: json(lines_for_page())),
            "/api": self._with(
                "look", lambda ask: html("api.html", {**self._frame(ask.session), **openapi.page()})
            ),
            "/api/openapi.json": self._with("look", lambda ask: json(openapi.document())),
            "/enter": self._door_page,
        }
        return [
            *pages,
            *acts,
            *(Route(path, endpoint, methods=["GET"]) for path, endpoint in plain.items()),
            Route("/enter", self._enter, methods=["POST"]),
            Route("/leave", self._leave, methods=["POST"]),
            Mount(f"/static/{static_digest()}", _Kept(directory=STATIC)),
        ]

    def session(self, request: Request) -> Session | None:
        """Whose request it is."""
        return self.sessions.get(request.cookies.get(self.cookie))

    def _page(self, page: Page, as_json: bool) -> Endpoint:
        def show(ask: Ask) -> Response:
            if self._waits(page.once):
                return self._coming(as_json, ask.session)
            facts = page.show(ask)
            if not ask.session.names_open and facts.get("scope") != "internal":
                facts = hidden(facts, ask.mask(facts.get("mask_of", ())))
            return json(facts) if as_json else html(page.template, {**self._frame(ask.session), **facts})

        return self._with(page.act, show)

    def _with(self, act: Act, show: Callable[[Ask], Response]) -> Endpoint:
        """The endpoint for those who are in and may do it; pages are made beside the loop, so that none waits."""

        async def endpoint(request: Request) -> Response:
            session = self.session(request)
            if session is None:
                return self._nobody(request)
            if not session.person.may(act):
                return self._told(
                    request, f"This is not open to the role of {session.person.role}.", 403, session
                )
            ask = Ask(self.desk, session, _named(request), request.query_params.multi_items())
            return await run_in_threadpool(self._shown, request, show, ask)

        return endpoint

    def _shown(self, request: Request, show: Callable[[Ask], Response], ask: Ask) -> Response:
        try:
            return show(ask)
        except (NoSuchPage, NoSuchIncident) as error:
            if self._waits("open"):
                return self._coming(_wants_json(request), ask.session)
            return self._told(request, str(error), 404, ask.session)
        except SaysoError as error:
            return self._told(request, str(error), 400, ask.session)

    def _waits(self, stage: Stage) -> bool:
        """Whether what is there from that stage on is still to come."""
        opening = self.desk.opening
        return opening is not None and not opening.has(stage)

    def _coming(self, as_json: bool, session: Session) -> Response:
        """How far the book is, in the place of what is not there yet; the page asks again by itself."""
        opening = self.desk.opening or Opening(stage="open")
        facts = {
            "title": "Still coming",
            "failed": bool(opening.failed),
            "message": opening.line(),
            "stage": opening.stage,
        }
        answer = (
            json({"error": opening.line(), "opening": opening.told()}, 503)
            if as_json
            else html("coming.html", {**self._frame(session), **facts}, 503)
        )
        answer.headers["Retry-After"] = "2"
        return answer

    def _action(self, action: Action) -> Endpoint:
        work = getattr(actions, action.name)

        async def endpoint(request: Request) -> Response:
            session = self.session(request)
            if session is None:
                return self._nobody(request)
            if not session.person.may(action.act):
                return self._told(
                    request, f"This is not open to the role of {session.person.role}.", 403, session
                )
            if self._waits(action.once) and self.desk.opening is not None:
                return self._told(request, f"Not stored. {self.desk.opening.line()}", 503, session)
            ask = Ask(self.desk, session, _named(request), request.query_params.multi_items())
            async with request.form(max_files=500, max_part_size=2**21) as form:
                try:
                    done = (
                        await work(ask, form)
                        if inspect.iscoroutinefunction(work)
                        else await run_in_threadpool(work, ask, form)
                    )
                except Stale as error:
                    return self._stale(request, error, ask)
                except (NoSuchPage, NoSuchIncident) as error:
                    return self._told(request, str(error), 404, session)
                except Refused as error:
                    return self._told(request, str(error), 409, session)
                except SaysoError as error:
                    return self._told(request, str(error), 400, session)
            if isinstance(done, Response):
                return done
            if isinstance(done, tuple):
                made, there = done
                return actions.answer(_wants_json(request), actions.told(made), there)
            return actions.answer(_wants_json(request), {}, done)

        return endpoint

    def _stale(self, request: Request, error: Stale, ask: Ask) -> Response:
        facts = {
            "error": str(error),
            "item": error.item,
            "since": [told_made(one) for one in error.since],
            "changes": since(ask.view, error.claims, error.seen),
        }
        if _wants_json(request):
            return json(facts, 409)
        return html("stale.html", {**self._frame(ask.session), "title": "Changed meanwhile", **facts}, 409)

    async def _home(self, request: Request) -> Response:
        return RedirectResponse("/inbox", 303) if self.session(request) else self._nobody(request)

    async def _door_page(self, request: Request) -> Response:
        facts = {"title": "Come in", "token": request.query_params.get("token", ""), "wrong": False}
        return html("enter.html", {**self._frame(None), **facts, "password": self.door.asks_for_password})

    async def _enter(self, request: Request) -> Response:
        """Let somebody in; the session is new, whatever the browser had before."""
        async with request.form(max_files=0) as form:
            token, name, password = (actions.text(form, key) for key in ("token", "name", "password"))
        person = None
        if not self.sessions.shut():
            by_name = self.door.asks_for_password and bool(name)
            person = await run_in_threadpool(
                self.door.by_password if by_name else lambda token, _: self.door.by_token(token),
                name if by_name else token,
                password,
            )
        if person is None:
            self.sessions.wrong()
            facts = {"title": "Come in", "token": "", "wrong": True, "password": self.door.asks_for_password}
            return html("enter.html", {**self._frame(None), **facts}, 403)
        self.sessions.end(request.cookies.get(self.cookie))
        answer = RedirectResponse("/inbox", 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            self.cookie,
            self.sessions.begin(person),
            httponly=True,
            samesite="strict",
            secure=secure,
            path="/",
        )
        return answer

    async def _leave(self, request: Request) -> Response:
        self.sessions.end(request.cookies.get(self.cookie))
        answer = RedirectResponse("/enter", 303)
        answer.delete_cookie(self.cookie, path="/")
        return answer

    def _nobody(self, request: Request) -> Response:
        if _wants_json(request):
            return json({"error": "Come in first: open the address that sayso review printed."}, 401)
        facts = {"title": "Come in", "token": "", "wrong": False, "password": self.door.asks_for_password}
        return html("enter.html", {**self._frame(None), **facts}, 401)

    def _told(self, request: Request, message: str, status: int, session: Session | None) -> Response:
        if _wants_json(request):
            return json({"error": message}, status)
        return html("message.html", {**self._frame(session), "title": "Not done", "message": message}, status)

    def _frame(self, session: Session | None) -> dict[str, Any]:
        """What every page has around it."""
        view, found = self.desk.view, self.desk.verification
        return {
            "person": session.person if session else None,
            "here": self.sessions.people() if session else [],
            "size": view.head.size if session else None,
            "book": self.desk.book.rpartition("/")[2] if session and "@" not in self.desk.book else "",
            "verified": None if found is None else {"sound": found.sound, "utc": self.desk.verified_utc},
            "names_open": session.names_open if session else False,
            "keys_table": canonical_json(
                {where: [list(row) for row in rows] for where, rows in KEYS.items()}
            ),
            "waiting": self.desk.queue.remaining() if session else 0,
            "opening": self.desk.opening.line() if session and self.desk.opening else "",
        }

    async def not_found(self, request: Request, error: Exception) -> Response:
        """Every address that there is not, and every method that an address does not have."""
        status = error.status_code if isinstance(error, HTTPException) else 404
        session = self.session(request)
        if session is None:
            return self._nobody(request)
        message = "There is no such page." if status == 404 else "This address does not take that method."
        return self._told(request, message, status, session)

    async def fault(self, request: Request, error: Exception) -> Response:
        """A fault of ours: nothing of it is told outside, it stands in the terminal."""
        return self._told(
            request,
            "Something went wrong at the desk; the terminal says what. Nothing was stored.",
            500,
            None,
        )


class _Kept(StaticFiles):
    """Static files, which a browser may keep: their address changes with their contents."""

    def file_response(self, *arguments: Any, **named: Any) -> Response:
        answer = super().file_response(*arguments, **named)
        answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
        return answer


def make_app(desk: Desk, door: Door, hosts: Iterable[str], port: int) -> tuple[ASGIApp, App]:
    """The app behind its guard, to be served under these hosts; and the app itself."""
    app = App(desk, door, port)
    inner = Starlette(
        routes=app.routes(),
        middleware=[Middleware(GZipMiddleware, minimum_size=2_000, compresslevel=1)],
        exception_handlers={404: app.not_found, 405: app.not_found, 500: app.fault},
    )
    return Guard(inner, hosts), app


def _named(request: Request) -> Mapping[str, str]:
    return {key: str(value) for key, value in request.path_params.items()}


def _wants_json(request: Request) -> bool:
    return request.url.path.endswith(".json") or "application/json" in request.headers.get("accept", "")


def _points(ask: Ask) -> Response:
    return Response(points(ask), media_type="application/octet-stream")
