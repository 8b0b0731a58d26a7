"""A posted briefing whose article changes: one correction, stored with its deliveries, both sides together, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.briefing.amend import CORRECTED, CORRECTION, SHOWN
from bot.briefing.cards import dispute_card, story_card
from bot.briefing.correct import WATCHED, Corrector
from bot.briefing.ground import faults
from bot.briefing.material import StoryMaterial
from bot.briefing.pipeline import outbox
from bot.domain.article import Part
from bot.domain.audience import Audience, Place, Platform
from bot.domain.briefing import Briefing
from bot.domain.delivery import Receipt
from bot.domain.document import CorrectionCard, Document, Prose, lines_of, quote
from bot.errors import PoolError
from bot.pool.processes import InlinePool
from bot.store.memory import memory_stores
from tests.builders.articles import NOON, digest, dispute, mention, stored, story
from tests.builders.briefers import briefer_of

CLAIM = "The union says the harbour hid the report."
DENIAL = "The harbour denies it."
LATER = NOON + timedelta(hours=1)
PLACE = Place(platform=Platform.SLACK, workspace_id="T1", channel_id="C1")


class NoPool:
    """A pool whose children all die."""

    async def run(self, task, /, *args, timeout_seconds=None):
        raise PoolError("killed")


class Desk:
    """A posted briefing that quotes two articles, and a corrector."""

    def __init__(self, pool=None) -> None:
        self.stores = memory_stores()
        self.count = 0
        self.claim = stored("claim", f"{CLAIM} It rained.", title="Union and harbour")
        self.denial = stored("denial", f"{DENIAL} It shone.", title="Harbour", publisher="The Lantern", family="l")
        briefer = briefer_of(self.stores, mint=self.mint)
        self.corrector = Corrector(
            articles=self.stores.articles,
            audiences=self.stores.audiences,
            deliveries=self.stores.deliveries,
            pool=pool or InlinePool(),
            grounded=briefer.grounded,
            mint=self.mint,
        )

    def mint(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}_{self.count}"

    async def post(self) -> Briefing:
        """Post a briefing: the overview shows both sides, the detail the weather of the claim's article."""
        audience = Audience(
            id="aud", place=PLACE, name="Desk", schedule="daily 08:00", zone="Europe/Berlin", schedule_since_at=NOON
        )
        await self.stores.audiences.save(audience)
        for one in (self.claim, self.denial):
            await self.stores.articles.add(one.article, one.revision)
        flagged = dispute("d", mention(self.claim, CLAIM, "the union"), mention(self.denial, DENIAL, "the harbour"))
        articles = (self.claim, self.denial)
        material = StoryMaterial(story=story("s", *articles), articles=articles, disputes=(flagged,))
        card = dispute_card(flagged, material, lines=1)
        body = self.claim.revision.body
        start = body.index("It rained.")
        rain = quote(self.claim, part=Part.BODY, start=start, end=start + len("It rained."))
        made = Briefing(
            id="brf",
            audience_id="aud",
            slot_at=None,
            window_start_at=None,
            window_end_at=NOON,
            created_at=NOON,
            overview=Document(title="Desk · today", blocks=(card,)),
            details=(Document(title="Story sto_s", blocks=(story_card(material, (rain,)),)),),
        )
        await self.stores.deliveries.remember(made, outbox(made, PLACE, NOON, mint=self.mint), None)
        await self.send_all()
        return made

    async def send_all(self) -> None:
        store = self.stores.deliveries
        while leased := await store.lease_due(LATER, 60, 9):
            for one in leased:
                await store.settle_sent(one, Receipt(message_id=one.key), LATER)

    async def change(self, body: str, *, title: str | None = None, number: int = 2) -> None:
        """Store another revision of the claim's article."""
        title = title or self.claim.revision.title
        revision = replace(
            self.claim.revision,
            id=f"rev_claim_{number}",
            number=number,
            title=title,
            body=body,
            digest=digest(title, body),
            fetched_at=NOON + timedelta(minutes=number),
        )
        await self.stores.articles.add(self.claim.article, revision)

    async def correct(self) -> list[Briefing]:
        return await self.corrector.correct_due(LATER)


@pytest.fixture
async def desk():
    made = Desk()
    await made.post()
    return made


