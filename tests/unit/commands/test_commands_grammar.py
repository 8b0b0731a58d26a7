"""The grammar: what text becomes, and what both platforms can hold of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import reference
from bot.commands.grammar import BY_NAME, DEFAULT, VERBS, Parsed, Unknown, Word, parse, split
from bot.commands.wish import Wish, read_time, read_wish
from bot.errors import CommandError
from tests.unit.commands.desk import open_desk


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\x00"])
def test_nothing_typed_is_the_latest_briefing(text: str) -> None:
    assert parse(text) == Parsed(verb=DEFAULT)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_is_understood_in_any_case(verb) -> None:
    for typed in (verb.name, verb.name.upper(), f"  {verb.name}  "):
        assert parse(typed) == Parsed(verb=verb)
    assert parse(f"{verb.name} some words").verb == verb


def test_unknown_text_names_the_nearest_verb() -> None:
    assert parse("subscrbe world") == Unknown(typed="subscrbe", near=BY_NAME["subscribe"])
    assert parse("zzzz") == Unknown(typed="zzzz", near=None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"night trains" 8:00', (Word(text="night trains", quoted=True), Word(text="8:00"))),
        ("“night trains”", (Word(text="night trains", quoted=True),)),
        ('an "open end', (Word(text="an"), Word(text='"open'), Word(text="end"))),
        ("a\u2028b\x07c", (Word(text="a"), Word(text="b"), Word(text="c"))),
        ('""', (Word(text='""'),)),
    ],
)
def test_words_and_quotation_marks(text: str, words: tuple[Word, ...]) -> None:
    assert split(text) == words


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("world", Wish(topic="world", literal=False, schedule=None, zone=None)),
        ("Tarn Post", Wish(topic="Tarn Post", literal=False, schedule=None, zone=None)),
        ("world daily", Wish(topic="world", literal=False, schedule="daily 08:00", zone=None)),
        ("world 7:05", Wish(topic="world", literal=False, schedule="weekdays 07:05", zone=None)),
        ("world DAILY 7", Wish(topic="world", literal=False, schedule="daily 07:00", zone=None)),
        ("world 7pm daily", Wish(topic="world", literal=False, schedule="daily 19:00", zone=None)),
        ("world europe/berlin", Wish(topic="world", literal=False, schedule=None, zone="Europe/Berlin")),
        ("world daily utc", Wish(topic="world", literal=False, schedule="daily 08:00", zone="UTC")),
        ('"daily 8:00" daily', Wish(topic="daily 8:00", literal=True, schedule="daily 08:00", zone=None)),
        ("world mon,thu 9:30", Wish(topic="world", literal=False, schedule="mon,thu 09:30", zone=None)),
        ("The Sun daily", Wish(topic="The Sun", literal=False, schedule="daily 08:00", zone=None)),
        ("world hourly", Wish(topic="world", literal=False, schedule="hourly", zone=None)),
        ("covid 19 daily", Wish(topic="covid 19", literal=False, schedule="daily 08:00", zone=None)),
        ("world cron 0 8 * * 1-5", Wish(topic="world", literal=False, schedule="0 8 * * 1-5", zone=None)),
        (
            'world cron "0 8 * * 1" Asia/Tokyo',
            Wish(topic="world", literal=False, schedule="0 8 * * 1", zone="Asia/Tokyo"),
        ),
    ],
)
def test_a_subscription_is_read_as_meant(text: str, wish: Wish) -> None:
    assert read_wish(split(text)) == wish


@pytest.mark.parametrize(
    ("typed", "time"), [("8:00", "08:00"), ("08.30", "08:30"), ("8h05", "08:05"), ("12am", "00:00"), ("12pm", "12:00")]
)
def test_times_of_day_are_read_as_people_write_them(typed: str, time: str) -> None:
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", ["24:00", "8:60", "0am", "888", "8:0", "noon"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(CommandError, match=r"no time of day"):
        read_time(typed)


@given(st.text(max_size=200))
def test_any_text_is_parsed_and_any_wish_is_read_or_refused(text: str) -> None:
    parsed = parse(text)
    assert isinstance(parsed, Parsed | Unknown)
    try:
        wish = read_wish(split(text))
    except CommandError as error:
        assert error.reader  # noqa: PT017 - either outcome is right; a refusal has words
    else:
        assert wish.schedule is None or wish.schedule.strip()


async def test_every_verb_has_a_handler_and_stands_in_help() -> None:
    from tests.unit.commands.test_commands_conversations import transcript

    desk = await open_desk()
    assert set(desk.answer.__self__.handlers) == set(BY_NAME)
    overview = await transcript("reader@C1> help")
    assert [verb.name for verb in VERBS if f"/brief {verb.usage} |" not in overview] == []


def test_discord_can_hold_the_grammar() -> None:
    """https://docs.discord.com/developers/docs/interactions/application-commands#application-command-object."""
    assert len(VERBS) <= 25
    for verb in VERBS:
        assert len(verb.name) <= 32
        assert 1 <= len(verb.summary) <= 100
        assert len(verb.parameters) <= 25
        required = [parameter.required for parameter in verb.parameters]
        assert required == sorted(required, reverse=True), "required options come first"
        assert all(len(parameter.description) <= 100 for parameter in verb.parameters)


def test_the_reference_page_is_what_the_generator_writes() -> None:
    """Where this fails: python -m bot.commands.reference > docs/reference/commands.md."""
    page = Path(__file__).parents[3] / "docs" / "reference" / "commands.md"
    assert page.read_text("utf-8") == reference.page()
