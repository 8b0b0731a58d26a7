from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.domain.article import Source, SourceKind, SourceState
from bot.errors import FetchError, PoolError
from bot.ingest.health import Condition, Found, condition, digest, fail, succeed, unchanged, words
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
    found = Found(etag='"1"', max_age_seconds=age, added=3, warnings=warnings)
    return succeed(SOURCE, state, NOW, DEFAULT_LIMITS, found)


def wait(state: SourceState) -> float:
    assert state.next_poll_at is not None
    return (state.next_poll_at - NOW).total_seconds()


def test_a_good_visit_sets_the_baseline_once_and_counts() -> None:
    later = succeed(SOURCE, good(), NOW.replace(hour=13), DEFAULT_LIMITS, Found(added=2))
    assert (later.baseline_at, later.articles, later.failures, later.last_error) == (NOW, 5, 0, None)
    assert 600 <= wait(good()) <= 660


def test_sources_added_together_part_ways() -> None:
    other = replace(SOURCE, id="src_fedcba9876543210")
    waits = {wait(succeed(source, FRESH, NOW, DEFAULT_LIMITS, Found())) for source in (SOURCE, other)}
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
    assert state.last_error == "down: wait"


def test_the_shortest_and_longest_pause_are_kept() -> None:
    limits = Limits(min_interval_seconds=1_000, max_interval_seconds=1_500)
    state = succeed(SOURCE, FRESH, NOW, limits, Found())
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
    assert warned.last_error == "a b: fix (and 1 more)"
    assert unchanged(SOURCE, warned, NOW, DEFAULT_LIMITS, max_age_seconds=None).last_error == warned.last_error


def test_not_modified_after_a_failure_is_a_recovery() -> None:
    failed = fail(SOURCE, good(), NOW, FetchError("down"), DEFAULT_LIMITS)
    recovered = unchanged(SOURCE, failed, NOW, DEFAULT_LIMITS, max_age_seconds=None)
    assert (recovered.last_error, recovered.failures, recovered.etag) == (None, 0, '"1"')


def posts(count: int, hours: float, *, newest: datetime = NOW) -> tuple[datetime, ...]:
    return tuple(newest - timedelta(hours=hours * number) for number in range(count))


def read(state: SourceState, *moments: datetime, at: datetime = NOW) -> SourceState:
    return succeed(SOURCE, state, at, DEFAULT_LIMITS, Found(moments=moments))


def test_a_feed_is_asked_twice_in_its_own_rhythm() -> None:
    state = read(FRESH, *posts(30, 4))
    assert state.gap_seconds == 4 * 3_600
    assert 7_200 <= wait(state) <= 7_920
    hasty = succeed(SOURCE, FRESH, NOW, Limits(min_interval_seconds=300), Found(moments=posts(30, 0.01)))
    assert 300 <= wait(hasty) <= 330, "never more often than the least pause"
    assert 86_400 <= wait(read(FRESH, *posts(30, 24 * 60))) <= 95_040, "never more rarely than the longest"


def test_one_long_break_is_no_rhythm() -> None:
    moments = (*posts(8, 1), *posts(3, 1, newest=NOW - timedelta(days=40)))
    assert read(FRESH, *moments).gap_seconds == 3_600


def test_without_enough_dated_entries_the_first_pause_stays() -> None:
    state = read(FRESH, *posts(3, 4))
    assert state.gap_seconds is None
    assert 600 <= wait(state) <= 660


def test_an_operators_pause_is_kept_whatever_the_rhythm() -> None:
    fixed = replace(SOURCE, fixed_interval=True)
    state = succeed(fixed, FRESH, NOW, DEFAULT_LIMITS, Found(moments=posts(30, 4)))
    assert 600 <= wait(state) <= 660


def test_a_folder_has_no_rhythm() -> None:
    folder = replace(SOURCE, kind=SourceKind.FOLDER)
    assert succeed(folder, FRESH, NOW, DEFAULT_LIMITS, Found(moments=posts(30, 24))).gap_seconds is None


def test_a_feed_that_falls_silent_is_asked_ever_more_rarely_and_never_given_up() -> None:
    state = read(FRESH, *posts(30, 1))
    waits = []
    for days in (1, 2, 4, 400):
        at = NOW + timedelta(days=days)
        quiet = unchanged(SOURCE, state, at, DEFAULT_LIMITS, max_age_seconds=None)
        assert quiet.next_poll_at is not None
        waits.append((quiet.next_poll_at - at).total_seconds())
    assert waits == sorted(waits)
    assert 86_400 <= waits[-1] <= 95_040
    assert 10_800 <= waits[0] <= 11_880, "an eighth of the silence"


def test_entries_of_the_future_count_for_no_silence() -> None:
    assert read(FRESH, NOW + timedelta(days=9), NOW - timedelta(days=1)).newest_at == NOW - timedelta(days=1)


def test_valid_but_empty_is_a_state_with_a_beginning() -> None:
    empty = succeed(SOURCE, FRESH, NOW, DEFAULT_LIMITS, Found(entries=0))
    later = unchanged(SOURCE, empty, NOW + timedelta(days=2), DEFAULT_LIMITS, max_age_seconds=None)
    assert later.empty_since_at == NOW
    assert condition(later, NOW) is Condition.EMPTY
    assert words(later, NOW) == "valid but empty since 2026-03-04: look whether the site has another feed"
    assert condition(good(later), NOW) is Condition.FINE


def test_silence_is_measured_by_the_sources_own_rhythm() -> None:
    daily, hourly = read(FRESH, *posts(30, 24)), read(FRESH, *posts(30, 1))
    after = NOW + timedelta(days=5)
    assert condition(daily, after) is Condition.FINE
    assert condition(hourly, after) is Condition.SILENT
    assert words(hourly, after).startswith("no entry since 2026-03-04, usually one every 1 hours")
    assert words(daily, after) == "ok"


def failed(times: int) -> SourceState:
    state = good()
    for _ in range(times):
        state = fail(SOURCE, state, NOW, FetchError("the server is down"), DEFAULT_LIMITS)
    return state


def test_the_digest_names_a_source_once_when_it_breaks_and_once_when_it_works_again() -> None:
    states = [good(), *(failed(times) for times in range(1, 6)), good()]
    lines = [digest([(SOURCE, before, after)], NOW) for before, after in pairwise(states)]
    assert lines == [
        (),
        (),
        ("Outlet is broken: the server is down",),
        (),
        (),
        ("Outlet works again",),
    ]


def test_the_digest_names_the_broken_first() -> None:
    other = replace(SOURCE, name="Another")
    gone = fail(other, good(), NOW, FetchError("HTTP 410", gone=True), DEFAULT_LIMITS)
    lines = digest([(SOURCE, failed(3), good()), (other, good(), gone)], NOW)
    assert lines == ("Another is retired: HTTP 410", "Outlet works again")


def test_a_new_address_that_fails_for_good_is_forgotten_and_its_own_asked_again() -> None:
    moved = replace(good(), moved_to="https://new.example/feed")
    assert fail(SOURCE, moved, NOW, FetchError("down"), DEFAULT_LIMITS).moved_to == "https://new.example/feed"
    astray = fail(SOURCE, moved, NOW, FetchError("HTTP 410", gone=True), DEFAULT_LIMITS)
    assert (astray.moved_to, astray.etag, astray.retired) == (None, None, False)
    assert astray.next_poll_at is not None
