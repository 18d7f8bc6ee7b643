"""Noun phrases and the names they stand for: "the ministry", "it" and "he" get the name meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.claims.parts import span_of
from sayso.language import layers
from sayso.model import Chain, Source

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: relations that a name is made of; what hangs on by another is left out of it
_NAMING = frozenset(
    [
        "det",
        "compound",
        "flat",
        "flat:foreign",
        "amod",
        "nmod",
        "nmod:poss",
        "case",
        "nummod",
        "fixed",
        "goeswith",
        "punct",
        "nmod:desc",
    ]
)
_PERSONAL = {"he": layers.PERSON, "she": layers.PERSON, "him": layers.PERSON, "her": layers.PERSON}
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
_BODIES = frozenset(("it", "they", "its", "their"))
_ARTICLES = frozenset(("the", "a", "an"))


def phrase(head: Token) -> Span:
    """The noun phrase of a head, without relative clauses, appositions and further members of a list."""
    inside = sorted(token.i for token in _members(head))
    start, end = inside[0], inside[-1] + 1
    while end < head.sent.end and head.doc[end].pos_ == "PROPN" and head.doc[end].text[:1].isupper():
        end += 1
    while end > head.i + 1 and head.doc[end - 1].is_punct and head.doc[end - 1].text not in ')”"':
        end -= 1
    while start < head.i and (head.doc[start].is_punct or head.doc[start].dep_ == "case"):
        start += 1
    return head.doc[start:end]


def _members(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        leading_case = child.dep_ == "case" and child.i < head.i
        if child.dep_ in _NAMING and not leading_case and (child.dep_ != "punct" or child.text in "-–()"):
            yield from _members(child)
            yield from (part for part in child.children if part.dep_ == "case")


def side_by_side(span: Span) -> list[Span]:
    """The members of a list of sources, each as its own phrase: "a doctor and two officers".

    Cut at the words and not by the tree, which is least sure about lists. An "and" inside a name, or between two
    words that describe one noun ("army and hospital officials"), cuts nothing.
    """
    doc, cuts = span.doc, [span.start]
    named = {
        i
        for mention in doc.spans.get(layers.MENTIONS, [])
        for i in range(mention.start, mention.end - 1)
        if _is_name(mention)
    }
    for token in span:
        joins = token.lower_ in ("and", "or") or (token.text == "," and _begins_member(token, span))
        alias = token.lower_ == "or" and token.i + 1 < span.end and doc[token.i + 1].is_upper
        if joins and not alias and token.i not in named and token.i > cuts[-1] and token.i + 1 < span.end:
            cuts += [token.i, token.i + 1]
    parts = [doc[a:b] for a, b in zip(cuts[::2], [*cuts[1::2], span.end], strict=True) if b > a]
    nominal = all(head_of(part).pos_ in ("NOUN", "PROPN", "PRON", "NUM") for part in parts)
    if len(parts) > 1 and nominal and not _describes(parts[0], parts[-1]):
        return [_trimmed(part) for part in parts]
    head = head_of(span)
    return [_trimmed(span)] if head.pos_ != "VERB" else [span]


def head_of(span: Span) -> Token:
    """The noun that the words hang on; their root, where the tree has torn them apart."""
    outside = [
        token for token in span if token.head.i not in range(span.start, span.end) or token.head == token
    ]
    nouns = [token for token in outside if token.pos_ in ("NOUN", "PROPN", "PRON")]
    return nouns[0] if nouns else span.root


def _is_name(mention: Span) -> bool:
    """Is the mention a name all through, its small words aside?"""
    return all(
        token.pos_ == "PROPN" or not token.is_alpha or token.lower_ in ("and", "of", "the", "for")
        for token in mention
    )


def _begins_member(comma: Token, span: Span) -> bool:
    """Does a further member of a list begin after the comma, and not words that say more of the last one?"""
    rest = comma.doc[comma.i + 1 : span.end]
    if any(token.dep_ == "conj" and token.left_edge.i in (comma.i, comma.i + 1) for token in rest):
        return True
    joined = any(token.lower_ == "and" for token in rest) and not any(token.dep_ == "appos" for token in rest)
    return joined and rest[0].pos_ in ("DET", "NUM")


def _describes(first: Span, last: Span) -> bool:
    """Is the first part only one half of "army and hospital officials"?"""
    bare = len(first) == 1 or (len(first) == 2 and first[0].lower_ in _ARTICLES)
    lower = first[-1].pos_ != "PROPN" and first[-1].tag_ in ("NN", "JJ")
    return (
        bare
        and lower
        and first[-1].dep_ in ("compound", "amod", "nmod")
        and first[-1].head.i in range(last.start, last.end)
    )


def _trimmed(part: Span) -> Span:
    """The part without what says more of it; its number stays."""
    head = head_of(part)
    words = phrase(head)
    end = min(words.end, part.end)
    while end - 1 > head.i and (part.doc[end - 1].is_punct or part.doc[end - 1].lower_ in ("and", "or")):
        end -= 1
    start = part.start + (len(part) > 1 and part[0].lower_ in ("both", "either", "neither"))
    return part.doc[start : max(end, head.i + 1)]


def same(one: str, other: str) -> bool:
    """Are these the same name, case, articles and possessives aside?"""
    return bool(key(one)) and key(one) == key(other)


def key(name: str) -> str:
    """The words of a name in lower case, without articles and the possessive."""
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", name.lower()))
    return " ".join(word for word in words if word not in _ARTICLES)


class Names:
    """The sources named so far in a report, so that later words can point back at them."""

    def __init__(
        self, doc: Doc, cues: Mapping[str, Mapping[str, Sequence[str]]], publisher: str | None = None
    ) -> None:
        self._doc = doc
        self._cues = cues
        self._publisher = _content(publisher or "")
        #: (where, source, every word that describes it)
        self._seen: list[tuple[int, Source, frozenset[str]]] = []
        self._chains: dict[str, Chain] = {}
        self._short = _abbreviations(doc.text)
        self._mentions = list(doc.spans.get(layers.MENTIONS, []))

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
        called = _person_in(around) if around is not None and issuer is None and head.pos_ == "NOUN" else None
        name = self._same_as_before(earlier or called or self._full(_own_name(words)))
        if self._publisher and _content(name) == self._publisher:
            return None
        source = Source(name, span_of(words), self._kind_of_name(name) or self.kind_of(words))
        described = frozenset(key(" ".join(token.text for token in _about(head))).split())
        self._seen.append((words.start, source, described))
        return source

    def as_before(self, chain: Chain, head: Token) -> Chain:
        """The chain; "he added" is said to whoever he spoke to before."""
        name = chain[-1].name
        earlier = self._chains.get(name, ())
        if head.pos_ == "PRON" and len(chain) == 1 and len(earlier) > 1:
            return (*earlier[:-1], chain[-1])
        self._chains[name] = chain
        return chain

    def has_issuer(self, words: Span) -> bool:
        """Are the words a paper that somebody known speaks in?"""
        return self._issuer(words, head_of(words)) is not None

    def _issuer(self, words: Span, head: Token) -> Span | None:
        """Who speaks in a paper: "the board's report", "a statement by the army", "the statement" of before."""
        if head.lemma_.lower() not in self._cues["papers"]["nouns"]:
            return None
        for part in head.children:
            by = part.dep_ == "nmod" and any(
                t.dep_ == "case" and t.lower_ in ("by", "from", "of") for t in part.children
            )
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
            token.i for token in words if token.i < head.i and token.pos_ == "PROPN" and _is_capital(token)
        ]
        if named:
            return self._doc[words.start + (words[0].lower_ in _ARTICLES) : named[-1] + 1]
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

    def is_person(self, words: Span) -> bool:
        """Do the words name one person?"""
        inside = [m for m in self._doc.spans.get(layers.MENTIONS, []) if m.start <= words.root.i < m.end]
        return any(mention.label_ == layers.PERSON for mention in inside)

    def kind_of(self, words: Span) -> str | None:
        """What kind of source the words are."""
        return self._kind({token.lemma_.lower() for token in words} | set(key(words.text).split()))

    def _kind_of_name(self, name: str) -> str | None:
        return self._kind(set(key(name).split()))

    def _kind(self, words: set[str]) -> str | None:
        return next((kind for kind, terms in self._cues["kinds"].items() if words & set(terms)), None)

    def _same_as_before(self, name: str) -> str:
        """The name in its first form: "the Russian defense ministry" after "the Russian Ministry of Defense"."""
        content = _content(name)
        earlier = (s.name for _, s, _ in self._seen if len(content) > 1 and _content(s.name) == content)
        return next(earlier, name)

    def _full(self, name: str) -> str:
        """The name that an abbreviation stands for: "HTS" after "Tahrir al-Sham (HTS)"."""
        return self._short.get(name, name)

    def _earlier(self, words: Span, head: Token) -> str | None:
        before = sorted(
            (seen for seen in self._seen if seen[0] < words.start), key=lambda s: s[0], reverse=True
        )
        if head.lower_ in _PERSONAL:
            spoke = next((s.name for _, s, described in before if self._is_person(s, described)), None)
            return spoke or self._person_before(head)
        if head.lower_ in _BODIES:
            several = head.lower_ in ("they", "their")
            return next((s.name for _, s, described in before if self._can_be(s, described, several)), None)
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
        pointed = next((s.name for _, s, _ in before if s.kind in kinds), None)
        return pointed or self._fuller(words)

    def _fuller(self, words: Span) -> str | None:
        """The longest earlier name of a mention that ends in, or holds, all of these words."""
        name = _own_name(words)
        if name in self._short:
            return self._short[name]
        wanted = set(key(name).split())
        found = [
            mention.text
            for mention in self._doc.spans.get(layers.MENTIONS, [])
            if mention.start < words.start
            and mention.label_ in (layers.PERSON, layers.ORGANISATION)
            and _is_name(mention)
            and wanted <= set(key(mention.text).split())
        ]
        return max(found, key=len, default=None) if wanted else None

    def _person_before(self, pronoun: Token) -> str | None:
        """The nearest person named or described in the sentence of the pronoun or the two before it."""
        people = self._cues["persons"]["nouns"]
        sentences = 0
        for token in reversed(self._doc[: pronoun.i]):
            sentences += bool(token.is_sent_start)
            if sentences > 2:
                return None
            named = any(m.root == token and m.label_ == layers.PERSON for m in self._mentions)
            if (
                token.pos_ in ("NOUN", "PROPN")
                and token.tag_ in ("NN", "NNP")
                and (named or token.lemma_.lower() in people)
            ):
                return _own_name(phrase(token))
        return None

    def _can_be(self, source: Source, described: frozenset[str], several: bool) -> bool:
        """May "it", or "they", point back at the source?"""
        if source.kind in _COLLECTIVE:
            return True
        return (
            _is_plural(source)
            if several
            else not _is_plural(source) and not self._is_person(source, described)
        )

    def _is_person(self, source: Source, described: frozenset[str]) -> bool:
        mentions = self._doc.spans.get(layers.MENTIONS, [])
        if any(
            m.label_ == layers.PERSON and m.start_char < source.span.end and m.end_char > source.span.start
            for m in mentions
        ):
            return True
        return bool(described & set(self._cues["persons"]["nouns"]))


def _about(head: Token) -> Iterator[Token]:
    """The words of a phrase and of what says more of it, without the other members of a list."""
    yield head
    for part in head.children:
        if part.dep_ != "conj":
            yield from _about(part)


def _one_of_two(head: Token) -> Token | None:
    """Whom "the former" or "the latter" means: of the last two things joined by "and" before it."""
    for token in reversed(head.doc[: head.i]):
        pair = [token, *(part for part in token.children if part.dep_ == "conj" and part.pos_ == token.pos_)]
        if len(pair) == 2 and token.pos_ in ("NOUN", "PROPN") and pair[1].i < head.i:
            return pair[0] if head.lower_ == "former" else pair[1]
    return None


def _antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for, by the tree, else the nearest noun before it."""
    for clause in pronoun.ancestors:
        if clause.dep_ in ("acl:relcl", "acl"):
            return clause.head
    before = pronoun.doc[pronoun.sent.start : pronoun.i]
    return next((token for token in reversed(before) if token.pos_ in ("NOUN", "PROPN")), pronoun)


