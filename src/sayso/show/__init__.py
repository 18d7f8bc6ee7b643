"""What a terminal shows: the claims of a report in its own words, and who says what of an incident.

Colours only where the terminal has them and NO_COLOR is not set; the same facts stand in plain words beside.
Whatever a report says is shown as text: its control characters never reach the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from sayso.incidents.corrections import EFFECTS, find_corrections
from sayso.incidents.grades import Policy, grade_incident, known_of
from sayso.incidents.told import told
from sayso.model import Claim, ClaimId, Disagreement, Incident, Problem, Reading, Report, ReportId, Span
from sayso.tolls import range_words, toll_of
from sayso.words import (
    chain_words,
    count_words,
    listed,
    one_line,
    own_voice,
    place_words,
    sources_words,
    when_words,
)

#: role → (style, the spans of a claim that play it); later ones are painted over earlier ones
ROLES: dict[str, tuple[str, Callable[[Claim], Iterable[Span | None]]]] = {
    "place": ("green", lambda claim: [claim.place.span if claim.place else None]),
    "time": ("blue", lambda claim: [claim.when.span if claim.when else None]),
    "against": ("magenta", lambda claim: [actor.span for actor in claim.against]),
    "by": ("red", lambda claim: [actor.span for actor in claim.by]),
    "weapon": ("bright_red", lambda claim: [weapon.span for weapon in claim.weapons]),
    "who says": ("cyan", lambda claim: [source.span for chain in claim.sources for source in chain]),
    "casualties": ("underline", lambda claim: [count.span for count in claim.casualties]),
    "what happened": ("bold yellow", lambda claim: [claim.trigger]),
}
STANCES = {
    "asserts": "says",
    "confirms": "confirms",
    "denies": "denies",
    "accuses": "accuses",
    "alleges": "alleges",
    "claims_responsibility": "claims responsibility for",
    "threatens": "threatens",
}
_STANCE_STYLES = {
    "denies": "bold red",
    "claims_responsibility": "bold",
    "accuses": "bold",
    "alleges": "italic",
}
#: the same where a column is narrow
STANCE_IN_TABLE = {"claims_responsibility": "owns up"}
#: field of a disagreement → column that shows it
_COLUMN_OF = {"place": "where"}
EFFECT_WORDS = {"captured": "captured or arrested"}
FIELDS = {"by": "who did it", "kind": "what it was", "happened": "whether it happened"}
QUESTIONS = {"reported": "How well reported", "happened": "Did it happen", "who": "Who did it"}
#: several people: "two doctors", "Witnesses"; a proper name may end so and be one ("Reuters")
_PLURAL = re.compile(
    r"\b(?:[a-z]+[^s\W]s|(?i:police|witnesses|residents|officials|rebels|villagers|doctors|medics|activists))$"
)
#: what follows the noun that speaks: "spokesman for the rebels"
_AFTER_NOUN = re.compile(r",| (?:for|of|in|from|at|on|with|near|who) ")
#: columns left out of a narrow table, the first ones first; what is disputed in them stands in words below it
_SPARE = ("words", "where", "when", "by")
#: longer words than this are broken
_LONGEST_WORD = 16
#: below this a table keeps fewer columns
_WIDE = 110
#: so many claims of one problem are quoted
_QUOTED = 3

Reports = Mapping[ReportId, Report]


def show_reading(reading: Reading, console: Console) -> None:
    """The claims of one report, sentence by sentence, then what its words did not allow."""
    console.print(_heading(reading))
    if reading.claims and console.color_system and not console.no_color:
        console.print(_legend())
    numbered = enumerate(sorted(reading.claims, key=lambda claim: claim.evidence[0].start), 1)
    for evidence, claims in groupby(numbered, key=lambda item: item[1].evidence):
        told = list(claims)
        console.print()
        console.print(Indented(_sentence(evidence, [claim for _, claim in told]), 2))
        for number, claim in told:
            console.print(Indented(claim_block(number, claim, reading.report), 4))
    show_problems(reading.problems, console)


def show_problems(problems: Sequence[Problem], console: Console) -> None:
    """What the words did not allow, each sort once with how often and the first words it was about."""
    if not problems:
        return
    console.print()
    console.print(Text("What the words did not allow", style="bold"))
    for _, alike in _by_code(problems).items():
        more = len(alike) - _QUOTED
        console.print(Indented(Text("\n".join(_first_messages(alike))), 2))
        if more > 0:
            console.print(Indented(Text(f"… and {more} more of the same", style="dim"), 2))


def show_incident(
    incident: Incident, reports: Reports, console: Console, policy: Policy | None = None
) -> None:
    """Who says what of one incident: a row a source, then what they disagree on, have corrected, and the grades."""
    console.print(incident_heading(incident))
    console.print(Indented(_incident_facts(incident), 2))
    console.print(_who_says_what(incident, reports, console.width))
    for line in _disagreement_lines(incident, reports):
        console.print(Indented(line, 2))
    if policy is not None:
        for line in _grade_lines(incident, reports, policy):
            console.print(Indented(line, 2))
    console.print()


def show_incidents(
    incidents: Iterable[Incident], reports: Reports, console: Console, policy: Policy | None = None
) -> None:
    """The incidents that more than one claim tells of, each with its table; the others in a line each.

    Those that most reports tell of come first. With a policy each is graded.
    """
    every = sorted(incidents, key=lambda one: (-len(one.reports), -len(one.claims)))
    for incident in every:
        if len(incident.claims) > 1:
            show_incident(incident, reports, console, policy)
    once = [incident for incident in every if len(incident.claims) == 1]
    if once:
        console.print(Text("Told in one claim only", style="bold"))
        for incident in once:
            console.print(Indented(_one_line(incident, reports), 2))


def visible(text: str) -> str:
    """The text with every control and direction character but the line break as "·"; equally long."""
    return "".join(
        "·" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign != "\n" else sign for sign in text
    )


@dataclass(frozen=True, slots=True)
class Indented:
    """Something moved to the right; unlike rich's Padding without white space at the ends of its lines."""

    what: RenderableType
    columns: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        inner = options.update(width=max(options.max_width - self.columns, 1))
        for line in console.render_lines(self.what, inner, pad=False):
            yield Segment(" " * self.columns)
            yield from line
            yield Segment.line()


