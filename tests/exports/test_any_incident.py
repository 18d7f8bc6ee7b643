"""Whatever is in an incident, every format writes it, and the account adds up."""

from __future__ import annotations

import dataclasses
from typing import get_args

from export_makings import LOCATED, insides
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_makings import claim, report, spot

from sayso import vocabulary
from sayso.exports import FORMATS, export
from sayso.exports.losses import CENSUS
from sayso.incidents import build_incidents
from sayso.incidents.grades import load_policy
from sayso.model import (
    Actor,
    Claim,
    Count,
    Effect,
    Group,
    PlacePrecision,
    Report,
    Span,
    Stance,
    TimePrecision,
    When,
)
from sayso.page import write_page

#: half surrogate pairs, control characters and right-to-left marks among them
texts = st.text(st.characters(), min_size=1, max_size=12)
spans = texts.map(lambda words: Span(0, len(words), words))
bounds = st.one_of(st.none(), st.integers(0, 10**7))
days = st.one_of(st.none(), st.dates().map(str), st.just("2031-05-05T10:00"))
kinds_of_actor = st.sampled_from([None, *vocabulary.load("actors")["kinds"]])
actors = st.builds(Actor, texts, spans, st.one_of(st.none(), texts), kinds_of_actor)
counts = st.builds(
    Count,
    st.sampled_from(get_args(Effect)),
    bounds,
    bounds,
    st.sampled_from(get_args(Group)),
    spans,
    st.booleans(),
)
places = st.builds(
    lambda name, precision, point, radius, id: dataclasses.replace(
        spot(name, precision, *(point or (None, None)), radius), gazetteer=id
    ),
    texts,
    st.sampled_from(get_args(PlacePrecision)),
    st.one_of(st.none(), st.tuples(st.floats(-90, 90), st.floats(-180, 180))),
    st.one_of(st.none(), st.floats(0, 10**6)),
    st.sampled_from([None, *LOCATED]),
)
whens = st.builds(When, days, days, st.sampled_from(get_args(TimePrecision)), spans)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim."""
    made = claim(
        "a",
        draw(st.sampled_from(vocabulary.kinds())),
        sources=draw(st.lists(st.lists(texts, min_size=1, max_size=3), max_size=2)),
    )
    return dataclasses.replace(
        made,
        stance=draw(st.sampled_from(get_args(Stance))),
        trigger=draw(spans),
        evidence=tuple(draw(st.lists(spans, min_size=1, max_size=2))),
        by=tuple(draw(st.lists(actors, max_size=2))),
        against=tuple(draw(st.lists(actors, max_size=2))),
        place=draw(st.one_of(st.none(), places)),
        when=draw(st.one_of(st.none(), whens)),
        casualties=tuple(draw(st.lists(counts, max_size=3))),
        reader=draw(texts),
    )


reports = st.builds(
    lambda text, publisher, title, url, language: dataclasses.replace(
        report("r1", text=text), publisher=publisher, title=title, url=url, language=language
    ),
    texts, *[st.one_of(st.none(), texts)] * 4,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(claims(), reports)
def test_every_format_writes_any_incident(made: Claim, told_in: Report) -> None:
    """No exception, text that is UTF-8, and every value exact, narrowed or dropped."""
    incidents = build_incidents([made], [], [told_in])
    for name in FORMATS:
        exported = export(incidents, [told_in], name, internal=True, located=LOCATED)
        insides(exported)
        fields = exported.losses.fields()
        for field, count in CENSUS.items():
            said = fields.get(field, {"exact": 0, "narrowed": 0, "dropped": 0})
            assert sum(said[part] for part in ("exact", "narrowed", "dropped")) == sum(map(count, incidents))


@settings(max_examples=40, deadline=None)
@given(claims(), reports)
def test_any_incident_has_a_page(made: Claim, told_in: Report) -> None:
    """The page is written whatever the incident has, and can be kept as UTF-8."""
    incidents = build_incidents([made], [], [told_in])
    page = write_page(
        incidents, [told_in], [], book="b", head="1:a", policy=load_policy("plain"), internal=True
    )
    assert page.encode("utf-8", "replace").endswith(b"</html>")
