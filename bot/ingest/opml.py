"""OPML, the exchange format of feed readers (https://opml.org/spec2.opml): outlines in folders, folders as topics."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ElementTree, ParseError, SubElement, XMLParser, indent

from bot.domain.article import Source, SourceKind
from bot.errors import ParseError as BadOpmlError
from bot.ingest.links import web_link
from bot.ingest.normalise import clean_title, clean_topics

_MAX_BYTES = 10_000_000
_MAX_DEPTH = 50  # feed readers nest two or three levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed of an OPML file. `topics` are the folders around it, the innermost last, and its own categories."""

    url: str
    name: str = ""
    topics: tuple[str, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """What an OPML file lists; `left_out` says why something of it is not taken."""

    feeds: tuple[Subscription, ...]
    left_out: tuple[str, ...] = ()


def read_opml(data: bytes) -> Subscriptions:
    """Return the feeds an OPML file lists, each address once.

    Raises:
        ParseError: It is too large, damaged, declares entities or is no OPML.
    """
    if len(data) > _MAX_BYTES:
        raise BadOpmlError(f"the file has more than {_MAX_BYTES:,} bytes: split it")
    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise BadOpmlError("the file declares XML entities and is not read: export it again")
    parser = XMLParser()  # noqa: S314 - files that declare entities are refused above
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError) as error:  # the latter two: an encoding nobody knows
        raise BadOpmlError(f"the file is damaged ({error}): export it again") from error
    body = root.find("body")
    if root.tag.lower() != "opml" or body is None:
        raise BadOpmlError("the file is no OPML: export your subscriptions as OPML")
    found: dict[str, Subscription] = {}
    left_out: list[str] = []
    for outline, folders in _outlines(body):
        _take(outline, folders, found, left_out)
    return Subscriptions(feeds=tuple(found.values()), left_out=tuple(left_out))


def _outlines(body: Element) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield every outline that names an address, with the folders around it; no recursion, however deep."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(body, ())]
    while waiting:
        parent, folders = waiting.pop()
        for outline in reversed(parent.findall("outline")):
            name = outline.get("text") or outline.get("title") or ""
            if len(outline) and len(folders) < _MAX_DEPTH:
                waiting.append((outline, folders if outline.get("xmlUrl") else (*folders, name)))
        yield from ((outline, folders) for outline in parent.findall("outline") if outline.get("xmlUrl") is not None)


def _take(outline: Element, folders: Sequence[str], found: dict[str, Subscription], left_out: list[str]) -> None:
    name = clean_title(outline.get("title") or outline.get("text") or "")
    url = web_link(outline.get("xmlUrl"))
    if url is None:
        left_out.append(f"{name or 'a feed without a name'}: its address is no http(s) address without a password")
        return
    # A category is a word, or a path of them: "/World/Asia".
    categories = (part.rpartition("/")[2] for part in (outline.get("category") or "").split(","))
    topics = clean_topics((*folders, *categories))
    former = found.get(url)
    lang = (outline.get("language") or "")[:2].lower()
    found[url] = Subscription(
        url=url,
        name=former.name if former else name,
        topics=clean_topics((*former.topics, *topics)) if former else topics,
        lang=lang if lang.isascii() and lang.isalpha() and len(lang) == 2 else None,  # noqa: PLR2004 - ISO 639-1
    )


def write_opml(sources: Iterable[Source]) -> bytes:
    """Return the feeds among the sources as OPML 2.0: one folder for each first topic, all topics as categories."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "Counterpoint"
    body = SubElement(root, "body")
    folders: dict[str, Element] = {}
    for source in sources:
        if source.kind is not SourceKind.FEED:
            continue
        folder = body
        if source.topics:
            first = source.topics[0]
            folder = folders.get(first) or folders.setdefault(first, SubElement(body, "outline", text=first))
        line = {"type": "rss", "text": source.name, "title": source.name, "xmlUrl": source.location}
        line |= {"category": ",".join(source.topics)} if source.topics else {}
        line |= {"language": source.lang} if source.lang else {}
        SubElement(folder, "outline", line)
    indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + _bytes(root) + b"\n"


def _bytes(root: Element) -> bytes:
    from io import BytesIO

    out = BytesIO()
    ElementTree(root).write(out, encoding="utf-8")
    return out.getvalue()


def catalogue_rows(feeds: Iterable[Subscription]) -> str:
    """Return feeds as the `[[source]]` tables of a catalogue (TOML 1.0)."""
    return "".join(_row(feed) for feed in feeds)


def _row(feed: Subscription) -> str:
    lines = ["", "[[source]]"]
    lines += [f"name = {_quoted(feed.name)}"] if feed.name else []
    lines += [f"url = {_quoted(feed.url)}"]
    lines += [f"topics = [{', '.join(map(_quoted, feed.topics))}]"] if feed.topics else []
    lines += [f"lang = {_quoted(feed.lang)}"] if feed.lang else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string of cleaned text is a TOML basic string
