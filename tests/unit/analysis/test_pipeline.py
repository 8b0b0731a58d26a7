"""From stored articles to stories and disputes, over the in-memory stores and the real rules."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import timedelta

import pytest

from bot.analysis.pipeline import Analyst
from bot.domain.claim import Status
from bot.errors import PoolError, StoreError
from bot.pool.processes import InlinePool
from bot.store.memory import memory_stores
from tests.builders.articles import NOON, stored

CLAIM = "The Dockers' Union alleges that the Port of Vellmar dumped 400 barrels of solvent into the Sorrel estuary."
DENIAL = (
    "The Port of Vellmar rejects the union's allegation about solvent in the Sorrel estuary, saying every barrel is in"
    " its waste register."
)
REST = (
    " Divers photographed rusted drums on the river bed below the north quay. The Sorrel estuary supplies drinking"
    " water to three districts. Inspectors of the water board collected samples along the estuary on Monday."
)
ACCUSING = stored("claim", CLAIM + REST, title="Union accuses Port of Vellmar over solvent")
DENYING = stored(
    "denial", DENIAL + REST, title="Port of Vellmar denies dumping solvent", publisher="Quayside", family="quay"
)


class LosingPool(InlinePool):
    """A pool whose children die until it is mended."""

    broken = True

    async def run(self, task, /, *args, timeout_seconds=None):
        if self.broken:
            message = "lost its process"
            raise PoolError(message)
        return await super().run(task, *args, timeout_seconds=timeout_seconds)


@pytest.fixture
def stores():
    return memory_stores()


@pytest.fixture
def analyst(stores):
    return an_analyst(stores)


def an_analyst(stores, pool=None):
    numbers = itertools.count(1)
    return Analyst(
        articles=stores.articles,
        stories=stores.stories,
        disputes=stores.disputes,
        pool=pool or InlinePool(),
        mint=lambda prefix: f"{prefix}_{next(numbers)}",
    )


async def disputes_of(stores):
    (story,) = await stores.stories.recent(10)
    return await stores.disputes.of_story(story.id)


async def test_a_claim_and_its_denial_in_another_outlet_become_one_dispute(stores, analyst):
    await stores.articles.add(ACCUSING.article, ACCUSING.revision)
    await stores.articles.add(DENYING.article, DENYING.revision)
    done = await analyst.analyse_due(NOON)
    assert (done.articles, done.stories, done.failed) == (2, 1, ())
    (dispute,) = await disputes_of(stores)
    pair = dispute.pairs[0]
    assert pair.claim.span.slice(ACCUSING.revision) == CLAIM
    assert pair.response.span.slice(DENYING.revision) == DENIAL
    assert dispute.status in {Status.DENIED, Status.DISPUTED}
    revisions = {one.revision.id: one.revision for one in (ACCUSING, DENYING)}
    shown = {(one.role.value, one.span.slice(revisions[one.span.revision_id])) for one in pair.evidence}
    assert {("cue", "rejects"), ("claim", "alleges")} <= shown
    assert await stores.articles.unanalysed(10) == []


async def test_a_denial_that_comes_a_day_later_joins_the_story(stores, analyst):
    await stores.articles.add(ACCUSING.article, ACCUSING.revision)
    await analyst.analyse_due(NOON)
    assert await disputes_of(stores) == []
    await stores.articles.add(DENYING.article, DENYING.revision)
    await analyst.analyse_due(NOON + timedelta(hours=20))
    (dispute,) = await disputes_of(stores)
    assert dispute.first_seen_at == NOON + timedelta(hours=20)


async def test_analysing_again_changes_nothing(stores, analyst):
    for one in (ACCUSING, DENYING):
        await stores.articles.add(one.article, one.revision)
    await analyst.analyse_due(NOON)
    before = await disputes_of(stores)
    for one in (ACCUSING, DENYING):
        await stores.articles.complete_analysis(one.revision.id, [])
    changed = dataclasses.replace(
        ACCUSING.revision, id="rev_claim_2", number=2, body=CLAIM + REST + " Rain fell.", digest="2"
    )
    await stores.articles.add(ACCUSING.article, changed)
    await analyst.analyse_due(NOON + timedelta(hours=1))
    (after,) = await disputes_of(stores)
    assert after.id == before[0].id
    assert after.history == before[0].history
    assert after.pairs[0].claim.span.revision_id == "rev_claim_2"


async def test_a_restarted_analyst_joins_the_stories_of_the_store(stores):
    await stores.articles.add(ACCUSING.article, ACCUSING.revision)
    await an_analyst(stores).analyse_due(NOON)
    await stores.articles.add(DENYING.article, DENYING.revision)
    await an_analyst(stores).analyse_due(NOON)
    (story,) = await stores.stories.recent(10)
    assert set(story.article_ids) == {ACCUSING.article.id, DENYING.article.id}


async def test_a_lost_child_leaves_the_article_due_and_is_told(stores):
    pool = LosingPool()
    analyst = an_analyst(stores, pool)
    await stores.articles.add(ACCUSING.article, ACCUSING.revision)
    done = await analyst.analyse_due(NOON)
    assert done.failed[0][1] == "lost its process"
    assert len(await stores.articles.unanalysed(10)) == 1
    pool.broken = False
    assert (await analyst.analyse_due(NOON)).failed == ()
    assert await stores.articles.unanalysed(10) == []
    (story,) = await stores.stories.recent(10)
    assert story.article_ids == (ACCUSING.article.id,)


async def test_a_text_that_always_costs_its_child_is_given_up_and_told(stores):
    analyst = an_analyst(stores, LosingPool())
    await stores.articles.add(ACCUSING.article, ACCUSING.revision)
    told = [(await analyst.analyse_due(NOON)).failed[0][1] for _ in range(3)]
    assert "given up after 3 attempts" in told[-1]
    assert "given up" not in told[0] + told[1]
    assert (await analyst.analyse_due(NOON)).articles == 0


async def test_what_was_read_before_stays_when_a_later_article_is_given_up(stores):
    pool = LosingPool()
    pool.broken = False
    analyst = an_analyst(stores, pool)
    await stores.articles.add(ACCUSING.article, ACCUSING.revision)
    await analyst.analyse_due(NOON)
    before = await stores.articles.statements([ACCUSING.revision.id])
    pool.broken = True
    await stores.articles.add(DENYING.article, DENYING.revision)
    told = [(await analyst.analyse_due(NOON)).failed[0][1] for _ in range(3)]
    assert "given up after 3 attempts, 1 article stays without statements" in told[-1]
    assert before
    assert await stores.articles.statements([ACCUSING.revision.id]) == before
    assert await stores.articles.unanalysed(10) == []


async def test_what_was_old_when_first_seen_is_background_and_a_new_revision_of_it_is_news(stores, analyst):
    week_old = dataclasses.replace(ACCUSING.revision, published_at=NOON - timedelta(days=7))
    await stores.articles.add(ACCUSING.article, week_old)
    await analyst.analyse_due(NOON)
    assert await stores.stories.updated_between(NOON - timedelta(days=1), NOON) == []
    later = NOON + timedelta(hours=1)
    edited = dataclasses.replace(week_old, id="rev_claim_2", number=2, body=CLAIM + REST + " Rain fell.", digest="2")
    await stores.articles.add(ACCUSING.article, edited)
    await analyst.analyse_due(later)
    assert len(await stores.stories.updated_between(NOON, later)) == 1


async def test_after_a_store_error_the_index_is_built_anew(stores):
    class FailingStories:
        """The story store, refusing to open the first story."""

        refused = False

        def __getattr__(self, name):
            return getattr(stores.stories, name)

        async def open_story(self, story):
            if not self.refused:
                self.refused = True
                message = "database is locked"
                raise StoreError(message)
            await stores.stories.open_story(story)

    analyst = an_analyst(dataclasses.replace(stores, stories=FailingStories()))
    await stores.articles.add(ACCUSING.article, ACCUSING.revision)
    with pytest.raises(StoreError):
        await analyst.analyse_due(NOON)
    await analyst.analyse_due(NOON)
    (story,) = await stores.stories.recent(10)
    assert story.article_ids == (ACCUSING.article.id,)


async def test_statements_point_into_the_revision_they_were_read_from(stores, analyst):
    await stores.articles.add(ACCUSING.article, ACCUSING.revision)
    await analyst.analyse_due(NOON)
    said = await stores.articles.statements([ACCUSING.revision.id])
    assert any("dumped 400 barrels" in one.content.slice(ACCUSING.revision) for one in said)
    assert any(one.cue.slice(ACCUSING.revision) == "alleges" for one in said)
