"""Visits from socket to store: every kind of source, and every kind of bad input."""

from __future__ import annotations

import gzip
import math
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from bot.briefing.changes import read_anew
from bot.domain.article import Source, SourceKind, StoredArticle
from bot.domain.mailbox import Sender
from bot.domain.subscription import Push
from bot.errors import FetchError, PoolError
from bot.ingest.fetch import HttpFetcher
from bot.ingest.limits import Limits
from bot.ingest.pages import PAGES_A_VISIT, REREADS_A_VISIT
from bot.ingest.pipeline import Outcome, visit
from bot.ingest.robots import Robots
from bot.ingest.websub import Hub
from bot.pool.processes import InlinePool
from bot.store.memory import memory_stores
from tests.builders.mail import FakeMailReader, letter, mailbox
from tests.fakes.feeds import Answer, FeedServer, endless, item, page, redirect, rss, stalled

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
WORDS = (
    "The council of the harbour town voted on Tuesday to widen the eastern quay, after two years of hearings.",
    "The work is to begin in May and will close the fish market for a season, the harbour office said.",
    "Traders said they had been promised a hall on the northern side, and that nobody had shown them a plan.",
)
LONG = "".join(f"<p>{words} Paragraph {n}.</p>" for n in range(6) for words in WORDS)
HTML = {"content_type": "text/html; charset=utf-8"}


class FailingPool(InlinePool):
    """Loses the process of one task, `times` over, as a reader that was killed does."""

    def __init__(self, lost: str, times: float = math.inf) -> None:
        self.lost = lost
        self.times = times

    async def run(self, task: str, /, *args: object, timeout_seconds: float | None = None) -> object:
        if self.lost in (task, *args) and self.times > 0:
            self.times -= 1
            raise PoolError("the task was killed: give it more memory")
        return await super().run(task, *args, timeout_seconds=timeout_seconds)


class Desk:
    """A feed server, the stores and one visit after another, each a day later."""

    def __init__(self, server: FeedServer, fetcher: HttpFetcher) -> None:
        self.server = server
        self.stores = memory_stores()
        self.pool: InlinePool = InlinePool()
        self.now = NOW
        self.mail = FakeMailReader()
        self.limits = Limits(timeout_seconds=2.0, max_feed_bytes=300_000)
        self._fetcher = fetcher
        self._robots = Robots(fetcher=fetcher, user_agent="Test/1.0")

    async def visit(self, source: Source, **given: Any) -> Outcome:
        states = await self.stores.sources.states()
        await self.stores.sources.import_sources([source])
        outcome = await visit(
            source,
            states.get(source.id),
            self.now,
            fetcher=self._fetcher,
            mail=self.mail,
            pool=self.pool,
            robots=self._robots,
            articles=self.stores.articles,
            sources=self.stores.sources,
            limits=self.limits,
            **given,
        )
        self.now += timedelta(days=1)
        assert (await self.stores.sources.states())[source.id] == outcome.state
        return outcome

    async def articles(self) -> list[StoredArticle]:
        return sorted(await self.stores.articles.unanalysed(1_000), key=lambda each: each.article.key)

    def feed(self, path: str = "/feed") -> Source:
        return source(SourceKind.FEED, self.server.url(path))


def source(kind: SourceKind, location: str) -> Source:
    return Source(id="src_0123456789abcdef", kind=kind, location=location, name="Outlet", publisher="The Outlet")


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    allowed = (ip_network("127.0.0.0/8"),)
    async with FeedServer() as server, HttpFetcher(user_agent="Test/1.0", allowed_networks=allowed) as fetcher:
        yield Desk(server, fetcher)


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
    assert str(state.last_error).startswith("Outlet: ")
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


async def test_a_feed_that_kills_its_reader_costs_only_its_own_visit(desk: Desk) -> None:
    desk.server.paths["/feed"] = Answer(body=rss(item("1", "Quay vote", LONG)))
    desk.pool = FailingPool("bot.ingest.parse:parse_feed")
    outcome = await desk.visit(desk.feed())
    assert outcome.state.last_error == "Outlet: the task was killed: give it more memory"


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


