"""Pinned floors of quality: `floors.toml` is read here, and raised here; nothing lowers a floor."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Figures = Mapping[str, float]

FILE = Path(__file__).parent / "floors.toml"
SLACK = 0.01  # a floor stands at most so far below the last figure
HEADER = """\
# Floors of quality on tests/eval/corpus, at most 0.01 below the last figures. They only rise:
# `python -m tests.eval.run --raise` after an engine got better. A changed corpus (a real annotation error, named in
# the commit) changes the hash, and only then may a floor be set anew by hand.
"""


def read_floors(text: str) -> tuple[str, dict[str, dict[str, float]]]:
    """Return the corpus hash and the floors by measure."""
    tables = tomllib.loads(text)
    return tables.pop("corpus_sha256"), tables


def raise_floors(floors: Mapping[str, Figures], figures: Mapping[str, Figures]) -> dict[str, dict[str, float]]:
    """Return the floors, each the higher of the old one and half the slack below the figure."""
    return {
        measure: {
            name: max(floors.get(measure, {}).get(name, 0.0), math.floor(1000 * (figure - SLACK / 2)) / 1000)
            for name, figure in measured.items()
        }
        for measure, measured in figures.items()
    }


def find_breaches(floors: Mapping[str, Figures], figures: Mapping[str, Figures]) -> list[str]:
    """Return a line for each figure that is missing or below its floor."""
    return [
        f"{measure}.{name} is {figures.get(measure, {}).get(name, 0.0):.4f}, below its floor {floor:.3f}"
        for measure, named in floors.items()
        for name, floor in named.items()
        if figures.get(measure, {}).get(name, 0.0) < floor
    ]


def find_stale(floors: Mapping[str, Figures], figures: Mapping[str, Figures]) -> list[str]:
    """Return a line for each figure that has outgrown its floor."""
    return [
        f"{measure}.{name} is {figure:.4f}: its floor {floors.get(measure, {}).get(name, 0.0):.3f} has to be raised"
        for measure, named in figures.items()
        for name, figure in named.items()
        if figure - floors.get(measure, {}).get(name, 0.0) > SLACK
    ]


def render_floors(corpus_sha256: str, floors: Mapping[str, Figures]) -> str:
    """Return the text of floors.toml."""
    tables = [
        f"\n[{measure}]\n" + "".join(f"{name} = {floor:.3f}\n" for name, floor in named.items())
        for measure, named in floors.items()
    ]
    return f'{HEADER}corpus_sha256 = "{corpus_sha256}"\n' + "".join(tables)
