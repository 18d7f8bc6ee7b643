"""The colours of the drawings, for a page to put into its own style."""

from __future__ import annotations

#: the custom properties that a page may set: ink, paper, what is said to have happened, and the quiet lines
STYLE = """
.drawing { --ink: #1b2733; --quiet: #66727f; --line: #d5dae0; --ground: #f4f2ec; --paper: #ffffff;
  --mark: #b3361b; --mark-area: rgba(179, 54, 27, .13); --calm: #2a5b84; display: block; width: 100%; height: auto;
  font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.drawing .ground { fill: var(--ground); }
.drawing .graticule { stroke: var(--line); stroke-width: 1; fill: none; }
.drawing .coast, .drawing .border { fill: none; stroke: var(--quiet); stroke-width: 1; opacity: .75; }
.drawing .border { stroke-dasharray: 6 3; }
.drawing .disputed { fill: none; stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 1.5 3; opacity: .75; }
.drawing text { fill: var(--ink); font-size: 12px; }
.drawing .quiet { fill: var(--quiet); font-size: 11px; }
.drawing .degree { fill: var(--quiet); font-size: 10px; }
.drawing .halo { paint-order: stroke; stroke: var(--ground); stroke-width: 3.5px; stroke-linejoin: round; }
.drawing .town { fill: var(--quiet); }
.drawing .area { fill: var(--mark-area); stroke: var(--mark); stroke-width: 1.5; }
.drawing .area.vague { stroke-dasharray: 5 4; }
.drawing .spot { fill: var(--mark); stroke: var(--ground); stroke-width: 1.5; }
.drawing .middle { stroke: var(--mark); stroke-width: 1.5; }
.drawing .name { font-weight: 600; fill: var(--mark); }
.drawing .scale { stroke: var(--ink); stroke-width: 2; fill: none; }
.drawing .frame { fill: none; stroke: var(--line); }
.drawing .axis { stroke: var(--quiet); stroke-width: 1; }
.drawing .days { fill: var(--mark); }
.drawing .days.vague { fill: var(--mark-area); stroke: var(--mark); stroke-dasharray: 4 3; }
.drawing .report { fill: var(--calm); }
.drawing .stem { stroke: var(--line); stroke-width: 1; }
@media (prefers-color-scheme: dark) { .drawing { --ink: #e6ebf0; --quiet: #9aa7b4; --line: #3a4653; --ground: #1d2731;
  --paper: #141b22; --mark: #ff8a6b; --mark-area: rgba(255, 138, 107, .17); --calm: #8cc0ea; } }
@media print { .drawing { --ink: #000000; --quiet: #555555; --line: #cccccc; --ground: #f7f6f2; --paper: #ffffff;
  --mark: #a02c12; --mark-area: rgba(160, 44, 18, .13); --calm: #1f4f78; } }
""".strip()
