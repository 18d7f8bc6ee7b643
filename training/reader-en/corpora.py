"""The corpora as training examples: documents of words, cut into windows of consecutive sentences.

A label of -100 (or None for a whole layer) is not learned from. Nothing of a dev half is read here.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from sayso.language.layers import MENTION_LABELS
from sayso.language.lemmas import apply_edit, edit_for
from sayso.language.letters import break_before

NAMES = ["O"] + [f"{b}-{label}" for label in ("PER", "ORG", "LOC") for b in "BI"]
OBJECTS = ["O"] + [f"{b}-{label}" for label in MENTION_LABELS for b in "BI"]
SPEECH = ["O"] + [f"{b}-{role}" for role in ("source", "cue", "content") for b in "BI"]

#: the types of other corpora of names as PER, ORG and LOC; the others are left as no name
NAME_TYPES = {
    "PER": ("PER", "person", "politician", "writer", "scientist", "researcher", "musicalartist"),
    "ORG": ("ORG", "organisation", "politicalparty", "group", "corporation", "band", "university"),
    "LOC": ("LOC", "location", "country"),
}
TYPE_OF = {name: label for label, names in NAME_TYPES.items() for name in names}
#: what a word without a value of factuality has in its place
NO_VALUE = -100.0

#: re3d's types as our mention labels; the others are left as no mention
RE3D = {
    "Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "nationality",
    "Weapon": "weapon", "MilitaryPlatform": "platform", "Vehicle": "platform", "Temporal": "time",
    "Quantity": "quantity", "Money": "quantity",
}  # fmt: skip

#: documents of re3d that are also among the reports of the hand-made gold standard; never trained on
KEPT_OUT = ("F7AC57DB", "76957901", "2E857EFC", "C35F45FE")


@dataclass
class Sentence:
    """Words with whatever layers the corpus has; indices of heads and links are within the document."""

    words: list[str]
    breaks: list[int]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemma: list[str] | None = None
    heads: list[int] | None = None
    deprel: list[str] | None = None
    names: list[str] | None = None
    #: names as corpora other than EWT's mark them
    other_names: list[str] | None = None
    objects: list[str] | None = None
    speech: list[str] | None = None
    #: for each word of a source or content span: position in the document of its cue's first word, else -1
    links: list[int] | None = None
    #: from -3, surely did not happen, to 3, surely did; NO_VALUE for words that nobody judged
    factuality: list[float] | None = None
    #: position of the first word in its document
    offset: int = 0


@dataclass
class Document:
    kind: str
    sentences: list[Sentence] = field(default_factory=list)

    def add(self, sentence: Sentence) -> None:
        last = self.sentences[-1] if self.sentences else None
        sentence.offset = last.offset + len(last.words) if last else 0
        self.sentences.append(sentence)


def lines(path: Path) -> Iterator[dict]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def conllu(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """(comments, rows of ten columns) of each sentence; ranges and empty nodes skipped."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        comments, rows = {}, []
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif rows:
                yield comments, rows
                comments, rows = {}, []


def treebank(path: Path, names: dict[str, list[str]] | None, kind: str) -> Iterator[Document]:
    """The documents of a UD treebank; ``names`` are the BIO tags of each sentence, by sent_id."""
    document = Document(kind)
    for comments, rows in conllu(path):
        if any(key.startswith("newdoc") for key in comments) and document.sentences:
            yield document
            document = Document(kind)
        new_paragraph = any(key.startswith("newpar") for key in comments)
        tags = (names or {}).get(comments.get("sent_id", ""))
        document.add(
            Sentence(
                words=[row[1] for row in rows],
                breaks=[2 if new_paragraph and not i else 0 for i in range(len(rows))],
                upos=[row[3] for row in rows],
                xpos=[row[4] for row in rows],
                feats=[row[5] for row in rows],
                lemma=[edit_for(row[1], row[2]) for row in rows],
                heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)],
                deprel=[row[7] for row in rows],
                names=tags if tags and len(tags) == len(rows) else None,
            )
        )
    if document.sentences:
        yield document


