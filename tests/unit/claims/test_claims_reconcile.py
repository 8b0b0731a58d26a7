"""Identity over days: a five-day invented story replayed, replayed twice over, and with one article edited."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.history import identity as module
from bot.claims.history.reconcile import Evidence, reconcile
from bot.domain.article import Part, Span
from bot.domain.claim import (
    ClaimText,
    Dispute,
    DisputeKind,
    FoundDispute,
    Mention,
    Pair,
    Status,
    StatusChange,
    StoryAnalysis,
    TextSpan,
)
from bot.domain.stores import RetireDispute, SaveDispute

DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
ALLEGED = "Vestria alleges that Orlandia has mined the strait, closing it to fishing boats."
STORY = {
    "lantern": f"The strait is narrow. {ALLEGED}",
    "post": f"{ALLEGED} Orlandia denies these claims, asserting that its ships only took soundings.",
    "courier": "The guild said that Captain Ilse Varn had sold the boat twice. Varn denied the accusation.",
}
EDITED = (
    "The ice has gone. Vestria alleges that Orlandia has mined the strait, closing it to all boats. "
    "Orlandia again denies these claims, asserting that its ships only took soundings."
)


class World:
    """Stores disputes and texts as the real stores would, in memory."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.stored: dict[str, Dispute] = {}
        self.numbers: Iterator[int] = count(1)
        self.minted = 0

    def mint(self) -> str:
        self.minted += 1
        return f"dsp_{next(self.numbers)}"

    def quote(self, span: Span) -> str:
        return self.texts[span.revision_id][span.start : span.end]

    def day(self, number: int, revisions: dict[str, str]) -> list[object]:
        """Analyse the given article -> revision texts on a day and apply what reconcile intends."""
        now = DAY + timedelta(days=number)
        self.texts.update({f"{article}@{hash(text)}": text for article, text in revisions.items()})
        found = analyse_story([ClaimText(lang="en", article=article, text=text) for article, text in revisions.items()])
        intents = reconcile(
            list(self.stored.values()),
            groups(found, revisions),
            story_id="sto_1",
            now=now,
            mint=self.mint,
            evidence=Evidence(quote=self.quote),
        )
        for intent in intents:
            if isinstance(intent, SaveDispute):
                self.stored[intent.dispute.id] = intent.dispute
            else:
                self.stored[intent.dispute_id] = retire(self.stored[intent.dispute_id], intent)
        return list(intents)


def retire(dispute: Dispute, intent: RetireDispute) -> Dispute:
    change = StatusChange(at=intent.at, status=dispute.status, evidence=None, note=intent.note)
    return replace(dispute, live=False, updated_at=intent.at, history=(*dispute.history, change))


def groups(found: StoryAnalysis, revisions: dict[str, str]) -> list[tuple[Pair, ...]]:
    def mention(span: TextSpan, speaker: str | None) -> Mention:
        revision = f"{span.article}@{hash(revisions[span.article])}"
        where = Span(revision_id=revision, part=Part.BODY, start=span.start, end=span.end)
        return Mention(article_id=span.article, span=where, speaker=speaker)

    def pair(one: FoundDispute) -> Pair:
        claim, response = mention(one.claim, one.claimant), mention(one.response, one.responder)
        return Pair(claim=claim, response=response, kinds=one.kinds, rule=one.rule, confidence=one.confidence)

    by_dispute: dict[str, list[Pair]] = {}
    for one in found.disputes:
        by_dispute.setdefault(one.dispute, []).append(pair(one))
    return [tuple(pairs) for pairs in by_dispute.values()]


def replay(world: World) -> list[list[str]]:
    """Replay five days: claim, denial, another event, an edit, and a withdrawal; return the intents' names a day."""
    days = [
        {"lantern": STORY["lantern"]},
        {"lantern": STORY["lantern"], "post": STORY["post"]},
        dict(STORY),
        {**STORY, "post": EDITED},
        {"lantern": STORY["lantern"], "courier": STORY["courier"]},
    ]
    return [[type(intent).__name__ for intent in world.day(number, day)] for number, day in enumerate(days)]


