"""A correction as documents: what is posted into the thread, and the messages with their notice. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.briefing.phrases import counted
from bot.domain.document import Block, CorrectionCard, DisputeCard, Document, Line, Prose, Side

CORRECTION = "CORRECTION · "
CORRECTED = "CORRECTED · "
SHOWN = 5  # quotations of one correction; the others are counted


class Change(StrEnum):
    """What a publisher did to an article."""

    CHANGED = "changed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What became of an article that a briefing quotes.

    `gone` are the quotations that stand no more, each with what the article says in their place; `note` is the
    publisher's own note.
    """

    change: Change
    gone: tuple[tuple[Line, Line | None], ...]
    note: Line | None


def correction(title: str, amendment: Amendment, shown: Sequence[Document]) -> Document:
    """Return the message for the thread of the briefing with this title, of which these documents were shown."""
    blocks: list[Block] = [Prose(text=f"An article quoted in this briefing was {amendment.change} by its publisher.")]
    if amendment.note:
        blocks.append(CorrectionCard(was=None, now=amendment.note))
    blocks += (CorrectionCard(was=was, now=now, sides=_other_sides(was, shown)) for was, now in amendment.gone[:SHOWN])
    if not amendment.gone:
        blocks.append(Prose(text="The sentences quoted here still stand in it.", small=True))
    more = len(amendment.gone) - SHOWN
    if more > 0:
        blocks.append(Prose(text=f"{counted(more, 'more quotation')} no longer in it.", small=True))
    return Document(title=f"{CORRECTION}{title}", blocks=tuple(blocks))


def amended(document: Document, amendment: Amendment, *, gone: int, when: str) -> Document:
    """Return a message with a notice above its words, which stay; `gone` of its quotations stand no more."""
    told = {0: f"an article quoted below was {amendment.change} by its publisher", 1: "1 quotation below is"}
    subject = told.get(gone, f"{gone} quotations below are")
    state = f" no longer in the article, which was {amendment.change} by its publisher" if gone else ""
    return noticed(document, f"CORRECTION, {when}: {subject}{state}. The correction stands in the thread.")


def noticed(document: Document, text: str) -> Document:
    """Return a message with a notice above its words, which stay."""
    title = document.title if document.title.startswith(CORRECTED) else f"{CORRECTED}{document.title}"
    return replace(document, title=title, blocks=(Prose(text=text), *document.blocks))


def _other_sides(line: Line, shown: Iterable[Document]) -> tuple[Side, ...]:
    """Return the sides beside which words were shown in a dispute: they travel together (EDITORIAL rule 6).

    Wherever else the same article says the same, or a message shows it alone, it is the same side's.
    """
    cards = [block for document in shown for block in document.blocks if isinstance(block, DisputeCard)]
    for card in cards:
        apart = tuple(side for side in card.sides if not any(_is_same(line, said) for said in side.lines))
        if len(apart) < len(card.sides):
            return apart
    return ()


def _is_same(one: Line, other: Line) -> bool:
    return one.text == other.text and one.citation.article_id == other.citation.article_id
