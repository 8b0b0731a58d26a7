"""A text cut into paragraphs, sentences, tokens and quotations, all as offsets into the text exactly as given."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from bot.claims.grammar.memory import WordMemory
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
Form = tuple[int, str, str, str, bool]  # of a token: length, text, lower case, kind, whether a capital leads


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
    return place_tokens(text, quotations, _PIECE.findall(text), _FORMS)


def place_tokens(text: str, quotations: list[Quotation], pieces: list[str], forms_of: WordMemory[Form]) -> list[Token]:
    """Return the tokens of a text; those inside a quotation carry its number.

    Args:
        text: The text.
        quotations: Its quotations, in order.
        pieces: All of it, cut into tokens with the blanks after each.
        forms_of: What tells the form of each piece.
    """
    starts = list(accumulate(map(len, pieces), initial=len(text) - len(text.lstrip())))
    forms = list(map(forms_of.__getitem__, pieces))
    new = tuple.__new__  # what Token(...) does, in half its time
    tokens: list[Token] = []
    for first, last, quote in stretches(quotations, starts):
        tokens += [
            new(Token, (start, start + length, word, low, kind, quote, capital))
            for start, (length, word, low, kind, capital) in zip(starts[first:last], forms[first:last], strict=True)
        ]
    return tokens


def stretches(quotations: list[Quotation], starts: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (first token, token after the last, number of the quotation or -1) of what is quoted and what is not."""
    after = 0
    for number, quotation in enumerate(quotations):
        first = bisect_left(starts, quotation.start, after, len(starts) - 1)
        yield after, first, -1
        after = bisect_left(starts, quotation.end, first, len(starts) - 1)
        yield first, after, number
    yield after, len(starts) - 1, -1


def _form(piece: str) -> Form:
    """Return (length, text, lower case, kind, whether a capital leads) of a token with the blanks after it."""
    word = piece.rstrip()
    match = _TOKEN.match(word)
    kind = (match.lastgroup if match is not None else None) or "word"
    return len(word), word, word.lower().replace("’", "'"), kind, kind == "word" and word[0].isupper()


_FORMS = WordMemory(_form)


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
    lows = [token.low for token in tokens]
    paragraph_starts = [start for start, _ in paragraphs_of(text)]
    sentences: list[Sentence] = []
    for start, end in split(text, lang):
        first = bisect_left(token_starts, start)
        last = bisect_left(token_starts, end, first)
        paragraph = max(0, bisect_right(paragraph_starts, start) - 1)
        for at in range(first, max(last, first + 1), MOST_TOKENS):
            after = min(last, at + MOST_TOKENS)
            begin = start if at == first else tokens[at].start
            stop = tokens[after - 1].end if after < last else end
            held, words = tuple(tokens[at:after]), frozenset(lows[at:after])
            sentences.append(Sentence(begin, stop, len(sentences), paragraph, held, words))
    return Text(
        text=text,
        sentences=tuple(sentences),
        quotations=tuple(quotations) if sentences else (),  # marks alone say nothing
        starts=tuple(sentence.start for sentence in sentences),
    )
