"""Rule 9: an accusation that nobody answers says in how much was looked; who declines to comment has not denied."""

from __future__ import annotations

import dataclasses

import pytest

from bot.analysis.convert import claim_text, statements
from bot.briefing.compose import detail
from bot.briefing.material import StoryMaterial
from bot.briefing.unanswered import unanswered_claims
from bot.briefing.unlinked import unlinked_denials
from bot.claims.analysis import analyse_story
from bot.claims.silence import accuses, gives_no_answer
from bot.domain.document import UnansweredCard, lines_of
from tests.builders.articles import dispute, mention, stored, story

CLAIM = "The dockers' union accused Dravik Access of bribing two inspectors."


def read(*bodies, disputes=()):
    """Return the articles of these texts and what nobody answers in them."""
    articles = [stored(f"n{number}", body) for number, body in enumerate(bodies)]
    analysis = analyse_story([claim_text(one) for one in articles])
    revisions = {one.article.id: one.revision.id for one in articles}
    said = [one for found in statements(analysis, revisions).values() for one in found]
    made = [each(articles) for each in disputes]
    return articles, unanswered_claims(articles, said, made, unlinked_denials(articles, said, made))


def cards(*bodies):
    articles, found = read(*bodies)
    material = StoryMaterial(story=story("one", *articles), articles=tuple(articles), unanswered=tuple(found))
    return [block for block in detail(material).blocks if isinstance(block, UnansweredCard)]


def test_an_accusation_without_a_response_says_in_how_many_articles_none_was_found():
    (card,) = cards(CLAIM + " Rain fell all day.", "The market opens at nine.")
    assert card.note == "Allegation, alleged; no response found in 2 articles read"
    assert (card.speaker, card.line.text, card.reply) == ("dockers' union", CLAIM, None)


@pytest.mark.parametrize(
    "reply",
    [
        "Dravik Access declined to comment.",
        "Dravik Access neither confirmed nor denied the report.",
        "A lawyer for Dravik Access did not respond to our questions.",
        "Dravik Access could not be reached for comment.",
        "The company would not comment.",
    ],
)
def test_who_does_not_say_is_quoted_and_has_not_denied(reply):
    (card,) = cards(f"{CLAIM} {reply} Rain fell all day.")
    assert card.note == "Allegation, neither confirmed nor denied"
    assert card.reply is not None
    assert card.reply.text == reply


def test_a_reply_in_another_article_is_of_whom_the_claim_names():
    (card,) = cards(CLAIM, "Dravik Access declined to comment.")
    assert card.replier == "Dravik Access"
    (card,) = cards(CLAIM, "The harbour office declined to comment.")
    assert card.reply is None


@pytest.mark.parametrize(
    "text",
    [
        "The dockers' union accused Dravik Access of bribery. A spokesman for Dravik Access said it had no comment.",
        "Ilse Varn accused the port of theft. The port said it did not comment on rumours.",
        "The mayor accused Tann of lying. Tann said he could not confirm or deny the report.",
    ],
)
def test_who_says_that_they_do_not_comment_disputes_nothing(text):
    """Rule 16."""
    assert analyse_story([claim_text(stored("one", text))]).disputes == ()


def test_a_grounded_document_holds_the_reply():
    (card,) = cards(f"{CLAIM} Dravik Access declined to comment.")
    document = detail(
        StoryMaterial(story=story("one", stored("n0", CLAIM)), articles=(stored("n0", CLAIM),), unanswered=())
    )
    held = dataclasses.replace(document, blocks=(card,))
    assert [line.text for line in lines_of(held)] == [CLAIM, "Dravik Access declined to comment."]


@pytest.mark.parametrize(
    "body",
    [
        f"{CLAIM} Dravik Access denied that it had paid anybody.",
        f"{CLAIM} Ilse Varn, who heads Dravik Access, denied it.",
        "The dockers' union said that Dravik Access would open a yard.",
        "The dockers' union did not accuse Dravik Access of anything.",
        "Dravik Access was accused of bribing two inspectors.",
        "Prosecutors may accuse Dravik Access of bribing two inspectors.",
        "He accused Dravik Access of bribing two inspectors. The yard, the dockers' union said, was unsafe.",
        "The dockers' union accused them of bribing two inspectors.",
        "Dravik Access lost a yard after the dockers' union accused it of bribing two inspectors.",
        "The dockers' union left the talks, accusing Dravik Access of bribing two inspectors.",
    ],
)
def test_what_is_answered_or_accuses_nobody_for_sure_is_not_listed(body):
    articles, found = read(body, disputes=())
    flagged = analyse_story([claim_text(one) for one in articles]).disputes
    shown = [one for one in found if not any(one.line.text in body[d.claim.start : d.claim.end] for d in flagged)]
    assert shown == []


def test_what_is_said_of_somebody_who_answers_in_a_dispute_is_not_listed():
    other = "Orm said the yard was unsafe. Dravik Access denies this."

    def flagged(articles):
        return dispute(
            "d", mention(articles[1], "Orm said the yard was unsafe.", "Orm"),
            mention(articles[1], "Dravik Access denies this.", "Dravik Access"),
        )  # fmt: skip

    assert read(CLAIM, other, disputes=[flagged])[1] == []


def test_one_accusation_in_two_outlets_is_listed_once():
    _, found = read(CLAIM, "The dockers' union accused Dravik Access of bribing inspectors, the Lantern reports.")
    assert len(found) == 1


def test_of_a_language_without_words_for_it_nothing_is_said():
    assert accuses("accused", "en")
    assert gives_no_answer("Orm declined to comment.", "en")
    assert not accuses("accused", None)
    assert not gives_no_answer("Orm declined to comment.", "xx")
    assert not gives_no_answer("Orm declined the offer and did not respond to the storm.", "en")
    assert not gives_no_answer("An agreement could not be reached.", "en")
