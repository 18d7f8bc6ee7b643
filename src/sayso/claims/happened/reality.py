"""Did it happen, as the sentence tells it? Planned, feared, judged and bare pointers are no news of a happening.

Each question is asked of the word that names the happening and of the words that govern it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.happened.telling import words
from sayso.claims.happened.unreal import unreal
from sayso.claims.heard import denial
from sayso.claims.parts import Happening
from sayso.claims.sides.parties import is_party, mention_label
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: kinds that speak of what is to come
SPEECH_KINDS = frozenset(("threat", "demand"))
#: kinds whose denial by a source is a claim; that nobody was arrested is none
DENIABLE = frozenset(
    ["arms_supply", "troop_movement", "ceasefire_violation", "withdrawal", "territory_taken", "siege", "attack", "killing",
     "shooting", "bombing", "shelling", "air_strike", "drone_strike", "missile_strike", "aircraft_shot_down", "armed_clash",
     "chemical_attack", "suicide_bombing", "execution", "abduction", "arson", "looting", "sexual_violence", "grenade_attack"]
)  # fmt: skip
#: kinds whose trying is a deed: who tries to burn a shop has done something to it
_TRIED = frozenset(
    ["arson", "looting", "attack", "abduction", "bombing", "suicide_bombing", "riot", "property_destruction", "grenade_attack",
     "sexual_violence", "shooting"]
)  # fmt: skip
_NOBODY = frozenset(("no", "nobody", "none", "neither"))
_WHOLES = frozenset(("any", "each", "every", "either"))
_GATHERED = frozenset(("those", "victim", "person", "people", "anyone", "everyone", "all"))
_PUBLIC = frozenset(
    ["person", "people", "resident", "public", "anyone", "anybody", "witness", "motorist", "citizen", "everyone", "driver",
     "voter", "tourist", "passenger", "community", "police", "viewer", "reader", "student", "calm"]
)  # fmt: skip


def is_told(found: Happening) -> bool:
    """Does the sentence say that it happened, or was denied, and is that news?"""
    head = found.head
    if _is_heading(found) or found.sentence.text.rstrip('”" \n').endswith("?"):
        return False
    if found.kind in SPEECH_KINDS:
        return _is_speech(found)
    if head.dep_ == "amod" or _is_judged(head) or _is_pointing_clause(found):
        return False
    if _is_wanted_to_know(head) or _is_of_nature(found) or _is_undone_by_nobody(found):
        return False
    if _is_said_by_nobody(head):
        return False
    if (unreal(head) and not _is_attempted(found)) or _is_unheard(head):
        return False
    if lemma(head) in ("bomber", "attacker"):
        return _is_doing(head)
    return not is_noun(head) or not _has_phrase_head_noun(found) or _adds(head, found.trigger)


def _is_wanted_to_know(verb: Token) -> bool:
    """ "Trying to find out who shot him": the question points at what was told."""
    if verb.dep_ not in ("ccomp", "xcomp", "advcl", "obj", "acl") or lemma(verb.head) not in words(
        "reality", "asking"
    ):
        return False
    asked = (part.lower_ for part in verb.children if part.i < verb.i)
    return any(word in ("who", "why", "how", "whether", "whoever", "what") for word in asked)


def _is_said_by_nobody(word: Token) -> bool:
    """ "No group has said that it carried out the raid": what nobody says is nobody's claim."""
    for said, above in zip((word, *word.ancestors), word.ancestors, strict=False):
        subject = syntax.child(above, "nsubj") if said.dep_ == "ccomp" else None
        if subject is not None and denial.is_none(subject):
            return True
    return False


def _is_unheard(word: Token) -> bool:
    """ "They heard no shots", "did not see the attack": nobody tells of one."""
    verb = syntax.governor(word)
    sensed = lemma(verb) in words("reality", "senses")
    return sensed and (syntax.negated(verb) or any(map(_is_no, syntax.undergoers(verb))))


def _is_no(noun: Token) -> bool:
    return any(part.dep_ == "det" and part.lower_ == "no" for part in noun.children)


