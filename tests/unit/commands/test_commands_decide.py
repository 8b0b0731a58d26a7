"""Who may decide about flags, which are one for all channels."""

from datetime import UTC, datetime

import pytest

from bot.commands.decide import at_home
from bot.domain.audience import Platform
from bot.domain.decision import Decision, DecisionKind, Editor, Order
from bot.errors import CommandError

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
