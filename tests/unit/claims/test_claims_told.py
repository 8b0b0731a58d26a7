"""Denials in more than a verb, pleas, and answers that turn on the one who claims. Invented sentences."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText, Polarity

ACCUSED = "Prosecutors accused Deputy Mayor Runa Dahl of taking bribes from a building firm."
CROSSED = "Vestria's foreign minister, Ana Solis, said that Orlandia had moved troops across the river on Sunday."


def disputes(text: str) -> list[tuple[str, str | None, str | None]]:
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")]).disputes
    return [(one.rule, one.claimant, one.responder) for one in found]


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Dahl issued a flat denial on Tuesday.", "deny.told"),
        ("Dahl released a statement strongly rejecting the accusation.", "deny.told"),
        ("Dahl took to social media to deny the accusation.", "deny.told"),
        ("Dahl was quick to dismiss the accusation.", "deny.told"),
        ("Dahl “categorically denies” the accusation.", "deny.told"),
        ("Dahl is adamant that she never met the builders.", "deny.told"),
        ("Dahl poured cold water on the accusation.", "deny.told"),
        ("Dahl gave the accusation short shrift.", "deny.told"),
        ("Dahl rubbished the accusation.", "deny.anaphor"),
        ("Dahl hit back at the accusation.", "deny.anaphor"),
        ("Dahl disclaimed any knowledge of the payments.", "deny.clause"),
        ("Dahl contests this and has hired a lawyer.", "deny.anaphor"),
        ("She pleaded not guilty before Judge Corin Ashby on Monday.", "counter.innocence"),
        ("Dahl has protested her innocence since her arrest in June.", "counter.innocence"),
        ("Dahl said the case against her was politically motivated.", "counter.innocence"),
        ("“No such payment was ever made,” Dahl said.", "deny.quoted"),
        ("“Nothing could be further from the truth,” Dahl said.", "false.predicate"),
        ("“These are lies,” Dahl said.", "false.predicate"),
        ("Dahl said the story was made up.", "false.predicate"),
        ("Dahl called the accusation ridiculous.", "false.named"),
        ("Dahl said the prosecutors were lying.", "false.claimant"),
    ],
)
def test_a_denial_is_heard_however_it_is_told(answer: str, rule: str):
    assert disputes(f"{ACCUSED} {answer}") == [(rule, "Prosecutors", "Runa Dahl")]


@pytest.mark.parametrize(
    "answer",
    [
        "Dahl issued a statement rejecting the offer.",
        "Dahl took to social media to reject the plan.",
        "Some might dispute the accusation.",
        "An attempt to rebut the accusation failed.",
        "Dahl is adamant that she has no plans to run.",
        "A judge dismissed the charges on Tuesday.",
        "Dahl rejected the idea as ludicrous.",
        "Dahl called the builder an obvious phony.",
        "Dahl raised doubts that the tram will come.",
        "Dahl brushed aside concerns that the tram would be late.",
        "A widely disputed song was played.",
        "The talks cover the town's territorial disputes.",
        "Perhaps she made it up, Orm said.",
        "Dahl said the weather was wrong for sailing.",
    ],
)
def test_what_is_told_near_a_denial_is_none(answer: str):
    assert disputes(f"{ACCUSED} {answer}") == []


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Orlandia accused Solis of spreading lies.", "false.claimant"),
        ("Orlandia said that Solis was mistaken.", "false.claimant"),
    ],
)
def test_the_one_who_claims_is_said_to_err(answer: str, rule: str):
    assert disputes(f"{CROSSED} {answer}") == [(rule, "Ana Solis", "Orlandia")]


@pytest.mark.parametrize(
    "answer",
    [
        "Orlandia accused Tarn of spreading lies.",
        "Orlandia said that Tarn was mistaken.",
        "Orlandia said that Solis was wrong to resign.",
        "Orlandia said that Solis could be mistaken.",
    ],
)
def test_nobody_errs_who_has_claimed_nothing(answer: str):
    assert disputes(f"{CROSSED} {answer}") == []


@pytest.mark.parametrize(
    ("text", "claimant", "responder"),
    [
        ("“That is a lie,” Runa Dahl said after Ilse Varn accused her of theft.", "Ilse Varn", "Runa Dahl"),
        (
            "Ilse Varn said that the dam leaked, but “that statement was untrue,” Runa Dahl said.",
            "Ilse Varn",
            "Runa Dahl",
        ),
    ],
)
def test_a_claim_stands_in_the_sentence_of_its_answer(text: str, claimant: str, responder: str):
    assert [found[1:] for found in disputes(text)] == [(claimant, responder)]


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Orlandia said its soldiers were not involved.", "counter.innocence"),
        ("Orlandia said it knew nothing about it.", "counter.innocence"),
    ],
)
def test_a_party_says_that_it_had_no_part(answer: str, rule: str):
    assert disputes(f"{CROSSED} {answer}") == [(rule, "Ana Solis", "Orlandia")]


@pytest.mark.parametrize(
    ("text", "responder"),
    [
        ("Ilse Varn says the dam leaks. As Tavi Orm, contradicting Varn, said, it is sound.", "Tavi Orm"),
        ("Ilse Varn says the dam leaks. She called a meeting to try to rebut the report.", "Ilse Varn"),
        ("Experts say that tests cast doubt on the guild's claim that the dam leaks.", "Experts"),
    ],
)
def test_who_denies_is_named(text: str, responder: str):
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")])
    denying = [one.speaker for one in found.statements if one.polarity is Polarity.DENIES]
    assert responder in [*denying, *(one.responder for one in found.disputes)]


@pytest.mark.parametrize(
    "answer",
    [
        "The file holds allegations that Dahl sold the maps, which Dahl has denied and which Orm repeats.",
        "The file says that Dahl sold the maps, a charge she has denied.",
    ],
)
def test_a_relative_clause_denies_what_stands_right_before_it(answer: str):
    text = f"Ilse Varn said Dahl was an early riser. {answer}"
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")]).disputes
    assert [text[one.claim.start : one.claim.end] for one in found if one.rule == "deny.relative"] == [answer]


def test_a_role_in_something_says_itself_what_is_denied():
    text = "The guild in Selby has denied any role in the attacks of May."
    assert disputes(text) == [("deny.clause", None, "guild")]


@pytest.mark.parametrize(
    "text",
    [
        "Orm said he would work in states that host contests in March.",
        "Orm said that it was a development that injects new questions.",
        "Orm spoke of a claim in the town's territorial disputes.",
    ],
)
def test_a_noun_denies_nothing(text: str):
    assert disputes(text) == []


def test_both_plead_who_were_just_charged():
    text = "Two brothers from Selby are charged with setting the fire. Both pleaded not guilty on Monday."
    assert disputes(text) == [("counter.innocence", None, None)]


@pytest.mark.parametrize("count", ["at least forty ships", "about 300 ships", "over 300 ships"])
def test_a_content_may_open_with_a_number(count: str):
    text = f"Ilse Varn says {count} were lost in the bay."
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")])
    assert [text[one.content.start : one.content.end] for one in found.statements] == [f"{count} were lost in the bay"]


def test_what_stands_before_said_is_said_where_another_verb_goes_on():
    text = "There was no fire, Ilse Varn said, adding that the bell was rung in error."
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")])
    assert "There was no fire" in [text[one.content.start : one.content.end] for one in found.statements]


def test_the_object_of_a_relative_clause_is_not_who_speaks():
    text = "A woman who saw the fire said that the crane fell."
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")])
    assert [one.speaker for one in found.statements] == ["woman"]
