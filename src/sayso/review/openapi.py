"""The written description of the JSON, made from the table of routes: OpenAPI 3.1, at /api/openapi.json."""

from __future__ import annotations

import re
from typing import Any

from sayso import __version__
from sayso.review.filters import CHOICES
from sayso.review.people import LEAST
from sayso.review.routes import ACTIONS, PAGES, Action, Page

_NAMED = re.compile(r"\{(\w+)\}")


def document() -> dict[str, Any]:
    """The whole description."""
    paths: dict[str, Any] = {page.path + ".json": {"get": _page(page)} for page in PAGES}
    for action in ACTIONS:
        paths.setdefault(action.path, {})["post"] = _action(action)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sayso review",
            "version": __version__,
            "description": "Every page of the desk as JSON. Come in with the cookie of a session; a POST says by Sec-Fetch-Site or Origin that it comes from the desk itself.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "sayso-desk-PORT"}},
            "schemas": _SCHEMAS,
        },
        "security": [{"session": []}],
    }


def page() -> dict[str, Any]:
    """The same as a page."""
    return {
        "title": "The desk as JSON",
        "gets": [
            {
                "path": one.path + ".json",
                "about": one.about,
                "query": list(one.query),
                "least": LEAST[one.act],
            }
            for one in PAGES
        ],
        "posts": [
            {"path": one.path, "about": one.about, "fields": list(one.fields), "least": LEAST[one.act]}
            for one in ACTIONS
        ],
    }


def _page(page: Page) -> dict[str, Any]:
    name = page.show.__name__
    schema = {"$ref": f"#/components/schemas/{name}"} if name in _SCHEMAS else {"type": "object"}
    return {
        "summary": page.about,
        "operationId": f"{name}_{page.path.count('{')}" if page.path.startswith("/queue") else name,
        "x-least-role": LEAST[page.act],
        "parameters": [
            *_named(page.path),
            *({"name": one, "in": "query", "schema": _values(one)} for one in page.query),
        ],
        "responses": {
            "200": {
                "description": "the facts of the page",
                "content": {"application/json": {"schema": schema}},
            },
            **{code: _error(why) for code, why in _ERRORS.items()},
        },
    }


def _action(action: Action) -> dict[str, Any]:
    fields = {one: {"type": "string"} for one in action.fields}
    return {
        "summary": action.about,
        "operationId": f"do_{action.name}",
        "x-least-role": LEAST[action.act],
        "parameters": _named(action.path),
        "requestBody": {
            "content": {
                "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}}
            }
        },
        "responses": {
            "200": {
                "description": "done, for who accepts application/json",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            "303": {"description": "done, for a form: go on there"},
            "409": _error("refused: what was on screen has changed, or something else must go first"),
            **{code: _error(why) for code, why in _ERRORS.items()},
        },
    }


def _named(path: str) -> list[dict[str, Any]]:
    return [
        {"name": one, "in": "path", "required": True, "schema": {"type": "string"}}
        for one in _NAMED.findall(path)
    ]


def _values(name: str) -> dict[str, Any]:
    if name in CHOICES:
        return {"type": "array", "items": {"type": "string", "enum": list(CHOICES[name]())}}
    return {"type": "integer"} if name in ("page", "killed") else {"type": "string"}


def _error(why: str) -> dict[str, Any]:
    return {
        "description": why,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/error"}}},
    }


_ERRORS = {
    "400": "what is wrong with the request, in a line",
    "401": "not in",
    "403": "not open to the role",
    "404": "no such thing",
}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def _list(of: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{of}"}}


_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "integer"}
_MAYBE: dict[str, Any] = {"type": ["string", "null"]}
_SCHEMAS: dict[str, Any] = {
    "error": _object(error=_TEXT),
    "summary": _object(
        id=_TEXT,
        kind=_TEXT,
        status=_TEXT,
        place=_TEXT,
        when=_TEXT,
        killed=_TEXT,
        injured=_TEXT,
        claims=_NUMBER,
        open=_NUMBER,
        reports=_NUMBER,
        disputed={"type": "array", "items": _TEXT},
    ),
    "decision": _object(
        entry=_NUMBER,
        by=_TEXT,
        made_utc=_TEXT,
        verdict=_TEXT,
        about={"type": "array", "items": _TEXT},
        why=_TEXT,
        stands={"type": "boolean"},
    ),
    "card": _object(
        id=_TEXT,
        report=_TEXT,
        publisher=_TEXT,
        published=_MAYBE,
        who=_TEXT,
        says=_TEXT,
        stance=_TEXT,
        kind=_TEXT,
        trigger=_TEXT,
        quote=_TEXT,
        language=_TEXT,
        dir=_TEXT,
        status=_TEXT,
        version=_TEXT,
        decisions=_list("decision"),
    ),
    "counts": _object(shown=_NUMBER, total=_NUMBER, without_place=_NUMBER, without_date=_NUMBER),
    "inbox": _object(
        rows={"type": "array", "items": {"type": "object"}},
        totals={"type": "object"},
        pages={"type": "object"},
    ),
    "report": _object(
        report={"type": "object"}, claims=_list("card"), pieces={"type": "array", "items": {"type": "object"}}
    ),
    "incidents": _object(rows=_list("summary"), total=_NUMBER),
    "incident": _object(
        id=_TEXT,
        version=_TEXT,
        cards=_list("card"),
        table={"type": "object"},
        history=_list("decision"),
        related=_list("summary"),
        public={"type": "object"},
    ),
    "queue": _object(
        item={"oneOf": [{"type": "object"}, {"type": "null"}]},
        remaining=_NUMBER,
        next={"type": "array", "items": {"type": "object"}},
    ),
    "explore": _object(
        counts={"$ref": "#/components/schemas/counts"},
        rows=_list("summary"),
        days={"type": "object"},
        facets={"type": "object"},
    ),
    "exports": _object(
        chosen=_NUMBER, written=_NUMBER, left_out={"type": "array", "items": {"type": "object"}}
    ),
    "log": _object(rows={"type": "array", "items": {"type": "object"}}, pages={"type": "object"}),
    "integrity": _object(size=_NUMBER, seal=_TEXT, storage=_TEXT),
}
