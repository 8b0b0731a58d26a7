"""Which feeds take the fast path; that it reads them rightly is tests/property/test_fast_paths.py."""

from __future__ import annotations

import pytest

from bot.ingest import markup, regular
from bot.ingest.regular import read_regular
from tests.fakes.feeds import item, rss

ITEM = item(
    "1", "Bridge opens", "<p>It <b>opens</b> on Monday.</p>", "https://a.example/1", "Wed, 04 Mar 2026 10:00:00 GMT"
)


def atom(*entries: str, head: str = "") -> bytes:
    start = '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
    return (start + head + "".join(entries) + "</feed>").encode()


@pytest.mark.parametrize(
    "data",
    [
        rss(ITEM),
        rss(ITEM).replace(b"utf-8", b"UTF-8"),
        atom(
            "<entry><id>tag:a.example,2026:1</id><title type='html'>A</title><link href='https://a.example/1'/></entry>"
        ),
    ],
)
def test_well_made_feeds_take_the_fast_path(data: bytes) -> None:
    found = read_regular(data, "application/xml; charset=utf-8")
    assert found is not None
    assert len(found) == 1


@pytest.mark.parametrize(
    "data",
    [
        rss(),
        rss(ITEM)[:-20],
        rss(ITEM).replace(b"utf-8", b"iso-8859-1"),
        rss(ITEM).replace(b"<rss", b"<!DOCTYPE rss><rss"),
        rss(ITEM.replace("https://a.example/1", "/1")),
        rss(ITEM.replace("<title>", "<title type='html'>")),
        rss(ITEM, ITEM.replace("</item>", "<title>Another</title></item>")),
        rss(ITEM.replace("</item>", "<item/></item>")),
        rss(ITEM).replace(b"<channel>", b"<channel xml:base='https://b.example/'>"),
        atom("<entry><title type='xhtml'><div>A</div></title></entry>"),
        b"<html></html>",
        b"",
    ],
)
def test_anything_else_is_left_to_feedparser(data: bytes) -> None:
    assert read_regular(data, "") is None


def test_a_charset_of_the_header_that_differs_is_left_to_feedparser() -> None:
    assert read_regular(rss(ITEM), "text/xml; charset=iso-8859-1") is None


def test_the_tables_agree_on_what_is_ignored_and_what_is_read() -> None:
    assert not regular._FIELDS.keys() & regular._IGNORED


@pytest.mark.parametrize("html", ["<p>One</p><P>Two <a href='x'>and</a></P>", "A &amp; B<br/>C", "no markup"])
def test_plain_markup_takes_the_fast_path(html: str) -> None:
    assert markup._plain_markup(html) is not None


@pytest.mark.parametrize(
    "html", ["<script>x</script>", "a < b", "<p", "<p title='a<b'>", "<!-- c -->", "<video>", "\x01"]
)
def test_other_markup_is_parsed(html: str) -> None:
    assert markup._plain_markup(html) is None
