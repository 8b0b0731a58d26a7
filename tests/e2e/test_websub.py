"""The real program and a hub: it subscribes, proves that it meant to, and has what is pushed at once."""

from __future__ import annotations

import asyncio
import re
import socket

import aiohttp
import pytest

from bot.store import open_stores
from tests.e2e.newsroom import ACCUSING, COMMON_SETTINGS, DENYING, database_of, feed
from tests.e2e.program import Program, counterpoint
from tests.fakes.feeds import Answer, FeedServer
from tests.fakes.hub import Hub

SOURCE = """
[[source]]
name = "Estuary Times"
url = "{url}"
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def until(check, seconds=60):
    """Return once a check says something true."""
    async with asyncio.timeout(seconds):
        while not (found := check()):
            await asyncio.sleep(0.05)
        return found


@pytest.fixture
async def hub():
    async with Hub(lease_seconds=20) as running:  # of which the last fifth has to do for a busy machine to leave
        yield running


@pytest.fixture
async def feeds(hub):
    async with FeedServer() as server:
        link = f'<{hub.url}>; rel="hub", <{server.url("/estuary.xml")}>; rel="self"'
        body = feed("estuary", ("e1", "Union accuses Port of Vellmar", ACCUSING * 3))
        server.paths["/estuary.xml"] = Answer(body=body, headers={"Link": link})
        yield server


@pytest.fixture
def config(tmp_path, feeds):
    (tmp_path / "sources.toml").write_text(SOURCE.format(url=feeds.url("/estuary.xml")), "utf-8")
    path, port = tmp_path / "counterpoint.toml", free_port()
    address = f'port = {port}\npublic_url = "http://127.0.0.1:{port}/"'
    path.write_text(COMMON_SETTINGS.replace("port = 0", address), "utf-8")
    return path


async def stored(config, count):
    """Return the titles of the articles once there are so many."""
    async with open_stores(database_of(config)) as stores:
        async with asyncio.timeout(60):
            while await stores.articles.count() < count:
                await asyncio.sleep(0.05)
        (source,) = await stores.sources.sources()
        found = await stores.articles.find_all(source.id, ("e1", "e2", "e3", "e4"))
        return sorted(one.revision.title for one in found.values()), (await stores.sources.states())[source.id]


async def test_a_pushed_article_is_stored_at_once_and_the_lease_is_renewed_and_ended(config, feeds, hub):
    async with Program(config) as program:
        await program.until_logged("new=1 source='Estuary Times'")
        await until(lambda: hub.subscribers)
        (callback,) = hub.subscribers
        first = hub.asked[0]
        assert (first.mode, first.topic) == ("subscribe", feeds.url("/estuary.xml"))
        assert len(first.secret) >= 32
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/websub/[\w-]{43}", callback)

        asked = len(feeds.requests("/estuary.xml"))
        body = feed("estuary", ("e2", "Port of Vellmar denies", DENYING * 3))
        assert await hub.push(callback, body) == 202
        titles, state = await stored(config, 2)
        assert titles == ["Port of Vellmar denies", "Union accuses Port of Vellmar"]
        assert len(feeds.requests("/estuary.xml")) == asked
        assert (state.next_poll_at - state.last_success_at).total_seconds() >= 3_600

        forged = feed("estuary", ("e3", "Forged", DENYING * 3))
        assert await hub.push(callback, forged, signature="sha256=" + "0" * 64) == 202
        assert await hub.push(callback, b"x" * 10_000_001) == 413
        async with aiohttp.ClientSession() as session:
            async with session.post(callback[:-1] + "_", data=forged) as answer:
                assert answer.status == 404
            async with session.get(callback, params={"hub.mode": "unsubscribe", "hub.topic": first.topic}) as answer:
                assert answer.status == 404
        assert await hub.push(callback, feed("estuary", ("e4", "Signed with SHA-1", DENYING * 3)), method="sha1") == 202
        titles, _ = await stored(config, 3)
        assert "Forged" not in titles
        assert "Signed with SHA-1" in titles

        status, shown, _ = await counterpoint(config, "sources", environment={"COLUMNS": "240"})
        assert status == 0
        assert re.search(r"127\.0\.0\.1: until \S.* UTC, last push \S.* UTC", shown), shown

        await until(lambda: len([one for one in hub.asked if one.mode == "subscribe" and one.confirmed]) >= 2)
        (config.parent / "sources.toml").write_text(SOURCE.format(url=feeds.url("/other.xml")), "utf-8")
        await until(lambda: not hub.subscribers)
        assert hub.asked[-1].mode == "unsubscribe"
        assert await program.stop() == 0
    assert "Traceback" not in program.log
    assert first.secret not in program.log
    assert "its signature is not that of the hub" in program.log
    async with open_stores(database_of(config)) as stores:
        assert await stores.subscriptions.all() == []
