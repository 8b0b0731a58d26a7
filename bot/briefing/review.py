"""What editors look at: a dispute's statements by number, and judged flags about which more was said (rule 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.briefing.cards import CLAIM_LABELS, RESPONSE_LABELS
from bot.briefing.explain import judged_words
from bot.briefing.gather import Gatherer
from bot.briefing.phrases import counted
from bot.briefing.pipeline import Briefer
from bot.claims.history.rulings import news_since, rulings, statements_of
from bot.domain.article import StoredArticle
from bot.domain.claim import Dispute, Mention
from bot.domain.decision import Decision, DecisionKind
from bot.domain.document import Block, Document, EvidenceCard, Heading, Prose, details_of, quote
from bot.domain.stores import DisputeStore

SHOWN_NEWS = 3  # statements of a flag to look at again; the others are counted
SHOWN_FLAGS = 5  # of one answer, which is one message


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Answers editors. Reading needs no role; nothing is stored."""

    disputes: DisputeStore
    gatherer: Gatherer
    briefer: Briefer

    async def statements(self, dispute_id: str) -> Document | None:
        """Return a dispute's statements with the numbers that a split takes, or None when there is none."""
        dispute = await self.disputes.get(dispute_id)
        if dispute is None:
            return None
        cited = await self._cited(dispute)
        cards = (
            _card(mention, f"{number} · {_label(dispute, mention)}", cited)
            for number, mention in enumerate(statements_of(dispute), start=1)
        )
        how = Prose(text="Which of these are a dispute of their own? Split takes their numbers.", small=True)
        document = Document(title=f"Statements of {dispute.id}", blocks=(how, *(card for card in cards if card)))
        return await self.briefer.grounded(document)

    async def review(self) -> Document:
        """Return the judged flags with what was said since and nobody judged: dismissed ones first, then the newest."""
        judged = rulings(await self.disputes.decisions()).judged.values()
        order = sorted(judged, key=lambda one: (one.kind is not DecisionKind.DISMISS, -one.at.timestamp(), one.id))
        changed = [(one, *found) for one in order if (found := await self._news(one))]
        blocks: list[Block] = []
        for decision, dispute, news, cited in changed[:SHOWN_FLAGS]:
            blocks += [Heading(text=dispute.id), Prose(text=f"{judged_words(decision)} Said since:")]
            blocks += filter(None, (_card(one, _label(dispute, one), cited) for one in news[:SHOWN_NEWS]))
            if len(news) > SHOWN_NEWS:
                blocks.append(Prose(text=f"{counted(len(news) - SHOWN_NEWS, 'more statement')}.", small=True))
        if len(changed) > SHOWN_FLAGS:
            blocks.append(Prose(text=f"{counted(len(changed) - SHOWN_FLAGS, 'more flag')} to look at.", small=True))
        if not changed:
            blocks.append(Prose(text="Nothing was said about a flag since an editor judged it."))
        actions = (details_of(one.id) for _, one, *_ in changed)
        document = Document(title="Flags to look at again", blocks=tuple(blocks), actions=tuple(actions)[:SHOWN_FLAGS])
        return await self.briefer.grounded(document)

    async def _news(self, judged: Decision) -> tuple[Dispute, list[Mention], dict[str, StoredArticle]] | None:
        """Return a judged dispute, what was said in it since, and the articles it cites; None where nothing was."""
        dispute = await self.disputes.get(judged.dispute_id)
        if dispute is None or dispute.id != judged.dispute_id or not dispute.live:
            return None
        cited = await self._cited(dispute)
        ids = {mention.span.revision_id for mention in judged.mentions} - cited.keys()
        texts = await self.gatherer.articles.revisions(ids) | {key: one.revision for key, one in cited.items()}
        news = news_since(judged, dispute, lambda span: span.slice(texts[span.revision_id]))
        return (dispute, news, cited) if news else None

    async def _cited(self, dispute: Dispute) -> dict[str, StoredArticle]:
        return {stored.revision.id: stored for stored in await self.gatherer.cited_by_pairs([dispute])}


def _card(mention: Mention, label: str, cited: Mapping[str, StoredArticle]) -> EvidenceCard | None:
    stored = cited.get(mention.span.revision_id)
    if stored is None:
        return None
    line = quote(stored, part=mention.span.part, start=mention.span.start, end=mention.span.end)
    return EvidenceCard(heads=((label, mention.speaker),), line=line)


def _label(dispute: Dispute, mention: Mention) -> str:
    """Return the neutral noun for what a statement is in a dispute."""
    for pair in dispute.pairs:
        if mention == pair.claim:
            return CLAIM_LABELS.get(pair.kinds[0], "Allegation")
        if mention == pair.response:
            return RESPONSE_LABELS[pair.kinds[0]]
    return "Statement"
