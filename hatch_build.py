"""Build hook: compiles the gazetteer index where it is missing."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parent / "src"


class Gazetteer(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        target = SOURCE / "sayso" / "gazetteer" / "places.sqlite"
        if self.target_name == "wheel" and not target.exists():
            sys.path.insert(0, str(SOURCE))
            from sayso.gazetteer.build import build

            build(target)
