"""The page in a real browser: hostile words stay words, nothing runs, nothing is loaded."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from bot.delivery.html import render_page
from bot.domain.document import Document, Prose
from tests.unit.delivery.test_html import a_document

pytestmark = pytest.mark.chromium

HOSTILE = "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">"


def dom_of(page: str, folder) -> str:
    """Return the document as Chromium has it after loading and running the page."""
    path = folder / "page.html"
    path.write_text(page, "utf-8")
    browser = shutil.which("chromium")
    assert browser, "install Debian's chromium"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run(
        [*command, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


def test_hostile_words_stay_words(tmp_path):
    page = render_page("Morning", (a_document(title=HOSTILE), Document(title=HOSTILE, blocks=(Prose(text=HOSTILE),))))
    dom = dom_of(page, tmp_path)
    assert "<title>Morning</title>" in dom
    assert "&lt;img src=x" in dom
    assert "<img" not in dom


def test_the_policy_stops_a_script_that_escaping_would_have_missed(tmp_path):
    """The twin: with a script forced into the page, the content security policy still refuses it."""
    page = render_page("Morning", (a_document(),)).replace("</body>", "<script>document.title='pwned'</script></body>")
    assert "<title>Morning</title>" in dom_of(page, tmp_path)
    unprotected = page.replace("Content-Security-Policy", "X-Nothing")
    assert "<title>pwned</title>" in dom_of(unprotected, tmp_path)
