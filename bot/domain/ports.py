"""Ports: what the program asks of the world but its stores. Each docstring is the contract of its implementations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.audience import Place
from bot.domain.delivery import Receipt
from bot.domain.document import Document
from bot.domain.mailbox import Mailbox, Sender


class Clock(Protocol):
    """Tells the time. Only edges hold a clock; functions take `now`."""

    def now(self) -> datetime:
        """Return the present instant as an aware UTC datetime."""
        ...


class Pool(Protocol):
    """Runs CPU work outside the event loop."""

    async def run(self, task: str, /, *args: object, timeout_seconds: float | None = None) -> object:
        """Run `task` ("package.module:function") with picklable arguments and return its result.

        Raises:
            PoolError: The task passed its time limit, or its process was killed; other tasks are unaffected.
            CounterpointError: Raised by the task itself; travels through unchanged.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """A conditional GET. `max_bytes` bounds the decompressed body.

    `delay_seconds` is the least pause before the next request to the same host, where more than the usual one.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: str = "*/*"
    max_bytes: int = 10_000_000
    timeout_seconds: float = 30.0
    delay_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResponse:
    """An answer. `status` is 200 or 304; `body` is empty on 304. `url` is the last hop, `moved_to` a 301's target.

    `link` are its Link headers (RFC 8288), joined by commas.
    """

    status: int
    url: str
    body: bytes
    content_type: str
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    max_age_seconds: float | None = None
    link: str = ""


class Fetcher(Protocol):
    """Gets bytes over HTTP(S) from public addresses only, unless settings allow others."""

    async def get(self, request: FetchRequest) -> FetchResponse:
        """Return the answer to a conditional GET, following at most five redirects, each checked anew.

        Raises:
            FetchError: Any other status, a refused address, a time-out, too many bytes or redirects. The message
                names cause and fix; `gone` is set on 410; `retry_after_seconds` where the server gave it.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRequest:
    """A POST of form fields, whose answer is its status alone."""

    url: str
    fields: Mapping[str, str] = field(repr=False)
    timeout_seconds: float = 30.0


class FormPoster(Protocol):
    """Posts forms over HTTP(S) to public addresses only, unless settings allow others."""

    async def post(self, request: FormRequest) -> None:
        """Return when the form was accepted (2xx); 307 and 308 are followed as redirects of the Fetcher are.

        Raises:
            FetchError: Any other status, a refused address or a time-out. The message names cause and fix.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRequest:
    """What to read of a mailbox: what has come since `place`, which an earlier answer gave; None: the newest mails.

    `max_bytes` bounds one mail, `timeout_seconds` the wait for each answer of the server.
    """

    mailbox: Mailbox
    place: str | None = None
    max_bytes: int = 10_000_000
    timeout_seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail as it arrived (RFC 5322). `key` is unique within its mailbox."""

    key: str
    data: bytes
    sender: Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswer:
    """Mails, oldest first, the place to read on from, and lines for the operator about what was left out."""

    mails: tuple[Mail, ...]
    place: str
    warnings: tuple[str, ...] = ()


class MailReader(Protocol):
    """Reads mailboxes over IMAP and, unless a mailbox asks for marks, changes nothing in them."""

    async def read(self, request: MailRequest) -> MailAnswer:
        """Return a bounded number of the mails since a place; the rest is there to be read from the place returned.

        Raises:
            FetchError: No mails can be read; the message names cause and fix, and never the password.
        """
        ...


class Messenger(Protocol):
    """One chat platform."""

    async def send(
        self, *, place: Place, document: Document, key: str, parent: Receipt | None, search_first: bool
    ) -> Receipt:
        """Post a document, into the thread of `parent` where given, carrying `key`.

        With `search_first` (any attempt but the first) the channel's history is searched for `key` before posting;
        a message found there is the receipt.

        Raises:
            RetrySendError: Not sent for certain; try again.
            RefusedSendError: Not sent, an operator has to act.
            UnknownSendError: Perhaps sent, and history cannot tell (no permission, or the answer was lost).
        """
        ...

    async def edit(
        self, *, place: Place, document: Document, key: str, message: Receipt, parent: Receipt | None
    ) -> None:
        """Make an own message say `document`; `key` and `parent` are those it was sent with.

        The same edit twice is the same as once, so a lost answer is RetrySendError.

        Raises:
            RetrySendError: Perhaps not edited; try again.
            RefusedSendError: Not edited, an operator has to act (or the message is gone).
        """
        ...


class TaskQueue(Protocol):
    """Wakes work. Due work itself is a query; a lost wake-up only means waiting for the next heartbeat."""

    def wake(self, lane: str) -> None:
        """Ask for a lane ("poll", "analyse", "brief", "correct", "dispatch") to look for due work now."""
        ...
