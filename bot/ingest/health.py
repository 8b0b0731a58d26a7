"""What a visit means for the next one [pure]: when to come again, and what the operator is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.domain.article import Source, SourceKind, SourceState
from bot.errors import CounterpointError, SourceError
from bot.ingest.limits import Limits

_CACHE_INTERVALS = 4.0  # how many of our intervals a server's max-age may stretch one wait; some say "a year"
_SPREAD = 0.1  # up to a tenth later, each source its own share, so that sources added together part ways
_RHYTHM_ENTRIES = 20  # the newest ones tell today's rhythm
_FEWEST_GAPS = 3
_PUSHED_INTERVALS, _PUSHED_SECONDS = 4.0, 3_600.0  # how much rarer a feed is polled while its hub pushes it
_BROKEN_FAILURES = 3  # one time-out is no state
_SILENT_GAPS = 10.0
_SILENT_AFTER = timedelta(days=3)


class Condition(StrEnum):
    """How a source is, as an operator sees it; a single failure changes nothing."""

    FINE = "fine"
    BROKEN = "broken"
    RETIRED = "retired"
    EMPTY = "valid but empty"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a visit that read the source brought. `moments` are the publication instants of all that stands in it.

    `pushed`: a hub tells at once what is new in it.
    """

    etag: str | None = None
    last_modified: str | None = None
    max_age_seconds: float | None = None
    moved_to: str | None = None
    moments: tuple[datetime, ...] = ()
    entries: int = 1
    added: int = 0
    warnings: tuple[str, ...] = ()
    pushed: bool = False


def succeed(source: Source, state: SourceState, now: datetime, limits: Limits, found: Found) -> SourceState:
    """Return the state after a visit that read the source, perhaps with warnings."""
    newest = max((moment for moment in (*found.moments, state.newest_at) if moment and moment <= now), default=None)
    gap = (rhythm(found.moments) or state.gap_seconds) if source.kind is SourceKind.FEED else None
    interval = pause(source, gap, newest, now, limits)
    if found.pushed and not source.fixed_interval:  # asked all the same: hubs forget and break
        interval = max(_PUSHED_INTERVALS * interval, _PUSHED_SECONDS)
    floor = min(found.max_age_seconds or 0.0, _CACHE_INTERVALS * interval)
    return replace(
        state,
        etag=found.etag,
        last_modified=found.last_modified,
        next_poll_at=_later(source, now, max(interval, floor), limits),
        last_success_at=now,
        last_error=_line(found.warnings),
        failures=0,
        retired=False,
        baseline_at=state.baseline_at or now,
        articles=state.articles + found.added,
        moved_to=found.moved_to,
        gap_seconds=gap,
        newest_at=newest,
        empty_since_at=None if found.entries else state.empty_since_at or now,
    )


def unchanged(
    source: Source,
    state: SourceState,
    now: datetime,
    limits: Limits,
    *,
    max_age_seconds: float | None,
    pushed: bool = False,
) -> SourceState:
    """Return the state after a source said "not modified": what was wrong inside it still is."""
    found = Found(
        etag=state.etag,
        last_modified=state.last_modified,
        max_age_seconds=max_age_seconds,
        moved_to=state.moved_to,
        entries=0 if state.empty_since_at else 1,
        pushed=pushed,
    )
    kept = succeed(source, state, now, limits, found)
    return kept if state.failures else replace(kept, last_error=state.last_error)


def fail(source: Source, state: SourceState, now: datetime, error: CounterpointError, limits: Limits) -> SourceState:
    """Return the state after a visit that read nothing: twice the wait after each failure, up to the limit.

    A server's Retry-After is a floor. 410 Gone retires the source until an operator changes it. Where it was asked at
    a new address that will go on failing, it is asked at its own again.
    """
    failures = state.failures + 1
    wait = max(source.interval_seconds, limits.min_interval_seconds) * 2.0 ** min(failures - 1, 20)
    wish = error.retry_after_seconds if isinstance(error, SourceError) else None
    astray = state.moved_to is not None and isinstance(error, SourceError) and error.lasting
    gone = isinstance(error, SourceError) and error.gone and not astray
    return replace(
        state,
        next_poll_at=None if gone else _later(source, now, max(wait, wish or 0.0), limits),
        last_failure_at=now,
        last_error=_line((error.message,)),
        failures=failures,
        retired=gone,
        etag=None if astray else state.etag,
        last_modified=None if astray else state.last_modified,
        moved_to=None if astray else state.moved_to,
    )


