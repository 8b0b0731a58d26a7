"""Why: the rule, the words, how sure; and for a story where it stands. All people and places are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.briefing.answers import Answers
from bot.briefing.explain import sureness
from bot.briefing.explainer import Explainer
from bot.claims.rulebook.rules import RULES
from bot.domain.article import Part, Span
from bot.domain.audience import Audience, Place, Platform
from bot.domain.claim import DisputeKind, EvidenceRole, EvidenceSpan, Status, StatusChange
from bot.domain.document import DisputeCard, EvidenceCard, Heading, Listing, Prose
from bot.domain.stores import SaveDispute
from bot.store.memory import memory_stores
from tests.builders.articles import NOON, dispute, mention, stored, story
from tests.builders.briefers import briefer_of, gatherer_of

CLAIM = "The union says the harbour hid the report."
DENIAL = "The harbour denies it."
BOTH = stored("one", f"{CLAIM} {DENIAL}", topics=("Harbour",))
TERNS = stored("terns", "Birds were counted on the pier.", title="Seabird count")


def words(text, role):
    start = BOTH.revision.body.index(text)
    span = Span(revision_id=BOTH.revision.id, part=Part.BODY, start=start, end=start + len(text))
    return EvidenceSpan(role=role, span=span)


def flagged(**changes):
    found = dispute("one", mention(BOTH, CLAIM, "the union"), mention(BOTH, DENIAL, "the harbour"))
    evidence = (words("denies", EvidenceRole.CUE), words("says", EvidenceRole.CLAIM))
    pair = replace(found.pairs[0], rule="deny.anaphor", confidence=0.7, evidence=evidence)
    return replace(found, pairs=(replace(pair, **changes),))


def audience(name="Desk", **more):
    place = Place(platform=Platform.SLACK, workspace_id="T1", channel_id="C1")
    return Audience(
        id=f"aud_{name}", place=place, name=name, schedule="daily 08:00", zone="UTC", schedule_since_at=NOON, **more
    )


async def explainer(*disputes, min_confidence=0.5):
    """Return an explainer over a store of two stories: the bridge with its disputes, and the terns."""
    stores = memory_stores()
    for one, name, at in ((BOTH, "bridge", NOON), (TERNS, "terns", NOON - timedelta(hours=30))):
        await stores.articles.add(one.article, one.revision)
        await stores.stories.open_story(story(name, one, updated_at=at))
    await stores.disputes.apply([SaveDispute(dispute=each) for each in disputes])
    gatherer = gatherer_of(stores, min_confidence=min_confidence)
    briefer = briefer_of(stores, gatherer)
    return Explainer(stories=stores.stories, disputes=stores.disputes, gatherer=gatherer, briefer=briefer)


async def why(explaining, wanted, *audiences, now=NOON):
    return await explaining.explain(wanted, audiences=audiences, zone="UTC", now=now)


def rows(document):
    return {code: text for block in document.blocks if isinstance(block, Listing) for code, text in block.rows}


def prose(document):
    return " ".join(block.text for block in document.blocks if isinstance(block, Prose))


async def test_who_confirmed_is_named_with_their_words_and_link():
    court = stored("court", "The county court found that the harbour had hidden the report.", publisher="Quayside")
    asked = flagged()
    said = mention(court, court.revision.body, "county court")
    confirmed = replace(
        asked.pairs[0], response=said, kinds=(DisputeKind.CONFIRMATION,), rule="side.confirm.body", evidence=()
    )
    explaining = await explainer(replace(asked, pairs=(*asked.pairs, confirmed), status=Status.CONFIRMED))
    await explaining.gatherer.articles.add(court.article, court.revision)
    document = await why(explaining, "dsp_one")
    assert "status confirmed by county court." in prose(document)
    at = document.blocks.index(Heading(text="Confirmed in these words"))
    card = document.blocks[at + 1]
    assert card.heads == (("Confirmation", "county court"),)
    assert (card.line.text, card.line.citation.link) == (court.revision.body, court.article.link)


async def test_where_nobody_confirmed_nobody_is_named():
    document = await why(await explainer(flagged()), "dsp_one")
    assert "status denied." in prose(document)
    assert Heading(text="Confirmed in these words") not in document.blocks


async def test_a_dispute_tells_its_rule_its_words_and_how_sure_it_is():
    document = await why(await explainer(flagged()), "dsp_one")
    rule = RULES["deny.anaphor"]
    assert Heading(text="Rule deny.anaphor: sure, confidence 0.70") in document.blocks
    told = rows(document)
    assert (told["looks for"], told["for example"]) == (rule.pattern, rule.example)
    assert (told["measured"], told["will not match"]) == (rule.record, rule.not_matched)
    claim, response = [block for block in document.blocks if isinstance(block, EvidenceCard)]
    assert (claim.heads, claim.line.text) == ((("Allegation", "the union"),), CLAIM)
    assert [(role, word.text) for role, word in claim.words] == [("makes the claim", "says")]
    assert (response.heads, response.line.text) == ((("Denial", "the harbour"),), DENIAL)
    assert [(role, word.text) for role, word in response.words] == [("fired the rule", "denies")]
    assert response.line.citation.link == BOTH.article.link


async def test_one_sentence_that_holds_both_sides_is_quoted_once():
    both = mention(BOTH, CLAIM, None)
    found = flagged(claim=both, response=both, evidence=(words("says", EvidenceRole.CUE),))
    document = await why(await explainer(found), "dsp_one")
    (card,) = [block for block in document.blocks if isinstance(block, EvidenceCard)]
    assert card.heads == (("Allegation", None), ("Denial", None))


async def test_a_dispute_below_the_threshold_says_that_it_is_not_shown():
    explaining = await explainer(flagged(), min_confidence=0.8)
    assert "confidence 0.70 is below 0.80" in prose(await why(explaining, "dsp_one"))
    assert rows(await why(explaining, "sto_bridge"))["disputes"] == (
        "0 disputed claims shown, 1 less sure than 0.80 and not shown"
    )
    assert "below" not in prose(await why(await explainer(flagged()), "dsp_one"))


async def test_a_pair_stored_without_evidence_and_a_rule_of_an_earlier_version_are_told_as_such():
    document = await why(await explainer(flagged(rule="gone.rule", evidence=())), "dsp_one")
    assert "earlier version" in rows(document)["rule"]
    assert [block.words for block in document.blocks if isinstance(block, EvidenceCard)] == [(), ()]


async def test_who_confirmed_stands_in_the_history():
    found = flagged()
    change = StatusChange(at=NOON, status="confirmed", evidence=None, note="confirm.body", by=("Tribunal",))
    told = rows(await why(await explainer(replace(found, history=(change,))), "dsp_one"))
    assert "confirmed by Tribunal: confirm.body" in told.values()


async def test_a_retired_dispute_still_says_why_it_was_flagged():
    document = await why(await explainer(replace(flagged(), live=False)), "dsp_one")
    assert "no longer found" in prose(document)
    assert [action.command for action in document.actions] == ["story sto_bridge"]


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        (audience(), "in it: everything is followed, rank 1 of 1; 5 are shown"),
        (audience(topics=("Harbour",)), "in it: on Harbour, rank 1 of 1; 5 are shown"),
        (audience(topics=("Opera", "Chess")), "not in it: no article of the story is on Opera, Chess"),
        (audience(paused=True), "none: this audience is paused"),
        (
            audience(delivered_until_at=NOON + timedelta(hours=1)),
            "not in it: no news since Tue 3 March 2026, 13:00 (UTC), where its window begins",
        ),
    ],
)
async def test_a_story_tells_the_one_reason_that_decides(reader, told):
    now = NOON + timedelta(hours=2)
    document = await why(await explainer(flagged()), "sto_bridge", reader, now=now)
    assert rows(document)["next briefing"] == told
    assert rows(document)["last briefing"] == "none has been made yet"


async def test_a_story_that_others_outrank_says_its_rank():
    explaining = await explainer(flagged())
    reader = audience(delivered_until_at=NOON - timedelta(days=3), length=1)
    assert rows(await why(explaining, "sto_bridge", reader))["next briefing"].startswith("in it")
    terns = await why(explaining, "sto_terns", reader)
    assert rows(terns)["next briefing"] == "not in it: everything is followed, rank 2 of 2; 1 are shown"
    assert rows(terns)["last news"] == "30 hours ago"


async def test_a_story_of_the_last_briefing_says_its_place():
    explaining = await explainer(flagged())
    reader = audience()
    made = await explaining.briefer.make(reader, topics=(), start=None, slot_at=None, now=NOON)
    await explaining.briefer.deliveries.remember(made, [], None)
    document = await why(explaining, "sto_terns", reader)
    assert rows(document)["last briefing"] == "number 2 of 2 (Tue 3 March 2026, 12:00 (UTC))"
    assert document.title == "Why sto_terns is in the briefing"


async def test_an_id_of_nothing_has_no_explanation():
    assert await why(await explainer(), "dsp_nothing") is None


def test_confidence_is_told_in_words_and_number():
    told = [sureness(confidence) for confidence in (0.2, 0.5, 0.65, 0.8)]
    assert told == [
        "doubtful, confidence 0.20",
        "fairly sure, confidence 0.50",
        "sure, confidence 0.65",
        "very sure, confidence 0.80",
    ]


@pytest.mark.parametrize(("least", "shown"), [(0.6, 1), (0.8, 0)])
async def test_the_operators_threshold_holds_in_briefing_thread_and_answers(least, shown):
    explaining = await explainer(flagged(), min_confidence=least)
    briefer = explaining.briefer
    answers = Answers(
        stories=explaining.stories, disputes=explaining.disputes, gatherer=explaining.gatherer, briefer=briefer
    )
    briefing = await briefer.make(audience(), topics=(), start=None, slot_at=None, now=NOON)
    for blocks in (briefing.overview.blocks, [block for one in briefing.details for block in one.blocks]):
        assert sum(isinstance(block, DisputeCard) for block in blocks) == shown
    assert len(await answers.dispute_cards(topic=None, limit=5)) == shown
    assert (await answers.dispute("dsp_one") is not None) == bool(shown)
    story_told = await answers.story("sto_bridge")
    assert sum(isinstance(block, DisputeCard) for block in story_told.blocks) == shown
