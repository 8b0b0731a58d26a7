"""Runs of lines that may share a sentence: where a line break surely ends what was said, and where it only wraps."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

# A line longer than this was not wrapped by hand or by a mail program: each line is a paragraph.
_WIDEST_WRAP_CHARS = 120
# Zero-width marks show nothing at an edge: soft hyphen, joiners, direction, byte order mark.
_ZERO_WIDTH = ((0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F))
INVISIBLE = "".join(chr(code) for first, last in _ZERO_WIDTH for code in range(first, last + 1)) + "\ufeff"
CLOSERS = "\"'”’»›)\\]}」』）】〉》"
FULL_WIDTH = "。！？｡।॥؟۔።։။។"  # stops of scripts without capitals

# What nearly always stands between two lines.
_COMMON_GAPS = frozenset({"\n", "\n\n"})
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"[•‣◦▪●■–—*·・-]\s|\(?\d{1,2}[.)]\s|►|➤|・")
_ENDED = re.compile(rf"[.!?…:;{FULL_WIDTH}][{CLOSERS}]*\Z")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def find_blocks(text: str) -> Iterator[Span]:
    """Yield runs of lines that may share a sentence: paragraphs, headings, bullets, trimmed and in order."""
    lines = [span for span in (trim(text, *m.span()) for m in _LINE.finditer(text)) if span[0] < span[1]]
    if not lines:
        return
    # line by line, whether it stands right below the one before
    adjacent = [_adjacent(text, above[1], below[0]) for above, below in pairwise(lines)]
    width = _wrap_width(text, lines, adjacent)
    start, end = lines[0]
    for line, below in zip(lines[1:], adjacent, strict=True):
        if below and _joins(text, (start, end), line, width):
            end = line[1]
        else:
            yield start, end
            start, end = line
    yield start, end


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without white space and zero-width marks at its edges."""
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def _adjacent(text: str, end: int, start: int) -> bool:
    """Tell whether no blank line stands between two lines."""
    gap = text[end:start]
    if gap in _COMMON_GAPS:
        return gap == "\n"
    gap = gap.replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\x85\u2028") == 1


def _wrap_width(text: str, lines: list[Span], adjacent: list[bool]) -> int:
    """Return the width at which the text was hard-wrapped, or 0 when each line is a paragraph of its own.

    Evidence of wrapping is a line that goes on in lower case below, or several lines all filled to one width.
    """
    pairs = [pair for pair, below in zip(pairwise(lines), adjacent, strict=True) if below]
    width = max((b - a for a, b in lines), default=0)
    if not pairs or width > _WIDEST_WRAP_CHARS:
        return 0
    if any(text[b[0]].islower() and not _ENDED.search(text, *a) for a, b in pairs):
        return width
    full = sum(_is_full(text, a, b, width) for a, b in pairs)
    return width if len(pairs) > 2 and full >= 0.8 * len(pairs) else 0  # noqa: PLR2004 - three of four lines or more


def _is_full(text: str, line: Span, after: Span, width: int) -> bool:
    """Tell whether the first word of the line after would not have fitted on this line."""
    if _IDEOGRAPH.match(text, after[0]):
        return line[1] - line[0] + 1 >= width
    word = text[after[0] : after[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _joins(text: str, block: Span, line: Span, width: int) -> bool:
    """Tell whether a line goes on with the block above it."""
    if _BULLET.match(text, *line):
        return False
    if text[line[0]].islower():
        return True
    last = max(text.rfind(mark, *block) for mark in "\n\r\x85\u2028") + 1
    return width > 0 and _is_full(text, trim(text, max(last, block[0]), block[1]), line, width)