def _is_of_nature(found: Happening) -> bool:
    """Deaths and injuries by illness, weather or accident are nobody's violence."""
    head = found.head
    if found.kind not in ("killing", "attack") or lemma(head) not in words("harm", "verbs") | words(
        "harm", "nouns"
    ):
        return False
    causes = [
        part
        for part in head.children
        if syntax.case_of(part) in ("of", "from", "after", "in", "with", "to", "by", "during")
    ]
    laid = [
        part
        for part in head.head.children
        if head.dep_ == "nsubj:pass" and syntax.case_of(part) in ("on", "to")
    ]
    if any(lemma(part) in words("natural", "causes") for part in (*causes, *laid)):
        return True
    subject = syntax.child(head, "nsubj")
    return subject is not None and lemma(subject) in words("natural", "causes")


def _is_undone_by_nobody(found: Happening) -> bool:
    """ "Nobody was arrested": what is no claim when it is denied, is none when it was done to nobody."""
    subject = syntax.child(found.head, "nsubj", "nsubj:pass")
    return found.kind not in DENIABLE and subject is not None and denial.is_none(subject)


def _is_attempted(found: Happening) -> bool:
    """ "tried to set a shop ablaze": what was tried is told; that nobody died of it is no killing."""
    verb, tried = found.head, found.head.head
    past = tried.tag_ == "VBD" or any(lemma(part) == "have" and part.dep_ == "aux" for part in tried.children)
    return (
        found.kind in _TRIED
        and verb.dep_ == "xcomp"
        and lemma(tried) in words("reality", "attempts")
        and past
        and not syntax.negated(tried)
        and not unreal(tried)
    )


def _is_doing(person: Token) -> bool:
    """A bomber is a happening where something is told that he did, and not where he is only named."""
    top = person.head if person.dep_ == "conj" else person
    verb = top.head
    kinds = vocabulary.load("kinds")["kinds"]
    deeds = (
        {word for about in kinds.values() for word in about["verbs"]}
        | words("telling", "verbs")
        | {"blow", "carry", "crash", "drive", "slam", "plough", "plow", "ride", "walk", "enter"}
    )
    return top.dep_ in ("nsubj", "obl:agent", "nsubj:pass", "obl") and lemma(verb) in deeds


def _is_heading(found: Happening) -> bool:
    """Words without a verb are a heading, if they are few."""
    tokens = [token for token in found.sentence if not token.is_space]
    return len(tokens) < 7 and not any(token.pos_ in ("VERB", "AUX") for token in tokens)


def _is_speech(found: Happening) -> bool:
    """A demand or threat made by somebody to somebody; advice to the public is none."""
    if found.kind == "demand":
        asked = [lemma(token) for token in syntax.undergoers(found.head)]
        asked += [
            lemma(part)
            for part in found.head.children
            if part.dep_ == "iobj" or syntax.case_of(part) in ("on", "to", "upon")
        ]
        owed = any(part.lower_ == "must" for part in found.head.children) or found.head.pos_ == "ADJ"
        if _is_no_request(found.head):
            return False
        if lemma(found.head) == "tell" and syntax.is_passive(found.head) and syntax.agent(found.head) is None:
            return False  # "the army was told to be ready": nobody asks
        if not owed and (set(asked) & _PUBLIC or found.head.tag_ == "VBN" and found.head.dep_ == "amod"):
            return False
    return found.head.dep_ not in ("amod", "compound")


def _is_no_request(verb: Token) -> bool:
    """ "It appeals to the young", "demanded to know": nobody is asked to do or stop a thing."""
    aims = [part for part in verb.children if part.dep_ in ("xcomp", "advcl", "ccomp")]
    if lemma(verb) == "demand":
        return any(
            lemma(aim) in words("reality", "asking") | {"hear", "see"} for aim in aims if aim.dep_ == "xcomp"
        )
    if lemma(verb) == "insist":
        return not any(
            aim.tag_ == "VB" or any(part.lower_ in ("must", "should", "be") for part in aim.children)
            for aim in aims
        )
    asked_for = any(syntax.case_of(part) == "for" for part in verb.children)
    return lemma(verb) == "appeal" and not aims and not asked_for


