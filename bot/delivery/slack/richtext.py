"""Pieces of a rich_text block (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).

Outside words stand in rich text because its text elements have no markup at all: what is given is what is shown, and
nothing in it can mention, ping, format or link (docs/decisions/0030-slack-rich-text.md). Only plain_text objects
(headers, context, buttons) need `escape`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.delivery.slack.limits import URL_CHARS, units

Json = dict[str, Any]

BOLD = {"bold": True}
CODE = {"code": True}


def escape(text: str) -> str:
    """Return a text for a text object (https://docs.slack.dev/messaging/formatting-message-text#escaping)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> Json:
    """Return a plain_text object; `emoji` off keeps ":smile:" as it was written."""
    return {"type": "plain_text", "text": escape(text), "emoji": False}


def words(text: str, style: Json | None = None) -> list[Json]:
    """Return a text element, or nothing for an empty text, which Slack refuses."""
    if not text:
        return []
    return [{"type": "text", "text": text} | ({"style": style} if style else {})]


def link(text: str, url: str, style: Json | None = None) -> list[Json]:
    """Return a link element. `url` must have passed `usable_link`; an empty text shows the address."""
    return [{"type": "link", "url": url} | ({"text": text} if text else {}) | ({"style": style} if style else {})]


def usable_link(url: str | None) -> str | None:
    """Return an address that may be followed: http or https with a host, printable, within Slack's length."""
    if url is None or units(url) > URL_CHARS or not url.isprintable() or any(c in ' "<>\\^`{|}' for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # an unclosed IPv6 bracket
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def section(*elements: list[Json]) -> list[Json]:
    """Return a paragraph of elements, or nothing when all of them are empty."""
    return _part("rich_text_section", elements)


def quotation(*elements: list[Json]) -> list[Json]:
    """Return a quotation, which Slack shows with a bar at its side."""
    return _part("rich_text_quote", elements)


def bullets(rows: list[list[Json]]) -> list[Json]:
    """Return a bulleted list of sections."""
    return [{"type": "rich_text_list", "style": "bullet", "elements": [part for row in rows for part in row]}]


def rich_text(*parts: list[Json]) -> list[Json]:
    """Return one rich_text block of sections, quotations and lists, or nothing when all are empty."""
    elements = [part for each in parts for part in each]
    return [{"type": "rich_text", "elements": elements}] if elements else []


def _part(kind: str, elements: tuple[list[Json], ...]) -> list[Json]:
    leaves = [leaf for each in elements for leaf in each]
    return [{"type": kind, "elements": leaves}] if leaves else []
