"""Who says so: the voices of a report, what each of them covers, and what it does with it.

The speech head finds sources, cues and contents; the rules here add what syntax shows plainly, split
sources that stand side by side, put voices inside voices, and name those that are only pointed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sayso.claims import names
from sayso.claims.parts import Happening, span_of
from sayso.language import layers
from sayso.model import Chain, Source, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Cues = Mapping[str, Any]

#: in a report's own sentences these are the publisher, in a quotation whoever is quoted already
_SELF = frozenset(("i", "we"))
#: cues whose object is what is said: "denied the attack", "claimed responsibility for"
_TAKES_OBJECT = frozenset(
    [
        "claim",
        "deny",
        "confirm",
        "admit",
        "acknowledge",
        "accept",
        "reject",
        "accuse",
        "blame",
        "report",
        "announce",
        "condemn",
        "describe",
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """Somebody saying something: parallel chains, the cue word, and the tokens that are said."""

    chains: tuple[Chain, ...]
    cue: Token | None
    content: frozenset[int]
    stance: Stance
    #: tokens of the attribution itself: source and cue
    frame: frozenset[int]


def find_voices(doc: Doc, cues: Cues, publisher: str | None) -> list[Voice]:
    """Every attribution of the report, in the order of its cues."""
    raw = _from_head(doc) + _from_syntax(doc, cues)
    known = names.Names(doc, cues["kinds"])
    voices = []
    for sources, cue, content in _distinct(raw):
        chains = _chains(doc, sources, cue, cues, known, publisher)
        frame = {token.i for span in sources for token in span} | ({cue.i} if cue is not None else set())
        stance = _stance(cue, cues) if cue is not None else "asserts"
        voices.append(Voice(chains, cue, content - frozenset(frame), stance, frozenset(frame)))
    return _run_on(doc, voices)


def who_says(happening: Happening, voices: Iterable[Voice], cues: Cues) -> tuple[tuple[Chain, ...], Stance]:
    """The chains that say that it happened, nearest the report first, and the stance of the innermost.

    No chain is the report's own voice, unless a word of hearsay keeps the happening at a distance:
    then the source is unnamed, and its span is that word.
    """
    head = happening.head.i
    around = [voice for voice in voices if head in voice.content]
    around.sort(key=lambda voice: -len(voice.content))
    chains: tuple[Chain, ...] = ()
    stance: Stance = "asserts"
    for voice in around:
        chains = _inside(chains, voice.chains)
        stance = voice.stance if voice.stance != "asserts" else stance
    if any(token.lemma_ in ("blame", "accuse") for token in _governing(happening.head)):
        stance = "accuses"
    distance = _hearsay(happening, cues)
    if distance is not None and stance in ("asserts", "confirms"):
        stance = "alleges"
    if not chains and distance is not None:
        word = span_of(distance.doc[distance.i : distance.i + 1])
        chains = ((Source("unnamed", word, "unnamed"),),)
    return chains, stance


def _inside(outer: tuple[Chain, ...], inner: tuple[Chain, ...]) -> tuple[Chain, ...]:
    """Each inner chain behind each outer one; a voice inside itself stays one."""
    if not outer or not inner:
        return outer or inner
    joined = []
    for near in outer:
        for far in inner:
            said = {source.name for source in near}
            joined.append(near + tuple(source for source in far if source.name not in said))
    return tuple(dict.fromkeys(joined))


Raw = tuple[list["Span"], "Token | None", frozenset[int]]


def _from_head(doc: Doc) -> list[Raw]:
    """The attributions of the speech head: sources, cue and content that share an id."""
    groups: dict[str, dict[str, list[Span]]] = {}
    for span in doc.spans.get(layers.SPEECH, []):
        if span.id_ != "0":
            groups.setdefault(span.id_, {}).setdefault(span.label_, []).append(span)
    raw: list[Raw] = []
    for parts in groups.values():
        cue = next((span.root for span in parts.get(layers.CUE, [])), None)
        content = {token.i for span in parts.get(layers.CONTENT, []) for token in span}
        raw.append((parts.get(layers.SOURCE, []), cue, frozenset(content)))
    return raw


def _from_syntax(doc: Doc, cues: Cues) -> list[Raw]:
    """What the tree shows: a verb of saying with its subject and clause, and "according to"."""
    verbs = frozenset(cues["saying"]["verbs"])
    raw: list[Raw] = []
    for token in doc:
        if token.lemma_ in verbs and token.pos_ in ("VERB", "AUX"):
            subject = next((child for child in token.children if child.dep_ in ("nsubj", "obl:agent")), None)
            content = _clause(token, subject)
            if subject is not None and content:
                raw.append(([names.phrase(subject)], token, content))
        elif token.lower_ in cues["saying"]["according"] and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
            raw.append(([names.phrase(token.head)], token, _rest(token.head)))
    return raw


def _clause(verb: Token, subject: Token | None) -> frozenset[int]:
    """The tokens that a verb of saying governs as said, or, for a verb set beside, the rest of its sentence."""
    said = {t.i for child in verb.children if child.dep_ in ("ccomp", "parataxis") for t in child.subtree}
    if verb.lemma_ in _TAKES_OBJECT:
        said |= {
            t.i
            for child in verb.children
            if child.dep_ in ("obj", "obl", "advcl", "xcomp")
            for t in child.subtree
        }
    if verb.dep_ == "parataxis" and not said:
        said = {t.i for t in verb.sent} - {t.i for t in verb.subtree}
    return frozenset(said - ({t.i for t in subject.subtree} if subject is not None else set()))


def _rest(source: Token) -> frozenset[int]:
    """The clause that "according to" stands in, without the phrase itself."""
    return frozenset({t.i for t in source.head.subtree} - {t.i for t in source.subtree})


def _distinct(raw: list[Raw]) -> list[Raw]:
    """One attribution a cue: the head's, with the tokens that syntax adds when the head found no content."""
    made: dict[int, Raw] = {}
    for sources, cue, content in raw:
        at = cue.i if cue is not None else -1 - len(made)
        if at in made:
            first, same, found = made[at]
            made[at] = (
                first or sources,
                same,
                found | content if not found or (cue is not None and cue.lemma_ in _TAKES_OBJECT) else found,
            )
        else:
            made[at] = (sources, cue, content)
    return [made[at] for at in sorted(made, key=abs)]


