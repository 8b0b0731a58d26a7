"""Which sentences stand in one quotation: they are shown together or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]
Group = Span | None

# A single mark that nobody closes within so many sentences was an apostrophe.
_LONGEST_SINGLE = 5

_OPEN = "“«„「『"
_CLOSE = "”»」』"
_DOUBLE = re.compile(rf"[{_OPEN}{_CLOSE}\"]")
# Marks that open in one language close in another: „Regen“ in German, “rain” in English; »Regen« beside « pluie ».
_LOW = "„"
_CLOSES_LOW = "“"
_OPENS_RIGHTWARD = re.compile(r"(?<![^\s(\[])»(?=\w)")  # and not "Home » News"
_OPENS_LEFTWARD = re.compile(r"(?<![^\s(\[])«")
_TURNED = str.maketrans("«»", "»«")
_SINGLE_OPEN = re.compile(
    r"(?:(?<=[\s(\[—–:-])|^)['‘](?!(?:em|til|tis|twas|cause|cos|n|round)\b|\d\d?0?s\b)(?=[\w£$€\"“\[])", re.IGNORECASE
)
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)\]\"”])['’](?!\w)")
_STOPPED = ".,!?…"
# The end of a quotation that lost its stop ("... to leave' But rain fell").
_GLUED = re.compile(r"[^\Ws]['’]\s[A-Z]")


def group_quotations(text: str, spans: Sequence[Span]) -> list[Group]:
    """Return for each sentence the first and last sentence of the quotation it stands in; alone, it is its own group.

    None marks a sentence whose quotation the text never closes, or closes without having opened it: it cannot be
    shown whole. A blank line ends what nobody closed.
    """
    groups = _double(_turned(text), spans)
    for i, j in _single(text, spans):
        if i == j:
            groups[i] = None
            continue
        members = groups[i : j + 1]
        whole = None if None in members else (min(g[0] for g in members if g), max(g[1] for g in members if g))
        for k in range(i, j + 1):
            groups[k] = whole
    return groups


def _turned(text: str) -> str:
    """Return the text with its guillemets the usual way round: »those« open where they do so more often."""
    rightward = sum(1 for _ in _OPENS_RIGHTWARD.finditer(text))
    return text.translate(_TURNED) if rightward > sum(1 for _ in _OPENS_LEFTWARD.finditer(text)) else text


def _double(text: str, spans: Sequence[Span]) -> list[Group]:
    groups: list[Group] = [(i, i) for i in range(len(spans))]
    first = 0
    is_open = ""
    for i, (start, end) in enumerate(spans):
        if is_open and "\n\n" in text[spans[i - 1][1] : start]:
            groups[first:i] = [None] * (i - first)
            is_open = ""
        state = _after(text, start, end, is_open)
        if state is None:
            begin = first if is_open else i
            groups[begin : i + 1] = [None] * (i + 1 - begin)
            is_open = ""
            continue
        if is_open and not state:
            groups[first : i + 1] = [(first, i)] * (i + 1 - first)
        elif state and not is_open:
            first = i
        is_open = state
    if is_open:
        groups[first:] = [None] * (len(groups) - first)
    return groups


def _after(text: str, start: int, end: int, is_open: str) -> str | None:
    """Return the mark that is open after a sentence ("" for none), or None when one closes what was never opened."""
    for match in _DOUBLE.finditer(text, start, end):
        opens = _opens(text, match.start(), is_open)
        if not opens and not is_open:
            return None
        is_open = match.group() if opens else ""
    return is_open


def _opens(text: str, at: int, is_open: str) -> bool:
    """Tell whether the mark at `at` opens a quotation; a straight one is told by the white space beside it."""
    if text[at] != '"':
        return text[at] in _OPEN and not (text[at] == _CLOSES_LOW and is_open == _LOW)
    before, after = text[at - 1 : at].strip(), text[at + 1 : at + 2].strip()
    if bool(before) == bool(after):
        return not is_open
    return not before


def _single(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the runs of sentences that single quotation marks hold together; (i, i) is a mark without its fellow."""
    found: list[Span] = []
    opened: int | None = None
    for i, (start, end) in enumerate(spans):
        if opened is not None and (i - opened > _LONGEST_SINGLE or "\n\n" in text[spans[i - 1][1] : start]):
            found += _unclosed(text, spans[opened], opened)
            opened = None
        closes, opens = _single_marks(text[start:end])
        if closes:
            found.append((i if opened is None else opened, i))
            opened = None
        if opens:
            found += _unclosed(text, spans[opened], opened) if opened is not None else []
            opened = i
    return found + (_unclosed(text, spans[opened], opened) if opened is not None else [])


def _unclosed(text: str, span: Span, index: int) -> list[Span]:
    """Return what a mark that nobody closes spoils: its sentence where it begins one, else it was an apostrophe."""
    return [(index, index)] if text[span[0]] in "'‘" else []


def _single_marks(sentence: str) -> tuple[bool, bool]:
    """Return whether a sentence closes a single quotation of an earlier one, and whether it leaves one open.

    Only a mark beside a stop closes what an earlier sentence opened: any other may be an apostrophe.
    """
    closes = is_open = in_double = False
    opening = {match.start() for match in _SINGLE_OPEN.finditer(sentence)}
    closing = {match.start() for match in _SINGLE_CLOSE.finditer(sentence)} - opening
    double = {match.start() for match in _DOUBLE.finditer(sentence)}
    last = max(closing, default=-1)
    for at in sorted(opening | closing | double):
        if at in double:
            in_double = not in_double
        elif at in opening:
            is_open = True
        elif is_open:
            # "'The officers' homes burnt,' he said": a plural's apostrophe does not close what is closed later.
            is_open = sentence[at - 1] == "s" and sentence[at + 1 : at + 3].strip().islower() and last > at
        elif not in_double and (sentence[at - 1] in _STOPPED or _GLUED.match(sentence, at - 1)):
            closes = True
    return closes, is_open
