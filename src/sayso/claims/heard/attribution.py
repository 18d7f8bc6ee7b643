"""Who says so: the chains of sources behind a happening, and what they do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases
from sayso.claims.heard import denial, stances
from sayso.claims.heard.voices import Voice, find_voices
from sayso.claims.parts import Happening, span_of
from sayso.model import Chain, Source, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

Cues = Mapping[str, Any]

#: names of nobody: a source that only these point at is the one already heard
_POINTING = frozenset(("it", "they", "he", "she", "its", "their"))
_RELATIVE = frozenset(("acl", "acl:relcl", "advcl:relcl"))


def who_says(happening: Happening, voices: Iterable[Voice], cues: Cues) -> tuple[tuple[Chain, ...], Stance]:
    """The chains that say that it happened, nearest the report first, and the stance of the innermost.

    No chain is the report's own voice, unless a word of hearsay keeps the happening at a distance:
    then the source is unnamed, and its span is that word.
    """
    around = _outermost_first([voice for voice in voices if _speaks_of(voice, happening)])
    if len(around) > 1 and around[-1].cue == happening.head and around[-1].stance == "asserts":
        around.pop()  # "said that the man had threatened to": the threat is what is told of
    chains: tuple[Chain, ...] = ()
    stance: Stance = "asserts"
    for voice in around:
        if stance == "denies" and all(source.name == "unnamed" for chain in voice.chains for source in chain):
            continue  # "called the video that shows it a fake"
        chains = (*chains, *voice.chains) if _joins(voice, around) else _inside(chains, voice.chains)
        if stances.claims_it(happening, voice.cue):
            stance = "claims_responsibility"
        elif voice.stance != "asserts":
            stance = voice.stance
    denied = bool(chains) and denial.denies(happening)
    rumour = stances.rumour(happening, cues) if stance == "asserts" and not denied else None
    if rumour is not None and rumour not in [voice.cue for voice in around]:
        return _inside(chains, (_nobody(rumour),)), "alleges"
    distance = stances.hearsay(happening, cues)
    if not chains and distance is not None:
        chains = (_nobody(distance),)
    return chains, _final(stance, happening, chains, distance is not None, cues)


def _joins(voice: Voice, around: list[Voice]) -> bool:
    """ "Relatives say, and the clinic confirms, that": two beside one another say the same."""
    cue = voice.cue
    if cue is None or cue.dep_ not in ("conj", "ccomp"):
        return False
    aside = cue.dep_ == "ccomp" and any(part.dep_ == "cc" and part.i > cue.head.i for part in cue.lefts)
    beside = (other for other in around if other.cue == cue.head)
    return any(aside or (cue.dep_ == "conj" and cue.i not in other.content) for other in beside)


def _final(
    stance: Stance, happening: Happening, chains: tuple[Chain, ...], distant: bool, cues: Cues
) -> Stance:
    """The stance, with what the words around the happening itself say."""
    if stances.lays_blame(happening):
        return "denies" if chains and stance == "asserts" and denial.denies(happening) else "accuses"
    if stance == "asserts" and chains and (laid := _laid(happening, chains)) is not None:
        return laid
    if stance in ("asserts", "confirms", "alleges") and chains and denial.denies(happening):
        return "denies"
    if stance in ("asserts", "confirms"):
        if distant or (stance == "asserts" and stances.left_open(happening, cues)):
            return "alleges"
        if stances.owns_up(happening, chains, cues):
            return "claims_responsibility"
    return stance


def _laid(happening: Happening, chains: tuple[Chain, ...]) -> Stance | None:
    """ "The army was behind the raid": a denial, an owning up, or a blame, by who says it of whom."""
    doer = stances.laid_on(happening)
    if doer is None or denial.denies(happening):
        return None
    names = " ".join(chain[-1].name for chain in chains).lower().split()
    own = doer.lower_ in ("it", "they", "we", "he", "she", "i") or doer.lower_ in names
    return "claims_responsibility" if own else "accuses"


def _speaks_of(voice: Voice, happening: Happening) -> bool:
    """Does the voice say the happening, or is its own word the happening: "which residents *blamed* on them"?"""
    if voice.cue is not None and voice.cue.dep_ in _RELATIVE and voice.cue.head == happening.head:
        return False  # "the blast, which residents blamed on the army": the blast itself is told by somebody else
    if _is_told_beside(happening.head, voice.cue):
        return False
    owners = (happening.head, happening.head.head) if happening.of is not None else (happening.head,)
    return happening.head.i in voice.content or (voice.cue in owners and bool(voice.chains))


def _is_told_beside(deed: Token, cue: Token | None) -> bool:
    """ "The group claimed two raids which killed nine": that nine were killed is told by whoever tells of the claim."""
    claimed = cue is not None and cue.lemma_ == "claim" and deed.head == cue and deed.dep_ == "obj"
    known = any(part.lower_ in ("the", "that", "this") for part in deed.lefts)
    return claimed and not known and any(part.dep_ == "acl:relcl" for part in deed.children)


def _outermost_first(around: list[Voice]) -> list[Voice]:
    """The voices as they lie inside one another; of voices in different sentences the nearest alone is believed."""
    inside = {
        id(voice): sum(_holds(voice, other) for other in around if other is not voice) for voice in around
    }
    around.sort(key=lambda voice: (-inside[id(voice)], -len(voice.content)))
    kept: list[Voice] = []
    for voice in around:
        if not kept or _holds(kept[-1], voice):
            kept.append(voice)
        elif _same_sentence(kept[-1], voice):
            kept = _by_rank(kept, voice)
        else:
            kept = [voice]
    return kept


def _holds(outer: Voice, inner: Voice) -> bool:
    """Is the inner attribution among the words that the outer one covers?"""
    if outer.cue is not None and inner.cue is not None and outer.cue.lower_ == "according":
        said = inner.content
        closes = bool(outer.content) and max(outer.content) < outer.cue.i
        if said and not closes and inner.cue.is_ancestor(outer.cue) and min(said) < outer.cue.i < max(said):
            return False  # "he noted that, according to the bureau, …": he passes the bureau on
    if outer.cue is not None and inner.cue is not None and inner.cue.lower_ == "according":
        said = inner.content
        if outer.cue.i < inner.cue.i and outer.cue.i in said:
            return False  # "…, the ministry said, according to the agency"
    anchor = inner.cue.i if inner.cue is not None else min(inner.frame or inner.content)
    return anchor in outer.content


def _same_sentence(one: Voice, other: Voice) -> bool:
    return one.cue is not None and other.cue is not None and one.cue.sent.start == other.cue.sent.start


def _by_rank(kept: list[Voice], voice: Voice) -> list[Voice]:
    """Two attributions of one sentence that both cover it: the one that closes the sentence is the outer.

    So is that of a listener: "told the charity, which told the agency, that".
    """
    last = kept[-1]
    assert last.cue is not None and voice.cue is not None
    if voice.cue.lower_ == "according" and last.cue.i < voice.cue.i < max(last.content, default=0):
        return [*kept, voice]  # "he noted that, according to the bureau, …"
    if last.cue.lower_ == "according" and voice.cue.i < last.cue.i < max(voice.content, default=0):
        return [*kept[:-1], voice, last]
    listener = voice.cue.head
    passes = voice.cue.dep_ == "acl:relcl" and listener.dep_ in ("iobj", "obj") and listener.head == last.cue
    outer_is_new = passes or last.cue.is_ancestor(voice.cue) is False and voice.cue.i > last.cue.i
    return [*kept[:-1], voice, last] if outer_is_new else [*kept, voice]


def _inside(outer: tuple[Chain, ...], inner: tuple[Chain, ...]) -> tuple[Chain, ...]:
    """Each inner chain behind each outer one; a voice inside itself stays one."""
    if not outer or not inner:
        return outer or inner
    named = {source.name for chain in outer for source in chain}
    if all(source.name in named or source.name.lower() in _POINTING for chain in inner for source in chain):
        return outer
    joined = []
    for near in outer:
        for far in inner:
            joined.append(
                near
                + tuple(source for source in far if not any(_are_one(source.name, one.name) for one in near))
            )
    return tuple(dict.fromkeys(joined))


def _are_one(name: str, other: str) -> bool:
    """Is it the same name, or one with a word more: "the website Torch", "Torch"?"""
    words, others = noun_phrases.key(name).split(), noun_phrases.key(other).split()
    if name == other or not words or not others:
        return name == other
    return (
        words[-1] == others[-1]
        and name.split()[-1][:1].isupper()
        and ({*words} <= {*others} or {*others} <= {*words})
    )


def _nobody(word: Token) -> Chain:
    """A source that is not named, standing on the word that says so."""
    return (Source("unnamed", span_of(word.doc[word.i : word.i + 1]), "unnamed"),)


__all__ = ["Voice", "find_voices", "who_says"]
