"""Stories and disputes as cards: verbatim lines with who, when, where. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.briefing.carriers import carriers
from bot.briefing.material import StoryMaterial
from bot.claims.history.status import standing
from bot.domain.article import Part, Span, StoredArticle
from bot.domain.claim import Dispute, DisputeKind, Mention, Status
from bot.domain.decision import ruling_of
from bot.domain.document import DisputeCard, Line, Reason, Side, StoryCard, quote
from summarizers import Document, choose_headline, split

CLAIM_LABELS = {DisputeKind.FIGURES: "Figure", DisputeKind.CORRECTION: "Report", DisputeKind.RETRACTION: "Report"}
# Nobody was found who makes it: only the denial tells that it was made (EDITORIAL rules 7, 9).
DENIED_ONLY_LABEL = "Allegation, known from its denial"
RESPONSE_LABELS = {
    DisputeKind.DENIAL: "Denial",
    DisputeKind.COUNTERCLAIM: "Counterclaim",
    DisputeKind.INDEPENDENT: "Independent finding",
    DisputeKind.FIGURES: "Figure",
    DisputeKind.CORRECTION: "Correction",
    DisputeKind.RETRACTION: "Retraction",
    DisputeKind.CONFIRMATION: "Confirmation",
    DisputeKind.PARTIAL_CONFIRMATION: "Partial confirmation",
}
SET_RIGHT = frozenset(RESPONSE_LABELS[kind] for kind in (DisputeKind.CORRECTION, DisputeKind.INDEPENDENT))
FEW_WORDS = 5  # a sentence of so few tells only in the next one what is right
MOST_CHARS = 400  # of two sentences shown as one


def headline(articles: Sequence[StoredArticle], disputes: Sequence[Dispute] = ()) -> Line:
    """Return the title that tells most of what the story's articles report, verbatim; ties go to the earliest.

    Bait, questions and over-long titles are passed over where another title exists; an untitled story shows the first
    line of its first article. Where an outlet set its own report right, its correction heads the story.
    """
    revisions = [stored.revision for stored in articles]
    texts = [Document(text=revision.body, lang=revision.lang) for revision in revisions]
    best = choose_headline([revision.title for revision in revisions], texts)
    if best is None:
        first = articles[0]
        end = first.revision.body.find("\n")
        return quote(first, part=Part.BODY, start=0, end=end if end > 0 else len(first.revision.body))
    chosen = _set_right(articles[best], articles, disputes)
    return quote(chosen, part=Part.TITLE, start=0, end=len(chosen.revision.title))


def _set_right(chosen: StoredArticle, articles: Sequence[StoredArticle], disputes: Sequence[Dispute]) -> StoredArticle:
    """Return the article in which the outlet of a chosen one corrects or retracts a report, else the chosen one."""
    ended = [dispute for dispute in disputes if dispute.status in {Status.CORRECTED, Status.RETRACTED}]
    right = {pair.response.article_id for dispute in ended for pair in dispute.pairs}
    same = (one for one in articles if one.article.publisher == chosen.article.publisher and one.revision.title)
    by_outlet = [one for one in same if one.article.id in right]
    return chosen if not by_outlet or chosen in by_outlet else by_outlet[-1]


def story_card(material: StoryMaterial, lines: tuple[Line, ...], *, reasons: tuple[Reason, ...] = ()) -> StoryCard:
    """Return a story's headline and one of its summaries, with how many publishers carry it and why it stands there."""
    articles = [stored.article for stored in material.articles]
    return StoryCard(
        story_id=material.story.id,
        headline=headline(material.articles, material.disputes),
        lines=lines,
        articles=len(articles),
        publishers=len({article.publisher for article in articles}),
        families=carriers(material.articles).families,
        reasons=reasons,
    )


def dispute_card(dispute: Dispute, material: StoryMaterial, *, lines: int) -> DisputeCard:
    """Return a dispute with all its sides: a side is a role (claim, or kind of response) and a speaker.

    Args:
        dispute: A live dispute; its pairs are best first.
        material: The story it belongs to, with the revisions it cites.
        lines: Quotations shown per side at most; the counts beside each side are of all.
    """
    kind = dispute.pairs[0].kinds[0]
    answers = {pair.response.span for pair in dispute.pairs}
    judged = material.ruled.judged.get(dispute.id)
    sides = [
        _side(_claim_label(kind, mentions, answers), mentions, material, lines)
        for mentions in _by_speaker([pair.claim for pair in dispute.pairs])
    ]
    for answer in dict.fromkeys(pair.kinds[0] for pair in dispute.pairs):
        responses = _by_speaker([pair.response for pair in dispute.pairs if pair.kinds[0] is answer])
        sides += [_side(RESPONSE_LABELS[answer], mentions, material, lines) for mentions in responses]
    return DisputeCard(
        dispute_id=dispute.id,
        story_id=dispute.story_id,
        kinds=dispute.kinds,
        status=dispute.status,
        confirmed_by=standing(dispute.pairs).by,
        sides=tuple(sides),
        rule=dispute.pairs[0].rule,
        confidence=dispute.pairs[0].confidence,
        ruling=ruling_of(judged) if judged else None,
    )


def _claim_label(kind: DisputeKind, mentions: Sequence[Mention], answers: set[Span]) -> str:
    denied_only = all(mention.speaker is None and mention.span in answers for mention in mentions)
    if kind is DisputeKind.DENIAL and denied_only:
        return DENIED_ONLY_LABEL
    return CLAIM_LABELS.get(kind, "Allegation")


def _by_speaker(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Group mentions by speaker, in order of first appearance, each span once."""
    groups: dict[str | None, list[Mention]] = {}
    for mention in mentions:
        group = groups.setdefault(mention.speaker, [])
        if all(mention.span != known.span for known in group):
            group.append(mention)
    return list(groups.values())


def _side(label: str, mentions: Sequence[Mention], material: StoryMaterial, lines: int) -> Side:
    cited = [material.cited_at(mention.span) for mention in mentions]
    dates = sorted(stored.revision.published_at for stored in cited if stored.revision.published_at)
    articles = {stored.article.id: stored.article for stored in cited}.values()
    return Side(
        label=label,
        speaker=mentions[0].speaker,
        lines=tuple(
            _line(stored, mention.span, goes_on=label in SET_RIGHT)
            for stored, mention in list(zip(cited, mentions, strict=True))[:lines]
        ),
        publishers=len({article.publisher for article in articles}),
        families=carriers(cited).families,
        first_at=dates[0] if dates else None,
        last_at=dates[-1] if dates else None,
        wires=tuple(sorted({article.wire for article in articles if article.wire})),
    )


def _line(stored: StoredArticle, span: Span, *, goes_on: bool) -> Line:
    """Return the words of a side; where what is right follows a few words ("That was wrong."), with it (rule 18)."""
    text = stored.revision.text(span.part)
    end = span.end
    if goes_on and len(text[span.start : end].split()) <= FEW_WORDS:
        after = (bounds for bounds in split(text, stored.revision.lang) if bounds[0] >= end)
        start, stop = next(after, (end, end))
        end = stop if not text[end:start].strip(" ") and stop - span.start <= MOST_CHARS else end
    return quote(stored, part=span.part, start=span.start, end=end)
