"""The real program against Discord's digital twin, and against Slack beside it: one audience file, two platforms."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.document import lines_of
from tests.e2e.newsroom import (
    AUDIENCE,
    CLAIM,
    DENIAL,
    SLACK_AUDIENCE,
    discord_settings,
    latest_briefings,
    miss_a_slot,
    publish,
    slack_settings,
    write_files,
)
from tests.e2e.program import Program
from tests.fakes.discord_twin import Twin, discord_twin
from tests.fakes.feeds import FeedServer
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_blocks import visible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

pytestmark = pytest.mark.node


@pytest.fixture
def twin() -> Iterator[Twin]:
    with discord_twin() as running:
        yield running


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


@pytest.fixture
async def config(tmp_path: Path, twin: Twin, slack: FakeSlack) -> AsyncIterator[Path]:
    audience = AUDIENCE.format(platform="discord", workspace=twin.guild, channel=twin.channels["news"])
    discord = discord_settings(twin.token, twin.api_url, twin.gateway_url)
    async with FeedServer() as feeds:
        publish(feeds)
        yield write_files(tmp_path, feeds, slack_settings(slack.api_url) + discord + SLACK_AUDIENCE + audience)


def words(message: dict[str, Any]) -> str:
    """Return what a message says, without Markdown's escapes."""
    return json.dumps([message["content"], message["embeds"]], ensure_ascii=False).replace("\\", "")


async def public(twin: Twin, channel: str) -> list[dict[str, Any]]:
    return [each for each in await twin.messages(channel) if not each["ephemeral"]]


async def private_answer(twin: Twin, do: str, **values: object) -> str:
    """Use a command or press a button; return the private answer. The twin's front refuses what comes after 3 s."""
    news = twin.channels["news"]
    before = {each["id"] for each in await twin.messages(news)}
    sent = await twin.ask(do, channel=news, **values)
    acknowledged = await twin.answered(sent["id"])
    assert (acknowledged["type"], json.loads(acknowledged["data"])["flags"]) == (5, 64)
    answer = await twin.wait_for(news, lambda each: each["id"] not in before and bool(each["embeds"]))
    assert answer["ephemeral"]
    return words(answer)


DISPUTES = {"name": "brief", "options": [{"name": "disputes", "type": 1, "options": []}]}


def button(message: dict[str, Any], ending: str) -> str:
    """Return the custom_id of the first button that asks something."""
    ids = [each["custom_id"] for row in message["components"] for each in row["components"]]
    assert any(ending in each for each in ids), ids
    return next(each for each in ids if ending in each)


async def until_there_are(twin: Twin, thread: str, count: int) -> None:
    async with asyncio.timeout(30):
        while len(await public(twin, thread)) < count:
            await asyncio.sleep(0.05)


@pytest.mark.timeout(240)
async def test_a_due_slot_is_posted_once_with_its_details_on_both_platforms(
    config: Path, twin: Twin, slack: FakeSlack
) -> None:
    news = twin.channels["news"]
    async with Program(config) as program:
        await program.until_working("discord")
        await program.until_logged("analysed")
        while DENIAL not in (shown := await private_answer(twin, "slash", **DISPUTES)):
            pass
        assert CLAIM in shown
        assert await public(twin, news) == []
        assert await program.stop() == 0

    await miss_a_slot(config)
    async with Program(config) as program:
        overview = await twin.wait_for(news, lambda each: not each["ephemeral"])
        details = len((await latest_briefings(config))[0].details)
        await until_there_are(twin, overview["id"], 1 + details)
        await slack.world.until(lambda: len(slack.world.posted()) == 1 + details, seconds=60)
        assert await program.stop() == 0

    async with Program(config) as program:  # after a restart nothing is posted again, and old buttons work
        await program.until_working("discord")
        pressed = {"message": overview["id"], "customId": button(overview, ":disputes")}
        shown = await private_answer(twin, "press", **pressed)
        assert CLAIM in shown
        assert DENIAL in shown
        assert await program.stop() == 0

    assert [each["id"] for each in await public(twin, news)] == [overview["id"]]
    assert len(await public(twin, overview["id"])) == 1 + details  # a thread shows its first message
    assert len(slack.world.posted()) == 1 + details
    assert await twin.problems() == []

    ours = {tuple(line.text for line in lines_of(each.overview)) for each in await latest_briefings(config)}
    (lines,) = ours  # the same lines for both
    shown_on_slack = visible(slack.world.posted()[0].blocks)
    for line in lines:
        assert line in words(overview)
        assert line in shown_on_slack
