"""Whatever a JSON file, a letter, a feed's head or a hub says: a reading, one clear error, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ports import FetchResponse
from bot.errors import ParseError
from bot.ingest.documents import read_letter
from bot.ingest.entries import Entry, Reading
from bot.ingest.normalise import clean_text, clean_title
from bot.ingest.records import read_articles
from bot.ingest.websub import find_hub, is_signed, lease_of
from tests.builders.mail import letter

NAMES = ("article", "id", "text", "title", "source", "family", "date", "published_at", "lang", "link", "topics")
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
ARTICLES = st.dictionaries(st.sampled_from(NAMES), VALUES | st.text(min_size=1, max_size=60), max_size=8)


def read(work: Callable[[], Reading]) -> Reading | str:
    """Return what was read, or the one line that says why nothing was."""
    try:
        return work()
    except ParseError as error:
        return error.message


def is_one_line(words: str) -> bool:
    return bool(words) and "\n" not in words


def is_clean(entry: Entry) -> bool:
    return clean_text(entry.body) == entry.body and clean_title(entry.title) == entry.title and bool(entry.key)


@given(VALUES | ARTICLES | st.lists(ARTICLES | VALUES, max_size=4))
def test_any_json_is_articles_or_one_line_that_says_why_not(value: object) -> None:
    reading = read(lambda: read_articles(json.dumps(value).encode(), "desk.json"))
    if isinstance(reading, str):
        assert is_one_line(reading)
        return
    assert reading.entries
    assert all(is_clean(entry) and entry.body for entry in reading.entries)
    assert len({entry.key for entry in reading.entries}) == len(reading.entries)
    assert all(is_one_line(warning) for warning in reading.warnings)


@given(st.binary(max_size=300))
def test_any_bytes_are_articles_or_one_error(data: bytes) -> None:
    reading = read(lambda: read_articles(data, "desk.json"))
    assert is_one_line(reading) if isinstance(reading, str) else reading.entries


@given(st.integers(0, 600), st.binary(max_size=20), st.booleans())
def test_a_damaged_letter_is_a_letter_or_one_error(place: int, damage: bytes, html: bool) -> None:
    whole = letter("Quay vote", ["The council voted on Tuesday.", "More."], message_id="1@h", html=html)
    reading = read(lambda: read_letter(whole[:place] + damage + whole[place:], "mail:1:1"))
    assert is_one_line(reading) if isinstance(reading, str) else all(map(is_clean, reading.entries))


@given(st.binary(max_size=400), st.text(max_size=400))
def test_whatever_a_feed_and_its_header_say_a_hub_is_a_web_address(body: bytes, link: str) -> None:
    head = b"<rss><channel><atom:link rel='hub' href='" + body
    found = find_hub(FetchResponse(status=200, url="https://a.example/f", body=head, content_type="", link=link))
    assert found is None or found.url.startswith(("http://", "https://"))
    assert found is None or found.topic.startswith(("http://", "https://"))


@given(st.binary(max_size=50), st.text(max_size=100))
def test_no_words_are_a_signature_and_no_lease_is_endless(body: bytes, words: str) -> None:
    assert not is_signed(body, words, "s3cret")
    assert 1 <= lease_of(words) <= 30 * 86_400
