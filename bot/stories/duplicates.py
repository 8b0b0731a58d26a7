"""Copies of one text told by their words: cut, extended, reordered, with another title, with other words put in.

Two texts are one when half of the shorter one's shingles (runs of four words) stand in the other. A word that was
changed takes four shingles along at most, so a tenth of the words changed leaves about six shingles of ten; text that
was cut off or added costs the shorter one nothing. Shingles are counted by an inverted index, so that time and memory
grow with the words and not with the pairs of texts (docs/decisions/0026-copies.md).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHINGLE_WORDS = 4
_COPIED_SHARE = 0.5
# In a text of fewer than 20 words one quotation makes up half; it is a copy only where nearly all of it is one.
_FEW_SHINGLES = 20 - _SHINGLE_WORDS
_COPIED_SHARE_OF_FEW = 0.8
# A shingle of more texts than these is a stock phrase, or wire copy that the first ones suffice to tell.
_MOST_POSTED = 32
# Scripts written without spaces (Thai to Khmer, kana, ideographs): each of their characters counts as a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W{_UNSPACED}]+")


def copies(bodies: Mapping[str, str]) -> dict[str, str]:
    """Return for each article id the id of the first article with its text, which may be its own.

    Args:
        bodies: Texts by article id, in the order of preference.
    """
    if len(bodies) < 2:  # noqa: PLR2004 - most stories have one article, and nothing it could be a copy of
        return {name: name for name in bodies}
    names = list(bodies)
    leaders = list(range(len(names)))
    sizes: dict[int, int] = {}
    posted: dict[int, list[int]] = {}
    equal: dict[frozenset[int], int] = {}
    for number, name in enumerate(names):
        shingles = _shingles(bodies[name])
        if not shingles:
            continue
        if equal.setdefault(shingles, number) != number:
            _join(leaders, number, equal[shingles])
            continue
        for other in _alike(shingles, sizes, posted):
            _join(leaders, number, other)
        sizes[number] = len(shingles)
        for shingle in shingles:
            texts = posted.setdefault(shingle, [])
            if len(texts) < _MOST_POSTED:
                texts.append(number)
    return {name: names[_leader(leaders, number)] for number, name in enumerate(names)}


def _alike(shingles: frozenset[int], sizes: Mapping[int, int], posted: Mapping[int, list[int]]) -> list[int]:
    """Return the numbers of the posted texts that share enough shingles with a text."""
    shared = Counter(chain.from_iterable(posted.get(shingle, ()) for shingle in shingles))
    size = len(shingles)
    return [other for other, count in shared.items() if count >= _copied(min(size, sizes[other]))]


def _copied(size: int) -> float:
    """Return how many shingles of so many make a copy."""
    return size * (_COPIED_SHARE if size > _FEW_SHINGLES else _COPIED_SHARE_OF_FEW)


def _join(leaders: list[int], one: int, other: int) -> None:
    """Make two texts and all their copies one, led by the first of them."""
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first


def _leader(leaders: list[int], number: int) -> int:
    while leaders[number] != number:
        leaders[number] = number = leaders[leaders[number]]
    return number


def _shingles(text: str) -> frozenset[int]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(hash(tuple(words[at : at + _SHINGLE_WORDS])) for at in range(len(words) - _SHINGLE_WORDS + 1))
