"""A page to read and to print: one incident or a selection, whole in one file that asks nothing from outside.

The page has no script. Its policy allows one style, by its hash, and nothing else; whatever a report says is text.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso import __version__
from sayso.drawing import STYLE
from sayso.model import Incident, Judgement, Report
from sayso.page.facts import Nearby, page_facts

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

    from sayso.incidents.grades import Policy

#: letters of a word that stay together
_LONG = 22
FOLDER = Path(__file__).parent

__all__ = ["Nearby", "write_page"]


def write_page(
    incidents: Sequence[Incident],
    reports: Iterable[Report],
    judgements: Iterable[Judgement],
    *,
    book: str,
    head: str,
    policy: Policy,
    internal: bool = False,
    nearby: Nearby | None = None,
    borders: str = "",
) -> str:
    """The page as HTML. Equal ledgers give equal pages; ``head`` is what ``sayso verify --known`` takes.

    A public page is made from ``sayso.incidents.accepted_view`` and names no reviewer. ``nearby`` gives towns and
    borders for the maps; ``borders`` says, in words, how they are drawn.
    """
    facts = page_facts(incidents, reports, judgements, policy=policy, internal=internal, nearby=nearby)
    style = _style()
    return _template().render(
        facts,
        style=style,
        style_hash=_hash(style),
        book=book,
        head=head,
        borders=borders,
        version=__version__,
    )


@functools.cache
def _style() -> str:
    """The style of the page and of the drawings in it."""
    return f"{(FOLDER / 'page.css').read_text(encoding='utf-8').strip()}\n{STYLE}\n"


def _hash(style: str) -> str:
    """The style as the policy of the page names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


@functools.cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["breakable"] = breakable
    return environment.get_template("page.html")


def breakable(text: str) -> Markup:
    """The words, with places where a very long one may be broken: a table does not break words by itself."""
    from markupsafe import Markup, escape

    # NUL marks the places: no text that is shown has one
    marked = re.sub(rf"(\S{{{_LONG}}})(?=\S)", "\\1\0", text.replace("\0", ""))
    return Markup("<wbr>").join(escape(part) for part in marked.split("\0"))
