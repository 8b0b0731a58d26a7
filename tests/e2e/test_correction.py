"""The real program between two visits of a feed that changes: a correction in the thread, and messages that say so."""

from __future__ import annotations

import asyncio

import pytest

from bot.store import open_stores
from tests.e2e.newsroom import (
    ACCUSING,
    CLAIM,
    DENIAL,
    database_of,
    feed,
    miss_a_slot,
)
from tests.e2e.program import Program, counterpoint
from tests.fakes.feeds import Answer
from tests.fakes.slack_blocks import pings, visible

TITLE = "Union accuses Port of Vellmar over solvent"
NEW_CLAIM = CLAIM.replace("400 barrels", "40 barrels")
NOTE = "Correction: The union spoke of 40 barrels <!channel>, not of 400."


def republish(feeds, *paragraphs: str) -> None:
    """Let the outlet's feed say something else at its next visit."""
    feeds.paths["/estuary.xml"] = Answer(body=feed("estuary", ("e1", TITLE, list(paragraphs) * 3)))


async def make_due(config) -> None:
    """Let every source be visited at once instead of in a minute."""
    async with open_stores(database_of(config)) as stores:
        for state in (await stores.sources.states()).values():
            await stores.sources.record_visit(type(state)(source_id=state.source_id, baseline_at=state.baseline_at))


def threads(slack) -> list:
    return [message for message in slack.world.posted() if message.thread_ts]


@pytest.mark.timeout(240)
async def test_a_changed_article_is_corrected_where_it_was_quoted_once_and_through_a_crash(config, slack, feeds):
    world = slack.world
    async with Program(config) as program:
        await program.until_logged("analysed")
        await program.stop()
    await miss_a_slot(config)
    async with Program(config) as program:
        await world.until(lambda: len(threads(slack)) >= 2, seconds=60)
        await program.stop()
    overview = world.posted()[0]
    before = visible(overview.blocks)
    assert CLAIM in before
    posts = len(world.posted())

    republish(feeds, *ACCUSING, "The harbour master was not avialable.")  # what was quoted stands
    await make_due(config)
    async with Program(config) as program:
        await program.until_logged("changed=1")
        await program.stop()
    assert len(world.posted()) == posts
    assert visible(overview.blocks) == before

    republish(feeds, NEW_CLAIM, *ACCUSING[1:], NOTE)
    await make_due(config)
    unanswered = world.faults.held["chat.postMessage"] = asyncio.Event()
    async with Program(config) as program:
        await world.until(lambda: len(world.posted()) > posts, seconds=60)
        await program.kill()  # the correction stands in the thread, and the program does not know
    unanswered.set()
    async with Program(config) as program:
        await world.until(lambda: "CORRECTED" in visible(overview.blocks), seconds=60)
        await program.until_working("slack")
        await program.stop()

    correction = world.posted()[-1]
    assert len(world.posted()) == posts + 1
    assert correction.thread_ts == overview.ts
    told = visible(correction.blocks)
    for words in ("CORRECTION · Harbour desk", CLAIM, NEW_CLAIM, NOTE, DENIAL, "was corrected by its publisher"):
        assert words in told, told
    edited = visible(overview.blocks)
    assert "below is no longer in the article" in edited
    assert CLAIM in edited
    assert DENIAL in edited
    assert not pings(correction.blocks)
    assert not pings(overview.blocks)

    status, out, error = await counterpoint(config, "brief")
    assert status == 0, error
    assert "CORRECTED · Harbour desk" in out
    status, out, error = await counterpoint(config, "verify")
    assert status == 0, error
    assert " 0 not." in out
