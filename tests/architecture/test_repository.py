"""Invariant 6, the repository's half: no secret and no path of a machine in what is committed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# https://docs.slack.dev/authentication/tokens, Discord's id.time.mac, private keys, cloud access keys.
SECRET = re.compile(
    r"xox[abposre]-\d{6,}-\d{6,}-\w{10,}|xapp-\d-[A-Z0-9]{8,}-\d{8,}-[0-9a-f]{32,}"
    r"|\b[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b"
)


def committed_texts():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    paths = [ROOT / name for name in names.split("\0") if name]
    if not paths:  # not a checkout (a source archive): everything that would be committed
        paths = [
            path
            for folder in ("bot", "summarizers", "config", "seeds", "docs")
            for path in (ROOT / folder).rglob("*.*")
        ]
    for path in paths:
        if path.is_file() and "requirements" not in path.parts:
            yield path, path.read_text("utf-8", errors="replace")


def test_no_secret_is_committed():
    found = [f"{path.name}: {match[0][:12]}…" for path, text in committed_texts() for match in SECRET.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "secret",
    [
        "-".join(["xoxb", "123456789012", "123456789012", "a" * 24]),
        "-".join(["xapp", "1", "A0123456789", "1234567890123", "0" * 64]),
        ".".join(["M" + "a" * 23, "b" * 6, "c" * 30]),
        "-----BEGIN {} KEY-----".format("PRIVATE"),
    ],
)
def test_a_secret_would_be_seen(secret):
    """The twin; put together here so that this file holds none."""
    assert SECRET.search(f"token = {secret!r}")


def test_no_path_of_a_developers_machine_is_committed():
    home = re.compile(r"(?<![\w.])/(?:root|home/[a-z]\w+|Users/\w+)/[\w.]")
    found = [f"{path.name}: {match[0]}" for path, text in committed_texts() for match in home.finditer(text)]
    assert found == []
