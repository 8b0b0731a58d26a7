"""People talk to the program through a fake Slack on real sockets: commands, mentions, buttons, invitations, stops."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.delivery.slack import gateway as gateway_module
from bot.delivery.slack.connection import Connection
from bot.delivery.slack.gateway import SHORTCUT_ID, SlackGateway
from bot.domain.audience import Platform
from bot.errors import CommandError, RefusedSendError
from tests.conversation.slack_setup import NEWS, Desk, RunningGateway, messenger_of, quick_connection, serving
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_blocks import visible
from tests.fakes.slack_world import Message
from tests.unit.delivery.slack.documents import document


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def whispered(slack: FakeSlack, user: str = "U0ANN", number: int = 1) -> Message:
    await slack.world.until(lambda: len(slack.world.whispered(user)) >= number)
    return slack.world.whispered(user)[number - 1]


async def test_a_command_is_acknowledged_while_its_answer_takes_long_and_the_answer_is_private(
    slack: FakeSlack,
) -> None:
    desk = Desk()
    desk.go_on.clear()
    async with serving(slack, desk):
        used = await slack.slash("/brief", "story ferry")
        assert used.ack.seconds < 3
        assert used.ack.payload is None
        assert used.answers == []
        desk.go_on.set()
        answer = await whispered(slack)
    assert "You asked: story ferry" in visible(answer.blocks)
    assert used.answers[0]["response_type"] == "ephemeral"
    assert used.answers[0]["replace_original"] is False
    assert slack.world.posted() == []


async def test_a_call_says_where_who_and_in_which_zone(slack: FakeSlack) -> None:
    desk = Desk()
    async with serving(slack, desk):
        await slack.slash("/brief", "list")
        await whispered(slack)
    (call,) = desk.calls
    assert (call.text, call.place, call.user_id) == ("list", NEWS, "U0ANN")
    assert call.place.platform is Platform.SLACK
    assert (call.operator, call.zone) == (False, "Europe/Berlin")


@pytest.mark.parametrize(
    ("user", "operator", "editor"), [("U0ADMIN", True, True), ("U0CREATOR", True, False), ("U0ANN", False, False)]
)
async def test_operators_are_admins_and_the_channels_creator_and_editors_only_admins(
    slack: FakeSlack, user: str, operator: bool, editor: bool
) -> None:
    """Flags are shown in every channel, and anybody can create one."""
    desk = Desk()
    async with serving(slack, desk):
        await slack.slash("/brief", "pause", user=user)
        await whispered(slack, user)
    (call,) = desk.calls
    assert (call.operator, call.editor) == (operator, editor)
    assert call.user_name == slack.world.users[user].name


async def test_what_slack_does_not_tell_counts_as_no(slack: FakeSlack) -> None:
    slack.world.scopes -= {"users:read"}
    desk = Desk()
    async with serving(slack, desk):
        await slack.slash("/brief", "pause", user="U0ADMIN")
        await whispered(slack, "U0ADMIN")
    (call,) = desk.calls
    assert (call.operator, call.editor, call.zone) == (False, False, None)


async def test_escapes_and_links_of_slack_are_taken_back(slack: FakeSlack) -> None:
    desk = Desk()
    async with serving(slack, desk):
        await slack.slash("/brief", "subscribe &lt;a &amp; b&gt; <https://x.example/f|x.example/f>")
        await whispered(slack)
    assert desk.calls[0].text == "subscribe <a & b> https://x.example/f"


async def test_a_mention_in_a_thread_is_answered_there_and_only_to_the_asker(slack: FakeSlack) -> None:
    root = await slack.say("what about the ferry?")
    async with serving(slack):
        await slack.mention("story ferry", thread_ts=root.ts)
        answer = await whispered(slack)
    assert answer.thread_ts == root.ts
    assert "You asked: story ferry" in visible(answer.blocks)


async def test_a_repeated_event_is_answered_once(slack: FakeSlack) -> None:
    desk = Desk()
    async with serving(slack, desk):
        for retry in range(3):
            await slack.mention("help", event_id="Ev1", retry=retry)
        await slack.mention("list", event_id="Ev2")
        await slack.world.until(lambda: len(slack.world.whispered("U0ANN")) == 2)
    assert sorted(call.text for call in desk.calls) == ["help", "list"]


async def test_twin_without_remembering_events_it_is_answered_again(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway_module, "EVENTS_REMEMBERED", 0)
    desk = Desk()
    async with serving(slack, desk):
        await slack.mention("help", event_id="Ev1")
        await slack.mention("help", event_id="Ev1", retry=1)
        await slack.world.until(lambda: len(slack.world.whispered("U0ANN")) == 2)
    assert len(desk.calls) == 2


async def test_a_button_types_its_command(slack: FakeSlack) -> None:
    await messenger_of(slack).send(place=NEWS, document=document(), key="k", parent=None, search_first=False)
    (briefing,) = slack.world.posted()
    desk = Desk()
    async with serving(slack, desk):
        used = await slack.press(briefing, briefing.blocks[-1]["elements"][0])
        await whispered(slack)
    assert desk.calls[0].text == "dispute dsp_1"
    assert len(used.answers) == 1
    assert slack.world.posted() == [briefing]


async def test_a_button_in_a_thread_is_answered_in_the_thread(slack: FakeSlack) -> None:
    messenger = messenger_of(slack)
    root = await messenger.send(place=NEWS, document=document(), key="k", parent=None, search_first=False)
    await messenger.send(place=NEWS, document=document(), key="k2", parent=root, search_first=False)
    detail = slack.world.posted()[1]
    async with serving(slack):
        used = await slack.press(detail, detail.blocks[-1]["elements"][1])
        answer = await whispered(slack)
    assert answer.thread_ts == root.message_id
    assert used.answers == []


async def test_the_message_shortcut_asks_for_stories_about_the_message(slack: FakeSlack) -> None:
    said = await slack.say("The ferry &amp; the crane: what is going on?")
    desk = Desk()
    async with serving(slack, desk):
        await slack.shortcut(SHORTCUT_ID, said)
        await whispered(slack)
    assert desk.calls[0].text == "story The ferry & the crane: what is going on?"


async def test_the_message_shortcut_on_a_briefing_asks_what_its_first_button_asks(slack: FakeSlack) -> None:
    await messenger_of(slack).send(place=NEWS, document=document(), key="k", parent=None, search_first=False)
    desk = Desk()
    async with serving(slack, desk):
        await slack.shortcut(SHORTCUT_ID, slack.world.posted()[0])
        await whispered(slack)
    assert desk.calls[0].text == "dispute dsp_1"


async def test_when_the_response_url_is_used_up_the_answer_comes_by_message(slack: FakeSlack) -> None:
    desk = Desk()
    desk.go_on.clear()
    async with serving(slack, desk):
        used = await slack.slash("/brief", "help")
        used.answers.extend([{}] * 5)
        desk.go_on.set()
        answer = await whispered(slack)
    assert "You asked: help" in visible(answer.blocks)
    assert len(used.answers) == 5


async def test_an_expected_failure_is_the_answer(slack: FakeSlack) -> None:
    desk = Desk()
    desk.failure = CommandError("There is no topic by that name; /brief list shows them.")
    async with serving(slack, desk):
        await slack.slash("/brief", "now nonsense")
        answer = await whispered(slack)
    assert "There is no topic by that name" in visible(answer.blocks)


async def test_an_unexpected_failure_is_apologised_for_logged_and_stops_nothing(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk()
    desk.failure = ZeroDivisionError("secret detail")
    async with serving(slack, desk):
        await slack.slash("/brief", "now")
        answer = await whispered(slack)
        desk.failure = None
        await slack.slash("/brief", "help")
        await whispered(slack, number=2)
    assert "secret detail" not in visible(answer.blocks)
    assert "our side" in visible(answer.blocks)
    assert "secret detail" in caplog.text


async def test_an_invitation_is_welcomed_once_in_public(slack: FakeSlack) -> None:
    desk = Desk()
    joined = {"type": "member_joined_channel", "user": "U0BOT", "channel": "C0NEWS", "inviter": "U0ADMIN"}
    async with serving(slack, desk):
        await slack.event(joined, event_id="Ev7")
        await slack.event(joined, event_id="Ev7", retry=1)
        await slack.event(joined | {"user": "U0ANN"})
        await slack.world.until(lambda: len(slack.world.posted()) == 1)
    assert [(call.text, call.zone) for call in desk.calls] == [("help", "America/New_York")]
    assert len(slack.world.posted()) == 1


async def test_the_command_may_have_another_name(slack: FakeSlack) -> None:
    async with serving(slack, command="/news"):
        used = await slack.slash("/news", "help")
        await whispered(slack)
        assert used.ack


async def test_it_comes_back_after_slack_asks_for_a_new_connection_or_drops_it(slack: FakeSlack) -> None:
    async with serving(slack):
        await slack.sockets.refresh()
        await slack.world.until(lambda: slack.sockets.accepted >= 2 and bool(slack.sockets.connections))
        await slack.sockets.drop_all()
        await slack.world.until(lambda: slack.sockets.accepted >= 3 and bool(slack.sockets.connections))
        used = await slack.slash("/brief", "help")
        await whispered(slack)
        assert used.ack


async def test_a_socket_that_went_silent_is_replaced(slack: FakeSlack) -> None:
    async with serving(slack):
        slack.world.faults.silent_pings = True
        await slack.world.until(lambda: slack.sockets.accepted >= 2)
        slack.world.faults.silent_pings = False
        await slack.world.until(lambda: bool(slack.sockets.connections))
        assert slack.sockets.accepted >= 2


def openings(slack: FakeSlack) -> int:
    return [name for name, _ in slack.world.calls].count("apps.connections.open")


async def test_the_watchdog_starts_a_new_client_when_the_old_one_cannot_come_back(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(slack) as running:
        slack.world.faults.closed_door = True
        await slack.sockets.drop_all()
        await slack.world.until(lambda: "starting a new client" in caplog.text or running.task.done())
        assert not running.gateway.connected
        slack.world.faults.closed_door = False
        await slack.world.until(lambda: bool(slack.sockets.connections))
        await slack.slash("/brief", "help")
        await whispered(slack)


async def test_an_app_token_revoked_in_the_middle_of_the_day_is_told(slack: FakeSlack) -> None:
    running = RunningGateway(slack, Desk())
    await running.connected()
    slack.world.app_token = "xapp-another"
    await slack.sockets.drop_all()
    with pytest.raises(RefusedSendError, match=r"slack\.app_token"):
        await running.task


async def test_twin_without_the_watchdog_the_vendor_tries_the_revoked_token_for_ever(slack: FakeSlack) -> None:
    def unwatched(**options: object) -> Connection:
        return quick_connection(**options, stale_seconds=1e9)

    async with serving(slack, connection=unwatched) as running:
        slack.world.app_token = "xapp-another"
        before = openings(slack)
        await slack.sockets.drop_all()
        await slack.world.until(lambda: openings(slack) > before + 8)
        assert not running.task.done()


async def test_a_bad_bot_token_ends_the_gateway_alone_and_names_the_fix(slack: FakeSlack) -> None:
    slack.world.faults.token_revoked = True
    gateway = SlackGateway(
        token=slack.world.bot_token,
        app_token=slack.world.app_token,
        answer=Desk().answer,
        base_url=slack.api_url,
    )
    with pytest.raises(RefusedSendError, match="reinstall") as caught:
        await gateway.run(asyncio.Event())
    assert slack.world.bot_token not in caught.value.message


async def test_a_stop_ends_the_wait_for_a_network_that_is_away(slack: FakeSlack) -> None:
    address = slack.api_url
    await slack.stop()
    stop = asyncio.Event()
    gateway = SlackGateway(token="xoxb-1", app_token="xapp-1", answer=Desk().answer, base_url=address)
    running = asyncio.create_task(gateway.run(stop))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(running, 5)
    assert not gateway.connected


async def test_a_stop_does_not_wait_for_a_connection_that_hangs(slack: FakeSlack) -> None:
    """Signing in hangs first, opening the socket second; neither holds the program back when it is told to stop."""
    hanging = await asyncio.start_server(lambda reader, _: reader.read(), "127.0.0.1", 0)
    address = f"http://127.0.0.1:{hanging.sockets[0].getsockname()[1]}/api/"
    async with hanging:
        stop = asyncio.Event()
        gateway = SlackGateway(token="xoxb-1", app_token="xapp-1", answer=Desk().answer, base_url=address)
        running = asyncio.create_task(gateway.run(stop))
        asyncio.get_running_loop().call_later(0.1, stop.set)
        await asyncio.wait_for(running, 5)
        assert not gateway.connected
    slack.web.link = lambda: "ws://127.0.0.1:1/nobody"
    running = RunningGateway(slack, Desk(), connection=Connection)
    await slack.world.until(lambda: openings(slack) > 0)
    await asyncio.wait_for(running.close(), 5)


async def test_a_stop_finishes_what_was_acknowledged(slack: FakeSlack) -> None:
    desk = Desk()
    desk.go_on.clear()
    async with serving(slack, desk) as running:
        await slack.slash("/brief", "help")
        running.stop.set()
        await slack.world.until(lambda: not slack.sockets.connections)
        assert slack.world.whispered("U0ANN") == []
        desk.go_on.set()
        await running.task
        assert len(slack.world.whispered("U0ANN")) == 1
    with pytest.raises(LookupError):
        await slack.slash("/brief", "too late")


async def test_twin_without_draining_the_acknowledged_command_is_lost(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk()
    desk.go_on.clear()
    async with serving(slack, desk, drain_seconds=0.0) as running:
        await slack.slash("/brief", "help")
        running.stop.set()
        await running.task
        desk.go_on.set()
    assert slack.world.whispered("U0ANN") == []
