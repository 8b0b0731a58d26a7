"""Refuse what is not verbatim: the last gate before a document is stored, and what `verify` runs. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from bot.domain.article import Revision
from bot.domain.document import Block, Document, Line, lines_of
from bot.errors import GroundingError


def check(line: Line, revisions: Mapping[str, Revision]) -> None:
    """Raise GroundingError unless the line is exactly what stands at its span in a known revision."""
    span = line.citation.span
    revision = revisions.get(span.revision_id)
    if revision is None:
        message = f"no stored revision {span.revision_id} for the line {line.text!r}"
        raise GroundingError(message)
    if revision.article_id != line.citation.article_id:
        message = f"revision {revision.id} belongs to {revision.article_id}, not to {line.citation.article_id}"
        raise GroundingError(message)
    if span.slice(revision) != line.text:
        message = (
            f"{revision.id}:{span.part}[{span.start}:{span.end}] reads {span.slice(revision)!r}, not {line.text!r}"
        )
        raise GroundingError(message)


def faults(document: Document, revisions: Mapping[str, Revision]) -> list[str]:
    """Return one line for each quotation of a document that is not verbatim; empty when all are."""
    found = []
    for line in lines_of(document):
        try:
            check(line, revisions)
        except GroundingError as error:
            found.append(error.message)
    return found


def ground(document: Document, revisions: Mapping[str, Revision]) -> tuple[Document, list[str]]:
    """Return the document without blocks that hold a line which is not verbatim, and why each was refused.

    A block goes as a whole, so a dispute never loses one of its sides (EDITORIAL rule 6).
    """
    kept: list[Block] = []
    refused: list[str] = []
    for block in document.blocks:
        wrong = faults(Document(title=document.title, blocks=(block,)), revisions)
        if wrong:
            refused += wrong
        else:
            kept.append(block)
    return dataclasses.replace(document, blocks=tuple(kept)), refused
