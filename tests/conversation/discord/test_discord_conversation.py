"""People and the bot on simcord's Discord: the real discord.py, its command tree, its cache and its error codes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord
import pytest
import simcord

from bot.delivery.discord.client import BriefClient
from bot.delivery.discord.conversation import Conversation
from bot.delivery.discord.messenger import DiscordMessenger
from bot.delivery.discord.render import render_message
from bot.delivery.discord.rest import Rest
from bot.domain.audience import Place, Platform
from bot.domain.call import Call, Parameter, Suggestion, Verb
from bot.domain.document import Document, Prose
from bot.errors import CommandError
from tests.builders.discord_documents import FETCHED, document, overview
from tests.fakes.discord_limits import problems_of_message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime

    from bot.delivery.discord.commands import Interaction
    from bot.domain.delivery import Receipt

VERBS = (
    Verb(name="help", summary="What can be asked", usage="help"),
    Verb(
        name="story",
        summary="One story",
        usage="story <id>",
        parameters=(Parameter(name="id-or-words", description="Which story", required=True, suggests=True),),
    ),
    Verb(
        name="subscribe",
        summary="Get briefings here",
        usage="subscribe <topic> [when] [HH:MM]",
        parameters=(
            Parameter(name="topic", description="About what", required=True),
            Parameter(name="when", description="How often", choices=("daily", "weekdays")),
            Parameter(name="at", description="At what time"),
        ),
        operator=True,
    ),
)


class FixedClock:
    def now(self) -> datetime:
        return FETCHED


@dataclass
class Bot:
    """The bot's edges: what it was asked, what it answers, which hash it remembers."""

    calls: list[Call] = field(default_factory=list)
    answer_takes_seconds: float = 0.0  # of simcord's clock
    answer_with: Document | Exception = field(default_factory=overview)
    suggestions: list[Suggestion] = field(default_factory=list)
    known_hash: str | None = None
    syncs: int = 0

    async def answer(self, call: Call) -> Document:
        self.calls.append(call)
        await asyncio.sleep(self.answer_takes_seconds)
        if isinstance(self.answer_with, Exception):
            raise self.answer_with
        return self.answer_with

    async def suggest(self, place: Place, verb: str, parameter: str, typed: str) -> list[Suggestion]:
        assert place.platform is Platform.DISCORD
        assert (verb, parameter) == ("story", "id-or-words")
        await asyncio.sleep(self.answer_takes_seconds)
        return [each for each in self.suggestions if typed in each.label]

    async def welcome(self, place: Place) -> Document:
        return document(Prose(text=f"Hello {place.channel_id}"), title="Welcome")

    async def load_hash(self) -> str | None:
        return self.known_hash

    async def save_hash(self, value: str) -> None:
        self.known_hash = value
        self.syncs += 1

    def conversation(self) -> Conversation:
        return Conversation(answer=self.answer, suggest=self.suggest)

    def client(self, conversation: Conversation | None = None, verbs: Sequence[Verb] = VERBS) -> BriefClient:
        return BriefClient(
            command="brief",
            verbs=verbs,
            conversation=conversation or self.conversation(),
            load_hash=self.load_hash,
            save_hash=self.save_hash,
            welcome=self.welcome,
        )


@dataclass
class Room:
    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    chief: simcord.MemberActor

    @property
    def place(self) -> Place:
        return Place(platform=Platform.DISCORD, workspace_id=str(self.guild.id), channel_id=str(self.channel.id))

    async def send(self, key: str, *, parent: Receipt | None = None, again: bool = False) -> Receipt:
        messenger = DiscordMessenger(rest=Rest(token="", http=self.env.bot.http), clock=FixedClock())
        return await messenger.send(place=self.place, document=overview(), key=key, parent=parent, search_first=again)


@asynccontextmanager
async def room(client: BriefClient, *, check_errors: bool = True) -> AsyncIterator[Room]:
    async with simcord.run(client, check_errors=check_errors) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("news")
        chiefs = guild.create_role("Chiefs", permissions=discord.Permissions(manage_guild=True))
        ann = guild.add_member(env.create_user("ann"))
        chief = guild.add_member(env.create_user("chief"), roles=[chiefs])
        yield Room(env=env, guild=guild, channel=channel, ann=ann, chief=chief)


