"""Findings against a claim in the article's own voice or a body's: "falsely claimed", "In fact", "no evidence"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.claims.falsity import false_predicate
from bot.claims.lexicon import Lexicon
from bot.claims.statements import Reading, Said
from bot.claims.text import Sentence
from bot.domain.claim import DisputeKind, Polarity

# "retracted a story that said ...", "apologised for claiming that ...": the sentence tells what is taken back
_NAMES_IT = re.compile(r"\bthat\b|\bfor \w+ing\b", re.IGNORECASE)
_FINDING = frozenset({"found", "find", "finds", "saw", "see", "sees", "uncovered", "produced", "discovered", "up"})
_HELPERS = frozenset({"has", "have", "had", "could", "would", "did"})
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
    partly: bool = False
    speaker: str | None = None


def finding(lexicon: Lexicon, reading: Reading, number: int) -> Finding | None:
    """Return the first finding of a sentence, or None."""
    sentence = reading.text.sentences[number]
    text = reading.slice(sentence.start, sentence.end)
    said = reading.said_in(number)
    return (
        _falsely(lexicon, sentence, said)
        or _own_account(lexicon, sentence, text, said)
        or _taken_back(lexicon, reading, sentence, text, said)
        or _without_evidence(lexicon, reading, sentence, text, said)
        or _not_true(lexicon, sentence, text, said)
    )


def _own_account(lexicon: Lexicon, sentence: Sentence, text: str, said: list[Said]) -> Finding | None:
    """Return "the false claim that", "contrary to the claim", "too low a number", "In fact"."""
    others = [one for one in said if one.item.rule != "nominal"]
    nominal = [one for one in said if one.item.rule == "nominal"]
    if (match := lexicon.patterns["false_claim"].search(text)) is not None:
        claim = others[0] if others else None
        return Finding(rule="own.falsely", at=sentence.start + match.start(), inside=True, claim=claim)
    if (match := lexicon.patterns["contrary"].search(text)) is not None:
        claim = nominal[0] if nominal else None
        return Finding(rule="own.contrary", at=sentence.start + match.start(), inside=True, claim=claim)
    if said and (match := lexicon.patterns["too_few"].search(text)) is not None:
        at = sentence.start + match.start()
        return Finding(rule="figures.rejected", at=at, kind=DisputeKind.FIGURES, inside=True, speaker=said[0].speaker)
    if lexicon.patterns["in_fact"].match(text) is not None:
        return Finding(rule="own.infact", at=sentence.start, pointer=True)
    return None


def _taken_back(lexicon: Lexicon, reading: Reading, sentence: Sentence, text: str, said: list[Said]) -> Finding | None:
    """Return a correction or retraction, by whom the sentence says."""
    match = lexicon.patterns["correction"].search(text)
    if match is None:
        return None
    at = sentence.start + match.start()
    retracted = match.group().lower().startswith(_TAKEN_BACK)
    kind = DisputeKind.RETRACTION if retracted else DisputeKind.CORRECTION
    back = [one for one in said if one.polarity in {Polarity.RETRACTS, Polarity.CORRECTS}]
    speaker = back[0].speaker if back else None
    if speaker is None and retracted:
        speaker = _subject(reading, sentence, _token_at(sentence, at))
    partly = retracted and _NAMES_IT.search(text, match.start()) is not None
    return Finding(rule="correction.noted", at=at, kind=kind, speaker=speaker, partly=partly)


def _without_evidence(
    lexicon: Lexicon, reading: Reading, sentence: Sentence, text: str, said: list[Said]
) -> Finding | None:
    """Return "claimed without evidence that ...", "found no evidence"."""
    if (match := lexicon.patterns["without_evidence"].search(text)) is not None and (claims := _claims(lexicon, said)):
        return Finding(rule="own.falsely", at=sentence.start + match.start(), inside=True, claim=claims[0])
    if (match := lexicon.patterns["no_evidence"].search(text)) is not None:
        at = sentence.start + match.start()
        return Finding(rule="no.evidence", at=at, speaker=_finder(reading, sentence, at))
    return None


def _not_true(lexicon: Lexicon, sentence: Sentence, text: str, said: list[Said]) -> Finding | None:
    """Return "That is not true." in the article's own voice."""
    offset = None if said else false_predicate(lexicon, text)
    return Finding(rule="own.false", at=sentence.start + offset, pointer=True) if offset is not None else None


def _finder(reading: Reading, sentence: Sentence, offset: int) -> str | None:
    """Return who "found no evidence": the subject of the verb before an offset, or None."""
    at = _token_at(sentence, offset)
    verb = next((i for i in (at - 1, at - 2) if i > 0 and sentence.tokens[i].low in _FINDING), 0)
    verb -= verb > 0 and sentence.tokens[verb].low == "up"  # "turned up no evidence"
    return _subject(reading, sentence, verb)


def _token_at(sentence: Sentence, offset: int) -> int:
    return next((i for i, token in enumerate(sentence.tokens) if token.start >= offset), 0)


def _subject(reading: Reading, sentence: Sentence, verb: int) -> str | None:
    """Return the name of the subject of the verb at a token, auxiliaries and adverbs passed over, or None."""
    tokens, grammar = sentence.tokens, reading.voices.grammar
    while verb > 0 and (grammar.is_adverb(tokens[verb - 1].low) or tokens[verb - 1].low in _HELPERS):
        verb -= 1
    subject = grammar.subject_left(tokens, verb) if verb else None
    if subject is None:
        return None
    voice = reading.voices.named((tokens[subject[0]].start, tokens[subject[1] - 1].end), sentence)
    return voice.name if voice is not None else None


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
