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
        self._ca = trustme.CA()
        self._ca.cert_pem.write_to_path(self.authority)
        issued = self._ca.issue_cert("localhost")
        issued.private_key_pem.write_to_path(self._key)
        for number, blob in enumerate(issued.cert_chain_pems):
            blob.write_to_path(self._chain, append=number > 0)
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
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self._chain, self._key)
        return context
