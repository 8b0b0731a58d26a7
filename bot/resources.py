"""Where config/ and seeds/ are: beside the packages in a checkout, inside `bot/_bundled` in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# hatchling puts both folders into _bundled (pyproject.toml, force-include); a checkout has them beside the packages.
_PLACES = (_PACKAGE / "_bundled", _PACKAGE.parent)


def config_dir() -> Path:
    """Return the folder of default.toml, example.toml and the settings schema."""
    return find_folder("config", _PLACES)


def seeds_dir() -> Path:
    """Return the folder of the frozen first-edition articles and lexicons."""
    return find_folder("seeds", _PLACES)


def find_folder(name: str, places: tuple[Path, ...]) -> Path:
    """Return the folder of this name in the first place that has it.

    Raises:
        FileNotFoundError: None has it; the installation is broken.
    """
    for place in places:
        if (place / name).is_dir():
            return place / name
    message = f"no {name}/ in {' or '.join(map(str, places))}; install counterpoint again"
    raise FileNotFoundError(message)
