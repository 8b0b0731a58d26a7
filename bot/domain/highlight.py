"""Where in an article's text a search was met, and the piece of the body to show. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from bot.domain.article import Part, Revision, Span, StoredArticle
from bot.domain.document import HitCard, Line, quote
from bot.domain.search import Phrase, Query
from bot.domain.tokens import tokens

PASSAGE_CHARS = 240
_LEAD_CHARS = 60  # of a passage before its first hit
_BLANK = re.compile(r"\s+")


def hit_card(
    stored: StoredArticle, marks: Sequence[Span], *, number: int, story_id: str | None = None, note: str = ""
) -> HitCard:
    """Return an article with the words that were found in it; `number` is its place among all that was found."""
    body = stored.revision.body
    start, end = passage(body, marks)
    return HitCard(
        number=number,
        title=_line(stored, Part.TITLE, 0, len(stored.revision.title)),
        passage=_line(stored, Part.BODY, start, end),
        marks=tuple(mark for mark in marks if mark.part is Part.TITLE or start <= mark.start < mark.end <= end),
        cut=(start > 0, end < len(body.rstrip())),
        story_id=story_id,
        note=note,
    )


def _line(stored: StoredArticle, part: Part, start: int, end: int) -> Line | None:
    return quote(stored, part=part, start=start, end=end) if start < end else None


def highlights(query: Query, revision: Revision) -> tuple[Span, ...]:
    """Return where the words and phrases stand, in the title and then the body, in text order, none overlapping."""
    return tuple(
        Span(revision_id=revision.id, part=part, start=start, end=end)
        for part in Part
        for start, end in found(query.phrases, revision.text(part))
    )


def found(phrases: Sequence[Phrase], text: str) -> list[tuple[int, int]]:
    """Return where the phrases stand in a text: [start, end) in code points."""
    read = list(tokens(text)) if phrases else []
    places: dict[str, list[int]] = {}
    for number, token in enumerate(read):
        places.setdefault(token.word, []).append(number)
    hits = sorted(
        (read[at].start, read[at + len(phrase) - 1].end)
        for phrase in set(phrases)
        for at in places.get(phrase[0], ())
        if tuple(token.word for token in read[at : at + len(phrase)]) == phrase
    )
    joined: list[tuple[int, int]] = []
    for start, end in hits:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def passage(body: str, marks: Sequence[Span]) -> tuple[int, int]:
    """Return the piece of a body that holds most of its marks, cut at blanks: [start, end), empty of an empty body."""
    inside = [mark for mark in marks if mark.part is Part.BODY]
    starts = [mark.start for mark in inside]
    reach = PASSAGE_CHARS - _LEAD_CHARS

    def followed(mark: Span) -> int:
        return bisect_left(starts, mark.start + reach) - bisect_left(starts, mark.start)

    densest = max(inside, key=followed, default=None)
    first, past = (densest.start, densest.end) if densest else (0, 0)
    start = max(0, first - _LEAD_CHARS)
    if start and (blank := _BLANK.search(body, start, first)):
        start = blank.end()
    end = max(past, start + PASSAGE_CHARS)
    if end < len(body) and (cut := body.rfind(" ", past, end)) > start:
        end = cut
    piece = body[start:end]
    return start + len(piece) - len(piece.lstrip()), start + max(len(piece.rstrip()), len(piece) - len(piece.lstrip()))
