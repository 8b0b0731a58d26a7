"""`/brief why <dispute or story>`: why a claim is flagged, or a story briefed (EDITORIAL rules 12 and 14)."""

from __future__ import annotations

from bot.commands.contracts import Explain, Request
from bot.commands.now import passing_reader
from bot.commands.phrases import echo
from bot.commands.story import find_stories
from bot.domain.document import Document
from bot.domain.stores import ArticleStore, AudienceStore, StoryStore
from bot.errors import CommandError


async def answer(
    request: Request, *, audiences: AudienceStore, stories: StoryStore, articles: ArticleStore, explain: Explain
) -> Document:
    """Return why a dispute is flagged; of a story, by its id or words of a title, why it is briefed here or not.

    Raises:
        CommandError: Nothing was typed, or nothing is called so.
    """
    typed = request.parsed.text
    if not typed:
        raise CommandError(
            f"Why what? {request.command} disputes shows disputes with their IDs,"
            f" {request.command} now stories with theirs."
        )
    here = await audiences.at_place(request.call.place)
    zone = request.call.zone or (here[0].zone if here else "UTC")
    readers = here or [passing_reader(request, zone)]
    document = await explain(typed, audiences=readers, zone=zone, now=request.now)
    if document is None:
        found = await find_stories(typed, stories=stories, articles=articles)
        document = await explain(found[0].id, audiences=readers, zone=zone, now=request.now) if found else None
    if document is None:
        raise CommandError(
            f"There is no dispute and no story {echo(typed)}. {request.command} disputes shows disputes with their IDs,"
            f" {request.command} now stories with theirs."
        )
    return document
