"""The exception tree. Each leaf has a code, a message for the operator and one for the reader.

CounterpointError
├── SettingsError          settings are wrong; lists every problem at once
├── SourceError            one source cannot be read; recorded as its health, never stops the rest
│   ├── FetchError         no usable answer from the network or disk
│   └── ParseError         an answer, but not what the source promised
├── StoreError             the database refuses or is unreachable
│   └── StaleLeaseError    another worker took over the delivery (fencing token moved on)
├── GroundingError         a line is not verbatim; nothing is shown
├── SendError              a chat platform did not take a message
│   ├── RetrySendError     not sent for certain; try again later
│   ├── RefusedSendError   not sent and never will be as it stands; an operator has to act
│   └── UnknownSendError   perhaps sent; look at the channel's history before trying again
├── PoolError              a CPU task failed, ran out of time or was killed
└── CommandError           a command cannot be carried out; its reader message is the answer
"""

from __future__ import annotations


class CounterpointError(Exception):
    """Base of every error the program raises on purpose.

    Args:
        message: Cause and fix, for the operator. Never contains a secret.
        reader: One plain sentence for the person in the channel.
    """

    code = "counterpoint"
    default_reader = "Something went wrong on our side; the operator has been told."

    def __init__(self, message: str, *, reader: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.reader = reader or self.default_reader


class SettingsError(CounterpointError):
    """Settings are wrong. `problems` holds one line per key: key, value, reason and fix."""

    code = "settings"

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SourceError(CounterpointError):
    """One source cannot be read. `retry_after_seconds` is the server's wish, where it gave one.

    `lasting` says that the same address will most likely fail the same way again (404, robots.txt, no text), so
    that there is no use in waiting for it; `gone` (410) is the strongest form of it.
    """

    code = "source"

    def __init__(
        self, message: str, *, retry_after_seconds: float | None = None, gone: bool = False, lasting: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds
        self.gone = gone
        self.lasting = lasting or gone


class FetchError(SourceError):
    """No usable answer: a status, a time-out, a refused address, too many bytes."""

    code = "fetch"


class ParseError(SourceError):
    """An answer, but not a feed, a page or a text we can read. `feed_url`: the feed that a web page names, or None."""

    code = "parse"
    feed_url: str | None = None


class StoreError(CounterpointError):
    """The database refuses or cannot be reached."""

    code = "store"


class StaleLeaseError(StoreError):
    """The lease on a delivery has moved on; what this worker knows no longer counts."""

    code = "store.stale-lease"


class GroundingError(CounterpointError):
    """A line is not an exact substring of its article at its span."""

    code = "grounding"


class SendError(CounterpointError):
    """A chat platform did not take a message."""

    code = "send"


class RetrySendError(SendError):
    """Not sent for certain. `retry_after_seconds` is the platform's wish, where it gave one."""

    code = "send.retry"

    def __init__(self, message: str, *, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class RefusedSendError(SendError):
    """Not sent, and it will not be until an operator acts (token revoked, bot not in the channel)."""

    code = "send.refused"


class UnknownSendError(SendError):
    """The answer was lost: the message may stand in the channel."""

    code = "send.unknown"


class PoolError(CounterpointError):
    """A CPU task failed, passed its time limit or its process was killed."""

    code = "pool"


class CommandError(CounterpointError):
    """A command cannot be carried out; `reader` says why and what to type instead."""

    code = "command"

    def __init__(self, reader: str) -> None:
        super().__init__(reader, reader=reader)
