"""The tables and plots of docs/speed.md, drawn from what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from drawing import COLOURS, GREY, Bar, Line, Panel, bars, growth
from nearest import ATTRIBUTES, ITS_OWN_QUESTIONS
from reading import SYSTEMS
from results import Results, Row, Spread, figure, paired, spread
from texts import WORDS

#: what is asked of sayso
REPORTS_A_SECOND, TIMES_NEAREST, TIMES_NETWORK = 10, 40, 1.5
ONE_REPORT_S, START_S, MEMORY_MB = 0.25, 2.0, 1200
#: a measure of what is possible and no system: it is given its windows by sayso
LIMITS = ("network",)
NEAREST = ("nearest8", "nearest32")
#: what grows with a ledger, in words
GROWS = {
    "linking": "link all anew",
    "ledger": "add to a ledger",
    "exports": "write 15 formats",
    "pages": "open the desk",
}


def written(found: Results) -> dict[str, str]:
    """The parts of the page that each run makes anew, by the names of their marks."""
    makers = {"systems": _systems, "asked": _asked, "stages": _stages}
    makers |= {"growth": _growth, "ledger": _ledger, "pages": _pages}
    return {name: "\n".join(make(found)) + "\n" for name, make in makers.items()}


def drawn(found: Results) -> dict[str, str]:
    """The pictures by the names of their files."""
    lines = []
    for (what, name), colour in zip(GROWS.items(), COLOURS, strict=False):
        points = [(size, max(spread(rows, "cpu").middle, 0.01)) for size, rows in found.sizes(what).items()]
        if points:
            lines.append(Line(points, name, colour))
    across = "claims (in the ledger, added, written)"
    return {
        "speed-reading.svg": bars(list(_panels(found))),
        "speed-growth.svg": growth(lines, across, "seconds of one core", guides=len(lines[0].points) > 1),
    }


def per_report(rows: Sequence[Row]) -> str:
    """Which figure says how fast a system reads: all reports as a stream, or one if it was given no more."""
    return "all" if "all_clock" in rows[0] else "one"


def rate(rows: Sequence[Row], of: float = 1.0) -> Spread:
    """Reports of 600 words a second, or so many times as many of something else."""
    how = per_report(rows)
    return spread(rows, lambda row: of / row[f"{how}_clock"])


def ratio(found: Results, system: str, of: str) -> Spread:
    """How many times as long as sayso a system takes, round by round; what was given one report is held against one."""
    systems = found.systems()
    rows = systems[system]
    return paired(rows, systems["sayso"], f"{per_report(rows)}_{of}")


def _systems(found: Results) -> Iterator[str]:
    """All systems beside each other."""
    run, systems = found.run(), found.systems()
    rounds = max(len(rows) for rows in systems.values())
    yield (
        f"**Measured {run['run']} UTC**: {run['texts']}, {run['words']:,} words, {run['pieces']:,} word pieces, "
        f"{run['happenings']} happenings found by sayso; {run['cores']} cores "
        f"({', '.join(run['instructions']) or 'instructions not known'}), load at the start {run['load']:g}; "
        f"{rounds} {'round' if rounds == 1 else 'rounds'}. Medians (least–greatest of the rounds).\n"
    )
    heads = [
        "",
        "reports a second",
        "word pieces a second",
        "CPU s a report",
        "one report, warm, s",
        "start-up, s",
    ]
    heads += ["most memory, MB", "sayso is so many times as fast", "by CPU seconds"]
    yield from _table(heads, [_system(found, name, rows) for name, rows in systems.items()] + [_petrarch()])
    for system in NEAREST:
        if system in systems:
            fewer = ratio(found, system, "cpu").middle * ITS_OWN_QUESTIONS / len(ATTRIBUTES)
            yield (
                f"\n{SYSTEMS[system].name}, asked only its own {ITS_OWN_QUESTIONS} questions about each happening in "
                f"place of {len(ATTRIBUTES)}: sayso is at least {figure(fewer)} times as fast, by CPU seconds."
            )


def _system(found: Results, name: str, rows: Sequence[Row]) -> list[object]:
    run, how = found.run(), per_report(rows)
    own = name not in LIMITS
    return [
        f"**{SYSTEMS[name].name}**" if name == "sayso" else SYSTEMS[name].name,
        rate(rows),
        rate(rows, WORDS * run["pieces"] / run["words"]),
        spread(rows, f"{how}_cpu"),
        spread(rows, "one_clock"),
        spread(rows, "start_clock") if own else "–",
        spread(rows, "mb") if own else "–",
        "" if name == "sayso" else ratio(found, name, "clock"),
        "" if name == "sayso" else ratio(found, name, "cpu"),
    ]


def _petrarch() -> list[object]:
    """What others measured; it cannot be had here."""
    return ["PETRARCH2, *quoted, not run*", "> 0.28 with its parser", "", "", "", "2.5", "", "", ""]


def _asked(found: Results) -> Iterator[str]:
    """What is asked of sayso, what was measured, and whether that is enough."""
    systems = found.systems()
    sayso, rows = systems["sayso"], list[list[object]]()

    def ask(what: str, measured: Spread, sign: str, bound: float) -> None:
        enough = measured.middle >= bound if sign == "≥" else measured.middle <= bound
        rows.append([what, measured, f"{sign} {bound:,g}", "yes" if enough else "**no**"])

    cores = found.run()["cores"] or 1
    ask("reports a second", rate(sayso), "≥", REPORTS_A_SECOND)
    alone = spread(sayso, lambda row: cores / row["all_cpu"])
    ask("… at most, were the cores its own: cores ÷ CPU seconds", alone, "≥", REPORTS_A_SECOND)
    for of, said in (("clock", "on the clock"), ("cpu", "in CPU seconds")):
        whole = paired(sayso, systems["network"], f"all_{of}")
        ask(f"reading ÷ its network alone, {said}", whole, "≤", TIMES_NETWORK)
    for name in NEAREST:
        if name in systems:
            ask(f"times as fast as {SYSTEMS[name].name}", ratio(found, name, "clock"), "≥", TIMES_NEAREST)
    ask("one report, warm, s", spread(sayso, "one_clock"), "≤", ONE_REPORT_S)
    ask("start-up, s", spread(sayso, "start_clock"), "≤", START_S)
    ask("most memory, MB", spread(sayso, "mb"), "≤", MEMORY_MB)
    yield from _table(["of sayso", "measured", "asked", ""], rows)


def _stages(found: Results) -> Iterator[str]:
    """CPU seconds a report by stage; the network's are those of the network alone in the same round."""
    systems = found.systems()
    sayso = systems["sayso"]
    network = {row["round"]: row["all_cpu"] for row in systems["network"]}
    rest = spread(sayso, lambda row: max(0.0, row["language_cpu"] - network.get(row["round"], 0.0)))
    rows = [
        ["intake, with the language", spread(sayso, "intake_cpu")],
        ["the network", spread(systems["network"], "all_cpu")],
        ["words, decoding, writing the Doc", rest],
        ["claims", spread(sayso, "claims_cpu")],
    ]
    yield from _table(["stage", "CPU s a report"], rows)


