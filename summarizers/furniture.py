"""Furniture of the page, which no summary quotes: notices, bylines, captions, links, broken text; and datelines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizers.words import words_of

if TYPE_CHECKING:
    from summarizers.phrases import Phrases

# Fewer words than this say too little alone, fewer than three are a label; ideographs carry about half a word each.
FEWEST_WORDS = 6
_FEWEST_OF_PROSE = 3

_QUESTION = re.compile(r"[?？؟][\"”’»')\]」』]*\Z")
_FINISHED = re.compile(r"[.!?…。！？।؟۔][\"”’»')\]」』]*(?:\[\d{1,3}\])*\Z")
_LINKED = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)@\s?\w|#\w+\s+#\w|\.(?:com|org|net)/", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:\.\.\.|…)[.…\"”’)\]]*\Z")
# "It rained in the.\nvalley", "after. two people": lines that an extractor closed with stops of its own; and
# "was over.Then", "war“While": two sentences without a space between them.
_TORN = re.compile(
    r"(?<![\w.-])(?<!\w['’])(?!(?:etc|vs|no|al|est|approx)\.)[a-z]{2,}\.\s+[a-z]{2}|\A\W*\w+\.\s+[a-z]|[A-Z][a-z]{5,}\.\s+[a-z]"
    r"|,\s?\.(?:\s|\Z)|[A-Za-z]{2}[.!?][”\"]?[A-Z][a-z]|[a-z]{3}[”\")][A-Z][a-z]|[a-z]\.\(\d|[a-z]“[A-Z]"
)
# "Victim: Jane Roe left home at noon." is a caption; "KABUL: Rain fell." and 'She said: "…"' are not.
_LABEL = re.compile(r"[^\W\d_][a-z'’-]+(?:\s(?!said|says|added|asked|told|wrote|tweeted)[\w'’-]+)?:\s[^\W\d_a-z]")

# "KYIV, 14 May." is a dateline that closes with a stop.
_DATED = re.compile(r"(?P<head>[^\W\d_][^\W\d_ .’-]{2,}(?:[ -][^\W\d_]+){0,2})(?:, \d{1,2}\.? \w+)?\.\Z")

_PARTICLES = {"of", "de", "del", "la", "le", "du", "am", "an", "der", "den", "el", "al"}
_LONG_TITLE_WORD = 4  # shorter words are set in small letters in titles, too
_DASH = r"(?:--|[—–―\x97-]|>>)"  # \x97 is the long dash of Windows-1252, read as Latin-1
_PLACE = r"(?:[^\W\d_][\w.'’-]*,?\s+|\d{1,2}[.,]?\s+){1,6}"


def _opens_high(head: str) -> bool:
    return head[0].isupper()


def _is_place(head: str) -> bool:
    return all(not word[0].isalpha() or word[0].isupper() or word in _PARTICLES for word in head.split())


def _is_title(head: str) -> bool:
    longer = [word for word in words_of(head) if len(word) >= _LONG_TITLE_WORD]
    return sum(word[0].isupper() for word in longer) >= len(longer) - 1


# Each is followed by prose; `head` has to pass the test for it to be a dateline.
_DATELINES = (
    # (Wire) -- Rain fell; (Dân trí) - Rain fell
    (re.compile(rf"\((?P<head>[^()]{{2,24}})\)\s*{_DASH}\s*"), _opens_high),
    # (CNN) Rain fell
    (re.compile(r"\((?P<head>[\w. ]{2,24}|Reuters)\)\s+"), str.isupper),
    # KYIV (Reuters) - Rain fell; Washington, March 3 (Wire) -- Rain fell; New York (Wire): Rain fell
    (re.compile(rf"(?P<head>{_PLACE})\([^()]{{2,40}}\)\s*(?:{_DASH}|:)\s*"), _is_place),
    # Sycamore, Illinois (CNN) Rain fell
    (re.compile(rf"(?P<head>{_PLACE})\([A-Z]{{2,6}}\)\s+"), _is_place),
    # Rain Floods Town, Mayor Says RIVERTON (Wire) - Rain fell
    (
        re.compile(
            rf"(?P<head>['‘“]?[^\W\d_a-z][^.!?]{{10,120}}\s)[A-Z]{{3,}}[\w.,' -]{{0,30}}\([\w ]{{2,20}}\)\s*{_DASH}\s+"
        ),
        _is_title,
    ),
    # 3. Rain fell
    (re.compile(r"(?P<head>\d{1,2})[.)]\s+"), bool),
    # - Rain fell; --Rain fell
    (re.compile(rf"(?P<head>{_DASH})\s*"), bool),
    # COLUMBIA, S.C. — Rain fell; KYIV, March 3 - Rain fell; TTO - Rain fell
    (re.compile(rf"(?P<head>[^\W\d_][\w.'’ -]{{1,40}}?)(?:,\s*[\w. ]{{2,20}})?(?:\s{_DASH}\s+|—\s*)"), str.isupper),
    # KABUL: Rain fell
    (re.compile(r"(?P<head>[^\W\d_]{3,}(?:\s[^\W\d_]{3,})?):\s+"), str.isupper),
)


def is_question(text: str) -> bool:
    """Tell whether a sentence asks something."""
    return _QUESTION.search(text) is not None


def is_readable(text: str, phrases: Phrases) -> bool:
    """Tell whether a sentence is prose of the article: no label, caption, link, notice, question or cut-off line."""
    words = words_of(text)
    if len(words) < _FEWEST_OF_PROSE or not _FINISHED.search(text) or is_question(text):
        return False
    furniture = (_LINKED, _CUT_OFF, phrases.boilerplate, phrases.unfinished)
    if any(pattern.search(text) for pattern in furniture) or not phrases.finite.search(text):
        return False
    dated = _DATED.match(text)
    if _LABEL.match(text) or phrases.labels.match(text) or (dated and dated["head"].isupper()):
        return False
    # Bylines, dates and headlines in capitals have next to no word in lower case; scripts without case have no upper.
    return sum(not word[0].isupper() for word in words if word[0].isalpha()) > len(words) / 4


def is_torn(text: str) -> bool:
    """Tell whether an extractor put a stop inside a sentence, or ran two into one."""
    return _TORN.search(text) is not None


def dateline_end(text: str) -> int:
    """Return where the prose of a sentence begins after its dateline; 0 when it has none.

    >>> dateline_end("KYIV (Reuters) - Rain fell on the old town.")
    17
    """
    for pattern, is_head in _DATELINES:
        match = pattern.match(text)
        if match and is_head(match["head"]) and _goes_on(text[match.end() :]):
            return match.end()
    return 0


def _goes_on(prose: str) -> bool:
    return len(words_of(prose)) >= FEWEST_WORDS and not prose[0].islower()
