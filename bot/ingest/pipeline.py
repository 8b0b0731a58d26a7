"""One visit to one source: fetch, parse, complete, decide, store, and leave a record of how it went.

Nothing here imports a text library: such work is named by string and runs in the pool's children.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from bot.domain.article import Source, SourceKind, SourceState, StoredArticle
from bot.domain.ports import Fetcher, MailReader, Pool
from bot.domain.stores import ArticleStore, SourceStore
from bot.domain.subscription import Push
from bot.errors import PoolError, SourceError
from bot.ingest import health
from bot.ingest.decide import Candidate, Changed, New, article_id, decide, due_entries
from bot.ingest.entries import Entry
from bot.ingest.harvest import Harvest, Harvester, Unchanged
from bot.ingest.limits import DEFAULT_LIMITS, Limits
from bot.ingest.normalise import digest
from bot.ingest.pages import PageReader
from bot.ingest.robots import Robots
from bot.ingest.websub import Hub

_SAMPLE_CHARS = 3_000  # what the language is told from


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a visit went. `lines` are for the operator, each with cause and fix; `stored` are new or changed articles.

    `whole`: all of the source was read; then `hub` is the one that it names, or None.
    """

    source: Source
    state: SourceState
    new: int = 0
    changed: int = 0
    same: int = 0
    baseline: bool = False
    stored: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    whole: bool = False
    hub: Hub | None = None


async def visit(
    source: Source,
    state: SourceState | None,
    now: datetime,
    *,
    fetcher: Fetcher,
    mail: MailReader,
    pool: Pool,
    robots: Robots,
    articles: ArticleStore,
    sources: SourceStore,
    limits: Limits = DEFAULT_LIMITS,
    pushed: bool = False,
    push: tuple[Push, str] | None = None,
) -> Outcome:
    """Read a source, store what is new or changed in it and record the visit.

    Args:
        source: What to read.
        state: What the last visit left behind, or None.
        now: The visit's instant; every stored time of it.
        fetcher: Reads HTTP(S).
        mail: Reads mailboxes.
        pool: Runs parsing and extraction.
        robots: Rules of the sites that feeds link to; shared by all visits.
        articles: Takes the articles.
        sources: Takes the record.
        limits: Bounds of the visit.
        pushed: Whether a hub tells at once what is new in the source, so that the next visit may come later.
        push: What a hub pushed, and the address it knows the feed by: read instead of the source.

    Raises:
        StoreError: The database refuses; the visit is not recorded and will be made again.
    """
    state = state or SourceState(source_id=source.id)
    try:
        harvester = Harvester(fetcher=fetcher, mail=mail, pool=pool, robots=robots, limits=limits)
        found = await (harvester.read_push(*push, state) if push else harvester.harvest(source, state, now))
    except (SourceError, PoolError) as error:
        # A push that cannot be read says nothing of the feed, but that there is something to poll.
        failed = replace(state, next_poll_at=now) if push else health.fail(source, state, now, error, limits)
        outcome = Outcome(source=source, state=failed, lines=(error.message,))
    else:
        if isinstance(found, Unchanged):
            age = found.max_age_seconds
            quiet = health.unchanged(source, state, now, limits, max_age_seconds=age, pushed=pushed)
            outcome = Outcome(source=source, state=quiet)
        else:
            pages = PageReader(fetcher=fetcher, pool=pool, robots=robots, limits=limits)
            outcome = await _take_in(
                source, state, now, found, pages=pages, pool=pool, articles=articles, limits=limits, pushed=pushed
            )
    await sources.record_visit(outcome.state)
    return outcome


