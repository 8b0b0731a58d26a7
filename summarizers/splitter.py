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
from typing import TYPE_CHECKING

from summarizers.blocks import CLOSERS, FULL_WIDTH, INVISIBLE, Span, find_blocks, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

# A word never reaches back further than this; bounds the work at each stop.
_LONGEST_WORD_CHARS = 40
# "KYIV, May 3. - ": a stop so near the start of a block and before a dash belongs to a line of place and date.
_LONGEST_DATELINE_CHARS = 60

_ITEM_DIGITS = 3  # "12." at the start of a line numbers an item of a list
_DAY_DIGITS = 2  # "12. März": an ordinal, in languages that write it so
_OPENERS = "\"'“‘„‚«‹([{「『（【〈《¿¡"
# A mark that opens in one language closes in another („…“, »…«): it closes where it touches the stop and no word.
# French sets its closing quote apart; footnote marks ("[12]") belong to the sentence before.
_CLOSE = rf"(?:[{CLOSERS}{INVISIBLE}]|[“‘„«‹](?=[\s,–—-]|\Z)|\s»(?=[\s.,]))*"
# Vowel signs of Indic scripts and zero-width joiners stand within words, yet are no letters to `re`.
_JOINED = "\u0900-\u0963\u0966-\u0dff\u200c\u200d"
_NEXT = re.compile(rf"[\s{_OPENERS}{INVISIBLE}–—*•-]{{0,20}}(?P<word>\w[\w{_JOINED}’'-]{{0,39}})(?P<dot>\.?)")
_GAP = re.compile(rf"[\s{INVISIBLE}]")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]")
_ROMAN = re.compile(r"[IVX]{1,5}")
_VOWELLESS = re.compile(r"[bcdfghjklmnpqrstvwxzćčďłńňřśšťźžß]{2,5}")
_FIGURE = re.compile(r"\d\s?\Z")
_DASHED = re.compile(r"\s?[–—-]\s")
_FULL_WIDTH_STOP = re.compile(f"[{FULL_WIDTH}]")
_WORD = re.compile(r"[^\W_]")
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z]")
_TOKEN = re.compile(r"\S{0,80}")  # bounds the work at a stop within one endless word
_CITY_TIME = re.compile(r"\s[A-Z]\w+ time\b")  # "at 9 p.m. Kyiv time"
_SPACED = re.compile(r"(?<!\w)([^\W\d_])\.\s([^\W\d_])")
_CLITIC = re.compile(r"\s['’][a-z]\s[A-Z]")  # Dutch "'s Avonds" opens a sentence
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# 「…。」と述べた, “…。”他说: the sentence goes on with who spoke, in Chinese before the next stop, in Japanese at once.
_CJK_SPEECH = re.compile(r"と|って|[^。！？，「“]{0,12}[说說问問喊道]")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one language knows of its stops; see abbreviations.toml."""

    stop: re.Pattern[str]
    never: frozenset[str]
    number: frozenset[str]
    unit: frozenset[str]
    closing: frozenset[str]
    known: frozenset[str]
    ending: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]
    resumes: frozenset[str]
    suffixes: tuple[str, ...]
    ordinals: bool


@cache
def _tables() -> dict[str, dict[str, str | bool]]:
    return tomllib.loads(files("summarizers").joinpath("abbreviations.toml").read_text("utf-8"))


@cache
def _rules(code: str) -> _Rules:
    """Return the rules of a language; an unknown one gets English with Russian, whose alphabets cannot clash."""
    tables = _tables()
    rows = [tables[code]] if code in tables else [tables["en"], tables["ru"]]
    if rows[0].get("foreign") is True:
        rows.append(tables["en"])

    def words(kind: str) -> frozenset[str]:
        return frozenset(word for row in rows for word in str(row.get(kind, "")).split())

    marks = ".!?…‽\u037e" + FULL_WIDTH + re.escape("".join(str(row.get("stops", "")) for row in rows))
    abbreviations = (words(kind) for kind in ("never", "number", "unit", "closing", "ending"))
    return _Rules(
        known=frozenset().union(*abbreviations),
        # The first character of its own: `re` then looks for it as fast as for a letter.
        stop=re.compile(rf"(?P<mark>[{marks}][{marks}]*)(?P<close>{_CLOSE})(?:\[\d{{1,3}}\])*"),
        never=words("never"),
        number=words("number"),
        unit=words("unit"),
        closing=words("closing"),
        ending=words("ending"),
        starters=words("starters"),
        speech=words("speech"),
        resumes=words("resumes"),
        suffixes=tuple(sorted(words("suffixes"))),
        ordinals=any(row.get("ordinals") is True for row in rows),
    )


def split(text: str, lang: str | None = None) -> list[Span]:
    """Return the sentences of `text` as half-open code-point offsets: trimmed, in order, never overlapping.

    Every letter and digit of the text is in exactly one span; left out are white space, zero-width marks at the edges
    of a sentence, and lines without letter or digit (rules, asterisks). `lang` is an ISO 639-1 code ("pt-BR" counts
    as "pt"); None or unknown means English rules.

    >>> [("Mr. Smith left." [a:b]) for a, b in split("Mr. Smith left.")]
    ['Mr. Smith left.']
    >>> text = 'He paid $3.5m. "Why?" she asked.'
    >>> [text[a:b] for a, b in split(text, "en")]
    ['He paid $3.5m.', '"Why?" she asked.']
    """
    rules = _rules((lang or "").lower().replace("_", "-").split("-")[0])
    spans: list[Span] = []
    for start, end in find_blocks(text):
        spans.extend(_sentences(text, start, end, rules))
    return spans


def _sentences(text: str, start: int, end: int, rules: _Rules) -> Iterator[Span]:
    """Yield the sentences of one block."""
    begin, word = start, _WORD.search(text, start, end)
    for match in rules.stop.finditer(text, start, end):
        if word is None:
            return
        stop = match.end()
        if word.start() < stop < end and _ends(text, begin, match, end, rules):
            following = _WORD.search(text, stop, end)
            yield trim(text, begin, stop if following else end)
            begin, word = trim(text, stop, end)[0], following
    if word is not None:
        yield trim(text, begin, end)


def _ends(text: str, begin: int, match: re.Match[str], end: int, rules: _Rules) -> bool:
    """Decide whether a stop ends the sentence that began at `begin`.

    Stops of scripts without capitals end sentences with or without a space after; only a quotation goes on with its
    attribution.
    """
    if not _FULL_WIDTH_STOP.search(match["mark"]):
        return _ends_latin(text, begin, match, end, rules)
    if not match["close"] or text[begin] not in _OPENERS or text[begin] in "（(":
        return True
    if _GAP.match(text, match.end()):
        return not _attributes(text, match.end(), end, rules)
    return not _CJK_SPEECH.match(text, match.end(), end)


def _ends_latin(text: str, begin: int, match: re.Match[str], end: int, rules: _Rules) -> bool:
    """Decide at a stop of Latin, Cyrillic, Greek … writing, by the word before and the word after."""
    stop, mark = match.end(), match["mark"]
    after = _NEXT.match(text, stop, end)
    is_apart = _GAP.match(text, stop) or _GAP.match(text, stop - 1)
    if after is None:
        return is_apart is not None
    if not is_apart:
        return _is_glued(text, match, after, end)
    word = after["word"]
    if word[0].islower() and not _INNER_CAPITAL.match(word):
        return _CLITIC.match(text, stop, end) is not None
    if mark == ".":
        return _ends_full_stop(text, begin, match, after, rules)
    if mark[-1] in ".…":
        return word.casefold() not in rules.resumes
    return not (match["close"] and _attributes(text, stop, end, rules))


def _is_glued(text: str, match: re.Match[str], after: re.Match[str], end: int) -> bool:
    """Tell whether two sentences touch ("was over.Then"), which a name or address ("Node.js", "U.S.A") does not."""
    before = text[max(0, match.start() - 3) : match.start()]
    word = after["word"]
    if _IDEOGRAPH.match(before[-1:]) and _IDEOGRAPH.match(word):
        return match["mark"][-1] in "!?"
    token = _TOKEN.match(text, match.end(), end)
    rest = token.group().rstrip(".!?,;:" + CLOSERS) if token else ""
    plain = len(before) == 3 and before.isalpha() and before.islower()  # noqa: PLR2004 - a whole lower-case word
    is_address = re.search(r"[./@]", rest) or word.casefold() in {"com", "org", "net", "edu", "gov"}
    return plain and word[0].isupper() and not word[1:].isupper() and not is_address


def _attributes(text: str, start: int, end: int, rules: _Rules) -> bool:
    """Tell whether the words from `start` say who spoke, as in `"Why?" Jane Doe asked`.

    A script without capitals shows no difference between an attribution and a new sentence but the verb of speech,
    which may also come first: `«أين؟» سألت نورا`.
    """
    words = re.findall(rf"[\w{_JOINED}]+", re.split(rf"[.!?{FULL_WIDTH}]", text[start : min(end, start + 80)])[0])
    caseless = bool(words) and words[0].lower() == words[0].upper()
    return any(word in rules.speech for word in (words[:6] if caseless else words[1:4]))


def _ends_full_stop(text: str, begin: int, match: re.Match[str], after: re.Match[str], rules: _Rules) -> bool:
    """Decide at a single full stop, the only mark that abbreviations share."""
    word = _word_before(text, begin, match.start())
    at = match.start() - len(word)
    if word[1:].islower() and word.isalpha() and not (word.casefold() in rules.known or word.endswith(rules.suffixes)):
        return not (word[0].islower() and (text[at - 1 : at] == "(" or _counts(text, begin, at, word, after)))
    key = _spaced(text, begin, match.start(), rules) or word.casefold()
    tail = re.split(r"[-'’]", key)[-1]
    starts = _starts_sentence(after, rules)
    if key in rules.unit and _FIGURE.search(text, max(begin, at - 2), at):
        return starts
    if key in rules.never or tail in rules.never:
        return False
    counted = after["word"][0].isdigit() or after.group().lstrip().startswith("(")
    if counted and (key in rules.number or key.endswith(rules.suffixes)):
        return False
    abbreviates = key in rules.closing or key in rules.number or _ACRONYM.fullmatch(word)
    if abbreviates and _is_dateline(text, begin, match, after):
        return False
    if key in rules.ending:
        return starts or not (after["word"].casefold() in rules.resumes or _CITY_TIME.match(text, match.end()))
    if key in rules.closing or _ACRONYM.fullmatch(word):
        return starts
    if len(word) == 1 and word.isalpha():
        return starts and word.isupper()
    if word.isdigit() or _ROMAN.fullmatch(word):
        return _ends_number(text, begin, match, after, rules)
    return True


def _counts(text: str, begin: int, at: int, word: str, after: re.Match[str]) -> bool:
    """Tell whether an unknown word counts what follows: letters without a vowel before a figure ("rozdz. 3").

    After a figure they are a unit, which may end a sentence ("5 kg. 12 people").
    """
    is_count = after["word"][0].isdigit() and _VOWELLESS.fullmatch(word)
    return bool(is_count) and not _FIGURE.search(text, max(begin, at - 2), at)


def _ends_number(text: str, begin: int, match: re.Match[str], after: re.Match[str], rules: _Rules) -> bool:
    """Decide after a number: it may count an item of a list, a day, a ruler ("IV. Béla", "Ludwig XIV. kam")."""
    word = _word_before(text, begin, match.start())
    if trim(text, begin, match.start())[0] == match.start() - len(word) and len(word) <= _ITEM_DIGITS:
        return False
    if not rules.ordinals:
        return True
    if word.isdigit() and after["word"].isdigit() and after["dot"]:  # "2024. 5. 3."
        return False
    before = _word_before(text, begin, match.start() - len(word) - 1).rstrip(".").casefold()
    if before in rules.number or (word.isdigit() and len(word) > _DAY_DIGITS):
        return True
    return _starts_sentence(after, rules)


def _is_dateline(text: str, begin: int, match: re.Match[str], after: re.Match[str]) -> bool:
    """Tell whether a stop stands in a line of place and date that a dash ends: "Roma, 3 mag. - "."""
    near = match.start() - begin <= _LONGEST_DATELINE_CHARS
    return near and bool(_DASHED.match(text, match.end(), after.end())) and after["word"][0] not in "0123456789"


def _word_before(text: str, begin: int, stop: int) -> str:
    """Return the word that ends at `stop`, without opening quotes or brackets."""
    low = max(begin, stop - _LONGEST_WORD_CHARS)
    words = text[low:stop].split()
    ends_here = words and not text[stop - 1].isspace()
    return words[-1].lstrip(_OPENERS + "—–-").rpartition("/")[2].rstrip("'’׳") if ends_here else ""


def _spaced(text: str, begin: int, stop: int, rules: _Rules) -> str:
    """Return an abbreviation of two letters set apart ("p. m.", "т. д.") as the tables have it, or nothing."""
    found = _SPACED.fullmatch(text, max(begin, stop - 4), stop)
    key = f"{found[1]}.{found[2]}".casefold() if found else ""
    return key if key in rules.ending or key in rules.closing or key in rules.never else ""


def _starts_sentence(after: re.Match[str], rules: _Rules) -> bool:
    """Tell whether the next word opens a sentence and is no initial ("J. A. Smith")."""
    word = after["word"]
    is_initial = len(word) == 1 and bool(after["dot"])
    return not is_initial and re.split(r"[’']", word.casefold())[0] in rules.starters
