"""The Discord messenger over real sockets: one message for one key, and every refusal with its fix."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from discord.http import Route

from bot.delivery.discord.messenger import DiscordMessenger
from bot.delivery.discord.render import render_message
from bot.delivery.discord.rest import Rest, point_at
from bot.domain.audience import Place, Platform
from bot.domain.delivery import Receipt
from bot.domain.document import Document, Prose
from bot.errors import RefusedSendError, RetrySendError, SendError, UnknownSendError
from tests.builders.discord_documents import document, overview
from tests.fakes.discord_server import (
    EMBED,
    FORUM,
    GUILD,
    HISTORY,
    MAKE_THREADS,
    SEND,
    TEXT_CHANNEL,
    VOICE_CHANNEL,
    DiscordServer,
    Fault,
    serve,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KEY = "d_0123456789abcdef_0"
POST = "POST .*/messages"


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 3, 5, 8, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    base = Route.BASE
    async with serve(DiscordServer()) as running:
        point_at(api_url=running.api_url, gateway_url=None)
        yield running
    Route.BASE = base


@pytest.fixture
async def messenger(server: DiscordServer) -> AsyncIterator[DiscordMessenger]:
    made = DiscordMessenger(rest=Rest(token=server.token), clock=FixedClock(), post_seconds=5.0, search_pages=2)
    yield made
    await made.close()
    assert server.problems == []


def place(channel_id: str = TEXT_CHANNEL) -> Place:
    return Place(platform=Platform.DISCORD, workspace_id=GUILD, channel_id=channel_id)


async def send(
    messenger: DiscordMessenger,
    *,
    channel: str = TEXT_CHANNEL,
    key: str = KEY,
    parent: Receipt | None = None,
    again: bool = False,
    subject: Document | None = None,
) -> Receipt:
    return await messenger.send(
        place=place(channel), document=subject or overview(), key=key, parent=parent, search_first=again
    )


async def test_the_body_sent_is_the_body_rendered(server: DiscordServer, messenger: DiscordMessenger) -> None:
    receipt = await send(messenger)
    assert server.bodies == [render_message(overview(), key=KEY)]
    assert [each["id"] for each in server.posted(TEXT_CHANNEL)] == [receipt.message_id]


async def test_details_go_into_the_thread_of_the_overview(server: DiscordServer, messenger: DiscordMessenger) -> None:
    parent = await send(messenger)
    details = [await send(messenger, key=f"{KEY}{number}", parent=parent) for number in (1, 2)]
    assert [each["id"] for each in server.posted(parent.message_id)] == [each.message_id for each in details]
    assert len(server.posted(TEXT_CHANNEL)) == 1
    assert sum(each.endswith("/threads") for each in server.requests) == 1


@pytest.mark.parametrize("channel", [TEXT_CHANNEL, VOICE_CHANNEL, FORUM])
async def test_a_message_and_one_of_its_thread_are_edited_and_keep_their_keys(
    server: DiscordServer, messenger: DiscordMessenger, channel: str
) -> None:
    parent = await send(messenger, channel=channel)
    detail = await send(messenger, channel=channel, key=f"{KEY}1", parent=parent)
    said = document(Prose(text="CORRECTION @everyone"), title="CORRECTED")
    for key, message, above in ((KEY, parent, None), (f"{KEY}1", detail, parent)):
        await messenger.edit(place=place(channel), document=said, key=key, message=message, parent=above)
    everywhere = [each for posts in server.messages.values() for each in posts if each["edited_timestamp"]]
    assert [each["id"] for each in everywhere] == [parent.message_id, detail.message_id]
    assert all("CORRECTION" in each["embeds"][0]["description"] for each in everywhere)
    assert all(each["allowed_mentions"] == {"parse": []} for each in everywhere)
    assert await send(messenger, channel=channel, again=True) == parent


@pytest.mark.parametrize("status", [None, 503])
async def test_an_edit_whose_answer_is_lost_is_tried_again(
    server: DiscordServer, messenger: DiscordMessenger, status: int | None
) -> None:
    receipt = await send(messenger)
    server.faults.append(Fault(match="PATCH .*", status=status, carried_out=True))
    with pytest.raises(RetrySendError):
        await messenger.edit(place=place(), document=overview(), key=KEY, message=receipt, parent=None)
    await messenger.edit(place=place(), document=overview(), key=KEY, message=receipt, parent=None)
    assert len(server.posted(TEXT_CHANNEL)) == 1


async def test_an_edit_of_a_deleted_message_is_refused(server: DiscordServer, messenger: DiscordMessenger) -> None:
    with pytest.raises(RefusedSendError, match="was deleted"):
        await messenger.edit(
            place=place(), document=overview(), key=KEY, message=Receipt(message_id="12345"), parent=None
        )


async def test_details_follow_in_a_channel_without_threads(server: DiscordServer, messenger: DiscordMessenger) -> None:
    parent = await send(messenger, channel=VOICE_CHANNEL)
    await send(messenger, channel=VOICE_CHANNEL, key=f"{KEY}1", parent=parent)
    assert len(server.posted(VOICE_CHANNEL)) == 2


async def test_a_forum_gets_a_post_and_its_details_inside(server: DiscordServer, messenger: DiscordMessenger) -> None:
    post = await send(messenger, channel=FORUM)
    detail = await send(messenger, channel=FORUM, key=f"{KEY}1", parent=post)
    assert server.channels[post.message_id]["parent_id"] == FORUM
    assert [each["id"] for each in server.posted(post.message_id)] == [post.message_id, detail.message_id]
    assert await send(messenger, channel=FORUM, again=True) == post


async def test_messages_of_a_channel_go_one_after_the_other(server: DiscordServer, messenger: DiscordMessenger) -> None:
    keys = [f"{KEY}{number}" for number in range(5)]
    receipts = await asyncio.gather(*(send(messenger, key=key) for key in keys))
    assert [body["nonce"] for body in server.bodies] == keys
    assert [each["id"] for each in server.posted(TEXT_CHANNEL)] == [each.message_id for each in receipts]


@pytest.mark.parametrize("status", [None, 503])
async def test_a_lost_answer_is_found_in_the_channel(
    server: DiscordServer, messenger: DiscordMessenger, status: int | None
) -> None:
    server.faults.append(Fault(match=POST, status=status, carried_out=True))
    receipt = await send(messenger)
    assert [each["id"] for each in server.posted(TEXT_CHANNEL)] == [receipt.message_id]


async def test_a_502_that_discord_py_tries_again_makes_one_message(
    server: DiscordServer, messenger: DiscordMessenger
) -> None:
    server.faults.append(Fault(match=POST, status=502, carried_out=True))
    await send(messenger)
    assert len(server.posted(TEXT_CHANNEL)) == 1
    assert server.requests.count(f"POST /channels/{TEXT_CHANNEL}/messages") == 2


async def test_a_request_cut_before_it_was_carried_out_is_tried_again(
    server: DiscordServer, messenger: DiscordMessenger
) -> None:
    server.faults.append(Fault(match=POST))
    with pytest.raises(RetrySendError):
        await send(messenger)
    await send(messenger, again=True)
    assert len(server.posted(TEXT_CHANNEL)) == 1


async def test_a_crash_after_posting_posts_no_second_message(
    server: DiscordServer, messenger: DiscordMessenger
) -> None:
    receipt = await send(messenger)
    server._nonces.clear()  # minutes later Discord has forgotten the nonce
    for number in range(120):
        server.say(TEXT_CHANNEL, f"talk {number}")
    restarted = DiscordMessenger(rest=Rest(token=server.token), clock=FixedClock())
    assert await send(restarted, again=True) == receipt
    assert sum(bool(each["components"]) for each in server.posted(TEXT_CHANNEL)) == 1
    await restarted.close()


async def test_posting_again_without_looking_would_make_two(server: DiscordServer, messenger: DiscordMessenger) -> None:
    """Twin of the test above: what the search prevents does happen without it."""
    await send(messenger)
    server._nonces.clear()
    await send(messenger, again=False)
    assert len(server.posted(TEXT_CHANNEL)) == 2


async def test_a_detail_is_found_in_its_thread(server: DiscordServer, messenger: DiscordMessenger) -> None:
    parent = await send(messenger)
    detail = await send(messenger, key=f"{KEY}1", parent=parent, again=True)
    server._nonces.clear()
    assert await send(messenger, key=f"{KEY}1", parent=parent, again=True) == detail
    assert len(server.posted(parent.message_id)) == 1


async def test_an_empty_channel_is_posted_to_after_search(server: DiscordServer, messenger: DiscordMessenger) -> None:
    await send(messenger, again=True)
    assert len(server.posted(TEXT_CHANNEL)) == 1


async def test_hidden_history_leaves_an_earlier_attempt_unknown(
    server: DiscordServer, messenger: DiscordMessenger
) -> None:
    server.permissions &= ~HISTORY
    with pytest.raises(UnknownSendError, match="Read Message History"):
        await send(messenger, again=True)
    assert server.posted(TEXT_CHANNEL) == []


async def test_a_lost_answer_with_hidden_history_is_unknown(server: DiscordServer, messenger: DiscordMessenger) -> None:
    server.permissions &= ~HISTORY
    server.faults.append(Fault(match=POST, carried_out=True))
    with pytest.raises(UnknownSendError, match="answer of Discord was lost"):
        await send(messenger)


async def test_more_history_than_is_searched_is_unknown(server: DiscordServer, messenger: DiscordMessenger) -> None:
    for number in range(201):
        server.say(TEXT_CHANNEL, f"talk {number}")
    with pytest.raises(UnknownSendError, match="200 messages"):
        await send(messenger, again=True)


async def test_a_slow_answer_is_looked_for_instead_of_waited_for(server: DiscordServer) -> None:
    messenger = DiscordMessenger(rest=Rest(token=server.token), clock=FixedClock(), post_seconds=0.2)
    server.faults.append(Fault(match=POST, status=502, carried_out=True))  # discord.py waits a second before it repeats
    receipt = await send(messenger)
    assert [each["id"] for each in server.posted(TEXT_CHANNEL)] == [receipt.message_id]
    assert server.requests.count(f"POST /channels/{TEXT_CHANNEL}/messages") == 1
    await messenger.close()


@pytest.mark.parametrize(
    ("lost", "channel", "error", "fix"),
    [
        (SEND, TEXT_CHANNEL, RefusedSendError, "Send Messages"),
        (0, "999", RefusedSendError, "copy the channel's id"),
    ],
)
async def test_a_refusal_names_the_fix(
    server: DiscordServer, messenger: DiscordMessenger, lost: int, channel: str, error: type[SendError], fix: str
) -> None:
    server.permissions &= ~lost
    with pytest.raises(error, match=fix):
        await send(messenger, channel=channel)


async def test_a_missing_thread_permission_names_the_fix(server: DiscordServer, messenger: DiscordMessenger) -> None:
    parent = await send(messenger)
    server.permissions &= ~MAKE_THREADS
    with pytest.raises(RefusedSendError, match="Create Public Threads"):
        await send(messenger, key=f"{KEY}1", parent=parent)


async def test_details_of_a_deleted_overview_are_refused(server: DiscordServer, messenger: DiscordMessenger) -> None:
    with pytest.raises(RefusedSendError, match="was deleted"):
        await send(messenger, parent=Receipt(message_id="12345"))


async def test_a_bad_token_names_the_fix_and_is_asked_again_later(server: DiscordServer) -> None:
    messenger = DiscordMessenger(rest=Rest(token="revoked"), clock=FixedClock())
    with pytest.raises(RefusedSendError, match=r"discord\.token"):
        await send(messenger)
    server.token = "revoked"
    await send(messenger)
    await messenger.close()


@pytest.mark.parametrize(
    ("status", "body", "headers", "wait"),
    [
        (429, {"message": "slow", "retry_after": 90.0, "global": False}, {"Via": "1.1 google"}, 90.0),
        (429, {"message": "blocked"}, {"Retry-After": "700"}, 700.0),
    ],
)
async def test_a_rate_limit_is_given_back_with_its_wait(
    server: DiscordServer,
    messenger: DiscordMessenger,
    status: int,
    body: dict[str, object],
    headers: dict[str, str],
    wait: float,
) -> None:
    server.faults.append(Fault(match=POST, status=status, body=body, headers=headers))
    with pytest.raises(RetrySendError) as refused:
        await send(messenger)
    assert refused.value.retry_after_seconds == wait


async def test_no_connection_is_tried_again(server: DiscordServer) -> None:
    point_at(api_url="http://127.0.0.1:1/api/v10", gateway_url=None)
    messenger = DiscordMessenger(rest=Rest(token="any"), clock=FixedClock())
    with pytest.raises(RetrySendError, match="cannot be reached"):
        await send(messenger)


async def test_a_missing_embed_permission_is_told_to_the_operator(
    server: DiscordServer, messenger: DiscordMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    server.permissions &= ~EMBED
    await send(messenger)
    assert "Embed Links" in caplog.text


@pytest.mark.parametrize(("title", "name"), [("News", "News"), ("😀" * 60, "Briefing"), (" ", "Briefing")])
async def test_a_forum_post_is_named_after_the_title_if_that_fits(
    server: DiscordServer, messenger: DiscordMessenger, title: str, name: str
) -> None:
    post = await send(messenger, channel=FORUM, subject=document(Prose(text="x"), title=title))
    assert server.channels[post.message_id]["name"] == name
