"""The demo as a newcomer runs it: offline, from the bundled seeds and from a folder of one's own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLAIM = "Ukraine alleges that Russia has abducted at least 19,000 of its children"
DENIAL = "Russia, however, denies these claims, asserting its actions were taken to ensure the children's safety"


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `counterpoint demo` in a folder, with every connection refused in it and in its children."""
    blocked = os.pathsep.join([str(ROOT / "tests" / "e2e" / "no_network"), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", "bot", "demo", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": blocked, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def flat(text: str) -> str:
    """Return text without line breaks and frames."""
    return re.sub(r"[\s│]+", " ", text)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    return folder / "counterpoint-demo", demo(folder)


def test_the_founding_dispute_is_flagged_with_both_sides_file_and_unknown_date(done):
    _, run = done
    assert run.returncode == 0, run.stderr
    text = flat(run.stdout)
    allegation = text.index("Allegation · Ukraine")
    denial = text.index("Denial · Russia")
    assert allegation < text.index(CLAIM, allegation) < denial < text.index(DENIAL, denial)
    assert "publisher unknown · date unknown · 000_f644bcad23293d82.txt" in text


def test_the_same_briefing_is_written_as_page_and_payloads(done):
    out, _ = done
    page = (out / "briefing.html").read_text("utf-8")
    assert CLAIM in page
    for platform in ("slack", "discord"):
        messages = json.loads((out / f"{platform}.json").read_text("utf-8"))
        shown = json.dumps(messages, ensure_ascii=False).replace("\\\\", "")
        assert CLAIM in shown, platform
        assert DENIAL in shown, platform
        assert len(messages) > 1  # the overview, then the messages of its thread


def test_two_demos_are_alike(done, tmp_path):
    _, first = done
    second = demo(tmp_path)
    assert first.stdout == second.stdout


def test_a_folder_of_ones_own_goes_through_the_same_code(tmp_path):
    article = (ROOT / "seeds" / "000_f644bcad23293d82.txt").read_text("utf-8")
    other = article.replace("19,000", "27,400").replace("Ukraine", "Portugal").replace("Russia", "Brazil")
    (tmp_path / "mine").mkdir()
    dated = f"---\ndate: 2019-03-04\nsource: Quayside\n---\n{other}"  # however old: what is there is shown
    (tmp_path / "mine" / "article.md").write_text(dated, "utf-8")
    run = demo(tmp_path, "--from", "mine")
    assert run.returncode == 0, run.stderr
    text = flat(run.stdout)
    assert "Portugal alleges that Brazil has abducted at least 27,400 of its children" in text
    assert "Brazil, however, denies these claims" in text
    assert "Quayside · 4 Mar 2019" in text


def test_a_missing_or_empty_folder_gets_a_clear_error(tmp_path):
    missing = demo(tmp_path, "--from", "nowhere")
    assert missing.returncode == 2
    assert "no such folder" in missing.stderr
    (tmp_path / "empty").mkdir()
    empty = demo(tmp_path, "--from", "empty")
    assert empty.returncode == 2
    assert "no readable article" in empty.stderr
    assert "Traceback" not in missing.stderr + empty.stderr


def test_the_block_on_connections_works():
    """The twin: under the same block, a connection fails."""
    blocked = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "e2e" / "no_network")}
    program = "import socket; socket.create_connection(('127.0.0.1', 9))"
    run = subprocess.run([sys.executable, "-c", program], env=blocked, capture_output=True, text=True, check=False)
    assert "the demo works offline" in run.stderr
