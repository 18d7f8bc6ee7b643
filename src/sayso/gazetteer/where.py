"""Where the user's own places are kept."""

from __future__ import annotations

import os
from pathlib import Path

from sayso.folders import data_folder

#: names the user's own index; without it there is one in the user's data folder
VARIABLE = "SAYSO_GAZETTEER"


def users_index() -> Path:
    """The file of the user's own index, whether or not there is one yet."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else data_folder() / "places.sqlite"