def says(claim: Claim) -> str:
    """The stance as a verb that fits who speaks: "army says", "two doctors say", "army and police say"."""
    verb = STANCES[claim.stance]
    nouns = [_AFTER_NOUN.split(chain[0].name)[0] for chain in claim.sources]
    if len(nouns) < 2 and not any(map(_PLURAL.search, nouns)):
        return verb
    first, _, rest = verb.partition(" ")
    stem = first.removesuffix("ies") + "y" if first.endswith("ies") else first.removesuffix("s")
    return f"{stem} {rest}".strip()


def _heading(reading: Reading) -> Text:
    report = reading.report
    about = listed(filter(None, (report.publisher, report.published, _claims(len(reading.claims)))))
    title = Text(
        visible(report.title or (report.retrieval.origin if report.retrieval else report.id[:12])), "bold"
    )
    return Text.assemble(title, "\n", (visible(about), "dim"))


def _legend() -> Text:
    return Text("  ").join(Text(role, style) for role, (style, _) in reversed(ROLES.items()))


def _sentence(evidence: Sequence[Span], claims: Sequence[Claim]) -> Text:
    """The sentences with every part of the claims painted in its role."""
    return Text(" … ").join(_painted(span, claims) for span in evidence)


def _painted(sentence: Span, claims: Sequence[Claim]) -> Text:
    text = Text(visible(sentence.text).replace("\n", " "))
    for style, spans in ROLES.values():
        for claim in claims:
            for span in spans(claim):
                if span and sentence.start <= span.start and span.end <= sentence.end:
                    text.stylize(style, span.start - sentence.start, span.end - sentence.start)
    return text


def claim_block(number: int, claim: Claim, report: Report | None) -> Group:
    """Two lines: who says what; then by whom, to whom, how many, with what, where, when."""
    verb = says(claim)
    first = Text.assemble(
        (f"{number:>2} ", "dim"),
        (visible(one_line(sources_words(claim, report))), "cyan"),
        " ",
        (verb, _STANCE_STYLES.get(claim.stance, "")),
        " ",
        (claim.kind.replace("_", " "), "bold yellow"),
        f" “{visible(one_line(claim.trigger.text))}”",
        (" (background)" if claim.background else "", "dim"),
    )
    parts = Text(" · ").join(_parts(claim))
    return Group(first, Indented(parts, 3)) if parts.plain else Group(first)


def _parts(claim: Claim) -> Iterator[Text]:
    for role, words in part_words(claim):
        if words:
            yield Text.assemble(
                (f"{role} ", "dim"), (visible(one_line(words)), ROLES[role][0] if role in ROLES else "")
            )


