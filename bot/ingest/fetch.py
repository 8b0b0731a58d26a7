"""HTTP(S) -> bytes: conditional GET, and forms, with every bound in one place. The only importer of the aiohttp client.

Bounds: total time, decompressed size, five redirects, addresses (`guard`). Connections are closed after each answer:
feeds are polled minutes apart, and 5,000 idle TLS connections cost 1.6 GB.
"""

from __future__ import annotations

import asyncio
import errno
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import NamedTuple, Self

import aiohttp
from yarl import URL

from bot.domain.ports import FetchRequest, FetchResponse, FormRequest
from bot.errors import FetchError
from bot.ingest.compression import ACCEPT_ENCODING, Body
from bot.ingest.guard import AddressGuard, Network, RefusedAddressError
from bot.ingest.links import display_link

_MAX_REDIRECTS = 5
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_REDIRECTS = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
_KEEP_METHOD = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})
_SUCCESS = 2  # the first digit
_ANSWERS = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION, HTTPStatus.NOT_MODIFIED})
_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_CHUNK_BYTES = 65_536
_LONGEST_WAIT_SECONDS = 86_400.0  # a server that asks for more is asked again tomorrow
_LONGEST_MARK_CHARS = 500
_LONGEST_LINKS_CHARS = 10_000
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_REFUSED = "it leads to a private, local or reserved address; allow its network in the settings if that is meant"
_CAUSES = {
    401: "it asks for a password: use a public feed",
    402: "it asks for payment: use a public feed",
    403: "it refuses us: ask the publisher to allow our user agent",
    404: "there is nothing at this address: look for the feed's new address",
    406: "it has no form of this we can read: look for another feed",
    410: "it is gone for good: remove the source or look for a new address",
    429: "it asks us to slow down: raise the source's interval",
    451: "it is withheld for legal reasons: remove the source",
}


class _Redirect(NamedTuple):
    """Where an answer points instead of answering."""

    target: URL
    permanent: bool


