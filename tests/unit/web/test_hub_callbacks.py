"""What hubs meet at a callback: the challenge echoed or refused, a push taken whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from bot.delivery.html import render_page
from bot.web.pages import create_app
from bot.web.server import listen, serve_pages
from bot.web.websub import Callbacks


async def nothing(*_):
    return None


async def none_at_all():
    return []


@asynccontextmanager
async def site(*, with_hubs=True, status=202):
    """Serve a callback; yields its address and what it took."""
    taken = []

    async def verify(token, question):
        return question("hub.challenge") if (token, question("hub.mode")) == ("known", "subscribe") else None

    async def expect(token):
        return token == "known"

    async def receive(token, body, content_type, signature):
        taken.append((token, body, content_type, signature))
        return status

    callbacks = Callbacks(path="websub", verify=verify, expect=expect, receive=receive, max_bytes=1_000)
    app = create_app(
        ready=nothing,
        required=(),
        briefings=none_at_all,
        briefing=nothing,
        render=render_page,
        callbacks=callbacks if with_hubs else None,
    )
    bound, stop = listen("127.0.0.1", 0), asyncio.Event()
    serving = asyncio.create_task(serve_pages(app, bound, stop))
    yield f"http://127.0.0.1:{bound.getsockname()[1]}/websub/known", taken
    stop.set()
    await serving


@pytest.fixture
async def client():
    async with ClientSession() as session:
        yield session


async def test_a_challenge_is_echoed_as_plain_text_and_never_as_a_page(client):
    query = {"hub.mode": "subscribe", "hub.challenge": "<script>alert(1)</script>"}
    async with site() as (url, _), client.get(url, params=query) as answer:
        assert (answer.status, await answer.text()) == (200, query["hub.challenge"])
        assert answer.content_type == "text/plain"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("query", [{}, {"hub.mode": "unsubscribe", "hub.challenge": "x"}])
async def test_what_was_not_asked_for_is_not_found(client, query):
    async with site() as (url, _), client.get(url, params=query) as answer:
        assert (answer.status, await answer.text()) == (404, "")


@pytest.mark.parametrize("status", [202, 404, 503])
async def test_a_push_is_handed_on_whole_and_answered_with_what_became_of_it(client, status):
    headers = {"Content-Type": "application/rss+xml", "X-Hub-Signature": "sha1=00"}
    async with site(status=status) as (url, taken), client.post(url, data=b"<rss/>\xff", headers=headers) as answer:
        assert answer.status == status
        assert answer.headers.get("Retry-After") == ("60" if status == 503 else None)
    assert taken == [("known", b"<rss/>\xff", "application/rss+xml", "sha1=00")]


async def test_a_push_that_is_too_large_is_refused_before_it_is_held(client):
    async def endless():
        with contextlib.suppress(ConnectionError):
            for _ in range(10_000):
                yield b"x" * 10_000

    async with site() as (url, taken):
        async with client.post(url, data=b"x" * 1_001) as answer:
            assert answer.status == 413
        with contextlib.suppress(ConnectionError):  # the server may hang up while we still send
            async with client.post(url, data=endless()) as answer:
                assert answer.status == 413
        async with client.post(url, data=b"x" * 1_000) as answer:
            assert answer.status == 202
    assert [len(body) for _, body, _, _ in taken] == [1_000]


async def test_a_push_whose_sender_hangs_up_is_not_taken(client):
    async with site() as (url, taken):
        host, port = url.removeprefix("http://").partition("/")[0].split(":")
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /websub/known HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n<rss>")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        async with client.post(url, data=b"after") as answer:
            assert answer.status == 202
    assert [body for _, body, _, _ in taken] == [b"after"]


async def test_nothing_is_read_for_a_callback_that_nobody_was_given(client):
    async def endless():
        with contextlib.suppress(ConnectionError):
            while True:
                yield b"x" * 100

    async with site() as (url, taken):
        with contextlib.suppress(ConnectionError):  # as above
            async with client.post(f"{url}-not", data=endless()) as answer:
                assert answer.status == 404
    assert taken == []


async def test_without_a_public_address_there_is_no_callback(client):
    async with site(with_hubs=False) as (url, taken):
        for ask in (client.get, client.post):
            async with ask(url) as answer:
                assert answer.status == 404
    assert taken == []
