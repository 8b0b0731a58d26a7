"""Two voices that tell it otherwise: set against each other by a conjunction, or one of them a record. Invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText

GATE = "The dock union said that the gate had been locked."


def flags(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return (rule, claimant, responder) of the disputes of one article."""
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")])
    return [(one.rule, one.claimant, one.responder) for one in found.disputes]


@pytest.mark.parametrize(
    ("text", "claimant", "responder"),
    [
        ("The dock union said the gate was locked, but Captain Ilse Varn said it was open.", "dock union", "Ilse Varn"),
        ("The dock union said it lost two boats, while the insurer said it lost one.", "dock union", "insurer"),
        ("The dock union argued the gate was locked; the insurer argued it was open.", "dock union", "insurer"),
        (
            "Although the dock union insisted the gate was locked, the insurer said it was open.",
            "dock union",
            "insurer",
        ),
        (f"{GATE} But Captain Ilse Varn said that the gate was not locked.", "dock union", "Ilse Varn"),
        (f"{GATE} Captain Ilse Varn, however, said that the gate had no lock.", "dock union", "Ilse Varn"),
        (
            "Witnesses said that the guard had aimed at the boy. But his lawyer said that the shot was an accident.",
            "Witnesses",
            "his lawyer",
        ),
    ],
)
def test_a_conjunction_sets_two_voices_against_each_other(text, claimant, responder):
    assert ("counter.contrast", claimant, responder) in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "The dock union said the gate was locked, and Captain Ilse Varn said the wall was high.",
        "The dock union said the gate should be locked, but Captain Ilse Varn said it was open.",
        "Most voters said the gate was locked, but others in the survey said it was open.",
        "The dock union said the gate was locked, but it said that the wall was low.",
        "The dock union said the gate was locked, but hoped it was open.",
        f"{GATE} But Captain Ilse Varn said that the wall was high.",
        f"{GATE} The sea was calm. But Captain Ilse Varn said that the gate was not locked.",
    ],
)
def test_voices_that_only_stand_beside_each_other_are_no_dispute(text):
    assert [one for one in flags(text) if one[0] == "counter.contrast"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Captain Ilse Varn said that she had locked the gate. But harbour records show that she left it open.",
        "Captain Ilse Varn denied opening the gate. However, footage shows that Varn turned the key.",
        "Captain Ilse Varn said that she had locked the gate. Court files show that she was at home.",
        "The dock union said that the gate was checked. An inquiry found that nobody had looked at it.",
        "The dock union said that the gate was checked. An audit, however, found that it had been open.",
    ],
)
def test_records_are_set_against_what_was_said(text):
    assert [one[0] for one in flags(text)] == ["counter.finding"]


@pytest.mark.parametrize(
    "text",
    [
        "Captain Ilse Varn said that she had locked the gate. Harbour records show that the gate is green.",
        "Captain Ilse Varn said that she had locked the gate. But harbour records may show that she left it open.",
        "Harbour records show that Varn locked the gate. But harbour footage shows that she was late.",
        "Captain Ilse Varn said that the gate was locked. Court files show that she was at home.",
        "Captain Ilse Varn said she was sorry. But she had to answer after records showed that Varn was late.",
    ],
)
def test_a_finding_about_something_else_answers_nothing(text):
    assert [one for one in flags(text) if one[0] == "counter.finding"] == []


def test_the_article_itself_tells_what_a_speaker_said_of_themselves_otherwise():
    text = "Captain Ilse Varn said that she had never seen the gate. But Varn had the gate painted in May."
    assert flags(text) == [("own.against", "Ilse Varn", "Lantern")]


@pytest.mark.parametrize(
    "text",
    [
        "Captain Ilse Varn said that she had never seen the gate. But Varn likes the sea.",
        "Captain Ilse Varn said that she had never seen the gate. But Varn will see the gate in May.",
        "Captain Ilse Varn said that she had never seen the gate. But Varn said that the gate was old.",
        "Captain Ilse Varn said that the gate had never been seen. But the gate was painted in May.",
        "Captain Ilse Varn said that she had seen the gate. But Varn liked the gate.",
    ],
)
def test_a_but_that_goes_on_to_something_else_turns_nothing_round(text):
    assert [one for one in flags(text) if one[0] == "own.against"] == []
