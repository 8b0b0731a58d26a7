"""Data folders are found in a checkout (here) and, by the packaging ring, in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import resources


def test_both_folders_are_found() -> None:
    assert (resources.config_dir() / "default.toml").is_file()
    assert resources.seeds_dir().is_dir()


def test_the_first_place_that_has_the_folder_wins(tmp_path: Path) -> None:
    bundled, checkout = tmp_path / "_bundled", tmp_path
    (checkout / "config").mkdir()
    assert resources.find_folder("config", (bundled, checkout)) == checkout / "config"
    (bundled / "config").mkdir(parents=True)
    assert resources.find_folder("config", (bundled, checkout)) == bundled / "config"


def test_a_broken_installation_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="install counterpoint again"):
        resources.find_folder("config", (tmp_path,))
