"""The contract of SubscriptionStore, and of looking up one source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.article import SourceState
from bot.domain.subscription import Push, Subscription
from bot.errors import StoreError
from tests.contract.samples import NOW, minutes, source

if TYPE_CHECKING:
    from bot.store import Stores


def subscription(token: str = "one", **changes: Any) -> Subscription:
    values: dict[str, Any] = {
        "token": token,
        "source_id": "src_gazette",
        "hub": "https://hub.example/",
        "topic": "https://gazette.example/feed",
        "callback": f"https://bot.example/websub/{token}",
        "secret": "s3cret",
        "next_at": NOW,
    }
    return Subscription(**values | changes)


def push(name: str = "psh_1", token: str = "one", body: bytes = b"<rss/>\x00\xff") -> Push:
    return Push(id=name, token=token, content_type="application/rss+xml", body=body, received_at=NOW)


async def test_a_subscription_is_kept_whole_until_replaced(stores: Stores) -> None:
    full = subscription(
        leaving=True,
        attempts=3,
        verified_at=NOW,
        lease_until_at=minutes(9),
        pushed_at=minutes(1),
        missed_at=minutes(2),
        error="the hub answers HTTP 500",
    )
    for given in (subscription(), full):
        await stores.subscriptions.save(given)
        assert await stores.subscriptions.get("one") == given
    assert await stores.subscriptions.get("two") is None


async def test_subscriptions_are_found_by_source_and_by_when_they_are_due(stores: Stores) -> None:
    late, soon, other = subscription("a", next_at=minutes(2)), subscription("b"), subscription("c", source_id="src_x")
    for given in (other, late, soon):
        await stores.subscriptions.save(given)
    assert await stores.subscriptions.of_source("src_gazette") == [late, soon]
    assert await stores.subscriptions.all() == [late, soon, other]
    assert await stores.subscriptions.due(NOW, 9) == [soon, other]
    assert await stores.subscriptions.due(minutes(-1), 9) == []
    assert await stores.subscriptions.due(minutes(2), 2) == [soon, other]


async def test_pushes_wait_in_their_order_up_to_a_number_for_each_subscription(stores: Stores) -> None:
    for token in ("one", "two"):
        await stores.subscriptions.save(subscription(token))
    assert await stores.subscriptions.add_push(push("psh_2"), 2)
    assert await stores.subscriptions.add_push(push("psh_1"), 2)
    assert not await stores.subscriptions.add_push(push("psh_3"), 2)
    assert await stores.subscriptions.add_push(push("psh_3", "two"), 2)
    assert await stores.subscriptions.pushes(9) == [push("psh_2"), push("psh_1"), push("psh_3", "two")]
    assert await stores.subscriptions.pushes(1) == [push("psh_2")]
    for _ in range(2):
        await stores.subscriptions.remove_push("psh_2")
    assert [one.id for one in await stores.subscriptions.pushes(9)] == ["psh_1", "psh_3"]


async def test_a_subscription_goes_with_its_pushes(stores: Stores) -> None:
    await stores.subscriptions.save(subscription())
    await stores.subscriptions.add_push(push(), 9)
    for _ in range(2):
        await stores.subscriptions.remove("one")
    assert (await stores.subscriptions.all(), await stores.subscriptions.pushes(9)) == ([], [])
    with pytest.raises(StoreError, match="subscription"):
        await stores.subscriptions.add_push(push(), 9)


async def test_one_source_is_found_with_its_state_while_it_is_enabled(stores: Stores) -> None:
    await stores.sources.import_sources([source()])
    assert await stores.sources.find("src_gazette") == (source(), SourceState(source_id="src_gazette"))
    state = SourceState(source_id="src_gazette", etag='"1"', baseline_at=NOW)
    await stores.sources.record_visit(state)
    assert await stores.sources.find("src_gazette") == (source(), state)
    await stores.sources.import_sources([])
    assert await stores.sources.find("src_gazette") is None
