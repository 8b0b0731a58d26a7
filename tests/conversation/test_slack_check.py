"""`counterpoint check` against a fake Slack: each problem is one line with its fix, and nothing is posted."""

from collections.abc import AsyncIterator

import pytest

from bot.delivery.slack.checking import check
from tests.fakes.slack import FakeSlack


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server
        assert server.world.messages == []


async def problems(
    slack: FakeSlack, *channels: str, token: str = "xoxb-fake", app_token: str = "xapp-fake"
) -> list[str]:
    return await check(token=token, app_token=app_token, channel_ids=channels, base_url=slack.api_url)


async def test_all_is_well(slack: FakeSlack) -> None:
    assert await problems(slack, "C0NEWS", "G0SECRET") == []


async def test_bad_tokens_are_told_both_at_once(slack: FakeSlack) -> None:
    bot, app = await problems(slack, "C0NEWS", token="xoxb-no", app_token="xapp-no")
    assert bot.startswith("slack.bot_token: Slack refused: invalid_auth")
    assert app.startswith("slack.app_token")
    assert "xoxb-no" not in bot


async def test_each_missing_scope_is_named_with_its_use(slack: FakeSlack) -> None:
    slack.world.scopes -= {"channels:history", "users:read"}
    history, users = await problems(slack)
    assert "channels:history" in history
    assert "not confirmed" in history
    assert "users:read" in users


@pytest.mark.parametrize(
    ("channel", "fix"), [("C0ALIEN", "/invite"), ("C0OLD", "unarchive"), ("C0NONE", "invite the app")]
)
async def test_a_channel_that_cannot_be_reached_names_the_fix(slack: FakeSlack, channel: str, fix: str) -> None:
    (line,) = await problems(slack, "C0NEWS", channel)
    assert channel in line
    assert fix in line


async def test_a_network_that_is_away_is_told(slack: FakeSlack) -> None:
    await slack.stop()
    assert all("network" in line for line in await problems(slack))
