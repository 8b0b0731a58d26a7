"""A fake knows only the documents of what it stands for: one that shared our code would share our mistakes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FAKES = sorted((Path(__file__).resolve().parents[1] / "fakes").glob("*.py"))
OURS = {"bot", "summarizers", "tests"}  # builders, too, bring the domain with them


def imports_of_ours(program: str) -> Iterator[str]:
    """Yield each module of ours, other fakes apart, that a program imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(program)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name.partition(".")[0] in OURS and not name.startswith("tests.fakes."):
                yield name


@pytest.mark.parametrize("path", FAKES, ids=[path.name for path in FAKES])
def test_a_fake_imports_nothing_of_ours(path):
    assert list(imports_of_ours(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import bot.delivery.slack.limits", "bot.delivery.slack.limits"),
        ("def late():\n    from summarizers import lead", "summarizers"),
        ("from tests.builders.articles import stored", "tests.builders.articles"),
    ],
)
def test_a_fake_that_shares_our_code_is_seen(line, module):
    """The twin: the check finds such an import in a fake that stands."""
    assert list(imports_of_ours(f"{FAKES[0].read_text('utf-8')}\n{line}\n")) == [module]
