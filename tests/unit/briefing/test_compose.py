"""What a briefing says: choice, cards, honest quiet and honest broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.briefing.cards import CLAIM_LABELS, DENIED_ONLY_LABEL, RESPONSE_LABELS, dispute_card, headline, story_card
from bot.briefing.compose import detail, overview
from bot.briefing.material import Occasion, SourceHealth, StoryMaterial
from bot.briefing.rank import Standpoint
from bot.briefing.select import Selection, select
from bot.briefing.topical import matches
from bot.domain.claim import DisputeKind, Status
from bot.domain.document import DisputeCard, Prose, StoryCard, lines_of
from tests.builders.articles import NOON, dispute, mention, stored, story

CLAIM = "The union says the harbour hid the report."
DENIAL = "The harbour denies it."


def occasion(topics=(), start=None):
    return Occasion(title="Morning", zone="Europe/Berlin", topics=topics, length=5, window_start_at=start, now=NOON)


def bridge():
    one = stored("one", f"{CLAIM} Trams ran late.", title="Union accuses harbour over bridge report")
    two = stored(
        "two",
        f"{DENIAL} A review follows.",
        title="Harbour denies hiding bridge report",
        family="lantern",
        publisher="The Lantern",
    )
    flagged = dispute("one", mention(one, CLAIM, "the union"), mention(two, DENIAL, "the harbour"))
    return StoryMaterial(story=story("bridge", one, two), articles=(one, two), disputes=(flagged,))


def quiet(name, **more):
    article = stored(name, "Birds were counted.", title=f"Count of {name}", **more)
    return StoryMaterial(story=story(name, article), articles=(article,))


def prose(document):
    return " ".join(block.text for block in document.blocks if isinstance(block, Prose))


def test_a_story_of_two_independent_publishers_comes_before_a_single_one():
    chosen = select([quiet("terns"), bridge()], topics=(), length=1, standpoint=Standpoint(now=NOON))
    assert [material.story.id for material in chosen.chosen] == ["sto_bridge"]
    assert chosen.left_out == 1


def test_an_old_story_falls_behind_a_fresh_one():
    old = StoryMaterial(story=story("old", updated_at=NOON - timedelta(days=5)), articles=quiet("old").articles)
    assert (
        select([old, quiet("new")], topics=(), length=2, standpoint=Standpoint(now=NOON)).chosen[0].story.id
        == "sto_new"
    )


def test_topics_match_labels_publishers_and_whole_words():
    one = stored("terns", "Kittiwakes nest on the cliff.", title="Seabird count", topics=("Nature",))
    assert matches("nature", one)
    assert matches("harbour post", one)
    assert matches("seabird  count", one)
    assert not matches("seabird counts", one)
    assert not matches("kit", one)


def test_each_side_keeps_its_own_speaker_publisher_and_count():
    card = dispute_card(bridge().disputes[0], bridge(), lines=1)
    assert [(side.label, side.speaker, side.families) for side in card.sides] == [
        ("Allegation", "the union", 1),
        ("Denial", "the harbour", 1),
    ]
    assert [line.text for side in card.sides for line in side.lines] == [CLAIM, DENIAL]
    assert card.sides[1].lines[0].citation.publisher == "The Lantern"


def test_figures_carry_the_same_label_on_both_sides():
    one = stored("one", "Police counted 40 boats. The union counted 90 boats.")
    flagged = dispute(
        "f",
        mention(one, "Police counted 40 boats.", "Police"),
        mention(one, "The union counted 90 boats.", "union"),
        kind=DisputeKind.FIGURES,
    )
    card = dispute_card(flagged, StoryMaterial(story=story("bridge", one), articles=(one,)), lines=1)
    assert {side.label for side in card.sides} == {"Figure"}


def test_what_sets_right_in_a_few_words_is_shown_with_what_is_right():
    one = stored("one", "An article said that 40 boats sank. That was wrong. Four boats sank.\nThat is all. More news.")

    def lines(words, kind=DisputeKind.CORRECTION):
        flagged = dispute(
            "w", mention(one, "An article said that 40 boats sank.", None), mention(one, words, "Post"), kind=kind
        )
        card = dispute_card(flagged, StoryMaterial(story=story("bridge", one), articles=(one,)), lines=1)
        return card.sides[1].lines[0].text

    assert lines("That was wrong.") == "That was wrong. Four boats sank."
    assert lines("That was wrong.", DisputeKind.DENIAL) == "That was wrong."
    assert lines("Four boats sank.") == "Four boats sank."  # the next sentence opens another paragraph
    assert lines("That was wrong. Four boats sank.") == "That was wrong. Four boats sank."


def test_a_report_that_its_outlet_set_right_does_not_head_the_story():
    wrong = stored("wrong", "Line took 14 crowns. The line sails daily.", title="Line took 14 crowns")
    right = stored("right", "The line took four crowns, not 14.", title="Correction: what the line took")
    elsewhere = stored("else", "Line took 14 crowns.", title="Line and its crowns", publisher="Lantern", family="l")
    made = mention(wrong, "Line took 14 crowns.", None)
    found = dispute("c", made, mention(right, right.revision.body, "Harbour Post"), kind=DisputeKind.CORRECTION)
    corrected = replace(found, status=Status.CORRECTED)
    assert headline([wrong, right], [corrected]).text == right.revision.title
    assert headline([wrong, right], [replace(corrected, status=Status.DISPUTED)]).text == wrong.revision.title
    assert headline([elsewhere, right], [corrected]).text in {elsewhere.revision.title, right.revision.title}
    assert headline([elsewhere], [corrected]).text == elsewhere.revision.title


def test_no_label_is_a_verdict():
    ours = {*RESPONSE_LABELS.values(), *CLAIM_LABELS.values(), DENIED_ONLY_LABEL, *Status}
    said = {word for label in ours for word in label.casefold().replace(",", "").split()}
    assert not said & {"true", "false", "claims", "says", "debunked", "lie", "proven", "hoax", "wrong", "fact"}


def test_what_a_notification_shows_holds_no_claim():
    chosen = Selection(chosen=(bridge(),), left_out=0)
    documents = (overview(chosen, SourceHealth(read=2), occasion()), detail(bridge()))
    quoted = {line.text for document in documents for line in lines_of(document)}
    assert quoted
    assert {document.title for document in documents} == {"Morning", "Story sto_bridge"}


def test_a_second_speaker_is_a_side_of_its_own():
    one = stored("one", f"{CLAIM} {DENIAL} The mayor also denies it.")
    flagged = dispute(
        "n",
        mention(one, CLAIM, "the union"),
        mention(one, DENIAL, "the harbour"),
        (mention(one, CLAIM, "the union"), mention(one, "The mayor also denies it.", "the mayor")),
    )
    card = dispute_card(flagged, StoryMaterial(story=story("bridge", one), articles=(one,)), lines=1)
    assert [side.speaker for side in card.sides] == ["the union", "the harbour", "the mayor"]


def test_the_headline_is_the_most_shared_title_and_no_question():
    articles = [
        stored("a", "x", title="Did the harbour hide the bridge report?"),
        stored("b", "x", title="Harbour accused over bridge report"),
        stored("c", "x", title="Harbour denies hiding the bridge report"),
    ]
    assert headline(articles).text == "Harbour accused over bridge report"
    assert headline([stored("d", "First line.\nSecond.", title="")]).text == "First line."


def test_the_overview_shows_each_story_with_its_dispute_beneath_it():
    document = overview(Selection(chosen=(bridge(), quiet("terns")), left_out=0), SourceHealth(read=3), occasion())
    kinds = [type(block) for block in document.blocks if isinstance(block, StoryCard | DisputeCard)]
    assert kinds == [StoryCard, DisputeCard, StoryCard]
    assert "2 stories from 3 articles" in prose(document)
    assert [action.command for action in document.actions] == ["disputes", "help"]


def test_honest_quiet_and_honest_broken_are_different_sentences():
    silent = Selection(chosen=(), left_out=0)
    start = NOON - timedelta(hours=5)
    calm = prose(overview(silent, SourceHealth(read=12), occasion(start=start)))
    assert "Nothing significant since Tue 3 March 2026, 08:00 (Europe/Berlin) (12 sources read)." in calm
    assert "failed" not in calm
    broken = prose(overview(silent, SourceHealth(read=9, failed=(("A", "x"), ("B", "y"), ("C", "z"))), occasion()))
    assert "3 of 12 sources failed: A, B, C." in broken


def test_a_source_that_was_read_with_a_warning_is_told_apart_from_one_read_whole():
    health = SourceHealth(read=12, warned=1)
    said = prose(overview(Selection(chosen=(), left_out=0), health, occasion()))
    assert "12 sources read. 1 of them with a warning; counterpoint sources names it." in said
    assert "warning" not in prose(overview(Selection(chosen=(), left_out=0), SourceHealth(read=12), occasion()))


def test_a_story_without_dispute_says_how_many_articles_were_read():
    assert "No disputed claim found in 1 article read." in prose(detail(quiet("terns")))


def test_a_story_says_which_articles_were_not_checked_for_disputes():
    told = prose(detail(in_languages("en", "cy", "cy", None)))
    assert "No disputed claim found in 1 article read." in told
    assert "Not checked for disputes: 2 articles, language cy." in told
    assert "Not checked for disputes: 1 article, language unknown." in told
    assert "No disputed claim found" not in prose(detail(in_languages("cy")))
    assert "Not checked" not in prose(detail(in_languages("en", "de")))


def in_languages(*languages):
    articles = []
    for number, lang in enumerate(languages):
        one = stored(f"n{number}", "Birds were counted.")
        articles.append(replace(one, revision=replace(one.revision, lang=lang)))
    return StoryMaterial(story=story("birds", *articles), articles=tuple(articles))


def test_wire_copy_counts_once():
    copies = tuple(stored(n, "Same.", publisher=n, family=n, wire="Meridian Wire") for n in ("a", "b", "c"))
    card = story_card(StoryMaterial(story=story("w", *copies), articles=copies), ())
    assert (card.articles, card.publishers, card.families) == (3, 3, 1)


def test_a_copy_nobody_credited_counts_once_in_the_story_and_beside_its_side():
    copied = f"{CLAIM} {DENIAL} " + " ".join(f"Crate {number} was found on pier {number}." for number in range(9))
    own = f"{CLAIM} " + " ".join(f"Snow lay {depth} inches deep in street {depth}." for depth in range(9))
    outlets = {"a": copied, "b": copied, "c": own}.items()
    one, two, three = (stored(name, body, publisher=name, family=name) for name, body in outlets)
    material = StoryMaterial(story=story("w", one, two, three), articles=(one, two, three))
    assert story_card(material, material.lead).families == 2
    denials = [mention(each, DENIAL, "the harbour") for each in (one, two)]
    flagged = dispute(
        "n", mention(one, CLAIM, "the union"), denials[0], (mention(three, CLAIM, "the union"), denials[1])
    )
    card = dispute_card(flagged, material, lines=1)
    assert [(side.publishers, side.families) for side in card.sides] == [(2, 2), (2, 1)]


def test_a_short_text_that_repeats_the_claim_it_denies_is_no_copy():
    one = stored("a", "Velm alleges that the harbour hid the report on the fire.", publisher="a", family="a")
    two = stored("b", "The harbour denies that the harbour hid the report on the fire.", publisher="b", family="b")
    card = story_card(StoryMaterial(story=story("w", one, two), articles=(one, two)), ())
    assert card.families == 2


def test_an_allegation_that_only_its_denial_tells_of_is_called_that():
    one = stored("one", "The harbour denied hiding the report. The union denied nothing.")
    words = "The harbour denied hiding the report."
    material = StoryMaterial(story=story("n", one), articles=(one,))
    alone = dispute("n", mention(one, words, None), mention(one, words, "the harbour"))
    labels = [side.label for side in dispute_card(alone, material, lines=1).sides]
    assert labels == ["Allegation, known from its denial", "Denial"]
    made = dispute("m", mention(one, words, "the union"), mention(one, words, "the harbour"))
    assert dispute_card(made, material, lines=1).sides[0].label == "Allegation"
