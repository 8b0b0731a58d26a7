"""Every regular expression of the claims takes time linear in the text, whatever the text: read off its parse tree.

A new pattern in a language file, or a new expression in a module, is checked without being named here.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined] # the parse tree has no public name since Python 3.11
from re import _parser as parser  # type: ignore[attr-defined] # the same
from typing import Any

import pytest

import bot.claims
import summarizers.blocks
import summarizers.splitter
from bot.claims.grammar.lexicon import load
from bot.claims.grammar.patterns import Pattern
from bot.claims.languages import checked_languages
from bot.claims.light.grammar.vocabulary import load_vocabulary

# Members of the classes that patterns use; what is true of these is taken for true of all characters.
ALPHABET = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\n\t“”„«»‘’…—–éÉ£€")
WORDS = frozenset(char for char in ALPHABET if char.isalnum() or char == "_")
BLANKS = frozenset(char for char in ALPHABET if char.isspace())
CLASSES = {op.CATEGORY_WORD: WORDS, op.CATEGORY_SPACE: BLANKS, op.CATEGORY_DIGIT: frozenset("0123456789")}
CLASSES |= {
    op.CATEGORY_NOT_WORD: ALPHABET - WORDS,
    op.CATEGORY_NOT_SPACE: ALPHABET - BLANKS,
    op.CATEGORY_NOT_DIGIT: ALPHABET - CLASSES[op.CATEGORY_DIGIT],
}
REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
# A repeat of at most so many characters costs at most so much at each place: a constant.
BOUNDED = 400

Chars = frozenset[str]


def chars(kind: Any, value: Any) -> Chars | None:
    """Return what one item of the tree matches if it matches one character, else None."""
    if kind is op.LITERAL:
        return frozenset({chr(value).lower(), chr(value).upper()})
    if kind is op.NOT_LITERAL:
        return ALPHABET - {chr(value)}
    if kind is op.ANY:
        return ALPHABET - {"\n"}
    if kind is not op.IN:
        return None
    found: set[str] = set()
    for part, inner in value:
        if part is op.LITERAL:
            found |= {chr(inner).lower(), chr(inner).upper()}
        elif part is op.RANGE:
            found |= {one for one in ALPHABET if inner[0] <= ord(one.lower()) <= inner[1]}
            found |= {one for one in ALPHABET if inner[0] <= ord(one.upper()) <= inner[1]}
        elif part is op.CATEGORY:
            found |= CLASSES[inner]
    return ALPHABET - found if value[0][0] is op.NEGATE else frozenset(found)


@dataclass(frozen=True)
class Open:
    """A stretch that may give characters back to what follows: those of a repeat, or where a search may begin."""

    chars: Chars
    passed: frozenset[Chars] = frozenset()  # for a search: what must stand between its beginning and here
    tried_again: bool = False  # a repeat at the beginning of a search: from each of its places, once what follows fails

    def takes(self, other: Chars) -> bool:
        """Return whether text can be shared out between this and a repeat of other characters in many ways."""
        return bool(self.chars & other) and all(must & other for must in self.passed)


Opens = frozenset[Open]
SEARCH: Opens = frozenset({Open(ALPHABET)})


class Slow(Exception):  # noqa: N818 - not an error of the program
    """An expression that is not linear, with the reason."""


def least_passed(opens: Iterable[Open]) -> Opens:
    """Return the stretches without those that must pass more than another one: what holds for that one suffices."""
    kept: set[Open] = set()
    for one in sorted(opens, key=lambda one: len(one.passed)):
        alike = (other for other in kept if (other.chars, other.tried_again) == (one.chars, one.tried_again))
        if not any(other.passed <= one.passed for other in alike):
            kept.add(one)
    return frozenset(kept)


def follow(tree: Any, opens: Opens) -> Opens:
    """Return what is open after a sequence that begins with these open; raise Slow where time is not linear."""
    for kind, value in tree:
        single = chars(kind, value)
        if (single is not None or kind in {op.AT, op.ASSERT, op.ASSERT_NOT}) and any(one.tried_again for one in opens):
            raise Slow("a search can begin at each place of a repeat that something else must follow")
        if single is not None:
            opens = least_passed(Open(one.chars, one.passed | {single}) for one in opens if one.chars == ALPHABET)
        elif kind in REPEATS:
            opens = repeat(kind, *value, opens)
        elif kind in {op.SUBPATTERN, op.ATOMIC_GROUP}:
            opens = follow(value[3] if kind is op.SUBPATTERN else value, opens)
        elif kind is op.BRANCH:
            opens = least_passed(one for branch in value[1] for one in follow(branch, opens))
        elif kind in {op.ASSERT, op.ASSERT_NOT}:
            follow(value[1], frozenset())
        elif kind is op.AT and value in {op.AT_BOUNDARY, op.AT_BEGINNING, op.AT_BEGINNING_STRING}:
            opens = frozenset(one for one in opens if one.chars != ALPHABET)  # few places begin there, a word apart
        elif kind is not op.AT:
            raise Slow(f"{kind} is not known to be linear")
    return opens


def repeat(kind: Any, least: int, most: int, body: Any, opens: Opens) -> Opens:
    """Return what is open after a repeat."""
    single = chars(*body[0]) if len(body) == 1 else None
    if most <= 1:
        return optional(body, opens) if least == 0 else follow(body, opens)
    if single is None:
        return repeated_group(kind, least, most, body, opens)
    if most <= BOUNDED:
        return opens if least == 0 else frozenset(one for one in opens if one.chars == ALPHABET)
    if single & WORDS and single & BLANKS and Open(ALPHABET) not in opens:
        raise Slow("a repeat without a bound runs over several words, from each place where the search begins")
    begins = {one for one in opens if one.chars == ALPHABET}
    if any(one.takes(single) for one in opens - begins):
        raise Slow("a repeat without a bound meets another one in the same characters")
    opens |= {Open(single, tried_again=True) for one in begins if one.takes(single)}
    kept = opens if least == 0 else frozenset(one for one in opens if one.tried_again)
    return kept if kind is op.POSSESSIVE_REPEAT else kept | {Open(single)}


def optional(body: Any, opens: Opens) -> Opens:
    """Return what is open after a group that may be left out: what fails in it is no failure."""
    again = frozenset(one for one in opens if one.tried_again)
    return opens | follow(body, opens - again)


def reach(body: Any) -> Chars:
    """Return all characters that a group can match."""
    found: Chars = frozenset()
    for kind, value in body:
        single = chars(kind, value)
        inner = value[1] if kind is op.BRANCH else [value[2]] if kind in REPEATS else []
        inner = [value[3]] if kind is op.SUBPATTERN else inner
        found |= single or frozenset[str]().union(*(reach(one) for one in inner))
    return found


def repeated_group(kind: Any, least: int, most: int, body: Any, opens: Opens) -> Opens:
    """Return what is open after a repeated group, which must end where only its next turn can begin."""
    if most > BOUNDED and reach(body) & WORDS and reach(body) & BLANKS:
        raise Slow("a repeated group without a bound runs over several words")
    after = optional(body, opens) if least == 0 else follow(body, opens)
    if kind is not op.POSSESSIVE_REPEAT:
        try:
            follow(body, frozenset(one for one in after if one.chars != ALPHABET and not one.tried_again))
        except Slow as slow:
            raise Slow("a repeated group can begin again within its own end") from slow
        if most > BOUNDED and not must_begin_apart(body):
            raise Slow("a repeated group without a bound has no character of its own between its turns")
    return after


def must_begin_apart(body: Any) -> bool:
    """Return whether one turn of a group can be told from the next.

    It begins or ends with a mandatory character that its repeats leave alone, or it is a choice between fixed strings
    that begin with different characters.
    """
    if len(body) == 1 and body[0][0] is op.BRANCH:
        firsts = [chars(*branch[0]) or ALPHABET for branch in body[0][1][1]]
        fixed = not any(kind in REPEATS for branch in body[0][1][1] for kind, _ in branch)
        return fixed and sum(map(len, firsts)) == len(frozenset[str]().union(*firsts))
    inner = [chars(*one) for kind, value in body if kind in REPEATS for one in value[2]]
    edges = [chars(*body[0]), chars(*body[-1])]
    return any(edge is not None and all(one is not None and not one & edge for one in inner) for edge in edges)


def why_slow(expression: str, *, searched: bool = True) -> str:
    """Return why an expression is not linear, "" where it is; `searched`: it is not only matched at one place."""
    try:
        follow(parser.parse(expression), SEARCH if searched else frozenset())
    except Slow as slow:
        return str(slow)
    return ""


# Only matched where something else says: no search begins at each of many places.
MATCHED = {
    "bot.claims.speech.lines:_SIGNED",
    "bot.claims.speech.lines:_SPEAKER_LINE",
    "bot.claims.answers.falsity:_MORAL",
    "bot.claims.answers.responses:_CLAIM_WITH_CONTENT",
}
MATCHED |= {f"{lang}:{name}" for lang in ("de", "es", "fr", "ru", "uk") for name in ("opens_negated", "sums_up")}
# Reads the patterns of a language file, no text of an article.
OF_PATTERNS = "bot.claims.grammar.patterns"


def expressions() -> Iterator[tuple[str, str]]:
    """Yield (name, expression) of every pattern of a language and every expression of a module."""
    for lang in sorted(checked_languages()):
        words = load_vocabulary(lang) or load(lang)
        assert words is not None
        for name, pattern in words.patterns.items():
            yield f"{lang}:{name}", pattern.compiled.pattern
    yield "summarizers.splitter:stop", summarizers.splitter._rules("en").stop.pattern
    names = [found.name for found in pkgutil.walk_packages(bot.claims.__path__, "bot.claims.")]
    for module in [importlib.import_module(name) for name in names if name != OF_PATTERNS] + [
        summarizers.blocks,
        summarizers.splitter,
    ]:
        for name, value in vars(module).items():
            if isinstance(value, (re.Pattern, Pattern)):
                yield f"{module.__name__}:{name}", str(getattr(value, "compiled", value).pattern)


@pytest.mark.parametrize(("name", "expression"), [pytest.param(*one, id=one[0]) for one in expressions()])
def test_an_expression_is_linear(name: str, expression: str):
    assert why_slow(expression, searched=name not in MATCHED) == ""


@pytest.mark.parametrize(
    "expression",
    [
        r"\b(?:a+)+b",
        r"\b(?:\w+)*\d",
        r"\b(?:\w+ ?)+x",
        r"\b\w+['’]?\w* x",
        r"\b(?:\w+\w*){1,4}x",
        r"\s+x",
        r"\w+x",
        r"\bif .*\Z",
        r"\bif [^.]*+\Z",
        r"\bif (?:[^.-]|-(?!-))*+\Z",
        r"(?:\w|\d)+x",
    ],
)
def test_the_check_sees_an_expression_that_is_not(expression: str):
    """The twin."""
    assert why_slow(expression)


@pytest.mark.parametrize(
    "expression", [r"\b\w+ly\b", r"\bden(?:y|ies) (?:\w+ )?it", r"\b(?:\w+ ){1,4}?not", r"\bno\s+x", r"\w+(?:-\w+)*"]
)
def test_the_check_leaves_linear_ones_alone(expression: str):
    assert why_slow(expression) == ""
