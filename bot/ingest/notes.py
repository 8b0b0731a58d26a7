"""Correction notes of a page that extraction takes for furniture: they stand beside, above or below the article.

Pages put them into asides, footers and boxes of their own, where trafilatura drops most of them; a correction that
readers of the page see would then never reach ours (EDITORIAL rule 13). Runs in a pool child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from bot.domain.notes import note_kind
from bot.ingest.normalise import clean_text

_BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt figure footer form "  # noqa: SIM905 - reads better than forty quoted lines
    "h1 h2 h3 h4 h5 h6 header li main nav ol p section summary table tr td ul".split()
)
_LEAVES = _BLOCKS - {"nav", "form", "table", "tr", "td", "figure", "h1"}
# What readers write, and what leads to other articles: "Correction: ..." is a headline there.
_ELSEWHERE = re.compile(r"comment|disqus|related|teaser|recommend|most-?read|promo|sidebar|newsletter", re.IGNORECASE)
_NOTE_CHARS = (40, 1_500)
_OPENING_CHARS = 300
_MOST = 5
_DEEPEST = 200


def blocks(tree: HtmlElement) -> list[str]:
    """Return the cleaned texts of a page's innermost blocks, in their order, but those that are not the article's."""
    return [clean_text(element.text_content()) for element in _innermost(tree)]


def missing_notes(found: Sequence[str], body: str) -> list[str]:
    """Return the correction notes among `blocks` that `body` does not hold, with the heading they stand under."""
    notes: list[str] = []
    heading = ""
    for text in found:
        note, opens = (f"{heading}\n{text}", True) if heading else (text, note_kind(text[:_OPENING_CHARS]) is not None)
        heading = ""
        if not opens or text in body or len(note) > _NOTE_CHARS[1]:
            continue
        if len(note) < _NOTE_CHARS[0]:
            heading = text
        elif note not in notes:
            notes.append(note)
    return notes[:_MOST]


def _innermost(tree: HtmlElement) -> Iterator[HtmlElement]:
    waiting = [(tree, 0)]
    while waiting:
        element, depth = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "nav", "noscript", "template"}:
            continue
        if depth > _DEEPEST or _ELSEWHERE.search(f"{element.get('class', '')} {element.get('id', '')}"):
            continue
        inner = [child for child in element if isinstance(child.tag, str) and child.tag in _BLOCKS]
        if element.tag in _LEAVES and not inner and not _leads_elsewhere(element):
            yield element
        else:
            waiting.extend((child, depth + 1) for child in reversed(element))


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Say whether most of a block is a link."""
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return linked * 2 > len(element.text_content())
