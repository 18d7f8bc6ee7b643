"""Docs built by hand: "word/tag/relation/head" for each word, heads counted from 0."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

_POS = {
    "N": "NOUN",
    "V": "VERB",
    "J": "ADJ",
    "C": "NUM",
    "I": "ADP",
    "D": "DET",
    "R": "ADV",
    ".": "PUNCT",
    "P": "PRON",
}


def doc_of(written: str) -> Doc:
    """The Doc that the words describe; one sentence."""
    rows = [word.rsplit("/", 3) for word in written.split()]
    tags = [tag for _, tag, _, _ in rows]
    return Doc(
        spacy.blank("en").vocab,
        words=[word for word, *_ in rows],
        tags=tags,
        pos=["PROPN" if tag.startswith("NNP") else _POS.get(tag[0], "X") for tag in tags],
        lemmas=[word.lower() for word, *_ in rows],
        deps=[dep for _, _, dep, _ in rows],
        heads=[int(head) for *_, head in rows],
        sent_starts=[at == 0 for at in range(len(rows))],
    )


SHOT = "Gunmen/NNS/nsubj/1 killed/VBD/ROOT/1 seven/CD/nummod/3 guards/NNS/obj/1 ././punct/1"
PASSIVE = (
    "Two/CD/nummod/1 clerks/NNS/nsubj:pass/3 were/VBD/aux:pass/3 killed/VBN/ROOT/3 by/IN/case/6 masked/JJ/amod/6 "
    "men/NNS/obl:agent/3 with/IN/case/9 a/DT/det/9 machete/NN/obl/3 ././punct/3"
)
NONE = "There/EX/expl/1 were/VBD/ROOT/1 no/DT/det/3 deaths/NNS/nsubj/1 ././punct/1"
