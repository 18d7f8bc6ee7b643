"""Which word of a sentence bears a time, and whether that word tells when a happening was.

A time hangs on a word; the happening it dates may be that word ("shot on Monday"), a noun of its clause
("launched an attack on Monday") or a noun that the clause is about ("the attack, which took place on Monday").
A clause that only speaks of the happening ("condemned the attack on Monday") does not date it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.claims.grammar.syntax import governor
from sayso.claims.parts import Happening
from sayso.claims.times import words as time_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: no way leads from the time to the happening
NEVER = 99
#: relations by which a word hangs on one that tells of the same happening
_UP = frozenset(
    [
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "obl:agent",
        "obl:unmarked",
        "nmod",
        "conj",
        "xcomp",
        "advcl",
        "compound",
        "amod",
        "acl",
        "appos",
    ]
)
#: relations between a word that tells of a happening and a part of its clause that bears the time
_DOWN = frozenset(
    [
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "obl:agent",
        "obl:unmarked",
        "nmod",
        "nmod:unmarked",
        "xcomp",
        "compound",
        "iobj",
        "appos",
    ]
)
_CLAUSES = frozenset(["ccomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "conj", "csubj"])
_CLEFT = frozenset(("advcl:relcl", "acl:relcl", "ccomp", "csubj", "advcl"))
#: prepositions before what is answered
_REASONS = frozenset(("at", "over", "for", "to", "against", "about"))
_RELATIVES = ("which", "that", "who")
#: words that open a clause told at the same time as the one above it
_SAME_TIME = frozenset(("when", "as", "while", "where"))
#: words that open a clause told at another time
_OTHER_TIME = time_words.LIMITS | {"before", "after"}
#: prepositions by which a happening is the circumstance of what the verb tells: "lost a leg in an attack"
_CIRCUMSTANCES = frozenset(("in", "during", "by", "with", "amid"))
#: what may belong to a noun without being a clause
_IN_PHRASE = frozenset(["NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM", "PRON", "PART", "PUNCT", "CCONJ", "ADV"])


def bearers(time: Span) -> list[Token]:
    """The words a time may hang on: the heads of its words, a clause that opens behind it left out."""
    heads = [token.head for token in time if not time.start <= token.head.i < time.end]
    if time.root.head == time.root:
        if (then := _said_to_be_then(time.root)) is not None:
            return [then]
        heads.append(time.root)
    found = [_counted(_nearer(_told_before(_out_of_clause(head, time), time), time)) for head in heads]
    found += [verb for head in found if head.pos_ == "PROPN" and (verb := governor(head)) not in found]
    return list(dict.fromkeys(found))


def _said_to_be_then(root: Token) -> Token | None:
    """The verb of "it was on Friday that they *took* the town"."""
    if not any(part.dep_ in ("expl", "nsubj") and part.lower_ == "it" for part in root.children):
        return None
    return next((part for part in root.children if part.dep_ in _CLEFT and part.i > root.i), None)


def _counted(host: Token) -> Token:
    """The noun that a number behind a dash or comma counts: "strikes" for "eight" of "*strikes* – eight since Monday"."""
    if host.tag_ != "CD" or host.dep_ not in ("parataxis", "appos", "nummod") or host.i < 2:
        return host
    mark = host.nbor(-1)
    before = mark.nbor(-1)
    return before if mark.is_punct and before.pos_ in ("NOUN", "PROPN") else host


def _told_before(verb: Token, time: Span) -> Token:
    """The verb of what is told, where the time ends it: "*killed* two in Orange, Calif., Tuesday, officials said"."""
    comma = time.doc[time.end] if time.end < len(time.doc) else None
    if comma is None or comma.text != "," or verb.i < time.end:
        return verb
    return next((part for part in verb.children if part.dep_ == "ccomp" and part.i < time.start), verb)


def _nearer(host: Token, time: Span) -> Token:
    """A word below it that the time stands right behind: "bombing" of "the worst attack since a *bombing* in June".

    So is the verb of a place with its region: "the man who *killed* two in Tulsa, Okla., Tuesday".
    """
    if host.pos_ in ("NOUN", "PROPN"):
        return next((n for n in host.children if host.i < n.i < time.start and _bounds(n)), host)
    at = time.start - 1
    if at < 1 or time.doc[at].text != "," or time.doc[at - 1].pos_ != "PROPN":
        return host
    place = time.doc[at - 1]
    verb = governor(place.head if place.dep_ == "appos" else place)
    inside = verb.dep_ in ("acl:relcl", "advcl") and host in verb.ancestors
    return verb if inside and verb.i < time.start else host


def _out_of_clause(head: Token, time: Span) -> Token:
    """The word, or the one above if the clause it leads opens behind the time: "on Friday that …"."""
    while head.dep_ in _CLAUSES and any(
        part.dep_ == "mark" and time.end <= part.i < head.i for part in head.children
    ):
        head = head.head
    return head


def steps_between(happening: Happening, hosts: Iterable[Token], time: Span) -> int:
    """How many words lie between the happening and a word that bears the time; NEVER if it does not date it."""
    head, trigger = happening.head, happening.trigger
    if _stands_behind(time, head, trigger.end) or _stands_before(time, head):
        return 0
    hosts = list(hosts)
    ways = [1 if is_when_clause(happening, time) else NEVER]
    ways += [3 if _where(hosts, one, time) else NEVER for one in happening.heads]
    for host in hosts:
        if host in happening.heads or trigger.start <= host.i < trigger.end:
            return 0
        below = dict(_descends(host))
        for head in (*happening.heads, *([happening.of] if happening.of is not None else [])):
            ways += [
                steps + below[word]
                for word, steps in _climbs(head)
                if word in below and _meet(head, word, host)
            ]
            ways.append(_relative(host, head))
    return min(ways)


def is_when_clause(happening: Happening, time: Span) -> bool:
    """Is the happening told in a clause about the time: "since 2017, when a general was killed"?"""
    return any(_when(head, time) for head in happening.heads)


def is_reported(verb: Token, happening: Happening) -> bool:
    """Does it say no more of the happening than that it was: "clashes were *reported* on Monday"?"""
    if verb.lemma_ not in time_words.REPORTING_VERBS:
        return False
    subjects = [part for part in verb.children if part.dep_ == "nsubj:pass"]
    nouns = [head for head in happening.heads if head.pos_ in ("NOUN", "PROPN")]
    return any(_names(subject, noun) for subject in subjects for noun in nouns)


def _names(subject: Token, noun: Token) -> bool:
    """Is the noun the subject, one beside it, or what it counts: "a series of clashes"?"""
    while noun != subject and noun.dep_ in ("conj", "nmod") and noun.head != noun:
        noun = noun.head
    return noun == subject


def _stands_behind(time: Span, head: Token, end: int) -> bool:
    """Does the time stand right behind a noun and what belongs to it: "the strike on the depot on 1 May"?"""
    if head.pos_ not in ("NOUN", "PROPN") or time.start < end:
        return False
    phrase = {token.i for token in head.subtree}
    return all(
        token.pos_ in ("ADP", "DET", "ADV", "ADJ") or (token.i in phrase and token.pos_ in _IN_PHRASE)
        for token in time.doc[end : time.start]
    )


def _stands_before(time: Span, head: Token) -> bool:
    """Does the time describe a noun: "the 4 August assassination attempt", "a Thursday morning murder"?"""
    if head.pos_ != "NOUN" or not 0 <= head.i - time.end <= 4 or time.start == time.sent.start:
        return False
    between = time.doc[time.end : head.i]
    said_of = time.doc[time.start - 1].pos_ in ("DET", "PRON", "ADJ", "PART")
    return said_of and all(token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text == "-" for token in between)


def _meet(head: Token, top: Token, host: Token) -> bool:
    """May the way lead up and down again? Not from one of two clauses side by side into a third."""
    if top in (head, host):
        return True
    beside = next((word for word in _and_above(head) if word.dep_ == "conj" and word.pos_ == "VERB"), None)
    return beside is None or top in _and_above(head)


# ---- from the happening up to the word that bears the time ------------------------------------


def _climbs(head: Token) -> Iterator[tuple[Token, int]]:
    """The words above the happening whose time is its own, with the steps up to each; none beyond another matter."""
    token, steps = head, 0
    yield token, steps
    while token.head != token:
        up, verbal = token.head, token.pos_ in ("VERB", "AUX")
        if not _tells_more_of(token):
            if token.dep_ not in _UP or not _shares_time(token):
                return
            if not verbal and not _tells_of(token, up):
                return
        token, steps = up, steps + 1
        yield token, steps


def _tells_more_of(verb: Token) -> bool:
    """Is it the verb of a relative clause about a happening: "an attack which *killed* 13"?"""
    return (
        verb.dep_ == "acl:relcl"
        and verb.head.lemma_ in time_words.HAPPENING_NOUNS
        and any(part.dep_ == "nsubj" and part.lower_ in _RELATIVES for part in verb.children)
    )


def _shares_time(token: Token) -> bool:
    """Is a word that hangs on another told at the other's time?"""
    if token.dep_ == "acl":
        return token.tag_ == "VBG" or token.head.head.lemma_ in time_words.FINDING_VERBS
    if token.dep_ == "advcl":
        marks = [part.lower_ for part in token.children if part.dep_ in ("mark", "advmod")]
        opening = [mark for mark in marks if mark in time_words.LEADS or mark in _SAME_TIME]
        goes_on = opening == ["before"] and not _own_subject(token)  # "fired on Monday before being shot"
        return goes_on or all(mark in _SAME_TIME for mark in opening)
    return True


