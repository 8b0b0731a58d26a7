"""People on the Discord fake: they use commands, press buttons and write into dialogues, over the real gateway.

It knows nothing of the bot. As Discord does, it takes one acknowledgement within three seconds and an answer only
after it, and shows ephemeral answers to the one who asked.
https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
import itertools
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.discord_limits import problems_of_message, problems_of_modal
from tests.fakes.discord_server import BOT, GUILD, TEXT_CHANNEL, answer, refusal, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fakes.discord_server import DiscordServer

COMMAND, BUTTON, DIALOGUE = 2, 3, 5
DEFERRED, MODAL = 5, 9
EPHEMERAL = 1 << 6
MANAGE_GUILD = 1 << 5
ACK_SECONDS = 3.0
_WAIT_SECONDS = 30.0


@dataclass(kw_only=True)
class Person:
    """A member of a server; `manages` tells whether they may manage it."""

    id: str
    name: str
    manages: bool = False
    guild: str = GUILD


ANN = Person(id="901", name="ann")
CHIEF = Person(id="902", name="chief", manages=True)


@dataclass(kw_only=True)
class Use:
    """One thing a person did, and what came of it: a dialogue, or private messages."""

    id: str
    token: str
    kind: int
    by: Person
    sent_at: float = field(default_factory=time.monotonic)
    acknowledged: int | None = None
    modal: dict[str, Any] | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def words(self) -> str:
        """Return what the answer says, without Markdown's escapes."""
        embeds = [embed for message in self.messages for embed in message["embeds"]]
        parts = [message["content"] for message in self.messages]
        for embed in embeds:
            parts += [embed.get("title", ""), embed.get("description", ""), embed.get("footer", {}).get("text", "")]
        return "\n".join(parts).replace("\\", "")

    @property
    def buttons(self) -> dict[str, str]:
        """Return the labels of the answer's buttons with their custom_ids."""
        rows = [row for message in self.messages for row in message["components"]]
        return {each["label"]: each["custom_id"] for row in rows for each in row["components"]}


@dataclass(kw_only=True)
class People:
    """Everybody who uses the bot on a server."""

    server: DiscordServer
    uses: dict[str, Use] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _serial: itertools.count[int] = field(default_factory=lambda: itertools.count(5_000))

    def routes(self) -> list[web.RouteDef]:
        """Return the routes by which the bot answers interactions."""
        api = "/api/v10"
        return [
            web.post(f"{api}/interactions/{{id}}/{{token}}/callback", self._acknowledge),
            web.post(f"{api}/webhooks/{{application}}/{{token}}", self._follow_up),
        ]

    async def slash(self, verb: str, /, *, by: Person = ANN, **options: str) -> Use:
        """Use a subcommand and return it once it is answered."""
        given = [{"name": name, "type": 3, "value": value} for name, value in options.items()]
        inner = {"id": "1", "name": "brief", "type": 1, "options": [{"name": verb, "type": 1, "options": given}]}
        return await self._use(COMMAND, inner, by)

    async def press(self, custom_id: str, *, by: Person = ANN) -> Use:
        """Press a button and return it once it is answered, or a dialogue has opened."""
        return await self._use(BUTTON, {"custom_id": custom_id, "component_type": 2}, by)

    async def submit(self, pressed: Use, written: str) -> Use:
        """Write into the only field of the dialogue that a button opened, send it, and return it once answered."""
        assert pressed.modal is not None
        (label,) = pressed.modal["components"]
        field_ = label["component"]
        assert field_.get("min_length", 0) <= len(written) <= field_.get("max_length", 4_000)
        value = {"type": 4, "id": 2, "custom_id": field_["custom_id"], "value": written}
        inner = {"custom_id": pressed.modal["custom_id"], "components": [{"type": 18, "id": 1, "component": value}]}
        return await self._use(DIALOGUE, inner, pressed.by)

    async def _use(self, kind: int, data: dict[str, Any], by: Person) -> Use:
        use = Use(id=str(next(self._serial)), token=f"token-{next(self._serial)}", kind=kind, by=by)
        self.uses[use.token] = use
        permissions = str(MANAGE_GUILD if by.manages else 0)
        user = {"id": by.id, "username": by.name, "discriminator": "0", "avatar": None, "global_name": None}
        silenced = {"deaf": False, "mute": False}
        member = {"user": user, "roles": [], "permissions": permissions, "joined_at": None, "flags": 0, **silenced}
        payload = {
            "id": use.id,
            "application_id": BOT,
            "type": kind,
            "data": data,
            "guild_id": by.guild,
            "channel_id": TEXT_CHANNEL,
            "channel": {**self.server.channels[TEXT_CHANNEL], "guild_id": by.guild, "position": 0},
            "member": member,
            "token": use.token,
            "version": 1,
            "attachment_size_limit": 10_000_000,
            "entitlements": [],
            "app_permissions": "0",
            "locale": "en-US",
        }
        sequence = next(self._serial)
        await self.server.sockets[-1].send_json({"op": 0, "t": "INTERACTION_CREATE", "s": sequence, "d": payload})
        async with asyncio.timeout(_WAIT_SECONDS):
            await use.changed.wait()
        return use

    async def _acknowledge(self, request: web.Request) -> web.Response:
        use, body = self.uses.get(request.match_info["token"]), await request.json()
        if use is None or time.monotonic() - use.sent_at > ACK_SECONDS:
            return refusal(404, 10062, "Unknown interaction")
        if use.acknowledged is not None:
            return refusal(400, 40060, "Interaction has already been acknowledged.")
        if body["type"] == MODAL:
            found = problems_of_modal(body["data"]) + (["a dialogue after a dialogue"] if use.kind == DIALOGUE else [])
            self.problems += found
            if found:
                return refusal(400, 50035, f"Invalid Form Body: {found}")
            use.modal = body["data"]
            use.changed.set()
        elif body["type"] != DEFERRED or not body["data"]["flags"] & EPHEMERAL:
            self.problems.append(f"an answer for everybody: {body}")
        use.acknowledged = body["type"]
        return answer({"interaction": {"id": use.id, "type": use.kind, "response_message_loading": True}})

    async def _follow_up(self, request: web.Request) -> web.Response:
        use, body = self.uses.get(request.match_info["token"]), await request.json()
        if use is None or use.acknowledged != DEFERRED:
            return refusal(404, 10015, "Unknown Webhook")
        found = problems_of_message(body) + ([] if body.get("flags") == EPHEMERAL else ["a public answer"])
        self.problems += found
        if found:
            return refusal(400, 50035, f"Invalid Form Body: {found}")
        use.messages.append({"content": "", "embeds": [], "components": [], **body})
        use.changed.set()
        return answer({"id": use.id, "channel_id": TEXT_CHANNEL, **body})


@asynccontextmanager
async def serve_people(server: DiscordServer) -> AsyncIterator[People]:
    """Serve a Discord with people in it on a free port of this machine."""
    people = People(server=server)
    async with serve(server, people.routes()):
        yield people