def _is_judged(head: Token) -> bool:
    """Is it what a court or an inquiry deals with: charged with, convicted of, a trial for?"""
    above = [token for token, _ in zip(head.ancestors, range(4), strict=False)]
    for token in above:
        if lemma(token) in words("court", "lemmas") or _is_term(token):
            return True
        if token.dep_ in ("ccomp", "parataxis", "acl:relcl") or (token.dep_ == "conj" and not is_noun(token)):
            return False
    return False


def _is_term(verb: Token) -> bool:
    """ "He got 15 years for it", "faces life in prison": what a court gave him."""
    return lemma(verb) in words("court", "getting") and any(
        {lemma(part) for part in thing.subtree} & words("court", "terms") for thing in syntax.undergoers(verb)
    )


def _is_pointing_clause(found: Happening) -> bool:
    """A clause that only says where, when or who, of a happening already told: "where the plane was downed"."""
    head = found.head
    if head.pos_ not in ("VERB", "AUX"):
        return False
    subject = syntax.child(head, "nsubj", "nsubj:pass")
    definite = subject is not None and any(
        part.dep_ == "det" and part.lower_ in words("pointing", "definite") | _WHOLES
        for part in subject.children
    )
    adds = any(part.dep_.startswith("obl") or part.dep_ in ("obj", "advcl") for part in head.children)
    if head.dep_ == "acl:relcl" and any(part.lower_ == "where" for part in head.children):
        return definite
    if head.dep_ == "advcl" and any(
        part.lower_ in ("as", "before", "until", "when", "since") for part in head.children
    ):
        return (
            definite
            and not adds
            and not (subject is not None and lemma(subject) in words("weapons", "guns"))
            and found.kind in ("bombing", "suicide_bombing", "grenade_attack", "shooting")
        )
    if (
        head.dep_ in ("acl", "acl:relcl")
        and {lemma(head.head), head.head.lower_} & _GATHERED
        and not (_is_counted(head.head) or _is_new_for(head.head))
    ):
        return head.head.dep_ in ("nmod", "obl", "conj", "obj") and not any(
            part.dep_.startswith("obl") and syntax.case_of(part) in ("by", "with") for part in head.children
        )
    return False


def _is_counted(noun: Token) -> bool:
    return any(
        part.dep_ == "nummod" or part.lower_ in ("several", "dozens", "many") for part in noun.children
    )


def _has_phrase_head_noun(found: Happening) -> bool:
    """Nouns are asked whether they add anything; a phrase of several words only if it is definite."""
    return len(found.trigger) == 1 or is_definite(found.head)


def is_suspicion(word: Token) -> bool:
    """Is it only believed of somebody: "a man believed to be responsible for"? Then it is a claim of its own."""
    above = word.head
    return (
        word.dep_ == "xcomp"
        and above.dep_ in ("acl", "acl:relcl")
        and lemma(above) in words("blame", "verbs_of_suspicion")
    )


def is_definite(noun: Token) -> bool:
    """ "the attack", "this attack", "the day's attacks": is it pointed at as known?"""
    return any(part.dep_ == "det" and part.lower_ in words("pointing", "definite") for part in noun.children)


def _adds(noun: Token, trigger: Span) -> bool:
    """Does a noun that names a happening say more than "the attack"?"""
    if (
        _is_disclaimed(noun)
        or _is_explained(noun)
        or any(part.lower_ in _WHOLES for part in noun.children if part.dep_ == "det")
    ):
        return False
    if any(_is_news(part) for part in hung_on(noun, trigger)) or is_laid(noun):
        return True
    if noun.i + 1 < len(noun.doc) and noun.nbor().lower_ in ("by", "of") and noun.nbor() not in trigger:
        return True  # "at the killing by soldiers", whatever the tree has hung the soldiers on
    known = is_definite(noun)
    noun = _whole(noun)
    verb = syntax.governor(noun)
    if _is_cause_of_harm(noun) or _is_defined(noun) or _is_shown(noun) or _came_under(noun):
        return True
    if known or is_definite(noun) or noun.dep_ == "nmod" or not _has_determiner(noun):
        return _is_told_of(noun, verb)
    return not _is_looked_into(noun)


