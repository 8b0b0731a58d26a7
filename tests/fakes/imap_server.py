"""A real IMAP server, pymap (https://github.com/icgood/pymap), on 127.0.0.1 with TLS by trustme: for the ring imap."""

from __future__ import annotations

import asyncio
import contextlib
import imaplib
import ssl
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import trustme
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer, IMAPService

USER, PASSWORD = "demouser", "demopass"


class ImapServer:
    """Serves one account while its context is open; `security` is "tls", "starttls" or "none".

    Args:
        folder: Where the authority's certificate is written, as `authority`.
        security: How clients are to connect.
    """

    def __init__(self, folder: Path, security: str = "tls") -> None:
        self.security = security
        self.port = 0
        self.connections = 0
        self.authority = folder / "authority.pem"
        self._chain, self._key = folder / "server.pem", folder / "server.key"
        _write_certificates(self.authority, self._chain, self._key)
        self._server: asyncio.Server | None = None

    async def __aenter__(self):
        parser = ArgumentParser()
        IMAPService.add_arguments(parser)
        parser.set_defaults(skip_services=[], passlib_cfg=None, debug=False)
        DictBackend.add_subparser("dict", parser.add_subparsers(dest="backend"))
        place = ["--host", "127.0.0.1", "--port", "0", "--cert", str(self._chain), "--key", str(self._key)]
        plain = [] if self.security == "starttls" else ["--no-tls"]
        backend, config = await DictBackend.init(parser.parse_args([*place, *plain, "dict"]))
        config.apply_context()
        serve = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))

        async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            await serve(reader, writer)

        self._server = await asyncio.start_server(count, "127.0.0.1", 0, ssl=self._context())
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, kind, error, trace):
        self._server.close()

    async def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Add mails to a folder."""

        def append(client: imaplib.IMAP4) -> None:
            for mail in mails:
                assert client.append(folder, None, None, mail)[0] == "OK"

        await self.do(append)

    async def do(self, work: Callable[[imaplib.IMAP4], object]) -> object:
        """Return what some work gets, as a client that is logged in."""
        return await asyncio.to_thread(self._do, work)

    def _do(self, work: Callable[[imaplib.IMAP4], object]) -> object:
        trusting = ssl.create_default_context(cafile=str(self.authority))
        with contextlib.ExitStack() as stack:
            if self.security == "tls":
                client = stack.enter_context(imaplib.IMAP4_SSL("localhost", self.port, ssl_context=trusting))
            else:
                client = stack.enter_context(imaplib.IMAP4("localhost", self.port))
            if self.security == "starttls":
                client.starttls(trusting)
            client.login(USER, PASSWORD)
            return work(client)

    def _context(self) -> ssl.SSLContext | None:
        if self.security != "tls":
            return None
        return _serving(self._chain, self._key)


def server_context(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return what a server of "localhost" proves itself with, and its authority's certificate, written to a folder."""
    authority, chain, key = (folder / name for name in ("authority.pem", "server.pem", "server.key"))
    _write_certificates(authority, chain, key)
    return _serving(chain, key), authority


def _write_certificates(authority: Path, chain: Path, key: Path) -> None:
    issuer = trustme.CA()
    issuer.cert_pem.write_to_path(authority)
    issued = issuer.issue_cert("localhost")
    issued.private_key_pem.write_to_path(key)
    for number, blob in enumerate(issued.cert_chain_pems):
        blob.write_to_path(chain, append=number > 0)


def _serving(chain: Path, key: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    return context
