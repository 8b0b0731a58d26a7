"""Invariant 6: the arrows hold, and breaking one is seen (the twin copies the tree and breaks it)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.tools


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo', '--no-cache'])"
    return subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    for name in ("bot", "summarizers"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_contract_holds():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("bot/domain/story.py", "import bot.store", "Arrows point down"),
        ("bot/briefing/compose.py", "import bot.delivery.words", "Arrows point down"),
        ("bot/delivery/words.py", "import bot.web.pages", "Arrows point down"),
        ("summarizers/lead.py", "import bot.domain.article", "summarizers knows no bot"),
        ("bot/delivery/slack/render.py", "import bot.delivery.discord.limits", "independent"),
        ("bot/claims/grammar/names.py", "import bot.claims.answers.response", "A text is read"),
        ("bot/claims/light/speech/voices.py", "import bot.claims.light.answers.links", "The light reader"),
        ("bot/claims/linking/link.py", "import asyncio", "Pure parts"),
        ("bot/briefing/ground.py", "import socket", "Pure parts"),
        ("bot/commands/grammar.py", "import sqlalchemy", "Vendors"),
        ("bot/app/compose.py", "import slack_sdk", "Vendors"),
    ],
)
def test_a_broken_arrow_is_seen(copy, module, line, contract):
    path = copy / module
    path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    done = lint_imports(copy)
    assert done.returncode != 0
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(contract in row for row in broken), done.stdout
