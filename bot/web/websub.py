"""The callback of WebSub (https://www.w3.org/TR/websub/): hubs verify here, and push."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

Verify = Callable[[str, Callable[[str], str]], Awaitable[str | None]]
"""Returns the challenge that confirms a hub's question about a callback, or None where it is to be refused."""

Expect = Callable[[str], Awaitable[bool]]
"""Says whether a hub may push to a callback: asked before anything of the body is read."""

Receive = Callable[[str, bytes, str, str], Awaitable[int]]
"""Stores what was pushed to a callback (body, content type, signature) and returns the status that answers it."""

_BODY_SECONDS = 30.0
_NOT_FOUND, _TOO_LARGE, _TIMED_OUT, _BUSY = 404, 413, 408, 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Callbacks:
    """What answers hubs below `path` (without slashes around it), one callback for each token.

    `verify` answers a hub's question; `expect` keeps out whoever knows no callback; `receive` takes what was pushed and
    is quick, for hubs wait; `max_bytes` is the largest push.
    """

    path: str
    verify: Verify
    expect: Expect
    receive: Receive
    max_bytes: int


def websub_routes(callbacks: Callbacks) -> APIRouter:
    """Return the routes that hubs call."""
    router = APIRouter()

    @router.get(f"/{callbacks.path}/{{token}}")
    async def question(token: str, request: Request) -> Response:
        challenge = await callbacks.verify(token, lambda name: request.query_params.get(name, ""))
        if challenge is None:
            return Response(status_code=_NOT_FOUND)
        return Response(challenge, media_type="text/plain", headers={"Content-Disposition": "attachment"})

    @router.post(f"/{callbacks.path}/{{token}}")
    async def push(token: str, request: Request) -> Response:
        if not await callbacks.expect(token):
            return Response(status_code=_NOT_FOUND, headers={"Connection": "close"})  # the body is left unread
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await _read(request, callbacks.max_bytes)
        except TimeoutError:
            return Response(status_code=_TIMED_OUT)
        if body is None:
            return Response(status_code=_TOO_LARGE)
        headers = request.headers
        status = await callbacks.receive(
            token, body, headers.get("content-type", ""), headers.get("x-hub-signature", "")
        )
        return Response(status_code=status, headers={"Retry-After": "60"} if status == _BUSY else None)

    return router


async def _read(request: Request, max_bytes: int) -> bytes | None:
    """Return the body, or None where it is larger than it may be or its sender hung up; no more is ever held."""
    body = bytearray()
    while True:
        message = await request.receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > max_bytes:
            return None
        if not message.get("more_body", False):
            return bytes(body)
