"""Mailboxes in the catalogue: every problem at once, and what may be a password never shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.article import SourceKind
from bot.domain.mailbox import Security, Sender
from bot.errors import FetchError, SettingsError
from bot.ingest.catalogue import read_sources
from bot.ingest.imap import password_of
from tests.builders.mail import mailbox

GOOD = """
[[source]]
kind = "imap"
host = "imap.example.org"
user = "news@example.org"
password_env = "NEWS_MAIL_PASSWORD"
folder = "News/Letters"
senders = { "Brief@Harbour.example" = "Harbour Post", "@lantern.example" = { publisher = "Lantern", family = "Lamp" } }

[[source]]
name = "Local"
kind = "imap"
host = "::1"
port = 1143
security = "none"
user = "me"
password_env = "P"
mark_read = true
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_mailboxes_are_read(tmp_path: Path) -> None:
    letters, local = read_sources(write(tmp_path, GOOD))
    assert letters.kind is SourceKind.IMAP
    assert letters.location == "imaps://news%40example.org@imap.example.org:993/News%2FLetters"
    assert letters.name == letters.publisher == "News/Letters at imap.example.org"
    assert letters.mailbox is not None
    assert letters.mailbox.senders == (
        Sender(address="brief@harbour.example", publisher="Harbour Post"),
        Sender(address="@lantern.example", publisher="Lantern", family="lamp"),
    )
    assert local.location == "imap://me@[::1]:1143/INBOX"
    assert local.mailbox == mailbox(
        host="::1", port=1143, user="me", password_env="P", security=Security.NONE, mark_read=True
    )


BAD = """
[[source]]
kind = "imap"
url = "https://a.example/"
host = "imap example"
port = "993"
user = ""
password = "hunter2!"
password_env = "hunter3 !"
folder = ""
security = "ssl"
senders = { "harbour" = "Harbour Post", "a@b" = 3 }
mark_read = "yes"

[[source]]
kind = "imap"
host = "h"
user = "u"
password_env = "COUNTERPOINT_MAIL"
senders = "a@b"

[[source]]
url = "https://a.example/feed"
folder = "INBOX"
"""


def test_every_problem_is_told_at_once_and_no_password(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_sources(write(tmp_path, BAD))
    problems = "\n".join(caught.value.problems)
    for key in ("url", "host", "port", "user", "password", "password_env", "folder", "security", "mark_read"):
        assert f"source 1: {key} = " in problems
    assert problems.count("source 1: senders = ") == 2
    assert "source 2: password_env = ***: is no name of an environment variable of yours" in problems
    assert "source 2: senders = a@b: is no table" in problems
    assert "source 3: folder = INBOX: only a mailbox has it" in problems
    assert "hunter" not in problems


@pytest.mark.parametrize(
    ("address", "publisher"),
    [("Brief@Harbour.example", "Brief"), ("x@harbour.example", "Harbour"), ("x@y.harbour.example", None), ("", None)],
)
def test_the_most_exact_sender_counts(address: str, publisher: str | None) -> None:
    senders = (
        Sender(address="@harbour.example", publisher="Harbour"),
        Sender(address="brief@harbour.example", publisher="Brief"),
    )
    found = mailbox(senders=senders).sender(address)
    assert (found.publisher if found else None) == publisher
    assert mailbox().sender(address) == Sender(address="*")


def test_a_password_comes_from_its_variable_or_the_file_that_one_names(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from file\n", encoding="utf-8")
    named = {"NEWS_PASSWORD_FILE": str(tmp_path / "secret")}
    assert password_of(mailbox(), {"NEWS_PASSWORD": "direct", **named}) == "direct"
    assert password_of(mailbox(), named) == "from file"
    for environ in ({}, {"NEWS_PASSWORD": ""}, {"NEWS_PASSWORD_FILE": str(tmp_path / "nothing")}):
        with pytest.raises(FetchError, match="NEWS_PASSWORD"):
            password_of(mailbox(), environ)


WITHOUT = """
import asyncio, sys
sys.modules["imapclient"] = None  # as if it were not installed
from bot.domain.mailbox import Mailbox
from bot.domain.ports import MailRequest
from bot.errors import FetchError
from bot.ingest.imap import ImapReader
box = Mailbox(host="imap.example", port=993, user="me", password_env="P")
try:
    asyncio.run(ImapReader(environ={"P": "secret"}).read(MailRequest(mailbox=box)))
except FetchError as error:
    print(error.message)
"""


def test_without_the_extra_the_error_names_it() -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", WITHOUT], cwd=root, capture_output=True, text=True, check=True)
    assert "pip install 'counterpoint[imap]'" in done.stdout
