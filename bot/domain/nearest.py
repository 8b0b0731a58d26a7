"""The nearest thing somebody may have meant: one rule for words, settings keys and time zones."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_CLOSE_ENOUGH = 0.6  # difflib's own default; below it suggestions surprise more than they help


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """Return the known word most like what was typed, letter case ignored, or None when nothing is close."""
    by_fold = {word.casefold(): word for word in known}
    found = difflib.get_close_matches(typed.casefold(), by_fold, n=1, cutoff=_CLOSE_ENOUGH)
    return by_fold[found[0]] if found else None


@cache
def zone_names() -> tuple[str, ...]:
    """Return the IANA names a person would choose from, sorted; internal ones ("posixrules") are left out."""
    return tuple(sorted(name for name in available_timezones() if name == "UTC" or "/" in name))


def nearest_zone(typed: str) -> str | None:
    """Return the IANA zone most like what was typed: by full name, or by its city alone ("berlin")."""
    by_city = {name.rpartition("/")[2]: name for name in reversed(zone_names())}
    wanted = typed.strip().replace(" ", "_")
    city = nearest(wanted.rpartition("/")[2], by_city)
    full = nearest(wanted, zone_names()) if "/" in wanted else None
    return full or (by_city[city] if city else None)


def require_zone(typed: str) -> str:
    """Return the IANA zone of this name, letter case corrected.

    Raises:
        ValueError: There is no such zone; the text names the nearest one.
    """
    try:
        return ZoneInfo(typed).key
    except (LookupError, ValueError, OSError):  # unknown, not a relative path, a folder of zones
        pass
    folded = {name.casefold(): name for name in zone_names()}
    if (exact := folded.get(typed.casefold())) is not None:
        return exact
    near = nearest_zone(typed)
    hint = f'did you mean "{near}"?' if near else 'use an IANA name such as "Europe/Berlin"'
    message = f"is no time zone; {hint}"
    raise ValueError(message)
