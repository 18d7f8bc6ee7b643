"""Layers → Doc: the one place that writes on a spaCy Doc.

White space is a token in spaCy and no word to the encoder: such tokens hang on the word before them.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from sayso.language import layers
from sayso.language.annotate import Layers, mentions_of
from sayso.language.fillers import Fillers, Tables
from sayso.language.letters import NEW_PARAGRAPH, break_before
from sayso.language.said_places import with_said_places


def words_of(doc: Doc) -> list[str]:
    """The words of the Doc, white space left out."""
    return [token.text for token in doc if not token.is_space]


def breaks_of(doc: Doc) -> list[int]:
    """What stands before each of ``words_of``; a line end alone may be a wrapped line, so it counts as space."""
    found, end, text = list[int](), 0, doc.text
    for token in doc:
        if not token.is_space:
            gap = break_before(text[end : token.idx])
            found.append(gap if gap == NEW_PARAGRAPH else 0)
            end = token.idx + len(token)
    return found


def write(doc: Doc, made: Layers, tables: Tables) -> Doc:
    """The same Doc with every layer written on it."""
    words = [token for token in doc if not token.is_space]
    new = _tree(doc, words, made)
    tokens = [new[token.i] for token in words]
    mentions = [
        Span(new, tokens[start].i, tokens[end - 1].i + 1, label=label)
        for start, end, label in mentions_of(made)
    ]
    new.spans[layers.MENTIONS] = with_said_places(new, mentions)
    numbers = {
        cue: str(number) for number, cue in enumerate(sorted({c for c in made.cue_of if c is not None}), 1)
    }
    new.spans[layers.SPEECH] = [
        Span(
            new,
            tokens[start].i,
            tokens[end - 1].i + 1,
            label=label,
            span_id=numbers.get(cue, "0") if cue is not None else "0",
        )
        for (start, end, label), cue in zip(made.speech, made.cue_of, strict=True)
    ]
    new.user_data[layers.HAPPENINGS] = {tokens[word].i: seen for word, seen in made.happenings.items()}
    fillers = {
        tokens[word].i: ([one.i for one in tokens[start : start + len(scores)]], scores)
        for word, (start, scores) in made.fillers.items()
    }
    new.user_data[layers.FILLERS] = Fillers(tables, fillers)
    factual = iter(made.factuality)
    new.user_data[layers.FACTUALITY] = [0.0 if token.is_space else next(factual, 0.0) for token in new]
    return new


def _tree(doc: Doc, words: list[Token], made: Layers) -> Doc:
    """The Doc made anew with tags and tree: spaCy takes a whole tree only when a Doc is made."""
    at = {token.i: word for word, token in enumerate(words)}
    rows = [_row(token, at, words, made) for token in doc]
    if not rows:
        return doc
    tags, pos, morphs, lemmas, heads, deps = (list(column) for column in zip(*rows, strict=True))
    return Doc(
        doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc],
        tags=tags, pos=pos, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps,
    )  # fmt: skip


def _row(
    token: Token, at: dict[int, int], words: list[Token], made: Layers
) -> tuple[str, str, str, str, int, str]:
    if token.is_space:
        return "_SP", "SPACE", "", token.text, _neighbour(token, at), "dep"
    word = at[token.i]
    feats = "" if made.feats[word] == "_" else made.feats[word]
    head = words[made.heads[word]].i
    relation = "ROOT" if made.deprel[word] == "root" else made.deprel[word]
    return made.xpos[word], made.upos[word], feats, made.lemma[word], head, relation


def _neighbour(token: Token, at: dict[int, int]) -> int:
    """The nearest word before the white space, else the nearest after it, else itself."""
    before = next((i for i in range(token.i - 1, -1, -1) if i in at), None)
    after = next((i for i in range(token.i + 1, len(token.doc)) if i in at), token.i)
    return after if before is None else before
