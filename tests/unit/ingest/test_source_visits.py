"""Visits of feeds from socket to store: what is new, and every kind of bad answer."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders.visits import HTML, LONG, NOW, WORDS, Desk, FailingPool
from tests.fakes.feeds import Answer, endless, item, page, redirect, rss, stalled


async def test_full_entries_are_stored_without_reading_their_pages(desk: Desk) -> None:
    link = desk.server.url("/one")
    desk.server.paths["/feed"] = Answer(
        body=rss(item("1", "Quay vote", LONG, link, "Wed, 04 Mar 2026 09:30:00 GMT"), item("2", "Other", LONG))
    )
    outcome = await desk.visit(desk.feed())
    one, two = await desk.articles()
    assert (outcome.new, outcome.changed, outcome.same, outcome.baseline) == (2, 0, 0, True)
    assert set(outcome.stored) == {one.article.id, two.article.id}
    assert (one.article.link, one.article.publisher, one.revision.lang) == (link, "The Outlet", "en")
    assert one.revision.published_at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    assert (two.article.link, two.revision.published_at) == (None, None)
    assert (outcome.state.last_error, outcome.state.articles) == (None, 2)
    assert [seen.path for seen in desk.server.seen] == ["/feed"]


async def test_an_unchanged_feed_costs_one_conditional_request(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    await desk.visit(desk.feed())
    outcome = await desk.visit(desk.feed())
    assert "If-None-Match" in desk.server.seen[1].headers
    assert (outcome.new, outcome.same, outcome.baseline) == (0, 0, False)
    assert outcome.state.last_success_at == NOW + timedelta(days=1)


async def test_an_item_that_slides_back_is_not_new(desk: Desk) -> None:
    first, second = item("1", "Quay vote", LONG), item("2", "Another", LONG)
    for body in (rss(first), rss(second), rss(first, second)):
        desk.server.paths["/feed"] = Answer(body=body)
        outcome = await desk.visit(desk.feed())
    assert (outcome.new, outcome.changed, outcome.same) == (0, 0, 2)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (Answer(status=404), "HTTP 404, there is nothing at this address"),
        (Answer(status=500), "HTTP 500, the server is in trouble"),
        (Answer(body=b""), "the answer is empty"),
        (Answer(body=page("A site", *WORDS), **HTML), "is a web page, not a feed"),
        (Answer(body=b"x" * 10_000_000), "more than 300,000 bytes"),
        (
            Answer(body=gzip.compress(b"\0" * 9_000_000), headers={"Content-Encoding": "gzip"}),
            "more than 300,000 bytes",
        ),
        (Answer(body=b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>'), "entity bomb"),
        (redirect("/feed"), "more than 5 redirects"),
        (redirect("http://169.254.169.254/"), "private, local or reserved"),
        (stalled, "no complete answer within 2 s"),
        (endless(b"x" * 65_536), "more than 300,000 bytes"),
    ],
)
async def test_a_bad_answer_is_one_line_in_the_health_record(desk: Desk, answer: Answer, cause: str) -> None:
    desk.server.paths["/feed"] = answer
    outcome = await desk.visit(desk.feed())
    state = outcome.state
    assert cause in str(state.last_error)
    assert "\n" not in str(state.last_error)
    assert len(outcome.lines) == 1
    assert (state.failures, state.last_failure_at, state.last_success_at) == (1, NOW, None)
    assert state.next_poll_at is not None
    assert state.next_poll_at > NOW
    assert not state.retired


async def test_gone_retires_the_source(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(status=410)
    outcome = await desk.visit(desk.feed())
    assert outcome.state.retired
    assert "gone for good" in str(outcome.state.last_error)
    assert await desk.stores.sources.due_sources(NOW + timedelta(days=999)) == []


async def test_a_source_recovers(desk: Desk) -> None:
    await desk.visit(desk.feed())
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    outcome = await desk.visit(desk.feed())
    assert (outcome.new, outcome.state.failures, outcome.state.last_error) == (1, 0, None)


async def test_a_truncated_feed_is_read_with_a_warning_that_stays(desk: Desk) -> None:
    whole = rss(item("1", "One", LONG), item("2", "Two", LONG))
    desk.server.paths["/feed"] = Answer(body=whole[: len(whole) - 400])
    outcome = await desk.visit(desk.feed())
    again = await desk.visit(desk.feed())
    assert outcome.new >= 1
    assert "damaged or cut off" in str(outcome.state.last_error)
    assert (again.state.last_error, again.state.failures) == (outcome.state.last_error, 0)


async def test_a_feed_that_kills_its_reader_costs_only_its_own_visit(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    desk.pool = FailingPool("bot.ingest.parse:parse_feed")
    outcome = await desk.visit(desk.feed())
    assert outcome.state.last_error == "the task was killed: give it more memory"


async def test_an_article_without_a_language_is_stored_all_the_same(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    desk.pool = FailingPool("bot.ingest.language:identify")
    await desk.visit(desk.feed())
    (one,) = await desk.articles()
    assert one.revision.lang is None


async def test_the_operators_language_is_taken(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    await desk.visit(replace(desk.feed(), lang="fr"))
    (one,) = await desk.articles()
    assert one.revision.lang == "fr"


async def test_a_book_is_no_article(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "A book", "word " * 41_000), item("2", "Quay vote", LONG)))
    outcome = await desk.visit(desk.feed())
    assert outcome.new == 1
    assert "204,999 characters are no article" in outcome.lines[0]
