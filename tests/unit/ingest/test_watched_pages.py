"""Single pages watched for change."""

from __future__ import annotations

from bot.domain.article import SourceKind
from tests.builders.visits import HTML, WORDS, Desk, source
from tests.fakes.feeds import Answer, page


async def test_a_watched_page_is_one_article_and_each_change_of_words_a_revision(desk: Desk) -> None:
    watched = source(SourceKind.PAGE, desk.server.url("/notice"))
    desk.server.paths["/notice"] = Answer(body=page("Notice", *WORDS), **HTML)
    assert (await desk.visit(watched)).new == 1
    unchanged = await desk.visit(watched)
    assert (unchanged.new, unchanged.changed) == (0, 0)
    assert "If-None-Match" in desk.server.seen[-1].headers
    desk.server.paths["/notice"] = Answer(body=page("Notice", *WORDS, "The council withdrew the notice."), **HTML)
    assert (await desk.visit(watched)).changed == 1
    (one,) = await desk.articles()
    assert (one.article.link, one.revision.number) == (desk.server.url("/notice"), 2)
    assert one.revision.body.endswith("The council withdrew the notice.")


async def test_a_watched_page_is_left_alone_where_robots_txt_asks_for_it(desk: Desk) -> None:
    desk.server.paths |= {
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /notice\n"),
        "/notice": Answer(body=page("Notice", *WORDS), **HTML),
    }
    outcome = await desk.visit(source(SourceKind.PAGE, desk.server.url("/notice")))
    assert "asks programs not to read it" in str(outcome.state.last_error)
    assert desk.server.requests("/notice") == []


async def test_a_watched_page_without_text_is_a_failure_with_a_cause(desk: Desk) -> None:
    desk.server.paths["/notice"] = Answer(body=page("Notice", "Accept?"), **HTML)
    outcome = await desk.visit(source(SourceKind.PAGE, desk.server.url("/notice")))
    assert "has no article text" in str(outcome.state.last_error)
