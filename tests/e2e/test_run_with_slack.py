"""The real program against a feed server and a Slack on real sockets: from articles to a posted briefing, once."""

from __future__ import annotations

import json

import pytest
from aiohttp import web

from tests.e2e.newsroom import (
    CLAIM,
    DENIAL,
    HOSTILE_TITLE,
    SLACK_AUDIENCE,
    discord_settings,
    miss_a_slot,
    slack_settings,
    write_files,
)
from tests.e2e.program import Program, counterpoint
from tests.fakes.slack_blocks import pings, visible

BROKEN = """
[[source]]
name = "Broken"
publisher = "Broken"
kind = "feed"
url = "{feeds}/nothing.xml"
"""


async def unauthorized(_request):
    return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)


@pytest.fixture
async def refusing_discord():
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", unauthorized)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
    await runner.cleanup()


@pytest.fixture
def config(tmp_path, feeds, slack, refusing_discord):
    discord = discord_settings("bad-token-of-nobody", refusing_discord)
    settings = slack_settings(slack.api_url) + discord + SLACK_AUDIENCE
    return write_files(tmp_path, feeds, settings, BROKEN.format(feeds=feeds.url("")))


async def ask(slack, text):
    used = await slack.slash("/brief", text)
    await slack.world.until(lambda: used.answers, seconds=30)
    return used, visible(used.answers[-1]["blocks"])


@pytest.mark.timeout(240)
async def test_from_articles_to_one_posted_briefing(config, slack, feeds):
    async with Program(config) as program:
        await program.until_logged("discord")  # the bad token is told, and Slack serves on
        await program.until_working("slack")
        await program.until_logged("analysed")
        shown = ""
        while DENIAL not in shown:
            used, shown = await ask(slack, "disputes")
            assert used.ack.seconds < 3
        assert CLAIM in shown
        used, shown = await ask(slack, 'search "Sorrel estuary" source:quayside')
        assert used.ack.seconds < 3
        assert "Found 1 article" in shown
        assert "solvent in the Sorrel estuary, saying every barrel is in its waste register." in shown
        _, shown = await ask(slack, "preview solvent AND NOT source:quayside")
        assert "1 story of 2 in the last 7 days by 1 article of 3" in shown
        assert "Broken" in program.log
        assert not slack.world.posted()
        assert await program.stop() == 0
        assert "bad-token-of-nobody" not in program.log

    await miss_a_slot(config)
    async with Program(config) as program:
        await slack.world.until(slack.world.posted, seconds=60)
        await slack.world.until(lambda: len(slack.world.posted()) >= 3, seconds=60)
        await program.kill()

    async with Program(config) as program:  # after a crash nothing is posted again
        await program.until_working("slack")
        used, shown = await ask(slack, "list")
        assert "Harbour desk" in shown
        assert await program.stop() == 0

    overview, *details = slack.world.posted()
    text = visible(overview.blocks)
    assert CLAIM in text
    assert DENIAL in text
    assert HOSTILE_TITLE in text
    assert "1 of 4 sources failed: Broken." in text
    assert not pings(overview.blocks)
    keys = [message.metadata["event_payload"]["key"] for message in slack.world.posted()]
    assert len(keys) == len(set(keys))
    assert len(details) == text.count("sto_")
    assert {message.thread_ts for message in details} == {overview.ts}
    assert any(seen.headers.get("If-None-Match") for seen in feeds.seen) or len(feeds.requests("/estuary.xml")) == 1

    status, out, error = await counterpoint(config, "verify")
    assert status == 0, error
    assert " 0 not." in out
    status, out, _ = await counterpoint(config, "brief", "--to", "json")
    assert json.loads(out)["slot_at"]
