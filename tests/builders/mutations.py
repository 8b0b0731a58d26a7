"""Damaged copies of documents: what networks, editors and attackers do to bytes."""

from __future__ import annotations

import random
from collections.abc import Sequence

TOKENS = (
    b"<", b">", b"&", b'"', b"'", b"</", b"/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml", b"?>", b"<!DOCTYPE ",
    b"&amp;", b"&#x0;", b"&#55296;", b"&nbsp;", b"&bogus;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xc3",
    b"\r", b"<item>", b"</item>", b"<entry>", b"<title>", b"</title>", b"<link/>", b"<guid>", b"<content type='xhtml'>",
    b"<svg>", b"<script>", b"</script>", b"<p>", b"<div>", b"</div>", b"<table>", b"<math>", b"<base href='//x'>",
    b"xml:base='/'", b"encoding='utf-16'", b"encoding='x'", b"xmlns:a='b'", b"http://[", b"javascript:", b"9" * 30,
    b"-", b"T24:60:60Z", b"{", b"[",
)  # fmt: skip


def mutate(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return a seed with one to eight wounds."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(data))
        length = min(chance.choice((1, 2, 8, 64, 512)), len(data) - at)
        match chance.randrange(8):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * chance.choice((1, 2, 20))
            case 3 | 4:
                data[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 3, 200))
            case 5:
                del data[at:]
            case 6:
                other = chance.choice(seeds)
                start = chance.randint(0, len(other))
                data[at : at + length] = other[start : start + 2 * length]
            case _:
                other_at = chance.randint(0, len(data))
                data[at : at + length] = data[other_at : other_at + length]
    return bytes(data)
