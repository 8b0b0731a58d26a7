"""A WebSub hub on real sockets (https://www.w3.org/TR/websub/): it verifies, pushes with a signature, and remembers.

Knows the specification and nothing of bot. A hub verifies after it has answered, as most do.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web


@dataclass
class Asked:
    """One request for a subscription or its end, and how its verification went."""

    callback: str
    mode: str
    topic: str
    secret: str
    lease_seconds: str
    status: int = 0
    confirmed: bool = False


@dataclass
class Hub:
    """Serves on 127.0.0.1 at a free port while its context is open.

    `lease_seconds` is what it grants; `refusal` is a status that it answers instead of accepting.
    """

    lease_seconds: int = 864_000
    refusal: int = 0
    asked: list[Asked] = field(default_factory=list)
    subscribers: dict[str, Asked] = field(default_factory=dict)
    port: int = 0

    async def __aenter__(self):
        app = web.Application()
        app.router.add_post("/hub", self._accept)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self._client = aiohttp.ClientSession()
        self._verifying: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, kind, error, trace):
        await asyncio.gather(*self._verifying, return_exceptions=True)
        await self._client.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hub"

    async def push(self, callback: str, body: bytes, *, method: str = "sha256", signature: str | None = None) -> int:
        """Push a feed to a subscriber; return the status of its answer."""
        secret = self.subscribers[callback].secret
        signed = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
        headers = {"Content-Type": "application/rss+xml", "X-Hub-Signature": signature or f"{method}={signed}"}
        async with self._client.post(callback, data=body, headers=headers) as answer:
            return answer.status

    async def verify(self, asked: Asked, **changes: str) -> None:
        """Ask a callback whether it meant what was asked (section 5.3)."""
        challenge = secrets.token_hex(16)
        query = {"hub.mode": asked.mode, "hub.topic": asked.topic, "hub.challenge": challenge}
        if asked.mode == "subscribe":
            query["hub.lease_seconds"] = str(self.lease_seconds)
        query |= {f"hub.{name}": value for name, value in changes.items()}
        async with self._client.get(asked.callback, params=query) as answer:
            asked.status = answer.status
            asked.confirmed = answer.status == 200 and await answer.text() == challenge
        if not asked.confirmed:
            return
        if asked.mode == "subscribe":
            self.subscribers[asked.callback] = asked
        else:
            self.subscribers.pop(asked.callback, None)

    async def _accept(self, request: web.Request) -> web.Response:
        form = await request.post()
        names = ("callback", "mode", "topic", "secret", "lease_seconds")
        asked = Asked(**{name: str(form.get(f"hub.{name}", "")) for name in names})
        self.asked.append(asked)
        if self.refusal:
            return web.Response(status=self.refusal, text="no")
        task = asyncio.create_task(self.verify(asked))
        self._verifying.add(task)
        task.add_done_callback(self._verifying.discard)
        return web.Response(status=202)
