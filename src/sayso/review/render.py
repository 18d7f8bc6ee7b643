"""A page's facts as HTML or as JSON: the same facts. Templates escape everything; nothing is ever marked safe."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from sayso.ids import canonical_json
from sayso.show import visible

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


@cache
def static_digest() -> str:
    """Names the static files' contents, so that a browser may keep them for good under this name."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def environment() -> Environment:
    """The templates, everything escaped, an unknown name an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["count"] = lambda number: f"{number:,}"
    made.filters["plural"] = plural
    made.filters["visible"] = visible
    made.filters["moment"] = moment
    made.filters["spoken"] = lambda word: str(word).replace("_", " ")
    made.globals["static"] = f"/static/{static_digest()}"
    return made


def html(template: str, facts: Mapping[str, Any], status: int = 200) -> Response:
    """The page; characters that are no text in HTML stand as U+FFFD."""
    text = environment().get_template(template).render(facts)
    return HTMLResponse(text.encode("utf-8", "replace"), status)


def json(facts: Mapping[str, Any], status: int = 200) -> Response:
    """The facts as canonical JSON."""
    body = canonical_json(facts).encode("utf-8", "replace")
    return Response(body, status, media_type="application/json")


def plural(number: int, noun: str, several: str | None = None) -> str:
    """The number with its noun: "1 claim", "1,204 claims"."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def moment(utc: str | None) -> str:
    """A moment as people read it, to the minute, always UTC."""
    if not utc:
        return "unknown"
    return f"{utc[:10]} {utc[11:16]} UTC" if len(utc) >= 16 else utc