def _tells_of(below: Token, up: Token) -> bool:
    """Does the time of the word above say when the happening was that a noun below it names?"""
    if up.pos_ not in ("VERB", "AUX"):
        return below.dep_ not in ("nmod", "appos") or up.lemma_ in time_words.COUNTING_NOUNS
    if up.lemma_ in time_words.TELLING_VERBS or up.lemma_ in time_words.FINDING_VERBS:
        return True
    if up.lemma_ in time_words.SPEAKING_VERBS:
        return False
    if below.dep_ in ("nsubj", "xcomp", "advcl", "acl", "conj"):
        return True
    case = next((part.lower_ for part in below.children if part.dep_ == "case"), "")
    return below.dep_.startswith("obl") and case in _CIRCUMSTANCES


# ---- from the happening down ------------------------------------------------------------------


def _descends(host: Token) -> Iterator[tuple[Token, int]]:
    """The words above the one that bears the time which it dates as well, with the steps to each."""
    token, steps = host, 0
    yield token, steps
    while True:
        if (beside := _told_beside(token)) is not None:
            yield beside, steps + 2
        if token.head == token or not (token.dep_ in _DOWN or _tells_on(token)) or _bounds(token):
            return
        if _is_reason(token):
            return
        token, steps = token.head, steps + 1
        yield token, steps


