"""Pages that answer 200 and hold no article, and articles that only speak of such things."""

from __future__ import annotations

import pytest

from bot.errors import ParseError
from bot.ingest.entries import Page
from bot.ingest.extract import extract_page
from tests.fakes.feeds import page

WORDS = (
    "The harbour master opened the north quay on Monday after three weeks of repairs to its oldest crane.",
    "Two ferries left for the islands before noon, and a third waited for the tide, the port's log shows.",
    "The council will decide in May whether the old crane stays where it has stood for ninety years.",
)
COOKIES = (
    "We and our partners use cookies and similar techniques to store information on your device and to read it.",
    "With your consent we use personal data to measure how our content is read and to show you advertisements.",
    "You can change your privacy settings at any time; reading on means that you agree to the use of cookies.",
)


def extract(title: str, *paragraphs: str, head: str = "", url: str = "https://a.example/1") -> Page:
    return extract_page(page(title, *paragraphs, head=head), url, "text/html")


@pytest.mark.parametrize(
    "title",
    ["404 - Harbour Post", "Page not found", "Seite nicht gefunden", "Article no longer available", "Page introuvable"],
)
def test_a_page_that_says_it_is_not_there_is_no_article(title: str) -> None:
    with pytest.raises(ParseError, match="a soft 404") as caught:
        extract(title, *WORDS)
    assert caught.value.lasting


def test_a_long_article_about_such_a_page_is_one() -> None:
    assert extract("How 404 pages became an art", *WORDS * 6).body


def test_a_page_that_asks_for_consent_is_no_article() -> None:
    with pytest.raises(ParseError, match="asks for consent"):
        extract("Before you continue", *COOKIES)
    with pytest.raises(ParseError, match="asks for consent"):
        extract("Harbour Post", *WORDS, url="https://consent.a.example/collect?to=1")


def test_an_article_that_mentions_cookies_is_one() -> None:
    assert extract("Quay opens", *WORDS, COOKIES[0]).body.count("\n") == 3


def test_a_paywalls_beginning_is_read_with_a_notice() -> None:
    head = '<script type="application/ld+json">{"headline":"Quay opens","isAccessibleForFree":false}</script>'
    found = extract("Quay opens", *WORDS, head=head)
    assert found.body.startswith("The harbour master")
    assert "a paywall" in found.notice
    assert extract("Quay opens", *WORDS).notice == ""
    assert extract("Quay opens", *WORDS * 6, head=head).notice == "", "a metered site shows the whole article"


def test_where_the_page_shows_nothing_its_own_data_are_read() -> None:
    text = " ".join(WORDS)
    head = f'<script type="application/ld+json">{{"headline":"Quay opens","articleBody":"{text}"}}</script>'
    data = f"<html><head>{head}</head><body><div id=app></div></body></html>".encode()
    assert extract_page(data, "https://a.example/1", "text/html").body == text