def cards(correction: Briefing) -> list[CorrectionCard]:
    return [block for block in correction.overview.blocks if isinstance(block, CorrectionCard)]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Prose)]


async def test_a_gone_sentence_is_corrected_with_what_is_said_now_and_the_other_side(desk):
    await desk.change("The union says the harbour lost the report. It rained.")
    [made] = await desk.correct()
    [card] = cards(made)
    assert (made.corrects, made.edits, made.slot_at) == ("brf", (0,), None)
    assert made.overview.title == f"{CORRECTION}Desk · today"
    assert card.was.text == CLAIM
    assert card.now.text == "The union says the harbour lost the report."
    assert [(side.label, side.lines[0].text) for side in card.sides] == [("Denial", DENIAL)]
    assert card.was.citation.span.revision_id == "rev_claim_1"
    assert card.now.citation.span.revision_id == "rev_claim_2"


async def test_a_sentence_said_twice_is_told_once_and_never_without_the_other_side():
    desk = Desk()
    twice = f"{CLAIM} It rained. {CLAIM}"
    desk.claim = replace(desk.claim, revision=replace(desk.claim.revision, body=twice, digest="twice"))
    made = await desk.post()
    again = quote(desk.claim, part=Part.BODY, start=twice.rindex(CLAIM), end=len(twice))
    alone = replace(made.details[0].blocks[0], lines=(again,))
    detail = replace(made.details[0], blocks=(alone, *made.overview.blocks))
    more = replace(made, id="brf_more", overview=replace(made.overview, title="More"), details=(detail,))
    await desk.stores.deliveries.remember(more, outbox(more, PLACE, NOON, mint=desk.mint), None)
    await desk.send_all()
    await desk.change("It rained.")
    for told in await desk.correct():
        [card] = cards(told)
        assert (card.was.text, [side.label for side in card.sides]) == (CLAIM, ["Denial"])
        assert prose(told.details[-1])[0].count("1 quotation below") == 1


def check_that_no_side_is_corrected_alone(corrections):
    """Whatever a correction quotes of a dispute stands beside the other side of it."""
    quoted = [card for one in corrections for card in cards(one) if card.was and card.was.text in {CLAIM, DENIAL}]
    assert quoted
    for card in quoted:
        assert {CLAIM, DENIAL} <= {line.text for line in lines_of(Document(title="", blocks=(card,)))}


async def test_no_side_is_corrected_alone(desk):
    await desk.change("It rained.")
    corrections = await desk.correct()
    check_that_no_side_is_corrected_alone(corrections)
    alone = [replace(card, sides=()) for card in cards(corrections[0])]
    with pytest.raises(AssertionError):  # the twin
        check_that_no_side_is_corrected_alone(
            [replace(corrections[0], overview=replace(corrections[0].overview, blocks=tuple(alone)))]
        )


async def test_each_message_that_showed_it_gets_a_notice_and_keeps_its_words(desk):
    await desk.change("It snowed.", title="Union")
    [made] = await desk.correct()
    assert made.edits == (0, 1)
    overview, detail = made.details
    assert overview.title == f"{CORRECTED}Desk · today"
    assert prose(overview)[0].startswith("CORRECTION, Tue 3 March 2026, 14:00 (Europe/Berlin): 1 quotation below is no")
    assert "2 quotations below are no longer" in prose(detail)[0]
    assert CLAIM in [line.text for line in lines_of(overview)]
    stored_before = await desk.stores.deliveries.briefing("brf")
    assert CLAIM in [line.text for line in lines_of(stored_before.overview)]
    assert stored_before.overview.title == "Desk · today"


async def test_its_lines_are_verbatim_in_their_own_revisions(desk):
    await desk.change("The union says the harbour lost the report. It rained.")
    [made] = await desk.correct()
    for document in made.documents:
        spans = {line.citation.span.revision_id for line in lines_of(document)}
        assert spans
        assert faults(document, await desk.stores.articles.revisions(spans)) == []


async def test_a_typing_error_elsewhere_makes_no_correction(desk):
    await desk.change(f"{CLAIM} It rained. The quay is closd.")
    assert await desk.correct() == []
    await desk.change(f"{CLAIM} It rained. The quay is closed.", number=3)
    assert await desk.correct() == []
    assert await desk.stores.deliveries.due_watches(NOON - WATCHED, 9) == []


