"""The contract of MarkStore."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store import Stores


async def test_a_mark_is_kept_until_replaced(stores: Stores) -> None:
    assert await stores.marks.get("commands") is None
    await stores.marks.set("commands", "one")
    await stores.marks.set("other", "other")
    await stores.marks.set("commands", "two")
    assert await stores.marks.get("commands") == "two"
