"""What a hub pushed is read as what a poll brings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.subscription import Push
from bot.ingest.websub import Hub
from tests.builders.visits import LONG, NOW, Desk
from tests.fakes.feeds import Answer, item, rss


def pushed(desk: Desk, body: bytes) -> tuple[Push, str]:
    return Push(id="psh_1", token="t", content_type="text/xml", body=body, received_at=NOW), desk.server.url("/feed")


async def test_a_push_is_read_as_a_poll_is_and_keeps_the_marks_of_the_last_poll(desk: Desk) -> None:
    hub = {"Link": '<https://hub.example/>; rel="hub"'}
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)), headers=hub)
    polled = await desk.visit(desk.feed())
    assert (polled.whole, polled.hub) == (True, Hub(url="https://hub.example/", topic=desk.server.url("/feed")))
    push = pushed(desk, rss(item("2", "Ferry strike", LONG), item("1", "Quay vote, changed", LONG)))
    outcome = await desk.visit(desk.feed(), push=push, pushed=True)
    assert (outcome.new, outcome.changed, outcome.baseline, outcome.whole) == (1, 1, False, False)
    assert outcome.state.etag == polled.state.etag
    assert len(desk.server.requests("/feed")) == 1


async def test_a_push_without_entries_does_not_make_a_feed_empty(desk: Desk) -> None:
    await desk.visit(replace(desk.feed(), interval_seconds=600))
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    await desk.visit(desk.feed())
    outcome = await desk.visit(desk.feed(), push=pushed(desk, rss()), pushed=True)
    assert outcome.state.empty_since_at is None


async def test_a_push_that_is_no_feed_is_no_failure_and_the_feed_is_polled(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    before = (await desk.visit(desk.feed())).state
    outcome = await desk.visit(desk.feed(), push=pushed(desk, b"no feed"), pushed=True)
    assert outcome.state == replace(before, next_poll_at=desk.now - timedelta(days=1))


async def test_a_pushed_feed_is_polled_more_rarely_but_never_beyond_the_longest_pause(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    for seconds, expected in ((600, 3_600), (1_800, 7_200), (80_000, 86_400)):
        for _ in range(2):  # read whole, then "not modified"
            start = desk.now
            outcome = await desk.visit(replace(desk.feed(), interval_seconds=seconds), pushed=True)
            assert outcome.state.next_poll_at is not None
            assert expected <= (outcome.state.next_poll_at - start).total_seconds() <= expected * 1.1
    start = desk.now
    fixed = replace(desk.feed(), interval_seconds=600, fixed_interval=True)
    outcome = await desk.visit(fixed, pushed=True)
    assert outcome.state.next_poll_at is not None
    assert (outcome.state.next_poll_at - start).total_seconds() <= 660
