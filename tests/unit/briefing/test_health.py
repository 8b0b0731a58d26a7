"""What a briefing knows of its sources: read whole, read with a warning, failed, not visited yet."""

from __future__ import annotations

from bot.briefing.material import SourceHealth
from bot.domain.article import Source, SourceKind, SourceState
from bot.store.memory import memory_stores
from tests.builders.briefers import briefer_of, gatherer_of


def source(name):
    return Source(id=f"src_{name}", kind=SourceKind.FEED, location=f"https://{name}/", name=name, publisher=name)


async def test_warned_and_failed_sources_are_counted_apart():
    stores = memory_stores()
    gatherer = gatherer_of(stores)
    briefer = briefer_of(stores, gatherer, mint=str)
    await stores.sources.import_sources(map(source, ("whole", "warned", "failed", "unseen")))
    await stores.sources.record_visit(SourceState(source_id="src_whole"))
    await stores.sources.record_visit(SourceState(source_id="src_warned", last_error="a.txt is empty"))
    await stores.sources.record_visit(SourceState(source_id="src_failed", last_error="no connection", failures=2))
    assert await briefer.health() == SourceHealth(read=2, warned=1, failed=(("failed", "no connection"),))
