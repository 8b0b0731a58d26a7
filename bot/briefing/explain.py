"""Why a dispute is flagged, and why a story is in a briefing or not (EDITORIAL rule 14). Pure.

Terminal and chat show these very documents, so they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.briefing.cards import CLAIM_LABELS, RESPONSE_LABELS
from bot.briefing.carriers import carriers
from bot.briefing.material import StoryMaterial
from bot.briefing.phrases import ago, counted, local
from bot.briefing.rank import weight
from bot.claims.history.status import standing as standing_of
from bot.claims.rulebook.rules import RULES
from bot.domain.article import StoredArticle
from bot.domain.audience import Audience
from bot.domain.claim import Dispute, EvidenceRole, EvidenceSpan, Mention, Pair, Status
from bot.domain.decision import LABELS, Decision, DecisionKind
from bot.domain.document import Action, Block, Document, EvidenceCard, Heading, Line, Listing, Prose, Reason, quote

# A pair takes half a message; the others are counted.
SHOWN_PAIRS = 3
SHOWN_CHANGES = 10
ROW_OUTLETS = 20
ROLES = {
    EvidenceRole.CUE: "fired the rule",
    EvidenceRole.CLAIM: "makes the claim",
    EvidenceRole.NAMED: "names who answers",
    EvidenceRole.SHARED: "said by both sides",
}
_UNSHOWN = "It is not shown in briefings."
_NO_VERDICT = "That says nothing about which side is right."
# From which confidence on a flag is called so; what is left is doubtful.
_SURENESS = ((0.8, "very sure"), (0.65, "sure"), (0.5, "fairly sure"), (0.0, "doubtful"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a story stands for one audience.

    `last_at` is when the newest briefing was made (None: none yet), `last_place` the story's place in it, `last_of` how
    many it holds and `last_reasons` why it stood there, as stored with it. For the next one, whose window begins at
    `since`: the topics that the story matches, its rank, of how many, and why; `rank` 0: it is no candidate.
    """

    audience: Audience
    last_at: datetime | None
    last_place: int | None
    last_of: int
    last_reasons: tuple[Reason, ...] = ()
    since: datetime
    topics: tuple[str, ...]
    rank: int
    candidates: int
    reasons: tuple[Reason, ...] = ()


def sureness(confidence: float) -> str:
    """Return a confidence in words and number: "sure, confidence 0.70"."""
    word = next(word for least, word in _SURENESS if confidence >= least)
    return f"{word}, confidence {confidence:.2f}"


def explain_dispute(
    dispute: Dispute,
    cited: Mapping[str, StoredArticle],
    *,
    min_confidence: float,
    zone: str,
    judged: Decision | None = None,
) -> Document:
    """Return which rules flagged a dispute, on which words, how surely, and its history.

    Args:
        dispute: The dispute, live or not.
        cited: The articles it cites by revision id; a pair whose words are gone is told without them.
        min_confidence: The operator's threshold.
        zone: Whose clocks the history follows.
        judged: The confirmation or dismissal by an editor that holds.
    """
    blocks: list[Block] = [Prose(text=_standing(dispute, min_confidence, judged)), *_confirmed(dispute, cited)]
    shown = dispute.pairs[:SHOWN_PAIRS]
    for rule in dict.fromkeys(pair.rule for pair in shown):
        pairs = [pair for pair in shown if pair.rule == rule]
        blocks += [Heading(text=f"Rule {rule}: {sureness(pairs[0].confidence)}"), _about(rule)]
        blocks += [block for pair in pairs for block in _evidence(pair, cited)]
    more = len(dispute.pairs) - SHOWN_PAIRS
    if more > 0:
        blocks.append(Prose(text=f"{counted(more, 'more pair')} of statements in this dispute.", small=True))
    blocks += [Heading(text="History, the newest first"), Listing(rows=_history(dispute, zone))]
    actions = [Action(label="Story", command=f"story {dispute.story_id}")]
    if dispute.live:
        actions.insert(0, Action(label="Both sides", command=f"dispute {dispute.id}"))
    return Document(title=f"Why {dispute.id} is flagged", blocks=tuple(blocks), actions=tuple(actions))