def ewt(data: Path) -> Iterator[Document]:
    names = {row["sent_id"]: row["ner"] for row in lines(data / "uner_english_ewt/train.jsonl.gz")}
    judged = {tuple(row["tokens"]): values(row) for row in lines(data / "factuality_uds_ih2/train.jsonl")}
    for document in treebank(data / "ud_english_ewt/en_ewt-ud-train.conllu.gz", names, "syntax"):
        for sentence in document.sentences:
            sentence.factuality = judged.get(tuple(sentence.words))
        yield document


def values(row: dict) -> list[float]:
    """A value of factuality a word, NO_VALUE where nobody judged it."""
    found = [NO_VALUE] * len(row["tokens"])
    for target in row["targets"]:
        found[target["tok"][0]] = float(target["factuality"])
    return found


def templates(data: Path) -> Iterator[Document]:
    """MegaVeridicality: what verbs that take a clause say of its truth."""
    for row in lines(data / "factuality_megaveridicality2/train.jsonl"):
        yield alone(row["tokens"], "factuality", factuality=values(row))


def alone(words: list[str], kind: str, **layers: list) -> Document:
    """A document of one sentence."""
    document = Document(kind)
    document.add(Sentence(words, [0] * len(words), **layers))
    return document


def other_names(data: Path) -> Iterator[Document]:
    """Wikigold, WNUT-17 and the five fields of CrossNER, a sentence each."""
    fields = ("politics", "science", "literature", "music", "ai")
    for file in ("wikigold/dev.jsonl", "wnut17/train.jsonl", *(f"crossner/{field}.train.jsonl" for field in fields)):
        for row in lines(data / file):
            yield alone(row["tokens"], "other-names", other_names=begun([name_type(tag) for tag in row["ner"]]))


def name_type(tag: str) -> str:
    """The BIO tag with our type, "O" for the types we do not learn."""
    label = TYPE_OF.get(tag[2:])
    return f"{tag[:2]}{label}" if label else "O"


def begun(tags: list[str]) -> list[str]:
    """The tags with a B- wherever a name begins (some corpora write I- there)."""
    before = ["O", *tags]
    return [f"B-{tag[2:]}" if tag[:1] == "I" and last[2:] != tag[2:] else tag for last, tag in zip(before, tags, strict=False)]


def riqua(data: Path) -> Iterator[Document]:
    for row in lines(data / "riqua/train.jsonl.gz"):
        yield alone(row["tokens"], "speech", speech=row["labels"])


def gum(data: Path) -> Iterator[Document]:
    return treebank(data / "gum_open/gum_open-train.conllu.gz", None, "syntax")


def re3d(data: Path) -> Iterator[Document]:
    for row in lines(data / "re3d/re3d.jsonl"):
        if row["id"].startswith(KEPT_OUT):
            continue
        spans = [(s, e, RE3D[label]) for s, e, label in row["entities"] if label in RE3D]
        document = Document("objects")
        for sentence, offsets in split(row["text"], hyphens=True):
            sentence.objects = bio(offsets, sorted(spans, key=lambda span: (span[0], -span[1])))
            document.add(sentence)
        yield document


def polnear(data: Path, hyphens: bool) -> Iterator[Document]:
    for row in lines(data / "polnear/train.jsonl.gz"):
        spans, cue_of = [], {}
        for attribution in row["attributions"]:
            for role in ("source", "cue", "content"):
                for s, e in attribution[role]:
                    spans.append((s, e, role))
                    if role != "cue" and attribution["cue"]:
                        cue_of[s, e, role] = min(attribution["cue"])[0]
        spans.sort()
        document = Document("speech")
        sentences = list(split(row["text"], hyphens))
        starts = [offset for _, offsets in sentences for offset, _ in offsets]
        at = {offset: number for number, offset in enumerate(starts)}
        for sentence, offsets in sentences:
            sentence.speech = bio(offsets, spans)
            sentence.links = links(offsets, cue_of, at)
            document.add(sentence)
        yield document


def links(offsets: list[tuple[int, int]], cue_of: dict, at: dict[int, int]) -> list[int]:
    found = [-1] * len(offsets)
    for (s, e, _), cue in cue_of.items():
        for i, (start, end) in enumerate(offsets):
            if start < e and end > s:
                found[i] = at.get(cue, -1)
    return found


