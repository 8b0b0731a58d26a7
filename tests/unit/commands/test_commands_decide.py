"""Who may decide about flags, which are one for all channels."""

from datetime import UTC, datetime

import pytest

from bot.commands.decide import ask_why, at_home, may_decide
from bot.delivery.discord import limits as discord
from bot.delivery.discord.render import render_modal as discord_modal
from bot.delivery.slack import limits as slack
from bot.delivery.slack.render import render_modal as slack_modal
from bot.domain.audience import Place, Platform
from bot.domain.call import Call
from bot.domain.decision import Decision, DecisionKind, Editor, Order
from bot.errors import CommandError
from tests.fakes.discord_limits import problems_of_modal
from tests.fakes.slack_views import validate_modal

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ORDER = Order(kind=DecisionKind.DISMISS, dispute_id="dsp_1", why="No dispute.")


async def decide(order: Order, *, by: Editor, now: datetime) -> Decision:
    return Decision(id="dec_1", kind=order.kind, dispute_id=order.dispute_id, by=by, at=now, why=order.why, mentions=())


def editor(platform: Platform, workspace: str) -> Editor:
    return Editor(platform=platform, workspace_id=workspace, user_id="7", name="Mara Lind")


@pytest.mark.parametrize(("platform", "workspace"), [(Platform.DISCORD, "42"), (Platform.SLACK, "T1")])
async def test_editors_of_a_server_that_the_settings_name_decide(platform: Platform, workspace: str):
    made = await at_home(decide, {"42"})(ORDER, by=editor(platform, workspace), now=NOW)
    assert made.dispute_id == "dsp_1"


async def test_managers_of_another_server_that_has_the_bot_do_not_decide():
    with pytest.raises(CommandError, match="server 43, in \\[\\[audience\\]\\]") as refused:
        await at_home(decide, {"42"})(ORDER, by=editor(Platform.DISCORD, "43"), now=NOW)
    assert "43" in refused.value.reader


@pytest.mark.parametrize("kind", ["confirm", "dismiss", "undo"])
def test_a_button_without_a_reason_asks_for_it_within_the_limits_of_both_platforms(kind: str):
    command = f"dispute dsp_0123456789abcdef {kind} because"
    question = ask_why(command)
    assert question is not None
    assert slack.units(question.title) <= slack.MODAL_WORD_CHARS
    assert slack.units(question.send) <= slack.MODAL_WORD_CHARS
    assert discord.units(question.title) <= discord.MODAL_TITLE_CHARS
    assert discord.units(question.prompt) <= discord.LABEL_CHARS
    assert discord.units(question.hint) <= discord.LABEL_DESCRIPTION_CHARS
    assert problems_of_modal(discord_modal(command, question)) == []
    assert validate_modal(slack_modal(question, metadata="{}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dispute",
        "dispute dsp_1",
        "dispute dsp_1 dismiss because it is none",
        "dispute dsp_1 frobnicate",
        "dispute dsp_1 split",
        "dispute dsp_1 merge dsp_2",
        "disputes dismiss",
        "story dsp_1 dismiss",
        "frobnicate",
    ],
)
def test_nothing_else_is_asked_about(text: str):
    assert ask_why(text) is None


@pytest.mark.parametrize(
    ("platform", "workspace", "editor", "may"),
    [
        (Platform.SLACK, "T1", True, True),
        (Platform.SLACK, "T1", False, False),
        (Platform.DISCORD, "42", True, True),
        (Platform.DISCORD, "43", True, False),
        (Platform.DISCORD, "42", False, False),
    ],
)
def test_buttons_are_for_those_who_decide(platform: Platform, workspace: str, editor: bool, may: bool):
    place = Place(platform=platform, workspace_id=workspace, channel_id="1")
    assert may_decide(Call(text="", place=place, user_id="7", editor=editor), {"42"}) is may
