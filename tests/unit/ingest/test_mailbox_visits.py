"""Mailboxes: which letters are new, who speaks in them, and what a failure costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.article import Source, SourceKind
from bot.domain.mailbox import Sender
from bot.errors import FetchError
from tests.builders.mail import letter, mailbox
from tests.builders.visits import WORDS, Desk, FailingPool, source


def letters(**changes: object) -> Source:
    return replace(source(SourceKind.IMAP, "imaps://news@imap.example/INBOX"), mailbox=mailbox(**changes))


async def test_the_first_letters_are_a_baseline_and_later_ones_are_new(desk: Desk) -> None:
    desk.mail.mails = [("brief@harbour.example", letter("One", WORDS, message_id="1@h"))]
    first = await desk.visit(letters())
    assert (first.new, first.baseline) == (1, True)
    assert (await desk.visit(letters())).state.next_poll_at is not None
    desk.mail.mails.append(("brief@harbour.example", letter("Two", WORDS, message_id="2@h", html=True)))
    second = await desk.visit(letters())
    assert (second.new, second.baseline, second.state.last_error) == (1, False, None)
    assert [request.place for request in desk.mail.requests] == [None, "7:1", "7:1"]
    one, two = await desk.articles()
    assert (one.article.key, one.revision.title, one.article.link, one.article.file) == ("<1@h>", "One", None, None)
    assert two.revision.body == "\n".join(WORDS)
    assert two.revision.published_at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


async def test_a_letter_is_spoken_by_the_publisher_its_sender_stands_for(desk: Desk) -> None:
    senders = (Sender(address="@harbour.example", publisher="Harbour Post", family="harbour"), Sender(address="*"))
    desk.mail.mails = [
        ("Brief@Harbour.example", letter("One", WORDS, message_id="1@h")),
        ("x@other.example", letter("Two", WORDS, message_id="2@h")),
    ]
    await desk.visit(replace(letters(senders=senders), family="desk"))
    found = [(one.article.publisher, one.article.family) for one in await desk.articles()]
    assert found == [("Harbour Post", "harbour"), ("The Outlet", "desk")]


async def test_a_renumbered_mailbox_brings_nothing_twice_and_nobody_rewrites_a_letter(desk: Desk) -> None:
    desk.mail.mails = [("brief@harbour.example", letter("One", WORDS, message_id="1@h"))]
    await desk.visit(letters())
    desk.mail.validity = 8
    desk.mail.mails.append(("forger@else.example", letter("One", reversed(WORDS), message_id="1@h")))
    outcome = await desk.visit(letters())
    assert (outcome.new, outcome.changed) == (0, 0)
    assert outcome.state.etag == "8:2"
    assert outcome.state.empty_since_at is None


async def test_a_letter_without_words_is_a_warning_and_the_place_moves_on(desk: Desk) -> None:
    desk.mail.mails = [("a@b.example", b"Subject: empty\n\n"), ("a@b.example", letter("Two", WORDS))]
    outcome = await desk.visit(letters())
    assert (outcome.new, outcome.state.etag) == (1, "7:2")
    assert "a letter is left out: it has no text" in str(outcome.state.last_error)
    (stored,) = await desk.articles()
    assert stored.article.key == "mail:7:2"


@pytest.mark.parametrize(("times", "read"), [(1, 2), (2, 1)])
async def test_a_letter_whose_process_is_lost_is_read_once_more_as_it_comes_only_once(desk: Desk, times, read) -> None:
    desk.mail.mails = [("a@b.example", letter("One", WORDS)), ("a@b.example", letter("Two", WORDS))]
    desk.pool = FailingPool("mail:7:1", times)
    outcome = await desk.visit(letters())
    assert (outcome.new, outcome.state.etag) == (read, "7:2")
    assert ("a letter is left out: the task was killed" in str(outcome.state.last_error)) is (read == 1)


async def test_a_mailbox_that_fails_keeps_its_place(desk: Desk) -> None:
    desk.mail.mails = [("a@b.example", letter("One", WORDS))]
    await desk.visit(letters())
    desk.mail.failure = FetchError("news@example at imap.example: the server refuses the login", lasting=True)
    outcome = await desk.visit(letters())
    assert (outcome.state.failures, outcome.state.etag) == (1, "7:1")
    assert "refuses the login" in str(outcome.state.last_error)
