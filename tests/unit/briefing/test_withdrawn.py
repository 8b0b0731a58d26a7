"""No summary quotes what its outlet set right in another article. All people and places are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.withdrawn import withdrawn
from bot.domain.claim import DisputeKind, Status
from bot.domain.stores import SaveDispute
from bot.store.memory import memory_stores
from tests.builders.articles import dispute, mention, stored, story
from tests.builders.briefers import gatherer_of

REPORT = "The ferry line Merle received 14.2 million crowns of public subsidy last year, the county accounts show."
MORE = "Two of its four vessels on the route to the outer islands are more than 35 years old, the owner said."
TOLD = "An article published on Monday said the ferry line Merle received 14.2 million crowns of public subsidy."
RIGHT = "That was wrong: it received 4.2 million."
NEXT = "The county transport committee will discuss the renewal of the contract for the ferries on 12 March."

CORRECTION = stored("right", f"{TOLD} {RIGHT} {NEXT}", title="Correction: subsidy")


def corrected(*, by="Harbour Post", kind=DisputeKind.CORRECTION, status=Status.CORRECTED):
    found = dispute("ferry", mention(CORRECTION, TOLD, None), mention(CORRECTION, RIGHT, by), kind=kind)
    return replace(found, status=status)


def quoted(articles, flag):
    places = withdrawn(articles, [CORRECTION, *articles], [flag])
    return [articles[number].revision.body[start:end] for number, start, end in places]


def test_an_article_that_begins_with_what_was_set_right_is_not_quoted_at_all():
    first = stored("first", f"{REPORT} {MORE}")
    assert quoted([first, CORRECTION], corrected()) == [first.revision.body]
    assert quoted([first, CORRECTION], corrected(by=None)) == [first.revision.body]
    titled = stored("titled", MORE, title="Merle received 14.2 million crowns of subsidy")
    assert quoted([titled, CORRECTION], corrected()) == [MORE]


def test_of_an_article_that_says_it_further_down_only_the_sentence_is_left_out():
    further = stored("further", f"{MORE} {REPORT}")
    assert quoted([further, CORRECTION], corrected()) == [REPORT]


@pytest.mark.parametrize(
    "flag",
    [
        corrected(by="Ada Merle"),  # her own words, not the outlet's
        corrected(kind=DisputeKind.DENIAL, status=Status.DENIED),
        corrected(kind=DisputeKind.DENIAL),
    ],
)
def test_what_others_deny_or_take_back_may_be_quoted(flag):
    assert quoted([stored("first", f"{REPORT} {MORE}"), CORRECTION], flag) == []


def test_other_outlets_and_other_matters_are_quoted_and_so_is_the_correction():
    other = stored("other", REPORT, publisher="Quayside")
    beside = stored("beside", MORE)
    empty = stored("empty", "")
    assert quoted([other, beside, empty, CORRECTION], corrected()) == []


async def test_a_summary_quotes_what_stands():
    stores = memory_stores()
    first = stored("first", f"{REPORT} {MORE}")
    for one in (first, CORRECTION):
        await stores.articles.add(one.article, one.revision)
    await stores.stories.open_story(story("bridge", first, CORRECTION))
    await stores.disputes.apply([SaveDispute(dispute=corrected())])
    gatherer = gatherer_of(stores)
    (material,) = await gatherer.gather(await stores.stories.recent(1))
    summarized = await gatherer.summarized(material)
    assert [line.text for line in summarized.lead] == [NEXT]
