"""The real program dies, or is stopped, at the worst moments: answers still arrive, and nothing is posted twice."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.e2e.newsroom import CLAIM, DENIAL, latest_briefings, miss_a_slot, publish, slack_settings, write_files
from tests.e2e.program import Program
from tests.fakes.feeds import FeedServer
from tests.fakes.slack_blocks import visible


@pytest.fixture
async def config(tmp_path, slack):
    async with FeedServer() as feeds:
        publish(feeds)
        yield write_files(tmp_path, feeds, slack_settings(slack.api_url))


async def ask(slack, text):
    used = await slack.slash("/brief", text, user="U0ADMIN")
    await slack.world.until(lambda: used.answers, seconds=30)
    return visible(used.answers[-1]["blocks"])


@pytest.mark.timeout(240)
async def test_a_subscription_made_in_chat_is_posted_once_through_stop_and_crash(config, slack, record_property):
    world = slack.world
    async with Program(config) as program:
        await program.until_working("slack")
        assert "will be posted in this channel" in await ask(slack, "subscribe everything daily 08:00")
        assert "Briefing on everything  everything; daily 08:00" in await ask(slack, "list")
        while DENIAL not in await ask(slack, "disputes"):
            pass

        release = world.faults.held["users.info"] = asyncio.Event()
        used = await slack.slash("/brief", "list")
        program.terminate()
        await world.until(lambda: not slack.sockets.connections)  # no new work is taken,
        assert not used.answers
        release.set()
        assert await program.ended() == 0  # and the open answer is finished
        assert used.answers

    await miss_a_slot(config)
    unanswered = world.faults.held["chat.postMessage"] = asyncio.Event()
    async with Program(config) as program:
        await world.until(world.posted, seconds=60)  # it stands in the channel, and the program does not know
        await program.kill()
    unanswered.set()

    calls, restarted = len(world.calls), time.monotonic()
    async with Program(config) as program:
        await world.until(lambda: "conversations.history" in {name for name, _ in world.calls[calls:]}, seconds=60)
        record_property("recovery_seconds", round(time.monotonic() - restarted, 2))
        ((briefing,),) = [await latest_briefings(config)]
        await world.until(lambda: len(world.posted()) == 1 + len(briefing.details), seconds=60)
        assert await program.stop() == 0

    assert "deliveries were interrupted" in program.log
    overview, *details = world.posted()
    assert CLAIM in visible(overview.blocks)
    assert {message.thread_ts for message in details} == {overview.ts}
    keys = [message.metadata["event_payload"]["key"] for message in world.posted()]
    assert len(keys) == len(set(keys))
