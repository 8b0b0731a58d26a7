"""Whether a page's robots.txt lets us read it (RFC 9309), remembered for a day an origin.

Feeds are published to be read by programs, so only linked pages are asked about.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from bot.domain.ports import Fetcher, FetchRequest
from bot.errors import FetchError

_MAX_BYTES = 512_000  # RFC 9309 section 2.5: at least 500 KiB are to be read
_REMEMBERED = timedelta(days=1)  # RFC 9309 section 2.4: no longer than a day
_UNREACHABLE = timedelta(minutes=10)
_MAX_ORIGINS = 2_000
_LONGEST_DELAY_SECONDS = 30.0  # Crawl-delay is no standard; who asks for more is read a page or two a visit
_TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one origin; None stands for "unreachable: nothing may be read"."""

    rules: Protego | None
    until: datetime


class Robots:
    """Asks each origin for its robots.txt once a day.

    Args:
        fetcher: Reads robots.txt.
        user_agent: Who we are; its product token, before the slash, is what rules name.
    """

    def __init__(self, *, fetcher: Fetcher, user_agent: str) -> None:
        self._fetcher = fetcher
        self._agent = user_agent.partition("/")[0].strip()
        self._known: dict[str, _Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def require(self, url: str, now: datetime) -> float:
        """Return when we may read a page: the pause in seconds that the site asks for between two requests.

        No robots.txt (any lasting refusal, as a 404) allows everything. One that cannot be reached forbids
        everything for ten minutes: RFC 9309 section 2.3.1.4.

        Raises:
            FetchError: We may not; lasting when the rules say so.
        """
        known = await self._rules(url, now)
        if known.rules is None:
            raise FetchError("the site's robots.txt cannot be reached, so its pages are left alone: tried again later")
        if not known.rules.can_fetch(url, self._agent):
            raise FetchError(
                "its robots.txt asks programs not to read it: what a feed says of it is used", lasting=True
            )
        return min(known.rules.crawl_delay(self._agent) or 0.0, _LONGEST_DELAY_SECONDS)

    async def sitemaps(self, url: str, now: datetime) -> frozenset[str]:
        """Return the addresses of the sitemaps that the robots.txt of an address's site declares."""
        known = await self._rules(url, now)
        return frozenset(known.rules.sitemaps) if known.rules is not None else frozenset()

    async def _rules(self, url: str, now: datetime) -> _Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._asking.setdefault(origin, asyncio.Lock()):
            known = self._known.get(origin)
            if known is None or known.until <= now:
                known = await self._ask(origin, now)
                self._remember(origin, known)
            return known

    async def _ask(self, origin: str, now: datetime) -> _Rules:
        request = FetchRequest(url=f"{origin}/robots.txt", max_bytes=_MAX_BYTES, timeout_seconds=_TIMEOUT_SECONDS)
        try:
            response = await self._fetcher.get(request)
        except FetchError as error:
            if error.lasting:
                return _Rules(Protego.parse(""), now + _REMEMBERED)
            return _Rules(None, now + _UNREACHABLE)
        return _Rules(Protego.parse(response.body.decode("utf-8", "replace")), now + _REMEMBERED)

    def _remember(self, origin: str, rules: _Rules) -> None:
        self._known[origin] = rules
        while len(self._known) > _MAX_ORIGINS:
            oldest = next(iter(self._known))
            del self._known[oldest]
            self._asking.pop(oldest, None)
