"""What leaves has roles for protected names and wide areas for homes; decisions of people outweigh readings."""

from __future__ import annotations

import dataclasses
import json

from incident_makings import claim, judgement, report, spot

from sayso.exports import export, published
from sayso.incidents import accepted_view, build_incidents
from sayso.model import Claim, Person, Report
from sayso.people import Mark, Names
from sayso.people.homes import coarse
from sayso.records import incident_record
from sayso.sphere import kilometres

REPORT = dataclasses.replace(
    report(text="A bomb fell, said Nadia Brek, a baker. Brek lost her shop. Mayor Paul Brek denied it."),
    title="Nadia Brek tells of the bomb",
    url="https://lantern.example/nadia-brek",
)
NADIA = Person("Nadia Brek", (), True, "a resident", "no office")
PAUL = Person("Paul Brek", (), False, "a person", "mayor")


def told(**parts: object) -> Claim:
    return claim(
        "c1",
        sentence="A bomb fell, said Nadia Brek, a baker.",
        trigger="bomb",
        sources=[["Nadia Brek"]],
        **parts,
    )  # type: ignore[arg-type]


def shown(one: Claim, names: Names | None, source: Report = REPORT) -> str:
    """The public view of that claim, accepted, as JSON."""
    built = build_incidents([one], [judgement("accept", one.id)], [source])
    out = published(accepted_view(built, [source]), [source], names)
    records = [incident_record(incident) for incident in out.incidents]
    return json.dumps([records, [dataclasses.asdict(one) for one in out.reports]], ensure_ascii=False)


def test_every_text_of_an_incident_and_its_report_has_the_role() -> None:
    """Source, evidence, title, address, text; the mayor of the same name stays."""
    text = shown(told(), Names({REPORT.id: [NADIA, PAUL]}))
    assert "Nadia" not in text and "nadia" not in text
    assert '"name": "a resident"' in text and "said [a resident], a baker" in text
    assert "[a resident] tells of the bomb" in text and '"https://lantern.example/"' in text
    assert "Paul Brek" in text and "██████████" in text


def test_without_a_list_whoever_is_of_no_office_is_protected() -> None:
    """A reading made before people were looked for does not let names out; a ministry is no person."""
    assert "Nadia" not in shown(told(), None)
    other = claim("c1", sources=[["Ministry of Health"]], sentence="A blast, the Ministry of Health said.")
    assert "Ministry of Health" in shown(other, None)
    rebels = claim("c1", sources=[["Northern Dawn Front"]], sentence="A blast, the Northern Dawn Front said.")
    assert "Northern Dawn Front" in shown(rebels, None)


def test_a_name_protected_in_one_report_is_protected_in_all() -> None:
    """Another report of the book may name the same witness."""
    elsewhere = Names({report("r9").id: [NADIA], REPORT.id: []})
    assert "Nadia" not in shown(told(), elsewhere)
    open_here = Names({report("r9").id: [NADIA], REPORT.id: [dataclasses.replace(NADIA, protected=False)]})
    assert "Nadia Brek" in shown(told(), open_here)


def test_what_a_person_marked_outweighs_the_reading() -> None:
    """Protected although the reading says open; open although the reading says protected; the last mark counts."""
    paul = Names({REPORT.id: [NADIA, PAUL]}, [Mark("Paul Brek", "a person")])
    assert "Paul" not in shown(told(), paul)
    lifted = Names(
        {REPORT.id: [NADIA]}, [Mark("Nadia Brek", "a person"), Mark("nadia brek", "", lifted=True)]
    )
    assert "Nadia Brek" in shown(told(), lifted)


def test_a_home_becomes_a_wide_area() -> None:
    """The true point is in the area, the area is at least ten kilometres, and nothing finds the point again."""
    home = spot("Mill Lane", "point", 41.5123, 20.2541, 50.0)
    sentence = "A bomb fell on her house in Mill Lane, said Nadia Brek."
    one = claim("c1", sentence=sentence, trigger="bomb", place=home, sources=[["Nadia Brek"]])
    names = Names({REPORT.id: [NADIA]})
    text = shown(one, names)
    assert "41.5123" not in text and "20.2541" not in text
    wide = coarse(home)
    assert (
        wide.lat is not None
        and wide.lon is not None
        and wide.radius_m is not None
        and wide.radius_m >= 10_000
    )
    assert kilometres((41.5123, 20.2541), (wide.lat, wide.lon)) * 1000 < wide.radius_m
    bridge = claim("c1", sentence="A bomb fell on the bridge in Mill Lane.", trigger="bomb", place=home)
    assert "41.5123" in shown(bridge, names)


def test_formats_are_made_from_what_is_shown() -> None:
    """Every public file of ours has the role, an internal one the name."""
    built = build_incidents([told()], [judgement("accept", "c1")], [REPORT])
    names = Names({REPORT.id: [NADIA, PAUL]})
    for name in ("json", "csv"):
        assert (
            "Nadia" not in export(accepted_view(built, [REPORT]), [REPORT], name, names=names).data.decode()
        )
        assert "Nadia" in export(built, [REPORT], name, internal=True).data.decode()
