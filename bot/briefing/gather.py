"""Stories from the stores -> material: articles, shown disputes, cited revisions, summary lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from bot.briefing.material import StoryMaterial
from bot.briefing.told import Told
from bot.briefing.unanswered import unanswered_claims
from bot.briefing.unlinked import unlinked_denials
from bot.briefing.withdrawn import withdrawn
from bot.claims.history.rulings import Rulings, rulings
from bot.domain.article import Part, StoredArticle
from bot.domain.claim import Dispute
from bot.domain.document import Line, quote
from bot.domain.ports import Pool
from bot.domain.stores import ArticleStore, DisputeStore
from bot.domain.story import Story

Place = tuple[int, int, int]  # article number, start, end
CONDENSE = "bot.briefing.condense:condense"
# Of the overview, which shows one sentence of each story, and of its thread.
SUMMARY_SENTENCES = (1, 6)
SUMMARIZED_ARTICLES = 20  # the newest; a summary ranks their leading sentences only


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherer:
    """Reads what a briefing needs; `min_confidence` is the operator's threshold for showing a flag."""

    articles: ArticleStore
    disputes: DisputeStore
    pool: Pool
    min_confidence: float
    method: str = "auto"

    async def gather(self, stories: Iterable[Story]) -> list[StoryMaterial]:
        """Return the material of each story that holds at least one article, without summaries."""
        return [material for story in stories if (material := await self._one(story)).articles]

    async def summarized(self, material: StoryMaterial, told: Told | None = None) -> StoryMaterial:
        """Return the material with its unlinked denials, its unanswered accusations and its summaries.

        Sentences of its disputes stand in their cards instead, and what an outlet set right later is left out. Where
        the reader was `told` of the story before, the summaries say what articles read since then add; when they add
        nothing, they are those of the whole story.
        """
        newest = material.articles[-SUMMARIZED_ARTICLES:]
        since = [stored for stored in newest if told and stored.revision.fetched_at > told.until_at]
        summaries = await self._summaries(since, material, told) if since else [(), ()]
        fresh = any(summaries)
        lead, summary = summaries if fresh else await self._summaries(newest, material, None)
        said = await self.articles.statements([stored.revision.id for stored in material.articles])
        live = [dispute for dispute in await self.disputes.of_story(material.story.id) if dispute.live]
        denials = unlinked_denials(material.articles, said, live)
        return replace(
            material,
            lead=lead,
            summary=summary,
            unlinked=tuple(denials),
            unanswered=tuple(unanswered_claims(material.articles, said, live, denials)),
            told_until_at=told.until_at if told else None,
            fresh=fresh,
        )

    async def _summaries(
        self, articles: Sequence[StoredArticle], material: StoryMaterial, told: Told | None
    ) -> list[tuple[Line, ...]]:
        """Return the lines for the overview and those for the thread, quoted from some of the material's articles."""
        pairs = [pair for dispute in material.disputes for pair in dispute.pairs]
        spans = {mention.span for pair in pairs for mention in (pair.claim, pair.response)}
        avoid = [
            (number, span.start, span.end)
            for number, stored in enumerate(articles)
            for span in sorted(spans, key=lambda span: span.start)
            if span.revision_id == stored.revision.id and span.part is Part.BODY
        ] + withdrawn(articles, (*material.articles, *material.cited), material.disputes)
        texts = tuple((stored.revision.body, stored.revision.lang) for stored in articles)
        found = cast(
            "list[list[Place]]",
            await self.pool.run(CONDENSE, texts, SUMMARY_SENTENCES, self.method, avoid, told and told.texts),
        )
        return [
            tuple(quote(articles[number], part=Part.BODY, start=start, end=end) for number, start, end in places)
            for places in found
        ]

    async def cited(self, dispute: Dispute) -> dict[str, StoredArticle]:
        """Return the articles in the revisions that a dispute's history cites, by revision id."""
        ids = {change.evidence.revision_id for change in dispute.history if change.evidence}
        revisions = await self.articles.revisions(ids)
        owners = {revision.article_id for revision in revisions.values()}
        by_id = {stored.article.id: stored.article for stored in await self.articles.get(owners)}
        return {
            key: StoredArticle(article=by_id[revision.article_id], revision=revision)
            for key, revision in revisions.items()
        }

    async def _one(self, story: Story) -> StoryMaterial:
        articles = await self.articles.get(story.article_ids)
        held = await self.disputes.of_story(story.id)
        ruled = rulings(await self.disputes.decisions(dispute.id for dispute in held))
        shown = [dispute for dispute in held if self._is_shown(dispute, ruled)]
        shown.sort(key=lambda dispute: _place_among_disputes(dispute, ruled))
        return StoryMaterial(
            story=story,
            articles=tuple(articles),
            disputes=tuple(shown),
            cited=tuple(await self.cited_by_pairs(shown, known=articles)),
            ruled=ruled,
        )

    def _is_shown(self, dispute: Dispute, ruled: Rulings) -> bool:
        """Return whether a dispute is found still and an editor, or else the operator's threshold, lets it be shown."""
        if not dispute.live or ruled.dismissed(dispute.id):
            return False
        return ruled.confirmed(dispute.id) or max(pair.confidence for pair in dispute.pairs) >= self.min_confidence

    async def with_only(self, dispute: Dispute, material: StoryMaterial) -> StoryMaterial:
        """Return the material with one dispute of its story, whether it is shown or not."""
        cited = await self.cited_by_pairs([dispute], known=material.articles)
        return replace(material, disputes=(dispute,), cited=tuple(cited))

    async def cited_by_pairs(
        self, disputes: Sequence[Dispute], known: Sequence[StoredArticle] = ()
    ) -> list[StoredArticle]:
        """Return the revisions that pairs of disputes cite, those `known` left out; an article may change later."""
        held = {stored.revision.id for stored in known}
        spans = {m.span.revision_id: m.article_id for d in disputes for p in d.pairs for m in (p.claim, p.response)}
        missing = {revision_id: article_id for revision_id, article_id in spans.items() if revision_id not in held}
        if not missing:
            return []
        revisions = await self.articles.revisions(missing)
        owners = {stored.article.id: stored.article for stored in await self.articles.get(set(missing.values()))}
        return [
            StoredArticle(article=owners[article_id], revision=revisions[revision_id])
            for revision_id, article_id in missing.items()
            if revision_id in revisions and article_id in owners
        ]


def _place_among_disputes(dispute: Dispute, ruled: Rulings) -> tuple[bool, bool, float]:
    """Return what puts a dispute before the others of its story, the least first; a briefing may show only the first.

    What an editor confirmed; then what both sides say in words of their own, before what one sentence tells for both;
    then what is surest.
    """
    one_sentence = all(pair.claim.span == pair.response.span for pair in dispute.pairs)
    return not ruled.confirmed(dispute.id), one_sentence, -dispute.pairs[0].confidence
