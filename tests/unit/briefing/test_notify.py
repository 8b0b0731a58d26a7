"""A posted dispute that editors decide about: one notice in the thread, and messages that say so (rules 13 and 15)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.briefing import notify
from bot.briefing.amend import CORRECTED, CORRECTION
from bot.briefing.explain import day
from bot.briefing.ground import faults
from bot.briefing.notify import Notifier
from bot.domain.audience import Platform
from bot.domain.briefing import Briefing
from bot.domain.decision import Decision, DecisionKind, Editor
from bot.domain.document import DisputeCard, Document, Prose, lines_of
from bot.domain.stores import SaveDispute
from tests.builders.articles import NOON, dispute, mention
from tests.builders.briefers import briefer_of
from tests.unit.briefing.test_correct import CLAIM, DENIAL, LATER, Desk

MARA = Editor(platform=Platform.SLACK, workspace_id="T1", user_id="U1", name="Mara Lind")
CONFIRM, DISMISS, MERGE, SPLIT, UNDO = DecisionKind


class Newsroom(Desk):
    """A posted briefing that shows the dispute dsp_d, and editors."""

    def __init__(self) -> None:
        super().__init__()
        self.notifier = Notifier(
            disputes=self.stores.disputes,
            audiences=self.stores.audiences,
            deliveries=self.stores.deliveries,
            grounded=briefer_of(self.stores, mint=self.mint).grounded,
            mint=self.mint,
        )

    async def open(self) -> str:
        """Post the briefing; returns the id of the dispute in it."""
        posted = await self.post()
        flagged = [
            dispute(name, mention(self.claim, CLAIM, "the union"), mention(self.denial, DENIAL, "the harbour"))
            for name in ("d", "e")
        ]
        await self.stores.disputes.apply([SaveDispute(dispute=one) for one in flagged])
        (card,) = [block for block in posted.overview.blocks if isinstance(block, DisputeCard)]
        return card.dispute_id

    async def decide(self, kind: DecisionKind, dispute_id: str, *, hours: int = 1, **more: str) -> None:
        number = len(await self.stores.disputes.decisions()) + 1
        moment = NOON + timedelta(hours=hours)
        made = Decision(
            id=f"dec_{number}", kind=kind, dispute_id=dispute_id, by=MARA, why="Two reports", at=moment, **more
        )
        await self.stores.disputes.decide(made, [])

    async def notices(self) -> list[Briefing]:
        made = await self.notifier.notify_due(LATER)
        await self.send_all()
        return made


def told(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Prose))


async def test_a_dismissal_is_told_in_the_thread_with_both_sides_and_above_the_message() -> None:
    desk = Newsroom()
    shown = await desk.open()
    await desk.decide(DISMISS, shown)
    (made,) = await desk.notices()
    assert (made.corrects, made.edits) == ("brf", (0,))
    assert made.overview.title == f"{CORRECTION}Desk · today"
    what = f"Disputed claim {shown} was dismissed, as an editor decided (Mara Lind, {day(NOON)}): Two reports."
    assert told(made.overview).startswith(what)
    assert "nothing about which side is right" in told(made.overview)
    (card,) = [block for block in made.overview.blocks if isinstance(block, DisputeCard)]
    assert [line.text for side in card.sides for line in side.lines] == [CLAIM, DENIAL]
    (edited,) = made.details
    assert edited.title.startswith(CORRECTED)
    assert told(edited).startswith("CORRECTION, ")
    assert {CLAIM, DENIAL} <= {line.text for line in lines_of(edited)}  # the old words stay
    revisions = {one.revision.id: one.revision for one in (desk.claim, desk.denial)}
    assert faults(made.overview, revisions) == []


async def test_it_is_told_once() -> None:
    desk = Newsroom()
    shown = await desk.open()
    await desk.decide(DISMISS, shown)
    assert len(await desk.notices()) == 1
    assert await desk.notices() == []
    await desk.decide(DISMISS, shown, hours=2)  # having seen what is new: nothing changes for readers
    assert await desk.notices() == []


async def test_a_confirmation_changes_nothing_that_readers_saw() -> None:
    desk = Newsroom()
    await desk.decide(CONFIRM, await desk.open())
    assert await desk.notices() == []


@pytest.mark.parametrize(
    ("kind", "words"), [(MERGE, "was merged into dsp_e"), (SPLIT, "some of its statements are dsp_e now")]
)
async def test_a_merge_and_a_split_are_told_with_where_to_look(kind: DecisionKind, words: str) -> None:
    desk = Newsroom()
    await desk.decide(kind, await desk.open(), other_id="dsp_e")
    (made,) = await desk.notices()
    assert words in told(made.overview)


@pytest.mark.parametrize(("kind", "more"), [(UNDO, {"undoes": "dec_1"}), (CONFIRM, {})])
async def test_what_is_taken_back_after_it_was_told_is_told_too_and_what_was_never_told_is_not(
    kind: DecisionKind, more: dict[str, str]
) -> None:
    for looked_between, count in ((True, 2), (False, 0)):
        desk = Newsroom()
        shown = await desk.open()
        await desk.decide(DISMISS, shown)
        made = await desk.notices() if looked_between else []
        await desk.decide(kind, shown, hours=2, **more)
        made += await desk.notices()
        assert len(made) == count
        if made:
            assert "is shown again as it was" in told(made[-1].overview)


async def test_a_correction_and_a_notice_of_one_message_stand_above_one_another() -> None:
    desk = Newsroom()
    shown = await desk.open()
    await desk.decide(DISMISS, shown)
    await desk.notices()
    await desk.decide(UNDO, shown, hours=2, undoes="dec_1")
    (made,) = await desk.notices()
    (edited,) = made.details
    assert edited.title.count(CORRECTED) == 1
    assert told(edited).count("CORRECTION, ") == 2


async def test_twin_that_forgets_what_it_told_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing known of what readers were told, the second look at a dismissal tells it again."""
    monkeypatch.setattr(notify, "news", lambda _shown, about, _made_at: about[-1].why)
    desk = Newsroom()
    shown = await desk.open()
    await desk.decide(DISMISS, shown)
    await desk.notices()
    await desk.decide(DISMISS, shown, hours=2)
    assert await desk.notices() != []
