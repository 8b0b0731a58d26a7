"""What a sentence takes for known, by what licenses its words: nothing passes only because no rule forbids it.

"The" is licensed by what follows it ("the dam of Elmton"), by a name or a rank ("the first flood"), by there being one
only ("the government"), or by an earlier sentence; a bare surname by one that has the full name. docs/decisions/0035.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizers.reading import QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizers.phrases import Phrases

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,:]*(?:-[^\W\d_]+)*|[^\w\s]")
_NAME = re.compile(r"[A-Z][\w’'-]*(?:(?:\.?\s|\.\s?)[A-Z][\w’'-]*)*")
_SHORTENED = re.compile(r"\(([A-Z]{2,6})\)")
# "British troops" shortens no "British Museum".
_DEMONYM = re.compile(r"(?:ish|ese|an|ic|ch)s?\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")
# "Already, ...", "By the way, ...": so many words before a comma link a sentence to the one before.
_LINK = re.compile(r"\W*(?!(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Ff]our) )((?:[\w’'-]+ ){0,2}[\w’'-]+),")
# A noun phrase is not looked at beyond so many words.
_LONGEST_PHRASE = 6


@dataclass(slots=True)
class Standing:
    """How a sentence stands in its text.

    `leans` says that it points at the sentence before; `nouns` are those it says "the" of because an earlier sentence
    held them, `surnames` the names it shortens; `introduces` are parts of the names that it gives in full, `holds` all
    its words without their endings.
    """

    leans: bool = False
    nouns: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    introduces: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)

    @property
    def stands_alone(self) -> bool:
        """Whether nothing is taken for known."""
        return not (self.leans or self.nouns or self.surnames)


def examine(texts: Sequence[str], prose: Sequence[bool], phrases: Phrases) -> list[Standing]:
    """Return how each sentence of a document stands; only those that are `prose` introduce nouns.

    In a language without licences everything stands alone.
    """
    if not phrases.licensed:
        return [Standing() for _ in texts]
    lower = {word for text in texts for word in _TOKEN.findall(text) if word.islower()}
    known: set[str] = set()
    named: set[str] = set()
    found = []
    for text, is_prose in zip(texts, prose, strict=True):
        standing = Standing()
        _read_names(text, lower, named, phrases, standing)
        _read_definites(_TOKEN.findall(text), known, phrases, standing)
        standing.leans |= _opens_with_link(text, lower, phrases)
        standing.leans |= _is_nameless(QUOTED.sub(" ", text), named | standing.introduces, phrases)
        named |= standing.introduces
        if is_prose:
            known |= standing.holds
        found.append(standing)
    return found


def _read_names(text: str, lower: set[str], named: set[str], phrases: Phrases, standing: Standing) -> None:
    for words in _names(text, lower, phrases):
        full = [word for word in words if not phrases.courtesies.fullmatch(word)]
        if len(full) > 1:
            standing.introduces.update({full[-1]} if _DEMONYM.search(full[0]) else {full[0], full[-1]})
        elif full and full[0] in named - standing.introduces:
            standing.surnames.add(full[0])
    standing.introduces.update(_SHORTENED.findall(text))


def _names(text: str, lower: set[str], phrases: Phrases) -> Iterator[list[str]]:
    """Yield the words of each name; what opens the text is one where the document never has it in small letters."""
    for match in _NAME.finditer(text):
        words = [_POSSESSIVE.sub("", word) for word in re.split(r"[.\s]+", match.group()) if word]
        opens = not text[: match.start()].strip("\"“‘'( ")
        if opens and (words[0].lower() in lower or phrases.bounds.fullmatch(words[0])):
            words = words[1:]
        yield [word for word in words if not phrases.common.fullmatch(word)]


def _opens_with_link(text: str, lower: set[str], phrases: Phrases) -> bool:
    """Tell whether a sentence opens with a word or two before a comma that are neither a name nor a time or place."""
    match = _LINK.match(text)
    if not match or phrases.times.search(match[1]):
        return False
    first, *others = match[1].split()
    named = first.lower() not in lower and not phrases.bounds.fullmatch(first) and not first.endswith("ly")
    return not named and not any(not word.islower() for word in others) and first.isalpha()


def _is_nameless(prose: str, named: set[str], phrases: Phrases) -> bool:
    """Tell whether a sentence says "he" or "she" before it names anybody."""
    pronoun = phrases.pronouns.search(prose)
    if not pronoun:
        return False
    before = prose[: pronoun.start()]
    words = _TOKEN.findall(before)
    return (
        named.isdisjoint(_POSSESSIVE.sub("", word) for word in words)
        and phrases.antecedents.search(before) is None
        and not any(phrases.roles.fullmatch(word) for word in words)
    )


def _read_definites(tokens: Sequence[str], known: set[str], phrases: Phrases, standing: Standing) -> None:
    seen = standing.holds
    for at, token in enumerate(tokens):
        seen.update(map(_stem, tokens[at - 1 : at]))
        if phrases.demonstratives.fullmatch(token):
            words = _phrase(tokens, at + 1, phrases)
            standing.leans |= bool(words) and words[0].islower() and not _is_near(words, seen, phrases)
        elif phrases.articles.fullmatch(token):
            words = _phrase(tokens, at + 1, phrases)
            rest = tokens[at + 1 + len(words) :]
            if not words or _is_licensed(words, rest, seen, phrases):
                continue
            noun = _stem(words[-1])
            if noun in known:
                standing.nouns.add(noun)
            else:
                standing.leans |= (at == 0 and len(words) == 1) or any(map(phrases.roles.fullmatch, words))
    seen.update(map(_stem, tokens))


def _is_near(words: Sequence[str], seen: set[str], phrases: Phrases) -> bool:
    """Tell whether "this" before these words points at the day or place of the text, or at what the sentence named."""
    now = any(phrases.times.fullmatch(word) or phrases.deictic.fullmatch(word) for word in words)
    return now or not seen.isdisjoint(map(_stem, words))


def _phrase(tokens: Sequence[str], at: int, phrases: Phrases) -> list[str]:
    """Return the words from `at` on that one noun phrase may hold."""
    words: list[str] = []
    for token in tokens[at : at + _LONGEST_PHRASE]:
        if not token[0].isalnum() or phrases.bounds.fullmatch(token):
            break
        if words and (phrases.verbs.fullmatch(token) or phrases.times.fullmatch(token)):
            break
        # "the crowd cheers Bell", "the crowd loudly cheered": a noun phrase has ended.
        if words and words[-1].islower() and (token.endswith("ly") or (token[0].isupper() and words[-1].endswith("s"))):
            break
        words.append(token)
        if _POSSESSIVE.search(token):
            break
    return words


def _is_licensed(words: Sequence[str], rest: Sequence[str], seen: set[str], phrases: Phrases) -> bool:
    """Tell whether "the" before these words, with the `rest` of the sentence, says itself what is meant."""
    completed = phrases.complements.fullmatch("".join(rest[:1])) is not None or _is_participle(rest)
    head = _POSSESSIVE.sub("", words[-1])
    if any(word[0].isupper() for word in words):
        # "The Elmton mayor" may be anybody who was named before; "the Elmton office" is one.
        return head[0].isupper() or not phrases.roles.fullmatch(head) or completed
    return (
        completed
        or any(phrases.ranks.fullmatch(word) for word in words[:-1])
        or phrases.unique.fullmatch(head) is not None
        or not seen.isdisjoint(map(_stem, words[-2:]))
    )


def _is_participle(rest: Sequence[str]) -> bool:
    """Tell whether a noun is told apart by what was done to it ("the man accused of fraud")."""
    return len(rest) > 1 and rest[0].endswith("ed") and rest[1] in {"of", "by", "with"}


def _stem(word: str) -> str:
    """Return a word without its ending, as far as nouns are told by it."""
    word = _POSSESSIVE.sub("", word.lower())
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
