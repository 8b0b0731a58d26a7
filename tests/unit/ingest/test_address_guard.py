"""SSRF: nothing private is reached, however it is written, resolved or redirected to."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_network
from typing import Any

import pytest

from bot.domain.ports import FetchRequest
from bot.errors import FetchError
from bot.ingest.fetch import HttpFetcher
from bot.ingest.guard import AddressGuard
from tests.fakes.feeds import Answer, FeedServer, redirect

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "100.100.100.200",  # a cloud's metadata service
    "169.254.169.254",  # most clouds' metadata service
    "168.63.129.16",  # a cloud's host, in public space
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::1",
    "2001:0:7f00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "3fff::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
]
PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_local_and_reserved_addresses_are_refused(address: str) -> None:
    assert not AddressGuard().permits(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_permitted(address: str) -> None:
    assert AddressGuard().permits(address)


def test_an_allowed_network_is_permitted_and_nothing_beside_it() -> None:
    guard = AddressGuard([ip_network("10.0.0.0/24")])
    assert guard.permits("10.0.0.7")
    assert guard.permits("::ffff:10.0.0.7")
    assert not guard.permits("10.0.1.7")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::]",
        "127.0.0.1.",
    ],
)
async def test_no_spelling_of_loopback_reaches_the_server(host: str) -> None:
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0") as fetcher:
        server.paths["/"] = Answer(body=b"inside")
        with pytest.raises(FetchError):
            await fetcher.get(FetchRequest(url=f"http://{host}:{server.port}/", timeout_seconds=5))
        assert server.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "http://public.example@127.0.0.1:{port}/",
        "http://public.example:80@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}\\@public.example/",
        "http://public.example#@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}#@public.example/",
        "http://public.example%40127.0.0.1:{port}/",
        "http://127.0.0.1%2f@public.example:{port}/",
        "http://[::1%25lo]:{port}/",
        "http://127。0。0。1:{port}/",
        "http://①②⑦.0.0.1:{port}/",
        "http://127.0.0.1%00.public.example:{port}/",
        "http:/127.0.0.1:{port}/",
        "http:\\\\127.0.0.1:{port}/",
        "//127.0.0.1:{port}/",
        "gopher://127.0.0.1:{port}/",
        "file:///etc/passwd",
    ],
)
async def test_no_trick_in_an_address_reaches_the_server(address: str) -> None:
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0") as fetcher:
        server.paths["/"] = Answer(body=b"inside")
        with pytest.raises(FetchError):
            await fetcher.get(FetchRequest(url=address.format(port=server.port), timeout_seconds=5))
        assert server.seen == []


@pytest.mark.parametrize(
    "trick", ["http://public.example@127.0.0.2:{port}/", "//127.0.0.2:{port}/", "\\\\127.0.0.2:{port}/"]
)
async def test_no_trick_in_a_redirect_reaches_the_server(trick: str) -> None:
    """The first hop is one loopback address, which is allowed; the trick leads to another."""
    only = (ip_network("127.0.0.1/32"),)
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0", allowed_networks=only) as fetcher:
        server.paths["/out"] = redirect(trick.format(port=server.port))
        with pytest.raises(FetchError):
            await fetcher.get(FetchRequest(url=server.url("/out"), timeout_seconds=5))
        assert [seen.path for seen in server.seen[:1]] == ["/out"]
        assert all(seen.headers["Host"].startswith("127.0.0.1") for seen in server.seen)


async def test_a_redirect_into_another_network_is_refused() -> None:
    """The first hop is allowed (one loopback address), its target (another one) is not."""
    async with FeedServer() as server:
        server.paths |= {
            "/out": redirect(f"http://127.0.0.2:{server.port}/secret"),
            "/mapped": redirect(f"http://[::ffff:127.0.0.2]:{server.port}/secret"),
            "/meta": redirect("http://169.254.169.254/latest/meta-data/"),
        }
        only = (ip_network("127.0.0.1/32"),)
        async with HttpFetcher(user_agent="Test/1.0", allowed_networks=only) as fetcher:
            for path in ("/out", "/mapped", "/meta"):
                with pytest.raises(FetchError, match="private, local or reserved"):
                    await fetcher.get(FetchRequest(url=server.url(path), timeout_seconds=5))
        assert [seen.path for seen in server.seen] == ["/out", "/mapped", "/meta"]


class RebindingResolver:
    """Answers a public address first and loopback ever after, as an attacker's name server does."""

    def __init__(self) -> None:
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[dict[str, Any]]:
        self.asked += 1
        address = "192.0.2.1" if self.asked == 1 else "127.0.0.1"
        return [{"hostname": host, "host": address, "port": port, "family": family, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        await asyncio.sleep(0)


async def test_a_name_that_turns_private_is_refused_when_it_is_connected_to() -> None:
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0") as fetcher:
        assert fetcher._session is not None
        connector: Any = fetcher._session.connector
        resolver = RebindingResolver()
        connector._resolver, connector._use_dns_cache = resolver, False
        for _ in range(2):
            with pytest.raises(FetchError, match="private, local or reserved"):
                await fetcher.get(FetchRequest(url=f"http://rebind.example:{server.port}/", timeout_seconds=5))
        assert resolver.asked == 2
        assert server.seen == []


async def test_without_the_guard_the_same_request_would_reach_the_server() -> None:
    """The twin: the table above can fail."""
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0") as fetcher:
        assert fetcher._session is not None
        connector: Any = fetcher._session.connector
        connector._socket_factory = None
        with pytest.raises(FetchError, match="404"):
            await fetcher.get(FetchRequest(url=f"http://localhost:{server.port}/", timeout_seconds=5))
        assert len(server.seen) == 1


async def test_through_a_proxy_public_targets_are_reached_and_private_ones_refused() -> None:
    """The fake server is the proxy: it is asked for whole addresses, and stands on loopback."""
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0", proxy=server.url("")) as fetcher:
        server.paths |= {"/feed": Answer(body=b"outside"), "/in": redirect("http://169.254.169.254/feed")}
        answer = await fetcher.get(FetchRequest(url="http://93.184.215.14/feed", timeout_seconds=5))
        unknown = await fetcher.get(FetchRequest(url="http://unknown.invalid/feed", timeout_seconds=5))
        assert (answer.body, unknown.body) == (b"outside", b"outside")
        for url in ("http://127.0.0.1/feed", "http://2130706433/feed", "http://[::1]/feed", "http://93.184.215.14/in"):
            with pytest.raises(FetchError, match="private, local or reserved"):
                await fetcher.get(FetchRequest(url=url, timeout_seconds=5))
    assert [seen.headers["Host"] for seen in server.seen] == ["93.184.215.14", "unknown.invalid", "93.184.215.14"]
