"""Reports of fifteen to twenty-five words by the thousand: invented happenings in real towns, each told by several reports."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2031, 3, 1)
DAYS = 90
#: how many reports tell of a happening: ten, all in all
TOLD_BY = (2, 3, 5, 8, 10, 10, 12, 14, 16, 20)
#: one report in so many is another one word for word, under the name of another publisher
COPIED = 80

TOWNS = (
    "Idlib", "Aleppo", "Homs", "Raqqa", "Palmyra", "Kobani", "Manbij", "Afrin", "Daraa", "Hama",
    "Kharkiv", "Kherson", "Donetsk", "Luhansk", "Mariupol", "Kramatorsk", "Sumy", "Odesa", "Poltava", "Nikopol",
    "Khartoum", "Omdurman", "Nyala", "Zalingei", "Kassala", "Kosti", "Kadugli", "Mosul", "Kirkuk", "Tikrit",
    "Fallujah", "Ramadi", "Samarra", "Baqubah", "Kandahar", "Kunduz", "Jalalabad", "Ghazni", "Herat", "Khost",
    "Quetta", "Peshawar", "Bannu", "Goma", "Bukavu", "Bunia", "Beni", "Butembo", "Uvira", "Maiduguri",
    "Damaturu", "Kaduna", "Sokoto", "Zaria", "Gao", "Timbuktu", "Mopti", "Kidal", "Baidoa", "Kismayo",
    "Mogadishu", "Beledweyne", "Galkayo", "Aden", "Taiz", "Marib", "Sanaa", "Hodeidah", "Mekele", "Gondar",
    "Lashio", "Myitkyina", "Sittwe", "Loikaw", "Cotabato", "Marawi", "Gitega", "Bamenda", "Buea", "Pemba",
)  # fmt: skip
#: what happened: (subject, verb), with a number of people after it
DEADLY = (
    ("A roadside bomb", "killed"),
    ("A car bomb", "killed"),
    ("An air strike", "killed"),
    ("Shelling", "killed"),
    ("A drone strike", "killed"),
    ("A suicide bomber", "killed"),
    ("Gunmen", "shot dead"),
    ("A rocket attack", "wounded"),
    ("A grenade attack", "wounded"),
    ("Rebels", "abducted"),
    ("Soldiers", "arrested"),
)
VICTIMS = (
    "soldiers",
    "civilians",
    "police officers",
    "villagers",
    "farmers",
    "students",
    "traders",
    "miners",
)
SITES = ("market", "checkpoint", "bridge", "school", "clinic", "bus station", "mosque", "police station")
VOICES = (
    "a police spokesman",
    "the army",
    "witnesses",
    "a monitor",
    "the governor",
    "doctors",
    "residents",
    "a hospital official",
)
TELLING = (
    "{what} {verb} {count} {whom} near the {name} {site} in {town} on {weekday}, {voice} said.",
    "{voice_up} said that {what_small} {verb} {count} {whom} at the {name} {site} in {town} on {weekday}.",
    "{what} {verb} {count} {whom} in the {name} area of {town}, {voice} told reporters on {next_weekday} in a statement.",
    "{count_up} {whom} were {passive} by {what_small} near {town} on {weekday}, {voice} said, not far from the {name} {site}.",
    "{voice_up} denied that {what_small} {verb} {whom} near the {name} {site} in {town}, where residents spoke of {count} victims.",
)
PASSIVE = {
    "killed": "killed",
    "shot dead": "shot dead",
    "wounded": "wounded",
    "abducted": "abducted",
    "arrested": "arrested",
}
PAPERS = ("The Lantern", "Lakeland Wire", "Aswa Valley Post", "Coast Herald", "Northern Star", "Delta Courier", "Hill Radio")  # fmt: skip
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SYLLABLES = ("ka", "lo", "mir", "ten", "vas", "dor", "un", "pel", "ghi", "sar", "bo", "rek", "zin", "tal", "fen", "hul", "ost", "wim")  # fmt: skip
ENDINGS = (
    "The road was closed.",
    "Nobody claimed it.",
    "Shops stayed shut.",
    "An inquiry has begun.",
    "More details were awaited.",
)


@dataclass(frozen=True, slots=True)
class Happened:
    """What the reports of one happening tell of."""

    what: str
    verb: str
    town: str
    name: str
    site: str
    whom: str
    count: int
    day: date


def short_reports(number: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many rows with text, day and publisher, in the order of their making; the same for the same seed."""
    chance = random.Random(seed)
    made: list[dict[str, str]] = []
    while len(made) < number:
        happened = _happened(chance)
        for _ in range(min(chance.choice(TOLD_BY), number - len(made))):
            row = _told(happened, chance)
            if made and chance.randrange(COPIED) == 0:
                row = {**made[-1], "publisher": chance.choice(PAPERS)}
            made.append({"id": f"short-{len(made):06}", **row})
    yield from made


def write_short_reports(path: Path, number: int, seed: int = 1) -> Path:
    """The same as a file of Parquet."""
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(list(short_reports(number, seed))), path)
    return path


def _happened(chance: random.Random) -> Happened:
    what, verb = chance.choice(DEADLY)
    name = "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()
    return Happened(
        what,
        verb,
        chance.choice(TOWNS),
        name,
        chance.choice(SITES),
        chance.choice(VICTIMS),
        chance.randrange(len(NUMBERS)),
        FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
    )


def _told(one: Happened, chance: random.Random) -> dict[str, str]:
    count = NUMBERS[max(0, one.count - 1)] if chance.random() < 0.15 else NUMBERS[one.count]
    voice = chance.choice(VOICES)
    published = one.day + timedelta(days=chance.choice((0, 1, 1, 2)))
    text = chance.choice(TELLING).format(
        what=one.what,
        what_small=one.what[0].lower() + one.what[1:],
        verb=one.verb,
        passive=PASSIVE[one.verb],
        count=count,
        count_up=count.capitalize(),
        whom=one.whom,
        name=one.name,
        site=one.site,
        town=one.town,
        weekday=one.day.strftime("%A"),
        next_weekday=published.strftime("%A"),
        voice=voice,
        voice_up=voice[0].upper() + voice[1:],
    )
    more = f" {chance.choice(ENDINGS)}" if chance.random() < 0.6 else ""
    return {"text": text + more, "published": published.isoformat(), "publisher": chance.choice(PAPERS)}
