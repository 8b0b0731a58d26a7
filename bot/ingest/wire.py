"""Who wrote a text first: an agency's credit in its byline, dateline or last line."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

# A dateline opens the text: "KYIV, Ukraine, March 3 (Agency) - ". Place in capitals, then anything short, the sign
# in brackets and a dash. Agencies the table does not know write the same form, so the form itself is a credit.
_DATELINE = re.compile(r"\s*(?:[^\W\d_][^()\n]{0,80}\s)?\(([^()\n]{2,40})\)\s*(?:[-\u2013\u2014]{1,2}|:)\s?")
_PLACE = re.compile(r"[^\W\d_a-zß-ÿ]{2,}")
_NO_NAME = re.compile(r"\d|^..$")  # "(March 3)" is a date and "(PA)" a state
_BYLINE = re.compile(r"(?:by|von|par|por|source|credit|from)\b:?\s+", re.IGNORECASE)
_BYLINE_PARTS = re.compile(r"\s*(?:,|;|/|\||\bfor\b|\band\b|\bwith\b|\bvia\b|\bin\b|\n)\s*", re.IGNORECASE)
# The agencies' closing lines: "(Reporting by A; Editing by B)" is Reuters' form; "© 2026 AFP" names the agency.
_REPORTING = re.compile(
    r"\((?:additional )?reporting by [^()]{3,300};?\s*(?:writing|editing) by [^()]{3,200}\)", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?:by\s+)?(?:the\s+)?([^\d\W][\w .'-]{1,40})", re.IGNORECASE
)
_OPENING_CHARS = 200
_CLOSING_CHARS = 500
_BYLINE_CHARS = 120


@cache
def _agencies() -> tuple[dict[str, str], dict[str, str]]:
    """Return agency names by lower-cased byline and by dateline sign."""
    table = tomllib.loads(files("bot.ingest").joinpath("agencies.toml").read_text(encoding="utf-8"))
    names = {name.lower(): row["name"] for row in table["agency"] for name in row["names"]}
    signs = {sign: row["name"] for row in table["agency"] for sign in row["signs"]}
    return names, signs


def find_wire(*, author: str, body: str, publisher: str) -> str | None:
    """Return the agency a text is credited to, or None.

    A publisher that is an agency is credited with its own texts, so that they and their copies count once.
    """
    names, _ = _agencies()
    return (
        names.get(publisher.lower().strip())
        or _credited(author[:_BYLINE_CHARS])
        or _dateline(body[:_OPENING_CHARS])
        or _opening_byline(body)
        or _closing(body[-_CLOSING_CHARS:])
    )


def _credited(byline: str) -> str | None:
    names, _ = _agencies()
    parts = _BYLINE_PARTS.split(_BYLINE.sub("", byline.strip(), count=1))
    found = (names.get(part.strip(" .()").lower()) for part in parts)
    return next((name for name in found if name), None)


def _dateline(opening: str) -> str | None:
    match = _DATELINE.match(opening)
    if match is None:
        return None
    _, signs = _agencies()
    sign = match[1].strip()
    if sign in signs:
        return signs[sign]
    before = opening[: match.start(1) - 1]
    named = sign[:1].isupper() and not _NO_NAME.search(sign)
    return sign if named and _PLACE.match(before.strip()) else None


def _opening_byline(body: str) -> str | None:
    """Read a short first line as a byline: "By Agence France-Presse", or an agency's name alone."""
    first, _, rest = body.partition("\n")
    return _credited(first) if rest and len(first) <= _BYLINE_CHARS else None


def _closing(closing: str) -> str | None:
    if _REPORTING.search(closing):
        return "Reuters"
    names, _ = _agencies()
    for match in _COPYRIGHT.finditer(closing):
        words = match[1].split()
        for length in range(len(words), 0, -1):
            if name := names.get(" ".join(words[:length]).strip(" .").lower()):
                return name
    return None
