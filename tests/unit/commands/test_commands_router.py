"""The router: errors become answers, hostile text never an exception, and channels do not mix."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.grammar import BY_NAME
from bot.commands.router import build_answer
from bot.domain.audience import Place, Platform
from bot.domain.call import Call
from bot.domain.document import Document, Prose
from bot.errors import StoreError
from tests.unit.commands import desk


def call(text: str, *, channel: str = "C2", operator: bool = True, zone: str | None = None) -> Call:
    return Call(text=text, place=desk.place(channel), user_id="U1", operator=operator, zone=zone)


WORDS = st.sampled_from([*BY_NAME, "world", "daily", "cron", "*", "8:00", "25:99", "Europe/Berlin", '"', "everything"])
TEXTS = st.lists(WORDS | st.text(max_size=12), max_size=7).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["C1", "C2"]), st.booleans(), st.none() | st.text(max_size=8))))
def test_hostile_conversations_get_answers_and_leave_no_topic_twice(conversation) -> None:
    async def talk() -> None:
        newsroom = await desk.open_desk()
        for text, channel, operator, zone in conversation:
            document = await newsroom.answer(call(text, channel=channel, operator=operator, zone=zone))
            assert document.title
            assert document.blocks
        for channel in ("C1", "C2"):
            rows = await newsroom.stores.audiences.at_place(desk.place(channel))
            topics = [topic.casefold() for row in rows for topic in row.topics or ("",)]
            assert len(topics) == len(set(topics))

    asyncio.run(talk())


async def test_without_the_role_nothing_changes() -> None:
    newsroom = await desk.open_desk()
    before = await newsroom.stores.audiences.all()
    for verb in BY_NAME.values():
        await newsroom.answer(call(f"{verb.name} world", operator=False))
    assert await newsroom.stores.audiences.all() == before


async def test_with_the_role_something_does() -> None:
    """The twin: the test above would see a change."""
    newsroom = await desk.open_desk()
    before = await newsroom.stores.audiences.all()
    await newsroom.answer(call("subscribe world"))
    assert await newsroom.stores.audiences.all() != before


async def test_channels_and_workspaces_do_not_mix() -> None:
    newsroom = await desk.open_desk()
    await newsroom.answer(call("subscribe politics"))
    elsewhere = Place(platform=Platform.SLACK, workspace_id="T2", channel_id="C2")
    answer = await newsroom.answer(Call(text="list", place=elsewhere, user_id="U1"))
    assert "follows nothing yet" in desk.plain(answer)


async def test_a_new_subscription_is_due_from_now_on_only() -> None:
    newsroom = await desk.open_desk()
    await newsroom.answer(call("subscribe politics daily 07:00"))
    (row,) = await newsroom.stores.audiences.at_place(desk.place("C2"))
    assert (row.schedule_since_at, row.origin) == (desk.NOW, "chat")


async def test_a_topic_that_joins_keeps_the_window_of_its_subscription() -> None:
    newsroom = await desk.open_desk()
    await newsroom.answer(call("subscribe politics"))
    (before,) = await newsroom.stores.audiences.at_place(desk.place("C2"))
    await newsroom.answer(call("subscribe transport"))
    (after,) = await newsroom.stores.audiences.at_place(desk.place("C2"))
    assert (after.id, after.topics) == (before.id, ("politics", "transport"))


async def test_the_commands_name_is_the_platforms() -> None:
    newsroom = await desk.open_desk()
    discord = Place(platform=Platform.DISCORD, workspace_id="1", channel_id="2")
    answer = await newsroom.answer(Call(text="help", place=discord, user_id="U1"))
    assert "/news story <id or words>" in desk.plain(answer)
    assert "/brief" not in desk.plain(answer)


@pytest.mark.parametrize(
    ("channel", "plan"),
    [
        ("C1", "World desk: World; weekdays 08:00 (Europe/Berlin). Next briefing: Thu 5 March 2026, 08:00"),
        ("C2", "Nothing is posted here yet. To begin: /brief subscribe everything weekdays 08:00 Europe/London"),
    ],
)
async def test_an_invitation_is_answered_with_zone_next_run_and_one_button(channel: str, plan: str) -> None:
    newsroom = await desk.open_desk()
    document = await newsroom.welcome(call("anything", channel=channel, operator=False, zone="Europe/London"))
    assert plan in desk.plain(document)
    assert [action.command for action in document.actions] == ["help"]


async def test_the_welcome_names_a_command_that_works() -> None:
    newsroom = await desk.open_desk()
    welcome = desk.plain(await newsroom.welcome(call("", zone="Europe/London")))
    await newsroom.answer(call(welcome.rpartition("/brief ")[2].partition("\n")[0]))
    (row,) = await newsroom.stores.audiences.at_place(desk.place("C2"))
    assert (row.topics, row.schedule, row.zone) == ((), "weekdays 08:00", "Europe/London")


@dataclass(frozen=True)
class BrokenHandler:
    """A handler whose store is away."""

    error: Exception

    async def __call__(self, request: object) -> Document:
        raise self.error


async def test_an_expected_failure_tells_the_reader_and_the_operator_their_own_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failure = StoreError("database is locked; stop the other program")
    answer = build_answer(dict.fromkeys(BY_NAME, BrokenHandler(failure)), clock=desk.FixedClock())
    with caplog.at_level(logging.WARNING):
        document = await answer(call("list"))
    assert document.blocks == (Prose(text=StoreError.default_reader),)
    assert "database is locked; stop the other program" in caplog.text


async def test_a_programming_error_is_not_hidden() -> None:
    answer = build_answer(dict.fromkeys(BY_NAME, BrokenHandler(ZeroDivisionError())), clock=desk.FixedClock())
    with pytest.raises(ZeroDivisionError):
        await answer(call("list"))


@pytest.mark.parametrize(
    ("verb", "parameter", "typed", "values"),
    [
        ("now", "topic", "", ["everything", "Esk Radio", "politics", "Tarn Post", "transport", "World"]),
        ("subscribe", "topic", "r", ["everything", "Esk Radio", "Tarn Post", "transport", "World"]),
        ("subscribe", "days", "w", ["weekdays", "weekends"]),
        ("subscribe", "zone", "new y", ["America/New_York"]),
        ("unsubscribe", "topic", "", ["politics"]),
        ("story", "story", "", ["st_crane", "st_ferry"]),
        ("story", "story", "ferry", ["st_ferry"]),
        ("dispute", "dispute", "", ["dsp_crane"]),
        ("dispute", "dispute", "retraction", []),
        ("help", "verb", "sub", ["subscribe", "unsubscribe"]),
        ("subscribe", "time", "8", []),
        ("nonsense", "nonsense", "", []),
    ],
)
async def test_arguments_are_completed(verb: str, parameter: str, typed: str, values: list[str]) -> None:
    newsroom = await desk.open_desk()
    await newsroom.answer(call("subscribe politics"))
    found = await newsroom.completer.suggest(desk.place("C2"), verb, parameter, typed)
    assert [suggestion.value for suggestion in found] == values


async def test_a_story_is_offered_by_its_whole_headline() -> None:
    newsroom = await desk.open_desk()
    found = await newsroom.completer.suggest(desk.place("C2"), "story", "story", "")
    assert [suggestion.label for suggestion in found] == [
        "Crane falls in Tarn harbour (Tarn Post)",
        "Ferry line to Esk reopens (Tarn Post)",
    ]


async def test_completions_stay_within_discords_limits() -> None:
    newsroom = await desk.open_desk()
    found = await newsroom.completer.suggest(desk.place("C2"), "subscribe", "zone", "")
    assert len(found) == 25
    assert all(1 <= len(suggestion.label) <= 100 and len(suggestion.value) <= 100 for suggestion in found)
