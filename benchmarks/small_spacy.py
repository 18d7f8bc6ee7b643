"""spaCy's own small English pipeline, in shape: its speed without its weights, which cannot be had here.

One tok2vec (hash embeddings and four convolutions, 96 wide) under tagger and parser, another one under the names, as
in en_core_web_sm; the weights that training would begin with, and as many labels. It finds tags, trees and names, and
nothing of who says what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from measuring import Spent, spent
from texts import Text

WIDTH, DEPTH = 96, 4
#: how many labels en_core_web_sm has
TAGS, RELATIONS, NAMES = 50, 45, 18


class SmallSpacy:
    """The pipeline, untrained."""

    def __init__(self) -> None:
        import spacy

        self.nlp = nlp = spacy.blank("en")
        nlp.add_pipe("tok2vec", config={"model": _tok2vec()})
        nlp.add_pipe(
            "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _listener()}}
        )
        nlp.add_pipe("parser", config={"model": _transitions("parser", _listener())})
        nlp.add_pipe("ner", config={"model": _transitions("ner", _tok2vec())})
        _label(nlp)
        nlp.initialize()

    def read(self, texts: Sequence[Text]) -> Spent:
        """Tags, trees and names of all texts, as a stream."""
        return spent(lambda: [len(doc) for doc in self.nlp.pipe(text.text for text in texts)])


def _tok2vec() -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
            "rows": [5000, 1000, 2500, 2500, 50, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH,
            "depth": DEPTH,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _listener() -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}


def _transitions(state: str, tok2vec: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }


def _label(nlp: Any) -> None:
    for name, count in (("tagger", TAGS), ("parser", RELATIONS), ("ner", NAMES)):
        for number in range(count):
            nlp.get_pipe(name).add_label(f"L{number}")
