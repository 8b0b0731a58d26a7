"""The words that made a flag: what fired the rule in the response, what linked it in the claim (EDITORIAL rule 14)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bot.claims.answers.response import Response
from bot.claims.grammar.clauses import Range
from bot.claims.grammar.compare import Rarity, content_words
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.patterns import AnyOf
from bot.claims.linking.link import Claim
from bot.domain.claim import EvidenceRole, FoundEvidence, TextSpan

MOST_SHARED = 4  # words that both sides hold, the rarest ones: they tell most
NAME_CHARS = 6  # of a name's word, so that "Velmora" meets "Velmoran"
_WORD = re.compile(r"[^\W_]+")
# Counterclaims have no word of denial: these patterns are looked for in what is replied. They match at too many places
# to tell anything elsewhere.
_REPLIES = {"counter.negation": ("ellipsis", "opens_negated"), "counter.innocence": ("innocence",)}
_REPLIES_ONLY = frozenset({"ellipsis", "opens_negated"})


def evidence(lexicon: Lexicon, rarity: Rarity, claim: Claim, response: Response) -> tuple[FoundEvidence, ...]:
    """Return the words that made a flag, in text order for each role; each lies within its side's span."""
    verbs = [claim.said.item.cue] if claim.said is not None else []
    names = _named(lexicon, claim, response.speaker)
    shared: list[Range] = []
    if claim.reading is not response.reading or claim.sentence != response.sentence:
        shared = [span for span in _shared(rarity, claim, response) if not _touches(span, [*names, *verbs])]
    elif claim.said is None and response.said is not None:
        verbs = list(response.said.item.contents[:1])  # the denial itself tells what is denied
    return (
        *_spans(response, EvidenceRole.CUE, _cues(lexicon, response)),
        *_spans(claim, EvidenceRole.CLAIM, verbs),
        *_spans(claim, EvidenceRole.NAMED, names),
        *_spans(claim, EvidenceRole.SHARED, shared),
    )


def _cues(lexicon: Lexicon, response: Response) -> list[Range]:
    """Return what fired the rule: its verb, what a pattern matches where the rule looked, or the word there."""
    at, text = response.at, response.reading.article.text
    item = response.said.item if response.said is not None else None
    if item is not None and item.cue[0] == at:
        replied = (
            lexicon.patterns[name].search(text, item.contents[0][0], item.contents[-1][1])
            for name in _REPLIES.get(response.rule, ())
        )
        return [item.cue, *[found.span() for found in replied if found is not None][:1]]
    rest = text[at : response.span[1]]
    possible = _cue_patterns(lexicon).may_match(rest)
    patterns = [pattern for pattern in lexicon.patterns.values() if pattern.bits & possible] if possible else []
    matches = (pattern.match(text, at, response.span[1]) for pattern in patterns)
    word = _WORD.search(text, at, response.span[1])
    return [(at, max([*(found.end() for found in matches if found), word.end() if word else at]))]


@cache
def _cue_patterns(lexicon: Lexicon) -> AnyOf:
    """Return the patterns that tell what fired a rule."""
    return lexicon.any_of(*(name for name in lexicon.patterns if name not in _REPLIES_ONLY))


def _named(lexicon: Lexicon, claim: Claim, speaker: str | None) -> list[Range]:
    """Return where a claim's content first names somebody, by a word of the name or a form of it."""
    if claim.said is None or not speaker:
        return []
    words = [word for word in _WORD.findall(speaker.lower()) if word not in lexicon.words["function"]]
    begins = tuple(word[:NAME_CHARS] for word in words)
    start, end = claim.said.item.contents[0][0], claim.said.item.contents[-1][1]
    found = (word.span() for word in _WORD.finditer(claim.reading.article.text, start, end))
    text = claim.reading.article.text
    return [span for span in found if text[slice(*span)].lower().startswith(begins)][:1] if begins else []


def _shared(rarity: Rarity, claim: Claim, response: Response) -> list[Range]:
    """Return where the claim's sentence first holds each of the rarest words that the response repeats."""
    common = sorted(claim.words & response.target, key=lambda word: (-rarity.weight(word), word))[:MOST_SHARED]
    rarest = frozenset(common)
    first: dict[str, Range] = {}
    for word in _WORD.finditer(claim.reading.article.text, *claim.span) if rarest else ():
        for base in content_words(word.group()) & rarest:
            first.setdefault(base, word.span())
    return sorted(first.values())


def _touches(span: Range, others: list[Range]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _spans(side: Claim | Response, role: EvidenceRole, spans: Iterable[Range]) -> Iterator[FoundEvidence]:
    """Yield spans as evidence, cut to the side's own: a cue may stand in the sentence before its quotation."""
    article, (first, last) = side.reading.article.article, side.span
    for start, end in spans:
        span = TextSpan(article=article, start=max(start, first), end=min(end, last))
        if span.start < span.end:
            yield FoundEvidence(role=role, span=span)
