from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.domain.article import DateDoubt, Enclosure
from bot.errors import ParseError
from bot.ingest.entries import MAX_ENTRIES, Reading
from bot.ingest.parse import parse_feed, parse_irregular
from tests.fakes.feeds import item, page, rss

MOMENT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
BASE = "https://outlet.example/feed"

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>An outlet</title><id>urn:outlet</id>
<entry><id>urn:1</id><title type="text">Q&amp;A: what is &lt;safe&gt;? &amp; &lt;!channel&gt;</title>
<link href="/one?a=1&amp;b=2"/><author><name>Jo Doe</name></author><category term="Science"/>
<published>2026-03-04T10:30:00+01:00</published><updated>2026-03-04T12:00:00Z</updated>
<summary>Short.</summary>
<content type="html">&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</content></entry>
<entry><id>urn:2</id><title type="html">&lt;b&gt;Bold&lt;/b&gt; words&lt;script&gt;x()&lt;/script&gt;</title>
<link href="javascript:alert(1)"/><updated>yesterday</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Four.</p></div></content></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://outlet.example/"><title>Outlet</title><link>https://outlet.example/</link></channel>
<item rdf:about="https://outlet.example/1"><title>One</title><link>https://outlet.example/1</link>
<description>Words.</description>
<dc:date>2026-03-04T09:30:00Z</dc:date><dc:creator>Jo Doe</dc:creator></item></rdf:RDF>"""


def read(data: bytes | str, content_type: str = "") -> Reading:
    return parse_feed(data.encode() if isinstance(data, str) else data, BASE, content_type)


def test_atom_is_read() -> None:
    first, second = read(ATOM).entries
    assert first.key == "urn:1"
    assert first.title == "Q&A: what is <safe>? & <!channel>"
    assert first.body == "One & two.\nThree."
    assert first.link == "https://outlet.example/one?a=1&b=2"
    assert first.published_at == MOMENT
    assert first.updated_at == datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert (first.author, first.topics) == ("Jo Doe", ("science",))
    assert (second.title, second.body) == ("Bold words", "Four.")


def test_a_javascript_link_is_dropped_and_a_word_is_no_date() -> None:
    second = read(ATOM).entries[1]
    assert (second.link, second.published_at, second.updated_at) == (None, None, None)


def test_a_publication_date_is_not_taken_for_an_update() -> None:
    (entry,) = read(rss(item("g1", "A", date="Wed, 04 Mar 2026 09:30:00 GMT"))).entries
    assert (entry.published_at, entry.updated_at) == (MOMENT, None)


def test_rss_is_read() -> None:
    date = "Wed, 04 Mar 2026 10:30:00 +0100"
    (entry,) = read(rss(item("g1", "A &amp; B", "<p>Words.</p>", "https://outlet.example/1", date))).entries
    assert (entry.key, entry.title, entry.body) == ("g1", "A & B", "Words.")
    assert (entry.link, entry.published_at) == ("https://outlet.example/1", MOMENT)


def test_rdf_is_read() -> None:
    (entry,) = read(RDF).entries
    assert (entry.title, entry.link, entry.author) == ("One", "https://outlet.example/1", "Jo Doe")
    assert entry.published_at == entry.updated_at == MOMENT  # the only date there is


def test_json_feed_is_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": 7, "url": "https://outlet.example/7", "title": "Seven", "content_html": "<p>Words.</p>",
             "date_published": "2026-03-04T09:30:00Z", "authors": [{"name": "Jo Doe"}], "tags": ["World"]},
            {"id": "8", "content_text": "Only text.", "external_url": "javascript:x()"},
            {"title": "without id"},
            "no object",
        ],
    }  # fmt: skip
    seven, eight = read(json.dumps(feed)).entries
    assert (seven.key, seven.title, seven.body, seven.published_at) == ("7", "Seven", "Words.", MOMENT)
    assert (seven.author, seven.topics) == ("Jo Doe", ("world",))
    assert (eight.key, eight.body, eight.link) == ("8", "Only text.", None)


def test_half_characters_of_json_never_leave_the_parser() -> None:
    broken = "\\ud83d"
    text = f'{{"id":"{broken}","url":"https://a.example/{broken}","title":"{broken}","content_text":"{broken} x"}}'
    (entry,) = read(f'{{"version":"https://jsonfeed.org/version/1","items":[{text}]}}').entries
    assert (entry.key, entry.title, entry.body, entry.link) == ("\ufffd", "\ufffd", "\ufffd x", None)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (page("A site", "Words."), "is a web page, not a feed: look for the site's feed"),
        (
            b"<html><link rel=alternate type=application/rss+xml href=/feed.xml>",
            "https://outlet.example/feed.xml as its",
        ),
        (b"plain words", "is no RSS, Atom or JSON feed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is no RSS, Atom or JSON feed"),
        (b'{"items": []}', "JSON but no JSON Feed"),
        (b"[1, 2]", "JSON but no JSON Feed"),
        (b'{"version": ', "damaged or cut off"),
        (b'{"a":' * 100_000, "damaged or cut off"),
    ],
)
def test_what_is_no_feed_is_refused_with_cause_and_fix(data: bytes, cause: str) -> None:
    with pytest.raises(ParseError) as caught:
        read(data)
    assert cause in caught.value.message
    assert ": " in caught.value.message
    assert "\n" not in caught.value.message


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
BOMB = f'<?xml version="1.0"?><!-- <a --><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss version="2.0"><channel>'
BOMB += "<item><guid>1</guid><title>&l8;</title></item></channel></rss>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_entity_bomb_is_refused(encoding: str) -> None:
    with pytest.raises(ParseError, match="entity bomb"):
        read(BOMB.encode(encoding))


def test_the_words_entity_in_an_article_are_no_bomb() -> None:
    (entry,) = read(rss(item("1", "On DTDs", "&lt;!DOCTYPE x [&lt;!ENTITY a 'b'>]>"))).entries
    assert "<!ENTITY" in entry.body


def test_an_old_document_type_without_entities_is_read() -> None:
    doctype = b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://localhost/rss-0.91.dtd">'
    feed = rss(item("1", "One", "Words.")).replace(b"?>", b"?>" + doctype, 1)
    assert len(read(feed).entries) == 1


def test_a_truncated_feed_gives_what_it_has_and_a_warning() -> None:
    whole = rss(*(item(str(n), f"Title {n}", "<p>Words.</p>") for n in range(5)))
    reading = read(whole[: int(len(whole) * 0.7)])
    assert 2 <= len(reading.entries) <= 4
    assert "damaged or cut off" in reading.warnings[0]


def test_a_feed_in_another_encoding_than_it_says_is_read_with_a_warning() -> None:
    feed = rss(item("1", "Café à Orléans", "<p>Déjà vu.</p>")).decode().encode("cp1252")
    reading = read(feed)
    assert reading.entries[0].title == "Café à Orléans"
    assert "encoding it declares" in reading.warnings[0]


@pytest.mark.parametrize(
    "content_type", ["", "text/xml", "text/html", "text/plain", "application/rss+xml; charset=UTF-8"]
)
def test_a_feed_that_is_what_it_says_gets_no_warning_whatever_its_content_type(content_type: str) -> None:
    reading = read(rss(item("1", "Café à Orléans", "<p>Déjà vu.</p>")), content_type)
    assert (reading.entries[0].title, reading.warnings) == ("Café à Orléans", ())


def test_a_feed_without_entries_is_valid_and_says_so() -> None:
    reading = read(rss())
    assert reading.entries == ()
    assert "no entries" in reading.warnings[0]


def test_repeated_keys_and_empty_items_are_left_out() -> None:
    feed = rss(item("1", "One"), item("1", "One again"), "<item></item>")
    assert [entry.title for entry in read(feed).entries] == ["One"]


def test_an_item_without_id_and_link_is_known_by_its_words() -> None:
    feed = rss("<item><title>One</title><description>Words.</description></item>")
    first, second = read(feed).entries[0], read(feed).entries[0]
    assert first.key == second.key
    assert first.key.startswith("text:")


def test_a_feed_of_the_largest_size_is_bounded() -> None:
    body = "<p>" + "word " * 60 + "</p>"
    feed = rss(*(item(str(n), f"Title {n}", body) for n in range(MAX_ENTRIES + 200)))
    reading = read(feed)
    assert len(reading.entries) == MAX_ENTRIES
    assert "the first 1,000 are read" in reading.warnings[-1]


def test_nothing_is_opened_that_a_feed_names(tmp_path: object) -> None:
    secret = rss(item("1", "One")).replace(b"<rss", b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss', 1)
    assert [entry.title for entry in read(secret).entries] == ["One"]


@pytest.mark.parametrize(
    "prolog", ["", '<?xml version="1.0"?>', '\ufeff<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>']
)
@pytest.mark.parametrize("content_type", ["", "text/xml", "application/rss+xml", "text/html"])
def test_a_feed_that_names_no_encoding_is_utf_8(prolog: str, content_type: str) -> None:
    feed = f"{prolog}<rss version='2.0'><channel><item><title>Freiräume 🌉</title></item></channel></rss>".encode()
    assert parse_feed(feed, "https://a.example/feed", content_type).entries[0].title == "Freiräume 🌉"
    assert parse_irregular(feed, "https://a.example/feed", content_type).entries[0].title == "Freiräume 🌉"


ATTACHED = """<enclosure url="https://a.example/1.mp3" type="Audio/MPEG" length="1234"/>
<enclosure url="https://a.example/1.mp3" type="audio/mpeg" length="1234"/>
<enclosure url="/2.jpg" type="" length="0"/><enclosure url="javascript:x" type="a" length="1"/>
<enclosure url="https://a.example/3" length="about 5 MB"/>"""


@pytest.mark.parametrize("odd", ["", "<odd:x/>"])  # an undeclared prefix keeps a feed off the fast path
def test_attached_files_are_named_with_kind_and_size_as_stated(odd: str) -> None:
    (entry,) = read(rss(f"<item><title>One</title>{odd}{ATTACHED}</item>")).entries
    assert entry.enclosures == (
        Enclosure(url="https://a.example/1.mp3", media_type="audio/mpeg", size_bytes=1234),
        Enclosure(url="https://outlet.example/2.jpg"),
        Enclosure(url="https://a.example/3"),
    )


def test_attached_files_of_atom_and_json_feeds_are_read() -> None:
    link = '<link rel="enclosure" href="https://a.example/1.mp3" type="audio/mpeg" length="1234"/>'
    (entry,) = read(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>A</title>{link}</entry></feed>'
    ).entries
    assert entry.link is None
    expected = (Enclosure(url="https://a.example/1.mp3", media_type="audio/mpeg", size_bytes=1234),)
    assert entry.enclosures == expected
    part = {"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1234}
    items = [
        {"id": "1", "content_text": "A", "attachments": [part, {"url": 7}, "x", {**part, "size_in_bytes": 10**40}]}
    ]
    data = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    assert read(json.dumps(data)).entries[0].enclosures == expected


def test_only_the_first_attached_files_of_an_entry_are_kept() -> None:
    many = "".join(f'<enclosure url="https://a.example/{n}" length="9"/>' for n in range(50))
    (entry,) = read(rss(f"<item><title>One</title>{many}</item>")).entries
    assert [each.url for each in entry.enclosures] == [f"https://a.example/{n}" for n in range(10)]


def test_links_lose_their_tracking_parameters_and_keys_stay_as_given() -> None:
    """A key that changed with this program's version would make every known entry new."""
    (entry,) = read(
        rss("<item><title>One</title><link>https://a.example/1?utm_source=rss&amp;p=1</link></item>")
    ).entries
    assert (entry.link, entry.key) == ("https://a.example/1?p=1", "https://a.example/1?utm_source=rss&p=1")


@pytest.mark.parametrize("odd", ["", "<odd:x/>"])
def test_a_date_without_zone_is_kept_with_its_doubt(odd: str) -> None:
    (entry,) = read(rss(f"<item><title>One</title>{odd}<pubDate>Wed, 04 Mar 2026 09:30:00</pubDate></item>")).entries
    assert (entry.published_at, entry.published_doubt) == (MOMENT, DateDoubt.ZONE)
