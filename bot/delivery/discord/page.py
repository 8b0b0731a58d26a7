"""Blocks laid out as embeds: in reading order, whole items only, what is left out counted by kind.

https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.delivery.discord import cards, limits
from bot.delivery.discord.limits import units
from bot.domain.document import DisputeCard, Divider, Heading, Listing, Prose, StoryCard, UnansweredCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.document import Block

Embed = dict[str, Any]

# How much of a message cards leave to the texts behind them.
_TEXT_ROOM_CHARS = 1500
_TEXT_ROOM_EMBEDS = 2


@dataclass(slots=True)
class _Section:
    """What becomes one embed: a card, or texts of ours; and the heading it stands under."""

    heading: Heading | None
    card: StoryCard | DisputeCard | None = None
    texts: list[tuple[str, str]] = field(default_factory=list)  # what to count it as when left out, markdown

    @property
    def size(self) -> int:
        """Return the room that texts take, headings and blank lines included."""
        return sum(units(text) + 2 for _, text in self.texts) + (units(self.heading.text) if self.heading else 0)


def _sections(blocks: Iterable[Block]) -> list[_Section]:
    sections = [_Section(heading=None)]
    for block in blocks:
        heading = sections[-1].heading
        match block:
            case Heading():
                sections.append(_Section(heading=block))
            case StoryCard() | DisputeCard():
                sections += (_Section(heading=heading, card=block), _Section(heading=heading))
            case Divider():
                sections.append(_Section(heading=heading))
            case Prose():
                sections[-1].texts.append(("paragraph", cards.prose(block)))
            case Listing():
                sections[-1].texts += (("row", row) for row in cards.listing(block))
            case UnansweredCard():
                sections[-1].texts.append(("statement", cards.unanswered(block)))
    return [section for section in sections if section.card or section.texts]


@dataclass(slots=True)
class Page:
    """The embeds laid out so far, the room they take and what did not fit."""

    embeds: list[Embed] = field(default_factory=list)
    used: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    heading: Heading | None = None  # shown last

    def lay_out(self, blocks: Iterable[Block]) -> None:
        """Place blocks in reading order; a heading goes with the first item under it that fits.

        Cards leave room for the texts behind them, which say what was read and what failed (EDITORIAL rule 19).
        """
        sections = _sections(blocks)
        for number, section in enumerate(sections):
            if section.card is None:
                self._place_texts(section)
                continue
            behind = [later for later in sections[number + 1 :] if later.texts]
            room = min(sum(later.size for later in behind), _TEXT_ROOM_CHARS)
            self._place_card(section, section.card, room=room, slots=min(len(behind), _TEXT_ROOM_EMBEDS))

    def _place_texts(self, section: _Section) -> None:
        """Place the texts that fit as one embed."""
        heading = self._unshown(section)
        kept: list[str] = []
        for noun, text in section.texts:
            if self._fits(cards.text_embed(heading, [*kept, text])):
                kept.append(text)
            else:
                self.dropped[noun] += 1
        if kept:
            self._add(cards.text_embed(heading, kept), section)

    def _place_card(self, section: _Section, card: StoryCard | DisputeCard, *, room: int, slots: int) -> None:
        """Place a card with as many whole sentences as fit."""
        for embed, sentences in cards.variants(card):
            headed = cards.under(self._unshown(section), embed)
            if self._fits(headed, room=room, slots=slots):
                self._add(headed, section)
                self.dropped["sentence"] += sentences
                return
        self.dropped["story" if isinstance(card, StoryCard) else "disputed claim"] += 1

    def _unshown(self, section: _Section) -> str:
        return section.heading.text if section.heading and section.heading is not self.heading else ""

    def _fits(self, embed: Embed, *, room: int = 0, slots: int = 0) -> bool:
        return (
            len(self.embeds) + slots < limits.EMBEDS
            and units(embed.get("title", "")) <= limits.EMBED_TITLE_CHARS
            and units(embed.get("description", "")) <= limits.EMBED_DESCRIPTION_CHARS
            and units(embed.get("footer", {}).get("text", "")) <= limits.EMBED_FOOTER_CHARS
            and self.used + _size(embed) + room <= limits.EMBEDS_TOTAL_CHARS
        )

    def _add(self, embed: Embed, section: _Section) -> None:
        self.embeds.append(embed)
        self.used += _size(embed)
        self.heading = section.heading


def _size(embed: Embed) -> int:
    parts = (embed.get("title", ""), embed.get("description", ""))
    inner = (embed.get("footer", {}).get("text", ""), embed.get("author", {}).get("name", ""))
    return sum(units(part) for part in (*parts, *inner))