def bio(offsets: list[tuple[int, int]], spans: list[tuple[int, int, str]]) -> list[str]:
    """BIO tags of the words; of overlapping spans the earlier stands."""
    tags = ["O"] * len(offsets)
    for start, end, label in spans:
        inside = [i for i, (s, e) in enumerate(offsets) if s < end and e > start]
        if inside and all(tags[i] == "O" for i in inside):
            for i in inside:
                tags[i] = f"I-{label}"
            # A span that began in an earlier sentence goes on here without a B-.
            if offsets[inside[0]][0] <= start or inside[0] > 0:
                tags[inside[0]] = f"B-{label}"
    return tags


_NLP = spacy.blank("en")
_PLAIN = re.compile(r"\w+(?:[-.'’]\w+)*'?s?|\.\.\.|[^\w\s]")
_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")


def split(text: str, hyphens: bool) -> Iterator[tuple[Sentence, list[tuple[int, int]]]]:
    """Rough sentences with the offsets of their words; ``hyphens``: split at hyphens, as spaCy does."""
    doc = [(t.idx, t.idx + len(t)) for t in _NLP(text) if not t.is_space]
    if not hyphens:
        doc = _joined(text, doc)
    ends = [match.end() for match in _END.finditer(text)] + [len(text) + 1]
    at, current, previous = 0, [], 0
    breaks = []
    for start, end in doc:
        while start >= ends[at]:
            if current:
                yield Sentence([text[s:e] for s, e in current], breaks), current
                current, breaks = [], []
            at += 1
        current.append((start, end))
        breaks.append(break_before(text[previous:start]))
        previous = end
    if current:
        yield Sentence([text[s:e] for s, e in current], breaks), current


def _joined(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words with their inner hyphens joined again, as the Penn treebank has them."""
    joined: list[tuple[int, int]] = []
    for start, end in words:
        before = joined[-1] if joined else None
        touching = before and before[1] == start
        if touching and (text[start:end] == "-" and text[before[1] - 1].isalnum() and text[end : end + 1].isalnum()):
            joined[-1] = (before[0], end)
        elif touching and text[start - 1] == "-" and start - 1 > before[0]:
            joined[-1] = (before[0], end)
        else:
            joined.append((start, end))
    return joined


def windows(document: Document, room: int, pieces: list[list[tuple[int, ...]]], rng: random.Random) -> Iterator[tuple[int, int]]:
    """(first, one past the last) sentences of windows of at most ``room`` pieces; whole sentences only."""
    start = 0
    while start < len(document.sentences):
        target = room if rng.random() > 0.3 else rng.choice([1, room // 3, room // 2])
        size, end = 0, start
        while end < len(document.sentences):
            size += sum(map(len, pieces[end]))
            if end > start and size > target:
                break
            end += 1
        yield start, end
        start = end


def label_sets(documents: list[Document]) -> dict[str, list[str]]:
    """Every label of each head, most frequent first; rare edits and features are left out."""
    counts: dict[str, Counter[str]] = {layer: Counter() for layer in ("upos", "xpos", "feats", "lemma", "deprel")}
    for document in documents:
        for sentence in document.sentences:
            for layer, counter in counts.items():
                counter.update(getattr(sentence, layer) or [])
    least = {"lemma": 2, "feats": 3}
    found = {
        layer: [label for label, n in sorted(counter.items(), key=lambda item: (-item[1], item[0])) if n >= least.get(layer, 1)]
        for layer, counter in counts.items()
    }
    return found | {"names": NAMES, "other_names": NAMES, "objects": OBJECTS, "speech": SPEECH}


def forms(documents: list[Document]) -> list[str]:
    """Lines of UPOS, form and lemma: every verb, and what else is not its own lemma."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for sentence in (sentence for document in documents for sentence in document.sentences):
        for word, upos, edit in zip(sentence.words, sentence.upos or [], sentence.lemma or [], strict=False):
            if upos in ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PRON", "DET"):
                counts.setdefault((upos, word.lower()), Counter())[apply_edit(edit, word)] += 1
    found = [(upos, form, lemma.most_common(1)[0][0]) for (upos, form), lemma in sorted(counts.items())]
    return ["\t".join(row) for row in found if row[0] == "VERB" or row[1] != row[2]]