def _is_reason(noun: Token) -> bool:
    """Is it another happening, which this one answers: "riots over the *killing* of a boy on Monday"?"""
    return (
        noun.dep_ == "nmod"
        and noun.lemma_ in time_words.HAPPENING_NOUNS
        and any(part.dep_ == "case" and part.lower_ in _REASONS for part in noun.children)
    )


def _bounds(noun: Token) -> bool:
    """Is it only since then or up to then: "the worst attack *since a bombing* in June"?"""
    return any(part.dep_ == "case" and part.lower_ in time_words.LIMITS for part in noun.children)


def _told_beside(verb: Token) -> Token | None:
    """The verb of what is told behind a clause that the tree puts beside it: "As he spoke on Monday, two *died*, police said"."""
    opening = {part.lower_ for part in verb.children if part.dep_ in ("mark", "advmod") and part.i < verb.i}
    if verb.dep_ not in ("ccomp", "advcl") or not opening & {"as", "while", "when"}:
        return None
    told = (one for one in verb.head.children if one.dep_ == "ccomp")
    return next((one for one in told if verb.i < one.i < verb.head.i), None)


def _own_subject(verb: Token) -> Token | None:
    return next((part for part in verb.children if part.dep_.startswith("nsubj")), None)


def _tells_on(verb: Token) -> bool:
    """Does a verb below go on telling of the same happening?

    "shot and *killed* a man on Friday", "fired, *killing* two on Friday", "two were killed and six *wounded* on
    Friday", "died after he was *shot* on Friday".
    """
    if verb.dep_ == "conj" and verb.pos_ == "VERB":
        harm = {verb.lemma_, verb.head.lemma_} <= time_words.HARMING_VERBS
        return harm or _own_subject(verb) is None
    if verb.dep_ not in ("advcl", "acl"):
        return False
    opening = {part.lower_ for part in verb.children if part.dep_ in ("mark", "advmod")}
    if verb.tag_ == "VBG" and not opening & _OTHER_TIME:
        return True
    if "as" in opening or (verb.lemma_ in time_words.TELLING_VERBS and opening & _SAME_TIME):
        return True
    subject = _own_subject(verb)  # "were arrested after shops were burnt on Friday" leaves the arrest open
    same = subject is None or (subject.pos_ == "PRON" and verb.lemma_ in time_words.TELLING_VERBS)
    return "after" in opening and same


