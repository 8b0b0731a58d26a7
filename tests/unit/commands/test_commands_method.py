"""Rule 20: the method, its limits and its error rate are one command and one page away, and both say the same."""

from __future__ import annotations

import re
from pathlib import Path

from bot.claims.rulebook.measured import FLAGS, HIGH, LOW, MARKED, MEASURED_ON, RIGHT
from bot.commands.method import method
from bot.domain.document import Listing

PAGE = Path(__file__).resolve().parents[3] / "docs/method.md"


def test_the_command_tells_what_is_right_and_what_is_found():
    rows = {code: text for block in method("/brief").blocks if isinstance(block, Listing) for code, text in block.rows}
    assert rows["flags that are right"].startswith(f"{RIGHT} of {FLAGS} ")
    assert rows["disputes that are found"] == f"{RIGHT} of {MARKED}"
    assert "/brief why" in rows["each rule"]


def test_the_page_holds_the_figures_of_the_command():
    """Whoever measures anew changes both: bot/claims/rulebook/measured.py and the paragraph of docs/method.md."""
    page = " ".join(PAGE.read_text("utf-8").split())
    assert MEASURED_ON in page
    assert f"precision {RIGHT / FLAGS:.2f} ({RIGHT} of {FLAGS}, 95% interval {LOW:.2f}-{HIGH:.2f})" in page
    assert re.search(rf"recall {RIGHT / MARKED:.2f} \({RIGHT} of {MARKED}\b", page)
