"""Where the user's own places are kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: names the user's own index; without it there is one in the user's data folder
VARIABLE = "SAYSO_GAZETTEER"


def users_index() -> Path:
    """The file of the user's own index, whether or not there is one yet."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else _data_folder() / "sayso" / "places.sqlite"


def _data_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