def test_a_story_replayed_day_by_day_keeps_its_ids():
    world = World()
    assert replay(world) == [[], ["SaveDispute"], ["SaveDispute"], ["SaveDispute"], ["RetireDispute"]]
    assert world.minted == 2
    strait, boat = world.stored["dsp_1"], world.stored["dsp_2"]
    assert (strait.live, boat.live) == (False, True)
    assert strait.first_seen_at == DAY + timedelta(days=1)
    assert [(change.at.day, change.status, change.note) for change in strait.history] == [
        (3, Status.DENIED, "deny.anaphor"),
        (6, Status.DENIED, "no longer found in the articles of the story"),
    ]
    assert [change.status for change in boat.history] == [Status.DENIED]


def test_replayed_twice_over_mints_nothing_new_and_keeps_history():
    world = World()
    replay(world)
    first = {dispute.id: dispute.history for dispute in world.stored.values()}
    replay(world)
    assert set(world.stored) == set(first)
    for dispute in world.stored.values():
        assert dispute.history[: len(first[dispute.id])] == first[dispute.id]


def test_the_same_input_yields_no_intents():
    world = World()
    world.day(0, STORY)
    assert world.day(1, STORY) == []


def test_an_edited_article_updates_its_dispute():
    world = World()
    world.day(0, {"post": STORY["post"]})
    world.day(1, {"post": EDITED})
    assert world.minted == 1
    (dispute,) = world.stored.values()
    assert world.quote(dispute.pairs[0].response.span).startswith("Orlandia again denies")
    assert dispute.updated_at == DAY + timedelta(days=1)
    assert len(dispute.history) == 1


def test_without_the_old_words_an_edit_is_known_by_article_and_speakers():
    world = World()
    world.day(0, {"post": STORY["post"]})
    found = analyse_story([ClaimText(lang="en", article="post", text=EDITED)])
    intents = reconcile(
        list(world.stored.values()), groups(found, {"post": EDITED}), story_id="sto_1", now=DAY, mint=world.mint
    )
    assert [type(intent) for intent in intents] == [SaveDispute]
    assert world.minted == 1


def test_twin_without_matching_every_edit_would_mint_a_new_dispute(monkeypatch: pytest.MonkeyPatch):
    """The identity test above can fail: with likeness broken, the edit duplicates."""
    monkeypatch.setattr(module, "_likeness", lambda *_: module.Likeness.NONE)
    world = World()
    world.day(0, {"post": STORY["post"]})
    world.day(1, {"post": EDITED})
    assert world.minted == 2


def test_a_retired_dispute_found_again_lives_on_with_its_history():
    world = World()
    world.day(0, {"post": STORY["post"]})
    world.day(1, {"lantern": STORY["lantern"]})
    world.day(2, {"post": STORY["post"]})
    (dispute,) = world.stored.values()
    assert dispute.live
    assert [change.note for change in dispute.history][-1] == "found again"
    assert len(dispute.history) == 3


def test_a_merged_dispute_is_left_alone():
    world = World()
    world.day(0, {"post": STORY["post"]})
    (dispute,) = world.stored.values()
    merged = replace(dispute, merged_into="dsp_9")
    intents = reconcile([merged], [], story_id="sto_1", now=DAY, mint=world.mint)
    assert intents == []


def pair(*kinds: DisputeKind, claimant: str | None = "Vestria", responder: str | None = "Orlandia") -> Pair:
    where = Span(revision_id="r", part=Part.BODY, start=0, end=5)
    return Pair(
        claim=Mention(article_id="a", span=where, speaker=claimant),
        response=Mention(article_id="a", span=where, speaker=responder),
        kinds=kinds,
        rule="deny.clause",
        confidence=0.5,
    )


def test_a_status_change_is_recorded_with_its_evidence():
    world = World()
    world.day(0, {"post": STORY["post"]})
    (dispute,) = world.stored.values()
    finding = replace(pair(DisputeKind.INDEPENDENT), claim=dispute.pairs[0].claim)
    intents = reconcile([dispute], [(*dispute.pairs, finding)], story_id="sto_1", now=DAY, mint=world.mint)
    assert [type(intent) for intent in intents] == [SaveDispute]
    saved = intents[0].dispute
    assert [change.status for change in saved.history] == [Status.DENIED, Status.DISPUTED]
    assert saved.history[-1].evidence == finding.response.span
