"""The contract of AudienceStore."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.audience import Platform
from bot.errors import StoreError
from tests.contract.samples import NOW, audience, minutes, place

if TYPE_CHECKING:
    from bot.store import Stores


async def test_a_saved_audience_comes_back_as_given(stores: Stores) -> None:
    given = audience(origin="chat", delivered_until_at=minutes(-1), paused=True, topics=(), length=3)
    await stores.audiences.save(audience(origin="chat"))
    await stores.audiences.save(given)
    assert await stores.audiences.get("aud_news") == given
    assert await stores.audiences.get("aud_other") is None


async def test_audiences_are_listed_by_name_and_by_place(stores: Stores) -> None:
    elsewhere = audience("alpha", place=place("C1", Platform.DISCORD))
    given = [audience("zulu"), elsewhere, audience("mike")]
    for each in given:
        await stores.audiences.save(each)
    assert await stores.audiences.all() == [elsewhere, given[2], given[0]]
    assert await stores.audiences.at_place(place()) == [given[2], given[0]]


async def test_an_audience_can_be_removed_twice(stores: Stores) -> None:
    await stores.audiences.save(audience())
    for _ in range(2):
        await stores.audiences.remove("aud_news")
    assert await stores.audiences.all() == []


async def test_two_audiences_of_a_place_cannot_share_a_name(stores: Stores) -> None:
    await stores.audiences.save(audience())
    with pytest.raises(StoreError):
        await stores.audiences.save(audience(id="aud_twin"))


async def test_an_imported_schedule_counts_from_now(stores: Stores) -> None:
    await stores.audiences.import_audiences([audience(schedule_since_at=minutes(-99))], NOW)
    assert await stores.audiences.all() == [audience(schedule_since_at=NOW)]


async def test_an_unchanged_schedule_keeps_its_start_its_window_and_its_id(stores: Stores) -> None:
    await stores.audiences.save(audience(delivered_until_at=minutes(-5)))
    await stores.audiences.import_audiences([audience(id="aud_new", length=9)], minutes(60))
    assert await stores.audiences.all() == [audience(length=9, delivered_until_at=minutes(-5))]


@pytest.mark.parametrize("change", [{"schedule": "daily 07:30"}, {"zone": "UTC"}])
async def test_a_changed_schedule_or_zone_counts_from_now_and_keeps_the_window(
    stores: Stores, change: dict[str, str]
) -> None:
    await stores.audiences.save(audience(delivered_until_at=minutes(-5)))
    await stores.audiences.import_audiences([audience(**change)], minutes(60))
    expected = audience(schedule_since_at=minutes(60), delivered_until_at=minutes(-5), **change)
    assert await stores.audiences.all() == [expected]


async def test_what_is_resumed_counts_from_then_on_and_what_is_paused_keeps_its_start(stores: Stores) -> None:
    await stores.audiences.save(audience(delivered_until_at=minutes(-5)))
    await stores.audiences.import_audiences([audience(paused=True)], minutes(30))
    assert await stores.audiences.all() == [audience(paused=True, delivered_until_at=minutes(-5))]
    await stores.audiences.import_audiences([audience()], minutes(60))
    assert await stores.audiences.all() == [audience(schedule_since_at=minutes(60), delivered_until_at=minutes(-5))]


async def test_rows_no_longer_named_go_and_rows_of_the_chat_stay(stores: Stores) -> None:
    chat = audience(id="aud_chat", origin="chat")
    await stores.audiences.save(chat)
    await stores.audiences.import_audiences([audience()], NOW)
    assert {found.id for found in await stores.audiences.all()} == {"aud_news", "aud_chat"}
    await stores.audiences.import_audiences([], NOW)
    assert await stores.audiences.all() == [chat]