async def test_a_file_that_was_moved_is_the_same_article_and_its_next_words_a_revision(
    desk: Desk, tmp_path: Path
) -> None:
    inbox = source(SourceKind.FOLDER, str(tmp_path))
    (tmp_path / "new.txt").write_text("Quay vote\n" + "\n".join(WORDS))
    first = await desk.visit(inbox)
    (tmp_path / "2026").mkdir()
    (tmp_path / "new.txt").rename(tmp_path / "2026" / "vote.txt")
    moved = await desk.visit(inbox)
    assert (moved.new, moved.changed, moved.same) == (0, 0, 1)
    (tmp_path / "2026" / "vote.txt").write_text("Quay vote\nThe council withdrew the vote.")
    rewritten = await desk.visit(inbox)
    assert (rewritten.new, rewritten.changed) == (0, 1)
    (one,) = await desk.articles()
    assert (one.article.id, one.article.file, one.revision.number) == (first.stored[0], "2026/vote.txt", 2)


async def test_a_copy_beside_its_original_is_an_article_of_its_own(desk: Desk, tmp_path: Path) -> None:
    inbox = source(SourceKind.FOLDER, str(tmp_path))
    (tmp_path / "one.txt").write_text("Quay vote\n" + "\n".join(WORDS))
    await desk.visit(inbox)
    (tmp_path / "two.txt").write_text("Quay vote\n" + "\n".join(WORDS))
    assert (await desk.visit(inbox)).new == 1


async def test_a_folder_is_read_and_one_broken_file_never_stops_the_rest(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Quay vote\n" + "\n".join(WORDS), encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("Café\nDéjà vu à l'hôtel.".encode("latin-1"))
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "broken.json").write_bytes(b"{")
    (tmp_path / "feed.xml").write_bytes(rss(item("guid", "Thin", "Teaser.", desk.server.url("/one"))))
    outcome = await desk.visit(source(SourceKind.FOLDER, str(tmp_path)))
    stored = {each.article.key: each for each in await desk.articles()}
    assert stored.keys() == {"good.txt", "latin.txt", "guid"}
    assert (stored["good.txt"].article.file, stored["good.txt"].article.link) == ("good.txt", None)
    assert stored["good.txt"].revision.published_at is None
    assert (stored["guid"].article.file, stored["guid"].revision.body) == ("feed.xml", "Teaser.")
    assert [line.split(":")[0] for line in outcome.lines] == ["broken.json", "empty.md", "latin.txt"]
    assert outcome.state.last_success_at == NOW
    assert desk.server.seen == []  # a folder is read offline, links and all


async def test_an_unchanged_folder_is_not_read_again_and_a_new_file_is_found(desk: Desk, tmp_path: Path) -> None:
    folder = source(SourceKind.FOLDER, str(tmp_path))
    (tmp_path / "a.txt").write_text("Quay vote\nWords.", encoding="utf-8")
    first = await desk.visit(folder)
    desk.pool = FailingPool("bot.ingest.folder:read_file")
    quiet = await desk.visit(folder)
    desk.pool = InlinePool()
    (tmp_path / "b.txt").write_text("Another\nWords.", encoding="utf-8")
    last = await desk.visit(folder)
    assert [(each.new, each.same, each.baseline) for each in (first, quiet, last)] == [
        (1, 0, True),
        (0, 0, False),
        (1, 1, False),
    ]


async def test_a_file_that_kills_its_reader_is_tried_again(desk: Desk, tmp_path: Path) -> None:
    folder = source(SourceKind.FOLDER, str(tmp_path))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Quay vote\nWords.", encoding="utf-8")
    desk.pool = FailingPool("a.txt")
    first = await desk.visit(folder)
    desk.pool = InlinePool()
    second = await desk.visit(folder)
    assert (first.new, first.lines) == (1, ("a.txt: the task was killed: give it more memory",))
    assert (second.new, second.state.last_error) == (1, None)


async def test_a_missing_folder_is_a_line_with_a_fix(desk: Desk, tmp_path: Path) -> None:
    outcome = await desk.visit(source(SourceKind.FOLDER, str(tmp_path / "nowhere")))
    assert "check path and rights" in str(outcome.state.last_error)


VENDORS = ("trafilatura", "feedparser", "py3langid", "lxml", "numpy")


def loaded_by(*modules: str) -> set[str]:
    """Import modules in a fresh interpreter and return which text libraries came with them."""
    code = f"import sys, {', '.join(modules)}\nprint(*(name for name in {VENDORS} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_the_main_process_imports_no_text_library() -> None:
    assert loaded_by(*(f"bot.ingest.{name}" for name in ("pipeline", "fetch", "catalogue", "robots"))) == set()


