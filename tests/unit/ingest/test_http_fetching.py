from __future__ import annotations

import gzip
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from ipaddress import ip_network

import pytest
from aiohttp import web

from bot.domain.ports import FetchRequest
from bot.errors import FetchError
from bot.ingest.fetch import HttpFetcher
from tests.fakes.feeds import Answer, FeedServer, endless, redirect, stalled

LOOPBACK = (ip_network("127.0.0.0/8"),)


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[FeedServer, HttpFetcher]]:
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0", allowed_networks=LOOPBACK) as fetcher:
        yield server, fetcher


async def test_a_second_get_with_the_etag_is_answered_by_not_modified() -> None:
    async with opened() as (server, fetcher):
        server.paths["/feed"] = Answer(body=b"<rss/>", headers={"Cache-Control": "public, max-age=60"})
        first = await fetcher.get(FetchRequest(url=server.url("/feed")))
        second = await fetcher.get(FetchRequest(url=server.url("/feed"), etag=first.etag))
    assert (first.status, first.body, first.max_age_seconds) == (200, b"<rss/>", 60)
    assert (second.status, second.body) == (304, b"")
    assert server.seen[0].headers["User-Agent"] == "Test/1.0"
    assert server.seen[0].headers["Accept-Encoding"] == "gzip, deflate"


async def test_the_date_of_the_last_answer_is_sent_back() -> None:
    async with opened() as (server, fetcher):
        server.paths["/feed"] = Answer(body=b"x", headers={"Last-Modified": "Wed, 04 Mar 2026 09:30:00 GMT"})
        first = await fetcher.get(FetchRequest(url=server.url("/feed")))
        await fetcher.get(FetchRequest(url=server.url("/feed"), last_modified=first.last_modified))
    assert server.seen[1].headers["If-Modified-Since"] == "Wed, 04 Mar 2026 09:30:00 GMT"


@pytest.mark.parametrize("mark", ['"caf\u00e9"', "x" * 501, ""])
async def test_marks_that_cannot_be_stored_or_sent_back_are_dropped(mark: str) -> None:
    async with opened() as (server, fetcher):
        server.paths["/feed"] = Answer(body=b"x", headers={"ETag": mark}, etag=False)
        answer = await fetcher.get(FetchRequest(url=server.url("/feed")))
    assert answer.etag is None


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"words" * 100, mtime=0)),
        ("gzip", gzip.compress(b"words" * 50, mtime=0) + gzip.compress(b"words" * 50, mtime=0)),
        ("gzip", gzip.compress(b"words" * 100, mtime=0) + b"\0\0\0"),
        ("x-gzip", gzip.compress(b"words" * 100, mtime=0)),
        ("deflate", zlib.compress(b"words" * 100)),
        ("deflate", raw_deflate(b"words" * 100)),
        ("identity", b"words" * 100),
    ],
)
async def test_compressed_bodies_are_read(encoding: str, body: bytes) -> None:
    async with opened() as (server, fetcher):
        server.paths["/feed"] = Answer(body=body, headers={"Content-Encoding": encoding})
        answer = await fetcher.get(FetchRequest(url=server.url("/feed")))
    assert answer.body == b"words" * 100


async def failure(server: FeedServer, fetcher: HttpFetcher, path: str, **bounds: float) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(FetchRequest(url=server.url(path), **bounds))
    assert str(caught.value) == caught.value.message
    assert "\n" not in caught.value.message
    return caught.value


async def test_a_gzip_bomb_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    async with opened() as (server, fetcher):
        server.paths["/bomb"] = Answer(body=bomb, headers={"Content-Encoding": "gzip"})
        error = await failure(server, fetcher, "/bomb", max_bytes=1_000_000)
    assert len(bomb) < 100_000
    assert "more than 1,000,000 bytes" in error.message


async def test_an_endless_body_stops_at_the_limit() -> None:
    async with opened() as (server, fetcher):
        server.paths["/endless"] = endless(b"x" * 65_536)
        error = await failure(server, fetcher, "/endless", max_bytes=300_000)
    assert "more than 300,000 bytes" in error.message


async def test_a_body_of_exactly_the_limit_is_read() -> None:
    async with opened() as (server, fetcher):
        server.paths["/full"] = Answer(body=gzip.compress(b"x" * 1_000), headers={"Content-Encoding": "gzip"})
        answer = await fetcher.get(FetchRequest(url=server.url("/full"), max_bytes=1_000))
        error = await failure(server, fetcher, "/full", max_bytes=999)
    assert len(answer.body) == 1_000
    assert "more than 999 bytes" in error.message


async def test_a_body_that_stalls_ends_with_the_total_time() -> None:
    async with opened() as (server, fetcher):
        server.paths["/slow"] = stalled
        error = await failure(server, fetcher, "/slow", timeout_seconds=0.2)
    assert "no complete answer within 0.2 s" in error.message


