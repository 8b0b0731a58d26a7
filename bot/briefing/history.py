"""A dispute's history as cards: each change with its date, its words and where they stand (EDITORIAL rule 12). Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.claims.rulebook.rules import RULES
from bot.domain.article import Span, StoredArticle
from bot.domain.claim import Dispute
from bot.domain.document import ChangeCard, Line, quote


def history(dispute: Dispute, cited: Mapping[str, StoredArticle]) -> tuple[ChangeCard, ...]:
    """Return the changes of a dispute, the oldest first.

    Args:
        dispute: A dispute, live or ended.
        cited: The articles in the revisions that the history cites, by revision id. Words of a revision that is not
            stored any more are left out; the change stays.
    """
    return tuple(
        ChangeCard(
            at=change.at,
            status=change.status,
            by=change.by,
            note=f"rule {change.note}" if change.note in RULES else change.note,
            line=_line(change.evidence, cited),
        )
        for change in dispute.history
    )


def _line(evidence: Span | None, cited: Mapping[str, StoredArticle]) -> Line | None:
    stored = cited.get(evidence.revision_id) if evidence else None
    return quote(stored, part=evidence.part, start=evidence.start, end=evidence.end) if stored and evidence else None
