"""Invariants 1 and 2 at the last gate: what is not verbatim is refused, a dispute goes whole."""

from __future__ import annotations

import dataclasses

import pytest

from bot.briefing.cards import dispute_card
from bot.briefing.ground import check, faults, ground
from bot.briefing.material import StoryMaterial
from bot.domain.article import Part
from bot.domain.document import Document, Prose, quote
from bot.errors import GroundingError
from tests.builders.articles import dispute, evidence_card, mention, stored, story

CLAIM = "The union says the harbour hid the report."
DENIAL = "The harbour denies it."
ARTICLE = stored("bridge", f"{CLAIM} {DENIAL} Trams ran late.")
REVISIONS = {ARTICLE.revision.id: ARTICLE.revision}


def a_line():
    return quote(ARTICLE, part=Part.BODY, start=0, end=len(CLAIM))


def a_card():
    flagged = dispute("one", mention(ARTICLE, CLAIM, "the union"), mention(ARTICLE, DENIAL, "the harbour"))
    return dispute_card(flagged, StoryMaterial(story=story("bridge", ARTICLE), articles=(ARTICLE,)), lines=1)


def test_a_verbatim_line_passes():
    check(a_line(), REVISIONS)
    assert faults(Document(title="t", blocks=(a_card(),)), REVISIONS) == []


@pytest.mark.parametrize("change", [str.upper, lambda text: text.replace("hid", "has"), lambda text: text[::-1]])
def test_a_line_with_other_words_is_refused(change):
    """The twin of invariant 1: any change of the words is seen."""
    forged = dataclasses.replace(a_line(), text=change(a_line().text))
    with pytest.raises(GroundingError, match="reads"):
        check(forged, REVISIONS)


def test_a_line_of_another_length_cannot_even_be_built():
    with pytest.raises(GroundingError, match="cites a span"):
        dataclasses.replace(a_line(), text="short")


def test_a_line_from_an_unknown_revision_is_refused():
    with pytest.raises(GroundingError, match="no stored revision"):
        check(a_line(), {})


def test_a_line_that_cites_another_article_is_refused():
    citation = dataclasses.replace(a_line().citation, article_id="art_other")
    with pytest.raises(GroundingError, match="belongs to"):
        check(dataclasses.replace(a_line(), citation=citation), REVISIONS)


def test_a_dispute_with_one_forged_side_goes_whole():
    card = a_card()
    forged_line = dataclasses.replace(card.sides[1].lines[0], text="The harbour admits it."[: len(DENIAL)])
    forged_side = dataclasses.replace(card.sides[1], lines=(forged_line,))
    forged = dataclasses.replace(card, sides=(card.sides[0], forged_side))
    document, refused = ground(Document(title="t", blocks=(Prose(text="kept"), forged)), REVISIONS)
    assert document.blocks == (Prose(text="kept"),)
    assert len(refused) == 1


def test_a_dispute_card_with_one_side_cannot_be_built():
    """The twin of invariant 2."""
    card = a_card()
    with pytest.raises(GroundingError, match="two sides"):
        dataclasses.replace(card, sides=card.sides[:1])
    with pytest.raises(GroundingError, match="at least one line"):
        dataclasses.replace(card.sides[0], lines=())


def an_evidence_card():
    return evidence_card(a_line(), 10, 14, role="makes the claim", label="Allegation", speaker="the union")


def test_words_of_evidence_are_held_against_the_article_too():
    card = an_evidence_card()
    ((role, word),) = card.words
    assert faults(Document(title="t", blocks=(card,)), REVISIONS) == []
    forged = dataclasses.replace(card, words=((role, dataclasses.replace(word, text="lies")),))
    assert len(faults(Document(title="t", blocks=(forged,)), REVISIONS)) == 1


def test_evidence_outside_its_sentence_cannot_be_built():
    """The twin of evidence that lies within its side."""
    denial = quote(ARTICLE, part=Part.BODY, start=len(CLAIM) + 1, end=len(CLAIM) + 1 + len(DENIAL))
    with pytest.raises(GroundingError, match="no part of"):
        dataclasses.replace(an_evidence_card(), line=denial)
    title = quote(ARTICLE, part=Part.TITLE, start=0, end=1)
    with pytest.raises(GroundingError, match="no part of"):
        dataclasses.replace(an_evidence_card(), words=(("fired the rule", title),))
