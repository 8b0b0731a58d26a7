"""The manifest is what Slack accepts and asks for exactly what the program uses: no scope more, none less.

tests/fakes/slack_manifest.schema.json is schemas/manifest.schema.1.0.0.json of github.com/slackapi/manifest-schema,
unchanged, MIT licence (tests/fakes/slack_manifest.LICENSE).
"""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.delivery.slack.gateway import SHORTCUT_ID
from bot.delivery.slack.scopes import BOT_SCOPES
from tests.conversation.slack_setup import NEWS, Desk, at, messenger_of, serving
from tests.fakes.slack import EVENT_SCOPES, FakeSlack
from tests.fakes.slack_world import World
from tests.unit.delivery.slack.documents import document

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "config/slack-manifest.yaml").read_text(encoding="utf-8"))
SCHEMA = json.loads((ROOT / "tests/fakes/slack_manifest.schema.json").read_text(encoding="utf-8"))


def test_slacks_own_schema_accepts_it() -> None:
    assert list(jsonschema.Draft7Validator(SCHEMA).iter_errors(MANIFEST)) == []


def test_twin_the_schema_would_see_a_wrong_key() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate(MANIFEST | {"scopes": []})


def test_it_asks_for_the_scopes_the_program_names() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == set(BOT_SCOPES)


def test_it_subscribes_to_the_events_the_program_takes() -> None:
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(EVENT_SCOPES)
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True


def test_its_shortcut_is_the_one_the_program_answers() -> None:
    assert [shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]] == [SHORTCUT_ID]


async def mention(slack: FakeSlack) -> None:
    async with serving(slack):
        await slack.mention("help")


async def command(slack: FakeSlack) -> None:
    async with serving(slack):
        await slack.slash("/brief", "help")


async def operator(slack: FakeSlack) -> None:
    desk = Desk()
    async with serving(slack, desk):
        await slack.mention("pause", user="U0CREATOR", channel="G0SECRET")
        await slack.world.until(lambda: bool(desk.calls))
    assert desk.calls[0].operator


async def zone(slack: FakeSlack) -> None:
    desk = Desk()
    async with serving(slack, desk):
        await slack.mention("help")
        await slack.world.until(lambda: bool(desk.calls))
    assert desk.calls[0].zone


async def invitation(slack: FakeSlack) -> None:
    async with serving(slack):
        await slack.event({"type": "member_joined_channel", "user": "U0BOT", "channel": "C0NEWS"})


async def post(slack: FakeSlack) -> None:
    await messenger_of(slack).send(place=NEWS, document=document(), key="k", parent=None, search_first=False)


async def search_public(slack: FakeSlack) -> None:
    await messenger_of(slack).send(place=NEWS, document=document(), key="k", parent=None, search_first=True)


async def search_private(slack: FakeSlack) -> None:
    place = at("G0SECRET")
    await messenger_of(slack).send(place=place, document=document(), key="k", parent=None, search_first=True)


USES: dict[str, Callable[[FakeSlack], Awaitable[None]]] = {
    "app_mentions:read": mention,
    "channels:history": search_public,
    "channels:read": invitation,
    "chat:write": post,
    "commands": command,
    "groups:history": search_private,
    "groups:read": operator,
    "users:read": zone,
}


def granted(*, without: str = "") -> World:
    return World(scopes=frozenset(MANIFEST["oauth_config"]["scopes"]["bot"]) - {without})


@pytest.mark.parametrize("scope", sorted(BOT_SCOPES))
async def test_with_the_manifest_everything_works(scope: str) -> None:
    async with FakeSlack(granted()) as slack:
        await USES[scope](slack)
        assert slack.world.calls, "the use asked Slack for nothing"


@pytest.mark.parametrize("scope", sorted(BOT_SCOPES))
async def test_twin_without_any_one_scope_something_does_not(scope: str) -> None:
    async with FakeSlack(granted(without=scope)) as slack:
        with pytest.raises(Exception):  # noqa: B017, PT011 - each fails in its own way; that it fails is the point
            await USES[scope](slack)
