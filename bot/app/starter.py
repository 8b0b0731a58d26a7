"""The files an operator begins with."""

from __future__ import annotations

from pathlib import Path

from bot import resources
from bot.errors import SettingsError

STARTERS = {
    "counterpoint.toml": "example.toml",
    "sources.toml": "example.sources.toml",
    "settings.schema.json": "settings.schema.json",
}


def write_starter(folder: Path) -> list[tuple[Path, bool]]:
    """Copy the starter files into a folder; returns each path and whether it was written.

    Raises:
        SettingsError: The folder cannot be written.
    """
    outcome = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, template in STARTERS.items():
            path = folder / name
            new = not path.exists()
            if new:
                path.write_bytes((resources.config_dir() / template).read_bytes())
            outcome.append((path, new))
    except OSError as error:
        raise SettingsError([f"{folder}: cannot be written ({error.strerror}); name another folder"]) from error
    return outcome
