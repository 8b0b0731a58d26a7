"""Politeness: few requests to one host at a time, a pause between them, and a bound over all hosts.

Who waits for a host's turn holds none of the places that other hosts need.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.domain.article import Source, SourceKind, SourceState
from bot.domain.ports import Fetcher, FetchRequest, FetchResponse

SOURCES_A_ROUND = 4  # of one host
_FORGET_ABOVE = 10_000  # hosts remembered; those that are idle and ready are forgotten then


@dataclass(slots=True)
class _Host:
    """One host: how many requests run, and from when (monotonic) another may begin."""

    turns: asyncio.Semaphore
    ready_at: float = 0.0
    waiting: int = 0
    starting: asyncio.Lock = field(default_factory=asyncio.Lock)


class PoliteFetcher:
    """Implements the Fetcher port over another: it waits for each host's turn.

    Args:
        fetcher: Makes the requests.
        concurrency: Requests open at once, over all hosts.
        host_concurrency: Requests open at once to one host.
        host_delay_seconds: Least pause between the beginnings of two requests to one host; a request may ask for more.
    """

    def __init__(
        self, fetcher: Fetcher, *, concurrency: int, host_concurrency: int = 2, host_delay_seconds: float = 0.0
    ) -> None:
        self._fetcher = fetcher
        self._places = asyncio.Semaphore(concurrency)
        self._host_concurrency = host_concurrency
        self._host_delay_seconds = host_delay_seconds
        self._hosts: dict[str, _Host] = {}

    async def get(self, request: FetchRequest) -> FetchResponse:
        """Return the answer once it is the host's turn; see the port."""
        host = self._host(host_of(request.url))
        host.waiting += 1
        try:
            async with host.turns:
                await self._begin(host, request.delay_seconds)
                async with self._places:
                    return await self._fetcher.get(request)
        finally:
            host.waiting -= 1

    async def _begin(self, host: _Host, delay_seconds: float) -> None:
        """Wait until the host may be asked again, one after another."""
        clock = asyncio.get_running_loop().time
        async with host.starting:
            if (pause := host.ready_at - clock()) > 0:
                await asyncio.sleep(pause)
            host.ready_at = clock() + max(self._host_delay_seconds, delay_seconds)

    def _host(self, name: str) -> _Host:
        if len(self._hosts) > _FORGET_ABOVE:
            now = asyncio.get_running_loop().time()
            self._hosts = {name: host for name, host in self._hosts.items() if host.waiting or host.ready_at > now}
        return self._hosts.setdefault(name, _Host(asyncio.Semaphore(self._host_concurrency)))


def take_turns(due: Sequence[tuple[Source, SourceState]]) -> list[tuple[Source, SourceState]]:
    """Return the due sources of one round: few of each host, so that a host of many feeds holds up no other.

    The rest stays due and is asked for again as soon as the round is over.
    """
    chosen, hosts = [], Counter[str]()
    for source, state in due:
        host = "" if source.kind is SourceKind.FOLDER else host_of(state.moved_to or source.location)
        hosts[host] += 1
        if not host or hosts[host] <= SOURCES_A_ROUND:
            chosen.append((source, state))
    return chosen


def host_of(url: str) -> str:
    """Return the host of an address in lower case, "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
