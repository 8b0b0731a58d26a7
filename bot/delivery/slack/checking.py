"""What `counterpoint check` says about Slack: one line a problem, with its fix."""

from __future__ import annotations

from collections.abc import Iterable

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.slack.client import CALL_ERRORS, TIMEOUT_SECONDS, send_error, web_client
from bot.delivery.slack.scopes import BOT_SCOPES


async def check(
    *,
    token: str,
    app_token: str,
    channel_ids: Iterable[str],
    base_url: str = "",
    timeout_seconds: int = TIMEOUT_SECONDS,
) -> list[str]:
    """Return the problems of tokens, scopes and channels; empty when all is well. Nothing is posted.

    Args:
        token: The bot token (xoxb-).
        app_token: The app-level token (xapp-).
        channel_ids: The Slack channels that audiences name.
        base_url: The Web API's address; empty is Slack's own.
        timeout_seconds: For each call.
    """
    client = web_client(token=token, base_url=base_url, timeout_seconds=timeout_seconds)
    try:
        answer = await client.auth_test()
    except CALL_ERRORS as error:
        return [_line(error, "slack.bot_token"), *await _check_app_token(client, app_token)]
    problems = _check_scopes(str(answer.headers.get("x-oauth-scopes", "")))
    problems += await _check_app_token(client, app_token)
    for channel_id in channel_ids:
        problems += await _check_channel(client, channel_id)
    return problems


def _check_scopes(granted: str) -> list[str]:
    missing = sorted(BOT_SCOPES.keys() - {scope.strip() for scope in granted.split(",")})
    return [
        f"slack scope {scope} is missing: needed for {BOT_SCOPES[scope]}; add it under OAuth & Permissions, reinstall"
        for scope in missing
    ]


async def _check_app_token(client: AsyncWebClient, app_token: str) -> list[str]:
    try:
        await client.apps_connections_open(app_token=app_token)
    except CALL_ERRORS as error:
        return [_line(error, "slack.app_token (needs the scope connections:write)")]
    return []


async def _check_channel(client: AsyncWebClient, channel_id: str) -> list[str]:
    about = f"slack channel {channel_id}"
    try:
        answer = await client.conversations_info(channel=channel_id)
    except CALL_ERRORS as error:
        return [_line(error, about)]
    channel = answer["channel"]
    if channel.get("is_archived"):
        return [f"{about} is archived; unarchive it, or remove its audience"]
    if not channel.get("is_member", True):
        return [f"{about} has not invited the app; type /invite there, or correct the channel's id"]
    return []


def _line(error: Exception, about: str) -> str:
    return send_error(error, about=about).message
