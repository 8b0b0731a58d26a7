"""What a visit means for the next one [pure]: when to come again, and what the operator is told."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.article import Source, SourceState
from bot.errors import CounterpointError, SourceError
from bot.ingest.limits import Limits

_CACHE_INTERVALS = 4.0  # how many of our intervals a server's max-age may stretch one wait; some say "a year"
_SPREAD = 0.1  # up to a tenth later, each source its own share, so that sources added together part ways


def succeed(
    source: Source,
    state: SourceState,
    now: datetime,
    limits: Limits,
    *,
    etag: str | None,
    last_modified: str | None,
    max_age_seconds: float | None = None,
    added: int,
    warnings: tuple[str, ...],
) -> SourceState:
    """Return the state after a visit that read the source, perhaps with warnings."""
    interval = float(max(source.interval_seconds, limits.min_interval_seconds))
    floor = min(max_age_seconds or 0.0, _CACHE_INTERVALS * interval)
    return replace(
        state,
        etag=etag,
        last_modified=last_modified,
        next_poll_at=_later(source, now, max(interval, floor), limits),
        last_success_at=now,
        last_error=_line(source, warnings),
        failures=0,
        retired=False,
        baseline_at=state.baseline_at or now,
        articles=state.articles + added,
    )


def unchanged(
    source: Source, state: SourceState, now: datetime, limits: Limits, *, max_age_seconds: float | None
) -> SourceState:
    """Return the state after a source said "not modified": what was wrong inside it still is."""
    kept = succeed(
        source,
        state,
        now,
        limits,
        etag=state.etag,
        last_modified=state.last_modified,
        max_age_seconds=max_age_seconds,
        added=0,
        warnings=(),
    )
    return kept if state.failures else replace(kept, last_error=state.last_error)


def fail(source: Source, state: SourceState, now: datetime, error: CounterpointError, limits: Limits) -> SourceState:
    """Return the state after a visit that read nothing: twice the wait after each failure, up to the limit.

    A server's Retry-After is a floor. 410 Gone retires the source until an operator changes it.
    """
    failures = state.failures + 1
    wait = max(source.interval_seconds, limits.min_interval_seconds) * 2.0 ** min(failures - 1, 20)
    wish = error.retry_after_seconds if isinstance(error, SourceError) else None
    gone = isinstance(error, SourceError) and error.gone
    return replace(
        state,
        next_poll_at=None if gone else _later(source, now, max(wait, wish or 0.0), limits),
        last_failure_at=now,
        last_error=_line(source, (error.message,)),
        failures=failures,
        retired=gone,
    )


def _line(source: Source, warnings: tuple[str, ...]) -> str | None:
    """Return one line for the operator, or None when there is nothing to say."""
    if not warnings:
        return None
    more = f" (and {len(warnings) - 1} more)" if len(warnings) > 1 else ""
    return " ".join(f"{source.name}: {warnings[0]}{more}".split())


def _later(source: Source, now: datetime, seconds: float, limits: Limits) -> datetime:
    share = hashlib.sha256(source.id.encode()).digest()[0] / 255
    return now + timedelta(seconds=min(seconds, limits.max_interval_seconds) * (1 + _SPREAD * share))
