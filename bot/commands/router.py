"""From a call to the handler of its verb, and from errors to answers that name the fix."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.commands import (
    dispute,
    latest,
    method,
    now,
    pause,
    preview,
    review,
    search,
    story,
    subscribe,
    unsubscribe,
    welcome,
    why,
)
from bot.commands.contracts import (
    BriefNow,
    Decide,
    DisputeCards,
    DisputeDocument,
    Explain,
    Handler,
    MayDecide,
    NextRun,
    Preview,
    Request,
    ReviewDocument,
    StoryDocument,
)
from bot.commands.disputes import answer as answer_disputes
from bot.commands.grammar import Parsed, Unknown, parse
from bot.commands.help import answer as answer_help
from bot.commands.help import explain_unknown
from bot.commands.list import answer as answer_list
from bot.domain.audience import Platform
from bot.domain.call import Answer, Call
from bot.domain.document import Action, Document, Prose
from bot.domain.nearest import require_zone
from bot.domain.ports import Clock
from bot.domain.stores import ArticleSearch, ArticleStore, AudienceStore, DeliveryStore, SourceStore, StoryStore
from bot.errors import CommandError, CounterpointError

DEFAULT_COMMAND = "/brief"
_log = logging.getLogger(__name__)


def build_handlers(
    *,
    audiences: AudienceStore,
    deliveries: DeliveryStore,
    sources: SourceStore,
    stories: StoryStore,
    articles: ArticleStore,
    article_search: ArticleSearch,
    next_run: NextRun,
    brief_now: BriefNow,
    story_document: StoryDocument,
    dispute_cards: DisputeCards,
    dispute_document: DisputeDocument,
    statements_document: DisputeDocument,
    review_document: ReviewDocument,
    decide: Decide,
    may_decide: MayDecide,
    explain: Explain,
    preview_topic: Preview,
    mint: Callable[[str], str],
) -> dict[str, Handler]:
    """Return the handler of every verb, bound to what it needs. `mint` gives a new id for a prefix."""
    return {
        "latest": partial(latest.answer, audiences=audiences, deliveries=deliveries, next_run=next_run),
        "now": partial(now.answer, audiences=audiences, sources=sources, brief_now=brief_now),
        "story": partial(story.answer, stories=stories, articles=articles, story_document=story_document),
        "disputes": partial(answer_disputes, articles=articles, sources=sources, dispute_cards=dispute_cards),
        "dispute": partial(
            dispute.answer,
            dispute_document=dispute_document,
            statements_document=statements_document,
            decide=decide,
            may_decide=may_decide,
        ),
        "review": partial(review.answer, review_document=review_document),
        "search": partial(search.answer, search=article_search, stories=stories),
        "why": partial(why.answer, audiences=audiences, stories=stories, articles=articles, explain=explain),
        "preview": partial(preview.answer, preview_topic=preview_topic),
        "subscribe": partial(subscribe.answer, audiences=audiences, sources=sources, next_run=next_run, mint=mint),
        "unsubscribe": partial(unsubscribe.answer, audiences=audiences, next_run=next_run),
        "pause": partial(pause.pause, audiences=audiences),
        "resume": partial(pause.resume, audiences=audiences, next_run=next_run),
        "list": partial(answer_list, audiences=audiences, next_run=next_run),
        "method": method.answer,
        "help": answer_help,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Router:
    """Answers calls. `names` tells what people type on a platform where it is not "/brief"."""

    handlers: Mapping[str, Handler]
    clock: Clock
    names: Mapping[Platform, str]

    async def answer(self, call: Call) -> Document:
        """Return the answer to a call (bot.domain.call.Answer); anything expected to go wrong is an answer too."""
        command = self.names.get(call.place.platform, DEFAULT_COMMAND)
        parsed = parse(call.text)
        if isinstance(parsed, Unknown):
            return explain_unknown(parsed, command)
        known = replace(call, zone=_known_zone(call.zone))
        request = Request(call=known, parsed=parsed, command=command, now=self.clock.now())
        try:
            _require_role(request)
            return await self.handlers[parsed.verb.name](request)
        except CommandError as error:
            return _refusal(error.reader, parsed)
        except CounterpointError as error:
            _log.warning("%s %s failed: %s", command, parsed.verb.name, error.message)
            return _refusal(error.reader, parsed)


def build_answer(
    handlers: Mapping[str, Handler], *, clock: Clock, names: Mapping[Platform, str] | None = None
) -> Answer:
    """Return the callable that platforms hand their calls to."""
    return Router(handlers=handlers, clock=clock, names=names or {}).answer


def build_welcome(
    *, audiences: AudienceStore, next_run: NextRun, clock: Clock, names: Mapping[Platform, str] | None = None
) -> Answer:
    """Return the callable that answers an invitation to a channel; its document is for everybody there."""
    greet = partial(welcome.answer, audiences=audiences, next_run=next_run)
    router = Router(handlers={"help": greet}, clock=clock, names=names or {})

    async def answer(call: Call) -> Document:
        return await router.answer(replace(call, text="help"))

    return answer


def _known_zone(zone: str | None) -> str | None:
    """Return the caller's zone, or None where the platform names one that we have no rules for."""
    try:
        return require_zone(zone) if zone else None
    except ValueError:
        return None


def _require_role(request: Request) -> None:
    verb = request.parsed.verb
    if verb.operator and not request.call.operator:
        raise CommandError(
            f"{request.command} {verb.name} changes what this channel gets and needs the operator role."
            f" Ask whoever manages this channel; {request.command} list shows what is followed."
        )


def _refusal(reader: str, parsed: Parsed) -> Document:
    verb = parsed.verb.name
    return Document(
        title="That did not work",
        blocks=(Prose(text=reader),),
        actions=(Action(label=f"Help on {verb}", command=f"help {verb}"),),
    )
