"""`/brief review`: judged flags about which something new was said since (EDITORIAL rule 15)."""

from __future__ import annotations

from bot.commands.contracts import Request, ReviewDocument
from bot.domain.document import Document


async def answer(_request: Request, *, review_document: ReviewDocument) -> Document:
    """Return the flags that an editor judged before something new was said; nothing of it is shown by itself."""
    return await review_document()
