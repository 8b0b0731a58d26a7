"""Sentences of a text as spans. Own rules, standard library only: nothing to download, cheap to import.

A text is cut twice: first into blocks where a line break surely ends what was being said (blank lines, headings,
bullets, one paragraph a line), then into sentences at stops that the words around them allow.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

# A line longer than this was not wrapped by hand or by a mail program: each line is a paragraph.
_WIDEST_WRAP_CHARS = 120
# A word never reaches back further than this; bounds the work at each stop.
_LONGEST_WORD_CHARS = 40

_ITEM_DIGITS = 3  # "12." at the start of a line numbers an item of a list
_DAY_DIGITS = 2  # "12. März": an ordinal, in languages that write it so
_CLOSERS = "\"'”’»›)\\]}」』）】〉》"
_OPENERS = "\"'“‘„‚«‹([{「『（【〈《¿¡"
# French sets its closing quote apart; footnote marks ("[12]") belong to the sentence before.
_STOP = re.compile(
    rf"(?P<latin>[.!?…‽]+)(?P<close>(?:[{_CLOSERS}]|\s»(?=[\s.,]))*)(?:\[\d{{1,3}}\])*"
    rf"|(?P<other>[。！？｡।॥؟۔።։။។]+)(?P<after>[{_CLOSERS}]*)"
)
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"[•‣◦▪●■–—*·-]\s|\(?\d{1,2}[.)]\s|►|➤")
_NEXT = re.compile(rf"[\s{_OPENERS}–—*•-]{{0,20}}(?P<word>\w[\w’'-]{{0,39}})(?P<dot>\.?)")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ENDED = re.compile(rf"[.!?…:;。！？｡।॥؟۔።։។။][{_CLOSERS}]*\Z")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]")
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z]")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one language knows of its stops; see abbreviations.toml."""

    never: frozenset[str]
    number: frozenset[str]
    closing: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]
    ordinals: bool


@cache
def _tables() -> dict[str, dict[str, str | bool]]:
    return tomllib.loads(files("summarizers").joinpath("abbreviations.toml").read_text("utf-8"))


@cache
def _rules(lang: str | None) -> _Rules:
    """Return the rules of a language; an unknown one gets English with Russian, whose alphabets cannot clash."""
    tables = _tables()
    code = (lang or "").lower().replace("_", "-").split("-")[0]
    rows = [tables[code]] if code in tables else [tables["en"], tables["ru"]]

    def words(kind: str) -> frozenset[str]:
        return frozenset(word for row in rows for word in str(row.get(kind, "")).split())

    return _Rules(
        never=words("never"),
        number=words("number"),
        closing=words("closing"),
        starters=words("starters"),
        speech=words("speech"),
        ordinals=any(row.get("ordinals") is True for row in rows),
    )


def split(text: str, lang: str | None = None) -> list[Span]:
    """Return the sentences of `text` as half-open code-point offsets: trimmed, in order, never overlapping.

    Every letter and digit of the text is in exactly one span; left out are white space and lines without either
    (rules, asterisks). `lang` is an ISO 639-1 code ("pt-BR" counts as "pt"); None or unknown means English rules.

    >>> [("Mr. Smith left." [a:b]) for a, b in split("Mr. Smith left.")]
    ['Mr. Smith left.']
    >>> text = 'He paid $3.5m. "Why?" she asked.'
    >>> [text[a:b] for a, b in split(text, "en")]
    ['He paid $3.5m.', '"Why?" she asked.']
    """
    rules = _rules(lang)
    spans: list[Span] = []
    for start, end in _blocks(text):
        spans.extend(_sentences(text, start, end, rules))
    return spans


def _blocks(text: str) -> Iterator[Span]:
    """Yield runs of lines that may share a sentence."""
    lines = [span for span in (_trim(text, *m.span()) for m in _LINE.finditer(text)) if span[0] < span[1]]
    width = _wrap_width(text, lines)
    start = end = -1
    for line in lines:
        if start >= 0 and _adjacent(text, end, line[0]) and _joins(text, (start, end), line, width):
            end = line[1]
            continue
        if start >= 0:
            yield start, end
        start, end = line
    if start >= 0:
        yield start, end


def _adjacent(text: str, end: int, start: int) -> bool:
    """Tell whether no blank line stands between two lines."""
    gap = text[end:start].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\x85\u2028") == 1


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Return the width at which the text was hard-wrapped, or 0 when each line is a paragraph of its own.

    Evidence of wrapping is a line that goes on in lower case below, or several lines all filled to one width.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if _adjacent(text, a[1], b[0])]
    width = max((b - a for a, b in lines), default=0)
    if not pairs or width > _WIDEST_WRAP_CHARS:
        return 0
    if any(text[b[0]].islower() and not _ENDED.search(text, *a) for a, b in pairs):
        return width
    full = sum(_is_full(text, a, b, width) for a, b in pairs)
    return width if len(pairs) > 2 and full >= 0.8 * len(pairs) else 0  # noqa: PLR2004 - three of four lines or more