def _growth(found: Results) -> Iterator[str]:
    sizes = sorted({size for what in GROWS for size in found.sizes(what)})
    rows = []
    for what, name in GROWS.items():
        measured = found.sizes(what)
        rows.append([name, *(_seconds_and_mb(measured.get(size)) for size in sizes)])
    yield from _table(["CPU s; most memory", *(f"{size:,} claims" for size in sizes)], rows)


def _seconds_and_mb(rows: Sequence[Row] | None) -> str:
    return f"{spread(rows, 'cpu')}; {spread(rows, 'mb').middle:,.0f} MB" if rows else ""


def _ledger(found: Results) -> Iterator[str]:
    """A report of five claims, beside rows of as many bytes."""
    lines = []
    for size, rows in found.sizes("ledger").items():
        for name, way in (("batch", "in batches of 500"), ("single", "one by one")):
            own, bare = (spread(rows, f"{prefix}{name}_ms") for prefix in ("", "bare_"))
            lines.append(
                [f"{way}, {size:,} claims", own, bare, _times(rows, name, "ms"), _times(rows, name, "cpu_ms")]
            )
    yield from _table(["a report, ms", "sayso", "bare SQLite", "times", "times, by CPU"], lines)


def _times(rows: Sequence[Row], name: str, of: str) -> Spread:
    return spread(rows, lambda row: row[f"{name}_{of}"] / max(row[f"bare_{name}_{of}"], 0.001))


def _pages(found: Results) -> Iterator[str]:
    sizes = found.sizes("pages")
    pages = list(next(iter(sizes.values()))[0]["pages_ms"]) if sizes else []
    lines = [
        [f"{size:,}", spread(rows, "clock"), *(_page_ms(rows, page) for page in pages)]
        for size, rows in sizes.items()
    ]
    yield from _table(["claims", "first page, s", *(f"`{page}`, ms" for page in pages)], lines)


def _page_ms(rows: Sequence[Row], page: str) -> Spread:
    return spread(rows, lambda row: row["pages_ms"][page])


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """A table whose first column is words and whose others are figures."""
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _panels(found: Results) -> Iterator[Panel]:
    """How fast, how long for one, how large, how soon ready."""
    every = found.systems()
    whole = {name: rows for name, rows in every.items() if name not in LIMITS}

    def panel(
        heading: str,
        systems: dict[str, list[Row]],
        of: Callable[[list[Row]], Spread],
        target: float,
        powers: bool,
    ) -> Panel:
        values = {name: of(rows) for name, rows in systems.items()}
        colours = {name: COLOURS[0] if name == "sayso" else GREY for name in systems}
        made = [
            Bar(SYSTEMS[name].name, one.middle, one.least, one.greatest, str(one), colours[name])
            for name, one in values.items()
        ]
        return Panel(heading, made, target, f"asked: {target:,g}", powers)

    yield panel("reports of 600 words a second", every, rate, REPORTS_A_SECOND, True)
    yield panel(
        "one report when warm, seconds", every, lambda rows: spread(rows, "one_clock"), ONE_REPORT_S, True
    )
    yield panel("most memory, MB", whole, lambda rows: spread(rows, "mb"), MEMORY_MB, False)
    yield panel("start-up, seconds", whole, lambda rows: spread(rows, "start_clock"), START_S, False)