def explain_story(
    material: StoryMaterial,
    standings: Sequence[Standing],
    *,
    hidden: int,
    dismissed: int = 0,
    min_confidence: float,
    now: datetime,
) -> Document:
    """Return why a story is in the briefings of some audiences or not.

    Args:
        material: The story.
        standings: Where it stands, one an audience.
        hidden: How many live disputes of it are less sure than the threshold.
        dismissed: How many live disputes of it an editor dismissed.
        min_confidence: The operator's threshold.
        now: The moment that a next briefing is reckoned for, aware UTC.
    """
    story = material.story
    blocks: list[Block] = [Listing(rows=_weight(material, hidden, dismissed, min_confidence, now))]
    following = False
    for standing in standings:
        shown, told = _next(standing, material)
        following = following or shown
        rows = (
            ("last briefing", _last(standing)),
            *_points(standing.last_reasons),
            ("next briefing", told),
            *_points(standing.reasons),
        )
        blocks += [Heading(text=standing.audience.name), Listing(rows=rows)]
    where = "will be in the next briefing" if following else "is not in the briefing"
    if any(standing.last_place for standing in standings):
        where = "is in the briefing"
    return Document(
        title=f"Why {story.id} {where}",
        blocks=tuple(blocks),
        actions=(Action(label="Story", command=f"story {story.id}"),),
    )


def _standing(dispute: Dispute, min_confidence: float, judged: Decision | None) -> str:
    kinds = ", ".join(kind.noun for kind in dispute.kinds)
    where = standing_words(dispute.status, standing_of(dispute.pairs).by)
    told = [f"Flagged by rules over the texts, not by people: {kinds}; status {where}."]
    if judged is not None:
        effect = "It is shown however sure the rules are." if judged.kind is DecisionKind.CONFIRM else _UNSHOWN
        told.append(f"{judged_words(judged)} {effect} {_NO_VERDICT}")
    surest = max(pair.confidence for pair in dispute.pairs)
    if not dispute.live:
        told.append("It is no longer found in the texts as they stand.")
    elif surest < min_confidence and judged is None:
        told.append(
            f"Not shown in briefings: its confidence {surest:.2f} is below {min_confidence:.2f},"
            " which the operator asks for (claims.min_confidence)."
        )
    return " ".join(told)


def judged_words(judged: Decision) -> str:
    """Return what an editor decided about a flag: "Flag dismissed by an editor (Mara Lind, 3 Mar 2026): why."."""
    told = f"{LABELS[judged.kind].capitalize()} by an editor ({judged.by.name}, {day(judged.at)}): {judged.why}"
    return told if told.endswith((".", "!", "?")) else f"{told}."


def day(moment: datetime) -> str:
    """Return "3 Mar 2026", in UTC."""
    return f"{moment.day} {moment:%b %Y}"


def standing_words(status: Status, by: Sequence[str]) -> str:
    """Return a status with who confirmed: "confirmed by county court"."""
    return f"{status} by {', '.join(by)}" if by else str(status)


def _confirmed(dispute: Dispute, cited: Mapping[str, StoredArticle]) -> list[Block]:
    """Return the words by which somebody confirmed, where the status says that somebody did (rule 5)."""
    found = standing_of(dispute.pairs)
    if not found.by:
        return []
    words = {
        pair.response.span: _card(
            ((RESPONSE_LABELS[pair.kinds[0]], pair.response.speaker),),
            pair.response,
            [one for one in pair.evidence if one.role is EvidenceRole.CUE],
            cited,
        )
        for pair in found.deciding[:SHOWN_PAIRS]
    }
    more = len(found.deciding) - SHOWN_PAIRS
    told = [Prose(text=f"{counted(more, 'more confirmation')} in this dispute.", small=True)] if more > 0 else []
    return [Heading(text="Confirmed in these words"), *(block for card in words.values() for block in card), *told]


def _about(name: str) -> Listing:
    """Return what a rule looks for, with its example, its error rate, and what it passes over."""
    rule = RULES.get(name)
    if rule is None:
        return Listing(rows=(("rule", "of an earlier version of the program; the next analysis replaces it"),))
    measured = (("measured", rule.record),) if rule.finds == "dispute" else ()
    return Listing(
        rows=(
            ("looks for", rule.pattern),
            ("for example", " ".join(rule.example.split())),
            *measured,
            ("will not match", rule.not_matched),
        )
    )