async def test_a_note_is_told_though_what_was_quoted_stands(desk):
    note = "Correction: An earlier version gave a wrong name for the quay."
    await desk.change(f"{CLAIM} It rained. {note}")
    [made] = await desk.correct()
    [card] = cards(made)
    assert (card.was, card.now.text) == (None, note)
    assert "was corrected by its publisher." in prose(made.overview)[0]
    assert made.edits == (0, 1)
    assert "an article quoted below was corrected" in prose(made.details[0])[0]


async def test_a_withdrawn_article_is_told_as_withdrawn(desk):
    await desk.change("This story has been withdrawn because its source cannot be confirmed.", title="Withdrawn: story")
    [made] = await desk.correct()
    assert "was withdrawn by its publisher." in prose(made.overview)[0]
    assert [card.was and card.was.text for card in cards(made)] == [None, CLAIM, "Union and harbour", "It rained."]


async def test_the_same_change_is_corrected_once_and_a_further_one_says_only_what_is_new(desk):
    await desk.change("The union says the harbour lost the report. It rained.")
    assert len(await desk.correct()) == 1
    assert await desk.correct() == []
    await desk.send_all()
    await desk.change("The union says the harbour lost the report. It snowed.", number=3)
    [made] = await desk.correct()
    assert [card.was.text for card in cards(made)] == ["It rained."]


async def test_a_correction_whose_own_words_change_is_corrected_and_notices_add_up(desk):
    await desk.change("The union says the harbour lost the report. It rained.")
    await desk.correct()
    await desk.send_all()
    await desk.change("The union says the harbour kept the report. Correction: It was kept, not lost.", number=3)
    [made] = await desk.correct()
    assert [card.was and card.was.text for card in cards(made)] == [
        None, "It rained.", "The union says the harbour lost the report.",
    ]  # fmt: skip
    assert made.edits == (1,)
    await desk.send_all()
    await desk.change("This story has been withdrawn.", number=4, title="Withdrawn: Union")
    [last] = await desk.correct()
    assert last.edits == (1,)
    assert len([text for text in prose(last.details[0]) if text.startswith("CORRECTION, ")]) == 2
    assert last.details[0].title == f"{CORRECTED}Story sto_s"


async def test_more_gone_quotations_than_are_shown_are_counted():
    desk = Desk()
    many = " ".join(f"Boat {name} left the quay." for name in ("Ann", "Bee", "Cat", "Dot", "Eve", "Fay", "Gus"))
    desk.claim = replace(
        desk.claim, revision=replace(desk.claim.revision, body=f"{CLAIM} {many} It rained.", digest="many")
    )
    made = await desk.post()
    lines = [
        quote(desk.claim, part=Part.BODY, start=start, end=start + len(words))
        for words in (f"{one}." for one in many.removesuffix(".").split(". "))
        for start in [desk.claim.revision.body.index(words)]
    ]
    block = replace(made.details[0].blocks[0], lines=tuple(lines))
    more = replace(made, id="brf_more", details=(replace(made.details[0], blocks=(block,)),))
    await desk.stores.deliveries.remember(more, outbox(more, PLACE, NOON, mint=desk.mint), None)
    await desk.send_all()
    await desk.change(f"{CLAIM} It rained.")
    [told] = await desk.correct()
    assert len(cards(told)) == SHOWN
    assert prose(told.overview)[-1] == "2 more quotations no longer in it."


async def test_without_a_pool_the_gone_words_are_told_all_the_same():
    desk = Desk(NoPool())
    await desk.post()
    await desk.change("Correction: nothing is left.")
    [made] = await desk.correct()
    assert [(card.was.text, card.now) for card in cards(made)] == [(CLAIM, None), ("It rained.", None)]


async def test_what_is_older_than_the_watch_is_left_alone(desk):
    await desk.change("It snowed.")
    assert await desk.corrector.correct_due(NOON + WATCHED) == []
    assert len(await desk.correct()) == 1


async def test_a_correction_waits_in_the_outbox_before_anything_is_sent(desk):
    await desk.change("It snowed.")
    [made] = await desk.correct()
    [first] = await desk.stores.deliveries.lease_due(LATER, 60, 9)
    assert (first.briefing_id, first.part, first.place) == (made.id, 0, PLACE)
