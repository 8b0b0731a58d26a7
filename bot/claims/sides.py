"""More voices for the sides of disputes that were found: who says the same elsewhere, who confirms, who takes back.

It adds no dispute. What makes a status (EDITORIAL rule 5) has to be sure, so a statement counts only where it makes
the claim again: a shared topic is not enough.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.claims.analysis import analyse_story
from bot.claims.bodies import Bodies, load_bodies
from bot.claims.matter import Extent, Matter, is_second_hand
from bot.claims.parties import is_among, one_voice
from bot.claims.rulebook.side_rules import ADMISSION, BODY, OUTLET, SAME_VOICE, TAKEN_BACK
from bot.claims.speech.statements import LONGEST_CONTENT
from bot.domain.claim import (
    ClaimText,
    DisputeKind,
    EvidenceRole,
    FoundDispute,
    FoundEvidence,
    FoundStatement,
    Polarity,
    StoryAnalysis,
    TextSpan,
)
from summarizers import split

# Of one rule for one dispute: a wire copy may run in many outlets.
MOST_ADDED = 12
_CONFIRMING = {Extent.WHOLE: DisputeKind.CONFIRMATION, Extent.PART: DisputeKind.PARTIAL_CONFIRMATION}
_TAKING_BACK = {Polarity.RETRACTS: DisputeKind.RETRACTION, Polarity.CORRECTS: DisputeKind.CORRECTION}


def analyse_with_sides(articles: Sequence[ClaimText]) -> StoryAnalysis:
    """Return what the rules found in the articles of a story, each dispute with every voice found on its sides.

    Added pairs follow those of the rules and carry the dispute's id; kinds and rule tell what each of them is.
    """
    found = analyse_story(articles)
    if not found.disputes:
        return found
    groups: dict[str, list[FoundDispute]] = {}
    for pair in found.disputes:
        groups.setdefault(pair.dispute, []).append(pair)
    texts = {article.article: article for article in articles}
    matters = [Matter.of(pairs, found.statements, texts) for pairs in groups.values()]
    taken = [span for pair in found.disputes for span in (pair.claim, pair.response)]
    said_in: dict[str, list[FoundStatement]] = {}
    for one in found.statements:
        said_in.setdefault(one.content.article, []).append(one)
    added: list[FoundDispute] = []
    for article in articles:
        bodies = load_bodies(article.lang or "")
        if bodies is not None:
            said = said_in.get(article.article, [])
            by_cue = sorted(said, key=_cue_start)
            added += _Hearing(
                article=article, said=said, by_cue=by_cue, bodies=bodies, matters=matters, taken=taken
            ).added()
    return replace(found, disputes=(*found.disputes, *_capped(added)))


def _capped(added: Sequence[FoundDispute]) -> Iterator[FoundDispute]:
    counts: dict[tuple[str, str], int] = {}
    for pair in dict.fromkeys(added):
        counts[pair.dispute, pair.rule] = counts.get((pair.dispute, pair.rule), 0) + 1
        if counts[pair.dispute, pair.rule] <= MOST_ADDED:
            yield pair


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hearing:
    """One article heard for what it adds to disputes found in the story."""

    article: ClaimText
    said: Sequence[FoundStatement]
    by_cue: Sequence[FoundStatement]
    bodies: Bodies
    matters: Sequence[Matter]
    taken: Sequence[TextSpan]

    def added(self) -> Iterator[FoundDispute]:
        for statement in self.said:
            if statement.speaker is None or statement.hedged or is_second_hand(statement, self._around(statement)):
                continue
            pairs = [pair for matter in self.matters if (pair := self._pair(statement, statement.speaker, matter))]
            if len(pairs) == 1:  # what could speak of two disputes speaks of neither for sure
                yield pairs[0]

    def _pair(self, statement: FoundStatement, speaker: str, matter: Matter) -> FoundDispute | None:
        """Return what a statement adds to a dispute, or None."""
        confirming = self._confirming_rule(statement, speaker, matter)
        if confirming is not None:
            extent = self._extent(statement, matter)
            return extent and self._response(matter, statement, _CONFIRMING[extent], confirming)
        if statement.polarity in _TAKING_BACK and is_among(speaker, matter.claimants):
            extent = self._extent(statement, matter)
            return extent and self._response(matter, statement, _TAKING_BACK[statement.polarity], TAKEN_BACK)
        return self._same_voice(statement, speaker, matter)

    def _confirming_rule(self, statement: FoundStatement, speaker: str, matter: Matter) -> str | None:
        """Return the rule by which a statement would confirm (EDITORIAL rule 5), or None where its speaker cannot."""
        confirms = statement.polarity is Polarity.CONFIRMS
        if is_among(speaker, matter.claimants) or statement.source is None:
            return None
        if confirms and is_among(speaker, matter.deniers):
            return ADMISSION
        cue, named = self._words(statement.cue), self._words(statement.source)
        finds = confirms or (statement.polarity is Polarity.ASSERTS and self.bodies.finds(cue))
        if not finds or is_among(speaker, matter.parties):
            return None
        if self.bodies.is_independent(speaker, named):
            return BODY
        return OUTLET if one_voice(speaker, self.article.source) else None

    def _same_voice(self, statement: FoundStatement, speaker: str, matter: Matter) -> FoundDispute | None:
        """Return the pair of a side that says in this article what it said in another one."""
        denies = statement.polarity is Polarity.DENIES
        answers = [pair for pair in matter.pairs if one_voice(pair.responder, speaker)] if denies else []
        claims = (
            statement.polarity is Polarity.ASSERTS
            and one_voice(matter.pairs[0].claimant, speaker)
            and not self._is_beside(statement, *_TAKING_BACK, Polarity.DENIES)
        )
        if not answers and not claims:
            return None
        extent, span = matter.extent(self._words(statement.content), self.bodies), self._sentence(statement)
        if extent is None or span is None or any(_overlap(span, known) for known in self.taken):
            return None
        if answers:
            said_again = _evidence(answers[0], EvidenceRole.CUE, statement)
            return replace(answers[0], response=span, rule=SAME_VOICE, evidence=said_again, score=(), measures=())
        if extent is not Extent.WHOLE:
            return None
        said_again = _evidence(matter.pairs[0], EvidenceRole.CLAIM, statement)
        return replace(matter.pairs[0], claim=span, rule=SAME_VOICE, evidence=said_again, score=(), measures=())

    def _response(self, matter: Matter, statement: FoundStatement, kind: DisputeKind, rule: str) -> FoundDispute | None:
        """Return a pair in which a statement answers the dispute's best claim, unless the rules found it already."""
        best, span = matter.pairs[0], self._sentence(statement)
        known = (pair.response for pair in matter.pairs if kind in pair.kinds)
        if span is None or any(_overlap(span, one) for one in known):
            return None
        speaker = matter.name_of(statement.speaker or "")
        return replace(
            best,
            response=span,
            responder=speaker,
            kinds=(kind,),
            rule=rule,
            evidence=_evidence(best, EvidenceRole.CUE, statement),
            score=(),
            measures=(),
        )

    def _extent(self, statement: FoundStatement, matter: Matter) -> Extent | None:
        content = self._words(statement.content)
        pointed = matter.points_at(content, self.bodies)
        if pointed is not None:  # "the allegation" is clear where the article holds one dispute only
            here = [other for other in self.matters if other.stands_in(self.article.article)]
            return pointed if here == [matter] else None
        return matter.extent(content, self.bodies, beside_denial=self._is_beside(statement, Polarity.DENIES))

    def _is_beside(self, statement: FoundStatement, *polarities: Polarity) -> bool:
        """Return whether the same voice denies, or whatever is asked for, in the same sentence."""
        span = self._sentence(statement)
        return span is not None and any(
            other.polarity in polarities and one_voice(other.speaker, statement.speaker) and _overlap(span, other.cue)
            for other in self._between(span.start - LONGEST_CONTENT, span.end)
        )

    def _around(self, statement: FoundStatement) -> Sequence[FoundStatement]:
        """Return the statements within which a statement can stand."""
        return self._between(statement.cue.start - LONGEST_CONTENT, statement.cue.start + LONGEST_CONTENT)

    def _between(self, start: int, end: int) -> Sequence[FoundStatement]:
        """Return the statements with a cue in a range; they are looked up, so that long texts stay linear."""
        first = bisect_left(self.by_cue, start, key=_cue_start)
        return self.by_cue[first : bisect_left(self.by_cue, end, key=_cue_start)]

    def _sentence(self, statement: FoundStatement) -> TextSpan | None:
        """Return the sentence of a statement's cue, with what it says, or None where that runs over more."""
        start = min(statement.cue.start, statement.content.start)
        end = max(statement.cue.end, statement.content.end)
        sentences = _sentences(self.article.text, self.article.lang)
        at = bisect_right(sentences, start, key=lambda bounds: bounds[0]) - 1
        if at < 0 or end > sentences[at][1]:
            return None
        first, last = sentences[at]
        return TextSpan(article=self.article.article, start=first, end=last)

    def _words(self, span: TextSpan) -> str:
        return self.article.text[span.start : span.end]


def _cue_start(statement: FoundStatement) -> int:
    return statement.cue.start


def _evidence(pair: FoundDispute, role: EvidenceRole, statement: FoundStatement) -> tuple[FoundEvidence, ...]:
    """Return the evidence of a pair in which a statement takes a side: its verb, and what fired on the other side."""
    other = EvidenceRole.CLAIM if role is EvidenceRole.CUE else EvidenceRole.CUE
    kept = [one for one in pair.evidence if one.role is other]
    return (FoundEvidence(role=role, span=statement.cue), *kept)


@lru_cache(maxsize=4)  # an article is heard statement by statement
def _sentences(text: str, lang: str | None) -> list[tuple[int, int]]:
    return split(text, lang)


def _overlap(one: TextSpan, other: TextSpan) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end
