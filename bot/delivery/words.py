"""The few words every renderer shares: who, when, where, how many. Plain text; renderers escape it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from bot.domain.article import DateDoubt, Span
from bot.domain.claim import Status
from bot.domain.decision import Ruling
from bot.domain.document import (
    ChangeCard,
    Citation,
    CorrectionCard,
    DisputeCard,
    EvidenceCard,
    HitCard,
    Line,
    Side,
    SourceCard,
    StoryCard,
    UnansweredCard,
)

DATE_UNKNOWN = "date unknown"
ZONE_UNKNOWN = "time zone unknown"
UNNAMED = "unnamed"
NAMES_CHARS = 120  # a status stays one line
LINK_UNKNOWN = "link unknown"
PUBLISHER_UNKNOWN = "publisher unknown"
UNTITLED = "(untitled)"


def day(moment: datetime | None) -> str:
    """Return "3 Mar 2026", in UTC, or "date unknown"; a date is never guessed."""
    return f"{moment.day} {moment:%b %Y}" if moment else DATE_UNKNOWN


def where(citation: Citation) -> str:
    """Return the link of a citation, else its file, else "link unknown"."""
    return citation.link or citation.file or LINK_UNKNOWN


def publisher(citation: Citation) -> str:
    """Return who published a line, or "publisher unknown"; a name is never invented."""
    return citation.publisher or PUBLISHER_UNKNOWN


def dated(citation: Citation) -> str:
    """Return when a line was published; without a zone it may have been the day before or after, which is said."""
    said = day(citation.published_at)
    vague = citation.published_at is not None and citation.published_doubt is DateDoubt.ZONE
    return f"{said} ({ZONE_UNKNOWN})" if vague else said


def source(citation: Citation) -> str:
    """Return who published a line and when: "Harbour Post · 3 Mar 2026"."""
    return f"{publisher(citation)} · {dated(citation)}"


def count(number: int, noun: str) -> str:
    """Return "1 article", "2 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def carried(card: StoryCard) -> str:
    """Return how widely a story is carried: "4 articles · 3 publishers, 2 independent"."""
    return f"{count(card.articles, 'article')} · {independence(card.publishers, card.families)}"


def independence(publishers: int, families: int) -> str:
    """Return "3 publishers, 2 independent": unknown ownership and wire copy do not count (EDITORIAL rule 8)."""
    return f"{count(publishers, 'publisher')}, {families} independent"


def named(speaker: str | None) -> str:
    """Return who speaks as a heading has it: "Dockers' union" for "dockers' union"; nobody is "unnamed"."""
    return speaker[:1].upper() + speaker[1:] if speaker else UNNAMED


def side(side: Side) -> str:
    """Return the line above a side's quotations: "Denial · Harbour Authority · 2 publishers, 1 independent · 3 Mar"."""
    dates = day(side.first_at)
    if side.last_at and day(side.last_at) != dates:
        dates = f"{dates} to {day(side.last_at)}"
    carriers = independence(side.publishers, side.families) + wire_copy(side.wires)
    return f"{side.label} · {named(side.speaker)} · {carriers} · {dates}"


def headings(sides: Sequence[Side]) -> list[tuple[str, str]]:
    """Return what stands above quotations that speak for these sides: a label, and the rest of its line.

    Sides that share their quotations say so: a label without words of its own would read as if they were missing.
    """
    *others, _ = sides
    shared = [" · in the words below"] * len(others) + [""]
    return [(one.label, side(one).removeprefix(one.label) + note) for one, note in zip(sides, shared, strict=True)]


def kinds(card: DisputeCard) -> str:
    """Return how the sides differ: "denial, independent finding"."""
    return ", ".join(kind.noun for kind in card.kinds)


def wire_copy(wires: Sequence[str]) -> str:
    """Return ", wire copy of Northwire among them" where there is some."""
    return f", wire copy of {enumerated(wires)} among them" if wires else ""


def voices(card: DisputeCard) -> list[tuple[tuple[Side, ...], tuple[Line, ...]]]:
    """Return a dispute's sides with their quotations, neighbours that are quoted by the very same lines together.

    One sentence can state a claim and deny it; it is then shown once, under both labels (`headings`).
    """
    return [(tuple(sides), lines) for lines, sides in groupby(card.sides, key=lambda side: side.lines)]


def status(card: DisputeCard) -> str:
    """Return where a claim stands: "denied", "confirmed by county court"; many long names are counted."""
    return standing(card.status, card.confirmed_by)


