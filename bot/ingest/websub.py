"""WebSub (https://www.w3.org/TR/websub/): which hub a feed names, what a subscriber may believe [pure]."""

from __future__ import annotations

import hmac
import html
import json
import re
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeGuard
from urllib.parse import urlsplit

from bot.domain.ports import FetchResponse
from bot.domain.subscription import Subscription
from bot.ingest.links import web_link

LEASE_SECONDS = 864_000  # ten days, as hubs commonly grant
_SHORTEST_LEASE_SECONDS, _LONGEST_LEASE_SECONDS = 1, 30 * 86_400
_RENEWED_AFTER = 0.8  # of a lease: a hub that is down has the rest of it to come back
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 60, 86_400
_ATTEMPTS_TO_LEAVE = 5
_HEAD_BYTES = 100_000
_ENTRY = re.compile(rb"<(?:item|entry)[\s>]")
_LINK = re.compile(rb"<(?:[A-Za-z0-9_]{1,20}:)?link\b([^<>]{1,3000})>")
_ATTRIBUTE = re.compile(rb"\b(rel|href)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_JSON = json.JSONDecoder()
_JSON_ITEMS = re.compile(r'"items"\s*+:')
_JSON_KEY = re.compile(r'"(hubs|feed_url)"\s*+:\s*+(?=[\["])')
_HEADER = re.compile(r"<([^<>]{1,2000})>([^<>]{0,500})")
_REL = re.compile(r"\brel\s*+=\s*+(?:\"([^\"]*+)\"|([^\s;,\"]++))", re.IGNORECASE)
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})  # section 7.1; hubs in use still sign with SHA-1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """The hub that pushes a feed, and the address it knows the feed by."""

    url: str
    topic: str


def find_hub(answer: FetchResponse) -> Hub | None:
    """Return the hub that an answer names in its headers, else in the head of the feed (section 4), or None."""
    is_json = answer.body.removeprefix(BOM_UTF8).lstrip()[:1] == b"{"
    named = {**(_in_json_feed(answer.body) if is_json else _in_feed(answer.body)), **_in_header(answer.link)}
    hub = web_link(named.get("hub"), answer.url)
    return Hub(url=hub, topic=web_link(named.get("self"), answer.url) or answer.url) if hub else None


def _in_header(header: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for target, rest in _HEADER.findall(header):
        rel = _REL.search(rest)
        for name in (rel[1] or rel[2] or "").lower().split() if rel else ():
            found.setdefault(name, target)
    return found


def _in_feed(body: bytes) -> dict[str, str]:
    head = body[:_HEAD_BYTES]
    first = _ENTRY.search(head)
    found: dict[str, str] = {}
    for link in _LINK.findall(head[: first.start()] if first else head):
        said = {
            name: (double or single).decode("utf-8", "replace") for name, double, single in _ATTRIBUTE.findall(link)
        }
        for name in said.get(b"rel", "").lower().split():
            found.setdefault(name, html.unescape(said.get(b"href", "")))
    return found


def _in_json_feed(body: bytes) -> dict[str, str]:
    """Return what a JSON Feed says before its items (https://www.jsonfeed.org/version/1.1/#top-level)."""
    head = body[:_HEAD_BYTES].decode("utf-8", "replace")
    head = _JSON_ITEMS.split(head, 1)[0]
    told: dict[str, object] = {}
    for key in _JSON_KEY.finditer(head):
        with suppress(ValueError, RecursionError):
            told.setdefault(key[1], _JSON.raw_decode(head, key.end())[0])
    hubs = told.get("hubs")
    found = [one.get("url") for one in hubs if _is_websub(one)] if isinstance(hubs, list) else []
    named = {"hub": found[0] if found else None, "self": told.get("feed_url")}
    return {name: link for name, link in named.items() if isinstance(link, str)}


def _is_websub(hub: object) -> TypeGuard[dict[str, object]]:
    return isinstance(hub, dict) and str(hub.get("type")).lower() == "websub"


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Say whether X-Hub-Signature proves that who knows the secret sent these bytes; the comparison tells no time."""
    method, _, given = signature.strip().partition("=")
    if method.lower() not in _METHODS:
        return False
    expected = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode("utf-8", "replace"))


def is_wanted(subscription: Subscription, mode: str, topic: str) -> bool:
    """Say whether a hub asks about what we asked it for (section 5.3: verification of intent)."""
    return topic == subscription.topic and mode == ("unsubscribe" if subscription.leaving else "subscribe")


def lease_of(granted: str) -> float:
    """Return the seconds of a lease as a hub grants it; one that names none gives what we asked for."""
    seconds = float(granted) if granted.isascii() and granted.isdecimal() else float(LEASE_SECONDS)
    return min(max(seconds, _SHORTEST_LEASE_SECONDS), _LONGEST_LEASE_SECONDS)


def renewal(now: datetime, lease_seconds: float) -> datetime:
    """Return when a lease that begins now is renewed: before it ends."""
    return now + timedelta(seconds=_RENEWED_AFTER * lease_seconds)


def next_attempt(now: datetime, attempts: int) -> datetime:
    """Return when a hub that did not verify is asked again: ever more rarely, at least once a day."""
    return now + timedelta(seconds=min(_FIRST_PAUSE_SECONDS * 4.0 ** min(attempts, 8), _LONGEST_PAUSE_SECONDS))


def is_over(subscription: Subscription, now: datetime) -> bool:
    """Say whether a subscription that is to end need not be ended: its lease is over, or its hub does not answer."""
    return subscription.leaving and (
        subscription.lease_until_at is None
        or subscription.lease_until_at <= now
        or subscription.attempts >= _ATTEMPTS_TO_LEAVE
    )


def words(subscription: Subscription, now: datetime) -> str:
    """Return how a subscription is, in words for the operator: which hub, until when, what it last did."""
    hub = urlsplit(subscription.hub).hostname or subscription.hub
    if subscription.leaving:
        return f"{hub}: is being ended"
    if subscription.lease_until_at is None or not subscription.active(now):
        state = "lease over" if subscription.lease_until_at else "not confirmed yet"
        told = f"{hub}: {subscription.error or state}; asked again {_moment(subscription.next_at, now)}"
        return told if subscription.attempts <= 1 else f"{told}, asked {subscription.attempts} times"
    last = f"last push {_moment(subscription.pushed_at, now)}" if subscription.pushed_at else "no push yet"
    told = f"{hub}: until {_moment(subscription.lease_until_at, now)}, {last}"
    if subscription.missed_at and not subscription.fresh(now):
        told += f"; missed what a poll found {_moment(subscription.missed_at, now)}, so polled as often as without it"
    return f"{told}; not renewed: {subscription.error}" if subscription.error else told


def _moment(at: datetime, now: datetime) -> str:
    """Return an instant; a day is left out where it is today's."""
    return f"{at:%H:%M} UTC" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M} UTC"
