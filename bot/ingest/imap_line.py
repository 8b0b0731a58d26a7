"""The line to an IMAP server: a checked address, TLS, the login, and every way it can fail in words.

The only importer of IMAPClient, which the extra `imap` brings.
"""

from __future__ import annotations

import imaplib
import logging
import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from bot.domain.mailbox import Security
from bot.domain.ports import MailRequest
from bot.errors import FetchError
from bot.ingest.guard import AddressGuard, AddressInfo, RefusedAddressError
from bot.ingest.normalise import clean_title

if TYPE_CHECKING:
    from imapclient import IMAPClient

_LINES_BYTES = 1_000_000  # more than all answers but the mails themselves
_SHOWN_CHARS = 120


def mails_bytes(request: MailRequest) -> int:
    """Return how many bytes of mails one visit reads at most."""
    return 5 * request.max_bytes


class Line:
    """One connection, used by one thread; only `hang_up` may be called from another.

    Args:
        request: Whose mailbox, and the bounds.
        guard: Which addresses may be connected to.
    """

    def __init__(self, *, request: MailRequest, guard: AddressGuard) -> None:
        self.request = request
        self._guard = guard
        self._socket: socket.socket | None = None

    def connect(self) -> IMAPClient:
        """Return a client whose connection is as private as the mailbox asks for."""
        from imapclient import IMAPClient

        # It would write down what it sends and gets, words of the mails included.
        logging.getLogger("imapclient").setLevel(logging.WARNING)
        box, open_socket = self.request.mailbox, self._open_socket
        bound = mails_bytes(self.request) + _LINES_BYTES

        class Wire(imaplib.IMAP4):
            """The protocol over a socket of ours, with a bound on what a server may send in all."""

            left = bound

            def _create_socket(self, timeout: float | None) -> socket.socket:
                del timeout
                return open_socket()

            def read(self, size: int) -> bytes:
                self._spend(size)
                return super().read(size)

            def readline(self) -> bytes:
                found = super().readline()
                self._spend(len(found))
                return found

            def _spend(self, count: int) -> None:
                self.left -= count
                if self.left < 0:
                    raise self.abort("it sends too much")

        class Client(IMAPClient):  # type: ignore[misc]  # it has no types
            def _create_IMAP4(self) -> Wire:  # noqa: N802 - the name is the library's
                return Wire(box.host, box.port)

        client = Client(box.host, box.port, ssl=False, timeout=self.request.timeout_seconds)
        if box.security == Security.STARTTLS:
            client.starttls(SimpleNamespace(wrap_socket=self._secured))  # all that imaplib asks of a context
        return client

    def log_in(self, client: IMAPClient, password: str) -> None:
        """Say who we are.

        Raises:
            FetchError: The server refuses.
        """
        from imapclient.exceptions import LoginError

        box = self.request.mailbox
        try:
            client.login(box.user, password)
        except LoginError as error:
            fix = f"check user and {box.password_env}; many providers want a password made for one app"
            raise FetchError(f"the server refuses the login ({_said(error, password)}): {fix}", lasting=True) from None
        except UnicodeError:
            raise FetchError("user or password has letters that this server cannot be told: use ASCII") from None

    def open_folder(self, client: IMAPClient) -> Mapping[bytes, Any]:
        """Return what the server says of the folder, opened for reading only unless mails are to be marked.

        Raises:
            FetchError: There is no such folder, or it may not be read.
        """
        from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

        box = self.request.mailbox
        try:
            opened: Mapping[bytes, Any] = client.select_folder(box.folder, readonly=not box.mark_read)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            fix = "check its name; folders in folders are written as the server does, as News/Letters"
            raise FetchError(f"the folder {box.folder!r} cannot be opened: {fix}", lasting=True) from error
        return opened

    def leave(self, client: IMAPClient) -> None:
        """Say goodbye; a server that is gone already needs none."""
        try:
            client.logout()
        except (imaplib.IMAP4.error, OSError):
            self.hang_up()

    def hang_up(self) -> None:
        """End the connection, whatever it is waiting for."""
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:  # closed already
                return

    def _open_socket(self) -> socket.socket:
        """Return a socket connected to the first address that may be reached and answers."""
        box = self.request.mailbox
        failure: OSError = RefusedAddressError()
        for info in socket.getaddrinfo(box.host, box.port, type=socket.SOCK_STREAM):
            if box.security == Security.NONE and not _is_loopback(str(info[4][0])):
                raise FetchError('its password would travel in the clear: write security = "tls"', lasting=True)
            try:
                return self._open(info)
            except OSError as error:
                failure = error
        raise failure

    def _open(self, info: AddressInfo) -> socket.socket:
        box = self.request.mailbox
        raw = self._guard.open_socket(info)
        self._socket = raw
        try:
            raw.settimeout(self.request.timeout_seconds)
            raw.connect(info[4])
            return self._secured(raw, box.host) if box.security == Security.TLS else raw
        except OSError:
            self._socket.close()
            raise

    def _secured(self, raw: socket.socket, server_hostname: str) -> ssl.SSLSocket:
        """Return a connection under TLS; `raw` is of no use from then on, so what is hung up on is the new one."""
        context = ssl.create_default_context()
        self._socket = tls = context.wrap_socket(raw, server_hostname=server_hostname, do_handshake_on_connect=False)
        tls.do_handshake()
        return tls


def _is_loopback(address: str) -> bool:
    return ip_address(address.partition("%")[0]).is_loopback


@contextmanager
def told(request: MailRequest, password: str) -> Iterator[None]:
    """Turn what the library and the network raise into one line with cause and fix.

    Raises:
        FetchError: That line; it never holds the password.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        fix = "pip install 'counterpoint[imap]'"
        raise FetchError(f"mailboxes need the extra imap ({error.name} is missing): {fix}", lasting=True) from error
    except RefusedAddressError as error:
        cause = "it leads to a private, local or reserved address"
        raise FetchError(f"{cause}; allow its network in the settings if that is meant", lasting=True) from error
    except OSError as error:
        raise FetchError(_cause(error, request)) from error
    except imaplib.IMAP4.error as error:  # the root of the library's own
        said = _said(error, password)
        raise FetchError(f"the server broke off or speaks no IMAP ({said}): check host and port") from None


def _said(error: Exception, password: str) -> str:
    """Return the words of a server on one line; some repeat what they were told."""
    return clean_title(str(error).replace(password, "***"))[:_SHOWN_CHARS]


def _cause(error: OSError, request: MailRequest) -> str:
    """Return what a failed connection means and what to do."""
    match error:
        case TimeoutError():
            return f"no answer within {request.timeout_seconds:g} s: the server is slow or down"
        case ssl.SSLCertVerificationError():
            reason = clean_title(error.verify_message)[:_SHOWN_CHARS]
            return f"its certificate is not trusted ({reason}): check host; for an authority of your own, SSL_CERT_FILE"
        case ssl.SSLError():
            return 'it speaks no TLS at this port: use port 993, or security = "starttls" with port 143'
        case socket.gaierror():
            return "its name cannot be resolved: check host"
        case ConnectionRefusedError():
            return "the connection is refused: check host and port"
        case _:
            words = os.strerror(error.errno) if error.errno else type(error).__name__
            return f"the connection failed ({words}): tried again later"
