"""Somebody's own places: what is taken, what is refused, and that both indexes are asked."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from sayso.cli import run
from sayso.gazetteer import Gazetteer, open_gazetteer
from sayso.gazetteer.add import add_places
from sayso.gazetteer.entries import Entry
from sayso.gazetteer.index import Draft, write_index
from sayso.problems import NotFound, WrongCall


def geonames_line(number: int, name: str, code: str, others: str = "", people: int = 0) -> str:
    """One invented place of a GeoNames file, in Syria's region 12."""
    group, _, kind = code.partition(".")
    cells = [
        number,
        name,
        name,
        others,
        35.5,
        36.7,
        group,
        kind,
        "SY",
        "",
        "12",
        "",
        "",
        "",
        people,
        "",
        "",
        "",
        "2020-01-01",
    ]
    return "\t".join(map(str, cells)) + "\n"


@pytest.fixture
def add(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Adds a file with the text to one index, and opens that index."""

    def added(name: str, text: str) -> Gazetteer:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        add_places(file, tmp_path / "own.sqlite")
        return open_gazetteer(tmp_path / "own.sqlite")

    return added


def test_geonames_file(add) -> None:  # type: ignore[no-untyped-def]
    """Of a GeoNames file the towns and named spots are taken under all their names; streams are not."""
    lines = [
        geonames_line(1, "Marwa", "P.PPL", "Marwah,Мерва,MRW", 150_000),
        geonames_line(2, "Marwa Airbase", "S.AIRB"),
        geonames_line(3, "Wadi Marwa", "H.STM"),
    ]
    found = add("SY.txt", "".join(lines))
    (town,) = found.lookup("Мерва")
    assert (town.id, town.kind, town.country, town.admin1, town.radius_m) == (
        "geonames:1",
        "town",
        "SY",
        "SY.12",
        8000,
    )
    assert [entry.kind for entry in found.lookup("Marwa Airbase")] == ["site"]
    assert found.lookup("Wadi Marwa") == () and found.lookup("MRW") == ()


def test_geonames_archive(tmp_path: Path) -> None:
    """The archive of a country is taken as it is downloaded, with its readme beside the table."""
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", geonames_line(1, "Marwa", "P.PPL"))
    assert add_places(tmp_path / "SY.zip", tmp_path / "own.sqlite")[:2] == ("a GeoNames file", 1)


def test_pcode_table(add) -> None:  # type: ignore[no-untyped-def]
    """Of a p-code table the finest units are taken, in all its languages, in the region that the bundled index knows."""
    text = (
        "ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_PCODE,center_lat,center_lon,area_sqkm\n"
        "#adm2+name,,#adm2+code,,,,,,\n"
        "Marwa,مروة,SY9901,Idlib,SY99,SYR,35.5,36.7,314\n"
    )
    (unit,) = add("syr.csv", text).lookup("مروه")
    assert (unit.id, unit.name, unit.kind, unit.country, unit.admin1) == (
        "pcode:SY9901",
        "Marwa",
        "admin2",
        "SY",
        "SY.12",
    )
    assert (unit.lat, unit.lon, unit.radius_m) == (35.5, 36.7, 16_000)


def test_pcode_table_without_points(add) -> None:  # type: ignore[no-untyped-def]
    """A unit whose table gives no point has none."""
    (unit,) = add("syr.csv", "admin1Name_en;admin1Pcode\nMarwa;SY99\n").lookup("Marwa")
    assert (unit.kind, unit.lat, unit.lon) == ("admin1", None, None)


def test_geojson(add) -> None:  # type: ignore[no-untyped-def]
    """A point is a town; an area has its middle and the radius to its farthest corner."""
    square = [[[36.0, 35.0], [36.2, 35.0], [36.2, 35.2], [36.0, 35.2], [36.0, 35.0]]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Marwa"},
            "geometry": {"type": "Point", "coordinates": [36.7, 35.5]},
        },
        {
            "type": "Feature",
            "properties": {"shapeName": "Nadr", "shapeType": "ADM2", "shapeGroup": "SYR"},
            "geometry": {"type": "Polygon", "coordinates": square},
        },
        {"type": "Feature", "properties": {"name": None}, "geometry": None},
    ]
    found = add("own.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    (town,), (area,) = found.lookup("Marwa"), found.lookup("Nadr")
    assert (town.kind, town.lat, town.lon, town.radius_m) == ("town", 35.5, 36.7, 3000)
    assert (area.kind, area.country, area.lat, area.lon) == ("admin2", "SY", 35.1, 36.1)
    assert 14_000 < (area.radius_m or 0) < 15_000


def test_adding_again_replaces(add) -> None:  # type: ignore[no-untyped-def]
    """A place added again under its id is there once, as it was said last."""
    add("one.txt", geonames_line(1, "Marwa", "P.PPL", people=10))
    found = add("two.txt", geonames_line(1, "Marwah", "P.PPL", people=20) + geonames_line(2, "Nadr", "P.PPL"))
    assert [entry.population for entry in found.lookup("Marwah") if entry.match == "name"] == [20]
    assert len(found.lookup("Nadr")) == 1


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.txt", "", "a.txt: the file is empty. Nothing was added."),
        ("a.txt", "Once upon a time\n", "a.txt: its first line is that of no list of places. Nothing was added."),
        ("a.txt", geonames_line(1, "Marwa", "P.PPL") + "2\tNadr\n", "a.txt, line 2: 2 columns, and a GeoNames file has 19."),
        ("a.txt", geonames_line(1, "Marwa", "P.PPL").replace("35.5", "95"), "a.txt, line 1: 95 is no coordinate"),
        ("a.txt", geonames_line(1, "Wadi Marwa", "H.STM"), "a.txt: no place in it has a name."),
        ("a.json", "{", "a.json: this is no JSON ("),
        ("a.json", '{"type": "FeatureCollection"}', "a.json: this JSON is no FeatureCollection of GeoJSON."),
        (
            "a.json",
            '{"type": "Feature", "properties": {"name": "X"}, "geometry": {"type": "Point", "coordinates": [200, 1]}}',
            "a.json, feature 1: no geometry of GeoJSON ([200, 1] is no longitude and latitude in degrees).",
        ),
        ("a.csv", "ADM1_PCODE,x\nSY99,1\n", "a.csv: no column has the names of level 1, such as ADM1_EN."),
        ("a.csv", "ADM1_EN,ADM1_PCODE,lat,lon\nM,SY99,north,1\n", "a.csv, line 2: could not convert"),
    ],
)  # fmt: skip
def test_refused_files(tmp_path: Path, name: str, text: str, why: str) -> None:
    """A file that cannot be taken is refused in one line, and nothing of it is added."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall) as refused:
        add_places(tmp_path / name, tmp_path / "own.sqlite")
    assert str(refused.value).startswith(why) and "\n" not in str(refused.value)
    assert not (tmp_path / "own.sqlite").exists() or not open_gazetteer(tmp_path / "own.sqlite").lookup(
        "Marwa"
    )


def test_not_utf8(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are refused with the place of the first."""
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe1\t")
    with pytest.raises(WrongCall, match=r"a.txt: this is not UTF-8 \(byte 0\)"):
        add_places(tmp_path / "a.txt", tmp_path / "own.sqlite")


def test_no_such_file(tmp_path: Path) -> None:
    """A path that leads nowhere is refused."""
    with pytest.raises(NotFound, match="no such file"):
        add_places(tmp_path / "none.txt", tmp_path / "own.sqlite")


def test_the_users_own_index_is_asked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, add) -> None:  # type: ignore[no-untyped-def]
    """What was added is found beside the bundled places, in the index that SAYSO_GAZETTEER names."""
    bundled = tmp_path / "bundled.sqlite"
    write_index(
        bundled,
        [Draft(Entry("geonames:9", "Nadr", 1, 2, "town", "SY", "SY.12", 5000, 3000), [("Nadr", "name")])],
    )
    monkeypatch.setattr("sayso.gazetteer.PLACES", bundled)
    monkeypatch.setenv("SAYSO_GAZETTEER", str(tmp_path / "own.sqlite"))
    with pytest.raises(WrongCall, match="SAYSO_GAZETTEER names this index"):
        open_gazetteer()
    add("SY.txt", geonames_line(1, "Marwa", "P.PPL"))
    both = open_gazetteer()
    assert [entry.id for name in ("Marwa", "Nadr") for entry in both.lookup(name)] == [
        "geonames:1",
        "geonames:9",
    ]


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what the file was taken for, how many places are kept, and where; a bad file ends it."""
    (tmp_path / "SY.txt").write_text(geonames_line(1, "Marwa", "P.PPL"), encoding="utf-8")
    (tmp_path / "bad.txt").write_text("no list", encoding="utf-8")
    call = ["gazetteer", "add", "--gazetteer", str(tmp_path / "own.sqlite")]
    assert run([*call, str(tmp_path / "SY.txt")]) == 0
    said = capsys.readouterr().out
    assert said == f"{tmp_path / 'SY.txt'}: a GeoNames file, 1 place now in {tmp_path / 'own.sqlite'}.\n"
    assert run([*call, str(tmp_path / "bad.txt")]) == 2
    assert capsys.readouterr().err.startswith("bad.txt: its first line is that of no list of places.")
