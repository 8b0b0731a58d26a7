"""Interactions to calls and back: acknowledged at once, answered privately, drained at the end.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.delivery.discord import faults, limits
from bot.delivery.discord.render import parse_custom_id, render_message, render_modal, written_words
from bot.delivery.discord.rest import Rest
from bot.domain.audience import Place, Platform
from bot.domain.call import Call, asks_nothing
from bot.domain.document import Document, Prose
from bot.errors import CounterpointError

if TYPE_CHECKING:
    from bot.delivery.discord.commands import Interaction
    from bot.delivery.discord.render import Body
    from bot.domain.call import Answer, Ask, Suggest

_log = logging.getLogger(__name__)

_EPHEMERAL = 1 << 6
# https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object
_MODAL = 9
_NO_ANSWER = "No answer this time"
_TOO_LONG = "This took too long. Please ask again, or for less."
_RESTARTING = "The bot is being restarted. Please ask again in a minute."


class Conversation:
    """Answers commands and buttons.

    Args:
        answer: Carries out a call; errors of ours become their reader's sentence.
        suggest: Completes an argument while it is typed.
        ask: Tells what a button asks for before its command is carried out.
        answer_seconds: How long an answer may take; the token of an interaction lives 15 minutes.
        suggest_seconds: How long completions may take; Discord waits 3 seconds.
    """

    def __init__(
        self,
        *,
        answer: Answer,
        suggest: Suggest,
        ask: Ask = asks_nothing,
        answer_seconds: float = limits.TOKEN_SECONDS - 60.0,
        suggest_seconds: float = limits.ACK_SECONDS - 0.5,
    ) -> None:
        self._answer = answer
        self._suggest = suggest
        self._ask = ask
        self._answer_seconds = answer_seconds
        self._suggest_seconds = suggest_seconds
        self._open: set[asyncio.Task[object]] = set()
        self._closing = False

    async def reply(self, interaction: Interaction, text: str) -> None:
        """Acknowledge, carry out `text` and answer the one who asked; whatever goes wrong, they get a sentence."""
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            if await _acknowledge(interaction):
                await self._carry_out(interaction, text)
        finally:
            self._open.discard(task)

    async def press(self, interaction: Interaction) -> None:
        """Carry out the command of one of our buttons; nothing is kept for it, so it outlives a restart."""
        found = parse_custom_id(interaction.custom_id or "")
        if found is None:
            return
        question = self._ask(found[1])
        if question is None:
            await self.reply(interaction, found[1])
        else:
            await _open_modal(interaction, render_modal(found[1], question))

    async def submit(self, interaction: Interaction) -> None:
        """Carry out the command of a button with the words that its dialogue asked for."""
        found = parse_custom_id(interaction.custom_id or "")
        if found is not None:
            data: Any = interaction.data
            await self.reply(interaction, f"{found[1]} {written_words(data['components'])}")

    async def complete(
        self, interaction: Interaction, verb: str, parameter: str, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Return what may be typed; nothing rather than an error or a late answer."""
        try:
            async with asyncio.timeout(self._suggest_seconds):
                found = await self._suggest(_place(interaction), verb, parameter, typed)
        except (CounterpointError, TimeoutError) as error:
            _log.warning("No suggestions for %s of %s: %s", parameter, verb, str(error) or "too late")
            return []
        longest = limits.CHOICE_CHARS
        fitting = [each for each in found if 0 < max(limits.units(each.label), limits.units(each.value)) <= longest]
        return [app_commands.Choice(name=each.label, value=each.value) for each in fitting if each.label][
            : limits.CHOICES
        ]

    async def drain(self, seconds: float) -> None:
        """Take no new work and wait for what is open, at most `seconds`."""
        self._closing = True
        if self._open:
            await asyncio.wait(self._open, timeout=seconds)

    async def _carry_out(self, interaction: Interaction, text: str) -> None:
        if self._closing:
            await _follow_up(interaction, _sentence(_RESTARTING))
            return
        call = Call(
            text=text,
            place=_place(interaction),
            user_id=str(interaction.user.id),
            operator=interaction.permissions.manage_guild,
            editor=interaction.permissions.manage_guild,
            user_name=interaction.user.display_name,
        )
        # A fault of ours travels on to the log; the one who asked is told first.
        document = _sentence(CounterpointError.default_reader)
        try:
            async with asyncio.timeout(self._answer_seconds):
                document = await self._answer(call)
        except CounterpointError as error:
            document = _sentence(error.reader)
            _log.info("Answered %r with: %s", text, error.message)
        except TimeoutError:
            document = _sentence(_TOO_LONG)
            _log.warning("%r took more than %.0f s.", text, self._answer_seconds)
        finally:
            await _follow_up(interaction, document)


async def _acknowledge(interaction: Interaction) -> bool:
    """Defer within the 3 seconds; return False where it came too late or somebody else was faster."""
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
    except (discord.InteractionResponded, *faults.FAULTS) as error:
        _log.warning("An interaction was not acknowledged in time: %s", error)
        return False
    return True


async def _open_modal(interaction: Interaction, modal: Body) -> None:
    """Answer with a dialogue: the first answer, as none can follow a deferral. The body is what render_modal made."""
    try:
        await Rest(token="", http=interaction.client.http).request(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            body={"type": _MODAL, "data": modal},
            webhook_id=str(interaction.id),
            webhook_token=interaction.token,
        )
    except faults.FAULTS as error:
        _log.warning("A dialogue did not open: %s", error)


async def _follow_up(interaction: Interaction, document: Document) -> None:
    """Post the answer in place of "thinking", for the one who asked only; the body is what render_message made."""
    body = render_message(document, key=None) | {"flags": _EPHEMERAL}
    rest = Rest(token="", http=interaction.client.http)
    try:
        await rest.request(
            "POST",
            "/webhooks/{webhook_id}/{webhook_token}",
            body=body,
            webhook_id=str(interaction.application_id),
            webhook_token=interaction.token,
        )
    except faults.FAULTS as error:
        _log.warning("An answer did not reach Discord: %s", error)


def _place(interaction: Interaction) -> Place:
    """Return where it was asked; a thread counts as its channel, whose audience it belongs to."""
    channel = interaction.channel
    channel_id = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
    return Place(
        platform=Platform.DISCORD, workspace_id=str(interaction.guild_id or ""), channel_id=str(channel_id or "")
    )


def _sentence(text: str) -> Document:
    return Document(title=_NO_ANSWER, blocks=(Prose(text=text),))
