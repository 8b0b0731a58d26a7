"""What may happen to a dispute while its story goes on, and what stays: one test for each way."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.claims.history.reconcile import (
    CLAIM_FIRST_SEEN,
    MERGED_HERE,
    MERGED_INTO,
    NO_LONGER_SAID,
    SPLIT_FROM,
    Evidence,
    reconcile,
)
from bot.domain.claim import Dispute, DisputeKind, Mention, Pair, Status
from bot.domain.stores import RetireDispute, SaveDispute
from bot.store.rules import added_history, retired
from tests.builders.pairs import Texts, pair

DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINES = "Vestria says that Orlandia has mined the strait near Sorn."
DENIES = "Orlandia denies these claims."
SHELLS = "Vestria says that Orlandia has shelled the lighthouse of Merrin."
NO_SHELLS = "Orlandia called the report about the lighthouse false."


class Desk:
    """Disputes kept as a store keeps them, with its own check on histories."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.stored: dict[str, Dispute] = {}
        self.numbers = itertools.count(1)
        self.day = 0

    def find(self, *groups: Sequence[Pair], read: set[str] | None = None) -> list[str]:
        """Reconcile with what is found on the next day; return the ids of live disputes."""
        self.day += 1
        intents = reconcile(
            list(self.stored.values()),
            groups,
            story_id="sto_1",
            now=DAY + timedelta(days=self.day),
            mint=lambda: f"dsp_{next(self.numbers)}",
            evidence=Evidence(read=read, quote=self.texts.quote, holds=self.texts.holds, seen_at=self.seen_at),
        )
        for intent in intents:
            match intent:
                case SaveDispute(dispute=given):
                    former = self.stored.get(given.id)
                    added_history(former.history if former else (), given.history, given.id)
                    self.stored[given.id] = given
                case RetireDispute():
                    self.stored[intent.dispute_id] = retired(self.stored[intent.dispute_id], intent)
        return [one.id for one in self.stored.values() if one.live and one.merged_into is None]

    def seen_at(self, mention: Mention) -> datetime:
        """An article named for a day was first held on it; others on the first."""
        return DAY + timedelta(days=2 if mention.article_id == "later" else 1)

    def notes(self, dispute_id: str) -> list[str]:
        return [line.note for line in self.stored[dispute_id].history]


@pytest.fixture
def texts() -> Texts:
    return Texts(
        lantern=f"{MINES} The strait is narrow. {DENIES}",
        courier=f"{SHELLS} It still burns. {NO_SHELLS}",
        later="Orlandia has mined the strait near Sorn, Vestria alleged. Orlandia said that it had mined no strait.",
    )


@pytest.fixture
def desk(texts: Texts) -> Desk:
    return Desk(texts)


def mines(texts: Texts, revision: str = "lantern@1", claim: str = MINES, answer: str = DENIES) -> Pair:
    return pair(texts.mention(revision, claim, "Vestria"), texts.mention(revision, answer, "Orlandia"))


def shells(texts: Texts, revision: str = "courier@1") -> Pair:
    return pair(
        texts.mention(revision, SHELLS, "Vestria"), texts.mention(revision, NO_SHELLS, "Orlandia"), confidence=0.7
    )


def elsewhere(texts: Texts) -> Pair:
    """The same two voices about the same thing in other words of another outlet."""
    claim = texts.mention("later@1", "Orlandia has mined the strait near Sorn, Vestria alleged.", "Vestria")
    return pair(
        claim, texts.mention("later@1", "Orlandia said that it had mined no strait.", "Orlandia"), confidence=0.9
    )


def test_a_third_outlet_tells_it_best(desk, texts):
    """The rules show another pair from now on, and the first one no more."""
    desk.find([mines(texts)])
    assert desk.find([elsewhere(texts)]) == ["dsp_1"]


def test_the_answer_is_linked_to_a_claim_in_another_outlet_by_another_name(desk, texts):
    desk.find([mines(texts)])
    relinked = replace(mines(texts), claim=replace(elsewhere(texts).claim, speaker="Vestrian navy"))
    assert desk.find([relinked]) == ["dsp_1"]


