"""Who carries a story on their own, and who ran the same text. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.article import StoredArticle
from bot.stories.duplicates import copies
from bot.stories.independence import independent_families


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """How many independent families and different texts carry something; `shared` names who ran each shared text.

    The outlets of a shared text are in the order of its articles; an outlet that ran it twice is named once.
    """

    families: int
    texts: int
    shared: tuple[tuple[str, ...], ...]


def carriers(articles: Iterable[StoredArticle]) -> Carriers:
    """Count articles with copies folded, credited to an agency or not (EDITORIAL rule 8); of each, one revision."""
    by_id = {stored.article.id: stored for stored in articles}
    leaders = copies({name: stored.revision.body for name, stored in by_id.items()})
    outlets: dict[str, dict[str, None]] = {}
    for name, stored in by_id.items():
        outlets.setdefault(leaders[name], {})[stored.article.publisher] = None
    return Carriers(
        families=independent_families((stored.article for stored in by_id.values()), leaders),
        texts=len(outlets),
        shared=tuple(tuple(names) for names in outlets.values() if len(names) > 1),
    )
