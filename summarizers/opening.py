"""Where the prose of a text begins: below its headings, with the sentence that was written to be read first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A line of at most so many words above the first longer one is a title or a deck.
_LONGEST_HEADING_WORDS = 13
# A label in capitals ("FULL TEXT") parts a heading from the text among so many first sentences.
_LATEST_LABEL = 5
_SHORTEST_LABEL = 6
# An opening that points at nobody by name ("It is never easy.") gives way to one of so many next sentences.
_MOST_SKIPPED = 12


def count_headings(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """Return how many sentences stand above the text: in short lines or above a label; 0 where all lines are short."""
    lines = [_line(text, span) for span in spans]
    below = max((i + 1 for i, line in enumerate(lines[:_LATEST_LABEL]) if _is_label(line)), default=0)
    return next((i for i, line in enumerate(lines) if i >= below and not _is_short(line)), 0)


def find_opening(
    prose: Sequence[int], pointing: Sequence[bool], alone: Sequence[bool], naming: Sequence[bool], *, goes_on: bool
) -> int:
    """Return the index of the sentence that a summary of the text begins with, out of its `prose`.

    It is the first one. Only where that opens with a word that points back (`pointing`), or `goes_on` from what is
    not shown, and names nobody (`naming`), the next one that stands `alone` is better, most of all one that names.
    """
    first = prose[0]
    if not (goes_on or pointing[first]) or naming[first]:
        return first
    later = [i for i in prose[1:] if i <= first + _MOST_SKIPPED and alone[i]]
    return next((i for i in later if naming[i]), next(iter(later), first))


def _line(text: str, span: tuple[int, int]) -> str:
    stop = text.find("\n", span[1])
    return text[text.rfind("\n", 0, span[0]) + 1 : stop if stop >= 0 else None]


def _is_label(line: str) -> bool:
    return line.isupper() and line[0].isalpha() and len(line) >= _SHORTEST_LABEL


def _is_short(line: str) -> bool:
    return len(line.split()) <= _LONGEST_HEADING_WORDS
