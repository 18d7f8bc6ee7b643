"""Whom a source's words mean: "the ministry", "it" and "he" get the name that stood before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar import written
from sayso.claims.grammar.noun_phrases import ARTICLES, head_of, is_name, key, phrase
from sayso.claims.grammar.own_names import (
    abbreviations,
    content_of,
    is_capital,
    name_beside,
    own_name,
    person_in,
)
from sayso.claims.grammar.syntax import agent as agent_of
from sayso.claims.grammar.syntax import case_of, child, in_quotes, once
from sayso.claims.parts import span_of
from sayso.claims.sides.parties import side_of
from sayso.language import layers
from sayso.model import Chain, Source

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PERSONAL = {
    "he": layers.PERSON,
    "she": layers.PERSON,
    "him": layers.PERSON,
    "her": layers.PERSON,
    "his": layers.PERSON,
}
_MEN = frozenset(
    ["man", "boy", "father", "brother", "husband", "son", "uncle", "grandfather", "stepfather", "stepson", "spokesman", "gunman", "boyfriend", "king", "priest", "imam"]
)  # fmt: skip
_WOMEN = frozenset(
    ["woman", "girl", "mother", "sister", "wife", "daughter", "aunt", "widow", "grandmother", "stepmother", "stepdaughter", "spokeswoman", "nun", "girlfriend", "queen"]
)  # fmt: skip
#: whom "she" and "he" cannot mean
_OTHERS = {"she": _MEN, "her": _MEN, "he": _WOMEN, "him": _WOMEN, "his": _WOMEN}
_COLLECTIVE = frozenset(
    [
        "government",
        "military",
        "armed_group",
        "news_agency",
        "police",
        "monitor",
        "court",
        "international",
        "medic",
    ]
)
#: in a report's own sentences these are the publisher, in a quotation whoever is quoted already
SELF = frozenset(("i", "we"))
#: words of a paper's name that its short name may leave out, without a last "s"
_PAPERS = frozenset(
    ("investigation", "digest", "online", "live", "reporter", "report", "agency", "pres", "team")
)
#: articles of other languages that papers begin with: "Die Warte", "El Faro"
_ELSEWHERE = frozenset(("el", "la", "le", "les", "die", "der", "das", "il", "lo", "los", "las"))
_BODIES = frozenset(("it", "they", "its", "their", "them"))


class Names:
    """The sources named so far in a report, so that later words can point back at them."""

    def __init__(
        self, doc: Doc, cues: Mapping[str, Mapping[str, Sequence[str]]], publisher: str | None = None
    ) -> None:
        self._doc = doc
        self._cues = cues
        self._publisher = content_of(publisher or "")
        masthead = re.split(r"[,(:]", publisher or "")[0]
        self._masthead = content_of(masthead)
        self._last_word = (key(masthead).split() or [""])[-1].removesuffix("s")
        first = re.match(r"(?:The )?(?:[A-Z]\w+ )*?([A-Z]\w+) (?:of|for|in|to)\b", masthead) or re.match(
            r".*\b([A-Z]\w+)$", masthead
        )
        offices = cues["persons"]["mastheads"]
        #: the word for what the publisher is, where it is an office: "ministry"
        self._office = first[1].lower() if first is not None and first[1].lower() in offices else None
        #: (where, source, every word that describes it)
        self._seen: list[tuple[int, Source, frozenset[str]]] = []
        self._chains: dict[str, Chain] = {}
        self._short = abbreviations(doc.text)
        self._mentions = written.mentions(doc)

    def source(self, words: Span, around: Span | None = None) -> Source | None:
        """The source that the words name or point at, the words themselves where it cannot be told.

        ``around``: the words with what more is said of the source, where a name may stand.

        None for the report's own publisher: that is its own voice.
        """
        head = head_of(words)
        if head.tag_ in ("WDT", "WP") or head.lower_ in ("which", "who"):
            words = phrase(_antecedent(head))
            head = words.root
        if head.lower_ in ("former", "latter") and (meant := _one_of_two(head)) is not None:
            words, head = phrase(meant), meant
        issuer = self._issuer(words, head)
        if issuer is not None:
            words, head = issuer, issuer.root
        whose = (
            words[0]
            if words[0].lower_ in _BODIES and head.lemma_.lower() in self._cues["papers"]["nouns"]
            else None
        )
        earlier = self._earlier(words, head) if whose is None else self._earlier(words[:1], whose)
        if _is_beside_name(head):
            words, head = phrase(head.head), head.head  # "said Ada Lind, a nurse who saw it"
        called = person_in(around) if around is not None and issuer is None and head.pos_ == "NOUN" else None
        called = called or name_beside(head)
        name = self._same_as_before(called or earlier or self._full(own_name(words)))
        if self._is_publisher(name) or self.is_own(words):
            return None
        kind = self._kind_of_name(name) or self.kind_of(words)
        source = Source(name, span_of(words), kind, side_of(name, kind))
        described = frozenset(key(" ".join(token.text for token in _about(head))).split())
        self._seen.append((words.start, source, described))
        return source

    def as_before(self, chain: Chain, head: Token) -> Chain:
        """The chain; "he added" is said to whoever he spoke to before, "the letter" stands where it was printed."""
        name = chain[-1].name
        earlier = self._chains.get(name, ())
        paper = head.lemma_.lower() in self._cues["papers"]["nouns"]
        printed = paper and bool(earlier) and earlier[0].kind == "news_agency"
        if (head.pos_ == "PRON" or printed) and len(chain) == 1 and len(earlier) > 1:
            return (*earlier[:-1], chain[-1])
        self._chains[name] = chain
        return chain

    def has_issuer(self, words: Span) -> bool:
        """Are the words a paper that somebody known speaks in?"""
        return self._issuer(words, head_of(words)) is not None

    def _issuer(self, words: Span, head: Token) -> Span | None:
        """Who speaks in a paper: "the board's report", "a statement by the army", "the statement" of before."""
        if head.lemma_.lower() not in self._cues["papers"]["nouns"] or _is_masthead(head):
            return None
        office = next(
            (t for t in words if t.i < head.i and t.lemma_.lower() in self._cues["saying"]["offices"]), None
        )
        if office is not None:
            return self._doc[
                words.start + (words[0].lower_ in ARTICLES) : office.i + 1
            ]  # "a sheriff's office news release"
        page = next((t for t in head.children if t.lemma_.lower() in self._cues["nominal"]["places"]), None)
        if (
            page is not None
            and case_of(page) in ("on", "to")
            and (owner := child(page, "nmod:poss")) is not None
        ):
            return phrase(owner)  # "a post on the militia's channel"
        for part in sorted(head.children, key=lambda part: case_of(part) == "of"):
            links = (
                ("by", "from")
                if head.lemma_.lower() in self._cues["papers"]["of_things"]
                else ("by", "from", "of")
            )
            by = part.dep_ == "nmod" and any(t.dep_ == "case" and t.lower_ in links for t in part.children)
            place = any(m.start <= part.i < m.end and m.label_ == layers.PLACE for m in self._mentions)
            place = place or part.lemma_.lower() in (
                "town",
                "city",
                "village",
                "scene",
                "area",
                "region",
                "ground",
            )
            if (part.dep_ == "nmod:poss" or by) and part.pos_ in ("NOUN", "PROPN") and not place:
                return phrase(part)
        named = [
            token.i for token in words if token.i < head.i and token.pos_ == "PROPN" and is_capital(token)
        ]
        issued = [
            agent
            for part in head.children
            if part.dep_ == "acl"
            and part.lemma_ in self._cues["papers"]["issuing"]
            and (agent := agent_of(part)) is not None
        ]
        if issued:
            return phrase(issued[0])
        if named:
            return self._doc[words.start + (words[0].lower_ in ARTICLES) : named[-1] + 1]
        if words[0].lower_ not in ("the", "that", "this"):
            return None
        earlier = [(at, s) for at, s, _ in self._seen if at < words.start]
        for at, source in sorted(earlier, key=lambda seen: seen[0], reverse=True):
            sentence = self._doc[at].sent
            if sentence.end <= words.start and any(
                token.lemma_.lower() == head.lemma_.lower() for token in sentence
            ):
                return self._doc.char_span(source.span.start, source.span.end, alignment_mode="expand")
        return None

    def is_own(self, words: Span) -> bool:
        """Are the words the report's own voice: "we", or its publisher's name?"""
        head = head_of(words)
        listed = {*self._cues["persons"]["staff"], *self._cues["persons"]["mastheads"]}
        ours = words[0].lower_ in ("our", "this") and head.lemma_.lower() in listed
        return self._is_publisher(own_name(words)) or head.lower_ in SELF or ours

    def _is_publisher(self, name: str) -> bool:
        """Is it the publisher's name, whole or in part: "the Beacon" in the Daily Beacon?"""
        content = content_of(name)
        if not content or not self._publisher:
            return False
        if content == self._publisher:
            return True
        letters = [word for word in name.split() if word.lower() not in ARTICLES]
        if not all(word[:1].isupper() or word[:1].isdigit() for word in letters):
            return False
        if self._office is not None and key(name) == self._office:
            return True  # "the Ministry" in a release of the Ministry of Trade
        left = self._masthead - content
        return content <= self._masthead and (self._last_word in content or left <= _PAPERS)

    def is_outlet(self, words: Span) -> bool:
        """Does "it" mean an outlet that has been named, to which somebody spoke?"""
        name = self._earlier(words, words.root)
        seen = [source for _, source, _ in self._seen if source.name == name]
        return any(source.kind == "news_agency" for source in seen)

    def is_person(self, words: Span) -> bool:
        """Do the words name one person?"""
        if words[0].lower_ in ("the", *_ELSEWHERE):
            return False  # "the Tarn Courier" is a paper, whatever else its name may look like
        return any(one.start <= words.root.i < one.end for one in written.persons(self._doc))

    def kind_of(self, words: Span) -> str | None:
        """What kind of source the words are."""
        return self._kind({token.lemma_.lower() for token in words} | set(key(words.text).split()))

    def _kind_of_name(self, name: str) -> str | None:
        return self._kind(set(key(name).split()))

    def _kind(self, words: set[str]) -> str | None:
        return next((kind for kind, terms in self._cues["kinds"].items() if words & set(terms)), None)

    def _same_as_before(self, name: str) -> str:
        """The name in its first form: "the Russian defense ministry" after "the Russian Ministry of Defense"."""
        content = content_of(name)
        earlier = (s.name for _, s, _ in self._seen if len(content) > 1 and content_of(s.name) == content)
        return next(earlier, name)

    def _full(self, name: str) -> str:
        """The name that an abbreviation stands for: "HTS" after "Tahrir al-Sham (HTS)"."""
        return self._short.get(name, name)

    def _earlier(self, words: Span, head: Token) -> str | None:
        before = sorted(
            (seen for seen in self._seen if seen[0] < words.start), key=lambda s: s[0], reverse=True
        )
        if head.lower_ in ("he", "she") and in_quotes(head):
            return self._person_before(head, quoted=True)  # whoever is quoted would say "I"
        if head.lower_ in _PERSONAL:
            spoke = next((s.name for _, s, described in before if self._is_person(s, described)), None)
            return spoke or self._person_before(head)
        if head.lower_ in _BODIES:
            several = head.lower_ in ("they", "their", "them")
            spoke = next((s.name for _, s, described in before if self._can_be(s, described, several)), None)
            return spoke or (self._people_before(head) if head.lower_ == "they" else None)
        if head.pos_ == "PROPN":
            return self._fuller(words)
        if words[0].lower_ in ("the", "that", "this", "its", "their"):
            return self._pointed_at(words, head, before)
        return None

    def _pointed_at(
        self, words: Span, head: Token, before: list[tuple[int, Source, frozenset[str]]]
    ) -> str | None:
        """Whom "the ministry", "the spokesman" or "the group" points back at."""
        wanted = set(key(words.text).split())
        if len(wanted) > 2:
            return None
        exact = next((s.name for _, s, described in before if wanted <= described), None)
        if exact is not None or len(wanted) > 1:
            return exact or self._fuller(words)
        kinds = self._cues["pointers"].get(head.lemma_.lower(), ())
        pointed = next(
            (s.name for _, s, known in before if s.kind in kinds and not self._is_person(s, known)), None
        )
        return pointed or self._fuller(words)

    def _fuller(self, words: Span) -> str | None:
        """The longest earlier name of a mention that ends in, or holds, all of these words."""
        name = own_name(words)
        if name in self._short:
            return self._short[name]
        wanted = set(key(name).split())
        found = [
            mention.text
            for mention, content in once(self._doc, "names in full", _names_in_full)
            if wanted <= content and mention.start < words.start
        ]
        return max(found, key=len, default=None) if wanted else None

    def _person_before(self, pronoun: Token, quoted: bool = False) -> str | None:
        """The nearest person named or described in the sentence of the pronoun or the two before it.

        ``quoted``: in what is quoted alone.
        """
        people = self._cues["persons"]["nouns"]
        sentences = 0
        for token in reversed(self._doc[: pronoun.i]):
            sentences += bool(token.is_sent_start)
            if sentences > 2:
                return None
            named = any(m.root == token and m.label_ == layers.PERSON for m in self._mentions)
            mine = any(part.lower_ == "my" for part in token.lefts)
            if token.lower_ in _OTHERS.get(pronoun.lower_, ()) or (mine and not quoted):
                continue
            if quoted and not in_quotes(token):
                continue
            if (
                token.pos_ in ("NOUN", "PROPN")
                and token.tag_ in ("NN", "NNP")
                and (named or token.lemma_.lower() in people)
            ):
                return own_name(phrase(token))
        return None

    def _people_before(self, pronoun: Token) -> str | None:
        """The nearest people in the two sentences before it: "the envoy met survivors. They told him"."""
        people = {
            *self._cues["persons"]["nouns"],
            *(word for terms in self._cues["kinds"].values() for word in terms),
        }
        start = pronoun.sent.start
        for token in reversed(self._doc[:start]):
            if token.i < self._doc[max(0, start - 1)].sent.start:
                return None
            if (
                token.tag_ == "NNS"
                and token.lemma_.lower() in people
                and token.dep_ in ("nsubj", "nsubj:pass", "obj", "conj")
            ):
                return own_name(phrase(token))
        return None

    def _can_be(self, source: Source, described: frozenset[str], several: bool) -> bool:
        """May "it", or "they", point back at the source?"""
        person = self._is_person(source, described)
        if source.kind in _COLLECTIVE and not (person and source.kind == "news_agency"):
            return True
        return _is_plural(source) if several else not _is_plural(source) and not person

    def _is_person(self, source: Source, described: frozenset[str]) -> bool:
        said = source.span
        if any(m.start_char < said.end and m.end_char > said.start for m in written.persons(self._doc)):
            return True
        return bool(described & set(self._cues["persons"]["nouns"]))


