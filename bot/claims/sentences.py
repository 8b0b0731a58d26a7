"""Sentence offsets, until `summarizers.split` is there."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|sen|rep|gov|gen|lt|col|sgt|capt|st|jr|sr|no|vs|jan|feb|aug|sept|oct|nov|dec|inc|corp|co)"
    r"|\b[A-Za-z]|(?:\b[A-Za-z]\.)+[A-Za-z])\.$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[\"”’')\]»]*(?=\s)")


def split(text: str, lang: str | None = None) -> list[tuple[int, int]]:
    """Return half-open offsets of the sentences, trimmed of surrounding blanks."""
    del lang
    spans: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n\r\u2029]+", text):
        start, end = paragraph.span()
        for match in _END.finditer(text, start, end):
            stop = match.end()
            following = text[stop : stop + 3].lstrip()
            if following[:1].islower() or (match.group() == "." and _ABBREVIATION.search(text, max(start, stop - 12), stop)):
                continue
            spans.append((start, stop))
            start = stop
        spans.append((start, end))
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        left, right = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        if left < right:
            trimmed.append((left, right))
    return trimmed