def _is_explained(noun: Token) -> bool:
    """ "A strike, as defined here, means …": a word that is explained names no happening."""
    return any(lemma(word) in words("reality", "defining") for word in (noun.head, *noun.children))


def hung_on(noun: Token, trigger: Span) -> list[Token]:
    """What hangs on a noun, and on the other words of its trigger: the "by" of "use of nerve gas by the army"."""
    within = [noun, *(token for token in trigger if token != noun)] if noun in trigger else [noun]
    return [part for token in within for part in token.children if part not in trigger]


def _whole(noun: Token) -> Token:
    """ "a wave of shooting", "an hour of bombing": the noun that counts or measures it stands for it."""
    above = noun.head
    measured = noun.dep_ == "nmod" and syntax.case_of(noun) == "of" and not _has_own_news(noun)
    return above if measured and lemma(above) in words("quantity_heads", "lemmas") else noun


def _has_own_news(noun: Token) -> bool:
    return any(_is_news(part) for part in noun.children)


def _is_cause_of_harm(noun: Token) -> bool:
    """Is it what people were hurt in, however deep: "during an hour of bombing eleven died"?"""
    for word in noun.ancestors:
        if lemma(word) in words("harm", "verbs") and word.dep_ != "amod":
            return True
        if not word.dep_.startswith(("obl", "nmod")):
            return False
    return False


def _is_defined(noun: Token) -> bool:
    """ "The port bombing was an attack on …": the subject of a sentence that says what it was."""
    kinds = vocabulary.load("kinds")["kinds"]
    above = noun.head
    nouns = {word for about in kinds.values() for word in about["nouns"]}
    return (
        noun.dep_.startswith("nsubj")
        and is_noun(above)
        and lemma(above) in nouns
        and syntax.child(above, "cop") is not None
    )


def _is_shown(noun: Token) -> bool:
    """ "Video purporting to show the explosion": what footage shows is told by it."""
    if noun.dep_ != "obj" or lemma(noun.head) not in ("show", "capture", "depict", "film"):
        return False
    return any(word.lower_ in ("video", "videos", "footage", "photo", "photos", "image", "images", "photographs", "clip", "recording")
               for word in noun.sent if word.i < noun.i)  # fmt: skip


def _came_under(noun: Token) -> bool:
    """ "Their posts came under heavy fire"."""
    return syntax.case_of(noun) == "under" and lemma(noun.head) in ("come", "be")


def _is_disclaimed(noun: Token) -> bool:
    """ "No group has claimed the attack": nobody says anything of it."""
    for verb in noun.ancestors:
        subject = syntax.child(verb, "nsubj", "nsubj:pass")
        if subject is not None and subject != noun and lemma(verb) in words("blame", "owning") | {"make"}:
            return subject.lower_ in _NOBODY or any(part.lower_ in _NOBODY for part in subject.children)
    return False


def _is_news(part: Token) -> bool:
    """Does a word that hangs on the noun add a party, a place, a time or a number?"""
    if part.dep_ in ("nmod", "obl", "obl:unmarked", "nmod:unmarked"):
        case = syntax.case_of(part)
        if case == "from":
            return is_party(part) or any(is_party(one) for one in part.children)
        if case == "for" and lemma(part.head) in ("battle", "fight"):
            return True
        return case in ("by", "on", "against", "in", "at", "near", "between", "with", "over", "outside", "of", "around",
                        "under", "into", "across", "inside", "targeting", "upon", "along") or mention_label(part) == layers.TIME  # fmt: skip
    if part.dep_ in ("acl", "acl:relcl"):
        return True
    if part.dep_ == "nmod:poss":
        return (
            part.lower_ not in ("its", "their", "his", "her", "this") and mention_label(part) != layers.TIME
        )
    return part.dep_ in ("nummod", "amod", "compound") and (part.dep_ == "nummod" or is_party(part))


