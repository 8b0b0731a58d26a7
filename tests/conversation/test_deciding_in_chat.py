"""Editors decide from Slack and from Discord: who may does, who may not is told who may, all in private."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.commands.grammar import VERBS
from tests.conversation.discord.test_discord_conversation import Bot, room, texts
from tests.conversation.slack_setup import Desk, serving
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_blocks import pings, visible
from tests.unit.commands.desk import open_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

DISPUTE = "dsp_crane"
WHY = "@everyone <!channel> *two* cranes"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def whispered(slack: FakeSlack, user: str):
    await slack.world.until(lambda: slack.world.whispered(user))
    return slack.world.whispered(user)[-1]


@pytest.mark.parametrize(
    ("user", "told"),
    [("U0ANN", "admins and owners"), ("U0CREATOR", "admins and owners"), ("U0ADMIN", "flag dismissed")],
)
async def test_in_slack_admins_decide_and_all_others_are_told_who_may(slack: FakeSlack, user: str, told: str) -> None:
    newsroom, desk = await open_desk(), Desk()
    desk.answer = newsroom.answer
    async with serving(slack, desk):
        await slack.mention(
            f"dispute {DISPUTE} dismiss because {WHY.replace('<', '&lt;').replace('>', '&gt;')}", user=user
        )
        answer = await whispered(slack, user)
    assert told in visible(answer.blocks)
    assert not pings(answer.blocks)
    assert slack.world.posted() == []
    decided = await newsroom.stores.disputes.decisions()
    assert [(one.why, one.by.user_id) for one in decided] == ([(WHY, "U0ADMIN")] if user == "U0ADMIN" else [])


async def test_on_discord_those_who_manage_the_server_decide_by_typed_options() -> None:
    newsroom, bot = await open_desk(), Bot()
    bot.answer = newsroom.answer
    client = bot.client(verbs=VERBS)
    async with room(client) as here:
        options = {"dispute": DISPUTE, "decision": "dismiss", "why": WHY}
        refused = await here.ann.slash(here.channel, "brief dispute", **options)
        assert refused.ephemeral
        assert "those who may manage the server" in texts(refused)
        assert await newsroom.stores.disputes.decisions() == []
        done = await here.chief.slash(here.channel, "brief dispute", **options)
        assert done.ephemeral
        assert "flag dismissed" in texts(done)
        gone = await here.ann.slash(here.channel, "brief disputes")
        assert "No disputed claim" in texts(gone)
        listed = await here.ann.slash(here.channel, "brief dispute", dispute=DISPUTE, decision="split")
        assert "1 · Allegation" in texts(listed)
        (decided,) = await newsroom.stores.disputes.decisions()
    assert (decided.why, decided.by.user_id, decided.by.name) == (WHY, str(here.chief.id), here.chief.name)
