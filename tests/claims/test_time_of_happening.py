"""Which time of a sentence dates a happening. The trees are written by hand; every report appeared on 3 March 2021."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from sayso.claims.parts import Happening
from sayso.claims.times import find_when, times_told
from sayso.language import layers

VOCAB = spacy.blank("en").vocab
POS = {"V": "VERB", "N": "NOUN", "P": "PROPN", "A": "ADJ", "D": "DET", "I": "ADP", "X": "AUX", "R": "ADV", "C": "CCONJ",
       "S": "SCONJ", "U": "PUNCT", "M": "NUM", "O": "PRON"}  # fmt: skip


def doc_of(tree: str, second: int = 0) -> Doc:
    """A Doc from "word/tag/relation/head" with tags as in POS; a second letter pair gives a lemma: "shot=shoot".

    ``second`` is where a second sentence begins.
    """
    rows = [part.split("/") for part in tree.split()]
    words = [row[0].partition("=")[0] for row in rows]
    lemmas = [row[0].partition("=")[2] or row[0].lower() for row in rows]
    pos = [POS[row[1][0]] for row in rows]
    tags = {"VERB": "VBD", "NOUN": "NN", "PROPN": "NNP"}
    return Doc(
        VOCAB,
        words=words,
        lemmas=lemmas,
        pos=pos,
        tags=[row[1][1:] or tags.get(p, "X") for row, p in zip(rows, pos, strict=True)],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        sent_starts=[i in (0, second) for i in range(len(rows))],
    )


def when_of(doc: Doc, trigger: int, kind: str = "attack") -> str | None:
    """The first day of the happening that a word tells of."""
    happening = Happening(kind, doc[trigger : trigger + 1], doc[trigger], doc[trigger].sent)
    when, _ = find_when(happening, times_told(doc, "2021-03-03"), doc)
    return None if when is None else when.start


def said(doc: Doc, cue: tuple[int, int], content: tuple[int, int]) -> Doc:
    """The Doc with one attribution written on it."""
    doc.spans[layers.SPEECH] = [
        Span(doc, *cue, label=layers.CUE, span_id="1"),
        Span(doc, *content, label=layers.CONTENT, span_id="1"),
    ]
    return doc


#: tree, the place of the trigger, the first day
TREES: dict[str, tuple[str, int, str | None]] = {
    "the verb bears it": (
        "Rebels/N/nsubj/1 shelled=shell/V/ROOT/1 the/D/det/3 town/N/obj/1 on/I/case/5 Monday/P/obl/1 ./U/punct/1",
        1,
        "2021-03-01",
    ),
    "a verb that tells of it": (
        "Rebels/N/nsubj/1 launched=launch/V/ROOT/1 an/D/det/3 attack/N/obj/1 near/I/case/5 Sarn/P/nmod/3 "
        "Monday/P/obl:unmarked/1 ./U/punct/1",
        3,
        "2021-03-01",
    ),
    "a verb that only speaks of it": (
        "On/I/case/1 Monday/P/obl/4 the/D/det/3 minister/N/nsubj/4 condemned=condemn/V/ROOT/4 the/D/det/6 "
        "attack/N/obj/4 ./U/punct/4",
        6,
        None,
    ),
    "it stands right behind the noun": (
        "He/O/nsubj/1 condemned=condemn/V/ROOT/1 the/D/det/3 attacks=attack/N/obj/1 on/I/case/5 Sarn/P/nmod/3 "
        "on/I/case/7 Monday/P/obl/1 ./U/punct/1",
        3,
        "2021-03-01",
    ),
    "it describes the noun": (
        "Police/N/nsubj/1 arrested=arrest/V/ROOT/1 two/M/obj/1 over/I/case/7 the/D/det/7 Monday/P/compound/6 "
        "night/N/obl/1 attack/N/nmod/2 ./U/punct/1",
        7,
        "2021-03-01",
    ),
    "a relative clause about it": (
        "He/O/nsubj/1 described=describe/V/ROOT/1 the/D/det/3 attack/N/obj/1 on/I/case/6 a/D/det/6 convoy/N/nmod/3 "
        ",/U/punct/9 which/O/nsubj/9 took=take/V/acl:relcl/6 place/N/obj/9 on/I/case/12 Monday/P/obl/9 ./U/punct/1",
        3,
        "2021-03-01",
    ),
    "what it did tells its day": (
        "The/D/det/1 attack/N/nsubj/2 killed=kill/V/ROOT/2 two/M/obj/2 on/I/case/5 Monday/P/obl/2 ./U/punct/2",
        1,
        "2021-03-01",
    ),
    "two verbs of harm": (
        "Two/M/nsubj:pass/2 were/X/aux:pass/2 killed=kill/V/ROOT/2 and/C/cc/6 six/M/nsubj:pass/6 were/X/aux:pass/6 "
        "wounded=wound/V/conj/2 on/I/case/8 Monday/P/obl/6 ./U/punct/2",
        2,
        "2021-03-01",
    ),
    "the cause behind after": (
        "A/D/det/1 boy/N/nsubj/2 died=die/V/ROOT/2 after/S/mark/5 being/X/aux:pass/5 shot=shoot/VVBN/advcl/2 "
        "on/I/case/7 Monday/P/obl/5 ./U/punct/2",
        2,
        "2021-03-01",
    ),
    "what went before is no cause": (
        "A/D/det/1 judge/N/nsubj:pass/3 was/X/aux:pass/3 killed=kill/V/ROOT/3 after/S/mark/6 he/O/nsubj/6 "
        "testified=testify/V/advcl/3 on/I/case/8 Monday/P/obl/6 ./U/punct/3",
        3,
        None,
    ),
    "a man described by it": (
        "Mourners/N/nsubj/1 buried=bury/V/ROOT/1 on/I/case/3 Monday/P/obl/1 a/D/det/5 man/N/obj/1 "
        "shot=shoot/VVBN/acl/5 in/I/case/8 Sarn/P/obl/6 ./U/punct/1",
        6,
        None,
    ),
    "where it was": (
        "Jets/N/nsubj/1 struck=strike/V/ROOT/1 on/I/case/3 Monday/P/obl/1 a/D/det/5 camp/N/obj/1 ,/U/punct/10 "
        "where/R/advmod/10 ten/M/nsubj:pass/10 were/X/aux:pass/10 killed=kill/VVBN/acl:relcl/5 ./U/punct/1",
        10,
        "2021-03-01",
    ),
    "when it was": (
        "The/D/det/1 first/A/ROOT/1 since/I/case/3 2017/M/nmod/1 ,/U/punct/9 when/R/advmod/9 a/D/det/7 "
        "general/N/nsubj:pass/9 was/X/aux:pass/9 killed=kill/VVBN/acl:relcl/3 ./U/punct/1",
        9,
        "2017-01-01",
    ),
    "how long is no day": (
        "Rebels/N/nsubj/1 shelled=shell/V/ROOT/1 Sarn/P/obj/1 for/I/case/5 three/M/nummod/5 days/N/obl/1 ./U/punct/1",
        1,
        None,
    ),
    "a market is no day": (
        "Rebels/N/nsubj/1 attacked=attack/V/ROOT/1 the/D/det/4 Christmas/P/compound/4 market/N/obj/1 ./U/punct/1",
        1,
        None,
    ),
    "now that they have": (
        "They/O/nsubj/3 have/X/aux/3 now/R/advmod/3 captured=capture/VVBN/ROOT/3 Sarn/P/obj/3 ./U/punct/3",
        3,
        None,
    ),
}


@pytest.mark.parametrize(("tree", "trigger", "start"), TREES.values(), ids=TREES.keys())
def test_which_time_dates_it(tree: str, trigger: int, start: str | None) -> None:
    """A time dates the happening that its clause tells of, and none that its clause only speaks of."""
    assert when_of(doc_of(tree), trigger) == start


SAID = (
    "Police/N/nsubj/1 said=say/V/ROOT/1 on/I/case/3 Monday/P/obl/1 that/S/mark/8 a/D/det/6 shop/N/nsubj:pass/8 "
    "was/X/aux:pass/8 bombed=bomb/VVBN/ccomp/1 ./U/punct/1"
)
SAID_LAST = (
    "On/I/case/1 Monday/P/obl/8 ,/U/punct/8 a/D/det/4 shop/N/nsubj:pass/6 was/X/aux:pass/6 bombed=bomb/VVBN/ccomp/8 "
    "police/N/nsubj/8 said=say/V/ROOT/8 ./U/punct/8"
)
TODAY = (
    "They/O/nsubj/1 bombed=bomb/V/ccomp/6 the/D/det/3 shop/N/obj/1 today/N/obl:unmarked/1 he/O/nsubj/6 "
    "said=say/V/ROOT/6 on/I/case/8 Monday/P/obl/6 ./U/punct/6"
)


def test_the_day_of_the_saying_is_not_that_of_the_happening() -> None:
    """In "police said on Monday that a shop was bombed", Monday is not the time of the bombing."""
    assert when_of(said(doc_of(SAID), (1, 2), (4, 9)), 8, "bombing") is None


def test_an_opening_day_dates_what_is_said_when_the_saying_comes_last() -> None:
    """In "On Monday, a shop was bombed, police said", Monday is its time."""
    assert when_of(said(doc_of(SAID_LAST), (8, 9), (3, 7)), 6, "bombing") == "2021-03-01"


def test_today_in_a_quotation_is_the_day_it_was_said() -> None:
    """In "They bombed the shop today, he said on Monday", the bombing was on Monday."""
    assert when_of(said(doc_of(TODAY), (6, 7), (0, 5)), 1, "bombing") == "2021-03-01"


def test_finding_the_dead_bounds_the_killing_from_above() -> None:
    """The day on which bodies were found is the last on which they can have been killed."""
    tree = (
        "Police/N/nsubj/1 found=find/V/ROOT/1 on/I/case/3 Monday/P/obl/1 two/M/nummod/5 men/N/obj/1 "
        "killed=kill/VVBN/acl/5 ./U/punct/1"
    )
    doc = doc_of(tree)
    happening = Happening("killing", doc[6:7], doc[6], doc[6].sent)
    when, _ = find_when(happening, times_told(doc, "2021-03-03"), doc)
    assert when is not None and (when.start, when.end) == (None, "2021-03-02")


def test_a_sentence_cut_too_soon_takes_the_time_behind_it() -> None:
    """Where the sentence was cut before its time, the time still dates it."""
    doc = doc_of(
        "Two/M/nsubj:pass/2 were/X/aux:pass/2 killed=kill/VVBN/ROOT/2 in/I/case/5 the/D/det/5 south/N/obl/2 "
        "Monday/P/obl:unmarked/8 police/N/nsubj/8 confirmed=confirm/V/ROOT/8 ./U/punct/8",
        second=6,
    )
    assert when_of(doc, 2, "killing") == "2021-03-01"
