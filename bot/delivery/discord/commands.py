"""The grammar of `/brief` as one Discord command group: a subcommand a verb, an option a parameter.

https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.delivery.discord.limits import CHOICES, COMMAND_DESCRIPTION_CHARS, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.call import Parameter, Verb

Interaction = discord.Interaction[discord.Client]
Reply = Callable[[Interaction, str], Awaitable[None]]  # the text after the command's name
Complete = Callable[[Interaction, str, str, str], Awaitable[list[app_commands.Choice[str]]]]  # verb, parameter, typed

_DESCRIPTION = "News briefings with every disputed claim from both sides"


def build_group(*, name: str, verbs: Sequence[Verb], reply: Reply, complete: Complete) -> app_commands.Group:
    """Return the command group `name`; each use of it is handed to `reply` as the text a person would type.

    Raises:
        ValueError: More than 25 verbs, or a name that Discord refuses.
    """
    group = app_commands.Group(name=name, description=_DESCRIPTION, guild_only=True)
    for verb in verbs:
        group.add_command(_build_command(verb, reply, complete))
    return group


def digest(tree: app_commands.CommandTree[Any]) -> str:
    """Return the hash of what a sync would send, by which an unchanged tree is told (200 creates a day a server)."""
    commands = [command.to_dict(tree) for command in tree.get_commands()]
    return hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()


def _build_command(verb: Verb, reply: Reply, complete: Complete) -> app_commands.Command[Any, ..., None]:
    # Options are numbered for Python and renamed for Discord: a parameter's name need not be an identifier.
    names = {f"option_{number}": parameter for number, parameter in enumerate(verb.parameters)}

    async def use(interaction: Interaction, **options: str | None) -> None:
        given = (options.get(name) for name in names)
        await reply(interaction, " ".join((verb.name, *(value for value in given if value))))

    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction)
    options = [_option(name, parameter) for name, parameter in names.items()]
    use.__signature__ = inspect.Signature([first, *options])  # type: ignore[attr-defined]  # discord.py reads it
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=verb.name, description=_describe(verb.summary, verb.name), callback=_decorate(use, names)
    )
    for name, parameter in names.items():
        if parameter.suggests and not parameter.choices:
            command.autocomplete(name)(_completion(verb.name, parameter.name, complete))
    return command


def _decorate(use: Any, names: dict[str, Parameter]) -> Any:
    if not names:
        return use
    use = app_commands.rename(**{name: each.name for name, each in names.items()})(use)
    use = app_commands.describe(**{name: _describe(each.description, each.name) for name, each in names.items()})(use)
    chosen = {
        name: [app_commands.Choice(name=choice, value=choice) for choice in each.choices[:CHOICES]]
        for name, each in names.items()
        if each.choices
    }
    return app_commands.choices(**chosen)(use) if chosen else use


def _option(name: str, parameter: Parameter) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    if parameter.required:
        return inspect.Parameter(name, kind, annotation=str)
    return inspect.Parameter(name, kind, annotation=str | None, default=None)


def _completion(verb: str, parameter: str, complete: Complete) -> Any:
    async def suggest(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return await complete(interaction, verb, parameter, current)

    return suggest


def _describe(text: str, name: str) -> str:
    """Return our description, or the name where it is empty or longer than Discord shows."""
    return text if text and units(text) <= COMMAND_DESCRIPTION_CHARS else name
