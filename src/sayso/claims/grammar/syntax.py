"""Look-ups in the dependency tree that several questions ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from sayso.claims.grammar.lemmas import lemma
from sayso.claims.grammar.plain import kept

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

T = TypeVar("T")

_CLAUSAL = frozenset(("ccomp", "parataxis", "conj", "acl:relcl", "advcl"))


def once(doc: Doc, name: str, make: Callable[[Doc], T]) -> T:
    """What ``make`` finds in the Doc, found at the first call and kept with the Doc under that name."""
    if name not in doc.user_data:
        doc.user_data[name] = make(doc)
    found: T = doc.user_data[name]
    return found


def child(token: Token, *relations: str) -> Token | None:
    """The first child that hangs on by one of the relations."""
    return next((found for found in token.children if found.dep_ in relations), None)


def path(token: Token, other: Token) -> list[str] | None:
    """The relations from one word up and down to the other; None if they are in different sentences."""
    above = [token, *token.ancestors]
    beyond = [other, *other.ancestors]
    meeting = next((a for a in above if a in beyond), None)
    if meeting is None:
        return None
    up = [t.dep_ for t in above[: above.index(meeting)]]
    return up + [t.dep_ for t in beyond[: beyond.index(meeting)]]


def clause(head: Token) -> list[Token]:
    """The words of a verb's or noun's own clause, without the clauses inside or beside it."""
    found = [head]
    for part in head.children:
        if part.dep_ not in _CLAUSAL or (part.dep_ == "conj" and part.pos_ not in ("VERB", "AUX")):
            found += clause(part)
    return sorted(found, key=lambda token: token.i)


def governor(head: Token) -> Token:
    """The verb that a noun's clause hangs on, or the word itself if it is one or hangs on none."""
    token = head
    while token.pos_ not in ("VERB", "AUX") and token.head != token and token.dep_ not in _CLAUSAL:
        token = token.head
    return token if token.pos_ in ("VERB", "AUX") else head


