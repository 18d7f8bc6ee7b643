"""Where a happening is said to be, in invented reports: sites without a name, parts of towns, and places that are somebody's origin."""

from __future__ import annotations

import pytest

from sayso import intake
from sayso.pipeline import Reader

#: text, kind, the place's name (None: none may be read), the town that tells where it is
CASES = [
    ("Two were shot in Leeds. A clerk walked into the office and shot three people.", "the office", "Leeds"),
    ("Shots were fired in Leeds. A pensioner was shot inside his own home.", "his own home", "Leeds"),
    (
        "A bomb went off in Leeds. The group had detonated six bombs across the city.",
        "the city",
        "Leeds",
    ),
    (
        "A nurse was shot dead in Leeds. In the Tarvik area two shops were set on fire.",
        "Tarvik area",
        "Leeds",
    ),
    (
        "A bus burned in Leeds. A youth was stabbed near the Tarvik railway station.",
        "Tarvik railway station",
        "Leeds",
    ),
    ("A mine exploded under a convoy of soldiers and guards near the city of Homs.", "Homs", "Homs"),
    ("A man from Leeds and a woman from York were wounded in the shooting.", None, None),
    ("Police killed the gunman, a citizen born in York.", None, None),
    ("He stabbed Ann Orr, a 69-year-old from York.", None, None),
    ("A guard was shot dead by Leeds police on Friday.", None, None),
    ("Two men were shot. They died at the Tarvik Hospital in York.", None, None),
    ("Two men were shot in Leeds. A third victim was rushed to a hospital where he died.", None, None),
    ("A gunman fired into a Leeds bakery.", "Leeds", "Leeds"),
    ("A scuffle broke out in Leeds. Two were shot in the 800 block of York Road.", "York Road", "Leeds"),
    ("Police were called to a shop in Leeds after a man was shot.", "Leeds", "Leeds"),
    ("A clerk was found in Leeds. A second man was shot waiting outside the store.", "the store", "Leeds"),
    (
        "He fled to Leeds. He was standing in the kitchen room when police shot him.",
        "the kitchen room",
        "Leeds",
    ),
    ("LEEDS/YORK: Rival gangs clashed in a refugee camp on Saturday.", "a refugee camp", "Leeds"),
    ("They spoke in Leeds. Two guards died in a nightclub bombing.", "nightclub", "Leeds"),
    ("They spoke in Leeds. Two guards died in the nightclub bombing.", None, None),
    (
        "They met in Leeds. Officers were called to the home after a man was shot.",
        "the home",
        "Leeds",
    ),
    (
        "They met in Leeds. Shots were fired at the corner of York Road and Mill Street.",
        "corner of York Road and Mill Street",
        "Leeds",
    ),
    ("Two men were hit in York. A third was taken to a hospital in Leeds before he died.", None, None),
    (
        "Coalition air strikes destroyed nine tanks in support of operations to isolate Leeds.",
        "Leeds",
        "Leeds",
    ),
    ("They arrived in Leeds, four days after a gunman carried out a mass shooting.", None, None),
    ("They came to Leeds by bus. Six students occupied the lobby in protest.", "the lobby", "Leeds"),
    ("They fought in Leeds. Rebels have cleared half of the city.", "the city", "Leeds"),
    ("It was hot in Leeds. The bomb was left at the gate and exploded.", "the gate", "Leeds"),
    ("It was hot in Leeds. A mob burned six cars parked in front of the school.", "the school", "Leeds"),
    ("It was hot in Leeds. A woman outside the venue was stabbed.", "the venue", "Leeds"),
    ("He drove the lorry to Leeds and detonated it.", "Leeds", "Leeds"),
    ("Four men were wounded when a gunman fired into a Leeds bakery, police said.", "Leeds", "Leeds"),
    ("A driver rammed a crowd in Leeds before being shot dead by police.", "Leeds", "Leeds"),
    ("Rebels launched an offensive to liberate Leeds.", "Leeds", "Leeds"),
    ("No injuries were reported in the attack, but eighty people were led away in York.", None, None),
    ("They ransacked the home of Ann Orr, an employee of York Museum.", None, None),
    ("A woman was shot. She died at the scene.", None, None),
    ("Two were shot in the Crown Heights neighbourhood of Leeds.", "Crown Heights neighbourhood", "Leeds"),
    ("A crowd met in Leeds. Two shops were burned in the Old City.", "Old City", "Leeds"),
    (
        "Leeds was calm. Two were killed in a blast near the corner of Mill and Tarvik streets.",
        "corner of Mill and Tarvik streets",
        "Leeds",
    ),
    ("It was hot in Leeds. A man was shot in the 900 block of W. Tarvik.", "W. Tarvik", "Leeds"),
    (
        "It was hot in Leeds. Two men were shot in the 900 block of Tarvik Road Monday.",
        "Tarvik Road",
        "Leeds",
    ),
    ("It was hot in York. He flew to Leeds, where a bomb had killed nine guards.", "Leeds", "Leeds"),
    ("He was born in Leeds. His brother was shot dead there in 2009.", "Leeds", "Leeds"),
    ("It was hot in Leeds. Two were shot and killed in a robbery at a tile shop.", "a tile shop", "Leeds"),
    ("It was hot in Leeds. A man was shot as he left a mosque.", "a mosque", "Leeds"),
    ("It was hot in Leeds. A guard was stabbed while patrolling a warehouse.", "a warehouse", "Leeds"),
    ("It was hot in Leeds. Six were arrested after refusing to leave the lobby.", "the lobby", "Leeds"),
    ("He was taken to the Tarvik Hospital in Leeds, where he later died of gunshot wounds.", None, None),
    (
        "Leeds was calm. The York killings led to rage, and a mob burned a shop in the city.",
        "the city",
        "Leeds",
    ),
]


