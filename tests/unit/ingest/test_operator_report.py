"""Operators are told once when a source breaks, and once when it works again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.briefing.pipeline import outbox
from bot.delivery.discord.render import render_message as discord_message
from bot.delivery.html import render_page
from bot.delivery.slack.render import render_message as slack_message
from bot.domain.article import SourceState
from bot.domain.audience import OPERATORS, Place, Platform
from bot.domain.document import Heading, SourceCard
from bot.errors import SourceError, StoreError
from bot.ingest.health import fail
from bot.ingest.limits import DEFAULT_LIMITS
from bot.ingest.report import WORKS_AGAIN, Reporter, compare, compose, told_by
from bot.store.memory import memory_stores
from tests.contract.samples import NOW, source
from tests.fakes.discord_limits import problems_of_message
from tests.fakes.slack_blocks import pings, validate, visible

PLACE = Place(platform=Platform.SLACK, workspace_id="T1", channel_id="COPS")
GAZETTE, RADIO = source("gazette"), source("radio", location="https://radio.example/feed")
FINE = SourceState(source_id=GAZETTE.id, last_success_at=NOW, next_poll_at=NOW)


def failed(times, of=GAZETTE, cause="HTTP 500 from https://gazette.example; look whether the site is up"):
    state = SourceState(source_id=of.id, last_success_at=NOW)
    for _ in range(times):
        state = fail(of, state, NOW, SourceError(cause), DEFAULT_LIMITS)
    return state


async def reporter(place=PLACE, stores=None):
    stores = stores or memory_stores()
    await stores.sources.import_sources([GAZETTE, RADIO])
    ids = iter(range(100))
    mint = lambda prefix: f"{prefix}_{next(ids)}"  # noqa: E731 - two words
    told = Reporter(
        sources=stores.sources,
        deliveries=stores.deliveries,
        outbox=lambda report, to, now: outbox(report, to, now, mint=mint),
        place=place,
    )
    return stores, told


async def after_visit(stores, told, state, now=NOW):
    await stores.sources.record_visit(state)
    told.due = True
    return await told.report_due(now)


def cards(report):
    return [block for block in report.overview.blocks if isinstance(block, SourceCard)]


async def test_one_failure_is_no_news_three_are_and_a_fourth_is_not():
    stores, told = await reporter()
    assert [await after_visit(stores, told, failed(times)) for times in (0, 1, 2)] == [None] * 3
    report = await after_visit(stores, told, failed(3))
    (card,) = cards(report)
    assert (card.name, card.condition, card.news) == ("gazette", "broken", True)
    assert card.told == "HTTP 500 from https://gazette.example; look whether the site is up"
    assert card.next_poll_at == failed(3).next_poll_at
    assert report.overview.title == "Sources: 1 broken"
    assert [await after_visit(stores, told, failed(times)) for times in (4, 9)] == [None] * 2


async def test_it_works_again_once():
    stores, told = await reporter()
    await after_visit(stores, told, failed(3))
    report = await after_visit(stores, told, FINE, NOW + timedelta(hours=1))
    assert [(card.name, card.condition) for card in cards(report)] == [("gazette", WORKS_AGAIN)]
    assert report.overview.title == "Sources: 1 works again"
    assert await after_visit(stores, told, FINE, NOW + timedelta(hours=2)) is None


async def test_others_that_are_as_before_stand_behind_the_news():
    stores, told = await reporter()
    await after_visit(stores, told, failed(3))
    report = await after_visit(stores, told, failed(3, RADIO))
    assert [(card.name, card.news) for card in cards(report)] == [("radio", True), ("gazette", False)]
    assert isinstance(report.overview.blocks[1], Heading)
    assert told_by(report) == {GAZETTE.id: "broken", RADIO.id: "broken"}


async def test_each_report_is_remembered_with_its_delivery():
    stores, told = await reporter()
    report = await after_visit(stores, told, failed(3))
    (delivery,) = await stores.deliveries.deliveries(10)
    assert (delivery.briefing_id, delivery.place, delivery.audience_id) == (report.id, PLACE, OPERATORS)
    assert await stores.deliveries.lease_due(NOW, 60, 10) != []


async def test_a_program_that_died_before_it_told_tells_after_its_start_and_another_never_again():
    stores, _ = await reporter()
    await stores.sources.record_visit(failed(3))
    _, restarted = await reporter(stores=stores)
    assert await restarted.report_due(NOW) is not None
    _, again = await reporter(stores=stores)
    assert await again.report_due(NOW) is None


async def test_without_a_visit_that_changed_something_nothing_is_looked_for():
    stores, told = await reporter()
    assert await told.report_due(NOW) is None
    await stores.sources.record_visit(failed(3))
    assert await told.report_due(NOW) is None


async def test_where_nobody_wants_to_be_told_nothing_is_stored():
    stores, told = await reporter(place=None)
    assert await after_visit(stores, told, failed(3)) is None
    assert await stores.deliveries.briefings() == []


async def test_two_processes_that_report_the_same_have_one_report():
    cards_of_both = compare([GAZETTE], {GAZETTE.id: failed(3)}, {}, NOW)
    assert compose(cards_of_both, after=None, now=NOW).id == compose(cards_of_both, after=None, now=NOW).id


async def test_a_report_that_could_not_be_stored_is_made_again():
    stores, told = await reporter()
    await stores.sources.record_visit(failed(3))
    kept, told.deliveries = told.deliveries, Refusing()
    with pytest.raises(StoreError):
        await told.report_due(NOW)
    told.deliveries = kept
    assert await told.report_due(NOW) is not None


class Refusing:
    """A store that cannot be reached."""

    async def latest_briefing(self, audience_id):
        raise StoreError(f"no database for {audience_id}")


async def test_what_a_site_answers_formats_and_pings_nothing_on_either_platform():
    hostile = replace(GAZETTE, name="@everyone *Gazette* <!channel>")
    state = failed(3, of=hostile, cause="<!here> @here **bold** [x](https://x.example)")
    report = compose(compare([hostile], {hostile.id: state}, {}, NOW), after=None, now=NOW).overview
    slack, discord = slack_message(report, key="k"), discord_message(report, key="k")
    assert not [*validate(slack["blocks"]), *pings(slack["blocks"]), *problems_of_message(discord)]
    assert "<!here> @here **bold**" in visible(slack["blocks"])
    assert "Next visit" in visible(slack["blocks"])
    assert r"\@everyone \*Gazette\*" in discord["embeds"][0]["description"]
    assert "&lt;!here&gt;" in render_page("Sources", [report])


async def test_many_sources_at_once_fit_and_the_rest_is_counted():
    many = [source(f"s{number}", location=f"https://s{number}.example") for number in range(200)]
    states = {one.id: failed(3, of=one) for one in many}
    report = compose(compare(many, states, {}, NOW), after=None, now=NOW).overview
    slack, discord = slack_message(report, key="k"), discord_message(report, key="k")
    assert not [*validate(slack["blocks"]), *problems_of_message(discord)]
    assert "Left out for length: " in visible(slack["blocks"])
    assert "Left out for length: " in discord["content"]
