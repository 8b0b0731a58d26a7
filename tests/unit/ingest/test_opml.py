"""Subscriptions in and out of OPML."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.exchange import import_opml
from bot.domain.article import Source, SourceKind
from bot.errors import ParseError, SettingsError
from bot.ingest.catalogue import read_sources
from bot.ingest.normalise import clean_title
from bot.ingest.opml import Subscription, catalogue_rows, read_opml, write_opml


def opml(*outlines: str) -> bytes:
    return f"<?xml version='1.0'?><opml version='2.0'><head/><body>{''.join(outlines)}</body></opml>".encode()


def feed(url: str, name: str = "A", extra: str = "") -> str:
    return f"<outline type='rss' text='{name}' xmlUrl='{url}' {extra}/>"


def test_folders_however_deep_become_topics() -> None:
    inner = f"<outline text='World'><outline text='Asia'>{feed('https://a.example/1')}</outline></outline>"
    (one,) = read_opml(opml(inner)).feeds
    assert one == Subscription(url="https://a.example/1", name="A", topics=("world", "asia"))


def test_categories_become_topics_too_and_a_feed_in_two_folders_has_both() -> None:
    one = feed("https://a.example/1", extra="category='/Boss/World,sea' language='DE-at'")
    two = feed("https://a.example/1", name="Other")
    found = read_opml(opml(f"<outline text='One'>{one}</outline>", f"<outline text='Two'>{two}</outline>"))
    assert [(one.name, one.topics) for one in found.feeds] == [("A", ("one", "world", "sea", "two"))]


def test_what_is_no_public_address_is_left_out_with_its_name() -> None:
    found = read_opml(
        opml(feed("https://u:p@a.example/", "Private"), feed("javascript:x", "Odd"), feed("https://a.example/"))
    )
    assert [one.url for one in found.feeds] == ["https://a.example/"]
    assert [line.split(":")[0] for line in found.left_out] == ["Private", "Odd"]
    assert not any("u:p" in line for line in found.left_out)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "damaged"),
        (b"<opml><body>", "damaged"),
        (b"<rss/>", "is no OPML"),
        (b"<opml/>", "is no OPML"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><opml><body/></opml>", "entities"),
        (b"<?xml version='1.0' encoding='x'?><opml/>", "damaged"),
        (b" " * 10_000_001, "more than 10,000,000"),
    ],
)
def test_anything_else_is_refused_with_its_cause(data: bytes, cause: str) -> None:
    with pytest.raises(ParseError, match=cause):
        read_opml(data)


def test_ten_thousand_folders_in_one_another_are_no_harm() -> None:
    deep = "<outline text='f'>" * 10_000 + feed("https://a.example/1") + "</outline>" * 10_000
    assert read_opml(opml(deep, feed("https://b.example/1"))).feeds[-1].url == "https://b.example/1"


NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF), min_size=1, max_size=20).map(clean_title)
TOPICS = st.lists(st.sampled_from(["world", "sea & coast", "<b>", "köln"]), max_size=3, unique=True).map(tuple)


@given(st.lists(st.tuples(NAMES, TOPICS, st.sampled_from([None, "en"])), max_size=6))
def test_what_is_exported_is_imported_again(rows: list[tuple[str, tuple[str, ...], str | None]]) -> None:
    sources = [
        Source(
            id=f"src_{number}",
            kind=SourceKind.FEED,
            location=f"https://a.example/{number}?a=1&b=2",
            name=name,
            publisher="P",
            topics=topics,
            lang=lang,
        )
        for number, (name, topics, lang) in enumerate(rows)
    ]
    found = {one.url: one for one in read_opml(write_opml(sources)).feeds}
    assert found == {
        source.location: Subscription(url=source.location, name=source.name, topics=source.topics, lang=source.lang)
        for source in sources
    }
    assert [row["url"] for row in tomllib.loads(catalogue_rows(found.values())).get("source", [])] == list(found)


def test_folders_and_pages_are_no_subscriptions() -> None:
    inbox = Source(id="src_1", kind=SourceKind.FOLDER, location="/inbox", name="Inbox", publisher="")
    assert b"/inbox" not in write_opml([inbox])


def test_an_import_adds_what_is_new_and_leaves_the_rest_as_it_stands(tmp_path: Path) -> None:
    catalogue, file = tmp_path / "sources.toml", tmp_path / "feeds.opml"
    before = '# mine\n[[source]]\nurl = "https://a.example/1"\ntopics = ["kept"]\n'
    catalogue.write_text(before)
    file.write_bytes(opml(feed("https://a.example/1"), feed("https://b.example/2", "B &quot;x&quot;")))
    assert import_opml(file, catalogue) == ["1 feeds added to sources.toml, 1 stood there already."]
    assert catalogue.read_text().startswith(before)
    assert [(source.name, source.topics) for source in read_sources(catalogue)] == [
        ("https://a.example/1", ("kept",)),
        ('B "x"', ()),
    ]
    assert import_opml(file, catalogue) == ["0 feeds added to sources.toml, 2 stood there already."]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feeds.opml", "sources.toml"]


def test_a_wrong_catalogue_is_told_and_left_alone(tmp_path: Path) -> None:
    catalogue, file = tmp_path / "sources.toml", tmp_path / "feeds.opml"
    catalogue.write_text("[[source]]\nurl = 1\n")
    file.write_bytes(opml(feed("https://b.example/2")))
    with pytest.raises(SettingsError):
        import_opml(file, catalogue)
    assert catalogue.read_text() == "[[source]]\nurl = 1\n"
