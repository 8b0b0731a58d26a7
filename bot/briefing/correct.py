"""Changed articles -> corrections of the briefings that quote them, stored before anything is sent (rule 13)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from bot.briefing.amend import Amendment, Change, amended, correction
from bot.briefing.changes import Reading, stands
from bot.briefing.phrases import local
from bot.briefing.pipeline import outbox
from bot.domain.article import Revision, StoredArticle
from bot.domain.briefing import Briefing, as_corrected
from bot.domain.delivery import Watch
from bot.domain.document import CorrectionCard, Document, Line, lines_of, quote
from bot.domain.ports import Pool
from bot.domain.stores import ArticleStore, AudienceStore, DeliveryStore
from bot.errors import PoolError

READ_ANEW = "bot.briefing.changes:read_anew"
WATCHED = timedelta(days=14)  # longer than feeds keep their entries; what nobody reads again cannot be seen to change
BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrector:
    """Makes corrections. `grounded` drops what is not verbatim in the store; `mint` gives a new id for a prefix."""

    articles: ArticleStore
    audiences: AudienceStore
    deliveries: DeliveryStore
    pool: Pool
    grounded: Callable[[Document], Awaitable[Document]]
    mint: Callable[[str], str]

    async def correct_due(self, now: datetime) -> list[Briefing]:
        """Store a correction with its deliveries for each watch whose article says something else now.

        Returns what was stored. A watch moves on with its correction in one transaction, so none is made twice.
        """
        made = []
        for watch in await self.deliveries.due_watches(now - WATCHED, BATCH):
            held = await self.articles.get([watch.article_id])
            briefing = await self.deliveries.briefing(watch.briefing_id)
            if not held or briefing is None:
                continue
            found = await self._correction(briefing, watch, held[0], now)
            place = (await self.deliveries.sent(briefing.id))[0].place
            parts = outbox(found, place, now, mint=self.mint) if found else []
            if await self.deliveries.move_watch(watch, held[0].revision.id, found, parts) and found:
                made.append(found)
        return made

    async def _correction(
        self, briefing: Briefing, watch: Watch, stored: StoredArticle, now: datetime
    ) -> Briefing | None:
        """Return the correction of a briefing, or None when what it quotes stands and no note says otherwise."""
        earlier = await self.deliveries.corrections(briefing.id)
        sent = {delivery.part for delivery in await self.deliveries.sent(briefing.id)}
        shown = {part: document for part, document in enumerate(briefing.documents) if part in sent}
        documents = [*shown.values(), *(one.overview for one in earlier)]
        quoted = [line for document in documents for line in lines_of(document) if _is_of(line, stored)]
        known = await self.articles.revisions({*(line.citation.span.revision_id for line in quoted), watch.revision_id})
        told = _told(earlier, stored)
        gone = await asyncio.to_thread(_gone, quoted, known, stored.revision, told=told)  # long texts take their time
        amendment = await self._amendment(gone, known.get(watch.revision_id), stored)
        if amendment is None:
            return None
        parts = [part for part, document in shown.items() if _touched(document, amendment, stored)]
        latest = as_corrected(briefing, earlier).documents
        when = local(now, await self._zone(briefing.audience_id))
        words = {line.text for line in gone}
        edits = [amended(latest[part], amendment, gone=_count(shown[part], stored, words), when=when) for part in parts]
        return Briefing(
            id=self.mint("brf"),
            audience_id=briefing.audience_id,
            slot_at=None,
            window_start_at=briefing.window_start_at,
            window_end_at=briefing.window_end_at,
            created_at=now,
            overview=await self.grounded(correction(briefing.overview.title, amendment, list(shown.values()))),
            details=tuple([await self.grounded(document) for document in edits]),
            corrects=briefing.id,
            edits=tuple(parts),
        )

    async def _amendment(
        self, gone: Sequence[Line], before: Revision | None, stored: StoredArticle
    ) -> Amendment | None:
        after = stored.revision
        reading = Reading(instead=(None,) * len(gone))
        if before is not None:
            wanted = tuple((line.citation.span.part, line.text) for line in gone)
            texts = (before.title, before.body), (after.title, after.body)
            with suppress(PoolError):  # a text nobody can read has no note; that words are gone is known without it
                reading = cast("Reading", await self.pool.run(READ_ANEW, *texts, after.lang, wanted))
        if not gone and reading.note is None:
            return None
        now = (place and quote(stored, part=place[0], start=place[1], end=place[2]) for place in reading.instead)
        change = Change.CHANGED if reading.note is None else Change.CORRECTED
        return Amendment(
            change=Change.WITHDRAWN if reading.withdrawn else change,
            gone=tuple(zip(gone, now, strict=True)),
            note=quote(stored, part=reading.note[0], start=reading.note[1], end=reading.note[2])
            if reading.note
            else None,
        )

    async def _zone(self, audience_id: str) -> str:
        audience = await self.audiences.get(audience_id)
        return audience.zone if audience else "UTC"


def _is_of(line: Line, stored: StoredArticle) -> bool:
    return line.citation.article_id == stored.article.id


def _gone(quoted: Sequence[Line], known: Mapping[str, Revision], after: Revision, *, told: set[str]) -> list[Line]:
    """Return the quotations that stand no more, each once, without those that an earlier correction told.

    An article can say the same sentence twice; to a reader it is one.
    """
    lines: dict[str, Line] = {}
    for line in quoted:
        lines.setdefault(line.text, line)
    return [
        line
        for words, line in lines.items()
        if words not in told
        and (before := known.get(line.citation.span.revision_id)) is not None
        and not stands(line, before, after)
    ]


def _told(earlier: Sequence[Briefing], stored: StoredArticle) -> set[str]:
    """Return what earlier corrections of a briefing said is gone from an article."""
    cards = (block for one in earlier for block in one.overview.blocks if isinstance(block, CorrectionCard))
    return {card.was.text for card in cards if card.was and _is_of(card.was, stored)}


def _touched(document: Document, amendment: Amendment, stored: StoredArticle) -> bool:
    """Return whether a message shows what is gone or, where only a note came, anything of the article."""
    if not amendment.gone:
        return any(_is_of(line, stored) for line in lines_of(document))
    return _count(document, stored, {line.text for line, _ in amendment.gone}) > 0


def _count(document: Document, stored: StoredArticle, words: set[str]) -> int:
    return len({line.text for line in lines_of(document) if _is_of(line, stored)} & words)