def standing(status: Status, by: Sequence[str]) -> str:
    """Return a status with who confirmed."""
    named = enumerated(by)
    if len(named) > NAMES_CHARS:
        named = f"{len(by)} named with their words"
    return f"{status} by {named}" if named else status


def change(card: ChangeCard) -> str:
    """Return the line above the words that changed a status: "3 Mar 2026, 09:10 UTC · denied · rule deny.clause"."""
    told = f"{moment(card.at)} · {standing(card.status, card.by)}"
    return f"{told} · {card.note}" if card.note else told


def correction(card: CorrectionCard) -> list[tuple[str, tuple[Line, ...]]]:
    """Return headings and quotations of a correction, in their order; nothing of it is shown without the rest."""
    parts: list[tuple[str, tuple[Line, ...]]] = []
    if card.was:
        parts.append(("Shown before, no longer in the article", (card.was,)))
    if card.now:
        parts.append(("The article says now" if card.was else "Note of the publisher", (card.now,)))
    return [*parts, *((side(one), one.lines) for one in card.sides)]


def enumerated(names: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def flag(card: DisputeCard) -> str:
    """Return why and how surely a dispute is flagged: "denied · rule denial.anaphor · confidence 0.84 · dsp_1"."""
    return f"{status(card)} · rule {card.rule} · confidence {card.confidence:.2f} · {card.dispute_id}"


def flag_and_ruling(card: DisputeCard) -> str:
    """Return why a dispute is flagged and, where an editor judged that, what they decided."""
    return f"{flag(card)} · {ruling(card.ruling)}" if card.ruling else flag(card)


def ruling(one: Ruling) -> str:
    """Return what an editor decided: "flag confirmed by an editor (Mara Lind, 3 Mar 2026): both name one bridge"."""
    return f"{one.label} by an editor ({one.name}, {day(one.at)}): {one.why}"


def unanswered(card: UnansweredCard) -> str:
    """Return the line above a statement without its other side: "Allegation, alleged; no response found ... · Orm"."""
    return f"{card.note} · {named(card.speaker)}"


def reply(card: UnansweredCard) -> str:
    """Return the line above what shows that somebody was asked: "Response · Harbour Authority"."""
    return f"Response · {named(card.replier)}"


def heads(card: EvidenceCard) -> str:
    """Return whose side a sentence speaks for: "Allegation · the union; Denial · unnamed"."""
    return "; ".join(f"{label} · {named(speaker)}" for label, speaker in card.heads)


def did(card: EvidenceCard) -> list[tuple[str, list[str]]]:
    """Return what words did, in our own words, with the words that did it."""
    roles = dict.fromkeys(role for role, _ in card.words)
    return [(role, [word.text for known, word in card.words if known == role]) for role in roles]


def pieces(card: EvidenceCard) -> list[tuple[str, bool]]:
    """Return the sentence in pieces, each with whether it is evidence; together they are the sentence."""
    return marked_pieces(card.line, [word.citation.span for _, word in card.words])


def hit_pieces(card: HitCard, line: Line) -> list[tuple[str, bool]]:
    """Return the title or the passage of a hit in pieces, each with whether it was looked for."""
    return marked_pieces(line, card.marks)


def source_state(card: SourceCard) -> tuple[str, str]:
    """Return a source's name, and how it is: "broken: HTTP 404; …. Next visit 3 Mar 2026, 09:10 UTC."."""
    cause = f": {card.told.rstrip('.')}" if card.told else ""
    following = f"Next visit {moment(card.next_poll_at)}." if card.next_poll_at else "It is not visited any more."
    return card.name, f"{card.condition}{cause}. {following}"


def moment(at: datetime) -> str:
    """Return "3 Mar 2026, 09:10 UTC"."""
    return f"{day(at)}, {at:%H:%M} UTC"


def marked_pieces(line: Line, marks: Sequence[Span]) -> list[tuple[str, bool]]:
    """Return a line in pieces, each with whether it lies in one of the marks; together they are the line."""
    text, place = line.text, line.citation.span
    marked = [False] * len(text)
    for mark in marks:
        if (mark.revision_id, mark.part) == (place.revision_id, place.part):
            start, end = (min(max(at - place.start, 0), len(text)) for at in (mark.start, mark.end))
            marked[start:end] = [True] * (end - start)
    runs = (list(run) for _, run in groupby(range(len(text)), key=lambda at: marked[at]))
    return [(text[run[0] : run[-1] + 1], marked[run[0]]) for run in runs]
