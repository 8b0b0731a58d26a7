"""Text cleaned once, before storage; later layers only escape (docs/decisions/0050-clean-once.md).

Spans are offsets into the cleaned text, so nothing here may run a second time on stored words. Beyond white space
and invisible controls every code point stays as the source wrote it: no NFC, no quotation marks straightened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import islice

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls (C0, C1), soft hyphen, zero-width space, word joiner and BOM, bidi marks, embeddings and isolates,
# invisible operators, interlinear annotation, tag characters: they change what a reader sees, not what is said.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# The zero-width (non-)joiner spells words in Persian and Indic scripts and joins emoji; elsewhere it only hides.
_JOINED = "[\u0590-\u167f\u1681-\u1fff\u2190-\u2fff\u3001-\U0010ffff]"
_JOINER = re.compile(f"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})")
_BLANKS = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile(r" ?\n[\n ]*")
_LIST_MARK = re.compile(r"(?:[-*+•\u2013]|\d{1,3}[.)])\s")
_TOPIC_CHARS = 40
_TOPICS = 10
_WRAPPED_LINE_CHARS = 100  # e-mail and plain-text editors wrap at 65 to 100 columns


def clean_text(text: str) -> str:
    """Return the text with one paragraph a line, no blank lines and no invisible controls. Idempotent."""
    if not text.replace("\n", "").isprintable():
        text = _SURROGATE.sub("\ufffd", text)
        text = _JOINER.sub("", _INVISIBLE.sub("", _LINE_END.sub("\n", text)))
    elif not ("  " in text or " \n" in text or "\n " in text or "\n\n" in text):
        return text.strip()  # no controls and no blanks but single plain ones, as in most text
    return _BREAKS.sub("\n", _BLANKS.sub(" ", text)).strip()


def clean_title(text: str) -> str:
    """Return the text on one line, cleaned as bodies are."""
    return clean_text(text).replace("\n", " ")


def drop_title(body: str, titles: Iterable[str]) -> str:
    """Return a cleaned body without a first line that only repeats a title; a body of one line comes back as it was."""
    first, _, rest = body.partition("\n")
    repeated = first.casefold().rstrip(" .") in {title.casefold().rstrip(" .") for title in titles}
    return rest if rest and repeated else body


def clean_topics(words: Iterable[str]) -> tuple[str, ...]:
    """Return topics in lower case, without repetitions; categories longer than a topic's name are sentences."""
    cleaned = (clean_title(word).lower() for word in words)
    return tuple(islice(dict.fromkeys(topic for topic in cleaned if 0 < len(topic) <= _TOPIC_CHARS), _TOPICS))


def unwrap(text: str) -> str:
    """Join the lines of hard-wrapped paragraphs; text with one paragraph a line comes back as it was.

    Text counts as wrapped when blank lines part its blocks and no line is longer than an editor wraps at.
    """
    lines = _LINE_END.sub("\n", text).strip().split("\n")
    if not any(not line.strip() for line in lines) or max(map(len, lines)) > _WRAPPED_LINE_CHARS:
        return text
    paragraphs: list[str] = []
    inside = False
    for line in lines:
        words = line.strip()
        if words and inside and not _LIST_MARK.match(words):
            paragraphs[-1] += " " + words
        elif words:
            paragraphs.append(words)
        inside = bool(words)
    return "\n".join(paragraphs)


def digest(title: str, body: str) -> str:
    """Return the SHA-256 by which "same" and "changed" are told apart."""
    return hashlib.sha256(f"{title}\0{body}".encode()).hexdigest()
