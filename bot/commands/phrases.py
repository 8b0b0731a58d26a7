"""Wording that several answers share. Plain text: renderers escape it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands.contracts import NextRun
from bot.domain.audience import Audience
from bot.errors import CommandError

_ECHO_CHARS = 60  # enough to recognise what was typed


def echo(text: str) -> str:
    """Return what somebody typed, in quotation marks; of something long only its beginning."""
    return f"“{text}”" if len(text) <= _ECHO_CHARS else f"“{text[:_ECHO_CHARS]}…”"


def local(moment: datetime, zone: str) -> str:
    """Return a moment as the clocks of a zone show it: "Tue 3 March 2026, 08:00 (Europe/Berlin)"."""
    here = moment.astimezone(ZoneInfo(zone))
    return f"{here:%a} {here.day} {here:%B %Y, %H:%M} ({zone})"


def count(number: int, noun: str) -> str:
    """Return "1 article", "2 articles", "2 stories"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def enumerate_words(words: Sequence[str], last: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"; `last` is the word before the last one."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def topics(names: Sequence[str]) -> str:
    """Return topics in words; none means everything."""
    return enumerate_words(names) if names else "everything"


def when(audience: Audience) -> str:
    """Return "weekdays 08:00 (Europe/Berlin)"."""
    return f"{audience.schedule} ({audience.zone})"


def next_briefing(audience: Audience, now: datetime, next_run: NextRun) -> str:
    """Return when an audience is posted to next, in its own zone, as a sentence.

    Raises:
        CommandError: Its schedule cannot be read; the answer says what to write instead.
    """
    if audience.paused:
        return "Paused."
    try:
        moment = next_run(audience.schedule, audience.zone, now)
    except ValueError as error:
        raise CommandError(f"{error}.") from error
    return f"Next briefing: {local(moment, audience.zone)}." if moment else "Its schedule has no next run."
