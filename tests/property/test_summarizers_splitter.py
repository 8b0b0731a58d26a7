"""Invariants of the splitter over any text."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizers import split

WORDS = ["Mr.", "U.S.", "he", "The", "3.5", "Jan.", "5", "é", "Straße", "\ud800", "A.", "[1]", "你好"]
MARKS = [".", "!", "?", "…", '"', "”", "(", ")", "。", "」", "\n", "\n\n", " ", "-", "•", "\r\n", "\u3000"]
PIECES = st.sampled_from(WORDS + MARKS)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))
LANGS = st.sampled_from([None, "en", "de", "zh", "ru", "xx"])
WORD = re.compile(r"[^\W_]")


def flaws(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Name every broken promise of `split`."""
    found = []
    if any(a >= b for a, b in spans):
        found.append("empty")
    if any(one[1] > two[0] for one, two in pairwise(spans)):
        found.append("overlap or disorder")
    if any(text[a:b] != text[a:b].strip() for a, b in spans):
        found.append("not trimmed")
    inside = {i for a, b in spans for i in range(a, b)}
    if any(m.start() not in inside for m in WORD.finditer(text)):
        found.append("a letter is left out")
    return found


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGS)
def test_spans_are_trimmed_ordered_and_leave_no_letter_out(text: str, lang: str | None) -> None:
    assert flaws(text, split(text, lang)) == []


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_splitting_is_deterministic(text: str) -> None:
    assert split(text, "en") == split(text, "en")


def test_the_checks_see_broken_spans() -> None:
    assert flaws("ab cd", [(0, 2)]) == ["a letter is left out"]
    assert flaws("ab cd", [(0, 3), (3, 5)]) == ["not trimmed"]
    assert flaws("ab cd", [(3, 5), (0, 2)]) == ["overlap or disorder"]
    assert "empty" in flaws("ab", [(0, 2), (2, 2)])
