"""The real program over a feed that breaks and comes back: operators get one message each, through a crash too."""

from __future__ import annotations

import asyncio
import re

import aiohttp
import pytest

from tests.e2e.newsroom import SLACK_AUDIENCE, TIMETABLE, feed, slack_settings, write_files
from tests.e2e.program import Program, counterpoint
from tests.fakes.feeds import Answer
from tests.fakes.slack_blocks import pings, visible

OPERATORS = '[operators]\nplatform = "slack"\nworkspace = "T0TEAM"\nchannel = "C0NEWS"\n'
FLAKY = '[[source]]\nname = "Flaky"\npublisher = "Flaky"\nkind = "feed"\nurl = "{feeds}/flaky.xml"\n'
WELL = Answer(body=feed("flaky", ("f1", "Tram timetable", TIMETABLE * 9)))
AWAY = Answer(status=500)


@pytest.fixture
def config(tmp_path, feeds, slack):
    feeds.paths["/flaky.xml"] = WELL
    settings = slack_settings(slack.api_url) + OPERATORS + SLACK_AUDIENCE
    path = write_files(tmp_path, feeds, settings, FLAKY.format(feeds=feeds.url("")))
    pauses = "interval_seconds = 1\nmin_interval_seconds = 1\nmax_interval_seconds = 1"
    path.write_text(path.read_text().replace("[ingest]", f"[ingest]\n{pauses}"))
    return path


async def asked_again(feeds, times):
    """Return once the feed has been asked so many times more."""
    asked = len(feeds.requests("/flaky.xml"))
    async with asyncio.timeout(60):
        while len(feeds.requests("/flaky.xml")) < asked + times:
            await asyncio.sleep(0.05)


async def archive(program):
    """Return the public list of briefings."""
    await program.until_working("web")
    address = re.search(r"address=(\S+)", program.log)[1]
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return await answer.text()


@pytest.mark.timeout(240)
async def test_operators_are_told_once_that_a_source_broke_and_once_that_it_works_again(config, slack, feeds):
    world = slack.world
    unanswered = world.faults.held["chat.postMessage"] = asyncio.Event()
    async with Program(config) as program:
        await program.until_logged("analysed")
        assert world.posted() == []
        feeds.paths["/flaky.xml"] = AWAY
        await world.until(lambda: len(world.posted()) == 1, seconds=60)
        await program.kill()  # the message stands in the channel, and the program does not know
    unanswered.set()
    async with Program(config) as program:
        await program.until_working("slack")
        await asked_again(feeds, 2)  # it goes on failing, which is no news
        feeds.paths["/flaky.xml"] = WELL
        await world.until(lambda: len(world.posted()) >= 2, seconds=90)
        await asked_again(feeds, 2)
        assert "Sources:" not in await archive(program)
        assert await program.stop() == 0

    broke, again = (visible(message.blocks) for message in world.posted())
    assert "Sources: 1 broken" in broke
    assert "Flaky" in broke
    assert "HTTP 500" in broke
    assert "Next visit" in broke
    assert "Sources: 1 works again" in again
    assert not [*pings(world.posted()[0].blocks), *pings(world.posted()[1].blocks)]

    status, out, error = await counterpoint(config, "deliveries")
    assert status == 0, error
    assert out.count("sent") >= 2
