"""Wording that briefings share: moments, counts, how long ago. Plain text: renderers escape it. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def local(moment: datetime, zone: str) -> str:
    """Return a moment in words of an audience's zone: "Tue 3 March 2026, 08:00 (Europe/Berlin)"."""
    here = moment.astimezone(ZoneInfo(zone))
    return f"{here:%a} {here.day} {here:%B %Y, %H:%M} ({zone})"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return "1 story", "2 stories", "2 days", "0 articles"."""
    if number == 1:
        return f"1 {noun}"
    changes = noun.endswith("y") and noun[-2] not in "aeiou"
    return f"{number} {plural or (noun[:-1] + 'ies' if changes else noun + 's')}"


def ago(passed: timedelta) -> str:
    """Return "less than an hour", "5 hours", "3 days"."""
    hours = int(passed.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    return counted(hours, "hour") if hours < 48 else counted(hours // 24, "day")  # noqa: PLR2004 - two days
