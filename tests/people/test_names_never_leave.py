"""Five hundred protected names in two hundred reports: 0 in anything that leaves, and every full view is logged."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from named_reports import Named, reports

from sayso.acts.protecting import names_of, protect_name
from sayso.cli import run
from sayso.exports import FORMATS, export
from sayso.incidents import accepted_view, build_incidents
from sayso.intake import read_text
from sayso.ledger import open_ledger
from sayso.ledger.clock import utc_now as now
from sayso.model import Act, Judgement
from sayso.pipeline import Reader
from sayso.search import open_search, parse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told() -> list[Named]:
    """The reports; a part of them where time is short."""
    return reports() if os.environ.get("SAYSO_SOAK") else reports()[:30]


@pytest.fixture(scope="module")
def book(told: list[Named], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of all of them; every claim is accepted, by a reviewer whose reasons name the people."""
    path = str(tmp_path_factory.mktemp("names") / "book.db")
    with open_ledger(path, create=True) as ledger:
        ledger.add_readings((one.reading, one.raw) for one in told)
        for one in told:
            about = tuple(claim.id for claim in one.reading.claims)
            ledger.add_judgement(Judgement("R. Marsh", now(), "accept", about, f"spoke with {one.names[0]}"))
    marked = [name for one in told for name in one.marked]
    for name in marked[:3]:
        protect_name(path, name, "R. Marsh", "asked us", "a neighbour")
    with open_ledger(path) as ledger:
        for name in marked[3:]:
            ledger.add_act(
                Act("protection", "R. Marsh", now(), "asked us", (), (("role", "a neighbour"),), name)
            )
    return path


def forms_of(told: list[Named]) -> set[str]:
    """Every form in which a name stands in the reports."""
    return {form for one in told for form in one.forms}


def names_in(told: list[Named]) -> int:
    """How many protected persons they name."""
    return sum(len(one.names) + len(one.marked) for one in told)


def leaks(text: str, told: list[Named]) -> list[str]:
    """The forms that stand in the text; looked for by themselves, without the code that hides them."""
    small = text.casefold()
    return sorted(form for form in forms_of(told) if form.casefold() in small)


def test_no_public_format_has_a_name_or_a_home(told: list[Named], book: str) -> None:
    """Every format of the registry, as text and as unpacked: 0 names in any letters, 0 exact homes; officials stay."""
    from sys import path

    path.append(str(Path(__file__).parents[1] / "exports"))
    from export_makings import insides

    with open_ledger(book) as ledger:
        readings = list(ledger.readings())
        kept = [reading.report for reading in readings]
        built = build_incidents(ledger.claims(), ledger.judgements(), kept)
        names = names_of(ledger, readings)
    view = accepted_view(built, kept)
    size = 0
    for name in sorted(FORMATS):
        text = insides(export(view, kept, name, names=names))
        size += len(text)
        assert leaks(text, told) == [], name
        for one in told:
            assert str(one.home[0]) not in text and str(one.home[1]) not in text
    whole = insides(export(view, kept, "json", names=names))
    assert all(one.official in whole for one in told)
    print(
        f"\n{len(forms_of(told)):,} forms of {names_in(told)} names in {len(FORMATS)} public formats, {size:,} signs: 0 found"
    )


def screens(book: str, told: list[Named]) -> Iterator[list[str]]:
    """Calls that show, look for, complain of or write something, none of which asks for names."""
    out = Path(book).parent / "out"
    out.mkdir(exist_ok=True)
    first = told[0].reading
    yield ["incidents", book]
    yield ["incidents", book, "--json"]
    yield ["search", book, "plane", "--limit", "200"]
    yield ["search", book, "wept", "--json", "--limit", "200"]
    yield ["search", book, "in:reports", "plane", "--json", "--limit", "200"]
    yield ["search", book, f"source:{told[4].names[0].split()[1]}"]
    yield ["search", book, "in:incidents", "fled", "--limit", "200"]
    yield ["search", book, "--public", "plane", "--json", "--limit", "200"]
    yield ["search", book, "--public", told[4].names[0]]
    yield ["log", book]
    yield ["log", book, "--json"]
    yield ["verify", book]
    yield ["export", book, "--to", "json", "--internal"]
    yield ["export", book, "--to", "csv", "--out", str(out / "public.csv")]
    yield ["report", book, "--out", str(out / "public.html")]
    yield ["report", book, "--out", str(out / "internal.html"), "--internal"]
    yield from (
        ["judge", book, first.report.id, "accept", "--by", "R. Marsh", "--why", "x"],
        ["erase", book, "zz", "--by", "R. Marsh", "--why", "x"],
        ["reveal", book, "zz", "--by", "R. Marsh", "--why", "x"],
        ["search", book, "colour:red"],
        ["export", book, "--to", "none"],
        ["protect", book, told[7].names[0], "--by", "R. Marsh", "--why", f"{told[7].names[0]} asked"],
        ["incidents", book, "--why", "c"],
    )


