"""Incidents as pictures: strings of SVG that need no script and nothing from outside.

``draw_map`` and ``draw_timeline`` give whole ``<svg>`` elements; their colours are classes of ``STYLE``, which follows
the reader's dark or light and prints on white.
"""

from __future__ import annotations

from sayso.drawing.place_map import Label, Spot, draw_map, spots_of
from sayso.drawing.style import STYLE
from sayso.drawing.timeline import draw_timeline

__all__ = ["STYLE", "Label", "Spot", "draw_map", "draw_timeline", "spots_of"]