def part_words(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "by", listed(actor.name for actor in claim.by)
    yield "against", listed(actor.name for actor in claim.against)
    for effect in EFFECTS:
        yield EFFECT_WORDS.get(effect, effect), _count_words(claim, effect)
    yield "weapon", listed(weapon.span.text for weapon in claim.weapons)
    yield "place", place_words(claim.place) + _reach(claim)
    yield "time", when_words(claim.when)


def _count_words(claim: Claim, effect: str) -> str:
    counts = [count for count in claim.casualties if count.effect == effect]
    return listed(
        (count_words((count.low, count.high)) or f"“{count.span.text}”") + (" (a part)" if count.part else "")
        for count in counts
    )


def _reach(claim: Claim) -> str:
    place = claim.place
    if place is None or place.lat is None or place.lon is None or place.radius_m is None:
        return ""
    return f" ({place.lat:.2f}, {place.lon:.2f} ± {place.radius_m / 1000:.0f} km)"


def incident_heading(incident: Incident) -> Text:
    reports = len(incident.reports)
    told = f"{_claims(len(incident.claims))} in {reports} report{'' if reports == 1 else 's'}"
    what = what_where_when(incident)
    return Text.assemble((visible(what), "bold"), "\n", (f"{incident.id}, {told}, {incident.status}", "dim"))


def what_where_when(incident: Incident) -> str:
    parts = (incident.kind.replace("_", " "), place_words(incident.place), when_words(incident.when))
    return listed(part for part in parts if part)


def _incident_facts(incident: Incident) -> Text:
    """The range of each kind of figure over all who give one."""
    ranges = {
        effect: range_words(toll_of(claim, effect) for claim in _counted(incident)) for effect in EFFECTS
    }
    said = [f"{EFFECT_WORDS.get(effect, effect)}: {words}" for effect, words in ranges.items() if words]
    return Text(" · ".join(said) or "nobody gives a number", "bold" if said else "dim")


def _counted(incident: Incident) -> list[Claim]:
    """Its claims without those that a person rejected, unless all were."""
    claims = zip(incident.claims, incident.statuses, strict=True)
    return [claim for claim, status in claims if status != "rejected"] or list(incident.claims)


def _who_says_what(incident: Incident, reports: Reports, width: int) -> Table:
    """A row for each source and stance, under the report it speaks in. Columns in which nobody says anything are
    left out; in a narrow terminal so are place and day, unless they are disputed.
    """
    voices = _voices(incident, reports)
    rows = [_row(claims) for claims in voices]
    columns = _columns(rows, incident, width)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for name, least in columns.items():
        table.add_column(
            name, overflow="fold", min_width=least, max_width=max(least, _max_width(name, width))
        )
    told_in = None
    for claims, row in zip(voices, rows, strict=True):
        if claims[0].report != told_in:
            told_in = claims[0].report
            table.add_row(Text(publisher_words(reports.get(told_in)), "dim"), *[""] * (len(columns) - 1))
        table.add_row(*(Padding(row[name], (0, 0, 0, _indent(name))) for name in columns))
    return table


def _columns(rows: Sequence[Mapping[str, Text]], incident: Incident, width: int) -> dict[str, int]:
    """The columns that are shown and how wide each must be, so that hardly a word is broken."""
    least = {
        name: max(
            len(name), *(min(_indent(name) + _longest_word(row[name].plain), _LONGEST_WORD) for row in rows)
        )
        for name in rows[0]
        if _worth_showing(name, rows, incident, width)
    }
    for spare in _SPARE:
        if sum(least.values()) + 3 * len(least) + 1 > width:
            least.pop(spare, None)
    return least


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _indent(column: str) -> int:
    """Every line of a voice stands to the right of the report it speaks in."""
    return 2 if column == "who says" else 0


def _voices(incident: Incident, reports: Reports) -> list[list[Claim]]:
    """The claims of each source with the same stance, report by report, in the order in which they first speak."""
    by_voice: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in sorted(incident.claims, key=lambda claim: incident.reports.index(claim.report)):
        key = claim.report, sources_words(claim, reports.get(claim.report)), claim.stance
        by_voice.setdefault(key, []).append(claim)
    return list(by_voice.values())


def _row(claims: Sequence[Claim]) -> dict[str, Text]:
    first = claims[0]
    who, verb = visible(one_line(" and ".join(map(chain_words, first.sources)))), STANCES[first.stance]
    return {
        "who says": Text(who or "own voice", "cyan"),
        "stance": Text(STANCE_IN_TABLE.get(first.stance, verb), _STANCE_STYLES.get(first.stance, "")),
        **{effect: _cell(_count_words(claim, effect) for claim in claims) for effect in EFFECTS},
        "by": _cell(listed(actor.name for actor in claim.by) for claim in claims),
        "when": _cell(when_words(claim.when) for claim in claims),
        "where": _cell(place_words(claim.place) for claim in claims),
        "words": _cell(f"“{claim.trigger.text}”" for claim in claims),
    }


def _cell(values: Iterable[str]) -> Text:
    return Text("\n".join(dict.fromkeys(visible(one_line(value)) for value in values if value)))


def _worth_showing(column: str, rows: Sequence[Mapping[str, Text]], incident: Incident, width: int) -> bool:
    disputed = {_COLUMN_OF.get(one.field, one.field) for one in incident.disagreements}
    narrow = width < _WIDE and column in ("when", "where")
    return any(row[column].plain for row in rows) and (not narrow or column in disputed)


def _max_width(column: str, width: int) -> int:
    share = {"who says": 0.36, "by": 0.2, "words": 0.24, "where": 0.24}.get(column, 0.14)
    return max(9, int(share * min(width, 160)))


def _disagreement_lines(incident: Incident, reports: Reports) -> Iterator[Text]:
    by_id = {claim.id: claim for claim in incident.claims}
    for one in incident.disagreements:
        yield Text.assemble(
            ("They disagree on ", ""), (FIELDS.get(one.field, one.field), "bold"), ": "
        ) + Text(visible(one_line("; ".join(_value_lines(one, by_id, reports)))))


def _value_lines(one: Disagreement, by_id: Mapping[ClaimId, Claim], reports: Reports) -> Iterator[str]:
    for value, ids in one.values:
        who = (
            sources_words(by_id[claim], reports.get(by_id[claim].report)) for claim in ids if claim in by_id
        )
        yield f"{value} ({listed(who)})"


def _grade_lines(incident: Incident, reports: Reports, policy: Policy) -> Iterator[Text]:
    """What sources have corrected; the answer to each of the three questions, with its sentence."""
    known = known_of(incident, reports)
    for one in find_corrections([told(claim, reports.get(claim.report)) for claim in known.claims]):
        steps = (f"{count_words(toll)} on {day}" for day, toll, _ in one.history if toll)
        yield Text(
            visible(f"{one.source} has corrected {one.effect}: {', then '.join(dict.fromkeys(steps))}")
        )
    for grade in grade_incident(known, policy):
        yield Text.assemble(
            (f"{QUESTIONS[grade.question]}: ", ""),
            (grade.grade, "bold"),
            (f". {visible(grade.because)}", "dim"),
        )


def _one_line(incident: Incident, reports: Reports) -> Text:
    claim = incident.claims[0]
    where = listed(filter(None, (place_words(claim.place), when_words(claim.when))))
    return Text.assemble(
        (f"{incident.id[:9]} ", "dim"),
        (visible(one_line(sources_words(claim, reports.get(claim.report)))), "cyan"),
        f" {says(claim)} ",
        (claim.kind.replace("_", " "), "bold yellow"),
        f" “{visible(one_line(claim.trigger.text))}”",
        f" ({visible(where)})" if where else "",
    )


def publisher_words(report: Report | None) -> str:
    """Who published it; a report that nobody put a name to is told from the others by its title or its file."""
    if report is None or report.publisher:
        return visible(own_voice(report).removesuffix(" (own voice)"))
    origin = report.retrieval.origin if report.retrieval else ""
    named = f"“{report.title}”" if report.title else PurePath(origin).name
    return visible(one_line(f"the report {named}"))


def _claims(number: int) -> str:
    return f"{number} claim{'' if number == 1 else 's'}"


def _by_code(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    grouped: dict[str, list[Problem]] = {}
    for problem in problems:
        grouped.setdefault(problem.code, []).append(problem)
    return grouped


def _first_messages(alike: Sequence[Problem]) -> list[str]:
    """The first few messages of one code, equal ones once with how often."""
    counted = Counter(problem.message for problem in alike[:_QUOTED])
    return [
        visible(message) + (f" ({times} times)" if times > 1 else "") for message, times in counted.items()
    ]
