"""The subscriber: what it asks, what it confirms, what it takes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.domain.ports import FormRequest
from bot.domain.subscription import Subscription
from bot.errors import FetchError
from bot.ingest.subscriber import Receipt, Subscriber
from bot.ingest.websub import Hub
from bot.store.memory import memory_stores

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HUB = Hub(url="https://hub.example/", topic="https://outlet.example/feed")


class FakePoster:
    """Implements FormPoster: keeps the forms, or fails."""

    def __init__(self) -> None:
        self.forms: list[Mapping[str, str]] = []
        self.failure: FetchError | None = None

    async def post(self, request: FormRequest) -> None:
        assert request.url == HUB.url
        self.forms.append(request.fields)
        if self.failure is not None:
            raise self.failure


class Desk:
    def __init__(self, public_url: str = "https://bot.example") -> None:
        numbers = count()
        self.store = memory_stores().subscriptions
        self.poster = FakePoster()
        self.subscriber = Subscriber(
            store=self.store,
            poster=self.poster,
            public_url=public_url,
            timeout_seconds=1.0,
            mint=lambda prefix: f"{prefix}_{next(numbers)}",
        )

    async def one(self) -> Subscription:
        (found,) = await self.store.all()
        return found

    async def ask(self, mode: str, *, now: datetime = NOW, token: str = "", **others: str) -> str | None:
        one = (await self.store.all())[0]
        query = {"hub.mode": mode, "hub.topic": one.topic, "hub.challenge": "echo", "hub.lease_seconds": "1000"}
        query |= {f"hub.{name}": value for name, value in others.items()}
        return await self.subscriber.verify(token or one.token, lambda name: query.get(name, ""), now)

    async def subscribed(self) -> Subscription:
        await self.subscriber.follow("src_1", HUB, NOW)
        await self.subscriber.ask_due(NOW)
        assert await self.ask("subscribe") == "echo"
        return await self.one()


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_a_feed_with_a_hub_is_subscribed_once_and_renewed_before_the_lease_ends(desk: Desk) -> None:
    assert await desk.subscriber.follow("src_1", HUB, NOW)
    assert not await desk.subscriber.follow("src_1", HUB, NOW)
    assert await desk.subscriber.ask_due(NOW) == []
    one = await desk.one()
    (form,) = desk.poster.forms
    assert form["hub.callback"] == one.callback == f"https://bot.example/websub/{one.token}"
    assert (form["hub.mode"], form["hub.topic"], form["hub.secret"]) == ("subscribe", HUB.topic, one.secret)
    assert await desk.subscriber.ask_due(NOW) == []
    assert len(desk.poster.forms) == 1
    assert await desk.ask("subscribe") == "echo"
    one = await desk.one()
    assert (one.verified_at, one.lease_until_at) == (NOW, NOW + timedelta(seconds=1_000))
    await desk.subscriber.ask_due(NOW + timedelta(seconds=799))
    assert len(desk.poster.forms) == 1
    await desk.subscriber.ask_due(NOW + timedelta(seconds=800))
    assert await desk.ask("subscribe", now=NOW + timedelta(seconds=801)) == "echo"
    assert (await desk.one()).lease_until_at == NOW + timedelta(seconds=1_801)


async def test_a_question_that_was_not_asked_for_is_refused(desk: Desk) -> None:
    before = await desk.subscribed()
    assert await desk.ask("unsubscribe") is None
    assert await desk.ask("subscribe", topic="https://other.example/") is None
    assert await desk.ask("subscribe", token="guessed") is None
    assert await desk.ask("") is None
    assert await desk.one() == before


async def test_a_hub_that_fails_is_told_and_asked_again_later(desk: Desk) -> None:
    await desk.subscriber.follow("src_1", HUB, NOW)
    desk.poster.failure = FetchError("https://hub.example/: HTTP 500")
    (failed,) = await desk.subscriber.ask_due(NOW)
    assert (failed.error, failed.attempts) == ("https://hub.example/: HTTP 500", 1)
    assert await desk.subscriber.ask_due(NOW + timedelta(seconds=59)) == []
    assert len(await desk.subscriber.ask_due(NOW + timedelta(seconds=60))) == 1
    desk.poster.failure = None
    await desk.subscriber.ask_due(NOW + timedelta(days=1))
    await desk.ask("subscribe")
    assert ((await desk.one()).error, (await desk.one()).attempts) == (None, 0)


async def test_a_refused_subscription_is_asked_for_again_in_a_day(desk: Desk) -> None:
    await desk.subscribed()
    assert await desk.ask("denied", reason="no\nfeeds") == ""
    one = await desk.one()
    assert one.error == "the hub refuses the subscription (no feeds)"
    assert (one.active(NOW), one.next_at) == (False, NOW + timedelta(days=1))


@pytest.mark.parametrize("removed", ["source", "hub"])
async def test_what_is_not_wanted_any_more_is_ended_with_the_hubs_consent(desk: Desk, removed: str) -> None:
    one = await desk.subscribed()
    if removed == "source":
        await desk.subscriber.leave_others({"src_2"}, NOW)
    else:
        await desk.subscriber.follow("src_1", None, NOW)
    await desk.subscriber.ask_due(NOW)
    assert desk.poster.forms[-1]["hub.mode"] == "unsubscribe"
    assert await desk.subscriber.receive(one.token, b"x", "", "", NOW) is Receipt.UNKNOWN
    assert await desk.ask("subscribe") is None
    assert await desk.ask("unsubscribe") == "echo"
    assert await desk.store.all() == []


@pytest.mark.parametrize(
    ("url", "asked"), [("http://hub.example/", False), ("http://127.0.0.1:8080/", True), ("https://hub.example/", True)]
)
async def test_a_hub_that_would_show_our_secret_on_the_way_is_passed_over(desk: Desk, url: str, asked: bool) -> None:
    assert await desk.subscriber.follow("src_1", replace(HUB, url=url), NOW) is asked
    assert bool(await desk.store.all()) is asked


async def test_another_hub_gets_a_subscription_of_its_own(desk: Desk) -> None:
    former = await desk.subscribed()
    await desk.subscriber.leave_others({"src_1"}, NOW)
    other = Hub(url=HUB.url, topic="https://outlet.example/new")
    assert await desk.subscriber.follow("src_1", other, NOW)
    found = {one.topic: one for one in await desk.store.all()}
    assert found[former.topic].leaving
    assert not found[other.topic].leaving
    assert found[other.topic].token != former.token
    assert found[other.topic].secret != former.secret


async def test_a_hub_that_never_lets_go_is_forgotten(desk: Desk) -> None:
    await desk.subscribed()
    await desk.subscriber.leave_others((), NOW)
    await desk.subscriber.ask_due(NOW)
    await desk.subscriber.ask_due(NOW + timedelta(seconds=1_001))
    assert await desk.store.all() == []


async def test_only_signed_pushes_of_an_active_subscription_are_stored_and_so_many(desk: Desk) -> None:
    one = await desk.subscribed()
    body = b"<rss/>"
    signature = "sha256=" + hmac.new(one.secret.encode(), body, hashlib.sha256).hexdigest()
    receive = desk.subscriber.receive
    assert await receive("guessed", body, "", signature, NOW) is Receipt.UNKNOWN
    assert not await desk.subscriber.expects("guessed", NOW)
    assert await desk.subscriber.expects(one.token, NOW)
    assert one.token not in repr(one)
    assert one.secret not in repr(one)
    assert await receive(one.token, body + b" ", "", signature, NOW) is Receipt.UNSIGNED
    assert await receive(one.token, body, "", "", NOW) is Receipt.UNSIGNED
    assert await receive(one.token, body, "", signature, NOW + timedelta(seconds=1_000)) is Receipt.UNKNOWN
    assert await desk.store.pushes(99) == []
    taken = [await receive(one.token, body, "text/xml", signature, NOW) for _ in range(22)]
    assert taken == [Receipt.STORED] * 20 + [Receipt.FULL] * 2
    assert (await desk.store.pushes(1))[0].body == body


async def test_a_hub_that_missed_something_is_not_relied_on_until_it_pushes_again(desk: Desk) -> None:
    one = await desk.subscribed()
    soon, later = NOW + timedelta(seconds=10), NOW + timedelta(seconds=20)
    assert await desk.subscriber.is_fresh("src_1", soon)
    await desk.subscriber.note_missed("src_1", NOW, soon)
    assert await desk.subscriber.is_fresh("src_1", soon), "it had not promised yet when the poll before was made"
    await desk.subscriber.note_missed("src_1", soon, later)
    assert not await desk.subscriber.is_fresh("src_1", later)
    await desk.subscriber.note_push(one.token, later + timedelta(seconds=1))
    assert await desk.subscriber.is_fresh("src_1", later)


async def test_without_a_public_address_nothing_is_done() -> None:
    desk = Desk(public_url="")
    assert not await desk.subscriber.follow("src_1", HUB, NOW)
    assert await desk.subscriber.ask_due(NOW) == []
    assert not await desk.subscriber.is_fresh("src_1", NOW)
    assert (await desk.store.all(), desk.poster.forms) == ([], [])
