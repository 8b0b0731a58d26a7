"""Secrets: which settings are secret, what to show in their place, what the log has to mask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args
from urllib.parse import unquote, urlsplit, urlunsplit

from pydantic import BaseModel, SecretStr

from bot.settings.model import Settings

MASK = "***"


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

    A set secret is shown as "***", an unset one as "". Of the database address only the password is hidden.
    """
    shown = {name: _show(value) for name, value in settings}
    shown["store"] = {"url": _mask_password(settings.database_url)}
    return shown


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Return every secret value in use, for the log to mask (bot.log)."""
    password = urlsplit(settings.database_url).password or ""
    tokens = (settings.slack.bot_token, settings.slack.app_token, settings.discord.token)
    values = [token.get_secret_value() for token in tokens]
    return tuple(dict.fromkeys(value for value in (*values, password, unquote(password)) if value))


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
        case _:
            return str(value)


def _mask_password(url: str) -> str:
    parts = urlsplit(url)
    if parts.password is None:
        return url
    user, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}:{MASK}@{host}"))
