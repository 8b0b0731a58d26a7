"""The fake Slack, driven by bare slack_sdk: what Slack's documents promise holds before any code of ours meets it."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, DividerBlock, HeaderBlock, SectionBlock
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_blocks import Json, pings, visible


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


def client_of(slack: FakeSlack, **options: object) -> AsyncWebClient:
    return AsyncWebClient(token=slack.world.bot_token, base_url=slack.api_url, retry_handlers=[], **options)


async def refusal(call: object) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def rich(*leaves: Json) -> list[Json]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}]


async def test_auth_test_names_the_team_and_the_scopes_stand_in_a_header(slack: FakeSlack) -> None:
    answer = await client_of(slack).auth_test()
    assert (answer["team_id"], answer["user_id"]) == ("T0TEAM", "U0BOT")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_a_wrong_token_is_refused(slack: FakeSlack) -> None:
    assert await refusal(AsyncWebClient(token="xoxb-no", base_url=slack.api_url).auth_test()) == "invalid_auth"


async def test_metadata_comes_back_only_when_asked_for(slack: FakeSlack) -> None:
    client = client_of(slack)
    metadata = {"event_type": "t", "event_payload": {"key": "k1"}}
    posted = await client.chat_postMessage(channel="C0NEWS", text="hello", metadata=metadata)
    plainly = await client.conversations_history(channel="C0NEWS")
    fully = await client.conversations_history(channel="C0NEWS", include_all_metadata=True)
    assert "metadata" not in plainly["messages"][0]
    assert fully["messages"][0]["metadata"] == metadata
    assert fully["messages"][0]["ts"] == posted["ts"]


async def test_history_is_newest_first_in_pages_and_replies_are_their_own_list(slack: FakeSlack) -> None:
    client = client_of(slack)
    stamps = [(await client.chat_postMessage(channel="C0NEWS", text=str(n)))["ts"] for n in range(5)]
    reply = await client.chat_postMessage(channel="C0NEWS", text="in thread", thread_ts=stamps[0])
    first = await client.conversations_history(channel="C0NEWS", limit=3)
    rest = await client.conversations_history(
        channel="C0NEWS", limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [m["ts"] for m in first["messages"] + rest["messages"]] == stamps[::-1]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    thread = await client.conversations_replies(channel="C0NEWS", ts=stamps[0])
    assert [m["ts"] for m in thread["messages"]] == [stamps[0], reply["ts"]]


async def test_blocks_built_with_the_vendors_own_models_are_taken(slack: FakeSlack) -> None:
    blocks = [
        HeaderBlock(text="Briefing"),
        SectionBlock(text="*bold*"),
        DividerBlock(),
        ActionsBlock(elements=[ButtonElement(text="More", action_id="a", value="story 1")]),
    ]
    await client_of(slack).chat_postMessage(channel="C0NEWS", text="t", blocks=[b.to_dict() for b in blocks])
    assert "Briefing" in visible(slack.world.posted()[0].blocks)


BAD_BLOCKS: dict[str, list[Json]] = {
    "51 blocks": [{"type": "divider"}] * 51,
    "header over 150": [{"type": "header", "text": plain("x" * 151)}],
    "header of astral letters counts twice": [{"type": "header", "text": plain("𝒳" * 76)}],
    "header in mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "empty header": [{"type": "header", "text": plain("")}],
    "section over 3000": [{"type": "section", "text": plain("x" * 3001)}],
    "11 context elements": [{"type": "context", "elements": [plain("x")] * 11}],
    "unknown block": [{"type": "marquee"}],
    "unknown property": [{"type": "divider", "colour": "red"}],
    "empty actions": [{"type": "actions", "elements": []}],
    "button label over 75": [{"type": "actions", "elements": [{"type": "button", "text": plain("x" * 76)}]}],
    "26 buttons": [{"type": "actions", "elements": [{"type": "button", "text": plain("x")}] * 26}],
    "same action_id twice": [
        {"type": "actions", "elements": [{"type": "button", "text": plain("x"), "action_id": "a"}] * 2}
    ],
    "same block_id twice": [{"type": "divider", "block_id": "b"}] * 2,
    "empty rich text": rich({"type": "text", "text": ""}),
    "unknown rich text leaf": rich({"type": "script"}),
    "script address": rich({"type": "link", "url": "javascript:alert(1)", "text": "x"}),
    "link over 3000": rich({"type": "link", "url": "https://example.org/" + "x" * 3000}),
    "unknown style": rich({"type": "text", "text": "x", "style": {"blink": True}}),
}


@pytest.mark.parametrize("blocks", BAD_BLOCKS.values(), ids=BAD_BLOCKS)
async def test_blocks_outside_the_documented_limits_are_refused(slack: FakeSlack, blocks: list[Json]) -> None:
    call = client_of(slack).chat_postMessage(channel="C0NEWS", text="t", blocks=blocks)
    assert await refusal(call) == "invalid_blocks"
    assert not slack.world.posted()


async def test_many_fitting_blocks_can_still_be_too_long_together(slack: FakeSlack) -> None:
    blocks = [{"type": "section", "text": plain("x" * 2900)}] * 5
    call = client_of(slack).chat_postMessage(channel="C0NEWS", text="t", blocks=blocks)
    assert await refusal(call) == "msg_blocks_too_long"


@pytest.mark.parametrize(
    ("channel", "code"),
    [("C0NONE", "channel_not_found"), ("C0ALIEN", "not_in_channel"), ("C0OLD", "is_archived")],
)
async def test_channels_the_bot_cannot_post_to(slack: FakeSlack, channel: str, code: str) -> None:
    assert await refusal(client_of(slack).chat_postMessage(channel=channel, text="t")) == code


async def test_a_missing_scope_is_named_and_private_channels_need_their_own(slack: FakeSlack) -> None:
    slack.world.scopes -= {"groups:history"}
    client = client_of(slack)
    await client.conversations_history(channel="C0NEWS")
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_history(channel="G0SECRET")
    assert (caught.value.response["error"], caught.value.response["needed"]) == ("missing_scope", "groups:history")


async def test_the_second_message_within_a_second_is_rate_limited(slack: FakeSlack) -> None:
    slack.world.faults.rate_limited = True
    client = client_of(slack)
    await client.chat_postMessage(channel="C0NEWS", text="1")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C0NEWS", text="2")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel="G0SECRET", text="another channel has its own count")


async def test_the_default_client_posts_twice_after_a_lost_answer(slack: FakeSlack) -> None:
    """The trap of CHAT.md: slack_sdk's connection-error handler repeats a post whose answer was lost."""
    slack.world.faults.lost_answers = 1
    await AsyncWebClient(token=slack.world.bot_token, base_url=slack.api_url).chat_postMessage(
        channel="C0NEWS", text="once"
    )
    assert len(slack.world.posted()) == 2


