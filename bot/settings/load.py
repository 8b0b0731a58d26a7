"""From files and environment to Settings, or to every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import InitSettingsSource

from bot.errors import SettingsError
from bot.settings.layers import read_layers
from bot.settings.model import Settings
from bot.settings.problems import describe


def load(config: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read, merge and check all settings.

    Args:
        config: The settings file; None takes COUNTERPOINT_CONFIG, else ./counterpoint.toml where there is one.
        environ: The environment variables.

    Raises:
        SettingsError: One line for every problem of every layer: key, value, reason and fix.
    """
    layers = read_layers(config, environ)
    problems = [problem for layer in layers for problem in layer.problems]
    # pydantic-settings merges sources key by key, the first one winning (docs/decisions/0070-settings-layers.md).
    sources = tuple(InitSettingsSource(Settings, init_kwargs=layer.values) for layer in reversed(layers))
    try:
        settings = Settings(_build_sources=(sources, {}))  # type: ignore[call-arg]  # mypy sees fields only
    except ValidationError as error:
        raise SettingsError(problems + describe(error, layers)) from None  # its cause would show the values
    if problems:
        raise SettingsError(problems)
    return settings
