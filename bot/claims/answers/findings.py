"""Findings against a claim in the article's own voice or a body's: "falsely claimed", "In fact", "no evidence"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from bot.claims.answers.corrections import CORRECTIONS
from bot.claims.answers.falsity import PREDICATE_PATTERNS, false_predicate
from bot.claims.answers.passage import Finding, FindingRule, Passage
from bot.claims.answers.rebuttals import REBUTTALS
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.patterns import AnyOf
from bot.claims.parties import one_voice
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind, Polarity

_FINDING = frozenset(
    {"found", "find", "finds", "saw", "see", "sees", "uncovered", "produced", "discovered", "up", "show", "shows"}
    | {"identified", "detected", "established"}
)
# What one who claims does not do: "she offered no evidence", "he did not cite any proof"
_OFFERING = re.compile(r"(?:offer|provid|giv|gave|present|produc|cit|show)(?:e|es|ed|s|n|ing)?|ha[sd]")
# Between "falsely" and its verb of saying: "proclaimed - falsely - that", "later alleging - again falsely - that"
_BETWEEN = frozenset({"-", "–", "—", "--", ",", "(", ")", "again"})


def finding(lexicon: Lexicon, reading: Reading, number: int) -> Finding | None:
    """Return the first finding of a sentence, or None."""
    sentence = reading.text.sentences[number]
    text = reading.sentences[number]
    possible = _openings(lexicon).may_match(text)
    likely = possible and possible & lexicon.likely(sentence.words)
    if not likely and lexicon.words["own_voice"].isdisjoint(sentence.words):
        return None  # most sentences: without what any of the rules below looks for
    said = reading.said_in(number)
    passage = Passage(lexicon=lexicon, reading=reading, sentence=sentence, text=text, said=said, likely=likely)
    if text.rstrip("\"'”’) ").endswith("?"):
        return None  # a question answers nothing
    found = (rule(passage) for rule, bits in _rules(lexicon) if bits & likely or rule is _falsely)
    return next((one for one in found if one is not None), None)


@cache
def _rules(lexicon: Lexicon) -> tuple[tuple[Callable[[Passage], Finding | None], int], ...]:
    """Return the rules of findings, the first one first, each with the bits of the patterns that it looks for first."""
    return tuple((rule, lexicon.bits(patterns)) for rule, patterns in _RULES)


@cache
def _openings(lexicon: Lexicon) -> AnyOf:
    """Return the patterns of which a sentence with a finding may match one."""
    return lexicon.any_of(*(name for _, patterns in _RULES for name in patterns))


def _own_account(passage: Passage) -> Finding | None:
    """Return "the false claim that", "contrary to the claim", "too low a number"."""
    nominal = [one for one in passage.said if one.item.rule == "nominal"]
    if (match := passage.find("false_claim")) is not None:
        others = [one for one in passage.said if one.item.rule != "nominal"]
        claim = others[0] if others else None
        return Finding(rule="own.falsely", at=passage.offset(match), inside=True, claim=claim)
    if (match := passage.find("despite_claims")) is not None:
        at = passage.offset(match)
        owner = passage.owner(at + 1, passage.sentence.start + match.end())
        claim = nominal[0] if nominal and owner is None else None
        return Finding(rule="own.contrary", at=at, inside=True, claim=claim, owner=owner)
    if passage.said and (match := passage.find("too_few")) is not None:
        return Finding(
            rule="figures.rejected",
            at=passage.offset(match),
            kind=DisputeKind.FIGURES,
            inside=True,
            speaker=passage.said[0].speaker,
        )
    return None


def _in_fact(passage: Passage) -> Finding | None:
    """Return "In fact, two were still in port" after a statement; without a word that turns round, it goes on."""
    patterns = passage.lexicon.patterns
    if patterns["in_fact"].match(passage.text) is None or not passage.follows_statement():
        return None
    told = next((one for one in passage.said if one.item.rule == "according"), None)
    if patterns["turns_round"].search(passage.text) is None or passage.quoted(passage.sentence.start):
        return None
    if told is None and not passage.in_own_voice(passage.sentence.start):
        return None
    speaker = told.speaker if told is not None else None
    return Finding(rule="own.infact", at=passage.sentence.start, pointer=True, speaker=speaker)


def _without_evidence(passage: Passage) -> Finding | None:
    """Return "claimed without evidence that ...", "found no evidence"."""
    if (match := passage.find("without_evidence")) is not None and (claims := _claims(passage)):
        return Finding(rule="own.falsely", at=passage.offset(match), inside=True, claim=claims[0])
    if (match := passage.find("no_evidence")) is None:
        return None
    at = passage.offset(match)
    speaker = _finder(passage, at)
    claim = _unproven(passage, at)
    if claim is not None:
        return Finding(rule="no.evidence", at=at, claim=claim, owner=claim.speaker, pointer=True)
    somebody = speaker is not None or not passage.in_own_voice(at)
    if not (passage.takes_up_statement() or (somebody and passage.follows_statement())):
        return None  # of something that nobody in the article claims
    return Finding(rule="no.evidence", at=at, speaker=speaker)


def _unproven(passage: Passage, at: int) -> Said | None:
    """Return the statement right before whose speaker, as the article says, offers no evidence for it; else None."""
    tokens, verb = passage.sentence.tokens, passage.token_at(at)
    near = next(
        (i for i in (verb, verb - 1, verb + 1) if 0 < i < len(tokens) and _OFFERING.fullmatch(tokens[i].low)), 0
    )
    who = passage.subject(tokens[near].start) if near and passage.in_own_voice(at) else None
    said = passage.reading.said_in(passage.sentence.number - 1)
    made = (one for one in reversed(said) if one.polarity is Polarity.ASSERTS and one.item.rule != "infinitive")
    return next((one for one in made if one_voice(one.speaker, who)), None)


def _not_true(passage: Passage) -> Finding | None:
    """Return "That is not true." in the article's own voice."""
    offset = None
    if (
        passage.sentence.tokens
        and not passage.said
        and not passage.quoted(passage.sentence.start)
        and passage.follows_statement(reach=3)
    ):
        offset = false_predicate(passage.lexicon, passage.text)
    return Finding(rule="own.false", at=passage.sentence.start + offset, pointer=True) if offset is not None else None


