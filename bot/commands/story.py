"""`/brief story <id or words>`: one story with its sources and disputes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.contracts import Request, StoryDocument
from bot.commands.grammar import split
from bot.commands.phrases import count, echo
from bot.domain.document import Document, Listing, Prose
from bot.domain.stores import ArticleStore, StoryStore
from bot.domain.story import Story
from bot.errors import CommandError

SEARCHED_STORIES = 200  # the newest; a few days of news
_SHOWN_OTHERS = 5


async def answer(
    request: Request, *, stories: StoryStore, articles: ArticleStore, story_document: StoryDocument
) -> Document:
    """Return the story of this id, or the newest whose titles hold all of the words.

    Raises:
        CommandError: Nothing was typed, or no story matches.
    """
    typed = request.parsed.text
    if not typed:
        raise CommandError(f"Which story? Type {request.command} story and its ID, or words of its title.")
    by_id = await story_document(typed)
    if by_id:
        return by_id
    matches = await find_stories(typed, stories=stories, articles=articles)
    document = await story_document(matches[0].id) if matches else None
    if document is None:
        raise CommandError(
            f"No story is called {echo(typed)}, and none of the {SEARCHED_STORIES} newest has these words in a title."
            f" Fewer words may help; {request.command} now shows what is new."
        )
    return _with_others(document, matches[1:])


async def find_stories(
    typed: str, *, stories: StoryStore, articles: ArticleStore, searched: int = SEARCHED_STORIES
) -> list[Story]:
    """Return the stories with every typed word in a title of theirs, newest first; part of a word counts too."""
    recent = await stories.recent(searched)
    found = await articles.get({article_id for story in recent for article_id in story.article_ids})
    titles = {stored.article.id: stored.revision.title.casefold() for stored in found}
    wanted = [word.text.casefold() for word in split(typed)]

    def has_all(story: Story) -> bool:
        text = " ".join(titles.get(article_id, "") for article_id in story.article_ids)
        return all(word in text for word in wanted)

    return [story for story in recent if has_all(story)] if wanted else []


def _with_others(document: Document, others: Sequence[Story]) -> Document:
    if not others:
        return document
    note = Prose(text=f"{count(len(others), 'other story')} with these words, newest first:", small=True)
    rows = Listing(
        rows=tuple((f"story {story.id}", count(len(story.article_ids), "article")) for story in others[:_SHOWN_OTHERS])
    )
    return replace(document, blocks=(*document.blocks, note, rows))