def _evidence(pair: Pair, cited: Mapping[str, StoredArticle]) -> list[Block]:
    """Return the sentences of a pair with their evidence; one sentence that speaks for both sides once."""
    kind = pair.kinds[0]
    claim, response = CLAIM_LABELS.get(kind, "Allegation"), RESPONSE_LABELS[kind]
    if pair.claim.span == pair.response.span:
        heads = ((claim, pair.claim.speaker), (response, pair.response.speaker))
        return _card(heads, pair.claim, pair.evidence, cited)
    said = [one for one in pair.evidence if one.role is EvidenceRole.CUE]
    linked = [one for one in pair.evidence if one.role is not EvidenceRole.CUE]
    return [
        *_card(((claim, pair.claim.speaker),), pair.claim, linked, cited),
        *_card(((response, pair.response.speaker),), pair.response, said, cited),
    ]


def _card(
    heads: tuple[tuple[str, str | None], ...],
    mention: Mention,
    evidence: Sequence[EvidenceSpan],
    cited: Mapping[str, StoredArticle],
) -> list[Block]:
    stored = cited.get(mention.span.revision_id)
    if stored is None:
        return [Prose(text="The words are no longer stored.", small=True)]

    def line(start: int, end: int) -> Line:
        return quote(stored, part=mention.span.part, start=start, end=end)

    words = tuple((ROLES[one.role], line(one.span.start, one.span.end)) for one in evidence)
    return [EvidenceCard(heads=heads, line=line(mention.span.start, mention.span.end), words=words)]


def _history(dispute: Dispute, zone: str) -> tuple[tuple[str, str], ...]:
    newest = sorted(dispute.history, key=lambda change: change.at)[::-1]
    rows = [
        (local(change.at, zone), f"{standing_words(change.status, change.by)}: {change.note}")
        for change in newest[:SHOWN_CHANGES]
    ]
    earlier = len(newest) - SHOWN_CHANGES
    return (*rows, *([("", counted(earlier, "earlier change"))] if earlier > 0 else []))


def _weight(
    material: StoryMaterial, hidden: int, dismissed: int, min_confidence: float, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Return who carries a story, whether it is disputed and how fresh it is."""
    carried = carriers(material.articles)
    disputes = f"{counted(len(material.disputes), 'disputed claim')} shown"
    if hidden:
        disputes += f", {hidden} less sure than {min_confidence:.2f} and not shown"
    if dismissed:
        disputes += f", {dismissed} dismissed by an editor"
    return (
        (
            "carried by",
            f"{counted(len(material.articles), 'article')}, {counted(carried.families, 'independent publisher')}",
        ),
        *(("counted once", row) for outlets in carried.shared for row in _same_text(outlets)),
        ("disputes", disputes),
        ("last news", f"{ago(now - material.story.updated_at)} ago"),
    )


def _same_text(outlets: Sequence[str]) -> Iterator[str]:
    """Yield rows that name every outlet of a shared text, short enough for a chat message."""
    for at in range(0, len(outlets), ROW_OUTLETS):
        yield f"{'the same text in' if at == 0 else 'and in'} {', '.join(outlets[at : at + ROW_OUTLETS])}"


def _points(found: Sequence[Reason]) -> Iterator[tuple[str, str]]:
    """Yield a row for each part of a rank, then their sum; see docs/reference/ranking.md."""
    for reason in found:
        yield reason.name, f"{reason.points:+.2f}, {reason.told}"
    if found:
        yield "together", f"{weight(found):+.2f}"


def _last(standing: Standing) -> str:
    if standing.last_at is None:
        return "none has been made yet"
    made = local(standing.last_at, standing.audience.zone)
    if standing.last_place is None:
        return f"not in it ({made})"
    return f"number {standing.last_place} of {standing.last_of} ({made})"


def _next(standing: Standing, material: StoryMaterial) -> tuple[bool, str]:
    """Return whether the next briefing would show a story, and the one reason that decides in words."""
    audience = standing.audience
    if audience.paused:
        return False, "none: this audience is paused"
    if material.story.updated_at <= standing.since:
        return False, f"not in it: no news since {local(standing.since, audience.zone)}, where its window begins"
    if audience.topics and not standing.topics:
        return False, f"not in it: no article of the story is on {', '.join(audience.topics)}"
    on = f"on {', '.join(standing.topics)}" if standing.topics else "everything is followed"
    ranked = f"rank {standing.rank} of {standing.candidates}; {audience.length} are shown"
    shown = 0 < standing.rank <= audience.length
    return shown, f"{'in it' if shown else 'not in it'}: {on}, {ranked}"