def test_a_fuller_name_of_a_voice_is_the_same_voice(desk, texts):
    desk.find([mines(texts)])
    named = mines(texts)
    fuller = replace(named, claim=replace(named.claim, speaker="Republic of Vestria"))
    assert desk.find([fuller]) == ["dsp_1"]


def test_two_accusations_between_the_same_two_stay_apart(desk, texts):
    """The denial has the same words, the accusation only the names in common."""
    desk.find([mines(texts)])
    formula = texts.edit("courier", f"{SHELLS} {DENIES}")
    other = mines(texts, formula, SHELLS)
    assert desk.find([other]) == ["dsp_2"]


def test_an_edited_claim_keeps_the_dispute(desk, texts):
    desk.find([mines(texts)])
    words = "Vestria's government says that Orlandian ships have mined the whole strait."
    edited = texts.edit("lantern", f"{words} The strait is narrow. {DENIES}")
    assert desk.find([mines(texts, edited, words)]) == ["dsp_1"]


def test_an_edited_answer_keeps_the_dispute(desk, texts):
    desk.find([mines(texts)])
    words = "Orlandia's foreign office called that a fairy tale on Monday."
    edited = texts.edit("lantern", f"{MINES} The strait is narrow. {words}")
    assert desk.find([mines(texts, edited, MINES, words)]) == ["dsp_1"]


def test_a_copy_of_the_article_takes_over_when_the_first_is_withdrawn(desk, texts):
    desk.find([mines(texts)])
    texts.edit("lantern", "Withdrawn.")
    copied = texts.edit("post", f"{MINES} {DENIES}")
    assert desk.find([mines(texts, copied)]) == ["dsp_1"]


def test_two_that_grow_into_one_become_the_elder_and_the_younger_redirects(desk, texts):
    desk.find([mines(texts)])
    desk.find([mines(texts)], [shells(texts)])
    assert desk.find([mines(texts), shells(texts)]) == ["dsp_1"]
    younger = desk.stored["dsp_2"]
    assert (younger.merged_into, younger.live) == ("dsp_1", False)
    assert desk.notes("dsp_2")[-1] == f"{MERGED_INTO} dsp_1"
    assert desk.notes("dsp_1")[-1] == f"{MERGED_HERE} dsp_2"
    assert desk.find([mines(texts), shells(texts)]) == ["dsp_1"]


def test_a_merged_dispute_that_is_found_apart_takes_its_id_up_again(desk, texts):
    """Rules that waver between one dispute and two use up no ids."""
    for _ in range(3):
        desk.find([mines(texts)], [shells(texts)])
        assert desk.find([mines(texts), shells(texts)]) == ["dsp_1"]
    assert desk.find([shells(texts)], [mines(texts)]) == ["dsp_1", "dsp_2"]
    assert desk.stored["dsp_2"].pairs == (shells(texts),)
    assert desk.notes("dsp_2")[-1] == f"{SPLIT_FROM} dsp_1"
    assert next(desk.numbers) == 3


def test_what_people_merged_stays_merged(desk, texts):
    desk.find([mines(texts)], [shells(texts)])
    second = desk.stored["dsp_2"]
    line = replace(second.history[-1], note="merged by an editor")
    desk.stored["dsp_2"] = replace(second, merged_into="dsp_1", live=False, history=(*second.history, line))
    assert desk.find([mines(texts)], [shells(texts)]) == ["dsp_1", "dsp_3"]


def test_one_that_splits_keeps_its_id_for_one_part_and_says_where_the_other_came_from(desk, texts):
    desk.find([mines(texts), shells(texts)])
    assert desk.find([shells(texts)], [mines(texts)]) == ["dsp_1", "dsp_2"]
    assert desk.stored["dsp_1"].pairs == (mines(texts),)
    assert desk.notes("dsp_2") == [f"{SPLIT_FROM} dsp_1"]