def test_no_screen_log_or_message_has_a_name(
    told: list[Named],
    book: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """What commands print, complain of, write and leave behind: 0 names; one's own words looked for aside."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    calls = signs = 0
    for call in screens(book, told):
        run(call)
        said = capfd.readouterr()
        text = said.out + said.err
        calls, signs = calls + 1, signs + len(text)
        assert leaks(text, told) == [], call[:1]
    written = [path for path in (*Path(book).parent.rglob("*"), *tmp_path.rglob("*")) if path.is_file()]
    for path in written:
        assert leaks(path.name, told) == []
        # the internal index has the words; in the ledger they are sealed, but reviewers' reasons stand as written
        if path.name not in ("book.db", "book.db.search"):
            data = path.read_bytes()
            text = data.decode("utf-8", "replace") + data.decode("utf-16-le", "replace")
            assert leaks(text, told) == [], path.name
    assert "book.db.public.search" in {path.name for path in written}
    title = (Path(book).parent / "out" / "internal.html").read_text().partition("</title>")[0]
    assert leaks(title, told) == []
    print(
        f"\n{calls} calls, {signs:,} signs printed, {len(written)} files (the public index among them): 0 names"
    )


def test_every_view_of_a_name_is_logged(
    told: list[Named], book: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Names come out only by an act with who and why, which stands in the log before anything is shown."""
    asked = ["--names", "to call the witness", "--by", "A. Okoro"]
    name = told[0].names[0]
    views = (
        ["incidents", book, "--json", *asked],
        ["search", book, "plane", "--limit", "200", *asked],
        ["export", book, "--to", "json", *asked],
        ["export", book, "--to", "json", "--internal", *asked],
        ["reveal", book, told[0].reading.report.id[:20], "--by", "A. Okoro", "--why", "to call the witness"],
    )
    with open_ledger(book) as ledger:
        before = sum(act.kind == "reveal" for act in ledger.acts())
    for call in views:
        assert run(call) == 0
        assert name in capfd.readouterr().out, call
    for call in views:
        unexplained = [part for part in call if part not in ("to call the witness", "A. Okoro")]
        assert (
            run([part if part not in ("--names", "--by", "--why") else f"{part}=" for part in unexplained])
            == 2
        )
        said = capfd.readouterr()
        assert leaks(said.out + said.err, told) == []
    with open_ledger(book) as ledger:
        seen = [act for act in ledger.acts() if act.kind == "reveal"][before:]
        assert ledger.verify().sound
    assert len(seen) == len(views)
    assert {(act.by, act.why) for act in seen} == {("A. Okoro", "to call the witness")}
    print(f"\n{len(views)} full views, {len(seen)} in the log; the same without who and why: 0 names shown")


def test_the_public_index_cannot_be_asked_for_a_name(told: list[Named], book: str) -> None:
    """No name, no part of one and no look-alike has a hit in the public search; in the internal one they have."""
    with open_ledger(book) as ledger, open_search(book, ledger, public=True) as index:
        asked = [part for one in told for name in (*one.names, *one.marked) for part in (name, *name.split())]
        hits = [words for words in asked if index.find(parse([words])).total]
        beginnings = [words for words in asked if index.find(parse(f"{words.split()[-1][:5]}*")).total]
    with open_ledger(book) as ledger, open_search(book, ledger) as index:
        inside = sum(bool(index.find(parse([one.names[0]])).total) for one in told)
    print(
        f"\n{len(asked):,} names and parts asked for in public: {len(hits)} hits; {inside} of {len(told)} found inside"
    )
    assert hits == [] and beginnings == [] and inside == len(told)


def test_the_reading_finds_whom_to_protect(reader: Reader, told: list[Named]) -> None:
    """The bundled reader on these texts, whose names it has never seen: how many it protects by itself."""
    some = told if os.environ.get("SAYSO_SOAK") else told[:12]
    protected = officials = names = 0
    missed: list[str] = []
    plain = [
        dataclasses.replace(one.reading.report, text=one.reading.report.text.partition("\n\n")[2]).text
        for one in some
    ]
    taken = [read_text(text, published="2031-05-06") for text in plain]
    for one, reading in zip(some, reader.read_many(taken), strict=True):
        masker = __import__("sayso.people", fromlist=["Names"]).Names(
            {reading.report.id: reading.people or ()}
        )
        hide = masker.masker(reading.report)
        for name in (*one.names, *one.marked):
            form = name if name in reading.report.text else name.upper()
            names += 1
            protected += bool(hide.find(form))
            missed += [] if hide.find(form) else [name]
        officials += not hide.find(one.official)
    print(
        f"\n{len(some)} reports: {protected} of {names} protected, {officials} of {len(some)} officials open; missed: {missed[:8]}"
    )
    assert protected >= 0.9 * names and officials >= 0.8 * len(some)
