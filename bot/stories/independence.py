"""How many publishers stand behind a story on their own (EDITORIAL rule 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.article import Article


def independent_families(articles: Iterable[Article], leaders: Mapping[str, str] | None = None) -> int:
    """Count the publisher families whose articles do not rest on one another.

    Wire copy counts once, for the agency it is credited to, whoever printed it. An article of unknown family and no
    agency counts nothing.

    Args:
        articles: The articles of a story.
        leaders: For each article id the first article with the same text (bot.stories.duplicates), where texts are
            known: copies of one another then count once, credited or not.
    """
    voices: list[set[tuple[str, str]]] = []
    for article in articles:
        name = (article.wire or article.family).strip().casefold()
        if not name:
            continue
        voice = {("name", name), ("text", (leaders or {}).get(article.id, article.id))}
        apart = [other for other in voices if not other & voice]
        voices = [*apart, voice.union(*(other for other in voices if other & voice))]
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
