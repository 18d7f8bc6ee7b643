"""Where a user's own files are kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """The folder for the user's own places, actors and the like, whether or not it is there yet."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "sayso"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "sayso"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "sayso"
