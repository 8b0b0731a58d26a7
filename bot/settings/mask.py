"""Secrets: which settings are secret, what to show in their place, what the log has to mask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args
from urllib.parse import unquote, urlsplit, urlunsplit

from pydantic import BaseModel, SecretStr

from bot.settings.model import Settings

MASK = "***"
# libpq takes password and sslpassword in a URL's query, web endpoints take tokens, keys and signatures there.
_QUERY_SECRET = re.compile(r"(?i)(?:^|(?<=&))([^=&]*(?:pass|pwd|secret|token|key|sig|auth)[^=&]*)=([^&]*)")


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models an annotation names, inside tuples too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def holds_secret(annotation: object) -> bool:
    """Return whether values of this type are secret or contain a secret."""
    return annotation is SecretStr or any(
        holds_secret(field.annotation) for model in models_in(annotation) for field in model.model_fields.values()
    )


def masked(settings: Settings) -> dict[str, object]:
    """Return the settings in use as plain nested values, for `counterpoint settings show`: no secret in them.

    A set secret is shown as "***", an unset one as "". Of addresses only the passwords are hidden, and what the query
    calls a password, token, key or the like.
    """
    shown = {name: _show(value) for name, value in settings}
    shown["store"] = {"url": mask_address(settings.database_url)}
    return shown


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Return every secret value in use, for the log to mask (bot.log)."""
    tokens = (settings.slack.bot_token, settings.slack.app_token, settings.discord.token)
    endpoints = (settings.slack.base_url, settings.discord.api_url, settings.discord.gateway_url)
    hidden = [secret for url in (settings.database_url, *endpoints) for secret in _secrets_in(url)]
    values = [*(token.get_secret_value() for token in tokens), *hidden]
    return tuple(dict.fromkeys(value for value in values if value))


def _show(value: object) -> object:
    match value:
        case SecretStr():
            return MASK if value.get_secret_value() else ""
        case BaseModel():
            return {name: _show(inner) for name, inner in value}
        case tuple():
            return [_show(inner) for inner in value]
        case bool() | int() | float():
            return value
        case str() if "://" in value:
            return mask_address(value)
        case _:
            return str(value)


def _secrets_in(url: str) -> Iterator[str]:
    """Yield what `mask_address` hides, as written and decoded."""
    parts = urlsplit(url)
    for written in (parts.password or "", *(found[2] for found in _QUERY_SECRET.finditer(parts.query))):
        yield from (written, unquote(written))


def mask_address(url: str) -> str:
    """Return an address without its password and without what its query calls a secret; "***" if none can be read."""
    try:
        parts = urlsplit(url)
    except ValueError:  # an unclosed IPv6 bracket
        return MASK
    netloc = parts.netloc
    if parts.password is not None:
        user, _, host = netloc.rpartition("@")
        netloc = f"{user.partition(':')[0]}:{MASK}@{host}"
    query = _QUERY_SECRET.sub(rf"\1={MASK}", parts.query)
    if (netloc, query) == (parts.netloc, parts.query):
        return url  # as written: urlunsplit would take slashes off sqlite:////data
    return urlunsplit(parts._replace(netloc=netloc, query=query))