def conjuncts(token: Token) -> list[Token]:
    """The word and the words joined to it as a list, verbs left out."""
    found = [token]
    for part in token.children:
        listed = part.dep_ == "conj" or (
            part.dep_ == "appos" and child(part, "conj") is not None and part.doc[part.i - 1].text != "("
        )
        if listed and (_is_title(part) or name_before_age(part) is not None or _is_behind_other(part, token)):
            continue
        if listed and (part.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") or part.tag_.startswith("NN")):
            found += conjuncts(part)
    return found


def _is_title(noun: Token) -> bool:
    """Is it the "technician" of "officer Lowe and technician Cole", read as one more of the list beside its name?"""
    after = noun.right_edge.i + 1
    if noun.pos_ != "NOUN" or after >= len(noun.doc):
        return False
    name = noun.doc[after]
    return name.pos_ == "PROPN" and name.dep_ == noun.dep_ == "conj" and name.head == noun.head


def first_of_list(word: Token) -> Token:
    """The first member of the list that the word stands in: the mortars of "three mortars, a gun and a car"."""
    while word.dep_ == "conj" or (word.dep_ == "appos" and child(word, "conj") is not None):
        word = word.head
    return word


def conjuncts_of(token: Token | None) -> list[Token]:
    """The word and the words joined to it as a list; nothing of nothing."""
    return [] if token is None else conjuncts(token)


@kept
def case_of(token: Token) -> str:
    """The preposition of a noun in lower case, "" if it has none."""
    return next((found.lower_ for found in token.children if found.dep_ == "case" and found.i < token.i), "")


@kept
def subject(verb: Token) -> Token | None:
    """Who does it: the subject of an active verb, shared with the verb it is joined to or that governs it."""
    own = _nearest_subject(verb) or _misread_subject(verb)
    if child(verb, "aux:pass") is not None or _is_left(verb) or _is_elided(verb):
        return None
    own = own or (None if is_passive(verb) else _lost_subject(verb))
    if own is not None:
        return _meant(own, verb)
    if is_passive(verb) or verb.head == verb:
        return None
    above = verb.head
    if verb.dep_ == "advcl" and (aimed_at := _aimed_at_before(verb)) is not None:
        return aimed_at
    if (
        verb.dep_ in ("xcomp", "ccomp", "advcl")
        and verb.tag_ == "VB"
        and above.lemma_.lower() in _CONTROL
        and (asked := child(above, "obj", "iobj"))
    ):
        return asked
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp") and above.pos_ in ("VERB", "AUX"):
        return _lent(above) if verb.dep_ != "ccomp" else None
    if verb.dep_ in ("conj", "xcomp") and verb.tag_ != "VBN":
        return child(above, "nsubj", "nsubj:pass")
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.i and verb.nbor(-1).tag_ == "NNS":
        return verb.nbor(-1)  # "volleys at *youths pelting* them"
    if verb.dep_ in ("acl", "advcl") and verb.tag_ == "VBG":
        return _of_noun_clause(verb, above)
    return None


def _aimed_at_before(verb: Token) -> Token | None:
    """ "fired at youths *throwing* stones": those right before the verb throw them."""
    before = verb.doc[verb.i - 1] if verb.i else verb
    return before if verb.tag_ == "VBG" and before.tag_ in ("NNS", "NN") and case_of(before) == "at" else None


def _nearest_subject(verb: Token) -> Token | None:
    """The subject, and not the place before the colon of "SELWA: … when police opened fire"."""
    found = [part for part in verb.children if part.dep_ == "nsubj"]
    if verb.dep_ == "conj" and lemma(verb) in _HARMING:
        found = [part for part in found if part.i < verb.i]  # "wounded three others, two of them badly"
    named = [part for part in found if part.i + 1 == len(part.doc) or part.nbor().text != ":"]
    return named[0] if named else found[0] if found else None


def has_subject(verb: Token) -> bool:
    """Has the verb a subject of its own, of the active or the passive, wherever it stands?"""
    return any(part.dep_.startswith("nsubj") for part in verb.children)


@kept
def is_passive(verb: Token) -> bool:
    """ "was killed", "the men killed", "a man believed to have left": a past participle without "have"."""
    if child(verb, "nsubj:pass", "aux:pass", "csubj:pass") is not None:
        return True
    if _is_left(verb) or _is_elided(verb):
        return True
    perfect = any(part.dep_ == "aux" and part.lemma_ == "have" for part in verb.children)
    if perfect or child(verb, "nsubj") is not None:
        return False
    if verb.dep_ == "conj" and _passive_subject(verb) is not None and child(verb, "obj") is None:
        return verb.tag_ in ("VBN", "VBD")
    bare = verb.tag_ == "VBD" and verb.dep_ in ("acl", "advcl") and child(verb, "obj", "aux") is None
    return verb.tag_ == "VBN" or bare


def _is_left(verb: Token) -> bool:
    """Is it the "injured" of "left a woman dead and her sons injured"?"""
    left = verb.dep_ in ("xcomp", "conj") and verb.head.lower_ in ("left", "leaving", "leaves", "leave")
    return left and verb.tag_ in ("VBN", "VBD") and lemma(verb) in _HARMING and child(verb, "obj") is None


def _is_elided(verb: Token) -> bool:
    """Is it the "injured" of "seven were killed and as many injured", whose "were" stands before the first verb?"""
    beside = verb.dep_ == "conj" and lemma(verb) in _HARMING and child(verb.head, "aux:pass") is not None
    return beside and verb.tag_ in ("VBN", "VBD") and child(verb, "obj") is None


#: verbs of harm whose bare form is a passive where nothing follows
_HARMING = frozenset(("kill", "wound", "injure", "maim"))


#: verbs whose object does what they govern: "urged them to stop"
_CONTROL = frozenset(
    (
        "urge",
        "press",
        "ask",
        "tell",
        "order",
        "force",
        "call",
        "allow",
        "permit",
        "help",
        "see",
        "enable",
        "instruct",
        "warn",
    )
)


def _lent(verb: Token) -> Token | None:
    """The subject that a verb lends to those it governs: also of "was seen leaving", "a man believed to have left"."""
    if verb.dep_ in ("acl", "acl:relcl") and verb.tag_ in ("VBN", "VBD") and child(verb, "nsubj") is None:
        own = child(verb, "nsubj:pass")
        return _meant(own, verb) if own is not None else verb.head
    own = child(verb, "nsubj:pass") if is_passive(verb) else None
    if own is None and is_passive(verb) and verb.dep_ == "conj":
        return _lent(verb.head)
    return _meant(own, verb) if own is not None else subject(verb)


#: nouns whose "-ing" clause is done by the subject of their verb: "made progress in clearing", "a statement denying"
_LENDING = frozenset(
    ["responsibility", "credit", "role", "progress", "success", "statement", "part", "video", "camera", "footage", "tape",
     "letter", "report", "message", "hand"]
)  # fmt: skip


def _of_noun_clause(verb: Token, noun: Token) -> Token | None:
    if noun.lemma_.lower() in _LENDING and noun.head.pos_ in ("VERB", "AUX"):
        return _lent(noun.head)
    return child(noun, "nsubj") or noun


def _lost_subject(verb: Token) -> Token | None:
    """The subject that a clause between took away: "a clerk who was ill *shot* himself, police said", "men known to be ill *were held*"."""
    above = verb.head
    if verb.dep_ not in ("ccomp", "parataxis"):
        return None
    if (torn := _torn_from(verb, above)) is not None:
        return torn
    before = [part for part in above.children if part.i < verb.i and _may_be_subject(part)]
    if above.i > verb.i:  # the clause of a verb of saying behind it, which has a subject of its own
        speaks = any(part.dep_ == "nsubj" and part.i > verb.i for part in above.children)
        return before[0] if before and speaks else None
    reduced = above.tag_ == "VBN" and child(above, "aux", "aux:pass") is None
    return before[0] if before and reduced and child(verb, "aux:pass", "aux") is not None else None


def _torn_from(verb: Token, saying: Token) -> Token | None:
    """ "said *dozens of rebels* had been killed": a noun right before the clause that hangs on the verb of saying."""
    finite = child(verb, "aux:pass", "aux") is not None
    before = (part for part in saying.children if saying.i < part.i < verb.i and part.tag_.startswith("NN"))
    return next(
        (
            part
            for part in before
            if finite and part.dep_ in ("ccomp", "obj") and part.right_edge.i + 1 == verb.left_edge.i
        ),
        None,
    )


def _may_be_subject(noun: Token) -> bool:
    """A subject, or a noun with a clause of its own that was read as one."""
    torn = noun.dep_ in ("ccomp", "parataxis") and noun.tag_.startswith("NN")
    return noun.dep_.startswith("nsubj") or (torn and child(noun, "acl:relcl") is not None)


def _misread_subject(verb: Token) -> Token | None:
    """An object before its active verb, with another one behind it, is a subject that was read wrongly."""
    objects = [part for part in verb.children if part.dep_ in ("obj", "iobj")]
    before = [part for part in objects if part.i < verb.i]
    return before[-1] if before and len(before) < len(objects) else None


def undergoers(verb: Token) -> list[Token]:
    """Who has it done to them: objects, and the subjects of the passive."""
    return [*_undergoers(verb)]


@kept
def _undergoers(verb: Token) -> list[Token]:
    objects = _own_objects(verb) or [
        part for part in verb.children if part.dep_ == "iobj" and child(verb, "nsubj:pass") is None
    ]
    if not objects and (torn := _torn_subjects(verb)):
        return torn
    found = objects[-1] if objects else _passive_subject(verb) or _ranged(verb) or _stray_subject(verb)
    if found is None and (_is_left(verb) or _is_elided(verb)):
        found = child(verb, "nsubj")
    if found is None and verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        found = _nearest_before(verb)
    if found is None and verb.dep_ in ("advcl", "xcomp") and child(verb, "aux:pass") is not None:
        found = child(verb.head, "nsubj:pass", "nsubj")
    if found is None and verb.dep_ == "conj" and is_passive(verb) and child(verb, "nsubj") is None:
        return undergoers(verb.head) if verb.head.pos_ in ("VERB", "AUX") else []
    return [] if found is None else conjuncts(_meant(found, verb))


def _own_objects(verb: Token) -> list[Token]:
    """The objects of a verb; of "killed two clerks and *wounded* others" each verb has the object right behind it.

    The tree may hang the second verb on the object of the first, and its object on the first verb.
    """
    objects = [part for part in verb.children if part.dep_ == "obj"]
    if not objects:
        behind = _object_behind(verb)
        return [] if behind is None else [behind]
    described = [one for one in objects[1:] if one.lower_ == "more" or _sorts(one)]
    return [one for one in objects if one not in described and not _is_behind_other(one, objects[0])]


#: "killed 12, *mostly* women": what follows says who the number are
_SORTING = frozenset(("mostly", "mainly", "largely", "including", "chiefly", "predominantly", "primarily"))


def _sorts(noun: Token) -> bool:
    return any(token.lower_ in _SORTING for token in noun.doc[noun.left_edge.i - 1 : noun.i])


def _object_behind(verb: Token) -> Token | None:
    """The first noun or number behind a second verb that the tree hangs on something before the verb; None if none does."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBG") or child(verb, "nsubj:pass", "aux:pass"):
        return None
    for token in verb.doc[verb.i + 1 : verb.i + 8]:
        if (
            token.is_punct
            or token.tag_.startswith("VB")
            or token.dep_ == "cc"
            or token.tag_ == "IN"
            and token.dep_ == "case"
        ):
            return None
        crossing = token.head.i < verb.i and token.dep_ in ("obj", "conj", "nmod", "obl", "appos")
        if crossing and token.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
            return token
    return None


def _is_behind_other(noun: Token, first: Token) -> bool:
    """Is the noun the object of a verb between it and the first one of its list?"""
    between = noun.doc[first.i + 1 : noun.i]
    return any(
        part.dep_ == "conj" and part.tag_ in ("VBD", "VBG") and _object_behind(part) == noun
        for part in between
    )


def _passive_subject(verb: Token) -> Token | None:
    """The subject of a passive; of several that were read, the last noun before the verb, else the first."""
    found = [part for part in verb.children if part.dep_ == "nsubj:pass"]
    if not found and verb.dep_ == "conj":
        beside = (part for part in verb.head.children if part.dep_ == "nsubj:pass")
        return next((part for part in beside if verb.head.i < part.i < verb.i), None)
    before = [part for part in found if part.i < verb.i and part.tag_.startswith("NN")]
    return before[-1] if before else found[0] if found else None


def _torn_subjects(verb: Token) -> list[Token]:
    """The list "Officer Lowe, 30, and technician Cole were killed", of which two members were read as two subjects."""
    found = [part for part in verb.children if part.dep_ == "nsubj:pass" and part.i < verb.i]
    if len(found) < 2:
        return []
    first = conjuncts(found[0])
    if any(part.dep_ == "cc" and part.lower_ == "and" for part in found[-1].children) or any(
        part.lower_ == "and" for part in found[-1].doc[found[-1].left_edge.i : found[-1].i]
    ):
        return [*first, *conjuncts(found[-1])]
    if len(first) < 2 or first[-1].i + 1 != found[-1].left_edge.i or found[-1].pos_ != "PROPN":
        return []
    return [*first[:-1], *conjuncts(found[-1])]


def _ranged(verb: Token) -> Token | None:
    """The object of "killed between four and six soldiers", which was read as hanging on by its "between"."""
    hung = (part for part in verb.children if part.dep_ == "obl" and part.i > verb.i)
    return next((part for part in hung if opens_range(part.doc, part.i) == verb.i + 1), None)


def opens_range(doc: Doc, end: int) -> int | None:
    """Where "between four and six" begins that ends before the word at ``end``; None if none does."""
    words = doc[max(0, end - 4) : end]
    if len(words) < 4 or words[0].lower_ not in ("between", "from") or words[2].lower_ not in ("and", "to"):
        return None
    return words.start if words[1].like_num and words[3].like_num else None


def is_result(word: Token) -> bool:
    """Is it the "dead" of "shot dead two men", which was read as describing the men?"""
    return word.lower_ == "dead" and word.i > word.sent.start and word.nbor(-1).pos_ == "VERB"


def _nearest_before(participle: Token) -> Token:
    """ "left a boy injured": a noun right before the participle, even where it was read as hanging on another."""
    before = participle.doc[participle.i - 1] if participle.i else participle.head
    return before if before.dep_ == "obj" and before.tag_.startswith("NN") else participle.head


def _stray_subject(verb: Token) -> Token | None:
    """The subject of a passive that was read as that of the clause beside it: "guests staying above were injured"."""
    if child(verb, "aux:pass") is None:
        return None
    clauses = [
        part
        for part in verb.children
        if part.dep_ in ("advcl", "acl", "csubj", "csubj:pass") and part.i < verb.i
    ]
    found = [
        one
        for clause_head in clauses
        if clause_head.tag_ == "VBG" and (one := child(clause_head, "nsubj")) is not None
    ]
    return found[0] if found else child(verb, "nsubj") or _lost_subject(verb)


@kept
def agent(verb: Token) -> Token | None:
    """Who does it, of a passive verb: "by rebels"; also in "were stoned and set on fire by rebels"."""
    own = next((t for t in verb.children if t.dep_.startswith("obl") and case_of(t) == "by"), None)
    if own is not None or child(verb, "nsubj:pass") is None:
        return own
    beside = [t for t in verb.children if t.dep_ == "conj" and t.tag_ == "VBN"]
    return agent(beside[-1]) if beside else None


def _meant(word: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; whose the age is that was read in the place of a name: "Hamid, 32, died"."""
    word = name_before_age(word) or word
    relative = word.tag_ in ("WDT", "WP", "WP$") or word.lower_ in ("that", "which", "who", "whom")
    if relative and verb.dep_ == "acl:relcl":
        return verb.head
    before = word.doc[max(0, word.i - 2) : word.i]
    named = [token for token in before if token.tag_.startswith("NN")]
    return named[-1] if word.lower_ == "who" and verb.dep_ == "conj" and named else word


def name_before_age(number: Token) -> Token | None:
    """The name that a number between commas is the age of: "Hamid Zaki, 32, died"; None if it is none."""
    if (
        not (number.text.isdigit() and len(number) <= 3)
        or number.i < 2
        or number.nbor(-1).text != ","
        or number.nbor(-2).pos_ != "PROPN"
    ):
        return None
    name = number.nbor(-2)
    while name.dep_ in ("flat", "compound") and name.head.pos_ == "PROPN":
        name = name.head
    return name


def in_quotes(token: Token) -> bool:
    """Does the token stand inside quotation marks that were opened in its paragraph?"""
    return once(token.doc, "in quotes", _quoted)[token.i]


def _quoted(doc: Doc) -> list[bool]:
    """For each token whether it is quoted; an open quotation ends with its paragraph."""
    quoted, inside = [], False
    for token in doc:
        closes = token.text in ("”", "»", "''") or (token.text == '"' and inside)
        quoted.append(inside and not closes and token.text != '"')
        if "\n" in token.text or closes:
            inside = False
        elif token.text in ("“", "«", "``", '"'):
            inside = True
    return quoted


def negated(token: Token) -> bool:
    """Is the word denied: not, never, no?"""
    return any(
        part.lower_ in ("not", "n't", "never", "neither", "n’t")
        or (part.dep_ == "det" and part.lower_ == "no")
        for part in token.children
    )


def words_between(doc: Doc, start: int, end: int) -> Span:
    """The slice of the Doc without white space and commas at its ends."""
    while start < end - 1 and (doc[start].is_space or doc[start].text in ",;"):
        start += 1
    while end - 1 > start and (doc[end - 1].is_space or doc[end - 1].text in ",;"):
        end -= 1
    return doc[start:end]
