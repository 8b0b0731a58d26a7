"""Ctrl-C in the middle of `counterpoint ingest` on a terminal: what was read is kept, a second run does the rest."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

import pytest
from aiohttp import web

from bot.store import open_stores
from tests.e2e.newsroom import COMMON_SETTINGS, database_of, feed
from tests.e2e.program import counterpoint
from tests.e2e.terminal import CTRL_C, Terminal
from tests.fakes.feeds import Answer, FeedServer

QUICK, SLOW = 6, 4
ARTICLES = 30  # a source
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def outlet(number: int) -> bytes:
    """Return a feed of many reports, each of an event of its own."""
    items = [
        (f"g{number}-{at}", f"Bridge {at} of district {number} is opened", paragraphs(number, at))
        for at in range(ARTICLES)
    ]
    return feed(f"outlet{number}", *items)


def paragraphs(number: int, at: int) -> list[str]:
    name = f"Quarter{number}x{at}"
    words = " ".join(f"{NUMBERS[(at * 7 + n) % 10]}{name}{n}" for n in range(90))
    return [
        f"The mayor of {name} opened the bridge and denied that it had cost 40 million crowns.",
        f"The builders' union of {name} says that it cost 60 million crowns.",
        f"Neighbours named the places they will reach now: {words}.",
    ]


class Newsroom:
    """A feed server whose slow half waits for `go_on`."""

    def __init__(self, server: FeedServer) -> None:
        self.server = server
        self.go_on = asyncio.Event()
        for number in range(QUICK + SLOW):
            body = outlet(number)
            server.paths[f"/{number}.xml"] = Answer(body=body) if number < QUICK else self._held(body)

    def _held(self, body: bytes):
        async def answer(_request):
            await self.go_on.wait()
            return web.Response(body=body, content_type="application/xml")

        return answer


@pytest.fixture
async def newsroom():
    async with FeedServer() as server:
        yield Newsroom(server)


@pytest.fixture
def config(tmp_path, newsroom):
    rows = "".join(
        f'[[source]]\nname = "Outlet {n}"\nkind = "feed"\nurl = "{newsroom.server.url(f"/{n}.xml")}"\n'
        for n in range(QUICK + SLOW)
    )
    (tmp_path / "sources.toml").write_text(rows, "utf-8")
    path = tmp_path / "counterpoint.toml"
    path.write_text(COMMON_SETTINGS.replace("host_concurrency = 8", "host_concurrency = 16"), "utf-8")
    return path


async def stored(config) -> tuple[Counter, Counter, int]:
    """Return how often each article stands in the store, by title, in how many stories each is, and how many wait."""
    async with open_stores(database_of(config)) as stores:
        stories = await stores.stories.recent(10_000)
        held = Counter(name for story in stories for name in story.article_ids)
        waiting = await stores.articles.unanalysed(10_000)
        names = [*held, *(one.article.id for one in waiting if one.article.id not in held)]
        titles = Counter(one.revision.title for one in await stores.articles.get(names))
        assert titles.total() == await stores.articles.count()
    return titles, held, len(waiting)


async def finish(config) -> None:
    """Run `ingest` to its end and look that everything is there, once."""
    status, out, error = await counterpoint(config, "ingest")
    assert status == 0, error
    assert "sources visited" in out
    assert "━" not in out + error, "no bar where nobody looks at it"
    titles, held, waiting = await stored(config)
    assert len(titles) == (QUICK + SLOW) * ARTICLES
    assert set(titles.values()) == {1}
    assert set(held.values()) == {1}
    assert len(held) == len(titles)
    assert waiting == 0


def stopped(screen: str) -> str:
    (line,) = (line for line in screen.splitlines() if "Stopped: " in line)
    return line[line.index("Stopped: ") :]


@pytest.mark.timeout(240)
async def test_ctrl_c_while_sources_are_read_keeps_what_came_and_a_second_run_reads_the_rest(config, newsroom):
    async with Terminal(config, "ingest") as terminal:
        await terminal.until_shown(rf"Reading sources .*{QUICK}/{QUICK + SLOW} +{QUICK * ARTICLES} articles found")
        assert re.search(r"[\d.]+/s", terminal.screen), "the rate"
        terminal.press(CTRL_C)
        assert await terminal.status() == 130
        assert "Traceback" not in terminal.screen
        told = f"Stopped: {QUICK} of {QUICK + SLOW} sources visited, {QUICK * ARTICLES} articles found, 0 analysed"
        assert stopped(terminal.screen).startswith(told)
        assert "goes on from there" in terminal.screen

    titles, _, waiting = await stored(config)
    assert len(titles) == waiting == QUICK * ARTICLES
    newsroom.go_on.set()
    await finish(config)
    assert [len(newsroom.server.requests(f"/{number}.xml")) for number in range(QUICK)] == [1] * QUICK


@pytest.mark.timeout(240)
async def test_ctrl_c_while_articles_are_analysed_keeps_what_is_done_and_a_second_run_does_the_rest(config, newsroom):
    newsroom.go_on.set()
    async with Terminal(config, "ingest") as terminal:
        await terminal.until_shown(r"Analysing articles .*200/300")
        terminal.press(CTRL_C)
        assert await terminal.status() == 130
        assert "Traceback" not in terminal.screen
        assert "10 of 10 sources visited, 300 articles found, 200 analysed in this run" in stopped(terminal.screen)
    await finish(config)
