"""The grammar as Discord's commands: the real verbs, within the documented limits."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import app_commands

from bot.commands.grammar import VERBS
from bot.delivery.discord.commands import build_group, digest
from bot.domain.call import Verb

# https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
NAME = re.compile(r"[-_\w]{1,32}")


async def reply(_interaction: discord.Interaction[Any], _text: str) -> None:
    return None


async def complete(
    _interaction: discord.Interaction[Any], _verb: str, _parameter: str, _typed: str
) -> list[app_commands.Choice[str]]:
    return []


def tree_of(*verbs: Verb, name: str = "brief") -> app_commands.CommandTree[Any]:
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    tree.add_command(build_group(name=name, verbs=verbs, reply=reply, complete=complete))
    return tree


def payload(tree: app_commands.CommandTree[Any]) -> dict[str, Any]:
    (command,) = tree.get_commands()
    return command.to_dict(tree)


async def test_every_verb_is_a_subcommand_with_its_options() -> None:
    group = payload(tree_of(*VERBS))
    assert [each["name"] for each in group["options"]] == [verb.name for verb in VERBS]
    for sub, verb in zip(group["options"], VERBS, strict=True):
        given = [(each["name"], each.get("required", False)) for each in sub["options"]]
        assert given == [(each.name, each.required) for each in verb.parameters]


async def test_names_and_descriptions_are_within_discords_limits() -> None:
    group = payload(tree_of(*VERBS))
    options = [option for sub in group["options"] for option in sub["options"]]
    for each in (group, *group["options"], *options):
        assert NAME.fullmatch(each["name"])
        assert each["name"] == each["name"].lower()
        assert 1 <= len(each["description"]) <= 100
    assert len(group["options"]) <= 25


async def test_arguments_that_suggest_are_completed() -> None:
    subs = {each["name"]: each for each in payload(tree_of(*VERBS))["options"]}
    for verb in VERBS:
        completed = [each.get("autocomplete", False) for each in subs[verb.name]["options"]]
        assert completed == [each.suggests for each in verb.parameters]


async def test_a_description_that_is_too_long_gives_way_to_the_name() -> None:
    (sub,) = payload(tree_of(Verb(name="help", summary="x" * 101, usage="help")))["options"]
    assert sub["description"] == "help"


async def test_the_hash_follows_what_discord_is_told() -> None:
    one, two = VERBS[:2]
    assert digest(tree_of(one)) == digest(tree_of(one))
    assert len({digest(tree_of(one)), digest(tree_of(one, two)), digest(tree_of(one, name="news"))}) == 3
