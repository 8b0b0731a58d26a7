"""Whatever bytes come in: a reading or one clear error, cleaned text, and never an invented date."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FetchError, ParseError
from bot.ingest.compression import Body
from bot.ingest.dates import parse_instant
from bot.ingest.entries import Reading
from bot.ingest.markup import html_to_text
from bot.ingest.normalise import clean_text, clean_title
from bot.ingest.parse import parse_feed
from tests.fakes.feeds import item, rss

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=300)  # lone surrogates too
FEED = rss(*(item(str(n), f"Title {n}", "<p>Words &amp; more.</p>", "https://a.example/") for n in range(3)))


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_title(clean_title(text)) == clean_title(text)


@given(ANY_TEXT)
def test_cleaned_text_can_be_stored_and_holds_no_blank_line(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert not any(not line or line != line.strip() for line in cleaned.split("\n")) or not cleaned


@given(st.text(st.characters(categories=["L", "N", "P"]), max_size=200))
def test_letters_digits_and_punctuation_are_never_touched(text: str) -> None:
    assert clean_text(text) == text


@given(ANY_TEXT)
def test_any_markup_becomes_clean_text(html: str) -> None:
    text = html_to_text(html)
    assert clean_text(text) == text


@given(st.datetimes(min_value=datetime(1971, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001  # made aware below
def test_stated_instants_survive_every_written_form(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    mail = f"{moment:%a, %d %b %Y %H:%M:%S} +0000"
    assert parse_instant(moment.isoformat()) == parse_instant(mail) == moment


@given(st.text(max_size=60))
def test_words_are_no_date(text: str) -> None:
    moment = parse_instant(text)
    assert moment is None or str(moment.year)[-2:] in text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_feed_is_read_or_refused_with_one_line(data: st.DataObject) -> None:
    feed = bytearray(FEED)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(feed)))
        feed[at : at + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=12))
    result = read(bytes(feed))
    if isinstance(result, ParseError):
        assert "\n" not in result.message
    else:
        assert all(entry.published_at is None and entry.key for entry in result.entries)
        assert all(clean_text(entry.body) == entry.body for entry in result.entries)


def read(feed: bytes) -> Reading | ParseError:
    try:
        return parse_feed(feed, "https://a.example/feed", "")
    except ParseError as error:
        return error


@given(st.binary(max_size=400), st.sampled_from(["", "gzip", "deflate"]), st.integers(1, 50))
def test_no_bytes_pass_the_limit_of_a_body(data: bytes, encoding: str, limit: int) -> None:
    body = Body(encoding=encoding, max_bytes=limit)
    try:
        body.feed(data)
        whole = body.close()
    except FetchError:
        return
    assert len(whole) <= limit