def _is_full(text: str, line: Span, after: Span, width: int) -> bool:
    """Tell whether the first word of the line after would not have fitted on this line."""
    if _IDEOGRAPH.match(text, after[0]):
        return line[1] - line[0] + 1 >= width
    word = text[after[0] : after[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _joins(text: str, block: Span, line: Span, width: int) -> bool:
    """Tell whether a line goes on with the block above it."""
    if _BULLET.match(text, *line):
        return False
    if text[line[0]].islower():
        return True
    last = max(text.rfind(mark, *block) for mark in "\n\r\x85\u2028") + 1
    return width > 0 and _is_full(text, _trim(text, max(last, block[0]), block[1]), line, width)


def _sentences(text: str, start: int, end: int, rules: _Rules) -> Iterator[Span]:
    """Yield the sentences of one block."""
    begin, word = start, _WORD.search(text, start, end)
    for match in _STOP.finditer(text, start, end):
        if word is None:
            return
        stop = match.end()
        if word.start() < stop < end and _ends(text, begin, match, end, rules):
            following = _WORD.search(text, stop, end)
            yield _trim(text, begin, stop if following else end)
            begin, word = stop, following
    if word is not None:
        yield _trim(text, begin, end)


def _ends(text: str, begin: int, match: re.Match[str], end: int, rules: _Rules) -> bool:
    """Decide whether a stop ends the sentence that began at `begin`.

    Stops of scripts without capitals end sentences with or without a space after; only a sentence that opened with
    a quotation goes on with its attribution: 「…。」と述べた, “…。”他说.
    """
    if match["latin"]:
        return _ends_latin(text, begin, match, end, rules)
    goes_on = match["after"] and text[begin] in _OPENERS and _WORD.match(text, match.end())
    return not goes_on


def _ends_latin(text: str, begin: int, match: re.Match[str], end: int, rules: _Rules) -> bool:
    """Decide at a stop of Latin, Cyrillic, Greek … writing, by the word before and the word after."""
    stop, mark = match.end(), match["latin"]
    after = _NEXT.match(text, stop, end)
    if after is None:
        return text[stop].isspace()
    word = after["word"]
    if not text[stop].isspace():
        return _is_glued(text, match, after, end)
    if word[0].islower() and not _INNER_CAPITAL.match(word):
        return False
    if mark == ".":
        return _ends_full_stop(text, begin, match, after, rules)
    return not (match["close"] and mark[-1] in "!?" and _attributes(text, after.start("word"), end, rules))


def _is_glued(text: str, match: re.Match[str], after: re.Match[str], end: int) -> bool:
    """Tell whether two sentences touch ("was over.Then"), which a name or address ("Node.js", "U.S.A") does not."""
    before = text[max(0, match.start() - 3) : match.start()]
    word = after["word"]
    token = re.compile(r"\S*").match(text, match.end(), end)
    rest = token.group().rstrip(".!?,;:" + _CLOSERS) if token else ""
    plain = len(before) == 3 and before.isalpha() and before.islower()  # noqa: PLR2004 - a whole lower-case word
    is_address = re.search(r"[./@]", rest) or word.casefold() in {"com", "org", "net", "edu", "gov"}
    return plain and word[0].isupper() and not word[1:].isupper() and not is_address


def _attributes(text: str, start: int, end: int, rules: _Rules) -> bool:
    """Tell whether the words from `start` say who spoke, as in `"Why?" Jane Doe asked`."""
    words = re.findall(r"\w+", text[start : min(end, start + 80)])[1:4]
    return any(word in rules.speech for word in words)


def _ends_full_stop(text: str, begin: int, match: re.Match[str], after: re.Match[str], rules: _Rules) -> bool:
    """Decide at a single full stop, the only mark that abbreviations share."""
    word = _word_before(text, begin, match.start())
    key = word.casefold()
    tail = key.rpartition("-")[2]
    is_dateline = any(dash in after.group() for dash in ("- ", "– ", "— "))
    starts = _starts_sentence(after, rules) and not is_dateline
    if key in rules.never or tail in rules.never:
        return False
    if after["word"][0].isdigit() and key in rules.number:
        return False
    if key in rules.closing or _ACRONYM.fullmatch(word):
        return starts
    if len(word) == 1 and word.isalpha():
        return starts and word.isupper()
    if word.isdigit():
        first = _trim(text, begin, match.start())[0] == match.start() - len(word)
        item, day = first and len(word) <= _ITEM_DIGITS, rules.ordinals and len(word) <= _DAY_DIGITS
        return not item and not (day and not starts)
    return True


def _word_before(text: str, begin: int, stop: int) -> str:
    """Return the word that ends at `stop`, without opening quotes or brackets."""
    low = max(begin, stop - _LONGEST_WORD_CHARS)
    words = text[low:stop].split()
    ends_here = words and not text[stop - 1].isspace()
    return words[-1].lstrip(_OPENERS + "—–-").rpartition("/")[2] if ends_here else ""


def _starts_sentence(after: re.Match[str], rules: _Rules) -> bool:
    """Tell whether the next word opens a sentence and is no initial ("J. A. Smith")."""
    word = after["word"]
    is_initial = len(word) == 1 and bool(after["dot"])
    return not is_initial and re.split(r"[’']", word.casefold())[0] in rules.starters
