"""Checks of single values. Each ValueError reads "what is wrong; what to do", as the problem report prints it."""

from __future__ import annotations

import json
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr

from bot.domain.audience import Platform
from bot.domain.nearest import require_zone
from bot.domain.topic import TopicError, parse_topic
from bot.schedule.plan import parse_schedule

# https://docs.slack.dev/authentication/tokens: bot tokens begin with xoxb-, app-level tokens with xapp-
SLACK_BOT_PREFIX = "xoxb-"
SLACK_APP_PREFIX = "xapp-"

_DATABASES = ("sqlite", "postgresql")
# Slack ids are upper-case letters and digits behind a letter of their kind; Discord ids are 64-bit decimals.
_WORKSPACE_IDS = {
    Platform.SLACK: (r"[TE][A-Z0-9]+", "a Slack team ID such as T0123ABCD (in the workspace's web address)"),
    Platform.DISCORD: (r"\d{1,20}", "the digits of a Discord server ID (right-click the server, Copy Server ID)"),
}
_CHANNEL_IDS = {
    Platform.SLACK: (r"[CGD][A-Z0-9]+", "a Slack channel ID such as C0123ABCD (channel details, at the bottom)"),
    Platform.DISCORD: (r"\d{1,20}", "the digits of a Discord channel ID (right-click the channel, Copy Channel ID)"),
}


def split_text(value: object) -> object:
    """Read a list written as text, as the environment must: JSON, or words parted by commas."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError as error:
            message = f"is not JSON ({error}); write words parted by commas, or a JSON list"
            raise ValueError(message) from error
    return [word.strip() for word in value.split(",") if word.strip()]


def check_schedule(text: str) -> str:
    """Return the schedule as written, once bot.schedule.plan can read it."""
    parse_schedule(text)
    return text


def check_database(url: SecretStr) -> SecretStr:
    """Return the address of a database we know; empty stays empty. bot.store chooses the driver."""
    scheme, parted, _ = url.get_secret_value().partition("://")
    if scheme and (
        not parted or scheme.partition("+")[0] not in _DATABASES or not _is_readable(url.get_secret_value())
    ):
        message = 'names no database we know; write "sqlite:///counterpoint.db" or "postgresql://user@host/name"'
        raise ValueError(message)
    return url


def _is_readable(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:  # an unclosed IPv6 bracket
        return False
    return True


def check_http(url: str) -> str:
    """Return an http(s) or ws(s) address, empty meaning the platform's own."""
    if url and (
        not _is_readable(url) or urlsplit(url).scheme not in {"http", "https", "ws", "wss"} or not urlsplit(url).netloc
    ):
        message = "is no web address; write it in full, beginning with https://, or leave it empty"
        raise ValueError(message)
    return url


def check_public(url: str) -> str:
    """Return an http(s) address that paths can be put behind; empty means none."""
    parts = urlsplit(url) if _is_readable(url) else urlsplit("")
    if url and (
        parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment or parts.username
    ):
        message = "is no address to put paths behind; write it like https://news.example.org, or leave it empty"
        raise ValueError(message)
    return url


def check_slack_token(token: SecretStr, prefix: str) -> SecretStr:
    """Return a Slack token of the kind its prefix tells; empty stays empty."""
    value = token.get_secret_value()
    if value and not re.fullmatch(re.escape(prefix) + r"[\w-]+", value):
        message = f'is not the right kind of Slack token; copy the one that begins with "{prefix}"'
        raise ValueError(message)
    return token


def check_discord_token(token: SecretStr) -> SecretStr:
    """Return a Discord bot token; the client secret and the "Bot " prefix are the usual mistakes."""
    value = token.get_secret_value()
    if value and not re.fullmatch(r"[\w.-]+", value):
        message = 'is no Discord bot token; copy it from the Bot page of the developer portal, without "Bot "'
        raise ValueError(message)
    return token


def check_workspace(platform: Platform, workspace: str) -> str:
    """Return the workspace of an audience; the console has one of its own."""
    return _check_id(_WORKSPACE_IDS, platform, workspace)


def check_channel(platform: Platform, channel: str) -> str:
    """Return the channel of an audience; the console has one of its own."""
    return _check_id(_CHANNEL_IDS, platform, channel)


def _check_id(rules: dict[Platform, tuple[str, str]], platform: Platform, value: str) -> str:
    if platform is Platform.CONSOLE:
        return value or "terminal"
    pattern, kind = rules[platform]
    if not re.fullmatch(pattern, value):
        wrong = "is missing" if not value else f"is no {platform} ID"
        message = f"{wrong}; use {kind}"
        raise ValueError(message)
    return value


def check_topics(topics: tuple[str, ...]) -> tuple[str, ...]:
    """Return topics, each of which is a name, words, or a rule that can be read."""
    for topic in topics:
        try:
            parse_topic(topic)
        except TopicError as error:
            fault = error.problem.rstrip(".")
            message = f"lists the topic {topic!r}, and at its character {error.position} {fault}"
            raise ValueError(message) from error
    return topics


ScheduleText = Annotated[str, AfterValidator(check_schedule)]
Zone = Annotated[str, AfterValidator(require_zone)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(check_database)]
Url = Annotated[str, AfterValidator(check_http)]
PublicUrl = Annotated[str, AfterValidator(check_public)]
Topics = Annotated[tuple[str, ...], BeforeValidator(split_text), AfterValidator(check_topics)]