async def test_without_retry_handlers_a_lost_answer_leaves_one_message(slack: FakeSlack) -> None:
    slack.world.faults.lost_answers = 1
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client_of(slack).chat_postMessage(channel="C0NEWS", text="once")
    assert len(slack.world.posted()) == 1


async def test_text_without_blocks_in_an_update_removes_the_blocks(slack: FakeSlack) -> None:
    client = client_of(slack)
    posted = await client.chat_postMessage(channel="C0NEWS", text="t", blocks=[{"type": "divider"}])
    await client.chat_update(channel="C0NEWS", ts=posted["ts"], text="new")
    assert slack.world.posted()[0].blocks == []


async def test_pings_are_seen_in_text_objects_and_rich_text_mentions_only() -> None:
    ping = [{"type": "section", "text": {"type": "mrkdwn", "text": "<!channel> hi"}}]
    assert pings(ping) == ["<!channel>"]
    assert pings(rich({"type": "broadcast", "range": "here"}))
    assert pings(rich({"type": "text", "text": "<!channel>"})) == []


@asynccontextmanager
async def connected(slack: FakeSlack) -> AsyncIterator[tuple[SocketModeClient, asyncio.Queue[SocketModeRequest]]]:
    requests: asyncio.Queue[SocketModeRequest] = asyncio.Queue()

    async def listen(client: SocketModeClient, request: SocketModeRequest) -> None:
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        await requests.put(request)

    client = SocketModeClient(
        app_token=slack.world.app_token, web_client=client_of(slack), ping_interval=0.1, auto_reconnect_enabled=True
    )
    client.socket_mode_request_listeners.append(listen)
    await client.connect()
    try:
        await slack.world.until(lambda: len(slack.sockets.connections) >= 1)
        yield client, requests
    finally:
        await client.close()


