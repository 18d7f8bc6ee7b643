"""Every page of the desk, asked for over HTTP: it answers, as HTML and as JSON, and the same facts stand in both."""

from __future__ import annotations

import json
import socket

import pytest
from desk_makings import Served

from sayso.review import openapi
from sayso.review.people import OwnDesk, Person
from sayso.review.routes import ACTIONS, PAGES
from sayso.review.serve import make_server


def paths(desk: Served) -> dict[str, str]:
    """Each page's path, with something of this ledger in the place of its names."""
    view = desk.desk.view
    incident = view.at(0)
    named = {
        "{report}": next(iter(view.reports)),
        "{incident}": incident.id,
        "{item}": incident.claims[0].id,
        "{number}": "1",
    }
    found = {}
    for page in PAGES:
        path = page.path
        for name, value in named.items():
            path = path.replace(name, value)
        found[page.path] = path
    return found


def test_every_page_answers_as_html_and_as_json(desk: Served) -> None:
    """Every page answers as html and as json."""
    kay = desk.client()
    kay.post("/add", text="On Monday a bomb killed two soldiers.", published="2031-05-06")
    for path in paths(desk).values():
        page, facts = kay.get(path), kay.get(path + ".json")
        assert page.status == facts.status == 200, (path, page.text[:400], facts.text[:400])
        assert "<h1" in page.text and facts.json["title"]


def test_a_page_asked_for_by_nobody_shows_nothing(desk: Served) -> None:
    """A page asked for by nobody shows nothing."""
    from desk_makings import Client

    nobody = Client(desk.port)
    for path in paths(desk).values():
        assert nobody.get(path).status == 401
        assert nobody.get(path + ".json").json == {
            "error": "Come in first: open the address that sayso review printed."
        }


def test_the_inbox_counts_what_the_ledger_has(desk: Served) -> None:
    """The inbox counts what the ledger has."""
    facts = desk.client().get("/inbox.json").json
    assert facts["totals"] == {"reports": 3, "claims": 5, "open": 5, "undated": 0, "incidents": 2}
    assert len(facts["rows"]) == 3


def test_every_quote_of_a_report_is_where_its_highlight_says(desk: Served) -> None:
    """Every quote of a report is where its highlight says."""
    kay = desk.client()
    for report in desk.desk.view.reports.values():
        facts = kay.get(f"/reports/{report.id}.json").json
        assert "".join(piece["text"] for piece in facts["pieces"]) == report.text
        for card in facts["claims"]:
            assert report.text[card["at"] :].startswith(card["quote"])
            ends = [end["number"] for piece in facts["pieces"] for end in piece["ends"]]
            assert card["number"] in ends


def test_the_table_has_every_value_that_was_said(desk: Served) -> None:
    """The table has every value that was said."""
    incident = next(one for one in desk.desk.view.incidents() if len(one.claims) == 4)
    table = desk.client().get(f"/incidents/{incident.id}.json").json["table"]
    rows = {row["who"]: row for group in table["groups"] for row in group["rows"]}
    assert {who: row["cells"]["killed"]["text"] for who, row in rows.items()} == {
        "army": "4",
        "Doctors": "9",
        "Kestrel Front": "",
        "Residents": "7",
    }
    assert all(row["cells"]["killed"]["differs"] for who, row in rows.items() if who != "Kestrel Front")
    assert table["range"]["killed"] == "4 to 9"
    assert [group["class"]["key"] for group in table["groups"]] == ["side_a", "side_b", "medical", "witness"]


def test_the_description_names_every_page_and_action() -> None:
    """The description names every page and action."""
    paths = openapi.document()["paths"]
    assert set(paths) == {page.path + ".json" for page in PAGES} | {action.path for action in ACTIONS}


def test_the_json_of_a_page_is_what_its_description_says(desk: Served) -> None:
    """The json of a page is what its description says."""
    import jsonschema

    kay = desk.client()
    document = kay.get("/api/openapi.json").json
    schemas = json.loads(
        json.dumps(document["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/")
    )
    checked = 0
    for template, path in paths(desk).items():
        name = next(page.show.__name__ for page in PAGES if page.path == template)
        if name in schemas and template != "/jobs/{number}":
            jsonschema.validate(kay.get(path + ".json").json, schemas[name] | {"$defs": schemas})
            checked += 1
    print(f"{checked} pages held against their schema")
    assert checked >= 9


@pytest.mark.parametrize(
    "path", ["/reports/none", "/incidents/iffff", "/queue/none", "/jobs/77", "/jobs/x", "/nowhere"]
)
def test_what_is_not_there_is_said_in_a_line(desk: Served, path: str) -> None:
    """What is not there is said in a line."""
    answer = desk.client().get(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query", ["status=nice", "from=yesterday", "killed=many", "box=1,2,3", "box=0,60,10,50", "kind=tea_party"]
)
def test_a_filter_that_there_is_not_is_refused_in_a_line(desk: Served, query: str) -> None:
    """A filter that there is not is refused in a line."""
    assert desk.client().get(f"/explore?{query}").status == 400


def test_no_packet_waits_for_another(desk: Served) -> None:
    """What the desk sends goes out at once: a browser waits 40 ms before it says that it has the head of a page."""
    door = OwnDesk(Person("Ada", "keeper"), "token")
    _, (listening,), port = make_server(desk.desk, door)
    listening.listen()
    with listening, socket.create_connection(("127.0.0.1", port)):
        taken, _ = listening.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_report_leads_to_the_one_before_and_the_one_after(desk: Served) -> None:
    """From report to report through the whole ledger, one way and back."""
    ada, order = desk.client("Ada"), list(desk.desk.view.readings)
    told = [ada.get(f"/reports/{report}.json").json for report in order]
    assert [one["older"] for one in told] == [None, *order[:-1]]
    assert [one["newer"] for one in told] == [*order[1:], None]
