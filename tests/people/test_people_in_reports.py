"""Whom a report names is found at its reading, and who of them is protected."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from sayso.intake import read_text
from sayso.ledger import open_ledger
from sayso.model import Person, Reading
from sayso.pipeline import Reader

TEXT = """VELMORA, May 3 (Lantern) - Two shells hit a bakery in Velmora on Friday, killing Tomas Brek, 41, and his daughter Lena, residents said.

"I heard the whistle and ran," said Fatima al-Nouri, a shopkeeper who lives across the street. Her brother Karim Nouri was wounded.

Army spokesman Colonel Pavel Orsk denied that his men had fired. Mayor Ilse Hartmann said nine people were hurt. Governor Sami Haddad blamed rebels.

Dr. Yousef Saleh, a surgeon at the city hospital, told the Lantern that three children had died. Nouri said the army had shelled the street before.

The chairwoman of the traders' union, Ruth Akello, said that the market would stay closed. President Putin condemned the attack. Hassan, a 12-year-old boy who lost a leg, said he saw the plane. Sergeant Ivan Petrov was killed by a mine near Orsk Ford. Lieutenant Mark Lund said that the road was closed."""


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    """The reading of the text above."""
    report, problems = read_text(TEXT, published="2026-05-03", publisher="Lantern")
    return reader.read(report, problems)


def by_name(reading: Reading) -> dict[str, Person]:
    """The persons of the reading by name."""
    assert reading.people is not None
    return {person.name: person for person in reading.people}


def test_witnesses_victims_and_private_persons_are_protected(reading: Reading) -> None:
    """Each with the role that stands in the place of the name."""
    protected = {name: person.role for name, person in by_name(reading).items() if person.protected}
    assert protected == {
        "Tomas Brek": "a victim",
        "Lena": "a relative",
        "Fatima al-Nouri": "a resident",
        "Karim Nouri": "a relative",
        "Yousef Saleh": "a medical worker",
        "Hassan": "a child",
        "Ivan Petrov": "a member of a force",
    }


def test_whoever_speaks_for_an_office_is_open(reading: Reading) -> None:
    """Each with the words that say so."""
    assert {name: person.why for name, person in by_name(reading).items() if not person.protected} == {
        "Pavel Orsk": "speaks for an office: spokesman",
        "Ilse Hartmann": "speaks for an office: mayor",
        "Sami Haddad": "speaks for an office: governor",
        "Ruth Akello": "speaks for an office: chairwoman",
        "Putin": "known to everybody",
        "Mark Lund": "speaks for a force: lieutenant",
    }


def test_every_span_holds_the_name_or_a_part_of_it(reading: Reading) -> None:
    """Spans are words of the report."""
    for person in by_name(reading).values():
        for span in person.spans:
            assert reading.report.text[span.start : span.end] == span.text
            assert set(span.text.split()) <= set(person.name.replace("al-", "").split()) | set(
                person.name.split()
            )


def test_the_ledger_keeps_whom_a_reading_names(reading: Reading, tmp_path: Path) -> None:
    """What goes in comes out; a reading in which nobody looked stays one."""
    with open_ledger(str(tmp_path / "book.db"), create=True) as ledger:
        ledger.add_reading(reading, TEXT.encode())
        assert next(iter(ledger.readings())) == reading
        nobody_looked = dataclasses.replace(reading, people=None, reader="other.1")
        ledger.add_reading(nobody_looked, TEXT.encode())
        assert next(iter(ledger.readings())).people is None
