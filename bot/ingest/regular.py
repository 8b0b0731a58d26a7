"""The fast path for feeds: regular RSS, RDF and Atom, read as feedparser reads them or not at all.

feedparser takes 5 to 15 ms a feed, most of it for cases that well-made feeds do not have. Here an entry is read from
the elements named in the tables below. Whatever stands outside them (another element that feedparser understands, a
relative address, inline markup, a document type, damaged XML) makes `read_regular` step aside. A property test holds
the two to the same result (tests/property/test_fast_paths.py). Runs in a pool child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, XMLParser

from bot.ingest.enclosures import RawEnclosure

_ATOM, _RSS1 = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/}"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RSS_FIELDS = {"title": "title", "link": "link", "description": "summary"}
_FIELDS = {
    **{f"{space}{name}": value for space in ("", _RSS1) for name, value in _RSS_FIELDS.items()},
    **{f"{_ATOM}{name}": name for name in ("title", "id", "published", "updated", "summary", "content")},
    "guid": "id",
    "pubDate": "published",
    "author": "author",
    "category": "topic",
    "enclosure": "enclosure",
    _CONTENT: "content",
    f"{_DC}date": "updated",
    f"{_DC}creator": "author",
    f"{_DC}subject": "topic",
    f"{_TERMS}modified": "updated",
    f"{_TERMS}issued": "published",
    f"{_TERMS}created": "created",
    f"{_ATOM}link": "atom link",
    f"{_ATOM}author": "atom author",
    f"{_ATOM}category": "atom topic",
}
# Elements without children that feedparser keeps apart from what an entry takes; then whole namespaces of such.
_IGNORED = {"comments", "source", f"{_ATOM}rights", f"{_MEDIA}content", f"{_MEDIA}thumbnail"} | {
    f"{_DC}{name}" for name in ("identifier", "format", "type", "relation", "source")
}
_IGNORED_SPACES = {
    "{http://purl.org/rss/1.0/modules/slash/",
    "{http://wellformedweb.org/CommentAPI/",
    "{http://purl.org/syndication/thread/1.0",
    "{com-wordpress:feed-additions:1",
    "{http://www.georss.org/georss",
}
_REPEATED = {"author", "topic", "enclosure", "atom topic", "atom link"}
_ATOM_TYPES = {"": "text/plain", "text": "text/plain", "html": "text/html"}
_DEFAULT_TYPES = {"title": "text/plain", "summary": "text/html", "content": "text/html"}
_HTML_LINKS = {"", "text/html", "application/xhtml+xml"}
# Addresses and names (RFC 4151, RFC 8141) that resolving leaves as they are.
_PATH = r"[A-Za-z0-9._~%!$&'()*+,=:@/-]"
_ADDRESS = re.compile(
    rf"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/{_PATH}*)?(?:[?#](?:{_PATH}|\?)+)?|(?:tag|urn|yt):{_PATH}+"
)
_REFERENCE = re.compile(r"&\w+;")  # feedparser takes the semicolon out of such queries
# What feedparser looks for in a plain title before it calls it HTML, and the tags for which we agree without asking.
_MARKED = re.compile(r"</\w+>|&#?\w+;")
_TAGS = re.compile(r"</?(\w+)")
_ENTITIES = re.compile(r"&(\w+);")
_TITLE_TAGS = {"a", "b", "i", "em", "strong", "span", "sup", "sub", "u", "br", "p", "code", "cite", "q"}
_TITLE_ENTITIES = {"amp", "lt", "gt", "quot", "nbsp", "rsquo", "lsquo", "rdquo", "ldquo", "ndash", "mdash", "hellip"}
_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s(?:(?!encoding)[^>]){0,80}(?:\bencoding\s*=\s*[\"']utf-?8[\"'][^>]{0,40})?\?>|<(?!\?xml))",
    re.IGNORECASE,
)
_BEYOND_ASCII = re.compile("[\x80-\xff]")


class Text(NamedTuple):
    """A text construct and its type: text/plain or text/html."""

    value: str
    type: str


@dataclass(slots=True)
class RegularEntry:
    """One entry in the feed's own words; dates are not read yet, None where there are none."""

    title: Text | None = None
    texts: list[Text] = field(default_factory=list)
    id: str = ""
    link: str = ""
    published: str | None = None
    updated: str | None = None
    created: str | None = None
    author: str = ""
    topics: list[str] = field(default_factory=list)
    enclosures: list[RawEnclosure] = field(default_factory=list)


class _IrregularError(Exception):
    """The feed holds something that is feedparser's business."""


def read_regular(data: bytes, content_type: str) -> list[RegularEntry] | None:
    """Return the entries of a feed that is regular throughout and not empty, else None."""
    charset = content_type.lower().partition("charset=")[2].strip(" \"'")
    if charset not in {"", "utf-8", "utf8"} or not _PROLOG.match(data) or b"<!DOCTYPE" in data or _speaks_two(data):
        return None
    parser = XMLParser()  # noqa: S314 - without a document type there is nothing to expand
    try:
        parser.feed(data)
        return list(_entries(parser.close())) or None
    except (ParseError, _IrregularError):
        return None


def _entries(root: Element) -> Iterator[RegularEntry]:
    parent, name = _place(root)
    items = parent.findall(name)
    elements = list(root.iter())
    if sum(element.tag.lower().endswith(("item", "entry")) for element in elements) != len(items):
        raise _IrregularError
    if any(key.lower().endswith("base") for element in elements if element.attrib for key in element.attrib):
        raise _IrregularError
    return map(_entry, items)


