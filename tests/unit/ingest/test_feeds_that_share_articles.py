"""Articles that several feeds of an outlet bring, or several addresses lead to: stored once, revised once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.briefing.changes import read_anew
from bot.domain.article import Source, SourceKind
from tests.builders.visits import HTML, LONG, WORDS, Desk, source
from tests.fakes.feeds import Answer, item, page, rss


def second_feed(desk: Desk) -> Source:
    return replace(desk.feed("/world"), id="src_fedcba9876543210")


async def test_an_article_of_two_feeds_is_stored_once_and_each_sighting_kept(desk: Desk) -> None:
    link, date = desk.server.url("/one"), "Wed, 04 Mar 2026 09:30:00 GMT"
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG, link + "?utm_source=rss", date)))
    desk.server.paths["/world"] = Answer(body=rss(item("w1", "The quay vote", LONG, link + "?utm_source=world", date)))
    first = await desk.visit(desk.feed())
    second = await desk.visit(second_feed(desk))
    (one,) = await desk.articles()
    assert (first.new, second.new, second.changed, second.same) == (1, 0, 0, 1)
    assert (one.article.link, one.article.source_id, one.revision.title) == (link, first.source.id, "Quay vote")
    (seen,) = (await desk.stores.articles.sightings([one.article.id]))[one.article.id]
    assert (seen.source_id, seen.key, seen.link) == (second.source.id, "w1", link)


async def test_an_article_by_two_addresses_is_known_by_its_pages_canonical_link(desk: Desk) -> None:
    own = desk.server.url("/one")
    body = page("Quay vote", *WORDS, head=f'<link rel="canonical" href="{own}?utm_source=page">')
    desk.server.paths |= {path: Answer(body=body, **HTML) for path in ("/amp/one", "/m/one")}
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", "Teaser.", desk.server.url("/amp/one"))))
    desk.server.paths["/world"] = Answer(body=rss(item("2", "Quay vote", "Teaser.", desk.server.url("/m/one"))))
    await desk.visit(desk.feed())
    outcome = await desk.visit(second_feed(desk))
    (one,) = await desk.articles()
    assert (outcome.new, one.article.link) == (0, own)
    desk.server.paths["/world"] = Answer(
        body=rss(item("2", "Quay vote", "Teaser.", desk.server.url("/m/one")), title="Anew")
    )
    await desk.visit(second_feed(desk))
    assert len(desk.server.requests("/m/one")) == 1, "what is known is not read again"


async def test_a_correction_in_a_box_beside_a_watched_page_is_a_revision_with_the_publishers_note(desk: Desk) -> None:
    note = "Correction: An earlier version of this page gave the wrong day of the vote."
    watched = source(SourceKind.PAGE, desk.server.url("/page"))
    plain = page("Quay vote", *WORDS).decode()
    desk.server.paths["/page"] = Answer(body=plain.encode(), **HTML)
    await desk.visit(watched)
    (before,) = await desk.articles()
    boxed = plain.replace("</body>", f"<aside class='box'>{note}</aside></body>")
    desk.server.paths["/page"] = Answer(body=boxed.encode(), **HTML)
    assert (await desk.visit(watched)).changed == 1
    (after,) = await desk.articles()
    texts = [(each.revision.title, each.revision.body) for each in (before, after)]
    told = read_anew(*texts, "en", []).note
    assert told is not None
    assert after.revision.body[told[1] : told[2]].startswith("Correction:")


async def test_two_feeds_that_word_an_article_differently_do_not_revise_it_in_turn(desk: Desk) -> None:
    link, date = desk.server.url("/one"), "Wed, 04 Mar 2026 09:30:00 GMT"
    for n in range(3):
        desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG, link, date), title=str(n)))
        desk.server.paths["/world"] = Answer(
            body=rss(item("2", "Port", LONG + "<p>More.</p>", link, date), title=str(n))
        )
        await desk.visit(desk.feed())
        await desk.visit(second_feed(desk))
    (one,) = await desk.articles()
    assert one.revision.number == 1


async def test_a_guid_given_anew_revises_the_article_once_its_former_entry_is_gone(desk: Desk) -> None:
    link, date = desk.server.url("/one"), "Wed, 04 Mar 2026 09:30:00 GMT"
    former = item("1", "Quay vote", LONG, link, date)
    desk.server.paths["/feed"] = Answer(body=rss(former))
    await desk.visit(desk.feed())
    anew = item("1-b", "Quay vote", LONG + "<p>Correction: the vote was on Monday.</p>", link, date)
    for entries, changed in (((anew, former), 0), ((anew,), 1), ((anew,), 0)):
        desk.server.paths["/feed"] = Answer(body=rss(*entries, title=str(changed)))
        outcome = await desk.visit(desk.feed())
        assert (outcome.new, outcome.changed) == (0, changed)
    (one,) = await desk.articles()
    assert (one.revision.number, one.article.key) == (2, "1")


async def test_an_update_that_only_the_second_feed_tells_is_read(desk: Desk) -> None:
    def atom(title: str, updated: str) -> bytes:
        entry = f"<entry><id>w</id><title>{title}</title><updated>{updated}</updated>"
        entry += f'<published>2026-03-04T09:30:00Z</published><link href="{desk.server.url("/one")}"/></entry>'
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{entry}</feed>'.encode()

    date = "Wed, 04 Mar 2026 09:30:00 GMT"
    desk.server.paths["/one"] = Answer(body=page("Quay vote", *WORDS), **HTML)
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", "T.", desk.server.url("/one"), date)))
    desk.server.paths["/world"] = Answer(body=atom("Quay", "2026-03-04T09:30:00Z"))
    await desk.visit(desk.feed())
    await desk.visit(second_feed(desk))
    desk.server.paths["/one"] = Answer(body=page("Quay vote", *WORDS, "Correction: the vote was on Monday."), **HTML)
    desk.server.paths["/world"] = Answer(body=atom("Quay", "2026-03-05T18:00:00Z"))
    outcome = await desk.visit(second_feed(desk))
    (one,) = await desk.articles()
    assert (outcome.changed, one.revision.number, one.revision.title) == (1, 2, "Quay vote")
    assert "Correction:" in one.revision.body
    assert one.revision.modified_at == datetime(2026, 3, 5, 18, tzinfo=UTC)
    assert (await desk.visit(second_feed(desk))).changed == 0


async def test_entries_that_share_one_page_stay_apart(desk: Desk) -> None:
    """Live blogs and registers link every entry to the same page."""
    link = desk.server.url("/live")
    entries = (item(str(n), f"Entry {n}", LONG + f"<p>{n}</p>", link) for n in range(3))
    desk.server.paths["/feed"] = Answer(body=rss(*entries))
    assert (await desk.visit(desk.feed())).new == 3
