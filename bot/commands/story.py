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
_TELLING_CHARS = 4
_FEWEST_SHARED = 2
_PUNCTUATION = ".,;:!?…()[]\"'“”‘’„«»"


async def answer(
    request: Request, *, stories: StoryStore, articles: ArticleStore, story_document: StoryDocument
) -> Document:
    """Return the story of this id, or the newest whose titles hold all of the words, else most of them.

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
    near = [] if matches else await nearest_stories(typed, stories=stories, articles=articles)
    document = await story_document((matches or near)[0].id) if matches or near else None
    if document is None:
        raise CommandError(
            f"No story is called {echo(typed)}, and none of the {SEARCHED_STORIES} newest has these words in a title."
            f" Fewer words may help; {request.command} now shows what is new."
        )
    if near:
        told = Prose(
            text="No title has all of these words; no story has more of them in its titles than this one.", small=True
        )
        document = replace(document, blocks=(told, *document.blocks))
    return _with_others(document, (matches or near)[1:])


async def find_stories(
    typed: str, *, stories: StoryStore, articles: ArticleStore, searched: int = SEARCHED_STORIES
) -> list[Story]:
    """Return the stories with every typed word in a title of theirs, newest first; part of a word counts too."""
    wanted = _wanted(typed)
    if not wanted:
        return []
    recent = await _titled(stories, articles, searched)
    return [story for story, titles in recent if all(word in titles for word in wanted)]


async def nearest_stories(typed: str, *, stories: StoryStore, articles: ArticleStore) -> list[Story]:
    """Return the stories with most of the words in titles of theirs, the most first, then the newest.

    A sentence somebody wrote has words that no title has. Short words tell nothing, and one alone may be an accident.
    """
    wanted = {word for word in _wanted(typed) if len(word) >= _TELLING_CHARS}
    recent = await _titled(stories, articles, SEARCHED_STORIES)
    counted = [(sum(word in titles for word in wanted), story) for story, titles in recent]
    most = max((number for number, _ in counted), default=0)
    return [story for number, story in counted if number == most] if most >= _FEWEST_SHARED else []


def _wanted(typed: str) -> list[str]:
    """Return the words to look for, without the punctuation around them."""
    bare = (word.text.casefold().strip(_PUNCTUATION) for word in split(typed))
    return [word for word in bare if word]


async def _titled(stories: StoryStore, articles: ArticleStore, searched: int) -> list[tuple[Story, str]]:
    """Return the newest stories, each with the titles of its articles as one text in lower case."""
    recent = await stories.recent(searched)
    found = await articles.get({article_id for story in recent for article_id in story.article_ids})
    titles = {stored.article.id: stored.revision.title.casefold() for stored in found}
    return [(story, " ".join(titles.get(article_id, "") for article_id in story.article_ids)) for story in recent]


def _with_others(document: Document, others: Sequence[Story]) -> Document:
    if not others:
        return document
    note = Prose(text=f"{count(len(others), 'other story')} with these words, newest first:", small=True)
    rows = Listing(
        rows=tuple((f"story {story.id}", count(len(story.article_ids), "article")) for story in others[:_SHOWN_OTHERS])
    )
    return replace(document, blocks=(*document.blocks, note, rows))
