"""The page to print: everything in one file, nothing from outside, words that stay words."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import re
import subprocess
from pathlib import Path

import pytest
from incident_makings import claim, judgement, report, spot
from lxml import html as markup
from programs import program

from sayso.cli import run
from sayso.drawing import Label
from sayso.ids import sha256_hex
from sayso.incidents import accepted_view, build_incidents
from sayso.incidents.grades import load_policy
from sayso.ledger import open_ledger
from sayso.model import Claim, Judgement, Reading, Report, ReportId, Span
from sayso.page import write_page

SENTENCE = "A blast killed four people in Velmora, a nurse said."
TEXT = f"The first words of the day.\nNobody slept. {SENTENCE} Roads were closed.\nThe end."
ARABIC = "قتل أربعة أشخاص في سراقب"


def told(**more: object) -> Claim:
    """A claim that rests on words of TEXT."""
    at = TEXT.index(SENTENCE)
    made = claim(
        "a", sentence=SENTENCE, at=at, trigger="blast", sources=[["a nurse"]], killed=(4, 4), day="2031-05-05",
        place=spot("Velmora", "town", 35.9, 36.8, 3000.0),
    )  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def page(
    claims: list[Claim],
    reports: list[Report],
    judgements: list[Judgement] | None = None,
    internal: bool = True,
) -> str:
    """The page of these claims."""
    made = judgements or []
    incidents = build_incidents(claims, made, reports)
    return write_page(
        incidents if internal else accepted_view(incidents, reports),
        reports,
        made,
        book="book.db",
        head="12:abcd",
        policy=load_policy("plain"),
        internal=internal,
        nearby=lambda frame: ([Label("Orsk", 35.95, 36.9)], []),
    )


def test_what_a_reader_finds() -> None:
    """What, where and when; who says it, in which words with what stands around them; the head of the ledger."""
    text = markup.fromstring(page([told()], [report("r1", text=TEXT)])).text_content()
    for words in (
        "Bombing, Velmora, 5 May 2031",
        "a nurse",
        "killed",
        "How well reported?",
        "12:abcd",
        "News of r1",
    ):
        assert words in text
    assert "Nobody slept. A blast killed four people in Velmora, a nurse said. Roads were closed." in text
    assert "sayso verify book.db --known 12:abcd" in text


def test_nothing_comes_from_outside_and_nothing_runs() -> None:
    """No script, no image, no frame, no style of another; the policy names the one style by its hash."""
    root = markup.document_fromstring(page([told()], [report("r1", text=TEXT)]))
    loading = (
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "video",
        "audio",
        "form",
        "base",
        "image",
        "use",
    )
    assert not [one for one in root.iter() if one.tag in loading]
    assert not [
        key for one in root.iter() for key in one.attrib if key in ("src", "style") or key.startswith("on")
    ]
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = root.xpath("//style")[0].text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "url(" not in style and "@import" not in style


def test_each_claim_has_one_place_that_its_number_leads_to() -> None:
    """Every number in the table is a link to one quote."""
    claims = [told(), *(claim(f"c{n}", at=200 * n, place="Velmora", day="2031-05-05") for n in range(1, 6))]
    root = markup.document_fromstring(page(claims, [report("r1", text=TEXT)]))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    links = [one.get("href")[1:] for one in root.xpath("//a[@class='ref']")]
    assert len(ids) == len(set(ids)) and len(links) == 6 and set(links) <= set(ids)


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", "</style><script>x</script>", '" onmouseover="x', "<img src=http://x>", "{{ 7*7 }}"]
)  # fmt: skip
def test_what_a_report_says_is_text(evil: str) -> None:
    """Names, titles, addresses, reasons and quotes appear as they are, and make no element."""
    where = dataclasses.replace(spot(evil, "town", 35.9, 36.8, 3000.0), relation=f"near {evil}")
    made = claim("a", sources=[[evil]], by=evil, against=evil, place=where, trigger=evil, killed=(1, 2))
    told_in = dataclasses.replace(
        report("r1", text=evil), publisher=evil, title=evil, url=f"javascript:{evil}", language=evil
    )
    written = page([made], [told_in], [judgement("accept", "a", by=evil, why=evil)])
    root = markup.document_fromstring(written)
    assert not [one for one in root.iter() if one.tag in ("script", "img")]
    assert not [key for one in root.iter() for key in one.attrib if key.startswith("on")]
    assert not root.xpath("//a[starts-with(@href, 'javascript')]")
    assert root.text_content().count(evil) >= 5


def test_a_public_page_names_no_reviewer_and_only_what_was_accepted() -> None:
    """The internal page has who and why; the public one has the day and the decision, and accepted claims alone."""
    claims = [told(), claim("other", at=400, trigger="ambush", place="Dunhal", day="2031-05-01")]
    made = [judgement("accept", "a", by="R. Marsh", why="two photographs")]
    inside = page(claims, [report("r1", text=TEXT)], made)
    outside = page(claims, [report("r1", text=TEXT)], made, internal=False)
    assert "R. Marsh" in inside and "two photographs" in inside and "ambush" in inside
    assert not any(words in outside for words in ("R. Marsh", "two photographs", "ambush"))
    assert "2031-05-10" in outside and "public: accepted claims only" in outside


def test_right_to_left_words_run_their_own_way() -> None:
    """A quote in Arabic says its language and lets its letters choose the direction."""
    made = claim("a", sentence=ARABIC, trigger="قتل", day="2031-05-05")
    told_in = dataclasses.replace(report("r1", text=ARABIC), language="ar")
    (quote,) = markup.document_fromstring(page([made], [told_in])).xpath("//blockquote")
    assert (quote.get("dir"), quote.get("lang"), quote.text_content()) == ("auto", "ar", ARABIC)


def test_equal_ledgers_equal_pages() -> None:
    """The order in which reports are handed over changes nothing."""
    reports = [report("r1", text=TEXT), report("r2", text=TEXT)]
    assert page([told()], reports) == page([told()], reports[::-1])


def test_a_selection_has_a_list_of_what_is_in_it() -> None:
    """Several incidents: a list with links, a map of all, and an article each."""
    other = claim(
        "b", at=400, place=spot("Dunhal", "town", 36.2, 37.1, 8000.0), day="2031-05-01", killed=(9, 9)
    )
    root = markup.document_fromstring(page([told(), other], [report("r1", text=TEXT)]))
    assert len(root.xpath("//nav//li/a")) == len(root.xpath("//article")) == 2
    assert len(root.xpath("//nav//figure")) == 1


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A ledger with one report and one claim, which was accepted."""
    path = str(tmp_path / "book.db")
    artefact = TEXT.encode()
    name = ReportId(sha256_hex(artefact))
    with open_ledger(path, create=True) as ledger:
        told_in = dataclasses.replace(report("r1", text=TEXT, retrieved="2031-05-06T00:00:00Z"), id=name)
        ledger.add_reading(Reading(told_in, (told(report=name),), (), "made.1"), artefact)
        ledger.add_judgement(judgement("accept", "a"))
    return path


