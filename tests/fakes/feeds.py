"""A web server on real sockets that serves feeds, pages and every kind of bad answer. Knows HTTP, nothing of bot.

Paths answer what a test puts there; a conditional request whose ETag matches gets 304, as the specification has it
(RFC 9110 section 13.1.2). Every request is recorded.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path answers. `etag` True derives one from the body."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/xml"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]


class FeedServer:
    """Serves `paths` on 127.0.0.1 at a free port while its context is open."""

    def __init__(self) -> None:
        self.paths: dict[str, Answer | Handler] = {}
        self.seen: list[Seen] = []
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def requests(self, path: str) -> list[Seen]:
        """Return the requests for a path, oldest first."""
        return [seen for seen in self.seen if seen.path == path]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(Seen(request.path, dict(request.headers)))
        answer = self.paths.get(request.path)
        if answer is None:
            return web.Response(status=404, text="nothing here")
        if not isinstance(answer, Answer):
            return await answer(request)
        headers = dict(answer.headers)
        if answer.etag and answer.status == 200:
            headers["ETag"] = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
            if request.headers.get("If-None-Match") == headers["ETag"]:
                return web.Response(status=304, headers=headers)
        return web.Response(
            body=answer.body, status=answer.status, headers={"Content-Type": answer.content_type, **headers}
        )


def redirect(target: str, status: int = 302) -> Answer:
    """Return a redirect."""
    return Answer(status=status, headers={"Location": target})


def endless(chunk: bytes, headers: Mapping[str, str] | None = None) -> Handler:
    """Return a handler that repeats a chunk until the client hangs up."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=dict(headers or {}))
        await response.prepare(request)
        while True:
            await response.write(chunk)

    return answer


async def stalled(request: web.Request) -> web.StreamResponse:
    """Send the beginning of a feed and then nothing, until the client hangs up."""
    response = web.StreamResponse(headers={"Content-Type": "application/xml"})
    await response.prepare(request)
    await response.write(b"<rss><channel>")
    await asyncio.Event().wait()
    return response


def rss(*items: str, title: str = "A feed") -> bytes:
    """Return an RSS 2.0 document around items."""
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
    return (head + "".join(items) + "</channel></rss>").encode()


def item(guid: str, title: str, body: str = "", link: str = "", date: str = "") -> str:
    """Return one RSS item; `body` is HTML."""
    parts = [f'<guid isPermaLink="false">{guid}</guid><title>{title}</title>']
    parts.append(f"<link>{link}</link>" if link else "")
    parts.append(f"<pubDate>{date}</pubDate>" if date else "")
    parts.append(f"<description><![CDATA[{body}]]></description>" if body else "")
    return f"<item>{''.join(parts)}</item>"


def page(title: str, *paragraphs: str, head: str = "") -> bytes:
    """Return a web page with an article among the usual furniture."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title} | Site</title>{head}</head><body>"
        f"<nav><a href=/>Home</a><a href=/world>World</a></nav><main><article><h1>{title}</h1>{body}</article></main>"
        "<footer>Imprint</footer></body></html>"
    ).encode()
