"""What tests of visits share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from bot.ingest.fetch import HttpFetcher
from tests.builders.visits import Desk
from tests.fakes.feeds import FeedServer


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    allowed = (ip_network("127.0.0.0/8"),)
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0", allowed_networks=allowed) as fetcher:
        yield Desk(server, fetcher)
