"""Who asks: their name and time zone, whether they may change settings, and whether they may decide about flags.

An operator is an admin or owner of the workspace, or whoever created the channel
(docs/decisions/0032-slack-operators.md); an editor is an admin or owner: flags are shown in every channel
(docs/decisions/0016-editors-decide.md). https://docs.slack.dev/reference/methods/users.info,
https://docs.slack.dev/reference/objects/conversation-object
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.slack.client import CALL_ERRORS, send_error

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What Slack tells of a caller in a channel; `zone` is an IANA name or None, `name` what others see, or ""."""

    operator: bool = False
    editor: bool = False
    name: str = ""
    zone: str | None = None


async def person_of(client: AsyncWebClient, *, user_id: str, channel_id: str) -> Person:
    """Return who a caller is. What Slack does not tell counts as no: no operator, no editor, zone unknown."""
    user = await _read(client, "users.info", "user", {"user": user_id})
    operator = editor = bool(user.get("is_admin") or user.get("is_owner"))
    if user and not operator:
        channel = await _read(client, "conversations.info", "channel", {"channel": channel_id})
        operator = channel.get("creator") == user_id
    return Person(operator=operator, editor=editor, name=_name(user), zone=_zone(user.get("tz")))


def _name(user: dict[str, Any]) -> str:
    """Return what a person goes by (https://docs.slack.dev/reference/objects/user-object)."""
    profile = user.get("profile")
    shown = profile.get("display_name") if isinstance(profile, dict) else None
    return str(shown or user.get("real_name") or user.get("name") or "")


async def _read(client: AsyncWebClient, method: str, part: str, arguments: dict[str, str]) -> dict[str, Any]:
    try:
        answer = await client.api_call(method, http_verb="GET", params=arguments)
    except CALL_ERRORS as error:
        log.warning("%s", send_error(error, about=f"asking {method}").message)
        return {}
    found = answer.get(part)
    return found if isinstance(found, dict) else {}


def _zone(name: object) -> str | None:
    if not isinstance(name, str) or not name:
        return None
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return name