@pytest.mark.slow
def test_on_the_way_from_one_town_to_another(reader: Reader) -> None:
    """A bus that is attacked on its way is somewhere between the two."""
    report, problems = intake.read_text(
        "A convoy carrying families from Leeds to York was attacked by a mob."
    )
    place = reader.read(report, problems).claims[-1].place
    assert place is not None and place.precision == "near" and place.radius_m is not None
    assert 53.8 < (place.lat or 0) < 53.96 and -1.55 < (place.lon or 0) < -1.08 and place.radius_m > 15_000


@pytest.mark.slow
def test_a_village_that_no_gazetteer_has_is_placed_by_a_distance(reader: Reader) -> None:
    """The town with the distance counts, also behind the province."""
    text = "Four people were killed in the village of Zarnok, in Kunduz province some 40 km north of the city of Kunduz."
    report, problems = intake.read_text(text)
    place = reader.read(report, problems).claims[-1].place
    assert place is not None and place.name == "Zarnok" and place.precision == "near"
    assert place.lat == pytest.approx(37.09, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(("text", "name", "town"), CASES)
def test_where_it_was(text: str, name: str | None, town: str | None, reader: Reader) -> None:
    """The last claim's place, at the point of the town that the report last spoke of."""
    report, problems = intake.read_text(text, published="2020-05-05")
    place = reader.read(report, problems).claims[-1].place
    if name is None:
        assert place is None
        return
    assert place is not None and place.name == name
    there = next(each for each in reader.gazetteer.lookup(str(town)) if each.kind == "town")
    assert place.lat == pytest.approx(there.lat, abs=0.3) and place.lon == pytest.approx(there.lon, abs=0.3)


@pytest.mark.slow
def test_a_time_before_the_speaker_is_of_what_he_tells(reader: Reader) -> None:
    """ "In the past week, he said, …": the commas set the speaker aside."""
    text = "In the past week, Davis said, the coalition conducted five air strikes."
    report, problems = intake.read_text(text, published="2020-05-05")
    when = reader.read(report, problems).claims[0].when
    assert when is not None and when.end is not None and when.end <= "2020-05-06"
