"""What the fake Slack remembers: one workspace, its people, channels and messages, and what goes wrong on purpose."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

ALL_BOT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "groups:history",
        "groups:read",
        "users:read",
    }
)


@dataclass(kw_only=True)
class User:
    """A person. `tz` is what their client reports."""

    id: str
    name: str
    tz: str = "Europe/Berlin"
    is_admin: bool = False
    is_owner: bool = False


@dataclass(kw_only=True)
class Channel:
    """A conversation. `members` are user ids; the bot reads and posts only where it is one of them."""

    id: str
    name: str
    creator: str = "U0CREATOR"
    is_private: bool = False
    is_archived: bool = False
    members: set[str] = field(default_factory=set)


@dataclass(kw_only=True)
class Message:
    """A stored message. `only_for` is the reader of an ephemeral one; those are never in a history."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    only_for: str | None = None
    options: Json = field(default_factory=dict)


@dataclass(kw_only=True)
class Faults:
    """What goes wrong. Counters count down; flags stay until somebody takes them back.

    `held` delays the answers to a method until its event is set; what the call does is done before.
    """

    token_revoked: bool = False
    rate_limited: bool = False
    rate_interval_seconds: float = 1.0
    lost_answers: int = 0
    lost_before_storing: int = 0
    server_errors: int = 0
    closed_door: bool = False
    silent_pings: bool = False
    stale_triggers: bool = False
    block_chars: int = 13_000
    held: dict[str, asyncio.Event] = field(default_factory=dict)


@dataclass(kw_only=True)
class World:
    """The workspace."""

    team_id: str = "T0TEAM"
    app_id: str = "A0APP"
    bot_user: str = "U0BOT"
    bot_id: str = "B0BOT"
    bot_token: str = "xoxb-fake"
    app_token: str = "xapp-fake"
    scopes: frozenset[str] = ALL_BOT_SCOPES
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    triggers: dict[str, float] = field(default_factory=dict)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    last_post_at: dict[str, float] = field(default_factory=dict)
    _serial: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        for user in (
            User(id="U0ANN", name="ann"),
            User(id="U0ADMIN", name="adele", tz="America/New_York", is_admin=True),
            User(id="U0CREATOR", name="carol", tz="Asia/Tokyo"),
        ):
            self.users[user.id] = user
        everyone = {*self.users, self.bot_user}
        self.channels["C0NEWS"] = Channel(id="C0NEWS", name="news", members=set(everyone))
        self.channels["C0ALIEN"] = Channel(id="C0ALIEN", name="alien", members=set(self.users))
        self.channels["G0SECRET"] = Channel(id="G0SECRET", name="secret", is_private=True, members=set(everyone))
        self.channels["C0OLD"] = Channel(id="C0OLD", name="old", is_archived=True, members=set(everyone))

    def serial(self) -> int:
        """Return a number nobody had before."""
        return next(self._serial)

    def trigger(self) -> str:
        """Return a trigger_id, good for one dialogue."""
        made = f"{self.serial()}.trigger"
        self.triggers[made] = time.monotonic()
        return made

    def next_ts(self) -> str:
        """Return a message timestamp later than all others, unique in the workspace."""
        return f"{time.time():.0f}.{self.serial():06d}"

    async def tell(self) -> None:
        """Wake everybody who waits for a change."""
        async with self.changed:
            self.changed.notify_all()

    async def until(self, condition: Callable[[], bool], *, seconds: float = 10.0) -> None:
        """Return as soon as the condition holds; raises TimeoutError when it does not in time."""
        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(condition)

    def posted(self, channel: str = "C0NEWS") -> list[Message]:
        """Return the public messages of a channel, oldest first."""
        return [m for m in self.messages if m.channel == channel and m.only_for is None]

    def whispered(self, user: str) -> list[Message]:
        """Return the messages only one person sees, oldest first."""
        return [m for m in self.messages if m.only_for == user]
