"""A small Discord on real sockets: REST with its refusals and limits, and a gateway that can stay silent.

It knows nothing of the bot; tests/contract/test_discord_server.py drives it with bare discord.py first. It keeps what
Discord keeps: the nonce is not stored, a thread has its message's id, hidden history is an empty page.
https://discord.com/developers/docs/reference
"""

from __future__ import annotations

import itertools
import json
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.fakes.discord_limits import problems_of_message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping

GUILD = "100"
BOT = "200"
TEXT_CHANNEL, VOICE_CHANNEL, FORUM, EMPTY_CHANNEL = "301", "302", "303", "304"
PUBLIC_THREAD = 11
VIEW, SEND, EMBED, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 16
MAKE_THREADS, SEND_IN_THREADS = 1 << 35, 1 << 38
EVERYTHING_NEEDED = VIEW | SEND | EMBED | HISTORY | MAKE_THREADS | SEND_IN_THREADS
OWN_TOKEN = ("POST /interactions/", "POST /webhooks/")  # these carry one in their path
_NEWEST = 1 << 62


@dataclass
class Fault:
    """What goes wrong, once a request: `status` is answered, or the connection is cut where it is None.

    `carried_out` says whether the server does its work first, so that only the answer is lost.
    """

    match: str
    times: int = 1
    status: int | None = None
    carried_out: bool = False
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class DiscordServer:
    """State of one guild with a text, a voice and a forum channel, and the switches of a test."""

    token: str = "bot-token"
    permissions: int = EVERYTHING_NEEDED
    gateway_answers: bool = True
    url: str = ""
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    commands: list[list[dict[str, Any]]] = field(default_factory=list)
    identified: int = 0
    resumed: int = 0
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _nonces: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    # Ids are snowflakes of a far day, so that "the last seven days" always holds them.
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(_NEWEST))

    def __post_init__(self) -> None:
        for channel_id, kind in ((TEXT_CHANNEL, 0), (VOICE_CHANNEL, 2), (FORUM, 15), (EMPTY_CHANNEL, 0)):
            self._open_channel(channel_id, kind)

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        return self.url.replace("http", "ws", 1) + "/gateway"

    def posted(self, channel_id: str) -> list[dict[str, Any]]:
        """The messages of a channel or thread, oldest first."""
        return self.messages.get(channel_id, [])

    def say(self, channel_id: str, content: str) -> None:
        """Post as somebody else."""
        self.messages[channel_id].append(self._message(channel_id, {"content": content}, author="900"))

    async def close_gateway(self, code: int) -> None:
        """Close every gateway connection, as Discord does for a restart (4000) or a bad token (4004)."""
        while self.sockets:
            await self.sockets.pop().close(code=code)

    # What a request does -----------------------------------------------------------------------------------------

    async def create_message(self, request: web.Request) -> web.Response:
        channel_id, body = request.match_info["channel"], await request.json()
        channel = self.channels.get(channel_id)
        if channel is None:
            return refusal(404, 10003, "Unknown Channel")
        if channel["type"] == 15:
            return refusal(400, 50008, "Cannot send messages in a non-text channel")
        needed = SEND_IN_THREADS if channel["type"] == PUBLIC_THREAD else SEND
        if not self.permissions & needed:
            return refusal(403, 50013, "Missing Permissions")
        if found := self._problems(body):
            return refusal(400, 50035, f"Invalid Form Body: {found}")
        nonce = (channel_id, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return answer(self._nonces[nonce])
        message = self._message(channel_id, body)
        self.messages[channel_id].append(message)
        self._nonces[nonce] = message
        return answer(message)

    async def edit_message(self, request: web.Request) -> web.Response:
        channel_id, message_id = request.match_info["channel"], request.match_info["message"]
        body = await request.json()
        if channel_id not in self.channels:
            return refusal(404, 10003, "Unknown Channel")
        found = [each for each in self.messages[channel_id] if each["id"] == message_id]
        if not found:
            return refusal(404, 10008, "Unknown Message")
        if found[0]["author"]["id"] != BOT:
            return refusal(403, 50005, "Cannot edit a message authored by another user")
        if body.keys() & {"nonce", "enforce_nonce"}:
            self.problems.append("a nonce in an edit")
        if problems := self._problems(body):
            return refusal(400, 50035, f"Invalid Form Body: {problems}")
        found[0].update(body, edited_timestamp="2026-03-05T09:00:00+00:00")
        return answer(found[0])

    async def read_messages(self, request: web.Request) -> web.Response:
        channel_id = request.match_info["channel"]
        if channel_id not in self.channels:
            return refusal(404, 10003, "Unknown Channel")
        if not self.permissions & VIEW:
            return refusal(403, 50001, "Missing Access")
        if not self.permissions & HISTORY:
            return answer([])
        before, limit = int(request.query.get("before", 1 << 63)), int(request.query.get("limit", 50))
        older = [each for each in reversed(self.messages[channel_id]) if int(each["id"]) < before]
        return answer(older[:limit])

    async def start_thread(self, request: web.Request) -> web.Response:
        channel_id, message_id = request.match_info["channel"], request.match_info["message"]
        if not any(each["id"] == message_id for each in self.messages.get(channel_id, [])):
            return refusal(404, 10008, "Unknown Message")
        if not self.permissions & MAKE_THREADS:
            return refusal(403, 50013, "Missing Permissions")
        if message_id in self.channels:
            return refusal(400, 160004, "A thread has already been created for this message")
        return answer(self._open_channel(message_id, PUBLIC_THREAD, parent=channel_id))

    async def start_post(self, request: web.Request) -> web.Response:
        channel_id, body = request.match_info["channel"], await request.json()
        if not 1 <= len(body["name"]) <= 100 or body["message"].keys() & {"nonce", "enforce_nonce"}:
            self.problems.append("a forum post's name or message")
            return refusal(400, 50035, "Invalid Form Body")
        if found := self._problems(body["message"]):
            return refusal(400, 50035, f"Invalid Form Body: {found}")
        message = self._message("", body["message"])
        thread = self._open_channel(message["id"], PUBLIC_THREAD, parent=channel_id)
        thread["name"], message["channel_id"] = body["name"], thread["id"]
        self.messages[thread["id"]].append(message)
        return answer({**thread, "message": message})

    async def read_channel(self, request: web.Request) -> web.Response:
        channel = self.channels.get(request.match_info["channel"])
        if channel is None:
            return refusal(404, 10003, "Unknown Channel")
        return answer(channel) if self.permissions & VIEW else refusal(403, 50001, "Missing Access")

    async def read_me(self, _: web.Request) -> web.Response:
        return answer(_user(BOT))

    async def read_application(self, _: web.Request) -> web.Response:
        words = dict.fromkeys(("name", "description", "summary", "verify_key"), "")
        public = {"bot_public": True, "bot_require_code_grant": False, "flags": 0, "icon": None}
        return answer({"id": BOT, "owner": _user("900"), "team": None} | words | public)

    async def read_roles(self, _: web.Request) -> web.Response:
        return answer([{"id": GUILD, "permissions": str(self.permissions)}])

    async def read_member(self, _: web.Request) -> web.Response:
        return answer({"user": _user(BOT), "roles": []})

    async def read_threads(self, _: web.Request) -> web.Response:
        threads = [each for each in self.channels.values() if each["type"] == PUBLIC_THREAD]
        return answer({"threads": threads, "members": []})

    async def write_commands(self, request: web.Request) -> web.Response:
        commands = await request.json()
        self.commands.append(commands)
        return answer([{"id": "1", "application_id": BOT, "version": "1", "type": 1, **each} for each in commands])

    async def serve_gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Hello, and READY to a client that identifies; silent where `gateway_answers` is off.

        https://discord.com/developers/docs/events/gateway
        """
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}, "s": None, "t": None})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(frame.data)
            if payload["op"] == 1:
                await socket.send_json({"op": 11, "d": None})
            if payload["op"] == 6:
                self.resumed += 1
                await socket.send_json({"op": 0, "t": "RESUMED", "s": payload["d"]["seq"] + 1, "d": {}})
            if payload["op"] != 2:
                continue
            self.identified += 1
            if payload["d"]["token"] != self.token:
                await socket.close(code=4004)
            elif self.gateway_answers:
                await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": self._ready()})
        return socket

    # Inner -------------------------------------------------------------------------------------------------------

    def _ready(self) -> dict[str, Any]:
        session = {"session_id": "s", "resume_gateway_url": self.gateway_url}
        return {"v": 10, "user": _user(BOT), "guilds": [], "application": {"id": BOT, "flags": 0}} | session

    def _problems(self, body: dict[str, Any]) -> list[str]:
        found = problems_of_message(body)
        self.problems += found
        self.bodies.append(body)
        return found

    def _open_channel(self, channel_id: str, kind: int, parent: str | None = None) -> dict[str, Any]:
        self.messages[channel_id] = []
        self.channels[channel_id] = {
            "id": channel_id,
            "type": kind,
            "guild_id": GUILD,
            "name": f"channel-{channel_id}",
            "parent_id": parent,
            "permission_overwrites": [],
        }
        return self.channels[channel_id]

    def _message(self, channel_id: str, body: dict[str, Any], author: str = BOT) -> dict[str, Any]:
        shown = body.get("embeds", []) if self.permissions & EMBED else []
        return {
            "id": str(next(self._ids)),
            "channel_id": channel_id,
            "author": _user(author),
            "content": body.get("content", ""),
            "embeds": shown,
            "components": body.get("components", []),
            "timestamp": "2026-03-05T08:00:00+00:00",
            "edited_timestamp": None,
            "attachments": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
            "type": 0,
        }

    @web.middleware
    async def guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Record, authorise, and let the fault of a test happen."""
        line = f"{request.method} {request.path.removeprefix('/api/v10')}"
        self.requests.append(line)
        by_token = request.path != "/gateway" and not line.startswith(OWN_TOKEN)
        if by_token and request.headers.get("Authorization") != f"Bot {self.token}":
            return refusal(401, 0, "401: Unauthorized")
        fault = next((each for each in self.faults if each.times and re.fullmatch(each.match, line)), None)
        if fault is None:
            return await handler(request)
        fault.times -= 1
        if fault.carried_out:
            await handler(request)
        if fault.status is None:
            assert request.transport is not None
            request.transport.close()
        return answer(fault.body, fault.status or 500, fault.headers)


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """JSON as Discord sends it: discord.py reads the body only when the type is exactly "application/json"."""
    return web.Response(
        body=json.dumps(data).encode(), status=status, content_type="application/json", headers=headers or {}
    )


def refusal(status: int, code: int, message: str) -> web.Response:
    """Discord's error body."""
    return answer({"message": message, "code": code}, status)


def _user(user_id: str) -> dict[str, Any]:
    return {"id": user_id, "username": f"user{user_id}", "discriminator": "0", "avatar": None, "bot": user_id == BOT}


@asynccontextmanager
async def serve(server: DiscordServer, routes: Iterable[web.RouteDef] = ()) -> AsyncIterator[DiscordServer]:
    """Serve on a free port of this machine, other routes too."""
    app = web.Application(middlewares=[server.guard])
    api = "/api/v10"
    app.add_routes(
        [
            web.get("/gateway", server.serve_gateway),
            web.get(f"{api}/users/@me", server.read_me),
            web.get(f"{api}/oauth2/applications/@me", server.read_application),
            web.put(f"{api}/applications/{{app}}/commands", server.write_commands),
            web.get(f"{api}/channels/{{channel}}", server.read_channel),
            web.get(f"{api}/channels/{{channel}}/messages", server.read_messages),
            web.post(f"{api}/channels/{{channel}}/messages", server.create_message),
            web.patch(f"{api}/channels/{{channel}}/messages/{{message}}", server.edit_message),
            web.post(f"{api}/channels/{{channel}}/messages/{{message}}/threads", server.start_thread),
            web.post(f"{api}/channels/{{channel}}/threads", server.start_post),
            web.get(f"{api}/guilds/{{guild}}/roles", server.read_roles),
            web.get(f"{api}/guilds/{{guild}}/members/{{member}}", server.read_member),
            web.get(f"{api}/guilds/{{guild}}/threads/active", server.read_threads),
            *routes,
        ]
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()
