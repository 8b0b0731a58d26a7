"""Our Discord adapter against the digital twin: real HTTP, real WebSocket, bodies held against Discord's OpenAPI."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from hypothesis import given, settings

from bot.commands.decide import ask_why
from bot.commands.grammar import VERBS
from bot.delivery.discord.check import check
from bot.delivery.discord.gateway import DiscordGateway
from bot.delivery.discord.messenger import DiscordMessenger
from bot.delivery.discord.render import render_message
from bot.delivery.discord.rest import Rest, point_at
from bot.domain.audience import Place, Platform
from bot.domain.call import Suggestion
from bot.domain.delivery import Receipt
from bot.errors import SettingsError, UnknownSendError
from tests.builders.discord_documents import FETCHED, overview
from tests.builders.discord_hostile import documents
from tests.fakes.discord_twin import Twin, discord_twin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import datetime

    from bot.domain.call import Call
    from bot.domain.document import Document

pytestmark = pytest.mark.node
KEY = "d_0123456789abcdef_0"


class FixedClock:
    def now(self) -> datetime:
        return FETCHED


@pytest.fixture(scope="module")
def server() -> Iterator[Twin]:
    with discord_twin() as running:
        yield running


@pytest.fixture
async def twin(server: Twin) -> AsyncIterator[Twin]:
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    await server.ask("reset")
    point_at(api_url=server.api_url, gateway_url=server.gateway_url)
    yield server
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
    assert await server.problems() == []


@pytest.fixture
async def messenger(twin: Twin) -> AsyncIterator[DiscordMessenger]:
    made = DiscordMessenger(rest=Rest(token=twin.token), clock=FixedClock())
    yield made
    await made.close()


async def send(
    messenger: DiscordMessenger,
    twin: Twin,
    key: str = KEY,
    *,
    channel: str = "news",
    parent: Receipt | None = None,
    again: bool = False,
) -> Receipt:
    place = Place(platform=Platform.DISCORD, workspace_id=twin.guild, channel_id=twin.channels[channel])
    return await messenger.send(place=place, document=overview(), key=key, parent=parent, search_first=again)


async def test_the_body_sent_is_the_body_rendered(twin: Twin, messenger: DiscordMessenger) -> None:
    receipt = await send(messenger, twin)
    (posted,) = (await twin.ask("state"))["bodies"]
    assert posted["body"] == render_message(overview(), key=KEY)
    assert [each["id"] for each in await twin.messages(twin.channels["news"])] == [receipt.message_id]


async def test_details_go_into_the_thread_of_the_overview(twin: Twin, messenger: DiscordMessenger) -> None:
    parent = await send(messenger, twin)
    details = [await send(messenger, twin, f"{KEY}{number}", parent=parent) for number in (1, 2)]
    inside = [each["id"] for each in await twin.messages(parent.message_id)]
    assert inside == [parent.message_id, *(each.message_id for each in details)]  # a thread shows its first message
    assert len(await twin.messages(twin.channels["news"])) == 1


@pytest.mark.parametrize("status", [502, 503, None])
async def test_a_lost_answer_makes_no_second_post(twin: Twin, messenger: DiscordMessenger, status: int | None) -> None:
    await twin.ask("fault", match="POST .*/messages", status=status, carriedOut=True)
    first = await send(messenger, twin)
    await twin.ask("forgetNonces")
    assert await send(messenger, twin, again=True) == first
    assert len(await twin.messages(twin.channels["news"])) == 1


async def test_a_restart_finds_overview_and_detail(twin: Twin, messenger: DiscordMessenger) -> None:
    parent = await send(messenger, twin)
    detail = await send(messenger, twin, f"{KEY}1", parent=parent)
    for number in range(3):
        await twin.ask("say", channel=twin.channels["news"], content=f"talk {number}")
    await twin.ask("forgetNonces")
    restarted = DiscordMessenger(rest=Rest(token=twin.token), clock=FixedClock())
    assert await send(restarted, twin, again=True) == parent
    assert await send(restarted, twin, f"{KEY}1", parent=parent, again=True) == detail
    await restarted.close()


async def test_a_lost_answer_and_no_history_is_unknown(twin: Twin, messenger: DiscordMessenger) -> None:
    await twin.ask("fault", match="POST .*/messages", carriedOut=True)
    await twin.ask("fault", match="GET .*/messages", status=503)
    with pytest.raises(UnknownSendError):
        await send(messenger, twin)


async def test_a_forum_gets_a_post_and_its_details_inside(twin: Twin, messenger: DiscordMessenger) -> None:
    post = await send(messenger, twin, channel="forum")
    await send(messenger, twin, f"{KEY}1", channel="forum", parent=post)
    assert len(await twin.messages(post.message_id)) == 2
    assert await send(messenger, twin, channel="forum", again=True) == post


async def test_check_finds_a_good_set_up_good_and_a_bad_token_bad(twin: Twin) -> None:
    assert await check(token=twin.token, channel_ids=twin.channels.values(), api_url=twin.api_url) == []
    (problem,) = await check(token="other", channel_ids=[], api_url=twin.api_url)
    assert "discord.token" in problem


@pytest.fixture
def calls() -> list[Call]:
    return []


@asynccontextmanager
async def connected(twin: Twin, calls: list[Call], *, token: str | None = None) -> AsyncIterator[DiscordGateway]:
    async def answer(call: Call) -> Document:
        calls.append(call)
        return overview()

    async def suggest(_place: Place, _verb: str, _parameter: str, typed: str) -> list[Suggestion]:
        return [Suggestion(label=f"Quay wall {typed}", value="st_1")]

    async def load_hash() -> str | None:
        return None

    async def save_hash(_value: str) -> None:
        return None

    gateway = DiscordGateway(
        token=token or twin.token,
        command="brief",
        verbs=VERBS,
        answer=answer,
        ask=ask_why,
        suggest=suggest,
        load_hash=load_hash,
        save_hash=save_hash,
        api_url=twin.api_url,
        gateway_url=twin.gateway_url,
    )
    serving = asyncio.create_task(gateway.run())
    try:
        async with asyncio.timeout(20):
            while not gateway.ready and not serving.done():
                await asyncio.sleep(0.02)
        yield gateway
    finally:
        await gateway.close()
        await asyncio.wait({serving})
        serving.result()


async def test_a_command_is_deferred_and_answered_privately(twin: Twin, calls: list[Call]) -> None:
    async with connected(twin, calls):
        said = [{"name": "story", "type": 1, "options": [{"name": "story", "type": 3, "value": "st_1"}]}]
        sent = await twin.ask("slash", channel=twin.channels["news"], name="brief", options=said)
        acknowledged = await twin.answered(sent["id"])
        answer = await twin.wait_for(twin.channels["news"], lambda each: bool(each["embeds"]))
    assert (acknowledged["type"], json.loads(acknowledged["data"])["flags"]) == (5, 64)
    assert answer["ephemeral"]
    assert answer["content"] == render_message(overview(), key=None)["content"]
    assert [call.text for call in calls] == ["story st_1"]


async def test_a_button_of_a_posted_briefing_is_answered_privately(
    twin: Twin, messenger: DiscordMessenger, calls: list[Call]
) -> None:
    briefing = await send(messenger, twin)
    async with connected(twin, calls):
        await twin.ask(
            "press", channel=twin.channels["news"], message=briefing.message_id, customId=f"cp:{KEY}:dispute dp_1"
        )
        await twin.wait_for(twin.channels["news"], lambda each: each["ephemeral"])
    assert [call.text for call in calls] == ["dispute dp_1"]


async def test_a_button_that_asks_opens_a_dialogue_of_discords_openapi(
    twin: Twin, messenger: DiscordMessenger, calls: list[Call]
) -> None:
    briefing = await send(messenger, twin)
    asking = f"cp:{KEY}:dispute dp_1 dismiss because"
    async with connected(twin, calls):
        sent = await twin.ask("press", channel=twin.channels["news"], message=briefing.message_id, customId=asking)
        opened = await twin.answered(sent["id"])
    assert opened["type"] == 9
    assert json.loads(opened["data"])["custom_id"] == "cp::dispute dp_1 dismiss because"
    assert calls == []


async def test_an_argument_is_completed(twin: Twin, calls: list[Call]) -> None:
    async with connected(twin, calls):
        typed = [{"name": "story", "type": 1, "options": [{"name": "story", "type": 3, "value": "q", "focused": True}]}]
        sent = await twin.ask("complete", channel=twin.channels["news"], name="brief", options=typed)
        completed = await twin.answered(sent["id"])
    assert completed["type"] == 8
    assert json.loads(completed["data"])["choices"] == [{"name": "Quay wall q", "value": "st_1"}]


async def test_a_bad_token_ends_with_the_fix(twin: Twin, calls: list[Call]) -> None:
    with pytest.raises(SettingsError, match=r"discord\.token"):
        async with connected(twin, calls, token="revoked"):
            pass


@settings(max_examples=40, deadline=None)
@given(subject=documents)
def test_any_document_is_a_message_of_discords_openapi(server: Twin, subject: Document) -> None:
    body = json.dumps({"body": render_message(subject, key=KEY)}).encode()
    request = urllib.request.Request(f"{server.url}/_twin/judge", data=body, method="POST")
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer) == []