def _chains(
    doc: Doc, sources: list[Span], cue: Token | None, cues: Cues, known: names.Names, publisher: str | None
) -> tuple[Chain, ...]:
    """Parallel chains of one attribution: one for each source that stands side by side with others."""
    quoted = _quoted(cue, cues) if cue is not None else None
    heard = _heard_by(cue, publisher) if cue is not None else None
    found: list[Chain] = []
    for span in sources:
        for part in names.side_by_side(span):
            if part.root.lower_ in _SELF or (quoted is not None and quoted.i in {token.i for token in part}):
                continue
            chain: Chain = (known.source(part),)
            if quoted is not None:
                chain += (known.source(names.phrase(quoted)),)
            if heard is not None:
                chain = (known.source(names.phrase(heard)), *chain)
            found.append(chain)
    return tuple(dict.fromkeys(found))


def _quoted(cue: Token, cues: Cues) -> Token | None:
    """Who is quoted in "the agency quoted the ministry as saying", or cited in "X said, citing Y"."""
    for verb in (cue, *cue.children):
        if verb.lemma_ in cues["saying"]["quoting"] and verb.pos_ == "VERB":
            quoted = next((child for child in verb.children if child.dep_ in ("obj", "iobj")), None)
            if quoted is not None:
                return quoted
    return None


def _heard_by(cue: Token, publisher: str | None) -> Token | None:
    """The outlet or body that was told, if it is another than the publisher."""
    if cue.lemma_ != "tell":
        return None
    for child in cue.children:
        if (
            child.dep_ in ("obj", "iobj")
            and child.pos_ == "PROPN"
            and not names.same(child.text, publisher or "")
        ):
            return child
    return None


