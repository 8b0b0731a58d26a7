"""What `subscribe` was asked for: topic, schedule and zone from one line of words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.commands.grammar import Word, written
from bot.commands.phrases import echo
from bot.domain.nearest import require_zone
from bot.errors import CommandError

DAYS = ("weekdays", "daily", "weekends")
CRON = "cron"
_HOURLY = "hourly"
DEFAULT_DAYS = "weekdays"
DEFAULT_TIME = "08:00"
_CRON_FIELDS = 5
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?", re.IGNORECASE)
_CLEARLY_TIME = re.compile(r"\d{1,2}[:.h]\d*(am|pm)?|\d{1,2}(am|pm)", re.IGNORECASE)
# "mon", "mon,thu", "mon-fri": days only where a time follows, as a publisher may be called The Sun
_DAY_NAME = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_DAY_NAMES = re.compile(rf"{_DAY_NAME}(?:[,-]{_DAY_NAME})*", re.IGNORECASE)
_NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The parts of a subscription; None where nothing was said. `literal` topics stood in quotation marks."""

    topic: str
    literal: bool
    schedule: str | None
    zone: str | None


def read_wish(words: Sequence[Word]) -> Wish:
    """Return what the words ask for: topic, then days, time and zone, each as far as given.

    Raises:
        CommandError: A time, a zone or a cron line that cannot be; the answer names what to type instead.
    """
    pairs = enumerate(zip_longest(words, words[1:]))
    cut = next((index for index, (word, after) in pairs if _begins_schedule(word, after)), len(words))
    topic, rest = list(words[:cut]), list(words[cut:])
    if not rest and len(topic) > 1 and _is_zone(topic[-1]):
        rest = [topic.pop()]
    schedule = _read_schedule(rest)
    zone = "_".join(word.text for word in rest)
    return Wish(
        topic=written(topic),
        literal=len(topic) == 1 and topic[0].quoted,
        schedule=schedule,
        zone=_read_zone(zone) if zone else None,
    )


def read_time(text: str) -> str:
    """Return a time of day as HH:MM; "8:00", "8.30", "8h05" and "8pm" are read too.

    Raises:
        CommandError: No time of day; the answer names the nearest one.
    """
    match = _TIME.fullmatch(text)
    if not match:
        raise CommandError(f"{echo(text)} is no time of day. Write hours and minutes, such as {DEFAULT_TIME}.")
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").casefold()
    if half and not 1 <= hour <= _NOON:
        raise CommandError(f"{echo(text)} is no time of day. Write 24 hours and minutes, such as 18:30.")
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    near = f"{min(hour, 23):02}:{min(minute, 59):02}"
    if near != f"{hour:02}:{minute:02}":
        raise CommandError(f"{echo(text)} is no time of day. Did you mean {near}?")
    return near


def _begins_schedule(word: Word, following: Word | None) -> bool:
    if word.quoted:
        return False
    if _DAY_NAMES.fullmatch(word.text):
        return following is not None and _CLEARLY_TIME.fullmatch(following.text) is not None
    return word.text.casefold() in {*DAYS, CRON, _HOURLY} or _CLEARLY_TIME.fullmatch(word.text) is not None


def _is_zone(word: Word) -> bool:
    return not word.quoted and ("/" in word.text or word.text.upper() == "UTC")


def _read_zone(typed: str) -> str:
    try:
        return require_zone(typed)
    except ValueError as error:
        raise CommandError(f"{echo(typed)} {error}") from error


def _read_schedule(rest: list[Word]) -> str | None:
    """Take days, time or a cron line from the front of `rest`; what stays is the zone."""
    days = time = None
    while rest and (days is None or time is None):
        text = rest[0].text.casefold()
        if days is None and time is None and text in {CRON, _HOURLY}:
            rest.pop(0)
            return _read_cron(rest) if text == CRON else _HOURLY
        if days is None and (text in DAYS or _DAY_NAMES.fullmatch(text)):
            days = text
        elif time is None and text[:1].isdecimal():
            time = read_time(text)
        else:
            break
        rest.pop(0)
    return f"{days or DEFAULT_DAYS} {time or DEFAULT_TIME}" if days or time else None


def _read_cron(rest: list[Word]) -> str:
    fields: list[str] = []
    while rest and len(fields) < _CRON_FIELDS:
        fields += rest.pop(0).text.split()
    if len(fields) != _CRON_FIELDS:
        raise CommandError("A cron line has five fields: minute, hour, day, month, weekday. Example: cron 0 8 * * 1-5")
    return " ".join(fields)
