"""Where Chromium is, and what must not happen in it."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

CHROMIUM = os.environ.get("SAYSO_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def needed(what: str) -> None:
    """Skip, saying what is missing and how to get it; a failure where nothing may skip."""
    if os.environ.get("SAYSO_REQUIRE_ALL"):
        pytest.fail(f"{what} and SAYSO_REQUIRE_ALL is set.")
    pytest.skip(what)


class Silence:
    """What must not happen on any page."""

    def __init__(self) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []

    def watch(self, context: Any, url: str) -> None:
        """From now on nothing of this context goes unseen; what goes outside is stopped."""

        def route(one: Any) -> None:
            if one.request.url.startswith(url):
                one.continue_()
            else:
                self.outside.append(one.request.url)
                one.abort()

        context.route("**/*", route)
        context.on("page", self._page)

    def _page(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("websocket", lambda socket: self.outside.append(socket.url))

        def dialog(one: Any) -> None:
            self.errors.append(f"dialog: {one.message}")
            one.dismiss()

        page.on("dialog", dialog)
