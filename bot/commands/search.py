"""`/brief search <words>`: stored articles by words, phrases and filters (docs/reference/search.md)."""

from __future__ import annotations

import re

from bot.commands.contracts import Request
from bot.commands.phrases import count, echo
from bot.domain.call import fits_button
from bot.domain.document import Action, Document, Prose
from bot.domain.highlight import highlights, hit_card
from bot.domain.search import Query, parse_query
from bot.domain.stores import ArticleSearch, StoryStore
from bot.errors import CommandError

SHOWN_HITS = 5  # of a passage each: both platforms hold them in one message
COUNTED_HITS = 100  # further ones are better found by another word than by leafing
_PAGE = re.compile(r"(?i)(?<!\S)page:\S*")


async def answer(request: Request, *, search: ArticleSearch, stories: StoryStore) -> Document:
    """Return the best articles that meet a search, a page of them, with the words found.

    Raises:
        CommandError: The search cannot be read, or there is no such page; the answer names the fix.
    """
    return await found(request.parsed.rest, search=search, stories=stories, usage=f"{request.command} search")


async def found(
    typed: str, *, search: ArticleSearch, stories: StoryStore, usage: str, shown: int = SHOWN_HITS
) -> Document:
    """Return one page of what a search finds, `shown` articles a page; `usage` is how the command begins.

    Raises:
        CommandError: As `answer`.
    """
    query = parse_query(typed)
    reach = max(COUNTED_HITS, shown)
    hits = await search.search(query, reach + 1)
    if not hits:
        return _nothing(typed)
    first = (query.page - 1) * shown
    known = hits[:reach]
    if first >= len(known):
        last = -(-len(known) // shown)
        raise CommandError(f"There is no page {query.page}: the last one is page:{last}. Other words find other ones.")
    page = known[first : first + shown]
    cards = [
        hit_card(stored, highlights(query, stored.revision), number=number, story_id=story.id if story else None)
        for number, stored in enumerate(page, start=first + 1)
        for story in [await stories.story_of(stored.article.id)]
    ]
    total = f"more than {count(reach, 'article')}" if len(hits) > reach else count(len(hits), "article")
    order = "the best first" if query.phrases else "the newest first"
    scope = Prose(text=f"{first + 1} to {first + len(page)} of {total}, {order}.", small=True)
    prose, actions = _further(typed, query, past=first + len(page), known=len(known), usage=usage)
    return Document(
        title=f"Found {total}", blocks=(scope, *cards, *prose) if len(hits) > 1 else tuple(cards), actions=actions
    )


def _nothing(typed: str) -> Document:
    text = (
        f"No stored article meets {echo(typed)}. Every word has to be there as it is typed, case and accents apart:"
        " try fewer words, or without a filter."
    )
    return Document(
        title="Nothing found", blocks=(Prose(text=text),), actions=(Action(label="Help", command="help search"),)
    )


def _further(
    typed: str, query: Query, *, past: int, known: int, usage: str
) -> tuple[tuple[Prose, ...], tuple[Action, ...]]:
    """Return how to see the next page, by words and by a button where its command is short enough for one."""
    if past >= known:
        return (), ()
    command = f"search {_PAGE.sub('', typed).strip()} page:{query.page + 1}"
    more = Prose(text=f"{known - past} more: {usage} … page:{query.page + 1}", small=True)
    return (more,), (Action(label="More", command=command),) if fits_button(command) else ()
