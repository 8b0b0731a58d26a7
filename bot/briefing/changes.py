"""What became of quoted words in a newer revision of their article (EDITORIAL rule 13). Pure.

`read_anew` splits a whole text and runs in a pool child; `stands` looks for one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.article import Part, Revision
from bot.domain.document import Line
from bot.domain.notes import note_kind
from summarizers import split

Place = tuple[Part, int, int]

# Typographers' changes are none: quotation marks, dashes and spaces are compared as one kind each.
_MARKS = str.maketrans({**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚′`", "'"), **dict.fromkeys("–—‑−", "-")})
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")
_SHORTEST_NOTE_CHARS = 30  # a shorter note is a heading: what is corrected stands in the sentence after it
_ALIKE = 0.5  # of the words of two sentences, for one to stand in the other's place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a new revision says that the former did not.

    `note` is the publisher's note about the article, `withdrawn` whether it withdraws it. `instead` has a place for
    each line that is gone: the sentence most like it, or None.
    """

    note: Place | None = None
    withdrawn: bool = False
    instead: tuple[Place | None, ...] = ()


def stands(line: Line, before: Revision, after: Revision) -> bool:
    """Return whether the words of a line, quoted from `before`, are still said in `after`.

    They are when they stand there as a sentence of their own, in the title or in the body; spaces, quotation marks
    and dashes may differ. As a part of a longer sentence ("Police say ...") they say something else.
    """
    words, title, body = fold(line.text), fold(after.title), fold(after.body)
    if line.citation.span.part is Part.TITLE:
        return words == title or _is_sentence_in(words, body)
    span = line.citation.span
    if _goes_on(before.body[: span.start].rstrip()[-1:]):  # quoted from within a sentence: any place will do
        return words in body
    return words == title or _is_sentence_in(words, body)


def read_anew(
    before: tuple[str, str], after: tuple[str, str], lang: str | None, gone: Sequence[tuple[Part, str]]
) -> Reading:
    """Return what the revision `after` (title, body) says that `before` did not: its note, and in place of `gone`."""
    title, body = after
    known = {fold(before[1][start:end]) for start, end in split(before[1], lang)}
    spans = split(body, lang)
    fresh = [number for number, (start, end) in enumerate(spans) if fold(body[start:end]) not in known]
    note, withdrawn = _note_in_title(before[0], title), False
    used = -1
    if note is None:
        used = next((number for number in fresh if note_kind(body[slice(*spans[number])])), -1)
        note = None if used < 0 else _with_next(spans, used)
    if note is not None:
        part, start, end = note
        withdrawn = note_kind((title if part is Part.TITLE else body)[start:end]) == "withdrawn"
    rest = [spans[number] for number in fresh if note is None or not note[1] <= spans[number][0] < note[2]]
    words = [(span, _bag(body[slice(*span)])) for span in rest]
    return Reading(
        note=note, withdrawn=withdrawn, instead=tuple(_instead(part, text, title, words) for part, text in gone)
    )


def fold(text: str) -> str:
    """Return a text with its spaces, quotation marks and dashes made alike."""
    return _SPACES.sub(" ", text.translate(_MARKS)).strip()


def _is_sentence_in(words: str, text: str) -> bool:
    """Return whether folded words are a sentence of a folded text."""
    return any(
        not _goes_on(text[max(0, at - 2) : at].rstrip()) and not text[at + len(words) : at + len(words) + 1].isalnum()
        for at in _places(words, text)
    )


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _goes_on(before: str) -> bool:
    """Return whether a sentence goes on after some text."""
    return before[-1:].isalnum() or before.endswith(",")


def _note_in_title(before: str, title: str) -> Place | None:
    return (Part.TITLE, 0, len(title)) if note_kind(title) and not note_kind(before) else None


def _with_next(spans: Sequence[tuple[int, int]], number: int) -> Place:
    start, end = spans[number]
    if end - start < _SHORTEST_NOTE_CHARS and number + 1 < len(spans):
        end = spans[number + 1][1]
    return Part.BODY, start, end


def _bag(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text.casefold()))


def _instead(
    part: Part, text: str, title: str, fresh: Sequence[tuple[tuple[int, int], frozenset[str]]]
) -> Place | None:
    """Return where the new words stand that take the place of some old ones."""
    if part is Part.TITLE:
        return (Part.TITLE, 0, len(title)) if title else None
    old = _bag(text)
    likeness = [(2 * len(old & new) / max(1, len(old) + len(new)), span) for span, new in fresh]
    best, span = max(likeness, key=lambda one: one[0], default=(0.0, (0, 0)))
    return (Part.BODY, *span) if best >= _ALIKE else None
