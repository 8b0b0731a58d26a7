"""What every implementation of a store decides the same way: stored + given -> what to write [pure]."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.article import Article, Part, Revision, Source
from bot.domain.audience import Audience, Place
from bot.domain.briefing import Briefing
from bot.domain.claim import Dispute, Statement, StatusChange
from bot.domain.delivery import ShownDispute, Watch
from bot.domain.document import Citation, DisputeCard, lines_of
from bot.domain.stores import RetireDispute
from bot.errors import GroundingError, StoreError


def named_sources(stored: Iterable[Source], named: Iterable[Source]) -> list[Source]:
    """Return the rows to write so that those of origin "file" equal `named`; keyed by location."""
    known = {source.location: source for source in stored}
    wanted = {source.location: source for source in named}
    changed = []
    for location, source in wanted.items():
        former = known.get(location)
        if former is None:
            changed.append(replace(source, origin="file"))
        elif former.origin == "file" and former != (row := replace(source, id=former.id, origin="file")):
            changed.append(row)
    gone = (row for row in known.values() if row.origin == "file" and row.enabled and row.location not in wanted)
    return changed + [replace(row, enabled=False) for row in gone]


def named_audiences(
    stored: Iterable[Audience], named: Iterable[Audience], now: datetime
) -> tuple[list[Audience], list[str]]:
    """Return the rows to write and the ids to remove so that rows of origin "file" equal `named`."""
    known = {_place_and_name(row): row for row in stored if row.origin == "file"}
    wanted = {_place_and_name(row): row for row in named}
    changed = []
    for key, audience in wanted.items():
        former = known.get(key)
        row = replace(audience, origin="file", schedule_since_at=now, delivered_until_at=None)
        if former is not None:
            row = replace(row, id=former.id, delivered_until_at=former.delivered_until_at)
            resumed = former.paused and not row.paused  # what came before is not due
            if (former.schedule, former.zone) == (row.schedule, row.zone) and not resumed:
                row = replace(row, schedule_since_at=former.schedule_since_at)
        if row != former:
            changed.append(row)
    return changed, [row.id for key, row in known.items() if key not in wanted]


def _place_and_name(audience: Audience) -> tuple[Place, str]:
    return audience.place, audience.name


def is_new_revision(stored: tuple[str, int, str] | None, article: Article, revision: Revision) -> bool:
    """Return whether the revision is to be written. `stored`: article id, newest number and digest, or None.

    Raises:
        StoreError: The article has another id, or the number is not the next one.
    """
    if revision.article_id != article.id:
        message = f"revision {revision.id} belongs to article {revision.article_id}, not {article.id}"
        raise StoreError(message)
    stored_id, number, digest = stored or (article.id, 0, "")
    if stored_id != article.id:
        message = f"article {article.key!r} of {article.source_id} is stored as {stored_id}, not {article.id}"
        raise StoreError(message)
    if stored is not None and digest == revision.digest:
        return False
    if revision.number != number + 1:
        message = f"revision {revision.number} of article {article.id} does not follow {number}"
        raise StoreError(message)
    return True


def require_spans_inside(revision_id: str, chars: dict[Part, int], statements: Iterable[Statement]) -> None:
    """Check that every span points into the revision; `chars` are the lengths of its texts.

    Raises:
        GroundingError: A span belongs to another revision or ends outside the text.
    """
    for statement in statements:
        for span in (statement.source, statement.cue, statement.content):
            if span is not None and (span.revision_id != revision_id or span.end > chars[span.part]):
                message = f"statement {statement.id}: {span} is not in revision {revision_id}"
                raise GroundingError(message)


def added_history(stored: Sequence[StatusChange], given: Sequence[StatusChange], dispute_id: str) -> list[StatusChange]:
    """Return what `given` adds to the stored history.

    Raises:
        StoreError: It would shorten or rewrite it.
    """
    if list(given[: len(stored)]) != list(stored):
        message = (
            f"dispute {dispute_id}: history only grows; {len(stored)} changes are stored and must stay as they are"
        )
        raise StoreError(message)
    return list(given[len(stored) :])


def retired(dispute: Dispute, intent: RetireDispute) -> Dispute:
    """Return the dispute as no longer found, with the line that says so in its history."""
    change = StatusChange(at=intent.at, status=dispute.status, evidence=None, note=intent.note)
    return replace(dispute, live=False, updated_at=intent.at, history=(*dispute.history, change))


def taken(key: str) -> StoreError:
    """Return the error for a key that another article of the source has."""
    return StoreError(f"the key {key!r} belongs to another article of its source")


def reused(article: Article) -> StoreError:
    """Return the error for a new article with the id of another one."""
    return StoreError(f"the id {article.id} of the new article {article.key!r} belongs to another article")


def unknown(what: str, key: str) -> StoreError:
    """Return the error for a reference to something that is not stored."""
    return StoreError(f"{what} {key!r} is not stored")


def watches_of(briefing: Briefing) -> list[Watch]:
    """Return what to watch for a briefing: each article it quotes, from the newest revision it quotes."""
    newest: dict[str, Citation] = {}
    for document in briefing.documents:
        for citation in (line.citation for line in lines_of(document)):
            held = newest.setdefault(citation.article_id, citation)
            if citation.fetched_at > held.fetched_at:
                newest[citation.article_id] = citation
    return [
        Watch(briefing_id=briefing.id, article_id=article_id, revision_id=citation.span.revision_id)
        for article_id, citation in newest.items()
    ]


def disputes_shown(briefing: Briefing) -> list[ShownDispute]:
    """Return the disputes that a briefing shows, each once."""
    blocks = (block for document in briefing.documents for block in document.blocks)
    ids = dict.fromkeys(block.dispute_id for block in blocks if isinstance(block, DisputeCard))
    return [ShownDispute(briefing_id=briefing.id, dispute_id=dispute_id) for dispute_id in ids]
