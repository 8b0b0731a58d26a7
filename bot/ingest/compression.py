"""Decompression that stops at a limit, so that a bomb costs no more than the limit."""

from __future__ import annotations

import zlib

from bot.errors import FetchError

ACCEPT_ENCODING = "gzip, deflate"  # what is read here; br and zstd are not asked for
_GZIP_MARK = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_DEFLATE_METHOD = 8  # RFC 1950: the low half of a zlib header's first byte


class Body:
    """Collects a body chunk by chunk, decompressing as it comes.

    Args:
        encoding: The Content-Encoding header, "" for none.
        max_bytes: Limit of the decompressed body.
    """

    def __init__(self, *, encoding: str, max_bytes: int) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in {"", "identity", "gzip", "deflate"}:
            raise FetchError(f"the server insists on {self._encoding[:20]!r}, which is not read", lasting=True)
        self._max_bytes = max_bytes
        self._parts: list[bytes] = []
        self._size = 0
        self._inflater: zlib._Decompress | None = None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes off the wire.

        Raises:
            FetchError: The body passes its limit or is not compressed as its header says.
        """
        if self._encoding in {"", "identity"}:
            self._keep(chunk)
            return
        while chunk:
            if self._inflater is None or (self._inflater.eof and chunk.startswith(_GZIP_MARK)):
                self._inflater = zlib.decompressobj(self._window(chunk))  # a gzip body may hold several members
            if self._inflater.eof:
                return  # padding behind the end means nothing
            try:
                self._keep(self._inflater.decompress(chunk, self._max_bytes - self._size + 1))
            except zlib.error as error:
                raise FetchError(f"the answer is no {self._encoding} as it says: tell the publisher") from error
            chunk = self._inflater.unconsumed_tail or self._inflater.unused_data

    def close(self) -> bytes:
        """Return the whole body.

        Raises:
            FetchError: The compressed stream ended early.
        """
        if self._inflater is not None and not self._inflater.eof:
            raise FetchError("the compressed answer breaks off: try again later")
        return b"".join(self._parts)

    def _window(self, chunk: bytes) -> int:
        """Return zlib's window bits; "deflate" may come with (RFC 1950) or without (RFC 1951) its header."""
        if self._encoding == "gzip":
            return _GZIP_WINDOW
        return zlib.MAX_WBITS if chunk[0] & 0x0F == _DEFLATE_METHOD else -zlib.MAX_WBITS

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._max_bytes:
            raise FetchError(f"the answer has more than {self._max_bytes:,} bytes: use a shorter feed", lasting=True)
        self._parts.append(data)