def _is_plural(source: Source) -> bool:
    return source.name.lower().endswith("s") and source.kind != "news_agency"


def _content(name: str) -> frozenset[str]:
    """The words of a name that tell it from others: "the Defense Department" is the "Department of Defense"."""
    return frozenset(
        word.removesuffix("s") for word in key(name).split() if word not in ("of", "us", "and", "for")
    )


_ABBREVIATION = re.compile(r"((?:[\w’'-]+,?\s+){1,7}?)(?:\(|or )([A-Z][A-Za-z.-]{1,9})\b")


def _abbreviations(text: str) -> dict[str, str]:
    """Abbreviation → the name it was given for, where the letters fit: "Tahrir al-Sham (HTS)" does not have to."""
    found: dict[str, str] = {}
    for match in _ABBREVIATION.finditer(text):
        words = match[1].replace(",", "").split()
        letters = match[2].replace(".", "").lower()
        for start in range(len(words)):
            name = words[start:]
            initials = "".join(
                part[0]
                for word in name
                for part in re.split("-", word)
                if part and word.lower() not in ("of", "the", "for", "and")
            )
            if name[0][:1].isupper() and initials.lower() == letters:
                found.setdefault(match[2], " ".join(name))
                break
    return found


def _person_in(words: Span) -> str | None:
    """The whole name of the one person named after the head: "the prosecutor, Anna Lind,"."""
    head, doc = head_of(words), words.doc
    found = [
        mention
        for mention in doc.spans.get(layers.MENTIONS, [])
        if mention.label_ == layers.PERSON
        and head.i < mention.start <= head.i + 3
        and mention.end <= words.end
    ]
    own = [m for m in found if len(m) > 1 and doc[m.end : m.end + 1].text not in _POSSESSIVE and _is_name(m)]
    return str(own[0].text) if len(own) == 1 and doc[own[0].start - 1].dep_ != "case" else None


