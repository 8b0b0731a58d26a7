"""Addresses found in feeds and pages: http(s) only, or none."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit, urlunsplit

from bot.ingest.normalise import clean_title

_LONGEST_LINK_CHARS = 2_000


def web_link(link: str | None, base: str = "") -> str | None:
    """Return an absolute http(s) address without fragment, or None (`javascript:`, `data:`, relative without base)."""
    words = (link or "").strip()
    if not words or len(words) > _LONGEST_LINK_CHARS or " " in words or clean_title(words) != words:
        return None  # an address with white space, controls or half a character leads nowhere
    try:
        parts = urlsplit(words if words.startswith(("https://", "http://")) else urljoin(base, words))
        named = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
    except ValueError:  # "http://[": no address at all
        return None
    return urlunsplit(parts._replace(fragment="")) if named else None


def display_link(url: str) -> str:
    """Return an address for messages: no user name, query or fragment, where tokens and passwords stand."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(an unreadable address)"
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{port}{parts.path}{'?…' if parts.query else ''}"
