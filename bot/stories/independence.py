"""How many publishers stand behind a story on their own (EDITORIAL rule 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.article import Article

_WORD = re.compile(r"\w+")
# Five words in a row are seldom shared by chance; quotations are, but make up less than half of a text.
_SHINGLE_WORDS = 5
_COPIED_SHARE = 0.5


@dataclass(slots=True)
class _Voice:
    """One independent publisher: the names it goes by and the texts it published."""

    names: set[str]
    texts: list[frozenset[int]] = field(default_factory=list)

    def is_one_with(self, other: _Voice) -> bool:
        """Tell whether a name is shared, or a text is copied."""
        return bool(self.names & other.names) or any(_is_copy(a, b) for a in self.texts for b in other.texts)


def independent_families(articles: Iterable[Article], bodies: Mapping[str, str] | None = None) -> int:
    """Count the publisher families whose articles do not rest on one another.

    Wire copy counts once, for the agency it is credited to, whoever printed it. An article of unknown family and no
    agency counts nothing.

    Args:
        articles: The articles of a story.
        bodies: Texts by article id, where known: articles that are copies of one another then count once, credited
            or not.
    """
    voices: list[_Voice] = []
    for article in articles:
        name = (article.wire or article.family).strip().casefold()
        if not name:
            continue
        body = (bodies or {}).get(article.id)
        voice = _Voice({name}, [_shingles(body)] if body else [])
        same = [other for other in voices if other.is_one_with(voice)]
        for other in same:
            voice.names |= other.names
            voice.texts += other.texts
        voices = [other for other in voices if other not in same] + [voice]
    return len(voices)


def is_apart(article: Article, others: Iterable[Article]) -> bool:
    """Return whether an article is its publisher's own and no other one is of the same family.

    What is not known is not apart: an article of unknown family never is, nor is wire copy, nor is one beside an
    article whose family is unknown.
    """
    family = article.family.strip().casefold()
    if not family or article.wire:
        return False
    behind = {(other.wire or other.family).strip().casefold() for other in others}
    return "" not in behind and family not in behind


def _shingles(text: str) -> frozenset[int]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(hash(tuple(words[i : i + _SHINGLE_WORDS])) for i in range(len(words) - _SHINGLE_WORDS + 1))


def _is_copy(one: frozenset[int], two: frozenset[int]) -> bool:
    """Tell whether half of the shorter text, by runs of five words, stands in the other."""
    shorter = min(len(one), len(two))
    return shorter > 0 and len(one & two) >= _COPIED_SHARE * shorter
