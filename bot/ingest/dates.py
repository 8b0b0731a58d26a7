"""Dates of feeds, pages and files, read strictly, with what they leave open (docs/decisions/0051-strict-dates.md).

Libraries that guess turn words they do not know into days that never were. Here a date counts only in a form that
RSS (RFC 822 / 5322) or Atom, JSON Feed and HTML (RFC 3339) define. Where zone or time are missing, that is said with
the date; nothing else may be missing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from bot.domain.article import DateDoubt

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
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(\d{1,2})[\s-]+([a-z]+)\.?[\s-]+(\d{4}|\d{2})"
    r"(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"(?:\s*([a-z]{1,5}|(?:gmt|utc)?[+-]\d{2}:?\d{2})(?:\s*\([^()]*\))?)?)?",
    re.IGNORECASE,
)
_INTERNET = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[tT ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([zZ]|(?:UTC|GMT)|[+-]\d{2}:?\d{2}))?)?"
)
_HALVES = {"AM", "PM"}  # hours of half a day are no form of RFC 822: nobody knows whether 12 PM is meant as noon
_LONGEST_DATE_CHARS = 80
_PIVOT_YEAR = 50  # RFC 5322 section 4.3: two digits below 50 are 20xx
_FIRST_YEAR = 1971  # a software's unset date is 1970 (epoch) or 0001, not a publication


class Stated(NamedTuple):
    """A date as a source states it: a UTC instant, None where there is none, and what it leaves open."""

    at: datetime | None = None
    doubt: DateDoubt = DateDoubt.EXACT


_NOTHING = Stated()
_SUREST = {doubt: place for place, doubt in enumerate(DateDoubt)}


def read_date(text: str | None) -> Stated:
    """Return the date that an RFC 5322 or RFC 3339 form names. Zone, or time and zone, may be missing."""
    words = (text or "").strip()
    if not words or len(words) > _LONGEST_DATE_CHARS:
        return _NOTHING
    if match := _INTERNET.fullmatch(words):
        year, month, day, hour, minute, second, zone = match.groups()
        return _stated((int(year), int(month), int(day)), (hour, minute, second), zone)
    if match := _MAIL.fullmatch(words):
        day, name, year, hour, minute, second, zone = match.groups()
        return _stated((_full_year(year), _MONTHS.get(name.lower(), 0), int(day)), (hour, minute, second), zone)
    return _NOTHING


def surest_date(*texts: str | None) -> Stated:
    """Return the surest of the dates named, of equals the first: exact before one without zone before a mere day."""
    found = (stated for stated in map(read_date, texts) if stated.at is not None)
    return min(found, key=lambda stated: _SUREST[stated.doubt], default=_NOTHING)


def parse_instant(text: str | None) -> datetime | None:
    """Return the UTC instant that an RFC 5322 or RFC 3339 date with a zone names, or None."""
    stated = read_date(text)
    return stated.at if stated.doubt is DateDoubt.EXACT else None


def parse_day_or_instant(text: str | None) -> datetime | None:
    """Return an instant as above, or the first moment (UTC) of a plain day."""
    stated = read_date(text)
    return None if stated.doubt is DateDoubt.ZONE else stated.at


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004  # two digits: the century is meant
        return year
    return year + (2000 if year < _PIVOT_YEAR else 1900)


def _stated(day: tuple[int, int, int], time: tuple[str | None, ...], zone: str | None) -> Stated:
    if time[0] is None:
        return _moment(day, time, timedelta(0), DateDoubt.DAY)
    name = (zone or "").upper()
    if name in _HALVES:
        return _NOTHING
    if not name or (name.isalpha() and name not in _ZONE_HOURS):  # "CST" is defined; "IST" names three zones
        return _moment(day, time, timedelta(0), DateDoubt.ZONE)
    offset = _offset(name)
    return _NOTHING if offset is None else _moment(day, time, offset, DateDoubt.EXACT)


def _moment(day: tuple[int, int, int], time: tuple[str | None, ...], offset: timedelta, doubt: DateDoubt) -> Stated:
    if day[0] < _FIRST_YEAR:
        return _NOTHING
    hour, minute, second = (int(part or 0) for part in time)
    try:
        return Stated(datetime(*day, hour, minute, second, tzinfo=timezone(offset)).astimezone(UTC), doubt)
    except (ValueError, OverflowError):  # the 31st of June; a zone that leaves the calendar
        return _NOTHING


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