def _names_in_full(doc: Doc) -> list[tuple[Span, frozenset[str]]]:
    """The names of persons and bodies, each with the words of its key."""
    labels = (layers.PERSON, layers.ORGANISATION)
    names = (one for one in written.mentions(doc) if one.label_ in labels and is_name(one))
    return [(name, frozenset(key(name.text).split())) for name in names]


def _about(head: Token) -> Iterator[Token]:
    """The words of a phrase and of what says more of it, without the other members of a list."""
    yield head
    for part in head.children:
        quoting = part.dep_ == "acl" and part.tag_ == "VBG"
        called = part.dep_ == "nmod:desc" and part.i > head.i + 1  # "DEPUTY LIND: Is it true, Minister, that"
        further = part.dep_ == "appos" and child(part, "cc") is not None
        if further:
            continue
        if part.dep_ not in ("conj", "nmod:poss", "acl:relcl") and not quoting and not called:
            yield from _about(part)


def _one_of_two(head: Token) -> Token | None:
    """Whom "the former" or "the latter" means: of the last two things joined by "and" before it."""
    for token in reversed(head.doc[: head.i]):
        beside = (
            part
            for part in token.children
            if part.dep_ == "conj" and {part.pos_, token.pos_} <= {"NOUN", "PROPN"}
        )
        pair = [token, *(part for part in beside if part.nbor(-1).dep_ != "conj")]
        if token.lower_ in ("former", "latter"):
            continue
        if len(pair) == 2 and token.pos_ in ("NOUN", "PROPN") and pair[1].i < head.i:
            return pair[0] if head.lower_ == "former" else pair[1]
    return None


