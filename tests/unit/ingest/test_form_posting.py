"""Forms to hubs meet the same bounds as what is fetched: addresses, redirects, time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest
from aiohttp import web

from bot.domain.ports import FormRequest
from bot.errors import FetchError
from bot.ingest.fetch import HttpFetcher
from tests.fakes.feeds import Answer, FeedServer, redirect

FIELDS = {"hub.mode": "subscribe", "hub.topic": "https://a.example/?x=1&y=ü"}


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


async def post(url: str, *allowed: str, seconds: float = 5.0) -> None:
    networks = [ip_network(each) for each in allowed]
    async with HttpFetcher(user_agent="Test/1.0", allowed_networks=networks) as fetcher:
        await fetcher.post(FormRequest(url=url, fields=FIELDS, timeout_seconds=seconds))


async def test_a_form_is_posted_and_follows_the_redirects_that_keep_it(server: FeedServer) -> None:
    got: list[dict[str, str]] = []

    async def hub(request: web.Request) -> web.Response:
        assert request.method == "POST"
        got.append({name: str(value) for name, value in (await request.post()).items()})
        return web.Response(status=202)

    server.paths |= {"/hub": hub, "/old": redirect("/hub", 307), "/older": redirect("/old", 308)}
    await post(server.url("/older"), "127.0.0.0/8")
    assert got == [FIELDS]


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (Answer(status=404), "HTTP 404, it does not accept this"),
        (Answer(status=500), "HTTP 500, it is in trouble"),
        (redirect("/hub", 303), "HTTP 303, it does not accept this"),
        (redirect("/hub", 307), "more than 5 redirects"),
        (redirect("http://169.254.169.254/", 307), "private, local or reserved"),
        (redirect("http://u:p@hub.example/", 308), "holds a user name"),
    ],
)
async def test_other_answers_are_one_line_with_their_cause(server: FeedServer, answer: Answer, cause: str) -> None:
    server.paths["/hub"] = answer
    with pytest.raises(FetchError, match=cause) as caught:
        await post(server.url("/hub"), "127.0.0.0/8")
    assert caught.value.message.startswith(f"http://127.0.0.1:{server.port}/hub: ")


async def test_a_hub_that_does_not_answer_is_given_up_in_time(server: FeedServer) -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    server.paths["/hub"] = silent
    with pytest.raises(FetchError, match=r"no complete answer within 0\.3 s"):
        await post(server.url("/hub"), "127.0.0.0/8", seconds=0.3)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "[::1]", "169.254.169.254", "10.0.0.1"])
async def test_a_hub_at_a_private_address_is_never_reached(server: FeedServer, host: str) -> None:
    with pytest.raises(FetchError, match="private, local or reserved"):
        await post(f"http://{host}:{server.port}/hub")
    assert server.seen == []