def rhythm(moments: Iterable[datetime]) -> float | None:
    """Return the median time in seconds between the newest entries, or None where too few are dated."""
    newest = sorted(moments, reverse=True)[:_RHYTHM_ENTRIES]
    gaps = sorted((later - earlier).total_seconds() for later, earlier in pairwise(newest))
    return gaps[len(gaps) // 2] if len(gaps) >= _FEWEST_GAPS else None


def pause(source: Source, gap: float | None, newest: datetime | None, now: datetime, limits: Limits) -> float:
    """Return the seconds until the next visit: half the source's own rhythm, unless the operator fixed it.

    A source that has fallen silent is asked ever more rarely: as if its last gap were the time since its last entry,
    an eighth of it.
    """
    if source.fixed_interval or gap is None:
        return float(max(source.interval_seconds, limits.min_interval_seconds))
    silence = (now - newest).total_seconds() if newest else 0.0
    return min(max(gap / 2, silence / 8, limits.min_interval_seconds), limits.max_interval_seconds)


def condition(state: SourceState | None, now: datetime) -> Condition:
    """Return how a source is."""
    if state is None:
        return Condition.FINE
    if state.retired:
        return Condition.RETIRED
    if state.failures >= _BROKEN_FAILURES:
        return Condition.BROKEN
    if state.empty_since_at:
        return Condition.EMPTY
    return Condition.SILENT if _silent(state, now) else Condition.FINE


def _silent(state: SourceState, now: datetime) -> bool:
    """Say whether a source is quiet beyond its own rhythm."""
    if state.newest_at is None or state.gap_seconds is None:
        return False
    return now - state.newest_at > max(_SILENT_AFTER, timedelta(seconds=_SILENT_GAPS * state.gap_seconds))


def words(state: SourceState | None, now: datetime) -> str:
    """Return the health of a source in words for the operator: cause and fix where something is wrong."""
    if state is None:
        return "not visited yet"
    if state.last_error:
        return state.last_error
    if state.empty_since_at:
        return f"valid but empty since {state.empty_since_at:%Y-%m-%d}: look whether the site has another feed"
    if _silent(state, now) and state.newest_at and state.gap_seconds:
        usual = _duration(state.gap_seconds)
        return f"no entry since {state.newest_at:%Y-%m-%d}, usually one every {usual}: look whether the feed has moved"
    return "ok"


def digest(visits: Sequence[tuple[Source, SourceState | None, SourceState]], now: datetime) -> tuple[str, ...]:
    """Return one line for each source whose condition a visit changed, the broken first; nothing where none did.

    Args:
        visits: Each source with its state before and after.
        now: The present instant.
    """
    changes = [
        (after, source, state)
        for source, former, state in visits
        if (after := condition(state, now)) is not condition(former, former.last_success_at or now if former else now)
    ]
    changes.sort(key=lambda change: (change[0] is Condition.FINE, change[1].name))
    return tuple(_change(*change) for change in changes)


def _change(after: Condition, source: Source, state: SourceState) -> str:
    if after is Condition.FINE:
        return f"{source.name} works again"
    if not state.last_error:
        return f"{source.name} is {after}"
    return f"{source.name} is {after}: {state.last_error}"


def _duration(seconds: float) -> str:
    hours = seconds / 3600
    if hours < 1:
        return f"{max(round(seconds / 60), 1)} minutes"
    return f"{round(hours)} hours" if hours < 48 else f"{round(hours / 24)} days"  # noqa: PLR2004 - two days


def _line(warnings: tuple[str, ...]) -> str | None:
    """Return one line for the operator, who is told the source beside it, or None when there is nothing to say."""
    if not warnings:
        return None
    more = f" (and {len(warnings) - 1} more)" if len(warnings) > 1 else ""
    return " ".join(f"{warnings[0]}{more}".split())


def _later(source: Source, now: datetime, seconds: float, limits: Limits) -> datetime:
    share = hashlib.sha256(source.id.encode()).digest()[0] / 255
    return now + timedelta(seconds=min(seconds, limits.max_interval_seconds) * (1 + _SPREAD * share))
