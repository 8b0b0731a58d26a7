"""Topics: what somebody wants to read about, from one name to a rule of AND, OR and NOT. Pure.

The language: words that follow one another, "a phrase", source:, topic:, lang:, AND, OR, NOT in capitals, brackets.
Two terms side by side are both met; AND binds closer than OR, NOT closest (docs/reference/topics.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.domain.nearest import nearest
from bot.domain.tokens import words
from bot.errors import CommandError

MOST_CHARS = 300
"""Characters of one rule: a line that somebody can still read."""
MOST_TERMS = 32
MOST_DEPTH = 8
"""Brackets and NOTs within one another."""
_SHOWN_BEFORE = 30  # characters before a mistake that are repeated beside it

_TOKEN = re.compile(
    r"""(?P<bracket>[()])
    |(?:(?P<name>[^\W\d_]+):)?(?:"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”)
    |(?P<word>[^\s()"“”]+)
    |(?P<open>["“”])""",
    re.VERBOSE,
)
_NAMED = re.compile(r"([^\W\d_]+):(.*)", re.DOTALL)
_QUOTES = re.compile(r'["“”]')  # those of the other kind, within a phrase
_LANG = re.compile(r"[a-z]{2,3}")
_EXAMPLES = {"source": "source:gazette", "topic": 'topic:"climate change"', "lang": "lang:en"}
_OPERATORS = frozenset({"AND", "OR", "NOT"})


class Kind(StrEnum):
    """What a term is compared with; NAME is words of one's own, which may also be a topic's or publisher's name."""

    NAME = "name"
    PHRASE = "phrase"
    SOURCE = "source"
    TOPIC = "topic"
    LANG = "lang"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: a text and what it is compared with."""

    kind: Kind
    text: str

    def __str__(self) -> str:
        """Return the term as it is shown: “flood”, lang:de, source:“harbour post”."""
        quoted = f"“{self.text}”"
        if self.kind in {Kind.NAME, Kind.PHRASE}:
            return quoted
        return f"{self.kind}:{quoted if ' ' in self.text else self.text}"


@dataclass(frozen=True, slots=True)
class Not:
    """Met where its part is not."""

    part: Rule

    def __str__(self) -> str:
        """Return the rule as it was understood."""
        return f"NOT {_bracketed(self.part)}"


@dataclass(frozen=True, slots=True)
class All:
    """Met where all parts are."""

    parts: tuple[Rule, ...]

    def __str__(self) -> str:
        """Return the rule as it was understood."""
        return " AND ".join(map(_bracketed, self.parts))


@dataclass(frozen=True, slots=True)
class Either:
    """Met where one of the parts is."""

    parts: tuple[Rule, ...]

    def __str__(self) -> str:
        """Return the rule as it was understood."""
        return " OR ".join(map(_bracketed, self.parts))


Rule = Term | Not | All | Either
_Read = Callable[[], Rule]


class TopicError(CommandError):
    """A rule cannot be read: `position` is the character, from 1, at which that shows, in `text`."""

    code = "topic"

    def __init__(self, text: str, position: int, problem: str) -> None:
        before = text[max(0, position - 1 - _SHOWN_BEFORE) : position - 1].strip()
        behind = f" (behind “{before}”)" if before else ""
        super().__init__(f"At character {position}{behind}: {problem}")
        self.text = text
        self.position = position
        self.problem = problem


def is_rule(text: str) -> bool:
    """Tell whether a topic is more than words: an operator, brackets, quotation marks or a filter stand in it."""
    return any(_is_sign(match) for match in _TOKEN.finditer(text))


@lru_cache(maxsize=1024)
def parse_topic(text: str) -> Rule:
    """Return what a topic asks for; one without any operator is one term.

    Raises:
        TopicError: It cannot be read; says where and names the fix.
    """
    if len(text) > MOST_CHARS:
        raise TopicError(text, MOST_CHARS + 1, f"a topic has at most {MOST_CHARS} characters; make two topics of it.")
    if not is_rule(text):
        if not words(text):
            raise TopicError(text, 1, "there is nothing to look for; write a word, or a filter such as source:gazette.")
        return Term(Kind.NAME, " ".join(text.split()))
    return _Reader(text).read()


def terms(rule: Rule) -> list[Term]:
    """Return the terms of a rule in their order, each once."""
    return list(dict.fromkeys(_terms(rule)))


def holds(rule: Rule, met: dict[Term, bool]) -> bool:
    """Return whether a rule is met, given which of its terms are."""
    match rule:
        case Term():
            return met[rule]
        case Not():
            return not holds(rule.part, met)
        case All():
            return all(holds(part, met) for part in rule.parts)
        case Either():
            return any(holds(part, met) for part in rule.parts)


def _terms(rule: Rule) -> Iterator[Term]:
    match rule:
        case Term():
            yield rule
        case Not():
            yield from _terms(rule.part)
        case All() | Either():
            for part in rule.parts:
                yield from _terms(part)


def _bracketed(rule: Rule) -> str:
    return f"({rule})" if isinstance(rule, All | Either) else str(rule)


def _is_sign(match: re.Match[str]) -> bool:
    if word := match["word"]:
        named = _NAMED.fullmatch(word)
        return word in _OPERATORS or (named is not None and _filter_name(named[1]) is not None)
    return True


def _filter_name(typed: str) -> str | None:
    """Return the filter that was meant, exactly or nearly, or None for a word before a colon."""
    name = typed.casefold()
    return name if name in _EXAMPLES else nearest(name, _EXAMPLES)


class _Reader:
    """Reads one rule from left to right; each method takes what it reads from the front of the tokens."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_TOKEN.finditer(text))
        self._at = 0
        self._terms = 0
        self._depth = 0

    def read(self) -> Rule:
        rule = self._either()
        if self._token is not None:
            raise self._error("this ) closes no bracket; leave it out, or write ( before.")
        return rule

    @property
    def _token(self) -> re.Match[str] | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _error(self, problem: str, token: re.Match[str] | None = None) -> TopicError:
        place = token or self._token
        return TopicError(self._text, (place.start() if place else len(self._text.rstrip())) + 1, problem)

    def _takes(self, sign: str) -> bool:
        if self._token is None or self._token[0] != sign:
            return False
        self._at += 1
        return True

    def _either(self) -> Rule:
        parts = [self._all()]
        while self._takes("OR"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _all(self) -> Rule:
        parts = [self._one()]
        while self._token is not None and self._token[0] not in {"OR", ")"}:
            self._takes("AND")
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Rule:
        token = self._token
        if token is None or token[0] in {"AND", "OR", ")"}:
            raise self._error(self._missing(token))
        if self._takes("NOT"):
            return Not(self._deeper(self._one, token))
        if self._takes("("):
            rule = self._deeper(self._either, token)
            if not self._takes(")"):
                raise self._error("this ( is never closed; write ) where it ends.", token)
            return rule
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._error(f"a rule has at most {MOST_TERMS} terms; make two topics of it.")
        return self._term(token)

    def _missing(self, token: re.Match[str] | None) -> str:
        before = self._tokens[self._at - 1][0] if self._at else None
        if before in {*_OPERATORS, "("}:
            return f"a term is missing behind {before}; write what is to be met there, or leave {before} out."
        sign = token[0] if token else "the end"
        return f"a term is missing before {sign}; write what is to be met there, or leave {sign} out."

    def _deeper(self, read: _Read, token: re.Match[str]) -> Rule:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._error(f"brackets and NOTs stand at most {MOST_DEPTH} deep; write it flatter.", token)
        rule = read()
        self._depth -= 1
        return rule

    def _term(self, token: re.Match[str]) -> Term:
        if token["open"]:
            fix = "write a second one where the phrase ends, or leave it out"
            raise self._error(f"this {token[0]} has no partner; {fix}.")
        if token["word"] is None:
            self._at += 1
            text = _QUOTES.sub(" ", token["straight"] or token["curly"] or "")
            return self._filter(token, token["name"], text) if token["name"] else self._phrase(token, text)
        if (named := _NAMED.fullmatch(token["word"])) and _filter_name(named[1]):
            self._at += 1
            return self._filter(token, named[1], named[2])
        return self._words(token)

    def _phrase(self, token: re.Match[str], text: str) -> Term:
        if not words(text):
            raise self._error("there are no words between these quotation marks; write some, or leave them out.", token)
        return Term(Kind.PHRASE, " ".join(text.split()))

    def _words(self, token: re.Match[str]) -> Term:
        """Read words that follow one another: they are one term."""
        taken = []
        while self._token is not None and self._token["word"] and not _is_sign(self._token):
            taken.append(self._token[0])
            self._at += 1
        text = " ".join(taken)
        if not words(text):
            raise self._error(f"there is no word in {text}; write one, or leave it out.", token)
        return Term(Kind.NAME, text)

    def _filter(self, token: re.Match[str], typed: str, value: str) -> Term:
        name = typed.casefold()
        if name not in _EXAMPLES:
            near = _filter_name(typed)
            raise self._error(f"{typed}: is no filter; did you mean {near}:? Else put it into quotation marks.", token)
        if name == Kind.LANG and not _LANG.fullmatch(value.casefold()):
            raise self._error(f"lang:{value} is no language code; write two letters, such as lang:en.", token)
        if not words(value):
            raise self._error(f"{name}: needs a value behind the colon; write {_EXAMPLES[name]}.", token)
        return Term(Kind(name), value.casefold() if name == Kind.LANG else " ".join(value.split()))
