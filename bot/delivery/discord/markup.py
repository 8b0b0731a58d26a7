"""Discord's markdown: outside text shows verbatim, links go to the web and nowhere else.

https://support.discord.com/hc/en-us/articles/210298617 and
https://discord.com/developers/docs/reference#message-formatting name what a client formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from bot.delivery.discord.limits import EMBED_URL_CHARS, units

# A backslash before ASCII punctuation is dropped by every client and the sign is shown as it is. "<" opens mentions,
# timestamps and custom emoji, "@" everyone and here, "[" masked links, ":" a named emoji or a bare address.
_ANYWHERE = re.compile(r"[\\*_~`|<>@\[\]#]|:(?=//|[^\s:]+:)")
_WITH_COLONS = re.compile(r"[\\*_~`|<>@\[\]#:]")
_BOLDABLE = re.compile(r"\S(?:.*\S)?")
# Only at the start of a line do these open lists or subtext.
_LIST_MARK = re.compile(r"(?m)^([ \t]*)([-+]|\d+(?=[.)]))")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
# Kept as they are in an address; brackets, quotes and backslashes would end a masked link and are percent-encoded.
_SAFE_IN_URL = "%/:=&?~#+!$,;@-._"


def escape(text: str) -> str:
    """Return text that a Discord client shows exactly as given: no markup, no mention, no link."""
    escaped = _ANYWHERE.sub(lambda found: "\\" + found.group(), text)
    return _LIST_MARK.sub(_escape_list_mark, escaped)


def _escape_list_mark(found: re.Match[str]) -> str:
    indent, mark = found.groups()
    # Before a digit the backslash would show; before the full stop after it, it does not and no list opens.
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"


def blockquote(text: str) -> str:
    """Return text, escaped, as a block quotation."""
    return quoted(escape(text))


def quoted(escaped: str) -> str:
    """Return escaped text as a block quotation; every line of it is inside."""
    return "\n".join(f"> {line}" for line in escaped.split("\n"))


def bolded(pieces: Iterable[tuple[str, bool]]) -> str:
    """Return text given in pieces, escaped, those marked in bold; bold ends with its line and holds no blank at an end.

    Here every colon is escaped: a client takes ":a**b**:" for an emoji of that name and shows our signs.
    """
    escaped = ((_escaped(piece), marked) for piece, marked in pieces)
    return "".join(_BOLDABLE.sub(r"**\g<0>**", piece) if marked else piece for piece, marked in escaped)


def _escaped(piece: str) -> str:
    return _LIST_MARK.sub(_escape_list_mark, _WITH_COLONS.sub(lambda found: "\\" + found.group(), piece))


def web_address(link: str | None) -> str | None:
    """Return a link as Discord accepts it, or None unless it is a plain http(s) address.

    Discord refuses the whole message for one malformed embed address, so doubtful ones are not linked at all.
    """
    if link is None:
        return None
    try:
        parts = urlsplit(link.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:  # a port that is no number, a host that is no name (UnicodeError is a ValueError)
        return None
    if parts.scheme not in {"http", "https"} or parts.username is not None or not _HOST.fullmatch(host):
        return None
    netloc = host if port is None else f"{host}:{port}"
    query, fragment = (mark + part if part else "" for mark, part in (("?", parts.query), ("#", parts.fragment)))
    rest = parts.path + query + fragment
    address = f"{parts.scheme}://{netloc}{quote(rest, safe=_SAFE_IN_URL)}"
    return address if units(address) <= EMBED_URL_CHARS else None