def texts(result: simcord.InteractionResult) -> str:
    response = result.response
    assert response is not None
    return "\n".join([response.content, *(embed.description or "" for embed in response.embeds)])


async def test_a_command_is_acknowledged_while_the_answer_is_slow_and_answered_privately() -> None:
    bot = Bot(answer_takes_seconds=600)
    async with room(bot.client()) as here:
        result = await here.ann.slash(here.channel, "brief help")
        assert result.deferred
        assert result.ephemeral
        assert result.response is not None
        assert result.response.content == ""
        await here.env.advance_time(600)
        assert "Briefing for harbour-news" in texts(result)
        assert result.response.ephemeral
        assert here.channel.last_message is None or here.channel.last_message.flags.ephemeral


async def test_the_answer_is_exactly_what_was_rendered() -> None:
    bot = Bot()
    async with room(bot.client()) as here:
        result = await here.ann.slash(here.channel, "brief help")
        body = render_message(overview(), key=None)
        assert result.response is not None
        assert result.response.content == body["content"]
        sent = [(embed.title, embed.description, embed.url) for embed in result.response.embeds]
        assert sent == [(each.get("title"), each.get("description"), each.get("url")) for each in body["embeds"]]
        assert problems_of_message(body) == []


async def test_typed_options_become_the_text_a_person_would_type() -> None:
    bot = Bot()
    async with room(bot.client()) as here:
        await here.ann.slash(here.channel, "brief story", **{"id-or-words": "st_1"})
        await here.chief.slash(here.channel, "brief subscribe", topic="ports", at="08:00", when="daily")
        await here.chief.slash(here.channel, "brief subscribe", topic="ports", at="08:00")
        assert [call.text for call in bot.calls] == [
            "story st_1",
            "subscribe ports daily 08:00",
            "subscribe ports 08:00",
        ]


async def test_the_call_says_where_who_and_whether_they_may_change_settings() -> None:
    bot = Bot()
    async with room(bot.client()) as here:
        await here.ann.slash(here.channel, "brief help")
        await here.chief.slash(here.channel, "brief help")
        asked, settled = bot.calls
        assert (asked.place, asked.user_id, asked.operator) == (here.place, str(here.ann.id), False)
        assert (settled.user_id, settled.operator, settled.editor) == (str(here.chief.id), True, True)
        assert (asked.editor, asked.user_name) == (False, here.ann.name)


async def test_the_grammar_is_what_people_see() -> None:
    async with room(Bot().client()) as here:
        assert here.ann.available_commands(here.channel) == ("brief help", "brief story", "brief subscribe")


async def test_an_argument_is_completed_while_it_is_typed() -> None:
    long = Suggestion(label="x" * 101, value="st_9")
    bot = Bot(suggestions=[Suggestion(label=f"Quay {number}", value=f"st_{number}") for number in range(30)] + [long])
    async with room(bot.client()) as here:
        found = await here.ann.autocomplete(here.channel, "brief story", "id-or-words", "Quay 2")
        assert [(each["name"], each["value"]) for each in found][:2] == [("Quay 2", "st_2"), ("Quay 20", "st_20")]
        everything = await here.ann.autocomplete(here.channel, "brief story", "id-or-words", "")
        assert len(everything) == 25


async def test_completions_that_come_too_late_are_none(caplog: pytest.LogCaptureFixture) -> None:
    bot = Bot(answer_takes_seconds=60, suggestions=[Suggestion(label="Quay", value="st_1")])
    async with room(bot.client()) as here:
        await here.ann.autocomplete(here.channel, "brief story", "id-or-words", "Q")
        await here.env.advance_time(3)
        assert "No suggestions for id-or-words of story: too late" in caplog.text


async def test_a_command_that_cannot_be_carried_out_says_what_to_type_instead() -> None:
    bot = Bot(answer_with=CommandError("There is no story st_9. Type /brief now."))
    async with room(bot.client()) as here:
        result = await here.ann.slash(here.channel, "brief story", **{"id-or-words": "st_9"})
        assert "There is no story st\\_9. Type /brief now." in texts(result)
        assert result.ephemeral


async def test_an_answer_that_takes_longer_than_the_token_lives_says_so() -> None:
    bot = Bot(answer_takes_seconds=2000)
    async with room(bot.client()) as here:
        result = await here.ann.slash(here.channel, "brief help")
        await here.env.advance_time(850)
        assert "took too long" in texts(result)