@pytest.mark.parametrize(
    ("encoding", "body", "cause"),
    [
        ("gzip", b"<rss/>", "no gzip as it says"),
        ("gzip", gzip.compress(bytes(range(256)) * 9, mtime=0)[:-20], "breaks off"),
        ("br", b"\x0b", "'br', which is not read"),
    ],
)
async def test_a_body_that_is_not_as_announced_is_refused(encoding: str, body: bytes, cause: str) -> None:
    async with opened() as (server, fetcher):
        server.paths["/odd"] = Answer(body=body, headers={"Content-Encoding": encoding})
        error = await failure(server, fetcher, "/odd")
    assert cause in error.message


@pytest.mark.parametrize(
    ("status", "gone", "lasting"),
    [(404, False, True), (403, False, True), (410, True, True), (429, False, False), (500, False, False)],
)
async def test_other_statuses_are_errors_with_a_cause(status: int, gone: bool, lasting: bool) -> None:
    async with opened() as (server, fetcher):
        server.paths["/feed"] = Answer(status=status)
        error = await failure(server, fetcher, "/feed")
    assert f"/feed: HTTP {status}, " in error.message
    assert (error.gone, error.lasting) == (gone, lasting)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("999999999999", 86_400.0),
        (format_datetime(datetime(2026, 3, 4, 9, 31, tzinfo=UTC), usegmt=True), 60.0),
        (format_datetime(datetime(2020, 1, 1, tzinfo=UTC), usegmt=True), 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
async def test_the_servers_wish_to_wait_is_read(value: str, seconds: float | None) -> None:
    date = format_datetime(datetime(2026, 3, 4, 9, 30, tzinfo=UTC), usegmt=True)
    async with opened() as (server, fetcher):
        server.paths["/busy"] = Answer(status=503, headers={"Retry-After": value, "Date": date})
        error = await failure(server, fetcher, "/busy")
    assert error.retry_after_seconds == seconds


async def test_redirects_are_followed_and_permanent_ones_are_reported() -> None:
    async with opened() as (server, fetcher):
        server.paths |= {"/a": redirect("/b", 301), "/b": redirect(server.url("/c"), 308), "/c": Answer(body=b"x")}
        server.paths["/t"] = redirect("/a", 302)
        moved = await fetcher.get(FetchRequest(url=server.url("/a")))
        mixed = await fetcher.get(FetchRequest(url=server.url("/t")))
        direct = await fetcher.get(FetchRequest(url=server.url("/c")))
    assert (moved.url, moved.moved_to) == (server.url("/c"), server.url("/c"))
    assert (mixed.url, mixed.moved_to) == (server.url("/c"), None)
    assert direct.moved_to is None


async def test_five_redirects_are_followed_and_a_loop_ends() -> None:
    async with opened() as (server, fetcher):
        server.paths |= {f"/{n}": redirect(f"/{n + 1}") for n in range(5)}
        server.paths["/5"] = Answer(body=b"x")
        server.paths["/loop"] = redirect("/loop")
        answer = await fetcher.get(FetchRequest(url=server.url("/0")))
        error = await failure(server, fetcher, "/loop")
    assert answer.body == b"x"
    assert "more than 5 redirects" in error.message
    assert len(server.requests("/loop")) == 6


@pytest.mark.parametrize(
    "target", ["", "file:///etc/passwd", "http://user:secret@127.0.0.1/", "http://[", "gopher://x/"]
)
async def test_a_redirect_to_no_web_address_is_refused(target: str) -> None:
    async with opened() as (server, fetcher):
        server.paths["/away"] = redirect(target)
        error = await failure(server, fetcher, "/away")
    assert "secret" not in error.message


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/feed",
        "file:///etc/passwd",
        "http://",
        "nonsense",
        "http://u:secret@example.org/",
        "http://[::1",
    ],
)
async def test_only_plain_web_addresses_are_asked_for(url: str) -> None:
    async with HttpFetcher(user_agent="Test/1.0") as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.get(FetchRequest(url=url))
    assert caught.value.lasting
    assert "secret" not in caught.value.message


async def test_a_token_in_the_query_stays_out_of_the_message() -> None:
    async with opened() as (server, fetcher):
        error = await failure(server, fetcher, "/feed?token=hunter2")
    assert "hunter2" not in repr(error)
    assert error.message.startswith(server.url("/feed?…"))


async def test_a_server_that_is_down_is_named() -> None:
    async with opened() as (server, fetcher):
        url = server.url("/feed")
        await server.__aexit__(None, None, None)
        with pytest.raises(FetchError, match="no connection"):
            await fetcher.get(FetchRequest(url=url))


async def test_an_answer_that_breaks_off_is_no_answer() -> None:
    async def broken(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"<rss>")
        assert request.transport is not None
        request.transport.abort()
        return response

    async with opened() as (server, fetcher):
        server.paths["/cut"] = broken
        error = await failure(server, fetcher, "/cut")
    assert "broke off" in error.message
    assert not error.lasting


async def test_connections_are_closed_after_each_answer() -> None:
    async with opened() as (server, fetcher):
        server.paths["/feed"] = Answer(body=b"x")
        await fetcher.get(FetchRequest(url=server.url("/feed")))
        connector = fetcher._session.connector if fetcher._session else None
        assert connector is not None
        assert connector.force_close
        assert not connector._conns
