"""What the tests with real processes share."""

from __future__ import annotations

import pytest

from tests.e2e.newsroom import SLACK_AUDIENCE, publish, slack_settings, write_files
from tests.fakes.feeds import FeedServer
from tests.fakes.slack import FakeSlack


@pytest.fixture
async def feeds():
    """Serve the newsroom's feeds; a module may have its own."""
    async with FeedServer() as server:
        publish(server)
        yield server


@pytest.fixture
async def slack():
    """Serve a Slack."""
    async with FakeSlack() as server:
        yield server


@pytest.fixture
def config(tmp_path, feeds, slack):
    """Write the files of a program that visits each minute and briefs a Slack channel; a module may have its own."""
    path = write_files(tmp_path, feeds, slack_settings(slack.api_url) + SLACK_AUDIENCE)
    path.write_text(path.read_text().replace("[ingest]", "[ingest]\ninterval_seconds = 60\nmin_interval_seconds = 60"))
    return path