def test_the_pools_tasks_do_import_them() -> None:
    """The twin: the check above can fail."""
    assert loaded_by("bot.ingest.folder", "bot.ingest.language") == set(VENDORS)


def letters(**changes: object) -> Source:
    return replace(source(SourceKind.IMAP, "imaps://news@imap.example/INBOX"), mailbox=mailbox(**changes))


async def test_the_first_letters_are_a_baseline_and_later_ones_are_new(desk: Desk) -> None:
    desk.mail.mails = [("brief@harbour.example", letter("One", WORDS, message_id="1@h"))]
    first = await desk.visit(letters())
    assert (first.new, first.baseline) == (1, True)
    assert (await desk.visit(letters())).state.next_poll_at is not None
    desk.mail.mails.append(("brief@harbour.example", letter("Two", WORDS, message_id="2@h", html=True)))
    second = await desk.visit(letters())
    assert (second.new, second.baseline, second.state.last_error) == (1, False, None)
    assert [request.place for request in desk.mail.requests] == [None, "7:1", "7:1"]
    one, two = await desk.articles()
    assert (one.article.key, one.revision.title, one.article.link, one.article.file) == ("<1@h>", "One", None, None)
    assert two.revision.body == "\n".join(WORDS)
    assert two.revision.published_at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


async def test_a_letter_is_spoken_by_the_publisher_its_sender_stands_for(desk: Desk) -> None:
    senders = (Sender(address="@harbour.example", publisher="Harbour Post", family="harbour"), Sender(address="*"))
    desk.mail.mails = [
        ("Brief@Harbour.example", letter("One", WORDS, message_id="1@h")),
        ("x@other.example", letter("Two", WORDS, message_id="2@h")),
    ]
    await desk.visit(replace(letters(senders=senders), family="desk"))
    found = [(one.article.publisher, one.article.family) for one in await desk.articles()]
    assert found == [("Harbour Post", "harbour"), ("The Outlet", "desk")]


async def test_a_renumbered_mailbox_brings_nothing_twice_and_nobody_rewrites_a_letter(desk: Desk) -> None:
    desk.mail.mails = [("brief@harbour.example", letter("One", WORDS, message_id="1@h"))]
    await desk.visit(letters())
    desk.mail.validity = 8
    desk.mail.mails.append(("forger@else.example", letter("One", reversed(WORDS), message_id="1@h")))
    outcome = await desk.visit(letters())
    assert (outcome.new, outcome.changed) == (0, 0)
    assert outcome.state.etag == "8:2"
    assert outcome.state.empty_since_at is None


async def test_a_letter_without_words_is_a_warning_and_the_place_moves_on(desk: Desk) -> None:
    desk.mail.mails = [("a@b.example", b"Subject: empty\n\n"), ("a@b.example", letter("Two", WORDS))]
    outcome = await desk.visit(letters())
    assert (outcome.new, outcome.state.etag) == (1, "7:2")
    assert "a letter is left out: it has no text" in str(outcome.state.last_error)
    (stored,) = await desk.articles()
    assert stored.article.key == "mail:7:2"


@pytest.mark.parametrize(("times", "read"), [(1, 2), (2, 1)])
async def test_a_letter_whose_process_is_lost_is_read_once_more_as_it_comes_only_once(desk: Desk, times, read) -> None:
    desk.mail.mails = [("a@b.example", letter("One", WORDS)), ("a@b.example", letter("Two", WORDS))]
    desk.pool = FailingPool("mail:7:1", times)
    outcome = await desk.visit(letters())
    assert (outcome.new, outcome.state.etag) == (read, "7:2")
    assert ("a letter is left out: the task was killed" in str(outcome.state.last_error)) is (read == 1)


async def test_a_mailbox_that_fails_keeps_its_place(desk: Desk) -> None:
    desk.mail.mails = [("a@b.example", letter("One", WORDS))]
    await desk.visit(letters())
    desk.mail.failure = FetchError("news@example at imap.example: the server refuses the login", lasting=True)
    outcome = await desk.visit(letters())
    assert (outcome.state.failures, outcome.state.etag) == (1, "7:1")
    assert "refuses the login" in str(outcome.state.last_error)


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
