"""The contract of StoryStore."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreError
from tests.contract.samples import NOW, minutes, story

if TYPE_CHECKING:
    from bot.store import Stores


async def test_a_story_comes_back_as_given(stores: Stores) -> None:
    await stores.stories.open_story(story("st1", "a2", "a1"))
    assert await stores.stories.get("st1") == story("st1", "a2", "a1")
    assert await stores.stories.story_of("a1") == story("st1", "a2", "a1")
    assert await stores.stories.get("st2") is None
    assert await stores.stories.story_of("a3") is None


async def test_opening_a_story_again_changes_nothing(stores: Stores) -> None:
    await stores.stories.open_story(story("st1", "a1"))
    await stores.stories.open_story(story("st1", "a2", updated_at=minutes(1)))
    assert await stores.stories.get("st1") == story("st1", "a1")


async def test_joining_appends_and_moves_the_time(stores: Stores) -> None:
    await stores.stories.open_story(story("st1", "a1"))
    for _ in range(2):
        await stores.stories.join("st1", "a0", minutes(3))
    assert await stores.stories.get("st1") == story("st1", "a1", "a0", updated_at=minutes(3))


async def test_an_old_join_does_not_turn_the_time_back(stores: Stores) -> None:
    await stores.stories.open_story(story("st1", updated_at=minutes(5)))
    await stores.stories.join("st1", "a1", minutes(1))
    assert await stores.stories.get("st1") == story("st1", "a1", updated_at=minutes(5))


async def test_an_article_is_in_one_story_only(stores: Stores) -> None:
    await stores.stories.open_story(story("st1", "a1", "a2"))
    await stores.stories.open_story(story("st2", "a3"))
    await stores.stories.join("st2", "a1", minutes(1))
    assert await stores.stories.get("st1") == story("st1", "a2")
    assert await stores.stories.story_of("a1") == story("st2", "a3", "a1", updated_at=minutes(1))
    await stores.stories.open_story(story("st3", "a2"))
    assert await stores.stories.get("st1") == story("st1")


async def test_merged_ids_redirect_however_long_the_chain(stores: Stores) -> None:
    for number in (1, 2, 3):
        await stores.stories.open_story(story(f"st{number}", f"a{number}"))
    await stores.stories.merge("st1", "st2", minutes(1))
    await stores.stories.merge("st2", "st3", minutes(2))
    merged = story("st3", "a3", "a2", "a1", updated_at=minutes(2))
    assert [await stores.stories.get(name) for name in ("st1", "st2", "st3")] == [merged] * 3
    assert await stores.stories.recent(9) == [merged]
    await stores.stories.join("st1", "a4", minutes(3))
    assert await stores.stories.story_of("a4") == story("st3", "a3", "a2", "a1", "a4", updated_at=minutes(3))


async def test_merging_again_or_into_itself_changes_nothing(stores: Stores) -> None:
    await stores.stories.open_story(story("st1", "a1"))
    await stores.stories.open_story(story("st2", "a2"))
    for _ in range(2):
        await stores.stories.merge("st1", "st2", minutes(1))
    await stores.stories.merge("st2", "st1", minutes(1))
    assert await stores.stories.get("st2") == story("st2", "a2", "a1", updated_at=minutes(1))


async def test_unknown_stories_cannot_be_joined_or_merged(stores: Stores) -> None:
    await stores.stories.open_story(story("st1", "a1"))
    with pytest.raises(StoreError, match="st9"):
        await stores.stories.join("st9", "a1", NOW)
    with pytest.raises(StoreError, match="st9"):
        await stores.stories.merge("st1", "st9", NOW)
    assert await stores.stories.story_of("a1") == story("st1", "a1")


async def test_a_window_leaves_out_its_start_and_holds_its_end(stores: Stores) -> None:
    for number in range(4):
        await stores.stories.open_story(story(f"st{number}", updated_at=minutes(number)))
    found = await stores.stories.updated_between(minutes(0), minutes(2))
    assert [found.id for found in found] == ["st2", "st1"]
    assert [found.id for found in await stores.stories.updated_between(None, minutes(1))] == ["st1", "st0"]
    assert [found.id for found in await stores.stories.recent(2)] == ["st3", "st2"]


async def test_four_writers_join_one_story_without_loss(stores: Stores) -> None:
    await stores.stories.open_story(story("st1"))
    await asyncio.gather(*(stores.stories.join("st1", f"a{number}", minutes(number)) for number in range(4)))
    found = await stores.stories.get("st1")
    assert found is not None
    assert sorted(found.article_ids) == ["a0", "a1", "a2", "a3"]
    assert found.updated_at == minutes(3)
