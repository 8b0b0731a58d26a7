"""Patterns skip texts without their words: never one that they match."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.claims.grammar.lexicon import load
from bot.claims.grammar.patterns import Hints, Needs, Pattern, needed

LEXICON = load("en")
assert LEXICON is not None
PATTERNS = LEXICON.patterns
AROUND = st.sampled_from(["", "He said that it ", "is not ", " no ", "\n", "the claim, ", "“"])


class Demanding(Hints):
    """Looks for a word that no match needs."""

    def add(self, needs: Needs) -> int:
        return super().add(((" denies",), *needs[1:]))


def whole(pattern: Pattern) -> st.SearchStrategy[str]:
    """Return texts that hold a match; ASCII letters, as "ſ" matches "s" without being it in lower case."""
    return st.from_regex(re.compile(pattern.compiled.pattern, re.ASCII), alphabet=st.characters(max_codepoint=0x7F))


@pytest.mark.parametrize("name", sorted(PATTERNS))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_pattern_finds_what_its_expression_finds(name: str, data: Any):
    pattern = PATTERNS[name]
    text = data.draw(AROUND) + data.draw(whole(pattern)) + data.draw(AROUND)
    for found, sought in (
        (pattern.search(text), pattern.compiled.search(text)),
        (pattern.match(text), pattern.compiled.match(text)),
        (pattern.search(text, 3, len(text) - 1), pattern.compiled.search(text, 3, len(text) - 1)),
    ):
        assert (found and found.span()) == (sought and sought.span())
    spans = [one.span() for one in pattern.finditer(text)]
    assert spans == [one.span() for one in pattern.compiled.finditer(text)]


def test_the_check_sees_words_that_a_pattern_does_not_need():
    """The twin: with a word that the expression can do without, a match is missed."""
    assert Pattern(["deni(?:es|ed)"]).search("He denied it.") is not None
    assert Pattern(["deni(?:es|ed)"], hints=Demanding()).search("He denied it.") is None


@pytest.mark.parametrize(
    ("expression", "rarest"),
    [
        (r"\bden(?:y|ies|ied)\b", {"den"}),
        (r"no (?:truth|merit)s? to", {"truth", "merit"}),
        (r"is(?:n['’]t| not) (?:true|so)", {" not", "n't", "n’t"}),
        (r"(?:very )?false(?! alarm)", {"false"}),
        (r"colou?r", {"colo"}),
        (r"a[bc]{0,2}d{2,}eg", {"eg"}),
        (r"x|yes", {"x", "yes"}),
        (r"no\.", {"no."}),
    ],
)
def test_words_are_read_off_an_expression(expression: str, rarest: set[str]):
    assert set(needed(expression)[0]) == rarest


def test_of_an_expression_that_can_do_without_any_word_nothing_is_looked_for():
    assert needed(r"(?:yes|\d+)") == ()


def test_rather_rare_words_are_looked_for():
    assert needed(r"the (?:\w+ )?lie", frozenset({"the"})) == (("lie",), ("the ",))


def test_of_matches_that_begin_together_the_first_alternative_wins():
    text = "It is not so."
    assert [one.group() for one in (Pattern(["not", "not so"]).search(text),) if one] == ["not"]
    assert [one.group() for one in (Pattern(["so", "not so"]).search(text),) if one] == ["not so"]