def test_an_end_of_one_claim_is_no_merger_with_another_one_denied_in_the_same_sentence(desk, texts):
    both = texts.edit("courier", f"{MINES} {SHELLS} {DENIES}")
    desk.find([mines(texts, both)], [mines(texts, both, SHELLS)])
    assert desk.find([mines(texts, both)]) == ["dsp_1"]
    assert (desk.stored["dsp_2"].live, desk.stored["dsp_2"].merged_into) == (False, None)


def test_what_was_not_read_is_not_gone(desk, texts):
    """A long story is read by its newest articles."""
    desk.find([mines(texts)], [shells(texts)])
    before = dict(desk.stored)
    assert desk.find(read={"later"}) == ["dsp_1", "dsp_2"]
    assert desk.stored == before


def test_pairs_of_articles_that_were_not_read_stay_beside_new_ones(desk, texts):
    desk.find([mines(texts)])
    assert desk.find([elsewhere(texts)], read={"later"}) == ["dsp_1"]
    assert desk.stored["dsp_1"].pairs == (elsewhere(texts), mines(texts))


def test_a_claim_held_a_day_before_its_answer_opens_the_history(desk, texts):
    late = pair(texts.mention("lantern@1", MINES, "Vestria"), elsewhere(texts).response)
    desk.day = 1
    desk.find([late])
    first, second = desk.stored["dsp_1"].history
    assert (first.status, first.note, first.evidence) == (Status.ALLEGED, CLAIM_FIRST_SEEN, late.claim.span)
    assert (second.status, second.evidence) == (Status.DENIED, late.response.span)
    assert first.at < second.at


def test_a_claim_that_comes_with_its_answer_has_no_line_of_its_own(desk, texts):
    desk.find([mines(texts)])
    assert [line.status for line in desk.stored["dsp_1"].history] == [Status.DENIED]


def test_words_edited_out_of_one_of_several_articles_are_told_in_the_history(desk, texts):
    desk.find([elsewhere(texts), mines(texts)])
    texts.edit("lantern", "The strait is narrow.")
    desk.find([elsewhere(texts)])
    gone = [line for line in desk.stored["dsp_1"].history if line.note == NO_LONGER_SAID]
    assert [texts.quote(line.evidence) for line in gone] == [MINES, DENIES]
    desk.find([elsewhere(texts)])
    assert desk.notes("dsp_1").count(NO_LONGER_SAID) == 2


def test_words_that_stand_but_are_shown_no_more_are_not_said_to_be_gone(desk, texts):
    desk.find([elsewhere(texts), mines(texts)])
    desk.find([elsewhere(texts)])
    assert NO_LONGER_SAID not in desk.notes("dsp_1")


def test_a_rule_that_is_a_little_surer_is_no_news(desk, texts):
    desk.find([mines(texts)])
    before = desk.stored["dsp_1"].updated_at
    desk.find([replace(mines(texts), confidence=0.81)])
    assert desk.stored["dsp_1"].updated_at == before
    assert desk.stored["dsp_1"].pairs[0].confidence == 0.81


def test_who_confirms_besides_is_a_line_of_its_own(desk, texts):
    found = texts.edit("board", "Inspectors found that the strait was mined. The court ruled so too.")

    def confirmed(words: str, who: str) -> Pair:
        return pair(mines(texts).claim, texts.mention(found, words, who), DisputeKind.CONFIRMATION, rule="confirm.body")

    one = confirmed("Inspectors found that the strait was mined.", "inspectors")
    other = confirmed("The court ruled so too.", "court")
    desk.find([mines(texts)])
    desk.find([mines(texts), one])
    desk.find([mines(texts), one, other])
    desk.find([mines(texts), one, other])
    assert [(line.status, line.by) for line in desk.stored["dsp_1"].history] == [
        (Status.DENIED, ()),
        (Status.CONFIRMED, ("inspectors",)),
        (Status.CONFIRMED, ("court", "inspectors")),
    ]
    assert desk.stored["dsp_1"].history[-1].evidence == other.response.span
