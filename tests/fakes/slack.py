"""A Slack on real sockets for tests: Web API, response_url and Socket Mode on 127.0.0.1.

It imports nothing of bot/ and knows only Slack's documents (see the split modules slack_blocks, slack_web,
slack_socket, slack_world). In a test:

    async with FakeSlack() as slack:
        client = AsyncWebClient(token=slack.world.bot_token, base_url=slack.api_url)
        ...
        used = await slack.slash("/brief", "help")
        await slack.world.until(lambda: used.answers)

As a process: `python -m tests.fakes.slack --port-file F` writes its port to F; GET /control/messages and
POST /control/slash {"command", "text", "user", "channel"} look and act from outside.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import secrets
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.fakes.slack_blocks import visible
from tests.fakes.slack_socket import Ack, SocketMode
from tests.fakes.slack_views import state_of
from tests.fakes.slack_web import ResponseUrl, WebApi
from tests.fakes.slack_world import Json, Message, World

EVENT_SCOPES = {"app_mention": "app_mentions:read", "member_joined_channel": "channels:read"}


@dataclasses.dataclass(kw_only=True)
class Interaction:
    """One thing a person did: how the app acknowledged it and what it answered by response_url."""

    ack: Ack
    response_url: ResponseUrl

    @property
    def answers(self) -> list[Json]:
        """Return the bodies posted to the response_url."""
        return self.response_url.answers


class FakeSlack:
    """The server. Use as an async context manager inside the test's loop."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or World()
        self.sockets = SocketMode(world=self.world)
        self.web = WebApi(world=self.world, link=self._link)
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """Return what a client takes as base_url."""
        return f"http://127.0.0.1:{self.port}/api/"

    def _link(self) -> str:
        return f"ws://127.0.0.1:{self.port}/link?ticket={self.sockets.issue_ticket()}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None):
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""
        application = web.Application()
        application.add_routes(
            [
                *self.web.routes(),
                web.get("/link", self.sockets.serve),
                web.get("/control/messages", self._control_messages),
                web.post("/control/slash", self._control_slash),
            ]
        )
        self._runner = web.AppRunner(application, handle_signals=False, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close every connection and the port."""
        await self.sockets.drop_all()
        if self._runner is not None:
            await self._runner.cleanup()

    def _need(self, scope: str) -> None:
        if scope not in self.world.scopes:
            message = f"without {scope} Slack sends the app nothing of this"
            raise LookupError(message)

    def _response_url(self, channel: str, user: str) -> tuple[str, ResponseUrl]:
        name = secrets.token_hex(8)
        target = ResponseUrl(channel=channel, user=user)
        self.web.response_urls[name] = target
        return f"http://127.0.0.1:{self.port}/response/{name}", target

    async def slash(self, command: str, text: str = "", *, user: str = "U0ANN", channel: str = "C0NEWS") -> Interaction:
        """Let a person type a slash command; returns once the app has acknowledged it."""
        self._need("commands")
        url, target = self._response_url(channel, user)
        payload: Json = {
            "token": "legacy",
            "team_id": self.world.team_id,
            "team_domain": "fake",
            "channel_id": channel,
            "channel_name": self.world.channels[channel].name,
            "user_id": user,
            "user_name": self.world.users[user].name,
            "command": command,
            "text": text,
            "api_app_id": self.world.app_id,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": self.world.trigger(),
        }
        return Interaction(ack=await self.sockets.send("slash_commands", payload), response_url=target)

    async def press(self, message: Message, action: Json, *, user: str = "U0ANN") -> Interaction:
        """Let a person press a button of a message. Slack escapes & < > in the values it sends back."""
        url, target = self._response_url(message.channel, user)
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.only_for is not None,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        value = action["value"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        payload = self._interactive("block_actions", user, message.channel, url) | {
            "container": container,
            "actions": [{**action, "value": value, "action_ts": self.world.next_ts()}],
        }
        if message.only_for is None:
            payload["message"] = {"ts": message.ts, "text": message.text, "blocks": message.blocks}
        return Interaction(ack=await self.sockets.send("interactive", payload), response_url=target)

    async def shortcut(self, callback_id: str, message: Message, *, user: str = "U0ANN") -> Interaction:
        """Let a person use a message shortcut."""
        url, target = self._response_url(message.channel, user)
        shown: Json = {"type": "message", "ts": message.ts, "user": message.user, "text": message.text}
        if message.blocks:
            shown["blocks"] = message.blocks
        if message.thread_ts:
            shown["thread_ts"] = message.thread_ts
        payload = self._interactive("message_action", user, message.channel, url) | {
            "callback_id": callback_id,
            "message_ts": message.ts,
            "message": shown,
        }
        return Interaction(ack=await self.sockets.send("interactive", payload), response_url=target)

    async def submit(self, view: Json, written: str, *, user: str = "U0ANN") -> Ack:
        """Let a person write into the only field of an open dialogue and send it; an empty ack closes it."""
        payload: Json = {
            "type": "view_submission",
            "team": {"id": self.world.team_id, "domain": "fake"},
            "user": {"id": user, "name": self.world.users[user].name, "team_id": self.world.team_id},
            "api_app_id": self.world.app_id,
            "token": "legacy",
            "trigger_id": self.world.trigger(),
            "view": {**view, "state": state_of(view, written)},
            "response_urls": [],
            "is_enterprise_install": False,
            "enterprise": None,
        }
        return await self.sockets.send("interactive", payload)

    def _interactive(self, kind: str, user: str, channel: str, url: str) -> Json:
        return {
            "type": kind,
            "team": {"id": self.world.team_id, "domain": "fake"},
            "user": {"id": user, "name": self.world.users[user].name, "team_id": self.world.team_id},
            "channel": {"id": channel, "name": self.world.channels[channel].name},
            "api_app_id": self.world.app_id,
            "token": "legacy",
            "is_enterprise_install": False,
            "enterprise": None,
            "trigger_id": self.world.trigger(),
            "response_url": url,
        }

    async def event(self, event: Json, *, event_id: str | None = None, retry: int = 0) -> Ack:
        """Send an Events API callback. The same event_id again is a repetition."""
        self._need(EVENT_SCOPES[event["type"]])
        payload: Json = {
            "token": "legacy",
            "team_id": self.world.team_id,
            "api_app_id": self.world.app_id,
            "type": "event_callback",
            "event_id": event_id or f"Ev{self.world.serial():09d}",
            "event_time": 1,
            "is_ext_shared_channel": False,
            "authorizations": [{"team_id": self.world.team_id, "user_id": self.world.bot_user, "is_bot": True}],
            "event": {"event_ts": self.world.next_ts(), **event},
        }
        return await self.sockets.send("events_api", payload, retry=retry)

    async def mention(self, text: str, *, user: str = "U0ANN", channel: str = "C0NEWS", **more: Any) -> Ack:
        """Let a person mention the app; `text` is what follows the mention. thread_ts puts it into a thread."""
        event_id, retry = more.pop("event_id", None), more.pop("retry", 0)
        event = {"type": "app_mention", "user": user, "channel": channel, "ts": self.world.next_ts(), **more}
        event["text"] = f"<@{self.world.bot_user}> {text}"
        return await self.event(event, event_id=event_id, retry=retry)

    async def say(self, text: str, *, user: str = "U0ANN", channel: str = "C0NEWS") -> Message:
        """Let a person write a message; returns it."""
        message = Message(channel=channel, ts=self.world.next_ts(), user=user, text=text)
        self.world.messages.append(message)
        await self.world.tell()
        return message

    async def _control_messages(self, _: web.Request) -> web.Response:
        shown = [dataclasses.asdict(m) | {"visible": visible(m.blocks)} for m in self.world.messages]
        return web.json_response(shown)

    async def _control_slash(self, request: web.Request) -> web.Response:
        wish = await request.json()
        used = await self.slash(**wish)
        return web.json_response({"ack_seconds": used.ack.seconds})


async def _serve(port_file: Path) -> None:
    async with FakeSlack() as slack:
        await asyncio.to_thread(port_file.write_text, str(slack.port), encoding="utf-8")
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A Slack on 127.0.0.1 for tests.")
    parser.add_argument("--port-file", type=Path, required=True, help="written once the port is open")
    asyncio.run(_serve(parser.parse_args().port_file))
