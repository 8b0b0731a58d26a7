"""The fast paths say what the slow ones say, or nothing."""

from __future__ import annotations

from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.errors import ParseError
from bot.ingest import markup, parse, regular
from bot.ingest.entries import Entry, Reading
from bot.ingest.normalise import clean_text
from bot.ingest.parse import parse_feed, parse_irregular
from tests.builders.feeds import MARKUP, json_feeds, xml_feeds

URL = "https://feeds.example/news/feed.xml"


def fast(data: bytes) -> tuple[Entry, ...] | None:
    found = regular.read_regular(data, "application/xml")
    return None if found is None else tuple(parse._entries(found, URL))


def read(data: bytes) -> Reading | ParseError:
    try:
        return parse_feed(data, URL, "")
    except ParseError as error:
        return error


@settings(max_examples=400, deadline=None)
@given(xml_feeds())
def test_the_fast_path_reads_what_feedparser_reads_or_steps_aside(data: bytes) -> None:
    found = fast(data)
    event("fast" if found is not None else "aside")
    if found is not None:
        assert found == parse_irregular(data, URL, "application/xml").entries


@settings(max_examples=150, deadline=None)
@given(xml_feeds() | json_feeds())
def test_a_feed_by_its_grammar_is_read_or_refused_with_one_line(data: bytes) -> None:
    reading = read(data)
    if isinstance(reading, ParseError):
        assert "\n" not in reading.message
        return
    assert len({entry.key for entry in reading.entries}) == len(reading.entries)
    for entry in reading.entries:
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
        assert clean_text(entry.body) == entry.body
        for moment in (entry.published_at, entry.updated_at):
            assert moment is None or (moment.year, moment.month, moment.day) == (2026, 3, 4), "no date is invented"


@settings(max_examples=400, deadline=None)
@given(MARKUP | st.text(max_size=60))
def test_plain_markup_becomes_the_text_the_parser_makes_of_it(html: str) -> None:
    quick = markup._plain_markup(html)
    event("fast" if quick is not None else "aside")
    if quick is not None:
        assert clean_text(quick) == clean_text(markup._scan(html))
