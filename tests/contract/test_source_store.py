"""The contract of SourceStore."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.article import SourceKind, SourceState
from bot.domain.mailbox import Sender
from bot.errors import StoreError
from tests.builders.mail import mailbox
from tests.contract.samples import NOW, minutes, source

if TYPE_CHECKING:
    from bot.store import Stores


async def test_imported_sources_come_back_as_given_ordered_by_name(stores: Stores) -> None:
    graded = {"reliability": "B", "fixed_interval": True, "delay_seconds": 2.5, "kind": SourceKind.PAGE}
    given = [source("gazette"), source("courier", lang="de", topics=(), interval_seconds=60, **graded)]
    await stores.sources.import_sources(given)
    assert await stores.sources.sources() == [given[1], given[0]]


async def test_a_mailbox_comes_back_as_given(stores: Stores) -> None:
    senders = (Sender(address="@harbour.example", publisher="Harbour Post", family="harbour"),)
    box = mailbox(senders=senders, security="starttls", mark_read=True, folder="Lettres d'été")
    given = source("letters", kind=SourceKind.IMAP, location="imap://news@imap.example/x", mailbox=box)
    await stores.sources.import_sources([given])
    assert await stores.sources.sources() == [given]


async def test_importing_the_same_again_changes_nothing(stores: Stores) -> None:
    for _ in range(2):
        await stores.sources.import_sources([source()])
    assert await stores.sources.sources() == [source()]


async def test_a_known_location_keeps_its_id_and_state(stores: Stores) -> None:
    await stores.sources.import_sources([source()])
    state = SourceState(source_id="src_gazette", etag='"1"')
    await stores.sources.record_visit(state)
    await stores.sources.import_sources([source(id="src_other", family="example")])
    assert await stores.sources.sources() == [source(family="example")]
    assert await stores.sources.states() == {"src_gazette": state}


async def test_a_source_no_longer_named_is_disabled_and_comes_back_with_its_state(stores: Stores) -> None:
    await stores.sources.import_sources([source()])
    state = SourceState(source_id="src_gazette", failures=3)
    await stores.sources.record_visit(state)
    await stores.sources.import_sources([])
    assert await stores.sources.sources() == []
    assert await stores.sources.due_sources(NOW) == []
    await stores.sources.import_sources([source()])
    assert await stores.sources.due_sources(NOW) == [(source(), state)]


async def test_a_visit_replaces_the_state_and_keeps_every_field(stores: Stores) -> None:
    await stores.sources.import_sources([source()])
    full = SourceState(
        source_id="src_gazette",
        etag='W/"x"',
        last_modified="Mon, 02 Mar 2026 08:00:00 GMT",
        next_poll_at=minutes(5),
        last_success_at=NOW,
        last_failure_at=minutes(-5),
        last_error="404: remove the source",
        failures=2,
        baseline_at=minutes(-60),
        articles=7,
        moved_to="https://new.example/feed",
        gap_seconds=5400.5,
        newest_at=minutes(-7),
        empty_since_at=minutes(-3),
    )
    await stores.sources.record_visit(SourceState(source_id="src_gazette", failures=1))
    await stores.sources.record_visit(full)
    assert await stores.sources.states() == {"src_gazette": full}


async def test_due_are_the_never_visited_and_those_whose_time_has_come(stores: Stores) -> None:
    names = ("new", "now", "later", "retired", "unset")
    await stores.sources.import_sources([source(name) for name in names])
    state = SourceState(source_id="src_now", next_poll_at=NOW)
    await stores.sources.record_visit(state)
    await stores.sources.record_visit(replace(state, source_id="src_later", next_poll_at=minutes(1)))
    await stores.sources.record_visit(replace(state, source_id="src_retired", retired=True))
    await stores.sources.record_visit(SourceState(source_id="src_unset"))
    due = await stores.sources.due_sources(NOW)
    assert [found.id for found, _ in due] == ["src_new", "src_unset", "src_now"]
    assert due[0][1] == SourceState(source_id="src_new")
    assert due[2][1] == state


async def test_what_a_wrong_clock_planned_for_years_ahead_is_due(stores: Stores) -> None:
    await stores.sources.import_sources([source("week"), source("years")])
    await stores.sources.record_visit(SourceState(source_id="src_week", next_poll_at=minutes(8 * 24 * 60)))
    await stores.sources.record_visit(SourceState(source_id="src_years", next_poll_at=minutes(500 * 24 * 60)))
    assert [found.id for found, _ in await stores.sources.due_sources(NOW)] == ["src_years"]


async def test_a_visit_to_an_unknown_source_is_refused(stores: Stores) -> None:
    with pytest.raises(StoreError, match="src_nowhere"):
        await stores.sources.record_visit(SourceState(source_id="src_nowhere"))


async def test_visits_that_end_together_are_all_recorded_and_a_wrong_one_fails_alone(stores: Stores) -> None:
    names = [f"s{number}" for number in range(450)]
    await stores.sources.import_sources([source(name) for name in names])
    states = [SourceState(source_id=f"src_{name}", etag=name) for name in names]
    states[7] = SourceState(source_id="src_nowhere")
    ends = await asyncio.gather(*(stores.sources.record_visit(state) for state in states), return_exceptions=True)
    assert [number for number, end in enumerate(ends) if end is not None] == [7]
    assert isinstance(ends[7], StoreError)
    stored = await stores.sources.states()
    assert stored == {state.source_id: state for number, state in enumerate(states) if number != 7}


async def test_of_two_visits_to_one_source_the_later_stays(stores: Stores) -> None:
    await stores.sources.import_sources([source()])
    visits = [SourceState(source_id="src_gazette", articles=number) for number in range(3)]
    await asyncio.gather(*map(stores.sources.record_visit, visits))
    assert await stores.sources.states() == {"src_gazette": visits[-1]}