def is_laid(noun: Token) -> bool:
    """Is the noun what somebody is blamed for, owns up to, or is said to be behind?"""
    laying = words("blame", "verbs") | words("blame", "words") | words("blame", "laying")
    for above, _ in zip(noun.ancestors, range(3), strict=False):
        if lemma(above) == "involve" and above.dep_ in ("acl", "amod"):
            continue
        if above.lower_ in ("work", "handiwork") and syntax.child(above, "cop") is not None:
            return True  # "the blast was the work of separatists"
        if lemma(above) in laying or lemma(above) == "involve" or _lays(above):
            return True
        if above.dep_ in ("ccomp", "conj", "parataxis"):
            return False
    return any(part.lower_ == "behind" for part in noun.children if part.dep_ == "case")


def _lays(verb: Token) -> bool:
    """ "Took responsibility for it", "played no part in it", "put its name to it"."""
    return any(lemma(part) in words("blame", "laid") for part in verb.children if part.dep_ == "obj")


def _has_determiner(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS") or any(part.dep_ in ("det", "nummod") for part in noun.children)


def _is_told_of(noun: Token, verb: Token) -> bool:
    """Is the noun the subject or object of a verb that says something new of it?"""
    first = _first_of_list(noun)
    if _is_reported(first):
        return True
    if first is not noun and verb == noun:
        verb = syntax.governor(first)
    if verb == noun or _is_unknown(verb):
        return False
    if first is not noun and first.head == verb and not is_definite(noun):
        noun = first
    telling, light = words("telling", "verbs"), words("telling", "light")
    core = noun.dep_ in ("nsubj", "nsubj:pass", "obj") or noun.dep_ == "obl:agent"
    if core and noun.head == verb and lemma(verb) in words("blame", "verbs_of_suspicion"):
        verb = syntax.child(verb, "xcomp") or verb
        return lemma(verb) in telling | light
    if core and noun.head == verb:
        if lemma(verb) in ("open", "launch") and _is_inquiry(verb):
            return False
        return lemma(verb) in telling | light | words("telling", "ending") and not unreal(verb)
    harmed = lemma(verb) in words("harm", "verbs") | {"damage", "destroy", "hospitalise", "arrest"}
    return noun.dep_.startswith("obl") and noun.head == verb and harmed


def _first_of_list(noun: Token) -> Token:
    """The noun that opens the list: the arson of "arson and rioting"."""
    while noun.dep_ == "conj" and is_noun(noun.head):
        noun = noun.head
    return noun


def _is_reported(noun: Token) -> bool:
    """ "Arson was reported", "reports of arson", "resorted to arson"."""
    above, case = noun.head, syntax.case_of(noun)
    if noun.dep_ == "nsubj:pass":
        return lemma(above) in words("telling", "reporting") and not unreal(above)
    if noun.dep_ == "nmod" and case == "of":
        return above.tag_ == "NNS" and lemma(above) == "report"
    came_of = case in ("to", "in", "into", "with") and lemma(above) in words("telling", "resulting")
    done = came_of or lemma(above) in words("telling", "resorting")
    return noun.dep_.startswith("obl") and done and not unreal(above)


def _is_unknown(verb: Token) -> bool:
    """ "It is unknown what caused the blast" says nothing of it."""
    subject = syntax.child(verb, "nsubj")
    return subject is not None and subject.lower_ in ("what", "who") and verb.dep_ == "ccomp"


def _is_inquiry(verb: Token) -> bool:
    subject = syntax.child(verb, "nsubj", "nsubj:pass")
    return subject is not None and lemma(subject) in ("investigation", "probe", "inquiry")


def _is_looked_into(noun: Token) -> bool:
    """Is it only what an inquiry, a mood or a warning is about: "investigating a shooting"?"""
    above = noun.head
    if (
        noun.dep_ in ("nmod", "obl", "obj", "compound")
        and lemma(above) in words("court", "looks")
        and not _is_new_for(noun)
    ):
        return lemma(above) not in ("report", "suspect", "search", "respond")
    return False


def _is_new_for(noun: Token) -> bool:
    """A first mention of a happening is news even where it is looked into: "police are investigating a shooting"."""
    return any(part.lower_ in ("a", "an") for part in noun.children if part.dep_ == "det")
