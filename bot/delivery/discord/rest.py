"""Discord's REST interface through discord.py's client: it knows the rate limits, we know the bodies.

https://discord.com/developers/docs/reference
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

if TYPE_CHECKING:
    from collections.abc import Mapping

# Waits longer than this are given back to the outbox instead of being slept through (discord.py's least is 30 s).
RATE_LIMIT_SECONDS = 30.0


def point_at(*, api_url: str | None, gateway_url: str | None) -> None:
    """Send discord.py elsewhere than to Discord, for the whole process; None or "" leaves its own address.

    `api_url` ends in the version ("http://127.0.0.1:8080/api/v10"), `gateway_url` is a WebSocket address.
    """
    if api_url:
        Route.BASE = api_url.rstrip("/")
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


class Rest:
    """Requests as the bot. Logs in at the first one, so that posting depends neither on the start nor on the gateway.

    Args:
        token: The bot's token.
        api_url: Another address than Discord's, for tests; see `point_at`.
        http: A client that is logged in already (the gateway's), used instead of an own one.
    """

    def __init__(self, *, token: str, api_url: str | None = None, http: HTTPClient | None = None) -> None:
        point_at(api_url=api_url, gateway_url=None)
        self._token = token
        self._http = http
        self._own = http is None
        self._login = asyncio.Lock()

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        **ids: str,
    ) -> Any:
        """Make one request, `ids` filling the path ("/channels/{channel_id}"), and return the decoded answer.

        Raises:
            discord.LoginFailure: The token is refused.
            discord.HTTPException: Any other status than 2xx, after discord.py's own retries of 500, 502, 504 and 429.
            discord.RateLimited: The wait asked for is longer than RATE_LIMIT_SECONDS.
            OSError, aiohttp.ClientError: No answer.
        """
        http = await self._client()
        options: dict[str, Any] = {}
        if body is not None:
            options["json"] = body
        if query is not None:
            options["params"] = query
        return await http.request(Route(method, path, **ids), **options)

    async def close(self) -> None:
        """Close the connections of an own client."""
        if self._own and self._http is not None:
            await self._http.close()
            self._http = None

    async def _client(self) -> HTTPClient:
        async with self._login:
            if self._http is None:
                http = HTTPClient(asyncio.get_running_loop(), max_ratelimit_timeout=RATE_LIMIT_SECONDS)
                try:
                    await http.static_login(self._token)
                except BaseException:
                    await http.close()  # static_login opens a session before it asks
                    raise
                self._http = http
            return self._http
