"""A text cut into sentences, tokens and quotations as other languages than English mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.grammar.text import Quotation, Text, Token, lay_out, paragraphs_of
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


def _words(text: str, *, elides: bool) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of the tokens of a text."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup or "word"
        if elides and kind == "word":
            if (cut := _ELIDED.match(text, start, end)) is not None and cut.end() < end:
                yield start, cut.end(), kind
                start = cut.end()
            if (tail := _ENCLITIC.search(text[start:end])) is not None:
                yield start, start + tail.start(), kind
                start += tail.end()
        yield start, end, kind


def read_page(text: str, lang: str, *, elides: bool) -> Text:
    """Return a text with its sentences, quotations and tokens. `elides`: the language elides before vowels."""
    quoted = [
        Quotation(start=start, end=end, words=len(text[start:end].split()), continues=continues)
        for paragraph in paragraphs_of(text)
        for start, end, continues in quotations(text, *paragraph)
    ]
    tokens, number = [], 0
    for start, end, kind in _words(text, elides=elides):
        while number < len(quoted) and quoted[number].end <= start:
            number += 1
        inside = number if number < len(quoted) and quoted[number].start <= start else -1
        word = text[start:end]
        low = word.lower().replace("’", "'").replace("ʼ", "'")
        tokens.append(Token(start, end, word, low, kind, inside, kind == "word" and word[0].isupper()))
    return lay_out(text, lang, quoted, tokens)
