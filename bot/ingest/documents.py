"""The documents a folder may hold: plain text, Markdown with front matter, web pages, e-mails. Runs in a pool child."""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from collections.abc import Iterable
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr

from bot.errors import ParseError
from bot.ingest.dates import read_date
from bot.ingest.encodings import decode_page, decode_text
from bot.ingest.entries import Entry, Reading, language, unread_date, unread_language
from bot.ingest.extract import extract_page
from bot.ingest.links import web_link
from bot.ingest.markup import html_to_text
from bot.ingest.normalise import clean_text, clean_title, clean_topics, unwrap

_POINTER_RATIO = 2  # less than half the words of another form is no form of the same letter
_LAYOUT = re.compile(r"<(/?)(?:table|thead|tbody|tr|td|th)\b[^>]*+>", re.IGNORECASE)  # in mails tables only lay out
_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{3,500}>")  # RFC 5322 section 3.6.4
# How the standard library's parser fails on damaged headers.
_DAMAGED = (email.errors.MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError)
_FENCE = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*\n")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|(?:[-*_][ \t]*){3,}$)", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^\n*_]+?)(?<=\S)\1(?![\w*])")


def read_text(data: bytes, name: str) -> Reading:
    """Return a text file as one entry: its first line is the title, the rest the body."""
    text, guessed = decode_text(data)
    head, _, rest = text.strip().partition("\n")
    return _reading(Entry(key=name, title=clean_title(head), body=clean_text(unwrap(rest))), guessed)


def read_markdown(data: bytes, name: str) -> Reading:
    """Return a Markdown file as one entry; front matter may give all but its words (docs/how-to/sources.md)."""
    text, guessed = decode_text(data)
    text = text.replace("\r\n", "\n").lstrip()
    fields: dict[str, list[str]] = {}
    if match := _FENCE.match(text):
        fields, text = _front_matter(match[1]), text[match.end() :].lstrip()
    title = clean_title(" ".join(fields.get("title", ())))
    if (heading := _HEADING.match(text + "\n")) and (not title or clean_title(heading[1]) == title):
        title, text = clean_title(_plain(heading[1])), text[heading.end() :]
    date, lang = (" ".join(fields.get(name, ())) for name in ("date", "lang"))
    published = read_date(date)
    entry = Entry(
        key=name,
        title=title,
        body=clean_text(unwrap(_plain(text))),
        link=web_link(" ".join(fields.get("link", ()))),
        published_at=published.at,
        published_doubt=published.doubt,
        author=clean_title(", ".join(fields.get("author", ()))),
        topics=clean_topics(fields.get("topics", ())),
        publisher=clean_title(" ".join(fields.get("source") or fields.get("publisher") or ())),
        family=clean_title(" ".join(fields.get("family", ()))).lower(),
        lang=language(lang),
    )
    doubts = [] if entry.published_at or not date else [unread_date(date)]
    if lang and entry.lang is None:
        doubts.append(unread_language(lang))
    return _reading(entry, guessed, doubts)


def read_html(data: bytes, name: str) -> Reading:
    """Return a saved web page as one entry; its link is the address it names as canonical."""
    page = extract_page(data, "", "")
    entry = Entry(
        key=name,
        title=page.title,
        body=page.body,
        link=page.canonical,
        published_at=page.published_at,
        published_doubt=page.published_doubt,
        updated_at=page.modified_at,
        author=page.author,
        topics=page.keywords,
    )
    return _reading(entry, None)


def read_mail(data: bytes, name: str) -> Reading:
    """Return an e-mail as one entry: subject, date, the address in Archived-At (RFC 5064), the fullest body."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        plain, html = (_part(message, kind) for kind in ("plain", "html"))
        headers = {name: str(message.get(name, "")) for name in ("Subject", "Date", "Archived-At", "From", "Keywords")}
    except _DAMAGED as error:
        raise ParseError(f"it is a damaged e-mail ({type(error).__name__}): export it again") from error
    published = read_date(headers["Date"])
    entry = Entry(
        key=name,
        title=clean_title(headers["Subject"]),
        body=_fullest(clean_text(unwrap(plain)), html),
        link=web_link(headers["Archived-At"].strip(" <>")),
        published_at=published.at,
        published_doubt=published.doubt,
        author=clean_title(parseaddr(headers["From"])[0]),
        topics=clean_topics(headers["Keywords"].split(",")),
    )
    unread = (unread_date(headers["Date"]),) if headers["Date"] and not entry.published_at else ()
    return _reading(entry, None, unread)


def read_letter(data: bytes, name: str) -> Reading:
    """Return a mail of a mailbox as one entry, known by its Message-ID, which outlives a renumbered mailbox."""
    reading = read_mail(data, name)
    try:
        written = str(email.message_from_bytes(data, policy=email.policy.compat32).get("Message-ID", ""))
    except _DAMAGED:
        written = ""
    known = _MESSAGE_ID.search(written)
    return replace(reading, entries=tuple(replace(entry, key=known[0] if known else name) for entry in reading.entries))


def _part(message: EmailMessage, kind: str) -> str:
    """Return the text of the body of one kind, or nothing."""
    part = message.get_body((kind,))
    payload = part.get_payload(decode=True) if part is not None else None
    return decode_page(payload, str(part["Content-Type"])) if part is not None and isinstance(payload, bytes) else ""


def _fullest(plain: str, html: str) -> str:
    """Return the plain body unless it only points at the other one ("open this letter in your browser")."""
    if not html:
        return plain
    whole = html_to_text(html)
    if len(whole) < _POINTER_RATIO * len(plain):
        return plain
    try:
        page = extract_page(_LAYOUT.sub(r"<\1div>", html).encode(), "", "text/html; charset=utf-8")
    except ParseError:  # too short for an article
        return whole
    return page.body if len(page.body) * _POINTER_RATIO >= len(whole) else whole


def _reading(entry: Entry, guessed: str | None, warnings: Iterable[str] = ()) -> Reading:
    if not entry.body:
        raise ParseError("it has no text below its title: write the title on the first line and the text below it")
    encoding = (f"it is not UTF-8; read as {guessed}: save it as UTF-8",) if guessed else ()
    return Reading(entries=(entry,), warnings=(*encoding, *warnings))


def _front_matter(text: str) -> dict[str, list[str]]:
    """Read the small part of YAML that front matter uses: `key: value`, `[a, b]` and lists of `- item`."""
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in text.split("\n"):
        if match := _FIELD.fullmatch(line.rstrip()):
            values = fields.setdefault(match[1].lower(), [])
            value = match[2]
            several = value.startswith("[") and value.endswith("]")
            values.extend(_unquote(part) for part in (value[1:-1].split(",") if several else [value]) if part.strip())
        elif match := _ITEM.fullmatch(line.rstrip()):
            values.append(_unquote(match[1]))
    return fields


def _unquote(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].replace('\\"', '"') if quoted else value


def _plain(text: str) -> str:
    """Return Markdown without its marks: what a reader of the rendered text sees, word for word."""
    text = _LINE_MARK.sub("", _LINK.sub(r"\1", text))
    return _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