class HttpFetcher:
    """Implements the ports Fetcher and FormPoster over aiohttp, as an async context manager of one event loop.

    Args:
        user_agent: Who we are, with a contact address.
        allowed_networks: Networks that may be reached although they are not public.
        connections: Connections open at once, over all hosts.
        proxy: Address of an HTTP proxy that makes all connections, or empty.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allowed_networks: Sequence[Network] = (),
        connections: int = 100,
        proxy: str = "",
    ) -> None:
        self._user_agent = user_agent
        self._guard = AddressGuard(allowed_networks)
        self._connections = connections
        self._proxy = proxy or None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # Through a proxy every socket leads to it, wherever it stands; `_hop` looks at the target instead.
        factory = None if self._proxy else self._guard.open_socket
        connector = aiohttp.TCPConnector(limit=self._connections, force_close=True, socket_factory=factory)
        self._session = aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": ACCEPT_ENCODING},
            timeout=aiohttp.ClientTimeout(total=None),  # each request has its own, over all its hops
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, request: FetchRequest) -> FetchResponse:
        """Return the answer to a conditional GET; see the port."""
        with _told(request.url, request.timeout_seconds):
            async with asyncio.timeout(request.timeout_seconds):
                return await self._follow(request)

    async def post(self, request: FormRequest) -> None:
        """Post a form; see the port FormPoster."""
        with _told(request.url, request.timeout_seconds):
            async with asyncio.timeout(request.timeout_seconds):
                url = _checked(request.url)
                for _ in range(_MAX_REDIRECTS + 1):
                    target = await self._post_hop(url, request)
                    if target is None:
                        return
                    url = target
                raise FetchError(f"more than {_MAX_REDIRECTS} redirects: tell whoever runs it")

    async def _post_hop(self, url: URL, request: FormRequest) -> URL | None:
        """Post once; return where the form is to be posted instead, or None: it was accepted."""
        session = await self._admitted(url)
        async with session.post(url, data=dict(request.fields), allow_redirects=False, proxy=self._proxy) as response:
            if response.status in _KEEP_METHOD:
                target = _target(url, response.headers.get("Location"))
                if url.scheme == "https" != target.scheme:
                    raise FetchError("a redirect leads from https to http, where the form's secret would be read")
                return target
            if response.status // 100 != _SUCCESS:
                trouble = response.status >= HTTPStatus.INTERNAL_SERVER_ERROR
                cause = "it is in trouble" if trouble else "it does not accept this"
                raise FetchError(f"HTTP {response.status}, {cause}; asked again later", lasting=not trouble)
            return None

    async def _admitted(self, url: URL) -> aiohttp.ClientSession:
        """Return the session, once a proxy may be asked for the address."""
        if self._session is None:
            raise RuntimeError("HttpFetcher is used outside its context")
        if self._proxy:
            await self._guard.require_target(url.host or "", url.port or 0)
        return self._session

    async def _follow(self, request: FetchRequest) -> FetchResponse:
        start = url = _checked(request.url)
        permanent = True
        for _ in range(_MAX_REDIRECTS + 1):
            answer = await self._hop(url, request)
            if isinstance(answer, FetchResponse):
                return replace(answer, moved_to=str(url)) if permanent and url != start else answer
            permanent = permanent and answer.permanent
            url = answer.target
        raise FetchError(f"more than {_MAX_REDIRECTS} redirects: open the address in a browser and use where it ends")

    async def _hop(self, url: URL, request: FetchRequest) -> FetchResponse | _Redirect:
        """Make one request."""
        session = await self._admitted(url)
        async with session.get(url, headers=_headers(request), allow_redirects=False, proxy=self._proxy) as response:
            headers = response.headers
            if response.status in _REDIRECTS:
                return _Redirect(_target(url, headers.get("Location")), response.status in _PERMANENT)
            if response.status not in _ANSWERS:
                raise _status_error(response.status, headers)
            unchanged = response.status == HTTPStatus.NOT_MODIFIED
            age = _MAX_AGE.search(headers.get("Cache-Control", ""))
            return FetchResponse(
                status=HTTPStatus.NOT_MODIFIED if unchanged else HTTPStatus.OK,
                url=str(url),
                body=b"" if unchanged else await _read(response, request.max_bytes),
                content_type=headers.get("Content-Type", ""),
                etag=_mark(headers, "ETag"),
                last_modified=_mark(headers, "Last-Modified"),
                max_age_seconds=min(float(age[1]), _LONGEST_WAIT_SECONDS) if age else None,
                link=", ".join(headers.getall("Link", ()))[:_LONGEST_LINKS_CHARS],
            )


@contextmanager
def _told(url: str, timeout_seconds: float) -> Iterator[None]:
    """Turn what a request raises into one line with its address, cause and fix."""
    try:
        yield
    except TimeoutError as error:
        cause = f"no complete answer within {timeout_seconds:g} s: the server is slow or down"
        raise FetchError(f"{display_link(url)}: {cause}") from error
    except aiohttp.ClientError as error:
        raise FetchError(f"{display_link(url)}: {_cause(error)}", lasting=_refused(error)) from error
    except RefusedAddressError as error:
        raise FetchError(f"{display_link(url)}: {_REFUSED}", lasting=True) from error
    except FetchError as error:
        error.args = (f"{display_link(url)}: {error.message}",)
        error.message = error.args[0]
        raise


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    body = Body(encoding=response.headers.get("Content-Encoding", ""), max_bytes=max_bytes)
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        body.feed(chunk)
    return body.close()


def _mark(headers: Mapping[str, str], name: str) -> str | None:
    """Return a header that can be stored and sent back: short printable ASCII, as RFC 9110 has it."""
    value = headers.get(name, "")
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= _LONGEST_MARK_CHARS else None


def _headers(request: FetchRequest) -> dict[str, str]:
    headers = {"Accept": request.accept}
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    return headers


def _checked(text: str) -> URL:
    """Return an address that may be asked for.

    Raises:
        FetchError: It is no http(s) address, or carries a user name or password.
    """
    try:
        url = URL(text)
    except ValueError as error:
        raise FetchError("this is no address: check its spelling", lasting=True) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError("only http and https addresses are fetched: check its spelling", lasting=True)
    if url.user is not None or url.password is not None:
        raise FetchError("the address holds a user name or password; such addresses are refused", lasting=True)
    return url


def _target(url: URL, location: str | None) -> URL:
    if not location:
        raise FetchError("a redirect leads nowhere: tell the publisher")
    try:
        return _checked(str(url.join(URL(location))))
    except ValueError as error:
        raise FetchError("a redirect leads to no valid address: tell the publisher") from error


def _status_error(status: int, headers: Mapping[str, str]) -> FetchError:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        cause = "the server is in trouble; it is asked again later"
    else:
        cause = _CAUSES.get(status, "not an answer we can use: check the address")
    return FetchError(
        f"HTTP {status}, {cause}",
        retry_after_seconds=_retry_after(headers),
        gone=status == HTTPStatus.GONE,
        lasting=status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PASSING,
    )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the server's wish in seconds; a date is compared with the server's own clock."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_WAIT_SECONDS)
    until, now = _http_date(value), _http_date(headers.get("Date", ""))
    if until is None or now is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), _LONGEST_WAIT_SECONDS)


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _cause(error: aiohttp.ClientError) -> str:
    """Say what went wrong in the operator's words; vendors' texts may repeat the whole address."""
    if _refused(error):
        return _REFUSED
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return "its TLS certificate cannot be trusted: tell the publisher"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its host name is unknown: check its spelling"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"no connection ({error.os_error.strerror or 'refused'}): the server is down or blocked"
    if isinstance(error, aiohttp.InvalidURL):
        return "this is no address: check its spelling"
    return f"the answer broke off or is no HTTP ({type(error).__name__}): try again later"


def _refused(error: aiohttp.ClientError) -> bool:
    if not isinstance(error, aiohttp.ClientConnectorError):
        return False
    return isinstance(error.os_error, RefusedAddressError) or error.os_error.errno == errno.EACCES