async def _take_in(
    source: Source,
    state: SourceState,
    now: datetime,
    found: Harvest,
    *,
    pages: PageReader,
    pool: Pool,
    articles: ArticleStore,
    limits: Limits,
    pushed: bool,
) -> Outcome:
    stored = await articles.find_all(source.id, [entry.key for entry in found.entries])
    if source.kind is SourceKind.IMAP:  # a letter never changes; another one under its Message-ID is somebody else's
        found = replace(found, entries=tuple(entry for entry in found.entries if entry.key not in stored))
    if source.kind is SourceKind.FOLDER:
        stored |= await _follow_moves(source, found.entries, stored, articles)
    online = source.kind is SourceKind.FEED
    due = due_entries(found.entries, stored, source)
    completed = await pages.complete(due, stored, now, online=online)
    whole = sorted((each.entry for each in completed if each.entry), key=lambda entry: entry.published_at or now)
    candidates = await _identify(source, whole, pool)
    outcome = await _store(source, candidates, stored, now, baseline=state.baseline_at is None, articles=articles)
    warnings = (*found.warnings, *(each.warning for each in completed if each.warning))
    complete = found.complete and not any(each.again for each in completed)
    read = health.Found(
        etag=found.etag if complete else None,
        last_modified=found.last_modified if complete else None,
        max_age_seconds=found.max_age_seconds,
        moved_to=found.moved_to,
        moments=tuple(entry.published_at for entry in found.entries if entry.published_at),
        entries=max(len(found.entries), found.partial),  # nothing new says nothing of what stands there
        added=outcome.new,
        warnings=warnings,
        pushed=pushed and complete,
    )
    visited = health.succeed(source, state, now, limits, read)
    same = outcome.same + len(found.entries) - len(completed)
    return replace(outcome, state=visited, same=same, lines=warnings, whole=not found.partial, hub=found.hub)


async def _follow_moves(
    source: Source, entries: Sequence[Entry], stored: Mapping[str, StoredArticle], articles: ArticleStore
) -> dict[str, StoredArticle]:
    """Return the articles whose files were moved, by their new keys: the same words, and the old file is gone."""
    fresh = {digest(entry.title, entry.body): entry for entry in entries if entry.key not in stored and entry.file}
    files = {entry.file for entry in entries}
    moved: dict[str, StoredArticle] = {}
    for former in await articles.find_words(source.id, fresh):
        entry = fresh[former.revision.digest]
        # The key of a document is its path; the entries of a feed file have keys of their own.
        if former.article.key != former.article.file or former.article.file in files or entry.key in moved:
            continue
        await articles.rename(former.article.id, entry.key, entry.file)
        moved[entry.key] = replace(former, article=replace(former.article, key=entry.key, file=entry.file))
    return moved


async def _identify(source: Source, entries: Sequence[Entry], pool: Pool) -> list[Candidate]:
    """Attach languages: the entry's or source's own where it is named, else what each text looks like."""
    named = {entry.key: entry.lang or source.lang for entry in entries}
    unnamed = [entry for entry in entries if not named[entry.key]]
    if unnamed:
        texts = tuple(f"{entry.title}\n{entry.body[:_SAMPLE_CHARS]}" for entry in unnamed)
        try:
            codes = cast("tuple[str | None, ...]", await pool.run("bot.ingest.language:identify", texts))
        except PoolError:  # an article without a language is better than no article
            codes = (None,) * len(texts)
        named |= {entry.key: code for entry, code in zip(unnamed, codes, strict=True)}
    return [Candidate(entry=entry, lang=named[entry.key]) for entry in entries]


async def _store(
    source: Source,
    candidates: Sequence[Candidate],
    stored: Mapping[str, StoredArticle],
    now: datetime,
    *,
    baseline: bool,
    articles: ArticleStore,
) -> Outcome:
    taken: set[str] = set()
    if source.kind is SourceKind.FOLDER:  # a file may lie where another lay that was moved and kept its id
        fresh = {candidate.entry.key for candidate in candidates} - stored.keys()
        taken = {one.article.id for one in await articles.get(article_id(source.id, key) for key in fresh)}
    intents = [
        decide(stored.get(candidate.entry.key), candidate, source, baseline=baseline, now=now, taken=taken)
        for candidate in candidates
    ]
    wanted = [intent for intent in intents if isinstance(intent, New | Changed)]
    kinds = {New: 0, Changed: 0}
    written: list[str] = []
    for intent, is_new in zip(
        wanted, await articles.add_all([(intent.article, intent.revision) for intent in wanted]), strict=True
    ):
        if is_new:
            kinds[type(intent)] += 1
            written.append(intent.article.id)
    return Outcome(
        source=source,
        state=SourceState(source_id=source.id),
        new=kinds[New],
        changed=kinds[Changed],
        same=len(candidates) - len(written),
        baseline=baseline,
        stored=tuple(written),
    )
