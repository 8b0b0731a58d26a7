"""A text cut into paragraphs, sentences, tokens and quotations, all as offsets into the text exactly as given."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from summarizers import split

# One alternative for each kind, tried once at each place: no backtracking, so time is linear in the text.
_TOKEN = re.compile(
    r"(?P<number>[$€£]?\d+(?:[,.]\d+)*%?)"
    r"|(?P<word>[^\W\d_][^\W_]*+(?:['’\-.&](?=[^\W_])[^\W_]*+)*+)"
    r"|(?P<mark>\.{2,}+|-{2,}+|''|[^\w\s])"
    r"|[\w]+"
)
# The same without names for its groups, with the blanks after it: all of a text but the blanks at its start.
_PIECE = re.compile(rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _TOKEN.pattern)})\s*")
_MARK = re.compile(r"[“”«»„\"]|''|``")
_OPENERS = "“«„"
_CLOSERS = "”»"
# A quotation longer than this many characters without a closing mark is a stray mark, not a quotation.
_MAX_QUOTE_CHARS = 4000
# What goes on for more tokens without an end is no sentence but a list or an attack: it is cut, so that the rules,
# which look back and forth within a sentence, stay linear.
MOST_TOKENS = 300


class Token(NamedTuple):
    """A word, number or mark.

    `low` is lower case with straight apostrophes. `quote` numbers the quotation, or -1. `capital`: a word that starts
    with a capital letter.
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    quote: int
    capital: bool


_START = attrgetter("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation with its marks. `continues` is set when its paragraph ends before a closing mark."""

    start: int
    end: int
    words: int
    continues: bool


class Sentence(NamedTuple):
    """A sentence: offsets, its place in the text and the paragraph it stands in, its tokens and their `low` words."""

    start: int
    end: int
    number: int
    paragraph: int
    tokens: tuple[Token, ...]
    words: frozenset[str]

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that begin within a range of the text."""
        first = bisect_left(self.tokens, start, key=_START)
        return self.tokens[first : bisect_left(self.tokens, end, first, key=_START)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as the rules see it; `starts` are the offsets of its sentences."""

    text: str
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    starts: tuple[int, ...]

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds an offset, or the last one that starts before it."""
        return self.sentences[max(0, bisect_right(self.starts, offset) - 1)]


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the lines of a text that are not empty."""
    return [match.span() for match in re.finditer(r"[^\n\r\u2029]+", text)]


def _is_opening(text: str, at: int, end: int, width: int) -> bool:
    """Return whether a straight mark opens: blank, bracket or dash before it and no blank after it."""
    before = text[at - 1] if at else " "
    after = text[at + width] if at + width < end else " "
    return (before.isspace() or before in "([—–-/:") and not after.isspace()


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Return (start, end, continues) of the quotations of one paragraph; nested single quotes stay inside."""
    found: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        # a closing mark where only an opening one makes sense is treated as one: publishers mix them up
        straight = mark in {'"', "''"} or (mark == "”" and opened is None)
        if mark in _OPENERS or mark == "``" or (straight and _is_opening(text, at, end, len(mark))):
            # a second opening mark without a close: the first was stray
            opened = at if opened is None or straight or mark in _OPENERS else opened
        elif opened is not None:
            if match.end() - opened <= _MAX_QUOTE_CHARS:
                found.append((opened, match.end(), False))
            opened = None
    if opened is not None and end - opened <= _MAX_QUOTE_CHARS:
        found.append((opened, end, True))
    return found


def tokenize(text: str, quotations: list[Quotation]) -> list[Token]:
    """Return the tokens of a text; those inside a quotation carry its number."""
    tokens: list[Token] = []
    new = tuple.__new__
    number, after = 0, len(text) - len(text.lstrip())
    opens, closes = _bounds(quotations, 0)
    for piece in _PIECE.findall(text):
        start, after = after, after + len(piece)
        while closes <= start:
            number += 1
            opens, closes = _bounds(quotations, number)
        word, low, kind, capital = _form(piece)
        quote = number if opens <= start else -1
        # what Token(...) does, in half its time
        tokens.append(new(Token, (start, start + len(word), word, low, kind, quote, capital)))
    return tokens


def _bounds(quotations: list[Quotation], number: int) -> tuple[int, int]:
    """Return where a quotation begins and ends; beyond the last one, beyond any text."""
    if number < len(quotations):
        return quotations[number].start, quotations[number].end
    return sys.maxsize, sys.maxsize


# A text repeats most of its words, so their forms are worked out once.
@lru_cache(maxsize=65536)
def _form(piece: str) -> tuple[str, str, str, bool]:
    """Return (text, lower case, kind, whether it starts with a capital letter) of a token with the blanks after it."""
    word = piece.rstrip()
    match = _TOKEN.match(word)
    kind = (match.lastgroup if match is not None else None) or "word"
    return word, word.lower().replace("’", "'"), kind, kind == "word" and word[0].isupper()


def read(text: str, lang: str | None = None) -> Text:
    """Return a text with its paragraphs, sentences, quotations and tokens."""
    quotations = [
        Quotation(start=start, end=end, words=len(text[start:end].split()), continues=continues)
        for paragraph in paragraphs_of(text)
        for start, end, continues in _quotations(text, *paragraph)
    ]
    return lay_out(text, lang, quotations, tokenize(text, quotations))


def lay_out(text: str, lang: str | None, quotations: list[Quotation], tokens: list[Token]) -> Text:
    """Return a text with its tokens in their sentences; a sentence of too many tokens is cut into several."""
    token_starts = [token.start for token in tokens]
    paragraph_starts = [start for start, _ in paragraphs_of(text)]
    sentences: list[Sentence] = []
    for start, end in split(text, lang):
        first, last = bisect_left(token_starts, start), bisect_left(token_starts, end)
        paragraph = max(0, bisect_right(paragraph_starts, start) - 1)
        for at in range(first, max(last, first + 1), MOST_TOKENS):
            cut = at + MOST_TOKENS < last
            held = tuple(tokens[at : min(last, at + MOST_TOKENS)])
            sentences.append(
                Sentence(
                    start=start if at == first else tokens[at].start,
                    end=tokens[at + MOST_TOKENS - 1].end if cut else end,
                    number=len(sentences),
                    paragraph=paragraph,
                    tokens=held,
                    words=frozenset([token.low for token in held]),
                )
            )
    return Text(
        text=text,
        sentences=tuple(sentences),
        quotations=tuple(quotations) if sentences else (),  # marks alone say nothing
        starts=tuple(sentence.start for sentence in sentences),
    )
