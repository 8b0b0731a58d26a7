"""What of a text may stand in a summary: its sentences, each with the neighbours it cannot be read without."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from summarizers.base import Sentence
from summarizers.splitter import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizers.base import Document

# A sentence that needs more than two neighbours to be understood is passed over for another.
_LONGEST_UNIT = 3
# Fewer words than this are a label, a byline or an aside; ideographs carry about half a word each.
_FEWEST_WORDS = 6

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OPENING = re.compile(r"[\"“‘'«„(\[「『]*")
_QUESTION = re.compile(r"[?？؟][\"”’»')\]」』]*\Z")
_FINISHED = re.compile(r"[.!?…。！？।؟۔][\"”’»')\]」』]*(?:\[\d{1,3}\])*\Z")
_LINKED = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)[@#]\w|\.(?:com|org|net)\b", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:\.\.\.|…)[\"”’)\]]*\Z")
_QUOTED_WHOLE = re.compile(r"[\"“«„].*[\"”»“]\Z", re.DOTALL)
# "Victim: Jane Roe left home at noon." is a caption; "KABUL: Rain fell." and 'She said: "…"' are not.
_LABEL = re.compile(r"[^\W\d_][a-z'’-]+(?:\s(?!said|says|added|asked|told|wrote|tweeted)[\w'’-]+)?:\s[^\W\d_a-z]")
_OPEN_QUOTES = "“«„「『"
_CLOSE_QUOTES = "”»」』"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence with what selection needs to know of it.

    `position` counts the readable sentences of its document before it; `admissible` says whether it may be chosen;
    `needs` are the indexes (in the list of candidates) of the neighbours it takes along, in reading order.
    """

    sentence: Sentence
    text: str
    words: tuple[str, ...]
    position: int
    admissible: bool
    needs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases of one language; see phrases.toml."""

    boilerplate: re.Pattern[str]
    openings: re.Pattern[str]
    absent_speaker: re.Pattern[str]


@cache
def _phrases(lang: str | None) -> _Phrases:
    tables = tomllib.loads(files("summarizers").joinpath("phrases.toml").read_text("utf-8"))
    code = (lang or "en").lower().replace("_", "-").split("-")[0]
    row = tables.get(code, {})
    shared = tables["any"]["boilerplate"] + tables["en"]["boilerplate"]

    def either(patterns: list[str]) -> str:
        return "|".join(patterns) if patterns else r"(?!)"

    return _Phrases(
        re.compile(either(shared + (row.get("boilerplate", []) if code != "en" else [])), re.IGNORECASE),
        re.compile(rf"(?:{either(row.get('openings', []))})\b", re.IGNORECASE),
        re.compile(either(row.get("absent_speaker", [])), re.IGNORECASE),
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text; each ideograph, kana or hangul syllable counts as one.

    >>> words_of("The U.S. isn't 你好")
    ['The', 'U', 'S', "isn't", '你', '好']
    """
    words: list[str] = []
    for word in _WORDS.findall(text):
        if IDEOGRAPHS.search(word):
            words.extend(word)
        else:
            words.append(word)
    return words


def candidates(documents: Sequence[Document]) -> list[Candidate]:
    """Return every sentence of the documents in reading order, with what it needs to be understood."""
    found: list[Candidate] = []
    for index, document in enumerate(documents):
        found.extend(_of_document(index, document, len(found)))
    return found


def _of_document(index: int, document: Document, offset: int) -> Iterator[Candidate]:
    spans = split(document.text, document.lang)
    texts = [document.text[a:b] for a, b in spans]
    phrases = _phrases(document.lang)
    readable = [_is_readable(text, phrases) for text in texts]
    groups = _quotations(document.text, spans)
    position = 0
    for i, (start, end) in enumerate(spans):
        unit = _unit(i, texts, readable, groups, phrases)
        yield Candidate(
            Sentence(index, start, end),
            texts[i],
            tuple(words_of(texts[i])),
            position,
            unit is not None,
            tuple(offset + j for j in unit or () if j != i),
        )
        position += readable[i]


def _is_readable(text: str, phrases: _Phrases) -> bool:
    """Tell whether a sentence is prose of the article: no label, caption, link, notice, question or cut-off line."""
    words = words_of(text)
    if len(words) < _FEWEST_WORDS or not _FINISHED.search(text) or _QUESTION.search(text):
        return False
    if _LINKED.search(text) or _CUT_OFF.search(text) or phrases.boilerplate.search(text):
        return False
    # Bylines, dates and headlines in capitals have next to no word in lower case; scripts without case have no upper.
    return not _LABEL.match(text) and sum(not word[0].isupper() for word in words if word[0].isalpha()) > len(words) / 4


def _quotations(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int] | None]:
    """Return for each sentence the first and last sentence of the quotation it stands in.

    None marks a sentence inside a quotation that the text never closes (or never opened) before a blank line.
    """
    groups: list[tuple[int, int] | None] = [(i, i) for i in range(len(spans))]
    first = 0
    is_open = False
    for i, (start, end) in enumerate(spans):
        if is_open and "\n\n" in text[spans[i - 1][1] : start]:
            groups[first:i] = [None] * (i - first)
            is_open = False
        state = _quote_state(text[start:end], is_open=is_open)
        if state is None:
            groups[first if is_open else i : i + 1] = [None] * (i + 1 - (first if is_open else i))
            is_open = False
            continue
        if is_open and not state:
            groups[first : i + 1] = [(first, i)] * (i + 1 - first)
        elif state and not is_open:
            first = i
        is_open = state
    if is_open:
        groups[first:] = [None] * (len(groups) - first)
    return groups


def _quote_state(text: str, *, is_open: bool) -> bool | None:
    """Return whether a quotation is open after `text`, or None when a mark closes what was never opened."""
    for mark in text:
        if mark == '"':
            is_open = not is_open
        elif mark in _OPEN_QUOTES:
            is_open = True
        elif mark in _CLOSE_QUOTES:
            if not is_open:
                return None
            is_open = False
    return is_open


def _unit(
    i: int, texts: list[str], readable: list[bool], groups: list[tuple[int, int] | None], phrases: _Phrases
) -> range | None:
    """Return the run of sentences that must be shown for sentence `i` to read right, or None when there is none."""
    first = last = i
    while True:
        group = groups[first]
        if group is None or not readable[first]:
            return None
        first, last = min(first, group[0]), max(last, group[1])
        if last - first >= _LONGEST_UNIT:
            return None
        if not all(readable[first : last + 1]):
            return None
        if not _leans_back(texts[first], phrases):
            return range(first, last + 1)
        if first == 0:
            return None
        first -= 1


def _leans_back(text: str, phrases: _Phrases) -> bool:
    """Tell whether a sentence opens by pointing at the one before, or quotes somebody named only there."""
    opening = _OPENING.match(text)
    body = text[opening.end() if opening else 0 :]
    return bool(
        phrases.openings.match(body)
        or body[:1].islower()
        or phrases.absent_speaker.search(text)
        or _QUOTED_WHOLE.fullmatch(text)
    )
