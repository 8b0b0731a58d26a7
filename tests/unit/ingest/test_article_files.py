"""JSON files of a folder: articles in the shape of the machine interfaces, each fault named with its article."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.article import Source, SourceKind
from bot.errors import ParseError
from bot.ingest.decide import Candidate, New, decide
from bot.ingest.entries import Reading
from bot.ingest.folder import read_file

WORDS = "The council voted on Tuesday to widen the eastern quay, after two years of hearings in the town."
NOW = datetime(2026, 3, 5, tzinfo=UTC)


def read(folder: Path, content: object) -> Reading:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    (folder / "desk.json").write_bytes(data)
    return read_file(str(folder), "desk.json")


def test_an_article_brings_all_that_the_machine_interfaces_know_of_one(tmp_path: Path) -> None:
    article = {"article": 7, "source": "Quayside", "title": "Quay vote", "date": "2026-03-04", "lang": "en"}
    extras = {"link": "https://quayside.example/7", "topics": ["Harbour"], "author": "Jo Doe", "family": "Estuary"}
    (entry,) = read(tmp_path, article | extras | {"text": f"{WORDS}\nMore.", "unknown": None}).entries
    assert (entry.key, entry.file, entry.title, entry.body) == ("7", "desk.json", "Quay vote", f"{WORDS}\nMore.")
    assert (entry.publisher, entry.family, entry.lang) == ("Quayside", "estuary", "en")
    assert (entry.link, entry.topics, entry.author) == ("https://quayside.example/7", ("harbour",), "Jo Doe")
    assert entry.published_at == datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"story": "s1", "articles": rows}])
def test_a_list_and_a_story_give_each_article_the_key_it_names(tmp_path: Path, wrap: object) -> None:
    rows = [
        {"id": "a1", "text": WORDS, "published_at": "2026-03-04T10:00:00+01:00"},
        {"link": "https://a.example/2", "text": WORDS},
        {"text": WORDS, "title": None},
    ]
    first, second, third = read(tmp_path, wrap(rows)).entries
    assert (first.key, first.published_at) == ("a1", datetime(2026, 3, 4, 9, tzinfo=UTC))
    assert second.key == "https://a.example/2"
    assert third.key.startswith("text:")


def test_a_single_article_without_id_is_its_file(tmp_path: Path) -> None:
    assert [entry.key for entry in read(tmp_path, {"text": WORDS}).entries] == ["desk.json"]


def test_a_json_feed_stays_a_feed(tmp_path: Path) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": WORDS}]}
    assert [(entry.key, entry.body) for entry in read(tmp_path, feed).entries] == [("1", WORDS)]


def test_a_wrong_article_is_a_warning_beside_the_readable_ones(tmp_path: Path) -> None:
    rows = [
        {"text": ""},
        "words",
        {"text": ["a"]},
        {"text": WORDS, "topics": "harbour"},
        {"id": 1, "text": WORDS, "date": "last week", "link": "ftp://a.example/", "lang": "English"},
        {"id": "1", "text": WORDS},
    ]
    reading = read(tmp_path, rows)
    assert [entry.key for entry in reading.entries] == ["1"]
    assert [line.partition(":")[0] for line in reading.warnings] == [
        *(f"article {number}" for number in (1, 2, 3, 4, 6)),
        *["article 5"] * 3,
    ]
    text = "\n".join(reading.warnings)
    for words in ('"text" is missing', "is no article", "is no text", "is no list of words", "stands twice"):
        assert words in text
    for words in ("'last week' is in no form that is read", "is no http(s) address", "is no ISO 639-1 code"):
        assert words in text


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"{", "it is not JSON .*line 1"),
        (b"[" * 100_000, "nested too deep"),
        (b"[]", "holds no article"),
        (b'"words"', "holds no article"),
        (b'{"articles": 3}', "holds no article"),
        (b'{"title": "only"}', '"text" is missing'),
        (b'{"version": "3", "items": []}', '"text" is missing'),
    ],
)
def test_a_file_without_a_readable_article_says_why(tmp_path: Path, data: bytes, cause: str) -> None:
    with pytest.raises(ParseError, match=cause):
        read(tmp_path, data)


def test_publisher_and_family_of_an_article_stand_before_those_of_its_source(tmp_path: Path) -> None:
    source = Source(id="src_1", kind=SourceKind.FOLDER, location="x", name="Desk", publisher="Desk", family="desk")
    named, bare = read(tmp_path, [{"text": WORDS, "source": "Quayside", "family": "q"}, {"text": WORDS[::-1]}]).entries
    articles = []
    for entry in (named, bare):
        intent = decide(None, Candidate(entry=entry, lang=None), source, baseline=False, now=NOW)
        assert isinstance(intent, New)
        articles.append((intent.article.publisher, intent.article.family))
    assert articles == [("Quayside", "q"), ("Desk", "desk")]