# ---- relative clauses -------------------------------------------------------------------------


def _relative(host: Token, head: Token) -> int:
    """The way to a noun that a relative clause is about: "the attack that killed two on Friday"."""
    verb = next((up for up in _and_above(host) if up.dep_ in ("acl:relcl", "advcl:relcl")), None)
    if verb is None or head.pos_ in ("VERB", "AUX"):
        return NEVER
    about = next((part for part in verb.children if part.dep_ == "nsubj" and part.lower_ in _RELATIVES), None)
    if about is None or head.i > about.i or verb.lemma_ in time_words.SPEAKING_VERBS:
        return NEVER
    if verb.head == head:
        return 1
    if verb.lemma_ in time_words.OCCURRING_VERBS and not _verb_between(head, about):
        return 1
    return NEVER


def _and_above(token: Token) -> Iterator[Token]:
    """The word, and the words above it as far as its clause goes."""
    while True:
        yield token
        if token.head == token or token.dep_ in _CLAUSES:
            return
        token = token.head


def _verb_between(first: Token, last: Token) -> bool:
    return any(token.tag_ in ("VBD", "VBZ", "VBP") for token in first.doc[first.i + 1 : last.i])


def _where(hosts: list[Token], head: Token, time: Span) -> bool:
    """Does a clause with "where" follow what the time dates: "struck the town on Friday, where ten were killed"?"""
    verb = next((up for up in _and_above(head) if up.pos_ in ("VERB", "AUX")), head)
    where = next((part for part in verb.children if part.lower_ == "where"), None)
    if where is None or time.end > where.i or where.nbor(-1).lower_ not in (",", "and"):
        return False
    before = head.doc[time.sent.start : time.start]
    noun = next((one for one in reversed(before) if one.pos_ in ("NOUN", "VERB")), None)
    behind = noun is not None and noun.lemma_ in time_words.HAPPENING_NOUNS
    return behind or any(host.lemma_ in time_words.TELLING_VERBS for host in hosts)


def _when(head: Token, time: Span) -> bool:
    verb = next((up for up in _and_above(head) if up.pos_ in ("VERB", "AUX")), head)
    when = next((part for part in verb.children if part.lower_ == "when"), None)
    return when is not None and 0 <= when.i - time.end <= 1
