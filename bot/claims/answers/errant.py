"""Answers that turn on the one who claims: "Orm is mistaken", "they are lying", "accused Orm of spreading lies"."""

from __future__ import annotations

import re

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.parties import mentions, one_voice
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import Polarity

# A content that matches none of these names nobody who errs.
ERRANT_PATTERNS = ("errant",)
# Who errs has said something at most so many sentences before.
_REACH = 4
# ... and is named so few characters before the words that say it: "Orm himself is", "Orm and others are".
_NAME_REACH = 16
_CLAUSE = re.compile(r"[,.;:]|\b(?:he|she|it|they|said|says|that)\b")
# "She is lying" answers what was said at most so many sentences before.
_PRONOUN_REACH = 2
_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them"})
_HELPS = frozenset({"has", "have", "had", "is", "are", "was", "were", "been", "just", "simply"})
# A negation or a condition so many characters before takes it back.
_POSSIBLE_REACH = 60
_POSSIBLE = re.compile(r"\b(?:no|not|never|if|whether|unless|\w+n['’]t|would|could|might|may|perhaps)\b", re.IGNORECASE)


def errant(lexicon: Lexicon, reading: Reading, said: Said, content: str) -> tuple[int, str] | None:
    """Return (offset in the content, who claims) where somebody says that the one who claims errs or lies, or None."""
    found = lexicon.patterns["errant"].search(content)
    if found is None or _POSSIBLE.search(content, max(0, found.start() - _POSSIBLE_REACH), found.end()):
        return None
    start = said.item.contents[0][0]
    named = _named(reading, start + found.start())
    told = content[: found.start()].rstrip().lower()
    for other in reversed(_before(reading, said)):
        if other.speaker is None or one_voice(other.speaker, said.speaker):
            continue
        if any(one_voice(name, other.speaker) for name in named) or told.endswith(other.speaker.lower()):
            return found.start(), other.speaker
        if _points(told, said, other) and _concerns(lexicon, reading, other, said):
            return found.start(), other.speaker
    return None


def _points(told: str, said: Said, other: Said) -> bool:
    """Return whether the words before an error are a pronoun for whoever spoke right before: "she is lying"."""
    if said.item.sentence - other.item.sentence > _PRONOUN_REACH:
        return False
    words = (word.strip("\"'“‘,").split("'")[0].split("’")[0] for word in reversed(told.split()))
    return next((word for word in words if word not in _HELPS and not word.endswith("ly")), "") in _PRONOUNS


def _concerns(lexicon: Lexicon, reading: Reading, claim: Said, answer: Said) -> bool:
    """Return whether a claim accuses somebody, or names the one who answers."""
    content = reading.slice(claim.item.contents[0][0], claim.item.contents[-1][1])
    return claim.item.verb in lexicon.words["accuse_strong"] or mentions(content, answer.speaker)


def _named(reading: Reading, offset: int) -> list[str]:
    """Return who is named right before an offset."""
    number = reading.text.sentence_at(offset).number
    return [
        reading.voices.best(name)
        for name in reading.voices.names[number]
        if 0 <= offset - name.end <= _NAME_REACH and not _CLAUSE.search(reading.slice(name.end, offset))
    ]


def _before(reading: Reading, said: Said) -> list[Said]:
    """Return what was asserted in the sentences before, in text order."""
    first = max(0, said.item.sentence - _REACH)
    rows = [reading.said_in(number) for number in range(first, said.item.sentence)]
    return [one for row in rows for one in row if one.polarity is Polarity.ASSERTS]
