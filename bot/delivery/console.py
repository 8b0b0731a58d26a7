"""Documents in a terminal, by rich. Outside text goes in as Text objects, which know no markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.delivery import words
from bot.domain.document import (
    Block,
    DisputeCard,
    Divider,
    Document,
    Heading,
    Line,
    Listing,
    Prose,
    StoryCard,
    UnansweredCard,
)

LABEL_STYLES = {"Allegation": "yellow", "Denial": "cyan"}  # any two colours: neither side gets green or red
OTHER_LABEL_STYLE = "magenta"


def print_document(document: Document, console: Console) -> None:
    """Print one document; the console decides width and colour."""
    console.print(Text(document.title, style="bold reverse"))
    for block in document.blocks:
        console.print(_block(block))


def _block(block: Block) -> RenderableType:
    match block:
        case Heading():
            return Padding(Text(block.text, style="bold"), (1, 0, 0, 0))
        case Prose():
            return Text(block.text, style="dim" if block.small else "")
        case Listing():
            return Group(*(Text.assemble("  • ", (code, "bold cyan"), f"  {text}") for code, text in block.rows))
        case StoryCard():
            return _story(block)
        case DisputeCard():
            return Padding(_dispute(block), (0, 0, 0, 2))
        case UnansweredCard():
            return Group(Text(f"{block.note} · {block.speaker or words.UNNAMED}"), *_quotation(block.line))
        case Divider():
            return Rule(style="dim")


def _story(card: StoryCard) -> RenderableType:
    title = Text.assemble((card.headline.text, "bold"), (f"  {card.story_id}", "dim cyan"))
    carried = Text(f"{words.source(card.headline.citation)} · {words.carried(card)}", style="dim")
    lines = (part for line in card.lines for part in _quotation(line))
    return Padding(Group(title, carried, *lines), (1, 0, 0, 0))


def _dispute(card: DisputeCard) -> RenderableType:
    parts: list[RenderableType] = []
    for side in card.sides:
        parts.append(Text(words.side(side), style=LABEL_STYLES.get(side.label, OTHER_LABEL_STYLE)))
        parts += (part for line in side.lines for part in _quotation(line))
    kinds = ", ".join(card.kinds)
    subtitle = Text(words.flag(card), style="dim")
    return Panel(
        Group(*parts), title=f"Disputed: {kinds}", title_align="left", subtitle=subtitle, subtitle_align="left"
    )


def _quotation(line: Line) -> Iterable[RenderableType]:
    yield Padding(Text(line.text), (0, 0, 0, 2))
    yield Padding(Text(f"{words.source(line.citation)} · {words.where(line.citation)}", style="dim"), (0, 0, 0, 4))
