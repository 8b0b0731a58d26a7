"""Bytes -> str for files and pages, with a warning where the bytes do not say what they are."""

from __future__ import annotations

import codecs
import re

_MARKS = (  # the longer mark first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_META_BYTES = 4_096  # HTML looks for the declaration in the first 1,024; real pages put scripts before it
_HEADER = re.compile(r"charset\s*=\s*[\"']?([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
# WHATWG Encoding: pages that say Latin-1 or ASCII mean Windows-1252.
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})
_SEVEN_BIT = ("iso2022", "hz")  # their bytes are always valid UTF-8 too, so the declaration decides


def decode_text(data: bytes) -> tuple[str, str | None]:
    """Return the text of a file and the name of the encoding where it had to be guessed, else None.

    UTF-8 and anything with a byte order mark are certain. UTF-16 without a mark shows by its zero bytes. What is
    left is read as Windows-1252, which contains Latin-1's letters; every byte then has a reading.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), None
    order = _unmarked_utf16(data)
    if order is not None:
        return data.decode(order, "replace"), order.upper()
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _decode_western(data), "Windows-1252"


def decode_page(data: bytes, content_type: str) -> str:
    """Return the text of a web page or mail part: mark, then UTF-8 that proves itself, then header, meta, a guess."""
    guess, guessed = decode_text(data)
    declared = _HEADER.search(content_type) or _META.search(data[:_META_BYTES])
    if declared is None:
        return guess
    name = declared[1] if isinstance(declared[1], str) else declared[1].decode("ascii")
    try:
        encoding = codecs.lookup(name).name
        if guessed is None and not encoding.startswith(_SEVEN_BIT):
            return guess
        return _decode_western(data) if encoding in _WESTERN else data.decode(encoding, "replace")
    except (LookupError, ValueError):  # an encoding nobody knows, or one that is no text encoding ("hex")
        return guess


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the byte order of unmarked UTF-16: in European text every other byte is zero."""
    head = data[:2_000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if half and even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _decode_western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:  # five bytes have no letter in Windows-1252; Latin-1 reads every byte
        return data.decode("latin-1")