def _speaks_two(data: bytes) -> bool:
    """Say whether a feed names the Atom and the RDF namespace: feedparser then takes the first for its version."""
    return b"http://www.w3.org/2005/Atom" in data and b"http://purl.org/rss/1.0/" in data.replace(b"/1.0/modules", b"")


def _place(root: Element) -> tuple[Element, str]:
    """Return the parent of the entries and their name."""
    if root.tag == "rss" and len(root) == 1 and root[0].tag == "channel":
        return root[0], "item"
    if root.tag == f"{_ATOM}feed":
        return root, f"{_ATOM}entry"
    if root.tag == f"{_RDF}RDF":
        return root, f"{_RSS1}item"
    raise _IrregularError


def _entry(item: Element) -> RegularEntry:
    entry = RegularEntry(id=item.get(f"{_RDF}about", ""))
    permalink = ""
    seen: set[str] = set()
    atom = item.tag.startswith(_ATOM)
    for element in item:
        kind = _kind(element, atom=atom)
        if kind is None:
            continue
        if kind not in _REPEATED and kind in seen:
            raise _IrregularError
        seen.add(kind)
        _take(entry, element, kind)
        if kind == "id":
            permalink = _permalink(entry, element)
    entry.link = entry.link or permalink
    return entry


def _kind(element: Element, *, atom: bool) -> str | None:
    """Return what an element says of its entry, None for nothing."""
    tag = element.tag
    kind = _FIELDS.get(tag)
    if (kind is not None and tag.startswith(_ATOM) == atom) or (tag.startswith((_DC, _TERMS)) and kind is not None):
        if len(element) and kind != "atom author":
            raise _IrregularError
        return kind
    if len(element) == 0 and (tag in _IGNORED or tag.partition("}")[0] in _IGNORED_SPACES):
        return None
    raise _IrregularError


def _take(entry: RegularEntry, element: Element, kind: str) -> None:
    """Put one element's words where they belong."""
    text = _words(element)
    match kind:
        case "title":
            entry.title = _typed(element, kind, text)
        case "summary" | "content":
            typed = _typed(element, kind, text)
            entry.texts.insert(0, typed) if kind == "content" else entry.texts.append(typed)
        case "link":
            entry.link = _address(text)
        case "atom link":
            _follow(entry, element)
        case "enclosure":
            entry.enclosures.append(_enclosure(element, "url"))
        case "atom author":
            entry.author = _person(element)
        case "topic" | "atom topic":
            entry.topics += [element.get("term", ""), text]
        case "id" | "author" | "published" | "updated" | "created":
            setattr(entry, kind, text)


def _words(element: Element) -> str:
    """Return an element's text as feedparser does: stripped, and mended where UTF-8 was encoded twice."""
    text = (element.text or "").strip()
    if _BEYOND_ASCII.search(text):
        if any("\x80" <= letter <= "\x9f" for letter in text):
            raise _IrregularError
        try:
            text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return text
        raise _IrregularError
    return text


def _typed(element: Element, kind: str, text: str) -> Text:
    if element.tag.startswith(_ATOM):
        stated = element.get("type", "")
        if stated not in _ATOM_TYPES or element.get("src") or element.get("mode"):
            raise _IrregularError
        return Text(text, _ATOM_TYPES[stated])
    if element.keys():
        raise _IrregularError
    if kind == "title" and _MARKED.search(text):
        strange = {tag.lower() for tag in _TAGS.findall(text)} - _TITLE_TAGS
        if strange or set(_ENTITIES.findall(text)) - _TITLE_ENTITIES:
            raise _IrregularError
        return Text(text, "text/html")
    return Text(text, _DEFAULT_TYPES[kind])


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or _REFERENCE.search(text):
        raise _IrregularError
    return text


def _permalink(entry: RegularEntry, element: Element) -> str:
    """Return the id where it may stand for a link that is missing; such ids are resolved, so they must be absolute."""
    flags = {key.lower(): value for key, value in element.items()}
    return _address(entry.id) if flags.get("ispermalink", "true") == "true" else ""


def _follow(entry: RegularEntry, element: Element) -> None:
    """Take the address of the entry's page, or of a file attached to it."""
    if element.get("rel", "").lower() == "enclosure":
        entry.enclosures.append(_enclosure(element, "href"))
    else:
        entry.link = _alternate(element) or entry.link


def _alternate(element: Element) -> str:
    """Return the address of a link to the entry's page, "" for other links."""
    if (element.text and element.text.strip()) or element.get("url") or element.get("uri"):
        raise _IrregularError
    href = element.get("href", "")
    if not href:
        raise _IrregularError
    alternate = element.get("rel", "alternate").lower() == "alternate"
    return _address(href) if alternate and element.get("type", "").lower() in _HTML_LINKS else ""


def _enclosure(element: Element, place: str) -> RawEnclosure:
    """Return an attached file; an Atom link's address is resolved, so it must be absolute."""
    url, kind, length = (element.get(name, "").strip() for name in (place, "type", "length"))
    if {"href", "url", "uri"}.intersection(element.keys()) != {place} or _BEYOND_ASCII.search(url + kind + length):
        raise _IrregularError
    return RawEnclosure(_address(url) if place == "href" else url, kind, length)


def _person(element: Element) -> str:
    """Return an Atom person as feedparser writes one: "name (email)"."""
    parts = {}
    for part in element:
        if part.tag not in {f"{_ATOM}name", f"{_ATOM}email", f"{_ATOM}uri"} or len(part) or part.tag in parts:
            raise _IrregularError
        parts[part.tag] = _words(part)
    name, mail = parts.get(f"{_ATOM}name", ""), parts.get(f"{_ATOM}email", "")
    return f"{name} ({mail})" if name and mail else name or mail
