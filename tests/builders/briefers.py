"""What briefs from stores, as the program composes it, with summaries made in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.briefing.gather import Gatherer
from bot.briefing.pipeline import Briefer
from bot.pool.processes import InlinePool

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.stores import Stores


def gatherer_of(stores: Stores, *, min_confidence: float = 0.5) -> Gatherer:
    """Return what gathers the material of stories from stores."""
    return Gatherer(
        articles=stores.articles, disputes=stores.disputes, pool=InlinePool(), min_confidence=min_confidence
    )


def briefer_of(
    stores: Stores, gatherer: Gatherer | None = None, *, mint: Callable[[str], str] = lambda prefix: f"{prefix}_1"
) -> Briefer:
    """Return what makes briefings from stores; `mint` gives ids."""
    return Briefer(
        sources=stores.sources,
        articles=stores.articles,
        stories=stores.stories,
        audiences=stores.audiences,
        deliveries=stores.deliveries,
        gatherer=gatherer or gatherer_of(stores),
        mint=mint,
    )
