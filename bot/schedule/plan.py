"""Schedules: words or cron -> instants, in a zone, across DST changes [pure].

Cron lines are read by cronsim, which follows Debian's cron: a time that the clocks skip fires when they have been
moved, a time that they repeat fires once. See docs/decisions/0065.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from bot.domain.audience import Audience, MissedRuns, Slot
from bot.domain.nearest import require_zone

KIND = "briefing"

HORIZON = timedelta(days=31)
"""A slot that nobody filled for so long is history, whatever the policy."""

GRACE = timedelta(minutes=5)
"""A slot found later than this was missed: the program was down, not merely busy (goal: posted within 30 s)."""

EXAMPLES = 'write "weekdays 08:00", "daily 07:30", "mon,thu 18:15", "hourly" or a cron line such as "0 8 * * 1-5"'

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_DAY_CHARS = 3
_GROUPS = {"daily": "*", "weekdays": "1-5", "weekends": "6,7"}
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_CRON_FIELDS = 5
_ANY_DAY = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A valid schedule as a five-field cron line. Built by `parse_schedule` only."""

    cron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePlan:
    """What to do about an audience's open slots, oldest first: brief them, or mark them as passed over."""

    brief: tuple[Slot, ...] = ()
    skip: tuple[Slot, ...] = ()


def parse_schedule(text: str) -> Schedule:
    """Return the schedule that `text` means: words ("weekdays 08:00") or a five-field cron line.

    Raises:
        ValueError: It means none, or never comes; the message says what to write instead.
    """
    words = text.strip().lower().split()
    if words == ["hourly"]:
        return Schedule("0 * * * *")
    if len(words) == 2:  # noqa: PLR2004 - days and a time
        return _schedule_of(text, f"{_clock(text, words[1])} * * {_days(text, words[0])}")
    if len(words) == _CRON_FIELDS:
        return _schedule_of(text, " ".join(words))
    raise ValueError(f'"{text}" is not a schedule: {EXAMPLES}')


def _clock(text: str, word: str) -> str:
    match = _TIME.fullmatch(word)
    if match is None:
        raise ValueError(f'"{word}" in "{text}" is not a time of day: write it as 08:00, from 00:00 to 23:59')
    return f"{int(match[2])} {int(match[1])}"


def _days(text: str, word: str) -> str:
    if word in _GROUPS:
        return _GROUPS[word]
    ranges = [[_day(text, end) for end in item.split("-", 1)] for item in word.split(",")]
    if any(first > last for item in ranges for first, last in pairwise(item)):
        raise ValueError(f'"{word}" in "{text}" runs backwards: write the days in order, as in mon-fri or sat,sun')
    return ",".join("-".join(map(str, item)) for item in ranges)


def _day(text: str, word: str) -> int:
    for number, day in enumerate(_DAYS, start=1):  # cron counts Monday as 1 and Sunday as 7
        if len(word) >= _SHORTEST_DAY_CHARS and day.startswith(word):
            return number
    raise ValueError(f'"{word}" in "{text}" is not a day: {EXAMPLES}')


def _schedule_of(text: str, cron: str) -> Schedule:
    try:
        first = next(CronSim(cron, _ANY_DAY), None)
    except CronSimError as error:
        raise ValueError(f'"{text}" is not a cron line, {str(error).lower()}: {EXAMPLES}') from error
    if first is None:
        raise ValueError(f'"{text}" never comes, no such day in 50 years: {EXAMPLES}')
    return Schedule(cron)


def parse_zone(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name.

    Raises:
        ValueError: There is none; the message names the nearest one.
    """
    try:
        return ZoneInfo(require_zone(name))
    except ValueError as error:
        raise ValueError(f'"{name}" {error}') from None


def next_fire(schedule: Schedule, zone: ZoneInfo, after: datetime) -> datetime:
    """Return the first instant of the schedule after the instant `after`, both in UTC."""
    return next(_fires(schedule, zone, after))


def next_run(schedule: str, zone: str, now: datetime) -> datetime:
    """Return the first instant after `now`, in UTC, of a schedule and zone as they are written.

    Raises:
        ValueError: Either cannot be read; the text says what to write instead.
    """
    return next_fire(parse_schedule(schedule), parse_zone(zone), now)


def _fires(schedule: Schedule, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """Yield the instants after `after`, each once and in order."""
    last = after
    for local in CronSim(schedule.cron, after.astimezone(zone)):
        # Within a repeated or skipped hour cronsim can give an instant again, or one that is over.
        instant = local.astimezone(UTC)
        if instant > last:
            last = instant
            yield instant


def plan_slots(audience: Audience, taken: Iterable[datetime], now: datetime) -> DuePlan:
    """Return what to do about the slots after `schedule_since_at` up to `now` that are not in `taken`.

    `taken` are the instants filled or skipped since `horizon(audience, now)`. Slots older than the newest taken one
    are settled, except under MissedRuns.ALL, which leaves none out. One after `now` was taken by a clock that was
    wrong, and settles no other. Resuming a paused audience or changing its
    schedule sets `schedule_since_at`, so what came before is not due.

    Raises:
        ValueError: The stored schedule or zone is not valid (settings are checked before they are stored).
    """
    if audience.paused:
        return DuePlan()
    settled = frozenset(taken)
    start = horizon(audience, now)
    if audience.missed is not MissedRuns.ALL:
        start = max(start, *(instant for instant in settled if instant <= now), start)
    schedule, zone = parse_schedule(audience.schedule), parse_zone(audience.zone)
    instants = []
    for instant in _fires(schedule, zone, start):
        if instant > now:
            break
        if instant not in settled:
            instants.append(instant)
    brief = _wanted(instants, audience.missed, now)
    return DuePlan(
        brief=tuple(_slot(audience, zone, instant) for instant in instants if instant in brief),
        skip=tuple(_slot(audience, zone, instant) for instant in instants if instant not in brief),
    )


def horizon(audience: Audience, now: datetime) -> datetime:
    """Return the instant after which slots of the audience can be due."""
    return max(audience.schedule_since_at, now - HORIZON)


def _wanted(instants: list[datetime], missed: MissedRuns, now: datetime) -> frozenset[datetime]:
    match missed:
        case MissedRuns.ALL:
            return frozenset(instants)
        case MissedRuns.LATEST:
            return frozenset(instants[-1:])
        case MissedRuns.SKIP:
            return frozenset(instant for instant in instants[-1:] if now - instant <= GRACE)


def _slot(audience: Audience, zone: ZoneInfo, instant: datetime) -> Slot:
    local = instant.astimezone(zone)
    return Slot(
        audience_id=audience.id,
        kind=KIND,
        scheduled_at=instant,
        local_time=f"{local:%Y-%m-%dT%H:%M}",
        zone=audience.zone,
        fold=local.fold,
    )
