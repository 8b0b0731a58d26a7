"""Hostile feeds and pages: small programs that build large or twisted documents."""

from __future__ import annotations

from collections.abc import Callable

HEAD = b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>F</title>'
TAIL = b"</channel></rss>"
ODD = b"<odd:x/>"  # an undeclared prefix: keeps a feed off the fast path


def _feed(*items: bytes) -> bytes:
    return HEAD + b"".join(items) + TAIL


def _item(inside: bytes) -> bytes:
    return b"<item><title>T</title>" + inside + b"</item>"


def _page(body: bytes) -> bytes:
    return b"<!doctype html><html><head><title>T</title></head><body>" + body + b"</body></html>"


def _laughs() -> bytes:
    levels = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">' + levels + b"]>" + _feed(_item(b"&a9;"))


def _attributes(count: int) -> bytes:
    return b" ".join(b'a%d="v"' % n for n in range(count))


FEEDS: dict[str, Callable[[], bytes]] = {
    "36 MB of items": lambda: _feed(*[_item(b"<description>words</description>")] * 600_000),
    "10 MB of items": lambda: _feed(*[_item(b"<description>words</description>")] * 160_000),
    "10 MB of items, irregular": lambda: _feed(ODD, *[_item(b"<description>words</description>")] * 160_000),
    "10 MB in one text": lambda: _feed(_item(b"<description>" + b"word " * 1_990_000 + b"</description>")),
    "10 MB of escaped markup": lambda: _feed(_item(b"<description>" + b"&lt;p&gt;a" * 900_000 + b"</description>")),
    "10 MB of escaped markup, irregular": lambda: _feed(
        ODD, _item(b"<description>" + b"&lt;p&gt;a" * 900_000 + b"</description>")
    ),
    "10 MB of open brackets": lambda: _feed(_item(b"<description>" + b"&lt;" * 2_400_000 + b"</description>")),
    "10 MB of open comments": lambda: _feed(_item(b"<description>" + b"&lt;!--" * 1_300_000 + b"</description>")),
    "10 MB of open quotations": lambda: _feed(_item(b"<description>" + b"&lt;a b='" * 1_000_000 + b"</description>")),
    "10 MB of open scripts": lambda: _feed(
        _item(b"<description>&lt;script>" + b"&lt;/script " * 800_000 + b"</description>")
    ),
    "10 MB of open videos": lambda: _feed(
        _item(b"<description>" + b"&lt;video>&lt;/audio>" * 450_000 + b"</description>")
    ),
    "5 MB of ampersands": lambda: _feed(ODD, _item(b"<description>" + b"&amp;" * 1_000_000 + b"</description>")),
    "50 kB of encodings on one line": lambda: _feed(ODD, _item(b"encoding='a' " * 4_000)),
    "100,000 attributes": lambda: _feed(_item(b"<x " + _attributes(100_000) + b"/>")),
    "100,000 attributes, irregular": lambda: _feed(ODD, _item(b"<x " + _attributes(100_000) + b"/>")),
    "100,000 namespaces": lambda: _feed(
        _item(b"<x " + b" ".join(b'xmlns:n%d="u%d"' % (n, n) for n in range(100_000)) + b"/>")
    ),
    "20,000 bad dates": lambda: _feed(
        *[_item(b"<pubDate>Wed, 99 Foo 20%d 99:99:99 +9999</pubDate>" % n) for n in range(20_000)]
    ),
    "20,000 bad dates, irregular": lambda: _feed(
        ODD, *[_item(b"<pubDate>Wed, 99 Foo 20%d 99:99:99 +9999</pubDate>" % n) for n in range(20_000)]
    ),
    "20,000 dates of many digits": lambda: _feed(ODD, *[_item(b"<pubDate>" + b"1" * 300 + b"</pubDate>")] * 20_000),
    "20,000 nested tags": lambda: _feed(_item(b"<x>" * 20_000 + b"</x>" * 20_000)),
    "20,000 nested tags, irregular": lambda: _feed(ODD, _item(b"<x>" * 20_000 + b"</x>" * 20_000)),
    "20,000 nested tags, escaped": lambda: _feed(_item(b"<description>" + b"&lt;div&gt;" * 20_000 + b"</description>")),
    "20,000 open tags": lambda: HEAD + b"<item><x>" * 20_000,
    "20,000 nested items": lambda: HEAD + b"<item>" * 20_000 + TAIL,
    "a billion laughs": _laughs,
    "one attribute of 9 MB": lambda: _feed(_item(b'<enclosure url="' + b"a" * 9_000_000 + b'"/>')),
    "a title of 9 MB": lambda: _feed(b"<item><title>" + b"a&amp;" * 1_500_000 + b"</title></item>"),
    "9 MB of one letter, unclosed": lambda: HEAD + b"<item><title>" + b"a" * 9_000_000,
    "9 MB of white space": lambda: HEAD + b" " * 9_000_000,
    "1 MB of nested JSON": lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 1_000_000,
    "JSON with 10 MB of items": lambda: (
        b'{"version":"https://jsonfeed.org/version/1","items":['
        + b",".join(b'{"id":%d,"content_html":"<p>a"}' % n for n in range(270_000))
        + b"]}"
    ),
    "JSON with a number of 5,000 digits": lambda: (
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 5_000 + b"}]}"
    ),
    "9 MB of zero bytes": lambda: b"<rss>" + b"\0" * 9_000_000,
    "2 MB of comments before the feed": lambda: b"<!-- x -->" * 200_000 + _feed(_item(b"")),
    "a document type of 2 MB": lambda: b"<!DOCTYPE rss [" + b"<!-- -->" * 250_000 + b"]>" + _feed(_item(b"")),
}
PAGES: dict[str, Callable[[], bytes]] = {
    "2 MB of paragraphs": lambda: _page(b"<p>Words of a paragraph that is here.</p>" * 48_000),
    "2 MB in one paragraph": lambda: _page(b"<p>" + b"Words of a paragraph. " * 90_000 + b"</p>"),
    "20,000 nested tags": lambda: _page(b"<div>" * 20_000 + b"words"),
    "2 MB of nested tags": lambda: _page(b"<b><i>" * 330_000 + b"words"),
    "100,000 attributes": lambda: _page(b"<p " + _attributes(100_000) + b">words</p>"),
    "2 MB of open brackets": lambda: _page(b"<" * 2_000_000),
    "2 MB of links": lambda: _page(b"<a href=x>y</a>" * 130_000),
    "2 MB of tables": lambda: _page(b"<table><tr><td>" * 130_000),
    "2 MB of lists": lambda: _page(b"<ul><li>a" * 200_000),
    "2 MB of linked data": lambda: _page(b'<script type="application/ld+json">' + b"[" * 1_900_000 + b"</script>"),
    "2 MB of references": lambda: _page(b"&amp;&#x41;&nbsp" * 120_000),
    "2 MB of zero bytes": lambda: _page(b"\0" * 2_000_000),
    "2 MB of meta elements": lambda: b"<html><head>" + b'<meta name="a" content="b">' * 70_000,
}