def test_the_command(book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`sayso report BOOK --out FILE` writes the public page; an id that there is not is a line."""
    out = tmp_path / "page.html"
    assert run(["report", book, "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}: 1 incident.\n"
    assert "Bombing, Velmora, 5 May 2031" in out.read_text(encoding="utf-8")
    assert run(["report", book, "izzz", "--out", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"izzz: there is no such incident. The ids stand in: sayso incidents {book}\n"
    )


def browse(folder: Path, *options: str) -> str:
    """What the browser prints."""
    command = [
        program("chromium", "chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder}/profile",
        *options,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


#: puts the page into a frame of some width, and writes down how wide it wants to be
HARNESS = """<iframe id="f" width="{width}" height="900" style="border:0" srcdoc="{page}"></iframe>
<script>addEventListener("load", () => {{ document.title = "wide " + f.contentDocument.documentElement.scrollWidth; }});</script>"""


@pytest.mark.slow
def test_it_fits_three_widths(tmp_path: Path) -> None:
    """On a telephone, a tablet and a desk nothing hangs over the edge of the page."""
    long = claim(
        "long", at=400, sources=[["the Deputy Spokesperson of the Interregional Commission", "x" * 60]], by="w" * 50,
        place=spot("Velmora", "town", 35.9, 36.8, 3000.0), day="2031-05-05", killed=(9, 20), injured=(4, None),
    )  # fmt: skip
    written = page([told(), long], [report("r1", text=TEXT)])
    found = {}
    for width in (390, 800, 1280):
        file = tmp_path / f"{width}.html"
        file.write_text(HARNESS.format(width=width, page=html.escape(written)), encoding="utf-8")
        dom = browse(tmp_path, "--window-size=1400,1000", "--dump-dom", f"file://{file}")
        found[width] = int(re.search(r"<title>wide (\d+)</title>", dom).group(1))  # type: ignore[union-attr]
    print(found)
    assert all(wide <= width for width, wide in found.items())


@pytest.mark.slow
def test_it_prints_on_a4(tmp_path: Path) -> None:
    """The printed pages are A4."""
    file, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    file.write_text(page([told()], [report("r1", text=TEXT)]), encoding="utf-8")
    browse(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", f"file://{file}")
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf.read_bytes())
    print(f"{len(boxes)} pages")
    assert boxes and {(round(float(w)), round(float(h))) for w, h in boxes} == {(595, 842)}


def test_context_stays_in_its_paragraph() -> None:
    """What stands around a quote ends with the paragraph, and is cut between words."""
    from sayso.page.quotes import context

    at = TEXT.index(SENTENCE)
    assert context(TEXT, Span(at, at + len(SENTENCE), SENTENCE), 100) == (
        "Nobody slept. ",
        " Roads were closed.",
    )
    assert context(TEXT, Span(at, at + len(SENTENCE), SENTENCE), 8) == ("… slept. ", " Roads …")
    assert context("other text", Span(at, at + len(SENTENCE), SENTENCE), 8) == ("", "")
