"""Which dispute of a story stands first: a briefing may have room for one only. All people and places are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.audience import Platform
from bot.domain.decision import Decision, DecisionKind, Editor
from bot.domain.stores import SaveDispute
from bot.store.memory import memory_stores
from tests.builders.articles import NOON, dispute, mention, stored, story
from tests.builders.briefers import gatherer_of

if TYPE_CHECKING:
    from bot.domain.claim import Dispute

CLAIM = "The union says the harbour hid the report."
DENIAL = "The harbour denies it."
BOTH = "Tests contradict the harbour's statement that the quay is sound."
ARTICLE = stored("one", f"{CLAIM} {DENIAL} {BOTH}")


def of_confidence(found: Dispute, confidence: float) -> Dispute:
    return replace(found, pairs=(replace(found.pairs[0], confidence=confidence),))


OWN_WORDS = of_confidence(
    dispute("own_words", mention(ARTICLE, CLAIM, "the union"), mention(ARTICLE, DENIAL, "the harbour")), 0.6
)
SURER = of_confidence(dispute("surer", mention(ARTICLE, CLAIM, "the union"), mention(ARTICLE, DENIAL, "the port")), 0.7)
ONE_SENTENCE = of_confidence(
    dispute("one_sentence", mention(ARTICLE, BOTH, "the harbour"), mention(ARTICLE, BOTH, "tests")), 0.9
)


async def order(*decisions: Decision) -> list[str]:
    stores = memory_stores()
    await stores.articles.add(ARTICLE.article, ARTICLE.revision)
    await stores.stories.open_story(story("bridge", ARTICLE))
    await stores.disputes.apply([SaveDispute(dispute=each) for each in (OWN_WORDS, ONE_SENTENCE, SURER)])
    for decision in decisions:
        await stores.disputes.decide(decision, [])
    (material,) = await gatherer_of(stores).gather(await stores.stories.recent(1))
    return [each.id for each in material.disputes]


async def test_sides_in_words_of_their_own_come_before_one_sentence_for_both_and_the_surest_first() -> None:
    assert await order() == [SURER.id, OWN_WORDS.id, ONE_SENTENCE.id]


async def test_what_an_editor_confirmed_comes_first() -> None:
    editor = Editor(platform=Platform.DISCORD, workspace_id="9", user_id="7", name="Mara Lind")
    confirmed = Decision(
        id="dec_1", dispute_id=ONE_SENTENCE.id, kind=DecisionKind.CONFIRM, by=editor, at=NOON, why="Seen."
    )
    assert await order(confirmed) == [ONE_SENTENCE.id, SURER.id, OWN_WORDS.id]
