"""An editor's order -> a stored decision, and the disputes as it leaves them (EDITORIAL rule 15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.analysis.convert import revisions_of
from bot.claims.history.deciding import Case
from bot.domain.article import Span
from bot.domain.decision import REASON_CHARS, Decision, Editor, Order
from bot.domain.stores import ArticleStore, DisputeStore
from bot.errors import CommandError, StoreError

MOST_NAME_CHARS = 80  # longer than Slack's and Discord's; a card whose last line does not fit is not shown at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Carries out what editors decide. `clean` makes outside text one cleaned line, `mint` gives ids by prefix."""

    articles: ArticleStore
    disputes: DisputeStore
    clean: Callable[[str], str]
    mint: Callable[[str], str]

    async def decide(self, order: Order, *, by: Editor, now: datetime) -> Decision:
        """Store a decision with what follows from it, and return it. Whether `by` may decide was asked before.

        Raises:
            CommandError: It cannot be carried out; the sentence for the editor says what to do instead.
        """
        wanted = replace(order, why=self._reason(order.why))
        editor = replace(by, name=self._name(by))
        try:
            return await self._decided(wanted, editor, now)
        except StoreError:  # an analysis wrote the same disputes meanwhile: decide about what it left
            return await self._decided(wanted, editor, now)

    def _reason(self, typed: str) -> str:
        why = self.clean(typed)
        if not why:
            raise CommandError("Say why: the reason is kept and shown with your name.")
        if len(why) > REASON_CHARS:
            raise CommandError(f"A reason has {REASON_CHARS} characters at most; this one has {len(why)}.")
        return why

    def _name(self, by: Editor) -> str:
        name = self.clean(by.name) or by.user_id
        if len(name) > MOST_NAME_CHARS:
            raise CommandError(f"A name has {MOST_NAME_CHARS} characters at most; this one has {len(name)}.")
        return name

    async def _decided(self, order: Order, by: Editor, now: datetime) -> Decision:
        found = await self.disputes.get(order.dispute_id)
        if found is None:
            raise CommandError(f"There is no dispute {order.dispute_id}.")
        disputes = {one.id: one for one in await self.disputes.of_story(found.story_id)}
        other = await self.disputes.get(order.other_id) if order.other_id else None
        if other is not None and other.id not in disputes:
            raise CommandError(f"{order.other_id} is of another story: only disputes of one story can be merged.")
        known = await self.articles.revisions(revisions_of(disputes.values()))

        def quote(span: Span) -> str:
            return span.slice(known[span.revision_id])

        case = Case(
            disputes=disputes,
            decisions=await self.disputes.decisions(disputes),
            quote=quote,
            decision_id=self.mint("dec"),
            new_id=self.mint("dsp"),
            by=by,
            now=now,
        )
        decision, saves = case.decide(order)
        await self.disputes.decide(decision, saves)
        return decision