def _stance(cue: Token, cues: Cues) -> Stance:
    """What the cue does with what is said; "asserts" for every cue that does nothing else."""
    stances: Mapping[str, list[str]] = cues["stances"]
    objects = {child.lemma_ for child in cue.children if child.dep_ in ("obj", "obl", "xcomp")}
    if "responsibility" in objects:
        return "denies" if cue.lemma_ in stances["denies"] else "claims_responsibility"
    for stance in ("confirms", "denies", "accuses", "alleges"):
        if cue.lemma_ in stances[stance]:
            return stance
    return "asserts"


def _governing(token: Token) -> list[Token]:
    """The words above this one in its own clause chain, up to what is said by somebody."""
    found = []
    while token.head != token and token.dep_ not in ("ccomp", "parataxis", "conj"):
        token = token.head
        found.append(token)
    return found


def _hearsay(happening: Happening, cues: Cues) -> Token | None:
    """The word that keeps a happening at a distance with nobody named, if there is one."""
    hearsay = cues["hearsay"]
    chain = [happening.head, *_governors(happening.head)]
    for token in chain:
        for child in token.children:
            if child.lower_ in hearsay["adverbs"] or (
                token == happening.head and child.dep_ == "amod" and child.lower_ in hearsay["adjectives"]
            ):
                return child
    for token in chain[1:]:
        passive = any(child.dep_ in ("nsubj:pass", "aux:pass") for child in token.children)
        if passive and token.lemma_ in hearsay["passives"]:
            return token
    return None


def _governors(token: Token) -> list[Token]:
    """The verbs that govern this one within its clause chain: "is believed to have carried out"."""
    found = []
    while token.dep_ in ("xcomp", "ccomp", "csubj", "obj", "nsubj:pass") and token.head != token:
        token = token.head
        found.append(token)
    return found


def _run_on(doc: Doc, voices: list[Voice]) -> list[Voice]:
    """The voices, with what has no cue of its own given to whoever spoke last: quotations, and what "said:" opens."""
    voices = [_statement(doc, voice) for voice in voices]
    covered = {i for voice in voices for i in voice.content}
    for start, end in _quotations(doc):
        inside = [i for i in range(start, end) if not doc[i].is_space and not doc[i].is_punct]
        if len(inside) < 5 or any(i in covered for i in inside):
            continue
        before = [voice for voice in voices if voice.chains and voice.cue is not None and voice.cue.i < end]
        if before and _paragraphs_between(doc, max(before[-1].frame), start) <= 1:
            voices.append(Voice(before[-1].chains, before[-1].cue, frozenset(inside), "asserts", frozenset()))
    return voices


def _statement(doc: Doc, voice: Voice) -> Voice:
    """A voice whose cue ends its paragraph with a colon says the rest of the report, if nothing else is known of it."""
    at = voice.cue.i + 1 if voice.cue is not None else len(doc)
    ends = at + 1 < len(doc) and doc[at].text == ":" and "\n\n" in doc[at + 1].text
    if not ends or voice.content - set(range(at, len(doc))):
        return voice
    rest = frozenset(range(at + 2, len(doc))) if doc[at + 2 : at + 3].text not in _OPEN else voice.content
    return replace(voice, content=rest)


_OPEN, _CLOSE = '“«"', '”»"'


def _quotations(doc: Doc) -> list[tuple[int, int]]:
    """(first, one past the last) token inside quotation marks; an open one ends with its paragraph."""
    found, start = [], None
    for token in doc:
        if start is None and token.text in _OPEN:
            start = token.i + 1
        elif start is not None and (token.text in _CLOSE or (token.is_space and "\n" in token.text)):
            found.append((start, token.i))
            start = None
    return found


def _paragraphs_between(doc: Doc, first: int, second: int) -> int:
    return sum(
        "\n\n" in token.text for token in doc[min(first, second) : max(first, second)] if token.is_space
    )


Resolver = Callable[["Token"], "Span | None"]
