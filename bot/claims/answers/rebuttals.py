"""Findings that say how a claim is wrong: who errs, what is left out, what contradicts it, who was cleared."""

from __future__ import annotations

import re

from bot.claims.answers.granted import GRANTED
from bot.claims.answers.passage import Finding, FindingRule, Passage
from bot.domain.claim import DisputeKind

# "when he is wrong", "because they were wrong": a condition or reason, no finding
_CONDITION = frozenset(
    {"when", "if", "whether", "because", "that", "until", "unless", "what", "whose", "i"}
    | {"admit", "admits", "admitted", "admitting", "ever"}
)
_NAMED_CLAIM = re.compile(r" (?:in (?:his|her|their|its) |about |on |to )", re.IGNORECASE)
_PERSONS = frozenset({"he", "she", "they"})
# "Varn's claim about the dam does not hold up": whose it is stands around the word for the claim.
_BEFORE_CLAIM, _AFTER_CLAIM = 40, 60
_CLAIM_NAMED = re.compile(r"\b(?:claims?|stor(?:y|ies)|statements?|assertions?|for \w+ing|that)\b", re.IGNORECASE)
# "contradicted the claim that all had sailed": the sentence states what is contradicted
_STATED = re.compile(r" (?:that|about) (?!(?:were|was|have|had|has) )", re.IGNORECASE)
_FLAT_WORDS = 14  # "That was wrong, of course." in at most so many words and marks
_ARTICLE = re.compile(r"\b(?:article|edition|published|headline|posted)\b", re.IGNORECASE)


def _errs(passage: Passage) -> Finding | None:
    """Return "Varn was wrong about the dam" in the article's own voice."""
    match = passage.find("errs")
    if match is None or not passage.in_own_voice(at := passage.offset(match)):
        return None
    verb = passage.token_at(at)
    before = passage.sentence.tokens[max(0, verb - 4) : verb]
    if not before or not _CONDITION.isdisjoint(token.low for token in before):
        return None
    if not (before[-1].capital or before[-1].low in _PERSONS):
        return None
    said = _NAMED_CLAIM.match(passage.text, match.end()) is not None
    return Finding(rule="own.wrong", at=at, owner=passage.subject(at), partly=said)


def _wrong_to_say(passage: Passage) -> Finding | None:
    """Return "it is misleading to imply that ...", whoever says it."""
    match = passage.find("wrong_to_say")
    if match is None:
        return None
    at = passage.offset(match)
    return Finding(rule="wrong.said", at=at, owner=_one_named(passage, at), partly=True)


def _one_named(passage: Passage, at: int) -> str | None:
    """Return who was "wrong to say": a subject with a name, not "it"."""
    verb = passage.token_at(at) - 1
    low = passage.sentence.tokens[verb - 1].low if verb > 0 else "it"
    return None if low in {"it", "that", "this"} else passage.subject(passage.sentence.tokens[verb].start)


def _misstates(passage: Passage) -> Finding | None:
    """Return "stretched the truth when she claimed that ..."."""
    match = passage.find("misstates")
    if match is None or passage.negated(at := passage.offset(match)):
        return None
    return Finding(rule="own.misstated", at=at, owner=passage.subject(at), inside=True)


def _disproved(passage: Passage) -> Finding | None:
    """Return "the claim has proved false", "but it later emerged that ..."."""
    if (match := passage.find("disproved")) is not None:
        start = passage.offset(match)
        return Finding(
            rule="own.disproved",
            at=start,
            owner=passage.owner(start - _BEFORE_CLAIM, start + _AFTER_CLAIM),
            partly=True,
        )
    match = passage.find("emerged")
    if match is None or not passage.follows_statement():
        return None
    return Finding(rule="own.disproved", at=passage.offset(match), pointer=True)


def _contradicts(passage: Passage) -> Finding | None:
    """Return "records contradict his account", "the director painted a different picture"."""
    match = passage.find("contradicts")
    if match is None:
        return None
    group = next(name for name in ("verb", "verb2", "verb3") if match[name])
    at = passage.offset(match, group)
    if passage.negated(at):
        return None
    owner = passage.owner(at, passage.sentence.start + match.end())
    return Finding(
        rule="finding.contradicts",
        at=at,
        owner=owner,
        speaker=passage.subject(at),
        unnamed=True,
        pointer=group == "verb3",
        inside=_STATED.match(passage.text, match.end()) is not None,
        partly=group != "verb3",
    )


def _fact_checked(passage: Passage) -> Finding | None:
    match = passage.find("fact_checked")
    if match is None or not passage.in_own_voice(at := passage.offset(match)):
        return None
    end = passage.sentence.start + match.end()
    named = _CLAIM_NAMED.search(passage.text) is not None
    return Finding(
        rule="fact.checked", at=at, partly=named, speaker="fact-checkers", owner=passage.owner(at, end + _AFTER_CLAIM)
    )


def _omits(passage: Passage) -> Finding | None:
    """Return "he failed to mention that ..." in the article's own voice."""
    match = passage.find("omits")
    if match is None or not passage.in_own_voice(at := passage.offset(match)):
        return None
    owner = passage.subject(at)
    if owner is None or not owner[:1].isupper():
        owner = passage.owner(passage.sentence.start, at) or owner  # "the Varn campaign did not mention that ..."
    return Finding(rule="own.omitted", at=at, owner=owner)


def _cleared(passage: Passage) -> Finding | None:
    """Return "a jury acquitted her of fraud": the answer of a court or inquiry to an accusation."""
    match = passage.find("cleared")
    if match is None or passage.negated(at := passage.offset(match)):
        return None
    accusing = passage.lexicon.words["accuse_strong"]
    claim = next((one for one in passage.said if one.item.verb in accusing and one.speaker), None)
    if claim is None:
        return None  # nobody in particular accuses: a verdict alone answers no claim of the story
    body = passage.lexicon.patterns["body"].search(passage.text)
    speaker = body.group().lower() if body is not None else None
    return Finding(rule="court.cleared", at=at, speaker=speaker, unnamed=True, inside=True, claim=claim)


def _flat_no(passage: Passage) -> Finding | None:
    """Return "That was wrong.", "It did not.": the whole sentence answers the one before it."""
    tokens = passage.sentence.tokens
    if not tokens or passage.said or passage.lexicon.patterns["flat_no"].match(passage.text) is None:
        return None
    if not passage.in_own_voice(passage.sentence.start) or not passage.follows_statement():
        return None
    if len(tokens) > _FLAT_WORDS and "," in passage.words:
        return None
    before = passage.reading.text.sentences[passage.sentence.number - 1]
    ours = _ARTICLE.search(passage.reading.slice(before.start, before.end)) is not None
    kind = DisputeKind.CORRECTION if ours else DisputeKind.INDEPENDENT
    return Finding(rule="own.false", at=passage.sentence.start, kind=kind, pointer=True)


# What finds that a sentence says how a claim is wrong, the first one first.
REBUTTALS: tuple[FindingRule, ...] = (
    (_errs, ("errs",)),
    (_wrong_to_say, ("wrong_to_say",)),
    (_misstates, ("misstates",)),
    (_disproved, ("disproved", "emerged")),
    (_contradicts, ("contradicts",)),
    (_fact_checked, ("fact_checked",)),
    (_omits, ("omits",)),
    (_cleared, ("cleared",)),
    *GRANTED,
    (_flat_no, ("flat_no",)),
)
