"""Doubts about a claim, told of somebody: "is skeptical of the account", "did not buy the argument"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.text import Sentence
from bot.claims.speech.statements import Reading

_CLAUSE_END = re.compile(r"[.;:!?”\"]|, ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A doubt: where its verb stands, the stretch that tells what is doubted, and who doubts."""

    at: int
    doubted: Range
    speaker: str


def doubt(lexicon: Lexicon, reading: Reading, number: int) -> Doubt | None:
    """Return the doubt about a claim that a sentence tells of, or None."""
    sentence = reading.text.sentences[number]
    if lexicon.words["doubting"].isdisjoint(sentence.words):
        return None
    found = lexicon.patterns["doubts"].search(reading.article.text, sentence.start, sentence.end)
    if found is None or lexicon.patterns["hypothetical"].search(reading.slice(sentence.start, found.start())):
        return None
    end = _CLAUSE_END.search(reading.article.text, found.end(), sentence.end)
    doubted = (found.end(), end.start() if end else sentence.end)
    speaker = doubter(reading, sentence, found.start())
    return Doubt(at=found.start(), doubted=doubted, speaker=speaker) if speaker is not None else None


def doubter(reading: Reading, sentence: Sentence, offset: int) -> str | None:
    """Return who doubts: the one who says so of themselves, or the subject of the verb."""
    around = [said for said in reading.said if any(start <= offset < end for start, end in said.item.contents)]
    at = next((i for i, token in enumerate(sentence.tokens) if token.start >= offset), 0)
    before = sentence.tokens[at - 1].low if at else ""
    if around and (not at or before == "which" or before.split("'")[0] in {"i", "we"}):
        return around[-1].speaker
    grammar = reading.voices.grammar
    while at > 1 and (before in grammar.lexicon.words["auxiliaries"] or grammar.is_adverb(before)):
        at, before = at - 1, sentence.tokens[at - 2].low
    if before in {"but", "and", ","}:
        subject = grammar.main_subject(sentence.tokens, at)
    else:
        subject = grammar.subject_left(sentence.tokens, at) if at else None
    voice = None
    if subject is not None:
        span = (sentence.tokens[subject[0]].start, sentence.tokens[subject[1] - 1].end)
        voice = reading.voices.named(span, sentence)
    if voice is not None:
        return voice.name
    return around[-1].speaker if around else None
