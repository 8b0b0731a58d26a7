"""A document's blocks as Block Kit blocks, without regard to the length of the message."""

from __future__ import annotations

from bot.delivery import words as say
from bot.delivery.slack.limits import HEADER_CHARS, TEXT_OBJECT_CHARS, units
from bot.delivery.slack.richtext import (
    BOLD,
    CODE,
    Json,
    bullets,
    escape,
    link,
    plain,
    quotation,
    rich_text,
    section,
    usable_link,
    words,
)
from bot.domain.document import (
    Block,
    ChangeCard,
    Citation,
    CorrectionCard,
    DisputeCard,
    Divider,
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


def blocks_of(block: Block) -> list[Json]:  # noqa: C901, PLR0911 - one flat case a kind of block
    """Return the Block Kit blocks of one document block; none for an empty one."""
    match block:
        case Heading():
            return heading(block.text)
        case Prose():
            return _prose(block)
        case Listing():
            rows = [section(words(code, CODE), words(f"  {text}" if code else text)) for code, text in block.rows]
            return rich_text(bullets([row for row in rows if row])) if any(rows) else []
        case StoryCard():
            return _story(block)
        case DisputeCard():
            return _dispute(block)
        case UnansweredCard():
            return _unanswered(block)
        case ChangeCard():
            return rich_text(section(words(say.change(block))), *([quote(block.line)] if block.line else []))
        case EvidenceCard():
            return _evidence(block)
        case CorrectionCard():
            return _correction(block)
        case HitCard():
            return _hit(block)
        case SourceCard():
            name, told = say.source_state(block)
            return rich_text(bullets([section(words(name, BOLD), words(f"  {told}"))]))
        case Divider():
            return [{"type": "divider"}]


def heading(text: str) -> list[Json]:
    """Return a header block, or bold text where Slack's header is too short for it."""
    if not text.strip():
        return []
    if units(escape(text)) > HEADER_CHARS:
        return rich_text(section(words(text, BOLD)))
    return [{"type": "header", "text": plain(text)}]


def small(text: str) -> Json:
    """Return a context block, which Slack sets small and grey."""
    return {"type": "context", "elements": [plain(text)]}


def quote(line: Line) -> list[Json]:
    """Return a sentence exactly as it stands in its source, and below it who published it, when and where."""
    return quotation(words(line.text), words("\n"), _cite(line.citation))


def _prose(block: Prose) -> list[Json]:
    if not block.text.strip():
        return []
    if block.small and units(escape(block.text)) <= TEXT_OBJECT_CHARS:
        return [small(block.text)]
    return rich_text(section(words(block.text)))


def _cite(citation: Citation) -> list[Json]:
    url = usable_link(citation.link)
    if url is None:
        return words(f"{say.source(citation)} · {citation.file or 'link unknown'}")
    return [*link(say.publisher(citation), url), *words(f" · {say.dated(citation)}")]


def _story(card: StoryCard) -> list[Json]:
    url = usable_link(card.headline.citation.link)
    title = link(card.headline.text, url, BOLD) if url else words(card.headline.text, BOLD)
    about = [*words("\n"), *_cite(card.headline.citation), *words(f" · {say.carried(card)} · ")]
    return rich_text(section(title, about, words(card.story_id, CODE)), *(quote(line) for line in card.lines))


def _dispute(card: DisputeCard) -> list[Json]:
    parts = [section(words(f"Disputed: {say.kinds(card)}", BOLD))]
    for sides, lines in say.voices(card):
        parts += (section(words(label, BOLD), words(rest)) for label, rest in say.headings(sides))
        parts += (quote(line) for line in lines)
    return [*rich_text(*parts), small(say.flag_and_ruling(card))]


def _unanswered(card: UnansweredCard) -> list[Json]:
    reply = [section(words(say.reply(card))), quote(card.reply)] if card.reply else []
    return rich_text(section(words(say.unanswered(card))), quote(card.line), *reply)


def _correction(card: CorrectionCard) -> list[Json]:
    parts = [[section(words(told, BOLD)), *map(quote, lines)] for told, lines in say.correction(card)]
    return rich_text(*(one for part in parts for one in part))


def _hit(card: HitCard) -> list[Json]:
    """Return a hit; rich text has no markup, so words are set apart by the style of their own element alone."""
    citation = card.lines[0].citation
    url = usable_link(citation.link)
    title = words(say.UNTITLED)
    if card.title:
        found = ((piece, BOLD if marked else None) for piece, marked in say.hit_pieces(card, card.title))
        title = [part for piece, style in found for part in (link(piece, url, style) if url else words(piece, style))]
    story = [*words(" · "), *words(card.story_id, CODE)] if card.story_id else []
    note = words(f"\n{card.note}" if card.note else "")
    head = section(words(f"{card.number}. "), title, words("\n"), _cite(citation), story, note)
    return rich_text(head, *([_passage(card, card.passage)] if card.passage else []))


def _passage(card: HitCard, line: Line) -> list[Json]:
    shown = [part for piece, marked in say.hit_pieces(card, line) for part in words(piece, BOLD if marked else None)]
    return quotation(words("… " if card.cut[0] else ""), shown, words(" …" if card.cut[1] else ""))


def _evidence(card: EvidenceCard) -> list[Json]:
    sentence = [part for piece, marked in say.pieces(card) for part in words(piece, BOLD if marked else None)]
    did = "".join(f"\n{role}: {', '.join(f'“{word}”' for word in found)}" for role, found in say.did(card))
    quoted = quotation(sentence, words("\n"), _cite(card.line.citation), words(did))
    return rich_text(section(words(say.heads(card))), quoted)
