"""A mailbox that newsletters arrive in, as the operator names it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Security(StrEnum):
    """How a connection is kept private: TLS from its first byte, after STARTTLS, or (loopback only) not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes a newsletter. `address` is a whole address, "@host" for all of a host, or "*" for everyone.

    `publisher` and `family` are what its articles are stored with; empty: those of the source.
    """

    address: str
    publisher: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    r"""One folder of one IMAP account.

    `password_env` names the environment variable that holds the password; the password itself is never stored.
    Where `senders` are named, mails of others are left alone. `mark_read` sets the flag \Seen on mails that were
    read; nothing else is ever changed.
    """

    host: str
    port: int
    user: str
    password_env: str
    folder: str = "INBOX"
    security: Security = Security.TLS
    senders: tuple[Sender, ...] = ()
    mark_read: bool = False

    def sender(self, address: str) -> Sender | None:
        """Return who a mail's sender is: the most exact of the senders named, or None where it is none of them."""
        address = address.strip().lower()
        named = {sender.address: sender for sender in self.senders or (Sender(address="*"),)}
        places = (address, f"@{address.rpartition('@')[2]}", "*")
        return next((named[place] for place in places if place in named), None)
