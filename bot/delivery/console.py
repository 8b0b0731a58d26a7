"""Documents in a terminal, by rich. Outside text goes in as Text objects, which know no markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.delivery import words
from bot.domain.audience import Place
from bot.domain.delivery import Receipt
from bot.domain.document import (
    Block,
    ChangeCard,
    CorrectionCard,
    DisputeCard,
    Divider,
    Document,
    EvidenceCard,
    Heading,
    HitCard,
    Line,
    Listing,
    Prose,
    SourceCard,
    StoryCard,
    UnansweredCard,
)

LABEL_STYLES = {"Allegation": "yellow", "Denial": "cyan"}  # any two colours: neither side gets green or red
OTHER_LABEL_STYLE = "magenta"
EVIDENCE_STYLE = "bold underline"
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\N{REPLACEMENT CHARACTER}") | {0x0A: "\n", 0x09: " "}


class ConsoleMessenger:
    """Implements the Messenger port: prints the overview; the details of its thread stay in the store."""

    def __init__(self, *, console: Console) -> None:
        self._console = console

    async def send(
        self, *, place: Place, document: Document, key: str, parent: Receipt | None, search_first: bool
    ) -> Receipt:
        """Print a document unless it belongs into a thread; a terminal has no history to search."""
        del place, search_first
        if parent is None:
            print_document(document, self._console)
        return Receipt(message_id=key)

    async def edit(
        self, *, place: Place, document: Document, key: str, message: Receipt, parent: Receipt | None
    ) -> None:
        """Print the overview anew, with its notice: nothing that stands in a terminal can be changed."""
        del place, key, message
        if parent is None:
            print_document(document, self._console)


def print_document(document: Document, console: Console) -> None:
    """Print one document; the console decides width and colour."""
    console.print(_text(document.title, style="bold reverse"))
    for block in document.blocks:
        console.print(_block(block))


def _block(block: Block) -> RenderableType:  # noqa: C901, PLR0911 - one flat case a kind of block
    match block:
        case Heading():
            return Padding(_text(block.text, style="bold"), (1, 0, 0, 0))
        case Prose():
            return _text(block.text, style="dim" if block.small else "")
        case Listing():
            return _bullets(
                (_assemble((code, "bold cyan"), f"  {text}" if code else text)) for code, text in block.rows
            )
        case StoryCard():
            return _story(block)
        case DisputeCard():
            return Padding(_dispute(block), (0, 0, 0, 2))
        case UnansweredCard():
            return Group(_text(words.unanswered(block)), *_quotation(block.line), *_reply(block))
        case ChangeCard():
            return _change(block)
        case EvidenceCard():
            return _evidence(block)
        case CorrectionCard():
            return _correction(block)
        case HitCard():
            return _hit(block)
        case SourceCard():
            name, told = words.source_state(block)
            return _bullets([_assemble((name, "bold"), f"  {told}")])
        case Divider():
            return Rule(style="dim")


def _bullets(rows: Iterable[Text]) -> RenderableType:
    """Return rows with a bullet each; what is longer than a line goes on under its own words."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for row in rows:
        table.add_row("  •", row)
    return table


def _story(card: StoryCard) -> RenderableType:
    title = _assemble((card.headline.text, "bold"), (f"  {card.story_id}", "dim cyan"))
    carried = _text(f"{words.source(card.headline.citation)} · {words.carried(card)}", style="dim")
    lines = (part for line in card.lines for part in _quotation(line))
    return Padding(Group(title, carried, *lines), (1, 0, 0, 0))


def _dispute(card: DisputeCard) -> RenderableType:
    parts: list[RenderableType] = []
    for sides, lines in words.voices(card):
        parts += (
            _text(label + rest, style=LABEL_STYLES.get(label, OTHER_LABEL_STYLE))
            for label, rest in words.headings(sides)
        )
        parts += (part for line in lines for part in _quotation(line))
    if card.ruling:
        parts.append(_text(words.ruling(card.ruling), style="dim"))
    title = f"Disputed: {words.kinds(card)}"
    subtitle = _text(words.flag(card), style="dim")
    return Panel(Group(*parts), title=title, title_align="left", subtitle=subtitle, subtitle_align="left")


def _evidence(card: EvidenceCard) -> RenderableType:
    sentence = _assemble(*((piece, EVIDENCE_STYLE if marked else "") for piece, marked in words.pieces(card)))
    said = (
        _assemble((f"{role}: ", "dim"), ", ".join(f"“{word}”" for word in found)) for role, found in words.did(card)
    )
    return Padding(
        Group(
            _text(words.heads(card), style="bold"),
            Padding(sentence, (0, 0, 0, 2)),
            Padding(_cited(card.line), (0, 0, 0, 4)),
            *(Padding(row, (0, 0, 0, 4)) for row in said),
        ),
        (0, 0, 0, 2),
    )


def _hit(card: HitCard) -> RenderableType:
    title = _marked(card, card.title) if card.title else _text(words.UNTITLED, style="dim")
    parts = [Text.assemble((f"{card.number:2}  ", "dim"), title)]
    if card.passage:
        before, behind = ("… " if card.cut[0] else "", " …" if card.cut[1] else "")
        parts.append(Text.assemble(before, _marked(card, card.passage), behind))
    if card.note:
        parts.append(_text(card.note))
    about = _cited(card.lines[0])
    parts.append(Text.assemble(about, (f" · {card.story_id}", "dim cyan")) if card.story_id else about)
    head, *rest = parts
    return Padding(Group(head, *(Padding(part, (0, 0, 0, 4)) for part in rest)), (1, 0, 0, 0))


def _marked(card: HitCard, line: Line) -> Text:
    """Return a line on one line of the terminal, the words that were looked for set apart."""
    pieces = ((piece.replace("\n", " "), marked) for piece, marked in words.hit_pieces(card, line))
    return _assemble(*((piece, EVIDENCE_STYLE if marked else "") for piece, marked in pieces))


def _change(card: ChangeCard) -> RenderableType:
    return Group(_text(words.change(card)), *(_quotation(card.line) if card.line else ()))


def _correction(card: CorrectionCard) -> RenderableType:
    parts = (
        (_text(told), *(part for line in lines for part in _quotation(line))) for told, lines in words.correction(card)
    )
    return Padding(Group(*(one for part in parts for one in part)), (1, 0, 0, 0))


def _reply(card: UnansweredCard) -> Iterable[RenderableType]:
    if card.reply is not None:
        yield _text(words.reply(card))
        yield from _quotation(card.reply)


def _quotation(line: Line) -> Iterable[RenderableType]:
    yield Padding(_text(line.text), (0, 0, 0, 2))
    yield Padding(_cited(line), (0, 0, 0, 4))


def _cited(line: Line) -> Text:
    return _text(f"{words.source(line.citation)} · {words.where(line.citation)}", style="dim")


def _text(words: str, style: str = "") -> Text:
    """Return words as rich text, control characters shown as U+FFFD: outside text cannot steer the terminal."""
    return Text(words.translate(CONTROLS), style=style)


def _assemble(*parts: tuple[str, str] | str) -> Text:
    return Text.assemble(*(_text(part) if isinstance(part, str) else _text(*part) for part in parts))
