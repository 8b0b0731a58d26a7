"""Web pages -> article text and metadata. Runs in a pool child; the only importer of trafilatura and lxml.

trafilatura's fast mode: F1 0.966 on 181 pages at about 9 ms each (docs/decisions/0052-article-text.md). Its date
guessing is off; a page's date counts only where the page states an instant (`dates`).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from bot.errors import ParseError
from bot.ingest.canonical import canonical_link
from bot.ingest.dates import Stated, parse_instant, surest_date
from bot.ingest.encodings import decode_page
from bot.ingest.entries import Page
from bot.ingest.markup import html_to_text
from bot.ingest.normalise import clean_text, clean_title, clean_topics, drop_title
from bot.ingest.notes import blocks, missing_notes
from bot.ingest.stubs import paywalled, stub_reason

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # our errors say it; stderr stays quiet

_PAYWALL = "the page shows the beginning of its article only (a paywall)"
MIN_BODY_CHARS = 200  # below it, what was found is a consent notice, a teaser or a caption
_TITLES = ("og:title", "twitter:title", "dc.title")
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "parsely-pub-date")
_CHANGES = ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dc.date.modified")
_AUTHORS = ("author", "byl", "parsely-author", "article:author", "dc.creator")
_MAX_NESTING = 6  # of JSON-LD: a graph holds pages that hold articles


_MAX_TAGS = 100_000  # a page of 260,000 links took 316 MB; articles have some thousand tags
_MANY_ATTRIBUTES = re.compile(  # possessive throughout: no stretch is read twice
    r"<[a-zA-Z][^\s<>]*+(?>\s++(?>[^\s<>\"']++|\"[^\"<]*+\"|'[^'<]*+')++){1000}"
)


def extract_page(data: bytes, url: str, content_type: str) -> Page:
    """Return the article of a page.

    Raises:
        ParseError: The answer is no HTML or has no article text.
    """
    if content_type and not any(kind in content_type.lower() for kind in ("html", "xml", "text/plain")):
        raise ParseError(f"the link leads to {content_type.partition(';')[0]}, not to a page", lasting=True)
    html = decode_page(data, content_type)
    if html.count("<") > _MAX_TAGS or _MANY_ATTRIBUTES.search(html):  # libxml2's time grows with their square
        raise ParseError("the page has more tags or attributes than any article", lasting=True)
    tree = _tree(html)
    facts = _Facts(tree)
    stated, shown = facts.bodies(), blocks(tree)
    found = bare_extraction(tree, url=url or None, fast=True, include_comments=False, with_metadata=False)
    text = clean_text(found.text or "") if found is not None and not isinstance(found, dict) else ""
    titles = tuple(facts.titles())
    # Where trafilatura finds no article, what the page's own data call its body.
    body = drop_title(text if len(text) >= MIN_BODY_CHARS else max(stated, key=len, default=text), titles)
    reason = stub_reason(titles=titles, body=body, url=url)
    if reason is not None:
        raise ParseError(f"{reason}: the feed's own words are used where it has some", lasting=True)
    if len(body) < MIN_BODY_CHARS:
        raise ParseError(
            "the page has no article text (a consent page, a paywall, a video or a script): "
            "the feed's own words are used where it has some",
            lasting=True,
        )
    body = "\n".join((body, *missing_notes(shown, body)))
    published = facts.published()
    return Page(
        title=titles[0] if titles else "",
        body=body,
        published_at=published.at,
        published_doubt=published.doubt,
        modified_at=facts.modified_at(),
        canonical=canonical_link(facts.canonical, url),
        author=facts.author(),
        keywords=facts.keywords(),
        notice=_PAYWALL if paywalled(body=body, free=facts.free()) else "",
    )


def _tree(html: str) -> HtmlElement:
    """Parse HTML; lxml refuses a str that declares an encoding, so it travels as UTF-8."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:  # an empty document
        raise ParseError("the page is empty", lasting=True) from error


class _Facts:
    """What a page says about itself in meta elements and JSON-LD, read before trafilatura prunes the tree."""

    def __init__(self, tree: HtmlElement) -> None:
        self._meta: dict[str, str] = {}
        for element in tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if name and element.get("content"):
                self._meta.setdefault(name.strip().lower(), element.get("content", ""))
        self._linked = list(_linked_data(tree))
        self._headline = next((element.text_content() for element in tree.iter("h1")), "")
        self._document_title = next((element.text_content() for element in tree.iter("title")), "")
        self._times = [element.get("datetime") for element in tree.iter("time") if element.get("pubdate") is not None]
        self.canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)

    def titles(self) -> Iterator[str]:
        """Yield the headlines: as the page shares it, as its data and heading say, and the window's title."""
        named = (self._meta.get(name) for name in _TITLES)
        linked = (_text(node.get("headline")) for node in self._linked)
        candidates = (*named, *linked, self._headline, self._document_title)
        yield from (title for title in (clean_title(words or "") for words in candidates) if title)

    def published(self) -> Stated:
        """Return the surest date of publication that is stated."""
        return surest_date(
            *(self._meta.get(name) for name in _DATES),
            *(_text(node.get("datePublished")) for node in self._linked),
            *self._times,
        )

    def modified_at(self) -> datetime | None:
        """Return when the text was last changed, the latest instant stated, or None."""
        stated = (
            *(self._meta.get(name) for name in _CHANGES),
            *(_text(node.get("dateModified")) for node in self._linked),
        )
        return max(filter(None, map(parse_instant, stated)), default=None)

    def bodies(self) -> list[str]:
        """Return the texts that the page's data call an article's body."""
        stated = (_text(node.get("articleBody")) for node in self._linked)
        return [text for text in map(html_to_text, stated) if text]

    def free(self) -> bool:
        """Say whether the article may be read without paying, as far as the page says."""
        return not any(str(node.get("isAccessibleForFree")).lower() == "false" for node in self._linked)

    def keywords(self) -> tuple[str, ...]:
        """Return the page's keywords as topics."""
        return clean_topics(self._meta.get("keywords", "").split(","))

    def author(self) -> str:
        """Return the byline or an empty text."""
        named = (self._meta.get(name) or "" for name in _AUTHORS)
        linked = (", ".join(_names(node.get("author"))) for node in self._linked)
        return next((clean_title(words) for words in (*named, *linked) if words and "://" not in words), "")


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Yield the JSON-LD objects that describe an article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            yield from _articles(json.loads(script.text or ""), _MAX_NESTING)
        except (ValueError, RecursionError):  # broken data says nothing about the text
            continue


def _articles(node: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth and isinstance(node, list):
        for part in node:
            yield from _articles(part, depth - 1)
    elif depth and isinstance(node, Mapping):
        if "headline" in node or "datePublished" in node:
            yield node
        yield from _articles(node.get("@graph"), depth - 1)


def _names(author: object) -> Iterator[str]:
    for part in author if isinstance(author, list) else [author]:
        name = _text(part.get("name")) if isinstance(part, Mapping) else _text(part)
        if name:
            yield name


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
