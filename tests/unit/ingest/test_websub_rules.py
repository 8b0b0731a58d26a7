"""What a subscriber may believe: which hub a feed names, which signatures count, when hubs are asked again."""

from __future__ import annotations

import hashlib
import hmac
import json
from codecs import BOM_UTF8
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ports import FetchResponse
from bot.domain.subscription import Subscription
from bot.ingest.websub import Hub, find_hub, is_over, is_signed, is_wanted, lease_of, next_attempt, renewal, words
from tests.fakes.feeds import item, rss

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
URL = "https://outlet.example/feed"
ONE = Subscription(token="t", source_id="s", hub="https://h/", topic=URL, callback="c", secret="s3cret", next_at=NOW)


def hub_of(body: bytes = b"", link: str = "") -> Hub | None:
    return find_hub(FetchResponse(status=200, url=URL, body=body, content_type="", link=link))


@pytest.mark.parametrize(
    "link",
    [
        '<https://hub.example/>; rel="hub", <https://outlet.example/self>; rel="self"',
        "<https://outlet.example/self>; type=x; rel=self, </x>; rel=next,<https://hub.example/>;rel=hub",
        '<https://hub.example/>; rel="alternate HUB", <https://outlet.example/self>; title="a; rel=no"; rel="self"',
    ],
)
def test_a_hub_is_found_in_the_link_header(link: str) -> None:
    found = hub_of(link=link)
    assert found is not None
    assert found.url == "https://hub.example/"
    if "title" not in link:
        assert found.topic == "https://outlet.example/self"


@pytest.mark.parametrize("name", ["link", "atom:link", "atom10:link"])
def test_a_hub_is_found_in_the_head_of_a_feed(name: str) -> None:
    links = f"<{name} rel='hub' href=\"https://hub.example/?a=1&amp;b=2\"/><{name} href='/self' rel='self'/>"
    body = rss(links, item("1", "A", f"<{name} rel='hub' href='https://other.example/'/>"))
    assert hub_of(body) == Hub(url="https://hub.example/?a=1&b=2", topic="https://outlet.example/self")


def json_feed(**more: object) -> bytes:
    items = [{"id": "1", "content_text": "A.", "hubs": [{"type": "WebSub", "url": "https://item.example/"}]}]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", **more, "items": items}).encode()


def test_a_hub_is_found_in_a_json_feed() -> None:
    hubs = [{"type": "rssCloud", "url": "https://cloud.example/"}, {"type": "WebSub", "url": "https://hub.example/"}]
    found = hub_of(json_feed(hubs=hubs, feed_url="https://outlet.example/self.json"))
    assert found == Hub(url="https://hub.example/", topic="https://outlet.example/self.json")
    assert hub_of(json_feed(hubs=hubs)) == Hub(url="https://hub.example/", topic=URL)
    assert hub_of(BOM_UTF8 + json_feed(title="items", hubs=hubs)) == Hub(url="https://hub.example/", topic=URL)


@pytest.mark.parametrize(
    "hubs",
    [None, [], "https://hub.example/", ["https://hub.example/"], [{"type": "WebSub"}], [{"type": "WebSub", "url": 1}]],
)
def test_a_json_feed_without_a_hub_of_its_own_names_none(hubs: object) -> None:
    assert hub_of(json_feed(hubs=hubs, title='"hubs": [')) is None


def test_a_json_feed_that_is_cut_or_nested_without_end_names_no_hub() -> None:
    assert hub_of(b'{"hubs": [{"type": "WebSub", "url": "https://hub') is None
    assert hub_of(b'{"hubs": ' + b"[" * 90_000) is None


def test_the_header_stands_before_the_feed_and_the_feeds_address_for_self() -> None:
    body = rss("<link rel='hub' href='https://body.example/'/>")
    assert hub_of(body, "<https://head.example/>; rel=hub") == Hub(url="https://head.example/", topic=URL)


@pytest.mark.parametrize(
    ("body", "link"),
    [
        (rss(item("1", "A", "<link rel='hub' href='https://hub.example/'/>")), ""),
        (b"", "<javascript:x>; rel=hub"),
        (b"", "<https://user:pw@hub.example/>; rel=hub"),
        (b"", "<" * 9_000),
        (b"<link " + b"rel=" * 20_000, ""),
    ],
)
def test_no_hub_is_found_where_none_is_named(body: bytes, link: str) -> None:
    assert hub_of(body, link) is None


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_signature_counts_by_its_method(method: str) -> None:
    signed = hmac.new(b"s3cret", b"body", getattr(hashlib, method)).hexdigest()
    assert is_signed(b"body", f"{method}={signed}", "s3cret")
    assert is_signed(b"body", f" {method.upper()}={signed.upper()}", "s3cret")
    assert not is_signed(b"body!", f"{method}={signed}", "s3cret")
    assert not is_signed(b"body", f"{method}={signed}", "other")
    assert not is_signed(b"body", f"{method}={signed[:-1]}", "s3cret")


