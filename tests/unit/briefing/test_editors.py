"""What readers see of editors' decisions (EDITORIAL rule 15): the same for every side, and no verdict."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.analysis.decide import Decider
from bot.briefing.answers import Answers
from bot.briefing.explainer import Explainer
from bot.briefing.gather import Gatherer
from bot.briefing.review import Reviewer
from bot.domain.audience import Platform
from bot.domain.decision import DecisionKind, Editor, Order
from bot.domain.document import DisputeCard, Document, EvidenceCard, Heading, Listing, Prose
from bot.store.memory import memory_stores
from tests.builders.briefers import briefer_of, gatherer_of
from tests.golden.replay import an_analyst, arrivals, disputes_of, replay

if TYPE_CHECKING:
    from bot.analysis.pipeline import Analyst
    from bot.store.stores import Stores

MARA = Editor(platform=Platform.DISCORD, workspace_id="9", user_id="7", name="Mara Lind")
DAIRY = "dsp_1"


async def newsroom(days: int = 2, stores: Stores | None = None, analyst: Analyst | None = None) -> Stores:
    """Return stores with the first days of the story about the dairy; an analyst numbers the stories that it opens."""
    stores = stores or memory_stores()
    end = arrivals()[0].at.date() + timedelta(days=days)
    await replay(stores, analyst or an_analyst(stores), [one for one in arrivals() if one.at.date() < end])
    return stores


async def decide(stores: Stores, kind: DecisionKind, dispute_id: str = DAIRY, **more: object) -> None:
    numbers = itertools.count(len(await stores.disputes.decisions()))
    desk = Decider(
        articles=stores.articles,
        disputes=stores.disputes,
        clean=str.strip,
        mint=lambda prefix: f"{prefix}_hand_{next(numbers)}",
    )
    newest = max(line.at for one in await disputes_of(stores) for line in one.history)
    order = Order(kind=kind, dispute_id=dispute_id, why="One river.", **more)
    await desk.decide(order, by=MARA, now=newest + timedelta(hours=1))


def answers(stores: Stores, gatherer: Gatherer | None = None) -> Answers:
    gatherer = gatherer or gatherer_of(stores)
    briefer = briefer_of(stores, gatherer)
    return Answers(stories=stores.stories, disputes=stores.disputes, gatherer=gatherer, briefer=briefer)


async def shown(stores: Stores, **options: float) -> dict[str, DisputeCard]:
    """Return the disputes that a briefing shows, by id."""
    (story,) = await stores.stories.recent(9)
    document = await answers(stores, gatherer_of(stores, **options)).story(story.id)
    assert document is not None
    return {block.dispute_id: block for block in document.blocks if isinstance(block, DisputeCard)}


async def why(stores: Stores, wanted: str) -> str:
    gatherer = gatherer_of(stores)
    briefer = briefer_of(stores, gatherer)
    explainer = Explainer(stories=stores.stories, disputes=stores.disputes, gatherer=gatherer, briefer=briefer)
    (newest, *_) = await stores.stories.recent(1)
    document = await explainer.explain(wanted, audiences=[], zone="UTC", now=newest.updated_at)
    assert document is not None
    return words(document)


def words(document: Document) -> str:
    """Return what we say in a document, quotations apart."""
    told = []
    for block in document.blocks:
        match block:
            case Prose() | Heading():
                told.append(block.text)
            case Listing():
                told += [f"{name} {text}" for name, text in block.rows]
            case _:
                pass
    return "\n".join(told)


async def test_a_dismissed_flag_is_in_no_briefing_and_its_details_say_who_and_why() -> None:
    stores = await newsroom()
    assert DAIRY in await shown(stores)
    await decide(stores, DecisionKind.DISMISS)
    assert set(await shown(stores)) == {"dsp_2"}
    assert [card.dispute_id for card in await answers(stores).dispute_cards(topic=None, limit=9)] == ["dsp_2"]
    details = await answers(stores).dispute(DAIRY)
    assert details is not None
    card = details.blocks[0]
    assert isinstance(card, DisputeCard)
    assert card.ruling is not None
    assert (card.ruling.label, card.ruling.name, card.ruling.why) == ("flag dismissed", "Mara Lind", "One river.")
    assert "1 dismissed by an editor" in await why(stores, card.story_id)
    assert "Flag dismissed by an editor (Mara Lind, 3 Mar 2026): One river. It is not shown" in await why(stores, DAIRY)


async def test_a_confirmed_flag_is_shown_however_sure_the_rules_are_and_says_who_confirmed_it() -> None:
    stores = await newsroom()
    assert await shown(stores, min_confidence=0.99) == {}
    await decide(stores, DecisionKind.CONFIRM)
    (card,) = (await shown(stores, min_confidence=0.99)).values()
    assert card.dispute_id == DAIRY
    assert card.ruling is not None
    assert card.ruling.label == "flag confirmed"
    assert card.confirmed_by == ()  # an editor confirms the flag; the claim is confirmed by nobody
    assert card.status == "denied"
    told = await why(stores, DAIRY)
    assert "Flag confirmed by an editor (Mara Lind, 3 Mar 2026): One river. It is shown however sure" in told
    assert "says nothing about which side is right" in told


async def test_undone_it_is_as_if_nobody_had_decided() -> None:
    stores = await newsroom()
    before = await shown(stores)
    await decide(stores, DecisionKind.DISMISS)
    await decide(stores, DecisionKind.UNDO)
    assert await shown(stores) == before


async def test_a_dismissed_flag_about_which_more_is_said_is_listed_and_stays_out_of_briefings() -> None:
    stores = memory_stores()
    analyst = an_analyst(stores)
    await newsroom(stores=stores, analyst=analyst)
    gatherer = gatherer_of(stores)
    reviewer = Reviewer(disputes=stores.disputes, gatherer=gatherer, briefer=briefer_of(stores, gatherer))
    await decide(stores, DecisionKind.DISMISS)
    assert "Nothing was said about a flag" in words(await reviewer.review())
    await replay(stores, analyst, arrivals())
    document = await reviewer.review()
    assert "Flag dismissed by an editor (Mara Lind, 3 Mar 2026): One river. Said since:" in words(document)
    speakers = {block.heads[0][1] for block in document.blocks if isinstance(block, EvidenceCard)}
    assert "Brennmark River Inspectorate" in speakers
    assert DAIRY not in await shown(stores)
    assert [action.command for action in document.actions] == [f"dispute {DAIRY}"]


async def test_a_split_gives_two_cards_and_a_merge_one() -> None:
    stores = await newsroom(days=3)
    await decide(stores, DecisionKind.SPLIT, statements=(5,))
    assert set(await shown(stores)) == {DAIRY, "dsp_2", "dsp_hand_1"}
    await decide(stores, DecisionKind.UNDO, "dsp_hand_1")
    await decide(stores, DecisionKind.MERGE, "dsp_2", other_id=DAIRY)
    (card,) = (await shown(stores)).values()
    assert {side.speaker for side in card.sides} >= {"Halvick Dairies", "Jorun Aske"}


@pytest.mark.parametrize("kind", [DecisionKind.CONFIRM, DecisionKind.DISMISS])
async def test_whoever_accuses_the_same_decision_has_the_same_effect(kind: DecisionKind) -> None:
    """The twins of one story, once the guild accusing the dairy and once the dairy accusing the guild."""
    straight, mirrored = await newsroom(), memory_stores()
    await replay(mirrored, an_analyst(mirrored), [swapped(one) for one in arrivals() if one.at.day < 4])
    for stores in (straight, mirrored):
        await decide(stores, kind)
    one, other = await shown(straight), await shown(mirrored)
    assert one.keys() == other.keys()
    for name, card in one.items():
        assert card.ruling == other[name].ruling
        sides = [(side.label, exchanged(side.speaker or "")) for side in card.sides]
        assert sides == [(side.label, side.speaker or "") for side in other[name].sides]
    ours, theirs = await why(straight, DAIRY), await why(mirrored, DAIRY)
    assert ours.splitlines()[0] == theirs.splitlines()[0]


def swapped(arrival):
    """Return an article in which the guild and the dairy have changed places."""
    revision = arrival.stored.revision
    return replace(
        arrival,
        stored=replace(
            arrival.stored,
            revision=replace(revision, title=exchanged(revision.title), body=exchanged(revision.body)),
        ),
    )


def exchanged(text: str) -> str:
    """Return a text with the two parties' names exchanged; neither is part of the other."""
    guild, dairy = "Ossel Trout Guild", "Halvick Dairies"
    return text.replace(guild, "\0").replace(dairy, guild).replace("\0", dairy)
