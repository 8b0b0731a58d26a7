"""The lanes of work: each looks for what is due, does it, and wakes the next lane."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from bot.app.compose import App
from bot.app.progress import Tally
from bot.delivery.dispatch import Dispatcher
from bot.delivery.dispatch import Outcome as Attempt
from bot.domain.article import Source, SourceState
from bot.domain.briefing import Briefing
from bot.domain.subscription import Push
from bot.errors import CounterpointError, StoreError
from bot.ingest.health import digest
from bot.ingest.links import display_link
from bot.ingest.pipeline import Outcome, visit
from bot.ingest.polite import take_turns
from bot.schedule.plan import plan_slots

log = structlog.get_logger(__name__)

POLL, ANALYSE, BRIEF, CORRECT, DISPATCH = "poll", "analyse", "brief", "correct", "dispatch"
PUSH, SUBSCRIBE = "push", "subscribe"
_PUSHES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The lanes over an app. `wake` asks a lane to look again; losing a wake-up costs one heartbeat.

    Every lane returns something true when it did something, so that it is asked again at once.
    """

    app: App
    wake: Callable[[str], None]
    tally: Tally = field(default_factory=Tally)
    _busy: set[str] = field(default_factory=set)  # sources that are being read: a poll and a push take turns

    async def poll(self) -> list[Outcome]:
        """Visit due sources, a bounded number at a time and of one host; ask again until none is due."""
        app = self.app
        due = take_turns(await app.stores.sources.due_sources(app.clock.now()))
        due = [(source, state) for source, state in due if source.id not in self._busy]
        gate = asyncio.Semaphore(app.settings.ingest.concurrency)

        async def one(source: Source, state: SourceState) -> Outcome:
            self._busy.add(source.id)
            try:
                async with gate:
                    outcome = await self._visit(source, state)
            finally:
                self._busy.discard(source.id)
            self.tally.visit(len(outcome.stored))
            if outcome.whole and await app.subscriber.follow(source.id, outcome.hub, app.clock.now()):
                self.wake(SUBSCRIBE)
            if outcome.new and not outcome.baseline:
                await app.subscriber.note_missed(source.id, state.last_success_at, app.clock.now())
            return outcome

        results = await asyncio.gather(*(one(source, state) for source, state in due), return_exceptions=True)
        ended = list(zip(due, results, strict=True))
        visits = [(source, state, found.state) for (source, state), found in ended if isinstance(found, Outcome)]
        if lines := digest(visits, app.clock.now()):
            log.warning("sources changed", lines=list(lines))
            app.reporter.due = True
        if report := await app.reporter.report_due(app.clock.now()):
            log.info("operators told", report=report.id)
            self.wake(DISPATCH)
        if failed := [result for result in results if isinstance(result, BaseException)]:
            raise as_one(failed)  # after the others were read; those sources stay due
        return [result for result in results if isinstance(result, Outcome)]

    async def push(self) -> int:
        """Read what hubs pushed, as what a poll brings; returns how much was read."""
        app, read = self.app, 0
        for push in await app.stores.subscriptions.pushes(_PUSHES):
            subscription = await app.stores.subscriptions.get(push.token)
            found = await app.stores.sources.find(subscription.source_id) if subscription else None
            if subscription and found and found[1].baseline_at:
                source, state = found
                if source.id in self._busy:
                    continue  # it is being polled; looked at again at the next heartbeat
                self._busy.add(source.id)
                try:
                    await self._visit(source, state, push=(push, subscription.topic))
                finally:
                    self._busy.discard(source.id)
                await app.subscriber.note_push(push.token, app.clock.now())
            await app.stores.subscriptions.remove_push(push.id)
            read += 1
        return read

    async def subscribe(self) -> None:
        """Ask the hubs whose turn it is."""
        for one in await self.app.subscriber.ask_due(self.app.clock.now()):
            log.warning("hub", topic=display_link(one.topic), cause=one.error)

    async def _visit(self, source: Source, state: SourceState, push: tuple[Push, str] | None = None) -> Outcome:
        """Read a source, or what was pushed of it, and wake who works on what it brought."""
        app, now = self.app, self.app.clock.now()
        outcome = await visit(
            source,
            state,
            now,
            fetcher=app.fetcher,
            mail=app.mail,
            pool=app.pool,
            robots=app.robots,
            articles=app.stores.articles,
            sources=app.stores.sources,
            limits=app.limits,
            pushed=push is not None or await app.subscriber.is_fresh(source.id, now),
            push=push,
        )
        _log_visit(outcome, state)
        if outcome.stored:
            self.wake(ANALYSE)
        if outcome.changed:
            self.wake(CORRECT)
        return outcome

    async def analyse(self) -> int:
        """Analyse one batch of waiting articles; returns how many were finished."""
        done = await self.app.analyst.analyse_due(self.app.clock.now())
        for story_id, error in done.failed:
            log.warning("story not analysed; tried again", story=story_id, cause=error)
        if done.articles:
            log.info("analysed", articles=done.articles, stories=done.stories)
        return 0 if done.failed else done.articles

    async def brief(self) -> tuple[Briefing, ...]:
        """Make and remember the briefing of every due slot."""
        done = await self.app.briefer.brief_due(plan_slots, self.app.clock.now())
        for briefing in done.made:
            log.info("briefing made", briefing=briefing.id, audience=briefing.audience_id, slot=str(briefing.slot_at))
        if done.made:
            self.wake(DISPATCH)
        if done.failed:  # after the others were briefed
            raise as_one(done.failed)
        return done.made

    async def correct(self) -> list[Briefing]:
        """Make and remember the corrections of posted briefings: of changed articles, then of what editors decided."""
        now = self.app.clock.now()
        made = [*await self.app.corrector.correct_due(now), *await self.app.notifier.notify_due(now)]
        for correction in made:
            log.info("correction made", correction=correction.id, briefing=correction.corrects)
        if made:
            self.wake(DISPATCH)
        return made

    async def dispatch(self, dispatcher: Dispatcher) -> list[Attempt]:
        """Send what is due on one platform."""
        attempts = await dispatcher.dispatch()
        for attempt in attempts:
            tell = log.warning if attempt.error else log.info
            delivery = attempt.delivery
            tell(
                "delivery",
                delivery=delivery.id,
                platform=delivery.place.platform,
                channel=delivery.place.channel_id,
                part=delivery.part,
                state=attempt.state,
                cause=attempt.error,
            )
        return attempts


def as_one(errors: Sequence[BaseException]) -> BaseException:
    """Return errors as one that tells each, so that none hides another; a fault of the program comes first."""
    expected = [error for error in errors if isinstance(error, CounterpointError)]
    if len(errors) == 1 or len(expected) < len(errors):
        return next((error for error in errors if not isinstance(error, CounterpointError)), errors[0])
    kind = StoreError if any(isinstance(error, StoreError) for error in expected) else CounterpointError
    return kind("; ".join(dict.fromkeys(str(error) for error in expected)))


def _log_visit(outcome: Outcome, before: SourceState) -> None:
    """Say what a visit brought; a failure only when it begins or changes."""
    trouble = outcome.state.last_error
    if trouble and trouble != before.last_error:
        log.warning("source", source=outcome.source.name, cause=trouble)
    if outcome.new or outcome.changed:
        log.info("source read", source=outcome.source.name, new=outcome.new, changed=outcome.changed)
