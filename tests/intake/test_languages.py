"""Which language a text is in."""

from __future__ import annotations

import pytest

from sayso import intake

NEWS = "The army said on Monday that two of its soldiers were wounded when a mine went off near the bridge."


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        (NEWS, "en", None),
        (NEWS.upper(), "en", None),
        ("El ejército dijo el lunes que dos de sus soldados resultaron heridos por una mina cerca del puente.", "es", "Spanish"),
        ("Jeshi lilisema kwamba askari wake wawili walijeruhiwa wakati bomu lililipuka karibu na daraja la mji.", "sw", "Swahili"),
        ("Армия сообщила, что двое её солдат были ранены, когда у моста взорвалась мина.", "ru", "Russian"),
        ("Армія повідомила, що двоє її солдатів були поранені, коли біля мосту вибухнула міна.", "uk", "Ukrainian"),
        ("قال الجيش يوم الاثنين إن اثنين من جنوده أصيبا عندما انفجر لغم قرب الجسر", "ar", "Arabic"),
        ("陸軍は月曜日、橋の近くで地雷が爆発し、兵士2人が負傷したと発表した。", "ja", "Japanese"),
        ("सेना ने सोमवार को कहा कि पुल के पास बारूदी सुरंग फटने से उसके दो सैनिक घायल हो गए", "und", "another language"),
        ("Zolka brenti mur sato vilen " * 12, "und", "another language"),
    ],
)  # fmt: skip
def test_languages(text: str, language: str, name: str | None) -> None:
    """English is told from other languages, and these are said by name not to be read."""
    report, problems = intake.read_text(text)
    assert report.language == language
    said = [problem.message for problem in problems if problem.code == "language_not_read"]
    assert said == (
        [f"The text seems to be in {name}, and sayso reads English only so far. No claims were looked for."]
        if name
        else []
    )


def test_a_few_words_tell_no_language() -> None:
    """A text of a few words is read as English, and that is said."""
    report, problems = intake.read_text("Bomb at bridge.")
    assert report.language is None and "language_unknown" in [problem.code for problem in problems]
