"""Editors decide from Slack and from Discord: who may does, who may not is told who may, all in private."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.commands.decide import ask_why
from bot.commands.grammar import VERBS
from bot.delivery.discord.conversation import Conversation
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


def button(message, label: str):
    """Return the button of a Slack message whose label begins so."""
    rows = [block for block in message.blocks if block["type"] == "actions"]
    return next(each for row in rows for each in row["elements"] if each["text"]["text"].startswith(label))


async def test_in_slack_an_admin_presses_a_button_says_why_and_the_answer_is_private(slack: FakeSlack) -> None:
    newsroom, desk = await open_desk(), Desk()
    desk.answer = newsroom.answer
    async with serving(slack, desk, ask=ask_why):
        await slack.slash("/brief", f"dispute {DISPUTE}", user="U0ADMIN")
        details = await whispered(slack, "U0ADMIN")
        pressed = await slack.press(details, button(details, "Dismiss"), user="U0ADMIN")
        await slack.world.until(lambda: bool(slack.world.views))
        (view,) = slack.world.views
        assert view["title"]["text"] == "Dismiss this flag"
        assert await newsroom.stores.disputes.decisions() == []  # nothing is decided before it is said why
        sent = await slack.submit(view, WHY, user="U0ADMIN")
        assert sent.payload in (None, {})  # which closes the dialogue
        await slack.world.until(lambda: bool(pressed.answers))
        assert "flag dismissed" in visible(pressed.answers[-1]["blocks"])
        assert pressed.answers[-1]["response_type"] == "ephemeral"
        await slack.press(
            slack.world.whispered("U0ADMIN")[-1], button(slack.world.messages[-1], "Details"), user="U0ADMIN"
        )
        await slack.world.until(lambda: "by an editor (adele" in visible(slack.world.whispered("U0ADMIN")[-1].blocks))
        assert button(slack.world.whispered("U0ADMIN")[-1], "Undo")
    assert slack.world.posted() == []
    (decided,) = await newsroom.stores.disputes.decisions()
    assert (decided.why, decided.by.user_id, decided.by.name) == (WHY, "U0ADMIN", "adele")


async def test_in_slack_others_see_no_buttons_and_a_forged_dialogue_decides_nothing(slack: FakeSlack) -> None:
    """Twin of the test before: what a button does is not believed because it was pressed."""
    newsroom, desk = await open_desk(), Desk()
    desk.answer = newsroom.answer
    async with serving(slack, desk, ask=ask_why):
        await slack.slash("/brief", f"dispute {DISPUTE}", user="U0ADMIN")
        details = await whispered(slack, "U0ADMIN")
        await slack.slash("/brief", f"dispute {DISPUTE}")
        shown = await whispered(slack, "U0ANN")
        assert all(block["type"] != "actions" for block in shown.blocks)
        await slack.press(details, button(details, "Dismiss"), user="U0ADMIN")
        await slack.world.until(lambda: bool(slack.world.views))
        await slack.submit(slack.world.views[0], WHY, user="U0ANN")
        await slack.world.until(lambda: len(slack.world.whispered("U0ANN") + slack.world.whispered("U0ADMIN")) >= 3)
    assert await newsroom.stores.disputes.decisions() == []
    assert "admins and owners" in visible(slack.world.messages[-1].blocks)


async def test_in_slack_a_dialogue_that_cannot_open_is_answered_with_what_to_type(slack: FakeSlack) -> None:
    newsroom, desk = await open_desk(), Desk()
    desk.answer = newsroom.answer
    async with serving(slack, desk, ask=ask_why):
        await slack.slash("/brief", f"dispute {DISPUTE}", user="U0ADMIN")
        details = await whispered(slack, "U0ADMIN")
        slack.world.faults.stale_triggers = True
        pressed = await slack.press(details, button(details, "Confirm"), user="U0ADMIN")
        await slack.world.until(lambda: bool(pressed.answers))
    assert f"/brief dispute {DISPUTE} confirm because …" in visible(pressed.answers[-1]["blocks"])


async def test_on_discord_managers_press_a_button_and_say_why() -> None:
    bot = Bot()
    newsroom = None

    async def answer(call):
        return await newsroom.answer(call)

    conversation = Conversation(answer=answer, suggest=bot.suggest, ask=ask_why)
    async with room(bot.client(conversation, verbs=VERBS)) as here:
        newsroom = await open_desk({str(here.guild.id)})
        seen = await here.ann.slash(here.channel, "brief dispute", dispute=DISPUTE)
        assert not seen.response.components
        details = await here.chief.slash(here.channel, "brief dispute", dispute=DISPUTE)
        opened = await here.chief.click(details.response, label="Dismiss this flag …")
        assert opened.modal is not None
        assert await newsroom.stores.disputes.decisions() == []
        done = await here.chief.submit_modal(opened, {"words": WHY})
        assert done.ephemeral
        assert "flag dismissed" in texts(done)
        again = await here.chief.slash(here.channel, "brief dispute", dispute=DISPUTE)
        labels = [each["label"] for row in again.response.components for each in row["components"]]
        assert "Undo the decision …" in labels
        (decided,) = await newsroom.stores.disputes.decisions()
    assert (decided.why, decided.by.name) == (WHY, here.chief.name)


async def test_on_discord_managers_of_a_server_that_the_settings_do_not_name_see_no_buttons() -> None:
    bot = Bot()
    newsroom = await open_desk({"1"})
    bot.answer = newsroom.answer
    async with room(bot.client(verbs=VERBS)) as here:
        details = await here.chief.slash(here.channel, "brief dispute", dispute=DISPUTE)
        assert not details.response.components
