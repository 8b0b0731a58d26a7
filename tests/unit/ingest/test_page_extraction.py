from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.domain.article import DateDoubt
from bot.errors import ParseError
from bot.ingest.extract import extract_page
from bot.ingest.language import identify
from tests.fakes.feeds import page

WORDS = (
    "The council of the harbour town voted on Tuesday to widen the eastern quay, after two years of hearings.",
    "The work is to begin in May and will close the fish market for a season, the harbour office said.",
    "Traders said they had been promised a hall on the northern side, and that nobody had shown them a plan.",
)
URL = "https://outlet.example/quay"


def test_the_article_is_taken_and_the_furniture_left() -> None:
    found = extract_page(page("Quay to be widened", *WORDS), URL, "text/html")
    assert found.title == "Quay to be widened"
    assert found.body == "\n".join(WORDS)
    assert (found.published_at, found.canonical, found.author) == (None, None, "")


def test_what_the_page_says_about_itself_is_read() -> None:
    head = (
        '<meta property="og:title" content="Quay vote"><meta name="author" content="Jo Doe">'
        '<meta property="article:published_time" content="2026-03-04T10:30:00+01:00">'
        '<link rel="canonical" href="/news/quay"><meta name="keywords" content="Harbour, politics">'
    )
    found = extract_page(page("Quay to be widened", *WORDS, head=head), URL, "text/html")
    assert (found.title, found.author, found.keywords) == ("Quay vote", "Jo Doe", ("harbour", "politics"))
    assert found.published_at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    assert found.canonical == "https://outlet.example/news/quay"


def test_linked_data_is_read_and_damaged_data_ignored() -> None:
    data = {"@graph": [{"@type": "NewsArticle", "headline": "Quay vote", "datePublished": "2026-03-04T09:30:00Z",
                        "author": [{"name": "Jo Doe"}, {"name": "Reuters"}]}]}  # fmt: skip
    head = (
        f'<script type="application/ld+json">{{</script><script type="application/ld+json">{json.dumps(data)}</script>'
    )
    found = extract_page(page("Quay to be widened", *WORDS, head=head), URL, "text/html")
    assert (found.title, found.author) == ("Quay vote", "Jo Doe, Reuters")
    assert found.published_at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def test_the_surest_date_of_a_page_counts_and_its_doubt_is_kept() -> None:
    head = '<meta property="article:published_time" content="2026-03-04">'
    found = extract_page(page("Quay", *WORDS, head=head), URL, "text/html")
    assert (found.published_at, found.published_doubt) == (datetime(2026, 3, 4, tzinfo=UTC), DateDoubt.DAY)
    head += '<meta name="parsely-pub-date" content="2026-03-04T09:30:00Z">'
    found = extract_page(page("Quay", *WORDS, head=head), URL, "text/html")
    assert (found.published_at, found.published_doubt) == (datetime(2026, 3, 4, 9, 30, tzinfo=UTC), DateDoubt.EXACT)


def test_the_latest_change_a_page_states_is_read() -> None:
    data = {"headline": "Quay vote", "dateModified": "2026-03-05T09:30:00+01:00", "datePublished": "2026-03-04"}
    head = (
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        '<meta property="article:modified_time" content="2026-03-04T11:00:00Z">'
    )
    found = extract_page(page("Quay", *WORDS, head=head), URL, "text/html")
    assert found.modified_at == datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
    assert extract_page(page("Quay", *WORDS), URL, "text/html").modified_at is None


@pytest.mark.parametrize(
    ("data", "content_type", "cause"),
    [
        (b"", "text/html", "the page is empty"),
        (b"<!-- -->", "text/html", "the page is empty"),
        (page("Consent", "Please accept cookies."), "text/html", "no article text"),
        (b"<html><body><script>render()</script></body></html>", "text/html", "no article text"),
        (b"%PDF-1.7", "application/pdf", "leads to application/pdf"),
        (b"<p>" * 20_000, "text/html", "no article text"),
    ],
)
def test_a_page_without_an_article_is_refused_for_good(data: bytes, content_type: str, cause: str) -> None:
    with pytest.raises(ParseError) as caught:
        extract_page(data, URL, content_type)
    assert cause in caught.value.message
    assert caught.value.lasting


def test_the_charset_of_the_header_is_used() -> None:
    data = page("Brücke", *WORDS).replace(b"<meta charset=utf-8>", b"").decode().encode("latin-1")
    assert extract_page(data, URL, "text/html; charset=iso-8859-1").title == "Brücke"


def test_languages_are_told_and_short_texts_are_not_guessed() -> None:
    german = "Der Rat der Hafenstadt hat am Dienstag beschlossen, den östlichen Kai zu verbreitern."
    assert identify((WORDS[0], german, "Ja.", "")) == ("en", "de", None, None)
