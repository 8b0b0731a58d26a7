"""A text cut into sentences, tokens and quotations as other languages than English mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from bot.claims.grammar.memory import WordMemory
from bot.claims.grammar.text import Quotation, Text, Token, lay_out, paragraphs_of, stretches
from bot.claims.light.dashes import dash_speech

_MARK = re.compile(r"[„“”«»\"]")
# Which marks close what an opening one began; a mark that is not among them is part of what is quoted.
_CLOSE = {"„": '“”"', "«": "»", "»": "«", "“": '”"', "”": '”"', '"': '"'}
# A quotation longer than this many characters without a closing mark is a stray mark, not a quotation.
_MAX_QUOTE_CHARS = 4000
_TOKEN = re.compile(
    r"(?P<number>\d(?:[\d]|[.,\u00a0\u202f](?=\d))*+)"
    r"|(?P<word>[^\W\d_](?:[^\W_]|['’ʼ\-.](?=[^\W_]))*+)"
    r"|(?P<mark>\.{2,}+|[^\w\s])"
    r"|[\w]+"
)
_PIECE = re.compile(rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _TOKEN.pattern)})\s*")  # a token with the blanks after it
# French: "l'", "qu'" are words of their own, and so is a pronoun after its verb ("dit-elle", "a-t-il").
_ELIDED = re.compile(r"(?:[ldnscjmt]|qu|lorsqu|puisqu|jusqu|quoiqu)['’]", re.IGNORECASE)
_ENCLITIC = re.compile(r"(?:-t)?-(?=(?:il|elle|ils|elles|on|ce|je)$)")


def quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, continues) of the quotations of one paragraph in text order; nested ones stay inside."""
    at = start
    for opens, closes in dash_speech(text, start, end):
        yield from _marked(text, at, opens)
        yield opens, closes, False
        at = closes
    yield from _marked(text, at, end)


def _marked(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the quotations in quotation marks."""
    opened, closing = -1, ""
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opened < 0:
            if _opens(text, at, start, end):
                opened, closing = at, _CLOSE[mark]
        elif mark in closing:
            if at + 1 - opened <= _MAX_QUOTE_CHARS:
                yield opened, at + 1, False
            opened = -1
    if opened >= 0 and end - opened <= _MAX_QUOTE_CHARS:
        yield opened, end, True


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Return whether a mark opens a quotation: always "„" and "«", the others where no blank follows."""
    if text[at] in "„«":
        return True
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in "([—–-/:'’") and not after.isspace()


class _Form(NamedTuple):
    """A token as it stands in a piece of text: where, and what `Token` tells of it."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    capital: bool


def _form(piece: str, start: int, end: int, kind: str) -> _Form:
    word = piece[start:end]
    low = word.lower().replace("’", "'").replace("ʼ", "'")
    return _Form(start, end, word, low, kind, kind == "word" and word[0].isupper())


def _plain(piece: str) -> tuple[_Form, ...]:
    """Return the one token of a piece of text, which is a token with the blanks after it."""
    end = len(piece.rstrip())
    match = _TOKEN.match(piece)
    return (_form(piece, 0, end, (match.lastgroup if match is not None else None) or "word"),)


def _elided(piece: str) -> tuple[_Form, ...]:
    """Return the tokens of a piece where vowels are elided: "l'homme" is two words, "dit-elle" too."""
    ((_, end, word, _, kind, _),) = found = _plain(piece)
    if kind != "word":
        return found
    parts, start = [], 0
    if (cut := _ELIDED.match(word)) is not None and cut.end() < end:
        parts.append(_form(piece, 0, cut.end(), kind))
        start = cut.end()
    if (tail := _ENCLITIC.search(word[start:])) is not None:
        parts.append(_form(piece, start, start + tail.start(), kind))
        start += tail.end()
    return (*parts, _form(piece, start, end, kind))


# Texts repeat their words: what a piece holds is worked out once. Two memories, as languages that elide cut more.
_FORMS, _ELIDED_FORMS = WordMemory(_plain), WordMemory(_elided)


def _tokens(text: str, quotations: list[Quotation], *, elides: bool) -> list[Token]:
    """Return the tokens of a text; those inside a quotation carry its number."""
    pieces = _PIECE.findall(text)
    starts = list(accumulate(map(len, pieces), initial=len(text) - len(text.lstrip())))
    forms = list(map((_ELIDED_FORMS if elides else _FORMS).__getitem__, pieces))
    new = tuple.__new__  # what Token(...) does, in half its time
    tokens: list[Token] = []
    for first, last, quote in stretches(quotations, starts):
        tokens += [
            new(Token, (at + start, at + end, word, low, kind, quote, capital))
            for at, parts in zip(starts[first:last], forms[first:last], strict=True)
            for start, end, word, low, kind, capital in parts
        ]
    return tokens


def read_page(text: str, lang: str, *, elides: bool) -> Text:
    """Return a text with its sentences, quotations and tokens. `elides`: the language elides before vowels."""
    quoted = [
        Quotation(start=start, end=end, words=len(text[start:end].split()), continues=continues)
        for paragraph in paragraphs_of(text)
        for start, end, continues in quotations(text, *paragraph)
    ]
    return lay_out(text, lang, quoted, _tokens(text, quoted, elides=elides))
