"""Blocks laid out as embeds: in reading order, whole items only, what is left out counted by kind.

https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.delivery.discord import cards, limits
from bot.delivery.discord.limits import units
from bot.domain.document import (
    ChangeCard,
    CorrectionCard,
    DisputeCard,
    Divider,
    EvidenceCard,
    Heading,
    HitCard,
    Listing,
    Prose,
    SourceCard,
    StoryCard,
    UnansweredCard,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.document import Block

    _Text = Prose | UnansweredCard | ChangeCard | EvidenceCard | CorrectionCard | HitCard | SourceCard

Embed = dict[str, Any]

# How much of a message cards leave to the texts behind them.
_TEXT_ROOM_CHARS = 1500
_TEXT_ROOM_EMBEDS = 2
_ALONE = -1  # the group of what did not fit into its story's embed


@dataclass(slots=True, kw_only=True)
class _Section:
    """A card, or texts of ours, and the heading it stands under. Sections of one `group` share an embed if they fit.

    A group is a story with its disputes and the notes about it, or texts, or a dispute that stands alone.
    """

    group: int
    heading: Heading | None
    story_id: str | None = None
    card: StoryCard | DisputeCard | None = None
    texts: list[tuple[str, str]] = field(default_factory=list)  # what to count it as when left out, markdown

    @property
    def size(self) -> int:
        """Return the room that texts take, headings and blank lines included."""
        return sum(units(text) + 2 for _, text in self.texts) + (units(self.heading.text) if self.heading else 0)


def _sections(blocks: Iterable[Block]) -> list[_Section]:
    last = _Section(group=0, heading=None)
    sections = [last]
    for block in blocks:
        match block:
            case Heading() | Divider():
                last = _Section(group=last.group + 1, heading=block if isinstance(block, Heading) else last.heading)
                sections.append(last)
            case StoryCard() | DisputeCard():
                group = last.group + (isinstance(block, StoryCard) or block.story_id != last.story_id)
                # A dispute joins its story; after one that stands alone the next begins a group of its own.
                story_id = block.story_id if isinstance(block, StoryCard) or group == last.group else None
                card = _Section(group=group, heading=last.heading, story_id=story_id, card=block)
                last = _Section(group=group, heading=last.heading, story_id=story_id)
                sections += (card, last)
            case Listing():
                last.texts += (("row", row) for row in cards.listing(block))
            case _:
                last.texts.append(_text(block))
    return [section for section in sections if section.card or section.texts]


def _text(
    block: Prose | UnansweredCard | ChangeCard | EvidenceCard | CorrectionCard | HitCard | SourceCard,
) -> tuple[str, str]:
    """Return what a text is counted as when it is left out, and its markdown."""
    match block:
        case Prose():
            return "paragraph", cards.prose(block)
        case UnansweredCard():
            return "statement", cards.unanswered(block)
        case ChangeCard():
            return "change", cards.change(block)
        case EvidenceCard():
            return "quotation", cards.evidence(block)
        case CorrectionCard():
            return "correction", cards.correction(block)
        case HitCard():
            return "hit", cards.hit(block)
        case SourceCard():
            return "source", cards.source(block)


@dataclass(slots=True)
class Page:
    """The embeds laid out so far, the room they take and what did not fit."""

    embeds: list[Embed] = field(default_factory=list)
    used: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    heading: Heading | None = None  # shown last
    group: int | None = None  # of the last embed

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
            slots = min(sum(later.story_id is None for later in behind), _TEXT_ROOM_EMBEDS)
            self._place_card(section, section.card, room=room, slots=slots)

    def _place_texts(self, section: _Section) -> None:
        """Place the texts that fit, in their story's embed or in one of their own."""
        kept: list[str] = []
        for noun, text in section.texts:
            if not text:  # Discord refuses a message with an empty embed
                continue
            if self._fits(section, cards.text_embed([*kept, text])):
                kept.append(text)
            else:
                self.dropped[noun] += 1
        if kept:
            self._add(section, cards.text_embed(kept))

    def _place_card(self, section: _Section, card: StoryCard | DisputeCard, *, room: int, slots: int) -> None:
        """Place a card with as many whole sentences as fit; a dispute that overfills its story's embed goes alone."""
        for embed, sentences in cards.variants(card):
            for placed in (section, replace(section, group=_ALONE)):
                if self._fits(placed, embed, room=room, slots=slots):
                    self._add(placed, embed)
                    self.dropped["sentence"] += sentences
                    return
        self.dropped["story" if isinstance(card, StoryCard) else "disputed claim"] += 1

    def _joined(self, section: _Section, embed: Embed) -> Embed | None:
        """Return the last embed with this one behind it, None where they do not belong together."""
        return cards.join(self.embeds[-1], embed) if self.embeds and section.group == self.group != _ALONE else None

    def _headed(self, section: _Section, embed: Embed) -> Embed:
        shown = section.heading is None or section.heading is self.heading
        return embed if shown or section.heading is None else cards.under(section.heading.text, embed)

    def _fits(self, section: _Section, embed: Embed, *, room: int = 0, slots: int = 0) -> bool:
        joined = self._joined(section, embed)
        whole = joined or self._headed(section, embed)
        before, taken = (_size(self.embeds[-1]), len(self.embeds)) if joined else (0, len(self.embeds) + 1)
        return (
            taken + slots <= limits.EMBEDS
            and units(whole.get("title", "")) <= limits.EMBED_TITLE_CHARS
            and units(whole.get("description", "")) <= limits.EMBED_DESCRIPTION_CHARS
            and units(whole.get("footer", {}).get("text", "")) <= limits.EMBED_FOOTER_CHARS
            and self.used - before + _size(whole) + room <= limits.EMBEDS_TOTAL_CHARS
        )

    def _add(self, section: _Section, embed: Embed) -> None:
        joined = self._joined(section, embed)
        if joined:
            self.used -= _size(self.embeds.pop())
        whole = joined or self._headed(section, embed)
        self.embeds.append(whole)
        self.used += _size(whole)
        self.heading, self.group = section.heading, section.group


def _size(embed: Embed) -> int:
    parts = (embed.get("title", ""), embed.get("description", ""))
    inner = (embed.get("footer", {}).get("text", ""), embed.get("author", {}).get("name", ""))
    return sum(units(part) for part in (*parts, *inner))