def _finder(passage: Passage, offset: int) -> str | None:
    """Return who "found no evidence": the subject of the verb before an offset, or None."""
    tokens, at = passage.sentence.tokens, passage.token_at(offset)
    if tokens[at].low in _FINDING:
        return passage.subject(offset)  # "found no wrongdoing"
    if tokens[at].low == "not" or (at > 0 and tokens[at - 1].low.endswith("n't")):
        return passage.subject(offset)  # "did not find any evidence"
    verb = next((i for i in (at - 1, at - 2) if i > 0 and tokens[i].low in _FINDING), 0)
    verb -= verb > 0 and tokens[verb].low == "up"  # "turned up no evidence"
    return passage.subject(tokens[verb].start) if verb else None


def _claims(passage: Passage) -> list[Said]:
    words = passage.lexicon.words
    return [
        one for one in passage.said if one.item.verb in words["accusing"] | words["object_claims"] | {"say", "tell"}
    ]


def _falsely(passage: Passage) -> Finding | None:
    """Return the finding of "falsely claimed", "claimed falsely", "Misleadingly, she said"."""
    tokens, lexicon = passage.sentence.tokens, passage.lexicon
    if passage.words.isdisjoint(lexicon.words["own_voice"]):
        return None
    for at, token in enumerate(tokens):
        if token.low not in lexicon.words["own_voice"]:
            continue
        verbs = [cue for near in _beside(passage, at) for cue in lexicon.cues.get(tokens[near].low, ())]
        led = at <= 2 and at + 1 < len(tokens) and tokens[at + 1].low == ","
        if led or any(cue.lemma in lexicon.words["misled"] and cue.form != "base" for cue in verbs):
            claim = _claim_at(passage, at, led=led)
            if led and claim is None:
                continue
            return Finding(rule="own.falsely", at=token.start, inside=True, claim=claim)
    return None


def _beside(passage: Passage, at: int) -> list[int]:
    """Return the tokens on both sides of one, marks between passed over."""
    tokens = passage.sentence.tokens
    left, right = at - 1, at + 1
    while left >= 0 and tokens[left].low in _BETWEEN:
        left -= 1
    while right < len(tokens) and tokens[right].low in _BETWEEN:
        right += 1
    return [near for near in (right, left) if 0 <= near < len(tokens)]


def _claim_at(passage: Passage, at: int, *, led: bool) -> Said | None:
    """Return the statement whose verb stands beside a token, the first one where the token leads the sentence."""
    token = passage.sentence.tokens[at]
    near = (one for one in passage.said if led or one.item.cue[0] <= token.end + 3 <= one.item.cue[1] + 6)
    return next(near, None)


_RULES: tuple[FindingRule, ...] = (
    *CORRECTIONS,
    (_falsely, ()),  # looks for words
    (_own_account, ("false_claim", "despite_claims", "too_few")),
    (_in_fact, ("in_fact",)),
    (_without_evidence, ("without_evidence", "no_evidence")),
    *REBUTTALS,
    (_not_true, PREDICATE_PATTERNS),
)
