"""Denials whose claim was not found: listed as such, attached to nothing (EDITORIAL rule 10). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.article import Part, Span, StoredArticle
from bot.domain.claim import Dispute, Polarity, Statement
from bot.domain.document import Line, quote
from summarizers import split

MOST_SENTENCES = 3  # a statement that runs longer is a speech; its first words do not stand for it


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedDenial:
    """The sentence or sentences of a denial, and who denies (None: unnamed)."""

    line: Line
    speaker: str | None


def unlinked_denials(
    articles: Sequence[StoredArticle], statements: Iterable[Statement], disputes: Iterable[Dispute]
) -> list[UnlinkedDenial]:
    """Return the denials among the statements that stand in no dispute, in text order, each sentence once.

    Args:
        articles: The articles in the revisions that the statements were read from.
        statements: Their statements.
        disputes: All live disputes of the story, those below the operator's threshold included.
    """
    pairs = [pair for dispute in disputes for pair in dispute.pairs]
    taken = [mention.span for pair in pairs for mention in (pair.claim, pair.response)]
    by_revision = {stored.revision.id: stored for stored in articles}
    found: list[UnlinkedDenial] = []
    for statement in statements:
        stored = by_revision.get(statement.cue.revision_id)
        if statement.polarity is not Polarity.DENIES or stored is None:
            continue
        line = whole_sentences(stored, statement)
        if line is not None and not any(overlap(line.citation.span, span) for span in taken):
            taken.append(line.citation.span)
            found.append(UnlinkedDenial(line=line, speaker=statement.speaker))
    return found


def overlap(one: Span, other: Span) -> bool:
    """Return whether two spans share words."""
    return (
        one.revision_id == other.revision_id
        and one.part is other.part
        and one.start < other.end
        and other.start < one.end
    )


def whole_sentences(stored: StoredArticle, statement: Statement) -> Line | None:
    """Return the whole sentences from the cue to the end of what is said, or None when they are too many."""
    spans = (statement.cue, statement.content)
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    covered = [
        bounds for bounds in split(stored.revision.body, stored.revision.lang) if bounds[0] < end and start < bounds[1]
    ]
    if not 0 < len(covered) <= MOST_SENTENCES:
        return None
    return quote(stored, part=Part.BODY, start=covered[0][0], end=covered[-1][1])