async def test_a_lost_answer_is_told_to_the_operator(caplog: pytest.LogCaptureFixture) -> None:
    async with room(Bot().client()) as here:
        here.env.inject_error("POST", "/webhooks/*", status=404, code=10015, message="Unknown Webhook")
        await here.ann.slash(here.channel, "brief help")
        assert "An answer did not reach Discord" in caplog.text


async def test_a_fault_of_ours_is_answered_and_logged() -> None:
    bot = Bot(answer_with=KeyError("bug"))
    async with room(bot.client(), check_errors=False) as here:
        result = await here.ann.slash(here.channel, "brief help")
        assert "Something went wrong on our side" in texts(result)


async def test_a_button_of_a_briefing_works_after_a_restart_and_answers_privately() -> None:
    bot = Bot()
    async with room(bot.client()) as here:
        await here.send("key_1")
        await here.env.restart_bot(bot.client())
        message = here.channel.last_message
        result = await here.ann.click(message, label="Both sides")
        assert bot.calls[-1].text == "dispute dp_1"
        assert result.ephemeral
        assert len([each for each in here.channel.history() if not each.flags.ephemeral]) == 1


async def test_details_and_history_work_on_simcords_threads() -> None:
    bot = Bot()
    async with room(bot.client()) as here:
        parent = await here.send("key_0")
        first = await here.send("key_1", parent=parent)
        again = await here.send("key_1", parent=parent, again=True)
        assert first == again
        assert await here.send("key_0", again=True) == parent


async def test_a_command_in_a_thread_counts_for_its_channel() -> None:
    bot = Bot()
    async with room(bot.client()) as here:
        await here.send("key_1", parent=await here.send("key_0"))
        (thread,) = here.channel.threads
        await here.ann.slash(thread, "brief help")
        assert bot.calls[-1].place == here.place


async def test_unchanged_commands_are_not_synced_again() -> None:
    bot = Bot()
    async with room(bot.client()) as here:
        assert bot.syncs == 1
        await here.env.restart_bot(bot.client())
        assert bot.syncs == 1
        bot.known_hash = "of an older grammar"
        await here.env.restart_bot(bot.client())
        assert bot.syncs == 2


async def test_an_acknowledgement_that_is_too_late_carries_nothing_out(caplog: pytest.LogCaptureFixture) -> None:
    """Discord forgets an interaction after 3 s (10062); what nobody can be told is not done."""
    bot = Bot()
    client = bot.client()
    async with room(client) as here:
        here.env.inject_error("POST", "/interactions/*", status=404, code=10062, message="Unknown Interaction")
        assert not (await here.ann.slash(here.channel, "brief help")).acknowledged
        assert bot.calls == []
        assert "10062" in caplog.text


class HesitantConversation(Conversation):
    """Breaks the rule: does something before it acknowledges."""

    async def reply(self, interaction: Interaction, text: str) -> None:
        await asyncio.sleep(60)
        await super().reply(interaction, text)


async def test_working_before_acknowledging_is_seen() -> None:
    """Twin of the first test."""
    bot = Bot()
    async with room(bot.client(HesitantConversation(answer=bot.answer, suggest=bot.suggest))) as here:
        result = await here.ann.slash(here.channel, "brief help")
        await here.env.advance_time(60)
        assert not result.deferred


async def test_draining_waits_for_open_answers_and_takes_no_new_ones() -> None:
    bot = Bot(answer_takes_seconds=600)
    conversation = bot.conversation()
    async with room(bot.client(conversation)) as here:
        open_one = await here.ann.slash(here.channel, "brief help")
        draining = asyncio.create_task(conversation.drain(30))
        await asyncio.sleep(0)
        late = await here.ann.slash(here.channel, "brief help")
        assert "being restarted" in texts(late)
        assert not draining.done()
        await here.env.advance_time(600)
        await draining
        assert "Briefing for harbour-news" in texts(open_one)
        assert len(bot.calls) == 1


async def test_an_invitation_is_answered_with_a_welcome() -> None:
    client = Bot().client()
    async with room(client) as here:
        client.dispatch("guild_join", client.get_guild(here.guild.id))
        await here.env.settle()
        message = here.channel.last_message
        assert message is not None
        assert message.content == "**Welcome**"
        assert message.embeds[0].description == f"Hello {here.channel.id}"
