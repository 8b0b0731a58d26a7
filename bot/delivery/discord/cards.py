"""One block of a document as an embed, or as a paragraph of one.

https://discord.com/developers/docs/resources/message#embed-object
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from bot.delivery import words
from bot.delivery.discord.limits import EMBED_AUTHOR_CHARS, EMBED_TITLE_CHARS, units
from bot.delivery.discord.markup import blockquote, bolded, escape, quoted, web_address
from bot.domain.document import StoryCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.document import (
        ChangeCard,
        Citation,
        CorrectionCard,
        DisputeCard,
        EvidenceCard,
        HitCard,
        Line,
        Listing,
        Prose,
        Side,
        SourceCard,
        UnansweredCard,
    )

_STORY_COLOUR = 0x2E6F95
_DISPUTE_COLOUR = 0xD98A1F


def variants(card: StoryCard | DisputeCard) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield a card as an embed with the number of sentences left out, fullest first.

    A story goes down to its headline. A dispute keeps all its sides and shortens them alike, to one sentence each.
    """
    if isinstance(card, StoryCard):
        for kept in range(len(card.lines), -1, -1):
            yield _story(card, card.lines[:kept]), len(card.lines) - kept
        return
    for kept in range(max(len(side.lines) for side in card.sides), 0, -1):
        yield _dispute(card, kept), sum(max(0, len(lines) - kept) for _, lines in words.voices(card))


def under(heading: str, embed: dict[str, Any]) -> dict[str, Any]:
    """Return the embed with our heading above it. The author line is plain text: nothing is escaped there."""
    heading = heading.strip()
    return embed if not heading or units(heading) > EMBED_AUTHOR_CHARS else {"author": {"name": heading}, **embed}


def text_embed(texts: Sequence[str]) -> dict[str, Any]:
    """Return paragraphs and rows of our own words as one embed; rows stand close, paragraphs apart."""
    joined = texts[0] if texts else ""
    for before, text in pairwise(texts):
        joined += ("\n" if text.startswith("- ") and before.startswith("- ") else "\n\n") + text
    return {"description": joined}


def join(story: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return a story's embed with a dispute of it, or a note about it, inside; a dispute lends its colour."""
    parts = [more["description"]]
    if "title" in more:
        parts = [f"### {more['title']}", *parts, f"-# {escape(more['footer']['text'])}"]
    colour = {"color": more["color"]} if "color" in more else {}
    return story | {"description": story["description"] + "\n\n" + "\n".join(parts)} | colour


def prose(block: Prose) -> str:
    """Return a paragraph; small ones in subtext; nothing where there is nothing to see."""
    text = escape(block.text.strip()).strip()
    return "\n".join(f"-# {line}" for line in text.split("\n")) if block.small and text else text


def listing(block: Listing) -> list[str]:
    """Return each row as a bullet."""
    return [f"- {_code(code)}{' ' if code and text else ''}{escape(text)}" for code, text in block.rows]


def _code(typed: str) -> str:
    return f"`{typed}`" if typed and "`" not in typed else escape(typed)


def unanswered(card: UnansweredCard) -> str:
    """Return a statement that answers or is answered by nothing found, and the note that says so."""
    told = f"**{escape(words.named(card.speaker))}**\n{_quotations((card.line,))}\n{escape(card.note)}"
    return f"{told}\n**{escape(words.reply(card))}**\n{_quotations((card.reply,))}" if card.reply else told


def change(card: ChangeCard) -> str:
    """Return one line of a dispute's history with the words that made it."""
    told = f"**{escape(words.change(card))}**"
    return f"{told}\n{_quotations((card.line,))}" if card.line else told


def evidence(card: EvidenceCard) -> str:
    """Return a sentence that a flag rests on, and below it the words that made the flag."""
    did = (f"-# {escape(role)}: {', '.join(f'“{_flat(word)}”' for word in found)}" for role, found in words.did(card))
    return "\n".join((f"**{escape(words.heads(card))}**", _quotations((card.line,)), *did))


def correction(card: CorrectionCard) -> str:
    """Return words that are gone from their article, those in their place, and the other sides of their dispute."""
    return "\n".join(f"**{escape(told)}**\n{_quotations(lines)}" for told, lines in words.correction(card))


def hit(card: HitCard) -> str:
    """Return an article that was looked for; the words found in title and passage are bold."""
    title = bolded(words.hit_pieces(card, card.title)) if card.title else escape(words.UNTITLED)
    told = [f"**{card.number}\\.** {title}"]
    if card.passage:
        before, behind = ("… " if card.cut[0] else "", " …" if card.cut[1] else "")
        told.append(quoted(f"{before}{bolded(words.hit_pieces(card, card.passage))}{behind}"))
    if card.note:
        told.append(escape(card.note))
    story = f" · `{card.story_id}`" if card.story_id else ""
    return "\n".join((*told, _attribution(card.lines[0].citation) + story))


def source(card: SourceCard) -> str:
    """Return how a source is, as a bullet."""
    name, told = words.source_state(card)
    return f"- **{_flat(name)}** {_flat(told)}"


def _flat(text: str) -> str:
    """Return escaped text in one line, as subtext has no second one."""
    return escape(" ".join(text.split()))


def _story(card: StoryCard, lines: Sequence[Line]) -> dict[str, Any]:
    headline, link = card.headline, web_address(card.headline.citation.link)
    title = escape(headline.text)
    parts: list[str] = []
    fits = bool(title.strip()) and units(title) <= EMBED_TITLE_CHARS
    if not fits:
        parts.append(f"**{title}**")
    # The headline's own publisher and date are said once: by the first sentences where those are of the same article.
    if not fits or not lines or lines[0].citation.article_id != headline.citation.article_id:
        parts.append(_attribution(headline.citation))
    if lines:
        parts.append(_quotations(lines))
    embed: dict[str, Any] = {"color": _STORY_COLOUR, "description": "\n".join(parts)}
    if fits:
        embed["title"] = title
        if link is not None:
            embed["url"] = link
    return embed | {"footer": {"text": f"{words.carried(card)} · {card.story_id}"}}


def _dispute(card: DisputeCard, kept: int) -> dict[str, Any]:
    return {
        "color": _DISPUTE_COLOUR,
        "title": f"Disputed claim · status: {escape(words.status(card))}",
        "description": "\n\n".join(_voices(sides, lines[:kept]) for sides, lines in words.voices(card)),
        "footer": {"text": words.flag_and_ruling(card)},
    }


def _voices(sides: Sequence[Side], lines: Sequence[Line]) -> str:
    headings = "\n".join(f"**{escape(label + rest)}**" for label, rest in words.headings(sides))
    return f"{headings}\n{_quotations(lines)}"


def _quotations(lines: Sequence[Line]) -> str:
    """Return sentences as block quotations, those of one article followed by one attribution."""
    parts: list[str] = []
    for citation, group in groupby(lines, key=lambda line: _attribution(line.citation)):
        # A blank quoted line keeps two sentences apart; a bare one would end the quotation.
        parts += ["\n> \n".join(blockquote(line.text) for line in group), citation]
    return "\n".join(parts)


def _attribution(citation: Citation) -> str:
    """Return publisher, date and link of a quotation; what is unknown is said to be, the file stands for a link.

    The linked word is ours: a client drops a masked link whose words look like another address.
    """
    link = web_address(citation.link)
    if link is not None:
        where = f"[read]({link})"
    else:
        where = escape((citation.file or "").replace("\\", "/").rsplit("/", 1)[-1] or "link unknown")
    return f"— {escape(words.source(citation))} · {where}"
