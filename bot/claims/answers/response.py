"""One response as the rules find it: what somebody says against a claim, before it is known which claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bot.claims.grammar.clauses import Range
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind


class Inside(IntEnum):
    """How far the words that deny also say what is denied."""

    NOT = 0  # "denied the allegations"
    PARTLY = 1  # "denied allegations of fraud", "denied any role": another sentence may say it better
    FULLY = 2  # "denied that he had lied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Something said against a claim.

    `span` is the sentence, `target` the words denied, `owner` who made the claim where the response names them.
    `pointer`: a bare "that" or "No"; `shown`: a demonstrative with its noun ("that criticism"); `subordinate`: in a
    time clause ("after he denied it"); `echo`: the stem of a negated word.
    """

    reading: Reading
    sentence: int
    at: int
    span: Range
    speaker: str | None
    rule: str
    kind: DisputeKind
    target: frozenset[str]
    inside: Inside
    noun: str = ""
    owner: str | None = None
    said: Said | None = None
    echo: str = ""
    pointer: bool = False
    shown: bool = False
    subordinate: bool = False


def sentence_span(reading: Reading, number: int) -> Range:
    """Return the offsets of a sentence."""
    sentence = reading.text.sentences[number]
    return (sentence.start, sentence.end)
