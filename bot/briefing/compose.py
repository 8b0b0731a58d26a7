"""Selected stories -> the overview and one detail document per story. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import repeat

from bot.briefing.cards import dispute_card, story_card
from bot.briefing.material import Occasion, SourceHealth, StoryMaterial
from bot.briefing.phrases import counted, local
from bot.briefing.select import Selection
from bot.briefing.unanswered import UnansweredClaim
from bot.claims.history.status import unanswered
from bot.claims.languages import is_checked
from bot.domain.document import Action, Block, Divider, Document, Prose, UnansweredCard, details_of

# The overview is one message: five stories with a sentence and a dispute each stay within Discord's 6,000 characters.
OVERVIEW_DISPUTES = 1  # a story; the others are counted and stand in its thread
OVERVIEW_SIDE_LINES = 1
DETAIL_SIDE_LINES = 3
DETAIL_UNLINKED = 3
DETAIL_UNANSWERED = 3
DETAIL_BUTTONS = 3  # one a dispute


def overview(selection: Selection, health: SourceHealth, occasion: Occasion) -> Document:
    """Return the message everybody sees: each story with its disputes, then what was read and what failed."""
    blocks: list[Block] = [Prose(text=_scope(selection, health, occasion), small=True)]
    for material in selection.chosen:
        blocks += [story_card(material, material.lead, reasons=material.reasons), *_since(material, occasion.zone)]
        blocks += (dispute_card(d, material, lines=OVERVIEW_SIDE_LINES) for d in material.disputes[:OVERVIEW_DISPUTES])
        more = len(material.disputes) - OVERVIEW_DISPUTES
        if more > 0:
            told = f"{counted(more, 'more dispute')} in this story; ask for story {material.story.id}."
            blocks.append(Prose(text=told, small=True))
    blocks += [Divider(), *_footer(selection, health)]
    actions = [Action(label="Help", command="help")]
    if any(material.disputes for material in selection.chosen):
        actions.insert(0, Action(label="Both sides", command="disputes"))
    return Document(title=occasion.title, blocks=tuple(blocks), actions=tuple(actions))


def detail(material: StoryMaterial, zone: str = "UTC") -> Document:
    """Return everything about one story, for the thread and for `/brief story`; times are told in `zone`."""
    blocks: list[Block] = [story_card(material, material.summary), *_since(material, zone)]
    blocks += (dispute_card(dispute, material, lines=DETAIL_SIDE_LINES) for dispute in material.disputes)
    read_for_disputes = [stored for stored in material.articles if is_checked(stored.revision.lang)]
    if not material.disputes and read_for_disputes:
        count = counted(len(read_for_disputes), "article")
        blocks.append(Prose(text=f"No disputed claim found in {count} read.", small=True))
    blocks += [Prose(text=text, small=True) for text in _unchecked(material)]
    read = counted(len(material.articles), "article")
    note = f"Denial; the claim it answers was not found in {read} read"
    blocks += (
        UnansweredCard(line=denial.line, speaker=denial.speaker, note=note)
        for denial in material.unlinked[:DETAIL_UNLINKED]
    )
    checked = counted(len(read_for_disputes), "article")
    blocks += map(_unanswered, material.unanswered[:DETAIL_UNANSWERED], repeat(checked))
    actions = [Action(label="Why in the briefing", command=f"why {material.story.id}")]
    actions += map(details_of, (dispute.id for dispute in material.disputes[:DETAIL_BUTTONS]))
    return Document(title=f"Story {material.story.id}", blocks=tuple(blocks), actions=tuple(actions))


def _since(material: StoryMaterial, zone: str) -> list[Block]:
    """Say of a story that was briefed before whether its lines are new (EDITORIAL rule 19)."""
    if material.told_until_at is None:
        return []
    when = local(material.told_until_at, zone)
    if not material.fresh:
        return [Prose(text=f"No new names, figures or dates since {when}.", small=True)]
    return [Prose(text=f"New since {when}; for all of it ask for story {material.story.id}.", small=True)]


def _unanswered(claim: UnansweredClaim, read: str) -> UnansweredCard:
    """Return an accusation with the reply of who would not say; where there is none, how much was read (rule 9)."""
    status = unanswered(claim.speaker, declined=claim.reply is not None)
    return UnansweredCard(
        line=claim.line,
        speaker=claim.speaker,
        note=f"Allegation, {status}" if claim.reply else f"Allegation, {status}; no response found in {read} read",
        reply=claim.reply,
        replier=claim.replier,
    )


def _unchecked(material: StoryMaterial) -> Iterator[str]:
    """Yield which articles were not checked for disputes, by language: silence about these tells nothing (rule 19)."""
    languages = Counter(stored.revision.lang for stored in material.articles if not is_checked(stored.revision.lang))
    for lang, count in languages.items():
        told = f"language {lang}" if lang else "language unknown"
        yield f"Not checked for disputes: {counted(count, 'article')}, {told}."


def _scope(selection: Selection, health: SourceHealth, occasion: Occasion) -> str:
    since = f" since {local(occasion.window_start_at, occasion.zone)}" if occasion.window_start_at else ""
    about = f" on {', '.join(occasion.topics)}" if occasion.topics else ""
    if not selection.chosen:
        return f"Nothing significant{about}{since} ({counted(health.read, 'source')} read)."
    articles = sum(len(material.articles) for material in selection.chosen)
    return f"{counted(len(selection.chosen), 'story')} from {counted(articles, 'article')}{about}{since}."


def _footer(selection: Selection, health: SourceHealth) -> list[Block]:
    """Honest quiet and honest broken are different sentences, and both are said (EDITORIAL rule 19)."""
    lines = [f"{counted(health.read, 'source')} read."]
    if health.warned:
        lines.append(f"{health.warned} of them with a warning; counterpoint sources names it.")
    if health.failed:
        names = ", ".join(name for name, _ in health.failed[:3])
        more = f" and {len(health.failed) - 3} more" if len(health.failed) > 3 else ""  # noqa: PLR2004 - names shown
        total = counted(health.read + len(health.failed), "source")
        lines.append(f"{len(health.failed)} of {total} failed: {names}{more}.")
    if selection.left_out:
        lines.append(f"{counted(selection.left_out, 'more story', 'more stories')} matched; search finds them.")
    lines.append("Every sentence is quoted verbatim from its source. Labels are ours; no verdicts.")
    return [Prose(text=" ".join(lines), small=True)]
