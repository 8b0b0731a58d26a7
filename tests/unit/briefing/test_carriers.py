"""Copies fold where articles are counted, and every outlet that ran one stays named."""

from datetime import timedelta

from bot.briefing.carriers import carriers
from bot.briefing.explain import ROW_OUTLETS, explain_story
from bot.briefing.material import StoryMaterial
from bot.briefing.rank import Standpoint, reasons, weight
from bot.domain.document import Listing
from tests.builders.articles import NOON, stored, story

TEXT = "Crews searched the river at Orlesk until dark after the Kestrel bridge fell, the fire brigade of the town said."
OWN = "Our reporter met the families of those who crossed the water every morning and never came home again."


def ran(outlet, body):
    return stored(outlet, body, publisher=outlet, family=outlet)


def material(*articles):
    return StoryMaterial(story=story("bridge", *articles), articles=articles)


def rows(of):
    document = explain_story(of, [], hidden=0, min_confidence=0.5, now=NOON)
    return next(block for block in document.blocks if isinstance(block, Listing)).rows


COPIED = (ran("North", TEXT), ran("South", f"{TEXT} More follows."), ran("East", OWN))


def test_copies_count_once_and_their_outlets_are_named():
    found = carriers(COPIED)
    assert (found.families, found.texts, found.shared) == (2, 2, (("North", "South"),))


def test_an_outlet_that_ran_its_text_twice_shares_it_with_nobody():
    again = stored("again", TEXT, publisher="North", family="North")
    found = carriers((COPIED[0], again))
    assert (found.families, found.texts, found.shared) == (1, 1, ())


def test_a_copy_adds_nothing_to_the_rank_of_a_story_and_a_text_of_its_own_does():
    once, twice, apart = COPIED[:1], COPIED[:2], (COPIED[0], COPIED[2])
    at = Standpoint(now=NOON + timedelta(hours=1))
    alone, copied, own = (weight(reasons(material(*each), at)) for each in (once, twice, apart))
    assert alone == copied < own


def test_why_names_every_outlet_of_a_shared_text():
    assert ("carried by", "3 articles, 2 independent publishers") in rows(material(*COPIED))
    assert ("counted once", "the same text in North, South") in rows(material(*COPIED))
    outlets = [f"Outlet {number}" for number in range(ROW_OUTLETS + 2)]
    told = [text for code, text in rows(material(*(ran(outlet, TEXT) for outlet in outlets))) if code == "counted once"]
    assert [
        *told[0].removeprefix("the same text in ").split(", "),
        *told[1].removeprefix("and in ").split(", "),
    ] == outlets


def test_texts_of_their_own_have_no_such_row():
    assert "counted once" not in dict(rows(material(COPIED[0], COPIED[2])))
