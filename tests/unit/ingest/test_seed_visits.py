"""The shipped seeds through the same code as any source: nothing is invented about them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.domain.article import StoredArticle
from bot.ingest.catalogue import read_sources
from bot.ingest.fetch import HttpFetcher
from bot.ingest.pipeline import visit
from bot.ingest.robots import Robots
from bot.pool.processes import InlinePool
from bot.store.memory import memory_stores
from tests.builders.mail import NO_MAIL

NOW = datetime(2026, 3, 5, 7, 0, 5, tzinfo=UTC)


async def seeds() -> dict[str, list[StoredArticle]]:
    """Visit every seed source without any network and return the articles by publisher."""
    stores = memory_stores()
    async with HttpFetcher(user_agent="Test/1.0") as fetcher:
        await stores.sources.import_sources(read_sources(Path("seeds/sources.toml")))
        for source in await stores.sources.sources():
            outcome = await visit(
                source,
                None,
                NOW,
                fetcher=fetcher,
                mail=NO_MAIL,
                pool=InlinePool(),
                robots=Robots(fetcher=fetcher, user_agent="Test/1.0"),
                articles=stores.articles,
                sources=stores.sources,
            )
            assert outcome.lines == ()
            assert outcome.new > 0
    found: dict[str, list[StoredArticle]] = {}
    for stored in await stores.articles.unanalysed(100):
        found.setdefault(stored.article.publisher, []).append(stored)
    return found


async def test_every_seed_is_read_without_a_warning_and_nothing_is_invented() -> None:
    found = await seeds()
    (founding,) = found[""]
    assert (founding.article.link, founding.revision.published_at) == (None, None)
    assert (founding.article.file or "").startswith("000_")
    text = (Path("seeds") / str(founding.article.file)).read_text(encoding="utf-8")
    assert text.rstrip("\n") == f"{founding.revision.title}\n{founding.revision.body}"
    radio = found["Esker Radio"]
    assert [(each.article.link, each.revision.published_at) for each in radio] == [(None, None)]
    dated = [each for name, group in found.items() if name not in {"", "Esker Radio"} for each in group]
    assert len(dated) >= 12
    assert all(each.article.link and each.revision.published_at for each in dated)


async def test_wire_copy_in_another_outlet_bears_the_agencys_credit() -> None:
    found = await seeds()
    assert {each.article.wire for each in found["Meridian Wire"]} == {"Meridian Wire"}
    assert "Meridian Wire" in {each.article.wire for each in found["Harbour Post"]}


async def test_no_body_begins_with_its_own_title() -> None:
    found = await seeds()
    assert all(not each.revision.body.startswith(each.revision.title) for group in found.values() for each in group)