def _is_beside_name(head: Token) -> bool:
    """Do the words say more of the name right before them: "Ada Lind, a nurse"?"""
    name = head.head
    beside = (
        head.dep_ == "appos"
        and head.pos_ == "NOUN"
        and not name.dep_.startswith("obl")
        and name.pos_ == "PROPN"
        and name.i < head.i
    )
    between = head.doc[name.i : head.i]
    listed = any(part.dep_ in ("conj", "cc") for part in (*head.children, *name.children))
    return beside and not listed and sum(t.text == "," for t in between) == 1 and "(" not in between.text


def _antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for, by the tree, else the nearest noun before it."""
    for clause in pronoun.ancestors:
        if clause.dep_ in ("acl:relcl", "acl") and clause.head.i < pronoun.i:
            return clause.head
    before = pronoun.doc[pronoun.sent.start : pronoun.i]
    return next((token for token in reversed(before) if token.pos_ in ("NOUN", "PROPN")), pronoun)


def _is_masthead(head: Token) -> bool:
    """ "The Cedar Post" is a paper of that name, and no post."""
    before = head.nbor(-1) if head.i else head
    return (
        head.pos_ == before.pos_ == "PROPN"
        and is_capital(head)
        and is_capital(before)
        and before.head == head
    )


def _is_plural(source: Source) -> bool:
    return source.name.lower().split(" of ")[0].endswith("s") and source.kind != "news_agency"
