"""What a topic would have brought: stories of the last days that it means, why, and those it nearly means.

Nothing is stored or sent.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.briefing.phrases import counted
from bot.briefing.topical import marked, marks, verdicts
from bot.domain.article import Part, Span, StoredArticle
from bot.domain.call import fits_button
from bot.domain.document import Action, Block, Document, Heading, Listing, Prose
from bot.domain.highlight import hit_card
from bot.domain.nearest import nearest
from bot.domain.stores import ArticleStore, SourceStore, StoryStore
from bot.domain.story import Story
from bot.domain.topic import All, Either, Kind, Not, Rule, Term, holds, parse_topic, terms

DAYS = 7
MOST_STORIES = 2_000  # the newest; a week of a few hundred sources
SHOWN_STORIES = 5
SHOWN_NEAR = 3
_BATCH = 100  # stories whose texts are held at once
_STEM_CHARS = 4  # of a word whose other forms are looked for
_ENDING_CHARS = 4
_TEXT = frozenset({Kind.NAME, Kind.PHRASE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A story that a rule means: the first article that meets it, by which terms, and of how many how many do."""

    story: Story
    stored: StoredArticle
    by: tuple[Term, ...]
    articles: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A story that a rule nearly means: an article that misses it by one thing, told in `reason`."""

    story: Story
    stored: StoredArticle
    reason: str
    marks: tuple[Span, ...]


@dataclass(slots=True)
class Findings:
    """What a rule meets among stories, filled batch by batch, the newest first."""

    rule: Rule
    since: datetime
    stories: int = 0
    articles: int = 0
    matching: int = 0
    matching_articles: int = 0
    met: list[Met] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    counts: Counter[Term] = field(default_factory=Counter)

    def look(self, batch: Iterable[tuple[Story, Sequence[StoredArticle]]]) -> None:
        """Judge the stories of a batch with their articles."""
        for story, articles in batch:
            recent = [stored for stored in articles if _moment(stored) >= self.since]
            if recent:
                self._judge(story, recent)

    def _judge(self, story: Story, articles: Sequence[StoredArticle]) -> None:
        judged = [(stored, verdicts(self.rule, stored)) for stored in articles]
        for _, truth in judged:
            self.counts.update(term for term, met in truth.items() if met)
        hits = [(stored, truth) for stored, truth in judged if holds(self.rule, truth)]
        self.stories += 1
        self.articles += len(articles)
        self.matching += bool(hits)
        self.matching_articles += len(hits)
        if hits and len(self.met) < SHOWN_STORIES:
            stored, truth = hits[0]
            by = tuple(term for term in _supporting(self.rule) if truth[term])
            self.met.append(Met(story=story, stored=stored, by=by, articles=len(hits), of=len(articles)))
        elif not hits and len(self.near) < SHOWN_NEAR:
            misses = (_near_miss(self.rule, story, stored, truth) for stored, truth in judged)
            self.near += [miss for miss in misses if miss][:1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewer:
    """Answers what a topic would bring, on the terminal and in chat alike."""

    sources: SourceStore
    stories: StoryStore
    articles: ArticleStore

    async def preview(self, typed: str, *, now: datetime, days: int = DAYS) -> Document:
        """Return what a topic means among the stories of the last `days` days.

        Raises:
            TopicError: The rule cannot be read.
        """
        names = ((source.publisher or source.name, *source.topics) for source in await self.sources.sources())
        known = list(dict.fromkeys(name for group in names for name in group))
        named = typed.casefold() in {name.casefold() for name in known}
        rule = Term(Kind.NAME, typed) if named else parse_topic(typed)
        found = Findings(rule=rule, since=now - timedelta(days=days))
        stories = (await self.stories.updated_between(found.since, now))[:MOST_STORIES]
        for at in range(0, len(stories), _BATCH):
            batch = stories[at : at + _BATCH]
            by_id = {one.article.id: one for one in await self.articles.get(_ids(batch))}
            texts = [(story, [by_id[name] for name in story.article_ids if name in by_id]) for story in batch]
            await asyncio.to_thread(found.look, texts)  # off the loop, as every text is read
        return document(typed, found, days=days, known=known)


def document(typed: str, found: Findings, *, days: int, known: Iterable[str]) -> Document:
    """Return the findings for a reader; `known` are the names of topics and publishers. Pure."""
    scope = (
        f"{counted(found.matching, 'story')} of {found.stories} in the last {counted(days, 'day')}"
        f" by {counted(found.matching_articles, 'article')} of {found.articles}. Nothing was stored or sent."
    )
    blocks: list[Block] = [Prose(text=f"Read as: {found.rule}"), Prose(text=scope, small=True)]
    if not isinstance(found.rule, Term) or not found.matching:
        rows = tuple((str(term), _met_by(term, found.counts[term], known)) for term in terms(found.rule))
        blocks.append(Listing(rows=rows))
    for number, one in enumerate(found.met, start=1):
        note = f"By {', '.join(map(str, one.by))}." if one.by else "By what it is not."
        if one.of > 1:
            note += f" {one.articles} of its {one.of} articles match."
        places = marks(found.rule, one.stored)
        blocks.append(hit_card(one.stored, places, number=number, story_id=one.story.id, note=note))
    more = found.matching - len(found.met)
    if more > 0:
        blocks.append(Prose(text=f"{counted(more, 'more story', 'more stories')} match, older than these.", small=True))
    if found.near:
        blocks.append(Heading(text="Nearly"))
    blocks += (
        hit_card(one.stored, one.marks, number=number, story_id=one.story.id, note=one.reason)
        for number, one in enumerate(found.near, start=len(found.met) + 1)
    )
    title = f"The topic means {counted(found.matching, 'story')}" if found.matching else "The topic means no story"
    return Document(title=title, blocks=tuple(blocks), actions=_actions(typed) if found.matching else ())


def _actions(typed: str) -> tuple[Action, ...]:
    command = f"now {' '.join(typed.split())}"
    return (Action(label="Brief me on it", command=command),) if fits_button(command) else ()


def _met_by(term: Term, count: int, known: Iterable[str]) -> str:
    near = None if count or term.kind in {Kind.LANG, Kind.PHRASE} else nearest(term.text, known)
    meant = f"; did you mean {near}?" if near and near.casefold() != term.text.casefold() else ""
    return f"met by {counted(count, 'article')}{meant}"


def _ids(stories: Iterable[Story]) -> Iterator[str]:
    return (article_id for story in stories for article_id in story.article_ids)


def _moment(stored: StoredArticle) -> datetime:
    return stored.revision.published_at or stored.article.first_seen_at


def _supporting(rule: Rule) -> Iterator[Term]:
    """Yield the terms that speak for a match when they are met: those under no NOT, or under two."""
    match rule:
        case Term():
            yield rule
        case Not(part=Not(part=inner)):
            yield from _supporting(inner)
        case Not():
            return
        case All() | Either():
            for part in rule.parts:
                yield from _supporting(part)


def _near_miss(rule: Rule, story: Story, stored: StoredArticle, truth: dict[Term, bool]) -> Near | None:
    """Return why an article just misses a rule: one term decides, or a word stands there in another form."""
    deciding = [term for term in terms(rule) if holds(rule, truth | {term: not truth[term]})]
    for term in deciding:
        if not truth[term] and term.kind in _TEXT and (likeness := _likeness(term, stored)):
            words, places = likeness
            return Near(story=story, stored=stored, reason=f"“{words}” stands there, {term} does not.", marks=places)
    spoken = [term for term in _supporting(rule) if truth[term] and term.kind in _TEXT]
    for term in deciding:
        if any(one != term for one in spoken):
            reason = f"Kept out by NOT {term}." if truth[term] else f"Missing: {_missing(term, stored)}."
            return Near(story=story, stored=stored, reason=reason, marks=marks(rule, stored))
    return None


def _missing(term: Term, stored: StoredArticle) -> str:
    has = {
        Kind.LANG: stored.revision.lang or "unknown",
        Kind.SOURCE: stored.article.publisher,
        Kind.TOPIC: ", ".join(stored.article.topics) or "none",
    }.get(term.kind)
    return f"{term}, it is {has}" if has else str(term)


def _likeness(term: Term, stored: StoredArticle) -> tuple[str, tuple[Span, ...]] | None:
    """Return a form of the term's last word that stands in the article, or its words where they stand apart."""
    *before, last = term.text.split()
    stem = last[: max(_STEM_CHARS, len(last) - 2)]
    if len(last) >= _STEM_CHARS:
        joined = "".join(rf"{re.escape(word)}\W+" for word in before)
        form = re.compile(rf"(?<!\w){joined}{re.escape(stem)}\w{{0,{_ENDING_CHARS}}}(?!\w)", re.IGNORECASE)
        for part in Part:
            if places := form.search(stored.revision.text(part)):
                return places[0], marked([form], stored)
    if not before:
        return None
    apart = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in (*before, last)]
    text = f"{stored.revision.title}\n{stored.revision.body}"
    if all(pattern.search(text) for pattern in apart):
        return ", ".join((*before, last)), marked(apart, stored)
    return None
