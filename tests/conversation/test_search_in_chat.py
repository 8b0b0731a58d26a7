"""People search from Slack (command, mention, button) and from Discord (typed option, button): one private answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.commands import search
from bot.commands.grammar import VERBS
from bot.commands.router import build_answer
from bot.store.memory.stores import memory_stores
from tests.contract.samples import article, revision
from tests.conversation.discord.test_discord_conversation import Bot, room, texts
from tests.conversation.slack_setup import Desk, serving
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_blocks import pings, visible
from tests.unit.commands.desk import FixedClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HOSTILE = "@everyone <!channel> *Bridge* no. 7 &amp; <@U0ANN>"
TITLES = [f"Bridge report number {number}" for number in range(1, 7)]


@pytest.fixture
async def desk() -> Desk:
    """Commands over seven articles about a bridge, behind what the Slack conversations share."""
    stores = memory_stores()
    for number, title in enumerate([*TITLES, HOSTILE]):
        told = revision(f"a{number}", title=title, body=f"The old bridge is closed, {title}.", digest=str(number))
        await stores.articles.add(article(f"a{number}", key=str(number)), told)
    handlers = {"search": partial(search.answer, search=stores.search, stories=stores.stories)}
    desk = Desk()
    desk.answer = build_answer(handlers, clock=FixedClock())
    return desk


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def whispered(slack: FakeSlack, number: int = 1):
    await slack.world.until(lambda: len(slack.world.whispered("U0ANN")) >= number)
    return slack.world.whispered("U0ANN")[number - 1]


def found_on(shown: str) -> set[str]:
    return {title for title in [*TITLES, HOSTILE] if title in shown}


async def test_a_slash_command_finds_five_and_its_button_the_rest(slack: FakeSlack, desk: Desk) -> None:
    async with serving(slack, desk):
        await slack.slash("/brief", 'search "old bridge"')
        first = await whispered(slack)
        button = first.blocks[-1]["elements"][0]
        assert button["value"] == 'search "old bridge" page:2'
        await slack.press(first, button)
        second = await whispered(slack, 2)
    assert slack.world.posted() == []
    pages = [found_on(visible(one.blocks)) for one in (first, second)]
    assert [len(page) for page in pages] == [5, 2]
    assert pages[0] | pages[1] == {*TITLES, HOSTILE}
    assert not [*pings(first.blocks), *pings(second.blocks)]


async def test_a_mention_searches_too_with_what_slack_made_of_it(slack: FakeSlack, desk: Desk) -> None:
    async with serving(slack, desk):
        await slack.mention("search “old bridge” source:<http://gazette.example|gazette.example>")
        nothing = await whispered(slack)
        await slack.mention("search “old bridge” no source:gazette")
        found = await whispered(slack, 2)
    assert "Nothing found" in visible(nothing.blocks)
    assert "source:gazette.example" in visible(nothing.blocks)
    assert HOSTILE in visible(found.blocks)


async def test_a_bad_search_is_answered_with_the_fix(slack: FakeSlack, desk: Desk) -> None:
    async with serving(slack, desk):
        await slack.slash("/brief", "search date:soon bridge")
        answer = await whispered(slack)
    assert "date:soon is no day: write date:2026-03-02" in visible(answer.blocks)


async def test_discord_takes_the_words_as_a_typed_option(desk: Desk) -> None:
    bot = Bot()
    bot.answer = desk.answer
    client = bot.client(verbs=VERBS)
    async with room(client) as here:
        result = await here.ann.slash(here.channel, "brief search", words='"old bridge" page:2')
        assert result.ephemeral
        assert "Found 7 articles" in texts(result)
        assert texts(result).count("**old bridge**") == 2
        assert here.channel.last_message is None or here.channel.last_message.flags.ephemeral
