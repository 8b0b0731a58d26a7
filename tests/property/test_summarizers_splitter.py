"""Invariants of the splitter over any text."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizers import split
from tests.eval.splitting import languages, read_traps

WORDS = [
    "\u200b",
    "\ufeff",
    "🜁",
    "Mr.",
    "U.S.",
    "he",
    "The",
    "3.5",
    "Jan.",
    "5",
    "é",
    "Straße",
    "\ud800",
    "A.",
    "[1]",
    "你好",
]
MARKS = [".", "!", "?", "…", '"', "”", "(", ")", "。", "」", "\n", "\n\n", " ", "-", "•", "\r\n", "\u3000"]
PIECES = st.sampled_from(WORDS + MARKS)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))
LANGS = st.sampled_from([None, "en", "de", "zh", "ru", "xx"])
WORD = re.compile(r"[^\W_]")
INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u202a", "\u2069"]


def flaws(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Name every broken promise of `split`."""
    found = []
    if any(a >= b for a, b in spans):
        found.append("empty")
    if any(one[1] > two[0] for one, two in pairwise(spans)):
        found.append("overlap or disorder")
    if any(text[a:b] != text[a:b].strip().strip("".join(INVISIBLE)) for a, b in spans):
        found.append("not trimmed")
    inside = {i for a, b in spans for i in range(a, b)}
    if any(m.start() not in inside for m in WORD.finditer(text)):
        found.append("a letter is left out")
    return found


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGS)
def test_spans_are_trimmed_ordered_and_leave_no_letter_out(text: str, lang: str | None) -> None:
    assert flaws(text, split(text, lang)) == []


TRAPS = [(lang, sentences) for lang in languages() for _, sentences in read_traps(lang)]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TRAPS), st.lists(st.sampled_from(INVISIBLE), min_size=1, max_size=3).map("".join))
def test_zero_width_marks_around_sentences_change_nothing(trap: tuple[str, list[str]], mark: str) -> None:
    lang, sentences = trap
    plain, marked = "\n\n".join(sentences), "\n\n".join(f"{mark}{sentence}{mark}" for sentence in sentences)
    texts = [[text[a:b] for a, b in split(text, lang)] for text in (plain, marked)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("mark", INVISIBLE)
def test_a_zero_width_mark_at_a_stop_hides_no_boundary(mark: str) -> None:
    text = f"{mark}Rain fell.{mark} “It stopped.”{mark} {mark}The sun came out.{mark}"
    assert [text[a:b] for a, b in split(text, "en")] == ["Rain fell.", "“It stopped.”", "The sun came out."]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TRAPS), min_size=1, max_size=6), st.sampled_from(["\n\n", "\r\n\r\n", " \n \n\t"]))
def test_offsets_point_at_each_paragraph_whatever_stands_before_it(
    traps: list[tuple[str, list[str]]], gap: str
) -> None:
    text, expected = "", []
    for _, sentences in traps:
        text += "🜁 — " + gap  # a line without letters, beyond the first 65,536 characters of Unicode
        expected.append((len(text), len(text) + len(sentences[0])))
        text += sentences[0] + gap
    starts, ends = (set(side) for side in zip(*split(text, "en"), strict=True))
    assert {a for a, _ in expected} <= starts
    assert {b for _, b in expected} <= ends


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_splitting_is_deterministic(text: str) -> None:
    assert split(text, "en") == split(text, "en")


def test_the_checks_see_broken_spans() -> None:
    assert flaws("ab cd", [(0, 2)]) == ["a letter is left out"]
    assert flaws("ab cd", [(0, 3), (3, 5)]) == ["not trimmed"]
    assert flaws("ab cd", [(3, 5), (0, 2)]) == ["overlap or disorder"]
    assert "empty" in flaws("ab", [(0, 2), (2, 2)])