async def test_a_slash_command_reaches_the_socket_and_its_acknowledgement_comes_back(slack: FakeSlack) -> None:
    async with connected(slack) as (_, requests):
        used = await slack.slash("/brief", "help")
        request = await requests.get()
    assert (request.type, request.payload["text"]) == ("slash_commands", "help")
    assert used.ack.seconds < 3


async def test_an_answer_by_response_url_is_taken_five_times(slack: FakeSlack) -> None:
    async with connected(slack) as (_, requests), aiohttp.ClientSession() as session:
        await slack.slash("/brief")
        url = (await requests.get()).payload["response_url"]
        statuses = [(await session.post(url, json={"text": "a"})).status for _ in range(6)]
    assert statuses == [200] * 5 + [404]
    assert [m.text for m in slack.world.whispered("U0ANN")] == ["a"] * 5


async def test_a_disconnect_frame_makes_the_client_come_back(slack: FakeSlack) -> None:
    async with connected(slack):
        await slack.sockets.refresh()
        await slack.world.until(lambda: slack.sockets.accepted == 2)
        assert slack.sockets.accepted == 2


async def test_the_eleventh_connection_is_sent_away(slack: FakeSlack) -> None:
    async with aiohttp.ClientSession() as session:
        links = [f"ws://127.0.0.1:{slack.port}/link?ticket={slack.sockets.issue_ticket()}" for _ in range(11)]
        sockets = [await session.ws_connect(link) for link in links]
        first = [await socket.receive_json() for socket in sockets]
    assert [frame["type"] for frame in first] == ["hello"] * 10 + ["disconnect"]
    assert first[-1]["reason"] == "too_many_websockets"


async def test_a_ticket_is_good_for_one_connection(slack: FakeSlack) -> None:
    url = f"ws://127.0.0.1:{slack.port}/link?ticket={slack.sockets.issue_ticket()}"
    async with aiohttp.ClientSession() as session, session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_nobody_connected_is_told_to_the_person(slack: FakeSlack) -> None:
    with pytest.raises(LookupError):
        await slack.slash("/brief")


async def test_the_socket_door_wants_the_app_token(slack: FakeSlack) -> None:
    assert await refusal(client_of(slack).apps_connections_open(app_token="xapp-no")) == "invalid_auth"
    assert await refusal(client_of(slack).apps_connections_open(app_token="xoxb-1")) == "not_allowed_token_type"


async def test_it_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    port_file = tmp_path / "port"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.slack", "--port-file", str(port_file), stderr=subprocess.PIPE
    )
    try:
        async with asyncio.timeout(20):
            while not await asyncio.to_thread(port_file.exists) or not (port := port_file.read_text()):
                await asyncio.sleep(0.02)
        client = AsyncWebClient(token="xoxb-fake", base_url=f"http://127.0.0.1:{port}/api/")
        assert (await client.auth_test())["ok"]
    finally:
        process.terminate()
        await process.wait()


def test_the_fake_imports_nothing_of_the_program() -> None:
    code = (
        "import sys, tests.fakes.slack; "
        "bad = [m for m in sys.modules if m.split('.')[0] in {'bot', 'slack_sdk', 'slack_bolt'}]; "
        "print(bad); sys.exit(len(bad))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
