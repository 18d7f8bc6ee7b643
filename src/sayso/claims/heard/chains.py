"""Through whom: the parallel chains of one attribution, each nearest the report first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases, syntax
from sayso.claims.heard import CLAUSES, Heard, names, noun_after
from sayso.claims.parts import span_of
from sayso.model import Chain, Source

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Cues = Mapping[str, Any]

#: who sees a paper passes it on, and it still speaks for itself
_SEEN = frozenset(("see", "obtain", "review", "view", "leak"))
#: anybody who shares what somebody else has written passes it on
_SHARING = frozenset(("share", "retweet", "repost", "forward", "relay"))
_ASKING = frozenset(("interview", "ask", "question", "quiz", "contact", "reach"))
#: "all said" repeats sources named before
_ALL = frozenset(("all", "both", "each"))


def chains_of(found: Heard, cues: Cues, known: names.Names) -> tuple[Chain, ...]:
    """Parallel chains of one attribution: one for each source that stands side by side with others."""
    cited = [_giver(token, cues) for token in _cited(found, cues)]
    outer = _passed_on_by(found, cues, known)
    chains: list[Chain] = []
    for span in found.sources:
        for part in noun_phrases.side_by_side(span):
            head = noun_phrases.head_of(part)
            if (
                head.lower_ in names.SELF
                or head.lower_ in _ALL
                or any(part.start <= token.i < part.end for token in cited)
            ):
                continue
            described = cues["kinds"]["news_agency"]
            if (
                head.lower_ in cues["hearsay"]["nouns"]
                and part.start < head.i
                and head.nbor(-1).lower_ in described
            ):
                own: Source | None = known.source(part.doc[part.start : head.i])  # "local media reports"
            elif head.lower_ in cues["hearsay"]["nouns"] and not known.has_issuer(part):
                own = Source("unnamed", span_of(part), "unnamed")
            else:
                own = known.source(part, span)
            printed = not any(verb.lemma_ in _SEEN for verb in head.children if verb.dep_ == "acl")
            passed_on = bool(outer) and printed and head.lemma_.lower() in cues["papers"]["nouns"]
            middle: Chain = () if own is None or (passed_on and not known.has_issuer(part)) else (own,)
            nearest: list[Chain] = [
                (named,) for token in outer if (named := known.source(noun_phrases.phrase(token)))
            ] or [()]
            beyond = tuple(
                one for token in behind(head, cues) if (one := known.source(noun_phrases.phrase(token)))
            )
            farthest: list[Chain] = [
                (
                    named,
                    *(
                        one
                        for further in behind(token, cues)
                        if (one := known.source(noun_phrases.phrase(further)))
                    ),
                )
                for token in cited
                if (named := known.source(noun_phrases.phrase(token)))
            ] or [beyond]
            read = [_each_once((*near, *middle, *far)) for near in nearest for far in farthest]
            chains += [known.as_before(chain, head) for chain in read if chain]
    by_names = {tuple(source.name for source in chain): chain for chain in reversed(chains)}
    longer = [key for key in by_names if len(key) > 1]
    kept = [
        chain
        for key, chain in by_names.items()
        if not any(key != other and set(key) <= set(other) for other in longer)
    ]
    return tuple(kept[::-1])


def behind(teller: Token, cues: Cues) -> list[Token]:
    """From whom the teller has it, and he from whom: "a ferryman who had it from border guards, who …"."""
    for clause in teller.children:
        if clause.dep_ not in ("acl", "acl:relcl", "advcl:relcl"):
            continue
        for verb in clause.subtree:
            further = (
                _heard_from(verb, cues)
                if verb.pos_ in ("VERB", "AUX") and not syntax.in_quotes(verb)
                else None
            )
            if further is not None and further != teller:
                return [further, *behind(further, cues)]
    return []


def _heard_from(verb: Token, cues: Cues) -> Token | None:
    """ "Had it from X", "heard it from X", "was citing X", "to whom X confided it"."""
    it = syntax.child(verb, "obj", "iobj", "nsubj:pass")
    pointing = it is not None and it.lower_ in ("it", "this", "that", "so", "the", "story", "news")
    if verb.lemma_ in ("have", "get", "take", *cues["saying"]["hearing"]) and pointing:
        return next((part for part in verb.children if syntax.case_of(part) == "from"), None)
    if (
        verb.lemma_ in cues["saying"]["quoting"]
        and not syntax.is_passive(verb)
        and it is not None
        and it.tag_ != "WP"
    ):
        return it
    if verb.lemma_ in cues["saying"]["telling"] and syntax.is_passive(verb) and not _is_bidden(verb):
        return syntax.agent(verb)
    to_whom = any(part.lower_ == "whom" and syntax.case_of(part) == "to" for part in verb.children)
    if to_whom and pointing:
        return syntax.child(verb, "nsubj")
    return None


def _is_bidden(verb: Token) -> bool:
    """ "Told by soldiers to leave" is no news that is passed on."""
    return any(
        part.tag_ == "VB" and part.dep_ in ("xcomp", "advcl", "ccomp") and part.left_edge.lower_ == "to"
        for part in verb.children
    )


def _each_once(chain: Chain) -> Chain:
    """The chain with each name once, where it stands first."""
    return tuple({source.name: source for source in reversed(chain)}.values())[::-1]


def _cited(found: Heard, cues: Cues) -> list[Token]:
    """Who is quoted in "the agency quoted the ministry as saying", or cited in "X said, citing Y and Z"."""
    cue = found.cue
    if cue is None or syntax.is_passive(cue):
        return []
    beside = [
        part for span in found.sources for part in span.root.children if part.dep_ in ("acl", "acl:relcl")
    ]
    paper = (
        syntax.child(cue, "obj")
        if cue.lemma_ in cues["saying"]["carried"] and cue.lemma_ not in cues["saying"]["quoting"]
        else None
    )
    if paper is not None and paper.lemma_.lower() in {*cues["papers"]["nouns"], *cues["nominal"]["nouns"]}:
        owners = [
            part
            for part in paper.children
            if part.dep_.startswith("nmod") and syntax.case_of(part) in ("", "of", "by", "from")
        ]
        owners += [
            part
            for part in cue.children
            if part.dep_.startswith("obl")
            and syntax.case_of(part) == "from"
            and part.left_edge.i == paper.i + 1
        ]  # "shared a message | from a lieutenant"
        return [part for part in owners if part.lemma_.lower() not in cues["stance_words"]["owned"]][:1]
    for part in cue.subtree:
        if part.lemma_ in cues["saying"]["references"] and part.dep_ not in CLAUSES and part != cue:
            to = next((t for t in part.children if syntax.case_of(t) == "to"), None)
            if to is not None:
                return syntax.conjuncts(to)
    beside += [verb for span in found.sources if (verb := _citing_after(span)) is not None]
    beside += _citing_at_end(cue, cues)
    for verb in (cue, *cue.children, *cue.head.children, *beside):
        active = (
            verb == cue
            or verb.tag_ == "VBG"
            or (verb in beside and not syntax.is_passive(verb) and verb.tag_ != "VBN")
        )
        apart = any(t.text == ";" for t in cue.doc[min(verb.i, cue.i) : max(verb.i, cue.i)])
        if (verb.lemma_ in cues["saying"]["quoting"] or _as_saying(verb)) and active and not apart:
            quoted = _object(verb)
            if quoted is not None:
                return syntax.conjuncts(quoted)
    return []


def _object(verb: Token) -> Token | None:
    """The object, also where it was read as a second subject behind the verb, or as hanging on without a preposition."""
    behind = (part for part in verb.children if part.i > verb.i)
    torn = (
        part for part in behind if part.dep_ == "nsubj" or (part.dep_ == "obl" and not syntax.case_of(part))
    )
    return syntax.child(verb, "obj", "iobj") or next(torn, None)


def _as_saying(verb: Token) -> bool:
    """ "Reported the ministry as saying"."""
    clauses = (part for part in verb.children if part.tag_ == "VBG" and part.i > verb.i)
    return any(part.left_edge.lower_ == "as" and part.left_edge.dep_ == "mark" for part in clauses)


def _giver(paper: Token, cues: Cues) -> Token:
    """Who gave the words: the driver of "testimony given to the court by a driver", else the paper itself."""
    if paper.lemma_.lower() not in {*cues["papers"]["nouns"], *cues["nominal"]["nouns"]}:
        return paper
    given = [part for part in paper.children if part.dep_ == "acl" and part.tag_ == "VBN"]
    return next((agent for part in given if (agent := syntax.agent(part)) is not None), paper)


def _citing_after(source: Span) -> Token | None:
    """The verb right behind a source: "according to the agency, citing a driver", "the agency, which cited"."""
    doc, at = source.doc, noun_phrases.phrase(noun_phrases.head_of(source)).end
    if at + 2 >= len(doc) or doc[at].text != ",":
        return None
    verb = doc[at + 2] if doc[at + 1].lower_ in ("which", "who", "itself", "in") else doc[at + 1]
    return verb if verb.pos_ == "VERB" else None


def _citing_at_end(cue: Token, cues: Cues) -> list[Token]:
    """ "Wrote that soldiers had looted it, citing a watchman": the nearest verb of saying before it is the one that cites."""
    for verb in cue.doc[cue.i + 1 : cue.sent.end]:
        if verb.pos_ == "VERB" and verb.lemma_ in cues["saying"]["verbs"] and verb.tag_ != "VBG":
            return []
        if verb.tag_ == "VBG" and verb.lemma_ in cues["saying"]["quoting"] and verb.nbor(-1).text == ",":
            return [] if syntax.in_quotes(verb) else [verb]
    return []


def _passed_on_by(found: Heard, cues: Cues, known: names.Names) -> list[Token]:
    """The outlets or bodies that were told, or that carried the statement, if they are others than the publisher."""
    cue = found.cue
    if cue is None:
        return []
    if cue.lemma_ in cues["saying"]["hearing"]:
        hearer = syntax.subject(cue)
        return [] if hearer is None or hearer.lower_ in names.SELF else syntax.conjuncts(hearer)
    if cue.lemma_ in cues["saying"]["telling"]:
        passive = syntax.is_passive(cue) and syntax.child(cue, "iobj") is None
        heard = (
            syntax.child(cue, "nsubj:pass") if passive else syntax.child(cue, "iobj", "obj") or _object(cue)
        )
        told = [] if heard is None else syntax.conjuncts(heard)
        passed = told if passive else [t for t in told if _passes_on(t, cues, known)]
        return passed or [token for token in _interviewer(cue) if _passes_on(token, cues, known)]
    verbs = _carrying(found, cue, cues)
    quoters = [
        t for verb in verbs if verb.lemma_ in cues["saying"]["quoting"] and (t := _carrier(verb)) is not None
    ]
    owned = any(known.has_issuer(span) for span in found.sources)
    sharers = [t for verb in verbs if owned and verb.lemma_ in _SHARING and (t := _carrier(verb)) is not None]
    carriers = [carrier for verb in verbs if (carrier := _carrier(verb)) is not None]
    carriers += [place for verb in verbs if verb != cue for place in _edition(verb, cues)]
    carriers += _edition(cue, cues) + _airs(verbs, known) + _interviewer(cue) + _shown_by(found, cues)
    carriers = carriers or _carried_by(found, cue, cues)
    carriers += _spoken_to(found, cue, cues)
    if cue.lemma_ in cues["saying"]["saying_to"]:
        carriers += [
            part
            for part in cue.children
            if part.dep_.startswith("obl") and syntax.case_of(part) == "to" and part.pos_ == "PROPN"
        ]
    passed = [token for carrier in carriers for token in syntax.conjuncts(carrier)]
    return [
        token
        for token in passed
        if (token in (*quoters, *sharers) and token.pos_ != "PRON") or _passes_on(token, cues, known)
    ]


def _edition(cue: Token, cues: Cues) -> list[Token]:
    """ "Was quoted in Thursday's edition of The Torch"."""
    if cue.lemma_ not in cues["saying"]["quoting"] or not syntax.is_passive(cue):
        return []
    places = [part for part in cue.children if syntax.case_of(part) in ("in", "by", "on")]
    whole = [part for part in places if part.pos_ == "PROPN" and syntax.case_of(part) == "in"]
    parts = [
        part
        for part in places
        if part.lemma_.lower() in ("edition", "issue", "page", "column", "website", "bulletin")
    ]
    return whole + [t for part in parts for t in part.children if t.dep_ == "nmod" and t.pos_ == "PROPN"][:1]


def _spoken_to(found: Heard, cue: Token, cues: Cues) -> list[Token]:
    """Who was spoken to: "in an interview with X", "speaking to X", "in remarks to X"."""
    talks = cues["saying"]["talks"]
    for token in cue.sent[:-2]:
        link = token.nbor(1)
        beside = token.dep_ != "obj" and (
            token.head == cue or not (token.i in found.content and cue.i < token.i)
        )
        if token.lemma_.lower() not in talks or not beside or syntax.in_quotes(token):
            continue
        if token.lemma_ == "call" and token.pos_ != "NOUN":
            continue  # "officers were called to the harbour"
        if link.lower_ in ("with", "to") and (noun := noun_after(link)) is not None:
            return [noun]
    return []


def _carrying(found: Heard, cue: Token, cues: Cues) -> list[Token]:
    """Verbs by which somebody passes the words on: "quoted by Y", "a statement carried by Y", "that Y carried"."""
    verbs = [cue] if cue.lemma_ in cues["saying"]["quoting"] and syntax.is_passive(cue) else []
    near = [t for part in cue.children if part.dep_ not in CLAUSES for t in part.subtree]
    beside = [part for span in found.sources for part in span.root.children]
    described = [
        t
        for t in (*near, *beside)
        if (t.dep_ in ("acl", "acl:relcl") or _opens_passive(t, cue))
        and t.lemma_ in cues["saying"]["carried"]
    ]
    return verbs + described


def _opens_passive(part: Token, cue: Token) -> bool:
    """ "The mayor, quoted in the Torch, blamed", where "quoted" was hung on the verb."""
    return part.dep_ == "advcl" and part.head == cue and part.i < cue.i and syntax.is_passive(part)


def _carried_by(found: Heard, cue: Token, cues: Cues) -> list[Token]:
    """The noun after "quoted by" or "carried by" in the sentence, outside what is said: where the tree has missed it."""
    verbs = {*cues["saying"]["carried"], *cues["saying"]["quoting"]}
    for token in cue.sent[:-2]:
        outside = token.i not in found.content and token.lemma_ in verbs and token.nbor(1).lower_ == "by"
        if outside and (noun := noun_after(token.nbor(1))) is not None:
            return [noun]
    return []


def _carrier(verb: Token) -> Token | None:
    own = syntax.child(verb, "nsubj")
    saying = next((part for part in verb.children if part.tag_ == "VBG" and part.i > verb.i), None)
    by = None if saying is None else syntax.agent(saying)  # "was quoted as saying by the agency"
    return syntax.agent(verb) or by or (own if own is not None and own.pos_ != "PRON" else None)


def _airs(verbs: list[Token], known: names.Names) -> list[Token]:
    """ "A communiqué read on Radio Cima": the outlet that it was read, shown or printed on."""
    places = [part for verb in verbs for part in verb.children if syntax.case_of(part) in ("on", "in")]
    return [
        place
        for place in places
        if known.has_issuer(noun_phrases.phrase(place))
        or (place.pos_ == "PROPN" and known.kind_of(noun_phrases.phrase(place)) == "news_agency")
    ]


def _shown_by(found: Heard, cues: Cues) -> list[Token]:
    """ "State television showed a man who said": the outlet that shows, cites, interviews whoever speaks."""
    cue = found.cue
    if cue is None or cue.dep_ != "acl:relcl":
        return []
    shown = cue.head
    if shown.dep_ == "nmod" and shown.head.lemma_.lower() in cues["saying"]["talks"]:
        shown = shown.head  # "aired an interview with a man who says"
    if shown.dep_ not in ("obj", "iobj"):
        return []
    verb = shown.head
    shows = verb.lemma_ in {*cues["media"]["releases"], *cues["saying"]["quoting"], *_ASKING}
    shower = syntax.subject(verb) if shows else None
    return [] if shower is None else [shower]


def _interviewer(cue: Token) -> list[Token]:
    """Who asked: "interviewed by the weekly, the minister said"."""
    asked = [
        part
        for part in (cue, *cue.children, *_subject_parts(cue))
        if part.lemma_ in _ASKING and (part.tag_ == "VBN" or (part != cue and syntax.is_passive(part)))
    ]
    return [agent for part in asked if (agent := syntax.agent(part)) is not None]


def _subject_parts(cue: Token) -> list[Token]:
    speaker = syntax.child(cue, "nsubj")
    return [] if speaker is None else list(speaker.children)


def _passes_on(listener: Token, cues: Cues, known: names.Names) -> bool:
    """Is the listener an outlet or a body with a name, and not the press at large or a person?"""
    if listener.lower_ in ("it", "them"):
        return known.is_outlet(noun_phrases.phrase(listener))
    at_large = listener.lemma_.lower() in cues["saying"]["listeners"] and listener.pos_ != "PROPN"
    if at_large or listener.pos_ == "PRON":
        return False
    if any(part.lower_ in ("this", "our") for part in listener.children):
        return False  # "told this newspaper": the publisher
    words = noun_phrases.phrase(listener)
    if known.is_person(words):
        return False
    named = listener.pos_ == "PROPN" or (listener.text[:1].isupper() and not listener.is_sent_start)
    return named or known.kind_of(words) in (
        "news_agency",
        "monitor",
        "international",
        "court",
    )
