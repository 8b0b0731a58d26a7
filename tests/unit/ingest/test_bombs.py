"""Hostile documents end: read or refused with one line. `benchmarks/bombs.py` measures time and memory of them all."""

from __future__ import annotations

import pytest

from bot.errors import ParseError
from bot.ingest.extract import extract_page
from bot.ingest.markup import html_to_text
from bot.ingest.parse import parse_feed, parse_irregular
from tests.builders.bombs import FEEDS, PAGES

URL = "https://a.example/feed"
# What took minutes or gigabytes before it was bounded, and what takes no time to build and read.
READ = [
    "10 MB of open comments",
    "10 MB of open quotations",
    "10 MB of open scripts",
    "50 kB of encodings on one line",
    "10 MB of items, irregular",
    "100,000 attributes",
    "20,000 nested tags",
    "20,000 nested tags, escaped",
    "a billion laughs",
    "one attribute of 9 MB",
    "9 MB of zero bytes",
    "1 MB of nested JSON",
    "JSON with a number of 5,000 digits",
]


@pytest.mark.parametrize("name", READ)
def test_a_hostile_feed_is_read_or_refused_with_one_line(name: str) -> None:
    try:
        entries = parse_feed(FEEDS[name](), URL, "").entries
    except ParseError as error:
        lines = error.message.count("\n")
        assert lines == 0
    else:
        assert all(entry.published_at is None for entry in entries)


@pytest.mark.parametrize(
    "name", ["20,000 nested tags", "2 MB of open brackets", "2 MB of tables", "2 MB of linked data"]
)
def test_a_hostile_page_is_read_or_refused_with_one_line(name: str) -> None:
    try:
        page = extract_page(PAGES[name](), URL, "text/html")
    except ParseError as error:
        lines = error.message.count("\n")
        assert lines == 0
    else:
        assert page.body


@pytest.mark.parametrize("name", ["100,000 attributes", "2 MB of links"])
def test_a_page_with_more_tags_or_attributes_than_any_article_is_refused(name: str) -> None:
    with pytest.raises(ParseError, match="more tags or attributes"):
        extract_page(PAGES[name](), URL, "text/html")


def test_escaped_markup_that_would_hold_feedparser_for_long_is_refused_and_read_where_the_feed_is_regular() -> None:
    with pytest.raises(ParseError, match="more than a million references"):
        parse_feed(FEEDS["10 MB of escaped markup, irregular"](), URL, "")
    assert parse_feed(FEEDS["10 MB of escaped markup"](), URL, "").entries


def test_of_a_very_long_feed_the_first_entries_are_read_whoever_reads_them() -> None:
    items = [b"<item><title>Title %d</title></item>" % number for number in range(1_500)]
    plain = b"<rss version='2.0'><channel>" + b"".join(items) + b"</channel></rss>"
    odd = plain.replace(b"<channel>", b"<channel><x:y/>")  # only feedparser's second parser takes this prefix
    for data in (plain, odd):
        reading = parse_feed(data, URL, "")
        assert [entry.title for entry in reading.entries] == [f"Title {number}" for number in range(1_000)]
        assert "the feed has 1,500 entries; the first 1,000 are read" in reading.warnings
    assert len(parse_irregular(odd, URL, "").entries) == 1_500, "the twin: feedparser itself would read them all"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one <!-- two", "one"),
        ("one <!-- two --> three", "one three"),
        ("one <!--> two", "one two"),
        ("one <a href='two>three", "one"),
        ("one <a href='x' title='>'>two</a> three", "one two three"),
        ("one <script>a</script b>two", "one two"),
        ("one <script>'</scripted>'</script>two", "one two"),
        ("one <style>two", "one"),
        ("one <3 two", "one <3 two"),
        ("one <? two ?> three", "one three"),
        ("1 <", "1 <"),
        ("<video>a<canvas>b</video>c</canvas>d", "cd"),
    ],
)
def test_what_is_never_closed_ends_the_text_as_in_browsers(html: str, text: str) -> None:
    assert html_to_text(html) == text
