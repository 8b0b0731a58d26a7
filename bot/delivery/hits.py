"""What a search found, in a terminal: title and passage with the words highlighted, outlet, date and link."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.delivery import words
from bot.delivery.console import CONTROLS
from bot.domain.article import Part, Span, StoredArticle
from bot.domain.document import quote
from bot.domain.highlight import highlights, passage
from bot.domain.search import Query

HIT_STYLE = "bold underline"
UNTITLED = "(untitled)"


def print_hits(query: Query, found: Sequence[StoredArticle], console: Console) -> None:
    """Print the articles in their order; the console decides width and colour."""
    for number, stored in enumerate(found, start=1):
        marks = highlights(query, stored.revision)
        title, body = stored.revision.title, stored.revision.body
        head = _quoted(stored, Part.TITLE, (0, len(title)), marks) if title else Text(UNTITLED, style="dim")
        console.print(Text.assemble((f"{number:2}  ", "dim"), head))
        start, end = passage(body, marks)
        if start < end:
            piece = _quoted(stored, Part.BODY, (start, end), marks)
            shown = Text.assemble("… " if start else "", piece, " …" if end < len(body.rstrip()) else "")
            console.print(Padding(shown, (0, 0, 0, 4)))
        console.print(Padding(Text(_cited(stored), style="dim"), (0, 0, 1, 4)))


def _quoted(stored: StoredArticle, part: Part, place: tuple[int, int], marks: Sequence[Span]) -> Text:
    """Return a piece of the stored text with its marks set apart; the text is as long as the line."""
    line = quote(stored, part=part, start=place[0], end=place[1])
    text = Text(_plain(line.text))
    for mark in marks:
        if mark.part is part:
            text.stylize(HIT_STYLE, max(0, mark.start - place[0]), max(0, mark.end - place[0]))
    return text


def _cited(stored: StoredArticle) -> str:
    article, day = stored.article, words.day(stored.revision.published_at)
    where = article.link or article.file or words.LINK_UNKNOWN
    return _plain(f"{article.publisher or words.PUBLISHER_UNKNOWN} · {day} · {where}")


def _plain(outside: str) -> str:
    """Return outside text as one line of as many characters; controls are shown as U+FFFD."""
    return outside.translate(CONTROLS).replace("\n", " ")
