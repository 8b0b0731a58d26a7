"""What an analysis found, laid out for the person who writes rules: marked texts, flags in full. Pure.

The terminal (bot.delivery.workbench) and the page (bot.delivery.html) show these values.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.claims.languages import is_checked
from bot.claims.rulebook.rules import RULES
from bot.domain.claim import ClaimText, EvidenceRole, FoundDispute, FoundStatement, StoryAnalysis, TextSpan

SOURCE, CUE, CONTENT, FIRED, LINKED = "source", "cue", "content", "fired", "linked"
LEGEND = (
    (SOURCE, "who speaks"),
    (CUE, "the verb or word of saying"),
    (CONTENT, "what is said"),
    (FIRED, "fired a rule of disputes"),
    (LINKED, "linked a claim"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a text with what they are (`marks`, of LEGEND), and the numbers of the statements that begin here."""

    text: str
    marks: frozenset[str]
    opens: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A statement with its number in the article; `parts` are (mark, words)."""

    number: int
    speaker: str | None
    polarity: str
    rule: str
    hedged: bool
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article: the pieces put together are its text."""

    article: str
    title: str
    source: str
    lang: str
    pieces: tuple[Piece, ...]
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagView:
    """A claim and the response to it; `shown`: the threshold lets it pass; `score`: what the link's sum is of."""

    dispute: str
    rule: str
    pattern: str
    confidence: float
    shown: bool
    kinds: tuple[str, ...]
    claimant: str | None
    responder: str | None
    claim: tuple[str, str]
    response: tuple[str, str]
    evidence: tuple[tuple[str, str], ...]
    score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story: its articles, its flags best first, and the denials whose claim was not found as (article, words)."""

    name: str
    articles: tuple[ArticleView, ...]
    flags: tuple[FlagView, ...]
    unlinked: tuple[tuple[str, str], ...]


def view(name: str, articles: Sequence[ClaimText], found: StoryAnalysis, *, min_confidence: float) -> StoryView:
    """Return a story's texts with what was found in them; flags below `min_confidence` are there and marked."""
    texts = {article.article: article.text for article in articles}
    return StoryView(
        name=name,
        articles=tuple(_article(article, found) for article in articles),
        flags=tuple(_flag(one, texts, min_confidence) for one in found.disputes),
        unlinked=tuple(
            (one.cue.article, texts[one.cue.article][_start(one) : max(one.cue.end, one.content.end)])
            for one in found.unlinked
        ),
    )


def _start(statement: FoundStatement) -> int:
    return min(span.start for span in (statement.source, statement.cue, statement.content) if span is not None)


def _article(article: ClaimText, found: StoryAnalysis) -> ArticleView:
    said = [one for one in found.statements if one.content.article == article.article]
    return ArticleView(
        article=article.article,
        title=article.title,
        source=article.source,
        lang=_language(article.lang),
        pieces=tuple(_pieces(article.text, _marks(article.article, said, found.disputes), said)),
        statements=tuple(_statement(number, one, article.text) for number, one in enumerate(said, start=1)),
    )


def _language(lang: str | None) -> str:
    """Return how a language is shown, with a note where no claim is looked for in it."""
    return f"{lang or 'unknown'}{'' if is_checked(lang) else ', a language not checked for disputes'}"


def _marks(
    article: str, said: Sequence[FoundStatement], disputes: Sequence[FoundDispute]
) -> Iterator[tuple[TextSpan, str]]:
    for one in said:
        spans = ((one.source, SOURCE), (one.cue, CUE), (one.content, CONTENT))
        yield from ((span, mark) for span, mark in spans if span is not None)
    for dispute in disputes:
        for words in dispute.evidence:
            if words.span.article == article:
                yield words.span, FIRED if words.role is EvidenceRole.CUE else LINKED


def _pieces(text: str, marks: Iterator[tuple[TextSpan, str]], said: Sequence[FoundStatement]) -> Iterator[Piece]:
    """Yield a text cut wherever a mark begins or ends; linear in the length and the marks."""
    steps: defaultdict[int, list[tuple[str, int]]] = defaultdict(list, {0: [], len(text): []})
    for span, mark in marks:
        steps[span.start].append((mark, 1))
        steps[span.end].append((mark, -1))
    opening: defaultdict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(said, start=1):
        opening[one.content.start].append(number)
    held: Counter[str] = Counter()
    for start, end in pairwise(sorted(steps)):
        for mark, step in steps[start]:
            held[mark] += step
        yield Piece(text=text[start:end], marks=frozenset(+held), opens=tuple(opening[start]))


def _statement(number: int, one: FoundStatement, text: str) -> StatementView:
    spans = ((SOURCE, one.source), (CUE, one.cue), (CONTENT, one.content))
    return StatementView(
        number=number,
        speaker=one.speaker,
        polarity=one.polarity.value,
        rule=one.rule,
        hedged=one.hedged,
        parts=tuple((mark, text[span.start : span.end]) for mark, span in spans if span is not None),
    )


def _flag(one: FoundDispute, texts: dict[str, str], min_confidence: float) -> FlagView:
    def words(span: TextSpan) -> str:
        return texts[span.article][span.start : span.end]

    return FlagView(
        dispute=one.dispute,
        rule=one.rule,
        pattern=RULES[one.rule].pattern,
        confidence=one.confidence,
        shown=one.confidence >= min_confidence,
        kinds=tuple(kind.value for kind in one.kinds),
        claimant=one.claimant,
        responder=one.responder,
        claim=(one.claim.article, words(one.claim)),
        response=(one.response.article, words(one.response)),
        evidence=tuple((words_of.role.value, words(words_of.span)) for words_of in one.evidence),
        score=_weighed(one),
    )


def _weighed(one: FoundDispute) -> str:
    """Return what made a link: the sum that moved its confidence, or the rule alone with what it looked at."""
    if one.score:
        parts = " + ".join(f"{name} {value:.2f}" for name, value in one.score)
        return f"{parts} = {sum(value for _, value in one.score):.2f}"
    measures = ", ".join(f"{name} {value:.2f}" for name, value in one.measures)
    return f"the rule alone ({measures})" if measures else "the rule alone"
