"""Between stored articles and the pure rules: texts go in, spans of revisions come out. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from bot.claims.history.reconcile import Evidence
from bot.claims.rulebook.side_rules import OUTLET
from bot.domain.article import DateDoubt, Part, Revision, Span, StoredArticle
from bot.domain.claim import (
    ClaimText,
    Dispute,
    EvidenceSpan,
    FoundDispute,
    FoundStatement,
    Mention,
    Pair,
    Statement,
    StoryAnalysis,
    TextSpan,
)
from bot.domain.decision import Decision
from bot.domain.story import StoryText
from bot.stories.independence import is_apart

# The rules' time grows with the square of a text's cue words; nearly all articles are shorter than this.
ANALYSED_CHARS = 20_000


def claim_text(stored: StoredArticle) -> ClaimText:
    """Return the first part of an article's body as the claim rules see it; the article id is the caller's id."""
    published, doubt = stored.revision.published_at, stored.revision.published_doubt
    day = published.date().isoformat() if published else None
    return ClaimText(
        article=stored.article.id,
        text=stored.revision.body[:ANALYSED_CHARS],
        title=stored.revision.title,
        source=stored.article.publisher,
        date=published.isoformat() if published and doubt is DateDoubt.EXACT else day,
        lang=stored.revision.lang,
    )


def story_text(stored: StoredArticle) -> StoryText:
    """Return an article as the clustering sees it."""
    return StoryText(
        id=stored.article.id,
        text=stored.revision.body,
        title=stored.revision.title,
        published_at=stored.revision.published_at,
        lang=stored.revision.lang,
    )


def span(found: TextSpan, revisions: Mapping[str, str]) -> Span:
    """Return a span of the revision that was analysed; `revisions` maps article ids to revision ids."""
    return Span(revision_id=revisions[found.article], part=Part.BODY, start=found.start, end=found.end)


def statements(analysis: StoryAnalysis, revisions: Mapping[str, str]) -> dict[str, list[Statement]]:
    """Return the statements found, by article id. Ids follow from spans, so the same text gives the same ids."""
    by_article: dict[str, list[Statement]] = {article: [] for article in revisions}
    for found in analysis.statements:
        by_article[found.content.article].append(_statement(found, revisions))
    return by_article


def pair_groups(analysis: StoryAnalysis, read: Sequence[StoredArticle]) -> list[tuple[Pair, ...]]:
    """Return the disputes found as groups of pairs with spans of the revisions read, best first.

    What an outlet confirms in its own name counts only apart from those that carry the claim (EDITORIAL rules 5, 8).
    """
    revisions = {one.article.id: one.revision.id for one in read}
    articles = {one.article.id: one.article for one in read}
    groups: dict[str, list[Pair]] = {}
    for found in analysis.disputes:
        groups.setdefault(found.dispute, []).append(_pair(found, revisions))
    apart: list[tuple[Pair, ...]] = []
    for pairs in groups.values():
        claimed = [articles[pair.claim.article_id] for pair in pairs]
        apart.append(
            tuple(
                pair for pair in pairs if pair.rule != OUTLET or is_apart(articles[pair.response.article_id], claimed)
            )
        )
    return apart


def _pair(found: FoundDispute, revisions: Mapping[str, str]) -> Pair:
    claim = Mention(article_id=found.claim.article, span=span(found.claim, revisions), speaker=found.claimant)
    response = Mention(article_id=found.response.article, span=span(found.response, revisions), speaker=found.responder)
    return Pair(
        claim=claim,
        response=response,
        kinds=found.kinds,
        rule=found.rule,
        confidence=found.confidence,
        evidence=tuple(EvidenceSpan(role=one.role, span=span(one.span, revisions)) for one in found.evidence),
    )


def revisions_of(disputes: Iterable[Dispute], decisions: Iterable[Decision] = ()) -> set[str]:
    """Return the ids of the revisions that disputes and decisions about them cite, old ones included."""
    pairs = (pair for dispute in disputes for pair in dispute.pairs)
    cited = [mention for pair in pairs for mention in (pair.claim, pair.response)]
    judged = (mention for decision in decisions for mention in decision.mentions)
    return {mention.span.revision_id for mention in (*cited, *judged)}


def evidence(read: Sequence[StoredArticle], cited: Mapping[str, Revision]) -> Evidence:
    """Return what an analysis knows of its articles.

    Args:
        read: The articles that were analysed.
        cited: The revisions that stored disputes and decisions about them cite, by id.
    """
    by_article = {one.article.id: one for one in read}
    known = {**cited, **{one.revision.id: one.revision for one in read}}

    def holds(mention: Mention) -> bool:
        """Return whether the words stand in the article still; of an article that was not read, nobody knows better."""
        stored = by_article.get(mention.article_id)
        words = mention.span.slice(known[mention.span.revision_id])
        return stored is None or words in stored.revision.text(mention.span.part)

    return Evidence(
        read=frozenset(by_article),
        quote=lambda span: span.slice(known[span.revision_id]),
        seen_at=lambda mention: by_article[mention.article_id].revision.fetched_at,
        holds=holds,
    )


def _statement(found: FoundStatement, revisions: Mapping[str, str]) -> Statement:
    cue = span(found.cue, revisions)
    content = span(found.content, revisions)
    identity = f"{cue.revision_id}/{cue.start}-{cue.end}/{content.start}-{content.end}"
    return Statement(
        id=f"stm_{hashlib.sha256(identity.encode()).hexdigest()[:16]}",
        source=span(found.source, revisions) if found.source else None,
        cue=cue,
        content=content,
        speaker=found.speaker,
        polarity=found.polarity,
        hedged=found.hedged,
        rule=found.rule,
    )
