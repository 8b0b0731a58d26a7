"""Statements, disputes and their history (docs: EDITORIAL vocabulary)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.article import Span, require_utc

MIN_CONFIDENCE = 0.5  # disputes less sure than this are not shown, unless the operator says otherwise


class Polarity(StrEnum):
    """What a statement does to its content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    RETRACTS = "retracts"
    CORRECTS = "corrects"
    CONFIRMS = "confirms"
    DECLINES = "declines"
    DID_NOT_DENY = "did_not_deny"


class DisputeKind(StrEnum):
    """How two sides differ. A dispute has a set of them."""

    DENIAL = "denial"
    COUNTERCLAIM = "counterclaim"
    INDEPENDENT = "independent"
    FIGURES = "figures"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    # Not ways to differ: what speaks for a claim stands beside what speaks against it.
    CONFIRMATION = "confirmation"
    PARTIAL_CONFIRMATION = "partial confirmation"

    @property
    def noun(self) -> str:
        """Return the kind as readers are told it."""
        return "independent finding" if self is DisputeKind.INDEPENDENT else self.value


class Status(StrEnum):
    """EDITORIAL rule 4: where a claim stands. No verdicts."""

    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    DISPUTED = "disputed"
    PARTLY_CONFIRMED = "partly confirmed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    NEITHER = "neither confirmed nor denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpan:
    """Half-open offsets into the text of one article of an analysis, in code points. `article` is the caller's id."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimText:
    """One article as the claim rules see it: no database, no dates beyond an ISO day or instant, no link."""

    article: str
    text: str
    title: str = ""
    source: str = ""
    date: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """One attributed assertion as found in a text. `speaker` is None when unnamed, never guessed (rule 2)."""

    source: TextSpan | None
    cue: TextSpan
    content: TextSpan
    speaker: str | None
    polarity: Polarity
    rule: str
    hedged: bool = False


class EvidenceRole(StrEnum):
    """What words have to do with a flag (EDITORIAL rule 14)."""

    CUE = "cue"  # in the response: they made the rule fire
    CLAIM = "claim"  # in the claim: its verb, or what a denial says is denied
    NAMED = "named"  # in the claim: it names the one who answers
    SHARED = "shared"  # in the claim: words that the response repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvidence:
    """Words that made a flag, inside the claim or the response of its pair."""

    role: EvidenceRole
    span: TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDispute:
    """A claim and one response to it. Pairs of one dispute share `dispute`, an id within this analysis only.

    `claim` and `response` are the sentence (or at most three sentences) that say it. `confidence` is 0 to 1; `score`
    names the parts of the link's score that moved it, none where the rule alone decides; `measures` what such a rule
    weighed.
    """

    dispute: str
    claim: TextSpan
    response: TextSpan
    claimant: str | None
    responder: str | None
    kinds: tuple[DisputeKind, ...]
    rule: str
    confidence: float
    evidence: tuple[FoundEvidence, ...] = ()
    score: tuple[tuple[str, float], ...] = ()
    measures: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAnalysis:
    """What the rules found in the articles of one story; disputes best first.

    `unlinked` are denials whose claim was not found (rule 10): shown as such, attached to nothing.
    """

    statements: tuple[FoundStatement, ...]
    disputes: tuple[FoundDispute, ...]
    unlinked: tuple[FoundStatement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stored statement. Spans point into one revision."""

    id: str
    source: Span | None
    cue: Span
    content: Span
    speaker: str | None
    polarity: Polarity
    hedged: bool
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a side of a dispute speaks: the sentence or sentences, and who speaks (None: unnamed)."""

    article_id: str
    span: Span
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSpan:
    """Words that made a flag, in the revision of the claim or of the response."""

    role: EvidenceRole
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One claim mention answered by one response mention, with the evidence for flagging it (rule 14).

    `evidence` is empty in pairs that were stored before it was kept; the next analysis of the story fills it.
    """

    claim: Mention
    response: Mention
    kinds: tuple[DisputeKind, ...]
    rule: str
    confidence: float
    evidence: tuple[EvidenceSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """One line of a dispute's history: nothing is overwritten (rule 12).

    `at` is when the program knew it, `evidence` the words that made the change (None: words that are gone), `by` who
    confirmed where the status says so, `note` the rule that fired or what happened, in our own words.
    """

    at: datetime
    status: Status
    evidence: Span | None
    note: str
    by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_utc(at=self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A claim and what is said against it. The id is minted once; merged ids redirect through `merged_into`.

    `pairs` are best first and never empty while the dispute is live; `live` is False when re-analysis no longer
    finds it (its history stays).
    """

    id: str
    story_id: str
    pairs: tuple[Pair, ...]
    kinds: tuple[DisputeKind, ...]
    status: Status
    history: tuple[StatusChange, ...]
    first_seen_at: datetime
    updated_at: datetime
    live: bool = True
    merged_into: str | None = None

    def __post_init__(self) -> None:
        require_utc(first_seen_at=self.first_seen_at, updated_at=self.updated_at)
