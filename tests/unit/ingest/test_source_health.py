from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from bot.domain.article import Source, SourceKind, SourceState
from bot.errors import FetchError, PoolError
from bot.ingest.health import fail, succeed, unchanged
from bot.ingest.limits import DEFAULT_LIMITS, Limits

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SOURCE = Source(
    id="src_0123456789abcdef",
    kind=SourceKind.FEED,
    location="https://outlet.example/feed",
    name="Outlet",
    publisher="The Outlet",
    interval_seconds=600,
)
FRESH = SourceState(source_id=SOURCE.id)


def good(state: SourceState = FRESH, *, warnings: tuple[str, ...] = (), age: float | None = None) -> SourceState:
    return succeed(
        SOURCE,
        state,
        NOW,
        DEFAULT_LIMITS,
        etag='"1"',
        last_modified=None,
        max_age_seconds=age,
        added=3,
        warnings=warnings,
    )


def wait(state: SourceState) -> float:
    assert state.next_poll_at is not None
    return (state.next_poll_at - NOW).total_seconds()


def test_a_good_visit_sets_the_baseline_once_and_counts() -> None:
    later = succeed(
        SOURCE, good(), NOW.replace(hour=13), DEFAULT_LIMITS, etag=None, last_modified=None, added=2, warnings=()
    )
    assert (later.baseline_at, later.articles, later.failures, later.last_error) == (NOW, 5, 0, None)
    assert 600 <= wait(good()) <= 660


def test_sources_added_together_part_ways() -> None:
    other = replace(SOURCE, id="src_fedcba9876543210")
    waits = {
        wait(succeed(source, FRESH, NOW, DEFAULT_LIMITS, etag=None, last_modified=None, added=0, warnings=()))
        for source in (SOURCE, other)
    }
    assert len(waits) == 2


def test_a_servers_max_age_stretches_the_wait_but_not_for_ever() -> None:
    assert 1_200 <= wait(good(age=1_200)) <= 1_320
    assert 2_400 <= wait(good(age=86_400)) <= 2_640
    assert 600 <= wait(good(age=5)) <= 660


def test_each_failure_doubles_the_wait_up_to_the_limit() -> None:
    state, waits = FRESH, []
    for _ in range(12):
        state = fail(SOURCE, state, NOW, FetchError("down: wait"), DEFAULT_LIMITS)
        waits.append(wait(state))
    assert [round(after / before, 3) for before, after in pairwise(waits[:4])] == [2, 2, 2]
    assert 86_400 <= waits[-1] <= 86_400 * 1.1
    assert state.failures == 12
    assert state.last_error == "Outlet: down: wait"


def test_the_shortest_and_longest_pause_are_kept() -> None:
    limits = Limits(min_interval_seconds=1_000, max_interval_seconds=1_500)
    state = succeed(SOURCE, FRESH, NOW, limits, etag=None, last_modified=None, added=0, warnings=())
    assert 1_000 <= wait(state) <= 1_100
    assert 1_500 <= wait(fail(SOURCE, state, NOW, FetchError("x", retry_after_seconds=9_000), limits)) <= 1_650


def test_retry_after_is_a_floor() -> None:
    assert (
        3_600 <= wait(fail(SOURCE, FRESH, NOW, FetchError("busy", retry_after_seconds=3_600), DEFAULT_LIMITS)) <= 3_960
    )
    assert wait(fail(SOURCE, FRESH, NOW, FetchError("busy", retry_after_seconds=1), DEFAULT_LIMITS)) >= 600


def test_gone_retires_the_source() -> None:
    state = fail(SOURCE, good(), NOW, FetchError("HTTP 410", gone=True), DEFAULT_LIMITS)
    assert state.retired
    assert state.next_poll_at is None
    assert state.last_success_at == NOW


def test_a_failure_keeps_what_the_next_conditional_request_needs() -> None:
    assert fail(SOURCE, good(), NOW, PoolError("slow"), DEFAULT_LIMITS).etag == '"1"'


def test_warnings_become_one_line_and_stay_while_nothing_changes() -> None:
    warned = good(warnings=("a\nb: fix", "second"))
    assert warned.last_error == "Outlet: a b: fix (and 1 more)"
    assert unchanged(SOURCE, warned, NOW, DEFAULT_LIMITS, max_age_seconds=None).last_error == warned.last_error


def test_not_modified_after_a_failure_is_a_recovery() -> None:
    failed = fail(SOURCE, good(), NOW, FetchError("down"), DEFAULT_LIMITS)
    recovered = unchanged(SOURCE, failed, NOW, DEFAULT_LIMITS, max_age_seconds=None)
    assert (recovered.last_error, recovered.failures, recovered.etag) == (None, 0, '"1"')
