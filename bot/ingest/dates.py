"""Dates of feeds, pages and files, read strictly: an instant, or None (docs/decisions/0051-strict-dates.md).

Libraries that guess turn words they do not know into days that never were. Here a date counts only in a form that
RSS (RFC 822 / 5322) or Atom, JSON Feed and HTML (RFC 3339) define, with a time and a zone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august"),
            *("sep sept september", "oct october", "nov november", "dec december"),
        ),
        start=1,
    )
    for name in names.split()
}
# RFC 822 section 5.1 names these zones and no others; RFC 5322 section 4.3 keeps them.
_ZONE_HOURS = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6}
_ZONE_HOURS |= {"PST": -8, "PDT": -7}
_MAIL = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(\d{1,2})[\s-]+([a-z]+)\.?[\s-]+(\d{4}|\d{2})\s+"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([a-z]{1,4}|(?:gmt|utc)?[+-]\d{2}:?\d{2})(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_INTERNET = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[tT ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([zZ]|(?:UTC|GMT)|[+-]\d{2}:?\d{2})"
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LONGEST_DATE_CHARS = 80
_PIVOT_YEAR = 50  # RFC 5322 section 4.3: two digits below 50 are 20xx
_FIRST_YEAR = 1971  # a software's unset date is 1970 (epoch) or 0001, not a publication


def parse_instant(text: str | None) -> datetime | None:
    """Return the UTC instant that an RFC 5322 or RFC 3339 date with a zone names, or None."""
    words = (text or "").strip()
    if not words or len(words) > _LONGEST_DATE_CHARS:
        return None
    if match := _INTERNET.fullmatch(words):
        year, month, day, hour, minute, second, zone = match.groups()
        return _instant((int(year), int(month), int(day)), (hour, minute, second), zone)
    if match := _MAIL.fullmatch(words):
        day, name, year, hour, minute, second, zone = match.groups()
        return _instant((_full_year(year), _MONTHS.get(name.lower(), 0), int(day)), (hour, minute, second), zone)
    return None


def parse_day_or_instant(text: str | None) -> datetime | None:
    """Return an instant as above, or the first moment (UTC) of a plain YYYY-MM-DD: for dates an operator writes."""
    if match := _DAY.fullmatch((text or "").strip()):
        year, month, day = (int(part) for part in match.groups())
        return _instant((year, month, day), ("0", "0", None), "Z")
    return parse_instant(text)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004  # two digits: the century is meant
        return year
    return year + (2000 if year < _PIVOT_YEAR else 1900)


def _instant(day: tuple[int, int, int], time: tuple[str, str, str | None], zone: str) -> datetime | None:
    hour, minute, second = time
    offset = _offset(zone.upper())
    if offset is None or day[0] < _FIRST_YEAR:
        return None
    try:
        moment = datetime(*day, int(hour), int(minute), int(second or 0), tzinfo=timezone(offset))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):  # the 31st of June; a zone that leaves the calendar
        return None


def _offset(zone: str) -> timedelta | None:
    if zone in _ZONE_HOURS:
        return timedelta(hours=_ZONE_HOURS[zone])
    digits = zone.removeprefix("GMT").removeprefix("UTC").replace(":", "")
    if not re.fullmatch(r"[+-]\d{4}", digits):
        return None
    hours, minutes = int(digits[1:3]), int(digits[3:])
    if hours > 14 or minutes > 59:  # noqa: PLR2004  # no zone is further from UTC than +14:00
        return None
    return timedelta(hours=hours, minutes=minutes) * (-1 if digits[0] == "-" else 1)
