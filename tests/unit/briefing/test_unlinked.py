"""Rule 10: a denial whose claim was not found is listed, whole and alone."""

from __future__ import annotations

import dataclasses

from bot.briefing.compose import detail
from bot.briefing.material import StoryMaterial
from bot.briefing.unlinked import unlinked_denials
from bot.domain.article import Part, Span
from bot.domain.claim import Polarity, Statement
from bot.domain.document import UnansweredCard
from tests.builders.articles import dispute, mention, stored, story

BODY = "Trams ran late. Oda Varn denied that she had met him. The market opens at nine."
DENIAL = "Oda Varn denied that she had met him."
ARTICLE = stored("one", BODY)


def said(polarity=Polarity.DENIES, words="that she had met him"):
    def span(text):
        start = BODY.index(text)
        return Span(revision_id=ARTICLE.revision.id, part=Part.BODY, start=start, end=start + len(text))

    return Statement(
        id="stm_1", source=span("Oda Varn"), cue=span("denied"), content=span(words), speaker="Oda Varn",
        polarity=polarity, hedged=False, rule="indirect",
    )  # fmt: skip


def test_a_denial_in_no_dispute_is_its_whole_sentence_once():
    (found,) = unlinked_denials([ARTICLE], [said(), said(words="she had met him")], [])
    assert (found.line.text, found.speaker) == (DENIAL, "Oda Varn")


def test_a_denial_that_stands_in_a_dispute_is_not_listed_again():
    flagged = dispute("one", mention(ARTICLE, "Trams ran late.", None), mention(ARTICLE, DENIAL, "Oda Varn"))
    assert unlinked_denials([ARTICLE], [said()], [flagged]) == []


def test_what_is_no_denial_or_of_an_older_revision_is_not_listed():
    older = dataclasses.replace(ARTICLE, revision=dataclasses.replace(ARTICLE.revision, id="rev_other"))
    assert unlinked_denials([ARTICLE], [said(Polarity.DID_NOT_DENY), said(Polarity.ASSERTS)], []) == []
    assert unlinked_denials([older], [said()], []) == []


def test_the_detail_says_in_how_many_articles_the_claim_was_not_found():
    found = unlinked_denials([ARTICLE], [said()], [])
    material = StoryMaterial(story=story("one", ARTICLE), articles=(ARTICLE,), unlinked=tuple(found))
    (card,) = [block for block in detail(material).blocks if isinstance(block, UnansweredCard)]
    assert card.note == "Denial; the claim it answers was not found in 1 article read"
