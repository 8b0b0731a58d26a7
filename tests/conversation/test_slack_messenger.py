"""Deliveries to a fake Slack on real sockets: posted once, found again, refused with the fix, never doubled."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_sdk.http_retry.builtin_async_handlers import async_default_handlers

from bot.delivery.slack import client, history
from bot.delivery.slack.messenger import SlackMessenger
from bot.domain.delivery import Receipt
from bot.errors import RefusedSendError, RetrySendError, SendError, UnknownSendError
from tests.conversation.slack_setup import NEWS, HandClock, SystemClock, at, messenger_of
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_blocks import pings, visible
from tests.unit.delivery.slack.documents import document, line, said, story

BRIEFING = document()


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def send(messenger: SlackMessenger, *, key: str = "k1", search_first: bool = False, **more: object) -> Receipt:
    wish = {"place": NEWS, "document": BRIEFING, "parent": None} | more
    return await messenger.send(key=key, search_first=search_first, **wish)


async def test_a_briefing_is_posted_with_its_key_and_without_previews(slack: FakeSlack) -> None:
    receipt = await send(messenger_of(slack))
    (message,) = slack.world.posted()
    assert receipt.message_id == message.ts
    assert message.metadata == {"event_type": "counterpoint_delivery", "event_payload": {"key": "k1"}}
    assert "The ferry stays in port until Friday." in visible(message.blocks)
    assert message.options["unfurl_links"] is False
    assert message.options["unfurl_media"] is False


async def test_details_go_into_the_thread_of_the_overview(slack: FakeSlack) -> None:
    messenger = messenger_of(slack)
    overview = await send(messenger)
    await send(messenger, key="k2", parent=overview)
    assert [m.thread_ts for m in slack.world.posted()] == [None, overview.message_id]


async def edit(messenger: SlackMessenger, message: Receipt, text: str = "CORRECTION") -> None:
    await messenger.edit(place=NEWS, document=said(text), key="k1", message=message, parent=None)


async def test_an_edited_message_says_something_else_and_keeps_its_key(slack: FakeSlack) -> None:
    messenger = messenger_of(slack)
    receipt = await send(messenger)
    await edit(messenger, receipt, "CORRECTION <!channel>")
    (message,) = slack.world.posted()
    assert "CORRECTION <!channel>" in visible(message.blocks)
    assert not pings(message.blocks)
    assert await send(messenger_of(slack), search_first=True) == receipt


async def test_an_edit_whose_answer_is_lost_is_tried_again(slack: FakeSlack) -> None:
    messenger = messenger_of(slack)
    receipt = await send(messenger)
    slack.world.faults.server_errors = 1
    with pytest.raises(RetrySendError):
        await edit(messenger, receipt)
    await edit(messenger, receipt)
    assert [name for name, _ in slack.world.calls].count("chat.update") == 2
    assert len(slack.world.posted()) == 1


async def test_an_edit_of_a_deleted_message_is_refused(slack: FakeSlack) -> None:
    with pytest.raises(RefusedSendError, match="was deleted"):
        await edit(messenger_of(slack), Receipt(message_id="1.000001"))


async def test_a_lost_answer_is_looked_up_at_once_and_nothing_is_posted_twice(slack: FakeSlack) -> None:
    slack.world.faults.lost_answers = 1
    receipt = await send(messenger_of(slack))
    assert [m.ts for m in slack.world.posted()] == [receipt.message_id]


async def test_a_later_attempt_finds_what_an_earlier_one_posted(slack: FakeSlack) -> None:
    first = await send(messenger_of(slack))
    again = await send(messenger_of(slack), search_first=True)
    assert again == first
    assert len(slack.world.posted()) == 1


async def test_a_later_attempt_finds_a_detail_in_its_thread(slack: FakeSlack) -> None:
    messenger = messenger_of(slack)
    overview = await send(messenger)
    slack.world.faults.lost_answers = 1
    detail = await send(messenger, key="k2", parent=overview)
    again = await send(messenger, key="k2", parent=overview, search_first=True)
    assert again == detail
    assert len(slack.world.posted()) == 2


async def test_a_later_attempt_posts_what_never_arrived(slack: FakeSlack) -> None:
    slack.world.faults.lost_before_storing = 1
    with pytest.raises(RetrySendError, match="not in the channel"):
        await send(messenger_of(slack))
    assert slack.world.posted() == []
    await send(messenger_of(slack), search_first=True)
    assert len(slack.world.posted()) == 1


async def test_the_key_is_found_behind_many_newer_messages(slack: FakeSlack) -> None:
    receipt = await send(messenger_of(slack))
    for number in range(450):
        await slack.say(f"chatter {number}")
    assert await send(messenger_of(slack), search_first=True) == receipt


async def test_a_channel_too_busy_to_search_is_left_to_a_person(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGES", 2)
    for number in range(450):
        await slack.say(f"chatter {number}")
    with pytest.raises(UnknownSendError, match="look in the channel"):
        await send(messenger_of(slack), search_first=True)
    assert all(m.user != slack.world.bot_user for m in slack.world.posted())


async def test_without_the_history_scope_a_later_attempt_posts_nothing_and_says_why(slack: FakeSlack) -> None:
    slack.world.scopes -= {"channels:history"}
    with pytest.raises(UnknownSendError, match="channels:history"):
        await send(messenger_of(slack), search_first=True)
    assert slack.world.posted() == []


async def test_after_a_failure_on_slacks_side_history_tells_whether_to_try_again(slack: FakeSlack) -> None:
    slack.world.faults.server_errors = 1
    with pytest.raises(RetrySendError, match="not in the channel"):
        await send(messenger_of(slack))


async def test_a_lost_answer_that_history_cannot_tell_about_is_unknown(slack: FakeSlack) -> None:
    slack.world.scopes -= {"channels:history"}
    slack.world.faults.lost_answers = 1
    with pytest.raises(UnknownSendError):
        await send(messenger_of(slack))
    assert len(slack.world.posted()) == 1


@pytest.mark.parametrize(
    ("channel", "fix"),
    [("C0ALIEN", "invite"), ("C0NONE", "invite"), ("C0OLD", "unarchive")],
)
async def test_a_channel_that_refuses_names_the_fix(slack: FakeSlack, channel: str, fix: str) -> None:
    with pytest.raises(RefusedSendError, match=fix):
        await send(messenger_of(slack), place=at(channel))


async def test_a_revoked_token_names_the_fix_and_never_the_token(slack: FakeSlack) -> None:
    slack.world.faults.token_revoked = True
    with pytest.raises(RefusedSendError, match="reinstall") as caught:
        await send(messenger_of(slack))
    assert slack.world.bot_token not in caught.value.message


async def test_a_missing_scope_is_named(slack: FakeSlack) -> None:
    slack.world.scopes -= {"chat:write"}
    with pytest.raises(RefusedSendError, match="chat:write"):
        await send(messenger_of(slack))


async def test_nobody_listening_is_not_sent_for_certain(slack: FakeSlack) -> None:
    messenger = messenger_of(slack)
    await slack.stop()
    with pytest.raises(RetrySendError, match="network"):
        await send(messenger)


async def test_an_answer_that_does_not_come_in_time_is_unknown() -> None:
    silent = await asyncio.start_server(lambda reader, _: reader.read(), "127.0.0.1", 0)
    address = f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}/api/"
    async with silent:
        messenger = SlackMessenger(token="xoxb-1", clock=SystemClock(), base_url=address, timeout_seconds=0.2)
        with pytest.raises(UnknownSendError, match="TimeoutError"):
            await send(messenger)


async def test_a_rate_limit_is_passed_on_with_the_time_slack_asks_for(slack: FakeSlack) -> None:
    slack.world.faults.rate_limited = True
    slack.world.faults.rate_interval_seconds = 30.0
    messenger = messenger_of(slack)
    await send(messenger)
    with pytest.raises(RetrySendError) as caught:
        await send(messenger, key="k2")
    assert caught.value.retry_after_seconds == 30
    assert len(slack.world.posted()) == 1


async def test_after_a_rate_limit_the_channel_is_left_alone_without_asking_slack(slack: FakeSlack) -> None:
    slack.world.faults.rate_limited = True
    slack.world.faults.rate_interval_seconds = 30.0
    messenger = messenger_of(slack)
    await send(messenger)
    for key in ("k2", "k3"):
        with pytest.raises(RetrySendError):
            await send(messenger, key=key)
    assert [name for name, _ in slack.world.calls].count("chat.postMessage") == 2


async def test_parallel_messages_of_a_channel_are_spaced_and_keep_their_order(slack: FakeSlack) -> None:
    clock = HandClock()
    messenger = messenger_of(slack, interval_seconds=1.0, monotonic=clock.monotonic, sleep=clock.sleep)
    await asyncio.gather(*(send(messenger, key=f"k{n}", document=said(f"number {n}")) for n in range(6)))
    assert [m.metadata["event_payload"]["key"] for m in slack.world.posted()] == [f"k{n}" for n in range(6)]
    assert clock.waits == [0.0, 1.0, 1.0, 1.0, 1.0, 1.0]


async def test_channels_do_not_wait_for_one_another(slack: FakeSlack) -> None:
    clock = HandClock()
    messenger = messenger_of(slack, interval_seconds=1.0, monotonic=clock.monotonic, sleep=clock.sleep)
    await send(messenger)
    await send(messenger, place=at("G0SECRET"))
    assert clock.waits == [0.0, 0.0]


async def test_nobody_queues_longer_than_the_patience(slack: FakeSlack) -> None:
    clock = HandClock()
    messenger = messenger_of(
        slack, interval_seconds=1.0, patience_seconds=3.0, monotonic=clock.monotonic, sleep=clock.sleep
    )
    results = await asyncio.gather(*(send(messenger, key=f"k{n}") for n in range(8)), return_exceptions=True)
    told = [error for error in results if isinstance(error, RetrySendError)]
    assert len(told) == 4
    assert all(error.retry_after_seconds > 3 for error in told)
    assert len(slack.world.posted()) == 4


async def test_blocks_slack_counts_differently_are_sent_again_shorter(slack: FakeSlack) -> None:
    slack.world.faults.block_chars = 9_000
    lines = tuple(line(f"Sentence {number} {'word ' * 80}ends.") for number in range(40))
    await send(messenger_of(slack), document=document(story(*lines)))
    (message,) = slack.world.posted()
    assert "Left out for length" in visible(message.blocks)


def posted_keys(slack: FakeSlack) -> list[str]:
    return [m.metadata["event_payload"]["key"] for m in slack.world.posted() if m.metadata]


async def lose_every_third_answer(slack: FakeSlack, *, keys: int) -> None:
    """Deliver like the outbox: attempt until there is a receipt, searching first from the second attempt on."""
    for number in range(keys):
        slack.world.faults.lost_answers = int(number % 3 == 0)
        for attempt in range(4):
            try:
                await send(messenger_of(slack), key=f"k{number}", search_first=attempt > 0)
            except (RetrySendError, UnknownSendError):
                continue
            break


async def test_every_delivery_is_posted_exactly_once(slack: FakeSlack) -> None:
    await lose_every_third_answer(slack, keys=9)
    assert sorted(posted_keys(slack)) == sorted({f"k{n}" for n in range(9)})


async def test_twin_with_the_vendors_retry_handlers_messages_double(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = client.AsyncWebClient
    handlers = async_default_handlers()
    for handler in handlers:
        handler.interval_calculator = _AtOnce()
    monkeypatch.setattr(client, "AsyncWebClient", lambda **options: real(**options | {"retry_handlers": handlers}))
    await lose_every_third_answer(slack, keys=3)
    assert len(posted_keys(slack)) > len(set(posted_keys(slack)))


async def test_twin_without_the_search_messages_double(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_carries", lambda message, key: False)
    await lose_every_third_answer(slack, keys=3)
    assert len(posted_keys(slack)) > len(set(posted_keys(slack)))


class _AtOnce:
    def calculate_sleep_duration(self, current_attempt: int) -> float:
        return 0.0


def test_every_failure_is_one_of_the_ports_three() -> None:
    assert {RetrySendError, RefusedSendError, UnknownSendError} == set(SendError.__subclasses__())
