"""What a format could not carry is counted, whatever the format."""

from __future__ import annotations

import json

import pytest
from export_makings import LOCATED, told

from sayso.exports import FORMATS, export, losses_json
from sayso.exports.losses import CENSUS
from sayso.problems import NoSuchSetting


@pytest.mark.parametrize("name", FORMATS)
def test_every_value_is_exact_narrowed_or_dropped(name: str) -> None:
    """Of each field, what is carried and what is dropped add up to what the incidents have; nothing is silent."""
    incidents, reports = told()
    made = export(incidents, reports, name, internal=True, located=LOCATED)
    fields = made.losses.fields()
    for field, count in CENSUS.items():
        total = sum(map(count, incidents))
        said = fields.get(field, {"exact": 0, "narrowed": 0, "dropped": 0})
        assert said["exact"] + said["narrowed"] + said["dropped"] == total
        assert sum(said.get("why", {}).values()) == said["narrowed"]
    print(f"{name}: {made.losses.line()}")


@pytest.mark.parametrize("name", FORMATS)
def test_an_incident_is_in_the_file_or_named_with_the_reason(name: str) -> None:
    """Incidents in the file and incidents left out are all the incidents; each reason is a sentence."""
    incidents, reports = told()
    made = export(incidents, reports, name, internal=True, located=LOCATED)
    left_out = dict(made.losses.left_out)
    assert set(left_out) <= {incident.id for incident in incidents} and all(left_out.values())
    record = made.losses.record(name, made.data, True, {})
    assert record["incidents_in_file"] == len(incidents) - len(left_out)


@pytest.mark.parametrize("name", FORMATS)
def test_equal_ledgers_equal_bytes(name: str) -> None:
    """The file and its account are the same each time, in whatever order reports are handed over."""
    incidents, reports = told()
    first, second = (
        export(incidents, some, name, internal=True, located=LOCATED) for some in (reports, reports[::-1])
    )
    assert first.data == second.data
    assert first.losses.fields() == second.losses.fields()


def test_json_drops_nothing() -> None:
    """The format that is ours has everything exactly."""
    incidents, reports = told()
    fields = export(incidents, reports, "json", internal=True).losses.fields()
    assert {field["dropped"] + field["narrowed"] for field in fields.values()} == {0}


def test_the_account_as_a_file() -> None:
    """It names the format, the file by its SHA-256, the settings, and each field with counts."""
    incidents, reports = told()
    made = export(incidents, reports, "acled", internal=True, located=LOCATED)
    record = json.loads(losses_json(made.losses.record("acled", made.data, True, {"inter": "text"}, "a.csv")))
    assert record["format"] == "sayso/losses-1" and record["file"] == "a.csv" and len(record["sha256"]) == 64
    assert record["rows"] == record["incidents_in_file"] and record["fields"]["evidence"]["exact"] == 0
    assert record["fields"]["evidence"]["dropped"] == sum(map(CENSUS["evidence"], incidents))


def test_a_setting_that_there_is_not() -> None:
    """The message names those that there are."""
    with pytest.raises(NoSuchSetting) as refusal:
        export([], [], "ucdp", settings={"best": "mean"})
    assert str(refusal.value) == "ucdp: best=mean is no setting of it. Settings: best=majority|low|high."
    with pytest.raises(NoSuchSetting) as refusal:
        export([], [], "json", settings={"best": "low"})
    assert str(refusal.value) == "json: best=low is no setting of it. Settings: none."


def test_the_help_names_every_format() -> None:
    """`sayso export --help` lists them all, and docs/exports.md has a section for each."""
    from pathlib import Path

    from sayso.cli.exporting import _FORMATS

    assert sorted(_FORMATS.split(", ")) == sorted(FORMATS)
    page = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
    heads = {name for line in page.splitlines() if line.startswith("## ") for name in line[3:].split(", ")}
    assert set(FORMATS) <= heads
