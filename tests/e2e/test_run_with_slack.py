"""The real program against a feed server and a Slack on real sockets: from articles to a posted briefing, once."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

import pytest
from aiohttp import web

from bot.store import open_stores
from tests.e2e.newsroom import ACCUSING, CLAIM, DENIAL, DENYING, HOSTILE_TITLE, TIMETABLE, article_page, feed
from tests.e2e.program import Program, counterpoint
from tests.fakes.feeds import Answer, FeedServer
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_blocks import pings, visible

SETTINGS = """
data_dir = "data"
[sources]
catalogue = "sources.toml"
[web]
port = 0
[ingest]
allowed_networks = ["127.0.0.0/8"]
[slack]
enabled = true
bot_token = "xoxb-fake"
app_token = "xapp-fake"
base_url = "{slack}"
[discord]
enabled = true
token = "bad-token-of-nobody"
api_url = "{discord}"
[[audience]]
name = "Harbour desk"
platform = "slack"
workspace = "T0TEAM"
channel = "C0NEWS"
schedule = "daily 08:00"
zone = "Europe/Berlin"
"""

SOURCES = """
[[source]]
name = "Estuary Times"
publisher = "Estuary Times"
family = "estuary"
kind = "feed"
url = "{feeds}/estuary.xml"

[[source]]
name = "Quayside"
publisher = "Quayside"
family = "quayside"
kind = "feed"
url = "{feeds}/quayside.xml"

[[source]]
name = "Broken"
publisher = "Broken"
kind = "feed"
url = "{feeds}/nothing.xml"

[[source]]
name = "Drop folder"
publisher = "Newsdesk"
kind = "folder"
path = "inbox"
"""


async def unauthorized(_request):
    return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)


@pytest.fixture
async def feeds():
    async with FeedServer() as server:
        link = server.url("/pages/denial")
        thin = feed("quayside", ("q1", "Port of Vellmar denies dumping solvent", ["The port answers the union."]))
        server.paths["/estuary.xml"] = Answer(
            body=feed("estuary", ("e1", "Union accuses Port of Vellmar over solvent", ACCUSING * 3))
        )
        server.paths["/quayside.xml"] = Answer(body=thin.replace(b"https://quayside.example/q1", link.encode()))
        server.paths["/pages/denial"] = Answer(
            body=article_page("Port of Vellmar denies dumping solvent", DENYING), content_type="text/html"
        )
        server.paths["/discord/{path:.*}"] = Answer()
        yield server


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
async def slack():
    async with FakeSlack() as server:
        yield server


@pytest.fixture
def config(tmp_path, feeds, slack, refusing_discord):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "timetable.txt").write_text("\n".join([HOSTILE_TITLE, *TIMETABLE]), "utf-8")
    (tmp_path / "sources.toml").write_text(SOURCES.format(feeds=feeds.url("")), "utf-8")
    path = tmp_path / "counterpoint.toml"
    path.write_text(SETTINGS.format(slack=slack.api_url, discord=refusing_discord), "utf-8")
    return path


async def miss_a_slot(config):
    """Make the last 08:00 one that passed while the program was down."""
    async with open_stores(f"sqlite:///{config.parent / 'data' / 'counterpoint.sqlite3'}") as stores:
        (audience,) = await stores.audiences.all()
        earlier = audience.schedule_since_at - timedelta(days=1)
        await stores.audiences.save(dataclasses.replace(audience, schedule_since_at=earlier))


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