@pytest.mark.parametrize("signature", ["", "sha256", "sha256=", "md5=" + "0" * 32, "none=", "sha256=\u00e9", "=abc"])
def test_other_signatures_count_for_nothing(signature: str) -> None:
    assert not is_signed(b"body", signature, "s3cret")


def test_only_what_was_asked_for_is_confirmed() -> None:
    assert is_wanted(ONE, "subscribe", URL)
    assert not is_wanted(ONE, "unsubscribe", URL)
    assert not is_wanted(ONE, "subscribe", URL + "/")
    assert not is_wanted(ONE, "", URL)
    leaving = replace(ONE, leaving=True)
    assert is_wanted(leaving, "unsubscribe", URL)
    assert not is_wanted(leaving, "subscribe", URL)


@pytest.mark.parametrize(
    ("granted", "seconds"),
    [("600", 600), ("", 864_000), ("-5", 864_000), ("0", 1), ("9" * 30, 2_592_000), ("٣", 864_000)],
)
def test_a_lease_is_taken_within_bounds_and_renewed_before_it_ends(granted: str, seconds: float) -> None:
    assert lease_of(granted) == seconds
    assert NOW < renewal(NOW, seconds) < NOW + timedelta(seconds=seconds)


def test_a_silent_hub_is_asked_ever_more_rarely_but_once_a_day() -> None:
    pauses = [(next_attempt(NOW, attempts) - NOW).total_seconds() for attempts in (0, 1, 2, 5, 50)]
    assert pauses == [60, 240, 960, 61_440, 86_400]


def test_a_subscription_is_over_when_its_lease_is_or_its_hub_does_not_answer() -> None:
    leaving = replace(ONE, leaving=True, lease_until_at=NOW + timedelta(days=1))
    assert not is_over(leaving, NOW)
    assert is_over(replace(leaving, attempts=5), NOW)
    assert is_over(leaving, NOW + timedelta(days=1))
    assert is_over(replace(leaving, lease_until_at=None), NOW)
    assert not is_over(replace(ONE, attempts=99), NOW)


def test_a_hub_is_relied_on_until_it_misses_something() -> None:
    active = replace(ONE, verified_at=NOW, lease_until_at=NOW + timedelta(days=1))
    later = NOW + timedelta(hours=1)
    assert not ONE.fresh(NOW)
    assert active.fresh(NOW)
    assert not active.fresh(NOW + timedelta(days=1))
    assert not replace(active, leaving=True).fresh(NOW)
    missed = replace(active, pushed_at=NOW, missed_at=later)
    assert not missed.fresh(later)
    assert replace(missed, pushed_at=later + timedelta(seconds=1)).fresh(later)


TOLD = replace(ONE, hub="https://user:pass@hub.example/topic?key=1", token="T0KEN", callback="https://us/websub/T0KEN")
HELD = replace(TOLD, verified_at=NOW - timedelta(days=1), lease_until_at=NOW + timedelta(days=9))
MISSED = replace(HELD, missed_at=NOW - timedelta(hours=1), pushed_at=NOW - timedelta(hours=2))


@pytest.mark.parametrize(
    ("subscription", "told"),
    [
        (TOLD, "hub.example: not confirmed yet; asked again 12:00 UTC"),
        (
            replace(TOLD, error="no connection: it is down", attempts=3, next_at=NOW + timedelta(hours=16)),
            "hub.example: no connection: it is down; asked again 2026-03-05 04:00 UTC, asked 3 times",
        ),
        (replace(HELD, lease_until_at=NOW), "hub.example: lease over; asked again 12:00 UTC"),
        (HELD, "hub.example: until 2026-03-13 12:00 UTC, no push yet"),
        (replace(HELD, pushed_at=NOW), "hub.example: until 2026-03-13 12:00 UTC, last push 12:00 UTC"),
        (
            MISSED,
            (
                "hub.example: until 2026-03-13 12:00 UTC, last push 10:00 UTC;"
                " missed what a poll found 11:00 UTC, so polled as often as without it"
            ),
        ),
        (replace(MISSED, pushed_at=NOW), "hub.example: until 2026-03-13 12:00 UTC, last push 12:00 UTC"),
        (
            replace(HELD, error="HTTP 503"),
            "hub.example: until 2026-03-13 12:00 UTC, no push yet; not renewed: HTTP 503",
        ),
        (replace(HELD, leaving=True), "hub.example: is being ended"),
    ],
)
def test_an_operator_is_told_how_a_subscription_is_and_nothing_secret(subscription: Subscription, told: str) -> None:
    assert words(subscription, NOW) == told
    assert not any(secret in words(subscription, NOW) for secret in ("user:", "s3cret", "T0KEN", "key=1"))
