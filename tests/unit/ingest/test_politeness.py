"""Hosts are asked in turn: few requests at a time, a pause between them, and none waits for another host."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import pairwise

import pytest

from bot.domain.article import Source, SourceKind, SourceState
from bot.domain.ports import FetchRequest, FetchResponse
from bot.errors import FetchError
from bot.ingest.polite import PoliteFetcher, take_turns


class Network:
    """Implements the Fetcher port: answers when its gate opens, and notes who is asked when."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.begun: list[tuple[str, float]] = []
        self.gate = asyncio.Event()

    async def get(self, request: FetchRequest) -> FetchResponse:
        host = request.url.split("/")[2]
        self.begun.append((host, asyncio.get_running_loop().time()))
        for key in (host, "all"):
            self.open[key] += 1
            self.most[key] = max(self.most[key], self.open[key])
        try:
            await self.gate.wait()
            if request.url.endswith("/broken"):
                raise FetchError("broken")
            return FetchResponse(status=200, url=request.url, body=b"", content_type="")
        finally:
            self.open.subtract((host, "all"))


def requests(*urls: str, delay_seconds: float = 0.0) -> list[FetchRequest]:
    return [FetchRequest(url=url, delay_seconds=delay_seconds) for url in urls]


async def run(polite: PoliteFetcher, network: Network, wanted: list[FetchRequest]) -> None:
    tasks = [asyncio.create_task(polite.get(request)) for request in wanted]
    for _ in range(20):
        await asyncio.sleep(0)
    network.gate.set()
    await asyncio.gather(*tasks)


async def test_a_host_gets_few_requests_at_a_time_and_holds_up_no_other() -> None:
    network = Network()
    polite = PoliteFetcher(network, concurrency=10, host_concurrency=2)
    many = [f"https://many.example/{n}" for n in range(20)]
    await run(polite, network, requests(*many, "https://other.example/1"))
    assert (network.most["many.example"], network.most["other.example"]) == (2, 1)
    assert [host for host, _ in network.begun[:3]] == ["many.example", "many.example", "other.example"]
    assert len(network.begun) == 21


async def test_there_is_a_bound_over_all_hosts() -> None:
    network = Network()
    polite = PoliteFetcher(network, concurrency=3, host_concurrency=2)
    await run(polite, network, requests(*(f"https://h{n}.example/" for n in range(12))))
    assert network.most["all"] == 3


@pytest.mark.parametrize(("usual", "asked", "pause"), [(0.05, 0.0, 0.05), (0.0, 0.05, 0.05), (0.05, 0.01, 0.05)])
async def test_requests_to_a_host_begin_with_a_pause_between_them(usual: float, asked: float, pause: float) -> None:
    network = Network()
    network.gate.set()
    polite = PoliteFetcher(network, concurrency=9, host_concurrency=9, host_delay_seconds=usual)
    wanted = requests(*["https://a.example/"] * 4, "https://b.example/", delay_seconds=asked)
    await asyncio.gather(*map(polite.get, wanted))
    times = [moment for host, moment in network.begun if host == "a.example"]
    assert all(later - earlier >= pause * 0.9 for earlier, later in pairwise(times))
    assert [host for host, _ in network.begun].index("b.example") == 1, "another host waits for none of it"


async def test_a_failure_or_an_end_gives_the_turn_back() -> None:
    network = Network()
    polite = PoliteFetcher(network, concurrency=1, host_concurrency=1)
    stopped = asyncio.create_task(polite.get(FetchRequest(url="https://a.example/1")))
    await asyncio.sleep(0)
    stopped.cancel()
    await asyncio.gather(stopped, return_exceptions=True)
    network.gate.set()
    with pytest.raises(FetchError):
        await polite.get(FetchRequest(url="https://a.example/broken"))
    assert (await polite.get(FetchRequest(url="https://A.example/2"))).status == 200


async def test_hosts_that_are_done_with_are_forgotten() -> None:
    network = Network()
    network.gate.set()
    polite = PoliteFetcher(network, concurrency=9)
    for number in range(10_010):
        await polite.get(FetchRequest(url=f"https://h{number}.example/"))
    assert len(polite._hosts) < 100


def due(*locations: str, kind: SourceKind = SourceKind.FEED) -> list[tuple[Source, SourceState]]:
    return [
        (Source(id=f"src_{where}", kind=kind, location=where, name=where, publisher=""), SourceState(source_id=where))
        for where in locations
    ]


def test_a_round_has_few_sources_of_one_host() -> None:
    many = due(*(f"https://many.example/{n}" for n in range(50)), "https://other.example/1")
    assert [source.location for source, _ in take_turns(many)] == [
        *(f"https://many.example/{n}" for n in range(4)),
        "https://other.example/1",
    ]


def test_all_folders_are_read_in_one_round() -> None:
    assert len(take_turns(due(*(f"/inbox/{n}" for n in range(50)), kind=SourceKind.FOLDER))) == 50
