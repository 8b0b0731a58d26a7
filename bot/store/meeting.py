"""When a new article is one that is stored already: the same address, and nothing that speaks against it [pure].

The address alone is not enough: some feeds give every entry the address of one page, which changes. Nor are two
outlets one that print a text under one address: each stays with its own name (docs/decisions/0058).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot.domain.article import Article, Revision, Sighting, StoredArticle


def identifying_link(article: Article, revision: Revision) -> str | None:
    """Return the address by which a new article may be known, or None: it has none, or it is a home page."""
    if revision.number != 1 or article.link is None:
        return None
    parts = urlsplit(article.link)
    return article.link if parts.path.strip("/") or parts.query else None


def met_again(held: Iterable[StoredArticle], pairs: Sequence[tuple[Article, Revision]]) -> dict[int, StoredArticle]:
    """Return the places of the new articles that are others: one of `held`, or an earlier one of `pairs`."""
    by_link: dict[str | None, list[StoredArticle]] = {}
    for stored in held:
        by_link.setdefault(stored.article.link, []).append(stored)
    met: dict[int, StoredArticle] = {}
    for number, (article, revision) in enumerate(pairs):
        link = identifying_link(article, revision)
        if link is None:
            continue
        known = by_link.setdefault(link, [])
        own = any(_place(stored.article) == _place(article) for stored in known)
        one = None if own else next((stored for stored in known if _is_one(stored, article, revision)), None)
        if one is not None:
            met[number] = one
        elif not own:
            known.append(StoredArticle(article=article, revision=revision))
    return met


def sighting_of(article: Article, stored: StoredArticle) -> Sighting:
    """Return the record that a new article is a stored one."""
    return Sighting(
        article_id=stored.article.id,
        source_id=article.source_id,
        key=article.key,
        link=article.link,
        seen_at=article.first_seen_at,
    )


def _place(article: Article) -> tuple[str, str]:
    return article.source_id, article.key


def _is_one(stored: StoredArticle, article: Article, revision: Revision) -> bool:
    """Say whether two articles of one address are one: of one publisher, with one title or date."""
    publisher, family = article.publisher.casefold(), article.family.casefold()
    other = stored.article
    ours = publisher == other.publisher.casefold() or (family != "" and family == other.family.casefold())
    dated = revision.published_at is not None and revision.published_at == stored.revision.published_at
    titled = revision.title != "" and revision.title.casefold() == stored.revision.title.casefold()
    return ours and (dated or titled)
