"""The pages behind thin entries: read once, asked for again where that may help, and never in the way of the rest."""

from __future__ import annotations

from bot.ingest.pages import PAGES_A_VISIT, REREADS_A_VISIT
from tests.builders.visits import HTML, LONG, WORDS, Desk
from tests.fakes.feeds import Answer, item, page, rss


async def test_thin_entries_take_the_text_of_their_page_once(desk: Desk) -> None:
    desk.server.paths["/one"] = Answer(body=page("Page title", *WORDS), **HTML)
    entry = item("1", "Quay vote", "A teaser.", desk.server.url("/one"))
    desk.server.paths["/feed"] = Answer(body=rss(entry))
    await desk.visit(desk.feed())
    desk.server.paths["/feed"] = Answer(body=rss(item("2", "Another", LONG), entry))
    outcome = await desk.visit(desk.feed())
    one, _ = await desk.articles()
    assert one.revision.title == "Quay vote"
    assert one.revision.body == "\n".join(WORDS)
    assert (outcome.new, outcome.same) == (1, 1)
    assert len(desk.server.requests("/one")) == 1
    assert len(desk.server.requests("/robots.txt")) == 1


async def test_a_changed_title_reads_the_page_again_and_appends_a_revision(desk: Desk) -> None:
    link = desk.server.url("/one")
    desk.server.paths["/one"] = Answer(body=page("Quay vote", *WORDS), **HTML)
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", "A teaser.", link)))
    await desk.visit(desk.feed())
    (before,) = await desk.articles()
    desk.server.paths["/one"] = Answer(body=page("Quay vote", *WORDS, "Correction: the vote was on Monday."), **HTML)
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote (corrected)", "A teaser.", link)))
    outcome = await desk.visit(desk.feed())
    (after,) = await desk.articles()
    assert (outcome.new, outcome.changed) == (0, 1)
    assert (after.article.id, after.revision.number) == (before.article.id, 2)
    assert "Correction:" in after.revision.body
    assert before.revision.id in await desk.stores.articles.revisions([before.revision.id])


async def test_broken_pages_never_stop_the_rest(desk: Desk) -> None:
    url = desk.server.url
    desk.server.paths |= {
        "/good": Answer(body=page("Good", *WORDS), **HTML),
        "/empty": Answer(body=page("Consent", "Accept?"), **HTML),
        "/broken": Answer(status=503),
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /private/\n", content_type="text/plain"),
        "/private/page": Answer(body=page("Private", *WORDS), **HTML),
        "/feed": Answer(
            body=rss(
                item("good", "Good", "Teaser.", url("/good")),
                item("empty", "Empty", "The feed's own words.", url("/empty")),
                item("nothing", "Nothing", "", url("/empty?nothing")),
                item("missing", "Missing", "The feed's own words.", url("/missing")),
                item("broken", "Broken", "The feed's own words.", url("/broken")),
                item("private", "Private", "The feed's own words.", url("/private/page")),
                item("bare", "Bare"),
            )
        ),
    }
    outcome = await desk.visit(desk.feed())
    stored = {each.article.key: each.revision.body for each in await desk.articles()}
    assert stored.keys() == {"good", "empty", "missing", "private"}
    assert stored["good"].endswith(WORDS[-1])
    assert stored["empty"] == stored["missing"] == stored["private"] == "The feed's own words."
    assert not desk.server.requests("/private/page")
    assert len(outcome.lines) == 6
    assert "(and 5 more)" in str(outcome.state.last_error)
    assert all(": " in line and "\n" not in line for line in outcome.lines)


async def test_a_page_that_may_come_back_is_asked_for_again(desk: Desk) -> None:
    desk.server.paths["/one"] = Answer(status=503)
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", "Teaser.", desk.server.url("/one"))))
    first = await desk.visit(desk.feed())
    desk.server.paths["/one"] = Answer(body=page("Quay vote", *WORDS), **HTML)
    second = await desk.visit(desk.feed())
    assert (first.new, first.state.etag) == (0, None)
    assert (second.new, second.state.last_error) == (1, None)
    assert second.state.etag


async def test_a_page_that_is_gone_never_shrinks_its_article_to_a_teaser(desk: Desk) -> None:
    link = desk.server.url("/one")
    desk.server.paths["/one"] = Answer(body=page("Quay vote", *WORDS), **HTML)
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", "Teaser.", link)))
    await desk.visit(desk.feed())
    desk.server.paths["/one"] = Answer(status=404)
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote delayed", "Teaser.", link)))
    outcome = await desk.visit(desk.feed())
    (one,) = await desk.articles()
    assert (outcome.changed, one.revision.title, one.revision.body) == (1, "Quay vote delayed", "\n".join(WORDS))


async def test_a_feed_that_calls_everything_updated_has_few_pages_read_again(desk: Desk) -> None:
    def atom(updated: str) -> bytes:
        entries = "".join(
            f"<entry><id>{n}</id><title>Title {n}</title><updated>{updated}</updated>"
            f'<link href="{desk.server.url(f"/{n}")}"/></entry>'
            for n in range(REREADS_A_VISIT + 3)
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{entries}</feed>'.encode()

    for n in range(REREADS_A_VISIT + 3):
        desk.server.paths[f"/{n}"] = Answer(body=page(f"Title {n}", *WORDS), **HTML)
    desk.server.paths["/feed"] = Answer(body=atom("2026-03-04T09:30:00Z"))
    await desk.visit(desk.feed())
    desk.server.seen.clear()
    desk.server.paths["/feed"] = Answer(body=atom("2026-03-05T11:59:00Z"))
    outcome = await desk.visit(desk.feed())
    assert (outcome.new, outcome.changed, outcome.same) == (0, 0, REREADS_A_VISIT + 3)
    assert len([seen for seen in desk.server.seen if seen.path not in {"/feed", "/robots.txt"}]) == REREADS_A_VISIT


async def test_an_unreachable_robots_file_forbids_and_is_asked_again(desk: Desk) -> None:
    desk.server.paths["/robots.txt"] = Answer(status=500)
    desk.server.paths["/one"] = Answer(body=page("Quay vote", *WORDS), **HTML)
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", "", desk.server.url("/one"))))
    await desk.visit(desk.feed())
    assert not desk.server.requests("/one")
    desk.server.paths["/robots.txt"] = Answer(status=404)
    outcome = await desk.visit(desk.feed())
    assert outcome.new == 1


async def test_a_long_first_visit_takes_a_part_and_the_next_one_the_rest(desk: Desk) -> None:
    count = PAGES_A_VISIT + 5
    for n in range(count):
        desk.server.paths[f"/{n}"] = Answer(body=page(f"Title {n}", *WORDS), **HTML)
    items = [item(str(n), f"Title {n}", "", desk.server.url(f"/{n}")) for n in range(count)]
    desk.server.paths["/feed"] = Answer(body=rss(*items))
    first = await desk.visit(desk.feed())
    second = await desk.visit(desk.feed())
    assert (first.new, second.new, second.same) == (PAGES_A_VISIT, 5, PAGES_A_VISIT)
    assert desk.server.requests("/0")[0] in desk.server.seen[: PAGES_A_VISIT + 2]  # the newest stands first in a feed
