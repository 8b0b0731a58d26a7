"""Health checks and the archive over real sockets."""

from __future__ import annotations

import asyncio
import dataclasses
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from bot.delivery.html import render_page
from bot.domain.briefing import Briefing
from bot.errors import SettingsError
from bot.web.pages import create_app
from bot.web.server import listen, serve_pages
from tests.builders.articles import NOON
from tests.unit.delivery.test_html import a_document

BRIEFING = Briefing(
    id="brf_1", audience_id="aud_1", slot_at=NOON, window_start_at=None, window_end_at=NOON, created_at=NOON,
    overview=a_document(),
)  # fmt: skip


@asynccontextmanager
async def site(states, stored=(BRIEFING,)):
    """Serve pages on a free port; yields a function that gets (status, headers, text) of a path."""

    async def ready():
        return states

    async def briefings():
        return list(stored)

    async def briefing(briefing_id):
        return next((one for one in stored if one.id == briefing_id), None)

    app = create_app(
        ready=ready, required=("store", "lanes"), briefings=briefings, briefing=briefing, render=render_page
    )
    bound = listen("127.0.0.1", 0)
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_pages(app, bound, stop))
    address = f"http://127.0.0.1:{bound.getsockname()[1]}"
    async with ClientSession() as session:

        async def get(path):
            async with session.get(address + path) as answer:
                return answer.status, answer.headers, await answer.text()

        yield get
    stop.set()
    await serving


async def test_alive_is_not_ready():
    async with site({"store": "cannot be reached", "lanes": "ok"}) as get:
        assert (await get("/healthz"))[0] == 200
        status, _, text = await get("/readyz")
        assert status == 503
        assert "cannot be reached" in text


@pytest.mark.parametrize("slack", ["ok", "connecting", "token_revoked; reinstall the app"])
async def test_a_chat_platform_that_is_away_does_not_unready_the_program(slack):
    async with site({"store": "ok", "lanes": "ok", "slack": slack}) as get:
        assert (await get("/readyz"))[0] == 200


async def test_the_archive_lists_and_shows_briefings_with_strict_headers():
    hostile = dataclasses.replace(BRIEFING.overview, title="<script>x</script>")
    async with site({}, stored=(dataclasses.replace(BRIEFING, overview=hostile),)) as get:
        for path in ("/", "/briefings/brf_1"):
            status, headers, text = await get(path)
            assert status == 200
            assert "<script" not in text
            assert "default-src 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"


async def test_an_unknown_briefing_is_a_404_with_a_way_back():
    async with site({}, stored=()) as get:
        status, _, text = await get("/briefings/brf_none")
        assert status == 404
        assert "href='/'" in text
        assert "No briefing has been made yet" in (await get("/"))[2]


def test_a_taken_port_names_the_setting_to_change():
    with listen("127.0.0.1", 0) as bound, pytest.raises(SettingsError, match=r"web\.port = \d+: cannot listen"):
        listen("127.0.0.1", bound.getsockname()[1])
