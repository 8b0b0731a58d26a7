"""What is left out of a message that is too long: whole items only (EDITORIAL rule 6), the least important first.

Order: further sentences of stories, rows of lists, first sentences, unlinked statements, evidence of flags, disputes
with all their sides, stories, our own words, buttons; within each from the end of the document. What cannot be shown
at any length (one text longer than Slack takes) goes first of all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from bot.delivery.slack.cards import blocks_of, quote
from bot.delivery.slack.limits import BUTTON_LABEL_CHARS, BUTTON_VALUE_CHARS, TEXT_OBJECT_CHARS, units
from bot.delivery.slack.richtext import Json, escape
from bot.domain.document import (
    Block,
    ChangeCard,
    CorrectionCard,
    DisputeCard,
    Document,
    EvidenceCard,
    HitCard,
    Listing,
    SourceCard,
    StoryCard,
    UnansweredCard,
)


class Rank(IntEnum):
    """How early something is left out; lower goes first."""

    UNSHOWABLE = 0
    FURTHER_SENTENCE = 1
    ROW = 2
    FIRST_SENTENCE = 3
    UNLINKED = 4
    CHANGE = 5
    EVIDENCE = 6
    DISPUTE = 7
    STORY = 8
    OWN_WORDS = 9
    BUTTON = 10


PLURALS = {
    "sentence": "sentences",
    "row": "rows",
    "unlinked statement": "unlinked statements",
    "change": "changes",
    "quotation": "quotations",
    "hit": "hits",
    "source": "sources",
    "correction": "corrections",
    "dispute": "disputes",
    "story": "stories",
    "paragraph": "paragraphs",
    "button": "buttons",
}

# What is shown whole or not at all.
_WHOLE: dict[type[Block], tuple[Rank, str]] = {
    DisputeCard: (Rank.DISPUTE, "dispute"),
    CorrectionCard: (Rank.DISPUTE, "correction"),
    UnansweredCard: (Rank.UNLINKED, "unlinked statement"),
    ChangeCard: (Rank.CHANGE, "change"),
    EvidenceCard: (Rank.EVIDENCE, "quotation"),
    HitCard: (Rank.EVIDENCE, "hit"),
    SourceCard: (Rank.EVIDENCE, "source"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that can be left out: a block, or the `part`-th sentence, row or button of it (block None: buttons)."""

    rank: Rank
    noun: str
    block: int | None
    part: int | None = None


def fit(document: Document, fits: Callable[[Document, str], bool]) -> tuple[Document, str]:
    """Return the longest document that fits, and the line that says what is missing ("" when nothing is).

    `fits` judges a document together with that line; it must accept a document without blocks and buttons.
    """
    items = sorted(_items(document), key=lambda item: item.rank)
    least = sum(item.rank is Rank.UNSHOWABLE for item in items)

    def shortened(number: int) -> tuple[Document, str]:
        return _without(document, items[:number]), _told(items[:number])

    number = bisect_left(range(least, len(items)), x=True, key=lambda number: fits(*shortened(number)))
    return shortened(least + number)


def _items(document: Document) -> Iterable[Item]:
    """Yield everything that can be left out, from the end of the document to its beginning."""
    for number, action in reversed(tuple(enumerate(document.actions))):
        shown = _button_fits(action.label, action.command)
        yield Item(rank=Rank.BUTTON if shown else Rank.UNSHOWABLE, noun="button", block=None, part=number)
    for index, block in reversed(tuple(enumerate(document.blocks))):
        yield from _block_items(index, block)


def _block_items(index: int, block: Block) -> Iterable[Item]:
    match block:
        case StoryCard():
            for number, line in reversed(tuple(enumerate(block.lines))):
                rank = Rank.FURTHER_SENTENCE if number else Rank.FIRST_SENTENCE
                yield Item(rank=_rank(rank, quote(line)), noun="sentence", block=index, part=number)
            headline = replace(block, lines=())
            yield Item(rank=_rank(Rank.STORY, blocks_of(headline)), noun="story", block=index)
        case Listing():
            for number, row in reversed(tuple(enumerate(block.rows))):
                rank = _rank(Rank.ROW, blocks_of(Listing(rows=(row,))))
                yield Item(rank=rank, noun="row", block=index, part=number)
        case _:
            rank, noun = _WHOLE.get(type(block), (Rank.OWN_WORDS, "paragraph"))
            yield Item(rank=_rank(rank, blocks_of(block)), noun=noun, block=index)


def _rank(rank: Rank, shown: list[Json]) -> Rank:
    return rank if all(units(text) <= TEXT_OBJECT_CHARS for text in _texts(shown)) else Rank.UNSHOWABLE


def _texts(node: object) -> Iterable[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _texts(value)


def _button_fits(label: str, command: str) -> bool:
    return 0 < units(escape(label)) <= BUTTON_LABEL_CHARS and 0 < units(command) <= BUTTON_VALUE_CHARS


def _without(document: Document, items: list[Item]) -> Document:
    """Return the document without the items; a sentence of a story that is left out altogether is no longer there."""
    gone = {(item.block, item.part) for item in items}
    blocks: list[Block] = []
    for index, block in enumerate(document.blocks):
        if (index, None) in gone:
            continue
        match block:
            case StoryCard():
                lines = tuple(line for number, line in enumerate(block.lines) if (index, number) not in gone)
                blocks.append(replace(block, lines=lines))
            case Listing():
                rows = tuple(row for number, row in enumerate(block.rows) if (index, number) not in gone)
                blocks.append(replace(block, rows=rows))
            case _:
                blocks.append(block)
    actions = tuple(action for number, action in enumerate(document.actions) if (None, number) not in gone)
    return replace(document, blocks=tuple(blocks), actions=actions)


def _told(items: list[Item]) -> str:
    if not items:
        return ""
    numbers = Counter(item.noun for item in items)
    listed = ", ".join(f"{number} {noun if number == 1 else PLURALS[noun]}" for noun, number in numbers.items())
    return f"Left out for length: {listed}."
