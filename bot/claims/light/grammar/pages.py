"""A text cut into sentences, tokens and quotations as other languages than English mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from bot.claims.grammar.memory import WordMemory
from bot.claims.grammar.text import Form, Quotation, Text, Token, lay_out, paragraphs_of, place_tokens, stretches
from bot.claims.light.grammar.dashes import dash_speech

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


def _kind(piece: str) -> str:
    """Return the kind of the token that a piece of text begins with."""
    match = _TOKEN.match(piece)
    return (match.lastgroup if match is not None else None) or "word"


def _form(word: str, kind: str) -> Form:
    low = word.lower().replace("’", "'").replace("ʼ", "'")
    return len(word), word, low, kind, kind == "word" and word[0].isupper()


def _plain(piece: str) -> Form:
    """Return the token of a piece of text, which is a token with the blanks after it."""
    return _form(piece.rstrip(), _kind(piece))


def _elided(piece: str) -> tuple[tuple[int, int, str, str, str, bool], ...]:
    """Return (start, form) of the tokens of a piece where vowels are elided: "l'homme" is two, "dit-elle" too."""
    word, kind = piece.rstrip(), _kind(piece)
    cuts, start = [], 0  # (start, end) of the words
    if kind == "word" and (cut := _ELIDED.match(word)) is not None and cut.end() < len(word):
        cuts.append((0, cut.end()))
        start = cut.end()
    if kind == "word" and (tail := _ENCLITIC.search(word[start:])) is not None:
        cuts.append((start, start + tail.start()))
        start += tail.end()
    cuts.append((start, len(word)))
    return tuple((start, *_form(word[start:end], kind)) for start, end in cuts)


# Texts repeat their words: what a piece holds is worked out once. Two memories, as languages that elide cut more.
_FORMS, _ELIDED_FORMS = WordMemory(_plain), WordMemory(_elided)


def _tokens(text: str, quotations: list[Quotation], *, elides: bool) -> list[Token]:
    """Return the tokens of a text; those inside a quotation carry its number."""
    pieces = _PIECE.findall(text)
    if not elides:
        return place_tokens(text, quotations, pieces, _FORMS)
    starts = list(accumulate(map(len, pieces), initial=len(text) - len(text.lstrip())))
    forms = list(map(_ELIDED_FORMS.__getitem__, pieces))
    new = tuple.__new__  # what Token(...) does, in half its time
    tokens: list[Token] = []
    for first, last, quote in stretches(quotations, starts):
        tokens += [
            new(Token, (at + start, at + start + length, word, low, kind, quote, capital))
            for at, parts in zip(starts[first:last], forms[first:last], strict=True)
            for start, length, word, low, kind, capital in parts
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
