"""What the tests with real processes share."""

from __future__ import annotations

import pytest

from tests.e2e.newsroom import publish
from tests.fakes.feeds import FeedServer


@pytest.fixture
async def feeds():
    """Serve the newsroom's feeds; a module may have its own."""
    async with FeedServer() as server:
        publish(server)
        yield server
