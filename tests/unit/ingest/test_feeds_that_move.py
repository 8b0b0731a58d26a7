"""Feeds that have moved, and sites that name their feed."""

from __future__ import annotations

from tests.builders.visits import HTML, LONG, WORDS, Desk
from tests.fakes.feeds import Answer, item, page, redirect, rss


async def test_a_feed_that_moved_for_good_is_read_at_its_new_address_from_then_on(desk: Desk) -> None:
    desk.server.paths |= {"/old": redirect("/feed", 301), "/feed": Answer(body=rss(item("1", "Quay vote", LONG)))}
    outcome = await desk.visit(desk.feed("/old"))
    assert (outcome.new, outcome.state.last_error) == (1, None)
    await desk.visit(desk.feed("/old"))
    assert [seen.path for seen in desk.server.seen] == ["/old", "/feed", "/feed"]


async def test_a_feed_that_moved_for_a_while_is_asked_at_its_own_address(desk: Desk) -> None:
    desk.server.paths |= {"/old": redirect("/feed", 302), "/feed": Answer(body=rss(item("1", "Quay vote", LONG)))}
    for _ in range(2):
        assert (await desk.visit(desk.feed("/old"))).state.moved_to is None
    assert [seen.path for seen in desk.server.seen] == ["/old", "/feed"] * 2


async def test_where_the_new_address_is_gone_the_old_one_is_asked_again(desk: Desk) -> None:
    desk.server.paths |= {"/old": redirect("/feed", 308), "/feed": Answer(body=rss(item("1", "Quay vote", LONG)))}
    await desk.visit(desk.feed("/old"))
    desk.server.paths["/old"] = desk.server.paths.pop("/feed")
    assert (await desk.visit(desk.feed("/old"))).state.failures == 1
    outcome = await desk.visit(desk.feed("/old"))
    assert (outcome.state.failures, outcome.same) == (0, 1)


async def test_the_address_of_a_site_leads_to_the_feed_it_names(desk: Desk) -> None:
    head = '<link rel=alternate type="application/rss+xml" href="/news.xml">'
    desk.server.paths |= {
        "/": Answer(body=page("A site", *WORDS, head=head), **HTML),
        "/news.xml": Answer(body=rss(item("1", "Quay vote", LONG))),
    }
    outcome = await desk.visit(desk.feed("/"))
    assert (outcome.new, outcome.state.last_error) == (1, None)
    await desk.visit(desk.feed("/"))
    assert [seen.path for seen in desk.server.seen] == ["/", "/news.xml", "/news.xml"]
    assert "If-None-Match" not in desk.server.seen[1].headers


async def test_a_site_that_names_a_page_as_its_feed_is_not_followed_further(desk: Desk) -> None:
    head = '<link rel=alternate type="application/rss+xml" href="{}">'
    desk.server.paths |= {
        "/": Answer(body=page("A site", *WORDS, head=head.format("/a")), **HTML),
        "/a": Answer(body=page("A site", *WORDS, head=head.format("/b")), **HTML),
    }
    outcome = await desk.visit(desk.feed("/"))
    assert "is a web page, not a feed" in str(outcome.state.last_error)
    assert [seen.path for seen in desk.server.seen] == ["/", "/a"]