def _own_name(words: Span) -> str:
    """The name that the words give: a person's at their end, a body's around their head, else the words."""
    head = head_of(words)
    for mention in words.doc.spans.get(layers.MENTIONS, []):
        inside = words.start <= mention.start and mention.end <= words.end and mention.label_ == layers.PERSON
        whole = len(mention) > 1 and all(token.text[:1].isupper() or not token.is_alpha for token in mention)
        if inside and whole and (mention.end == words.end or mention.start <= head.i < mention.end):
            return str(mention.text)
    beside = next(
        (p for p in head.children if p.dep_ == "appos" and p.pos_ == "PROPN" and head.pos_ == "NOUN"), None
    )
    if beside is not None:
        return _own_name(phrase(beside))
    named = _name_around(words, head) if head.pos_ == "PROPN" else None
    if named is not None:
        return str(named.text)
    first = words.start + (1 if len(words) > 1 and words[0].lower_ in _ARTICLES else 0)
    return str(words.doc[first : words.end].text)


def _name_around(words: Span, head: Token) -> Span | None:
    """The capitalised words around the head, with the small words between them."""
    doc, start, end = words.doc, head.i, head.i + 1
    while start > words.start and _is_of_name(doc[start - 1]):
        start -= 1
    while end < words.end and _is_of_name(doc[end]):
        end += 1
    while start < head.i and not _is_capital(doc[start]):
        start += 1
    while end - 1 > head.i and not _is_capital(doc[end - 1]) and doc[end - 1].lower_ not in _POSSESSIVE:
        end -= 1
    return doc[start:end] if _is_capital(doc[start]) else None


_SMALL = frozenset(
    (
        "of",
        "for",
        "the",
        "and",
        "&",
        "-",
        "'s",
        "’s",
        "'",
        "’",
        "de",
        "al",
        "el",
        "bin",
        "van",
        "von",
        "der",
        "ul",
    )
)
_POSSESSIVE = frozenset(("'s", "’s"))


def _is_of_name(token: Token) -> bool:
    return _is_capital(token) or token.lower_ in _SMALL


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.lower_ not in _ARTICLES
