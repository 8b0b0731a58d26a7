"""Findings against a claim in the article's own voice or a body's: "falsely claimed", "In fact", "no evidence"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims.falsity import false_predicate
from bot.claims.lexicon import Lexicon
from bot.claims.patterns import CORRECTION, IN_FACT, NO_EVIDENCE, TOO_FEW, WITHOUT_EVIDENCE
from bot.claims.statements import Reading, Said
from bot.claims.text import Sentence
from bot.domain.claim import DisputeKind

_TAKEN_BACK = ("retract", "withdr", "apolog", "walk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence that speaks against a claim: rule, offset, and whose claim it is where the sentence says so."""

    rule: str
    at: int
    kind: DisputeKind = DisputeKind.INDEPENDENT
    inside: bool = False
    claim: Said | None = None
    pointer: bool = False
    speaker: str | None = None


def finding(lexicon: Lexicon, reading: Reading, number: int) -> Finding | None:
    """Return the first finding of a sentence, or None."""
    sentence = reading.text.sentences[number]
    text = reading.slice(sentence.start, sentence.end)
    said = [one for one in reading.said if one.item.sentence == number]
    falsely = _falsely(lexicon, sentence, said)
    if falsely is not None:
        return falsely
    if (match := CORRECTION.search(text)) is not None:
        taken_back = match.group().lower().startswith(_TAKEN_BACK)
        kind = DisputeKind.RETRACTION if taken_back else DisputeKind.CORRECTION
        return Finding(rule="correction.noted", at=sentence.start + match.start(), kind=kind)
    if (match := TOO_FEW.search(text)) is not None and said:
        at = sentence.start + match.start()
        return Finding(rule="figures.rejected", at=at, kind=DisputeKind.FIGURES, inside=True, speaker=said[0].speaker)
    if (match := IN_FACT.match(text)) is not None:
        return Finding(rule="own.infact", at=sentence.start, pointer=True)
    if (match := WITHOUT_EVIDENCE.search(text)) is not None and (claims := _claims(lexicon, said)):
        return Finding(rule="own.falsely", at=sentence.start + match.start(), inside=True, claim=claims[0])
    if (match := NO_EVIDENCE.search(text)) is not None:
        return Finding(rule="no.evidence", at=sentence.start + match.start())
    if not said and (offset := false_predicate(lexicon, text)) is not None:
        return Finding(rule="own.false", at=sentence.start + offset, pointer=True)
    return None


def _claims(lexicon: Lexicon, said: list[Said]) -> list[Said]:
    return [one for one in said if one.item.verb in lexicon.words["accusing"] | {"say", "tell"}]


def _falsely(lexicon: Lexicon, sentence: Sentence, said: list[Said]) -> Finding | None:
    """Return the finding of "falsely claimed", "claimed falsely", "Misleadingly, she said"."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.low not in lexicon.words["own_voice"]:
            continue
        beside = [near for near in (at + 1, at - 1) if 0 <= near < len(tokens)]
        verbs = [cue for near in beside for cue in lexicon.cues.get(tokens[near].low, ()) if cue.form != "base"]
        led = at <= 2 and at + 1 < len(tokens) and tokens[at + 1].low == ","
        if led or any(cue.lemma in lexicon.words["misled"] for cue in verbs):
            here = [one for one in said if led or one.item.cue[0] <= token.end + 1 <= one.item.cue[1] + 2]
            claim = here[0] if here else None
            if led and claim is None:
                continue
            return Finding(rule="own.falsely", at=token.start, inside=True, claim=claim)
    return None
