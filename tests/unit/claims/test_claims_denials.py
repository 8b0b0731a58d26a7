"""Denials in many wordings, and wordings near them that deny nothing. Invented sentences."""

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.answers.accusations import accusations
from bot.claims.answers.falsity import echoed
from bot.claims.answers.quoted import quoted_denial
from bot.claims.grammar.lexicon import Lexicon, load
from bot.claims.speech.statements import read_article
from bot.domain.claim import ClaimText

ACCUSED = "Prosecutors accused Deputy Mayor Runa Dahl of taking bribes from a building firm."


@pytest.fixture(scope="module")
def english() -> Lexicon:
    lexicon = load("en")
    assert lexicon is not None
    return lexicon


def disputes(text: str) -> list[tuple[str, str | None, str | None]]:
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")]).disputes
    return [(one.rule, one.claimant, one.responder) for one in found]


@pytest.mark.parametrize(
    ("answer", "rule", "responder"),
    [
        ("Dahl has pleaded not guilty.", "counter.innocence", "Runa Dahl"),
        ("Dahl said she had followed all procedures.", "counter.innocence", "Runa Dahl"),
        ("“I had nothing to do with it,” Dahl said.", "counter.innocence", "Runa Dahl"),
        ("Her lawyer, Ivo Brandt, said the payments were lawful.", "counter.innocence", "Ivo Brandt"),
        ("Dahl insisted that she had not met the builders.", "insist.not", "Runa Dahl"),
        ("“We reject these accusations,” said Dahl's lawyer, Ivo Brandt.", "deny.quoted", "Ivo Brandt"),
        ("Dahl brushed off the accusation.", "deny.anaphor", "Runa Dahl"),
        ("“This is nothing of the sort,” Dahl said.", "false.predicate", "Runa Dahl"),
        ("Dahl said the accusation did not hold water.", "false.predicate", "Runa Dahl"),
        ("“That is not what happened,” Dahl said.", "false.predicate", "Runa Dahl"),
    ],
)
def test_the_accused_answer_in_many_words(answer: str, rule: str, responder: str):
    assert disputes(f"{ACCUSED} {answer}") == [(rule, "Prosecutors", responder)]


@pytest.mark.parametrize(
    "answer",
    [
        "Dahl said the ministry would act in accordance with the law.",
        "Dahl insisted that she would not resign.",
        "Dahl insisted that it was not only her who had worked late.",
        "“We reject this plan,” said Dahl's lawyer, Ivo Brandt.",
        "Dahl took issue with the seating.",
        "Half of those asked said that trams were innocent of delays.",
        "Dahl said that nobody knew when the tram would come.",
    ],
)
def test_what_only_looks_like_an_answer_is_none(answer: str):
    assert disputes(f"{ACCUSED} {answer}") == []


def test_a_poll_does_not_answer_for_the_accused():
    assert disputes(f"{ACCUSED} Forty percent said Dahl had done nothing wrong.") == []


@pytest.mark.parametrize(
    ("text", "accuser", "accused"),
    [
        (ACCUSED, "Prosecutors", "Runa Dahl"),
        ("Runa Dahl was charged with fraud on Friday.", None, "Runa Dahl"),
        ("Police said on Friday that Runa Dahl was charged with fraud.", "Police", "Runa Dahl"),
        ("Several allegations against Runa Dahl are being looked into.", None, "Runa Dahl"),
    ],
)
def test_an_accusation_tells_who_accuses_whom(english: Lexicon, text: str, accuser: str | None, accused: str):
    reading = read_article(english, ClaimText(article="a", text=text, source="Lantern", lang="en"), 0)
    assert [(one.accuser, one.accused) for one in accusations(english, reading)] == [(accuser, accused)]


def test_a_sentence_that_blames_nobody_is_no_accusation(english: Lexicon):
    text = "Runa Dahl charged her telephone. The case against the window was half empty."
    reading = read_article(english, ClaimText(article="a", text=text, source="Lantern", lang="en"), 0)
    assert [one for one in accusations(english, reading) if one.accused] == []


@pytest.mark.parametrize(
    ("content", "denied"),
    [
        ("we categorically deny these claims and will appeal", "these claims and will appeal"),
        ("they “deny the claims”", "the claims"),
        ("I never said that.", ""),
        ("I dispute that.", ""),
        ("I said no such thing.", ""),
    ],
)
def test_a_denial_inside_a_quotation_says_what_it_denies(english: Lexicon, content: str, denied: str):
    found = quoted_denial(english, content)
    assert found is not None
    assert found.denied == denied


@pytest.mark.parametrize("content", ["we deny entry to nobody", "we reject the offer", "I never said goodbye"])
def test_a_refusal_inside_a_quotation_is_no_denial(english: Lexicon, content: str):
    assert quoted_denial(english, content) is None


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("The ministry voiced skepticism at the claim that the dam leaks.", "deny.clause"),
        ("The ministry expressed doubt that the dam leaks.", "deny.clause"),
        ("The ministry dismissed critics who say the dam leaks.", "deny.clause"),
        ("The ministry has contested that view.", "deny.anaphor"),
        ("The ministry said it was misleading to suggest that the dam leaks.", "false.predicate"),
        ("The ministry said that the report was “simply not true.”", "false.predicate"),
    ],
)
def test_a_doubt_about_a_claim_answers_it(answer: str, rule: str):
    found = disputes(f"Engineer Olof Maar claimed that the dam leaks at the old gate. {answer}")
    assert [(one, responder) for one, _, responder in found] == [(rule, "ministry")]


@pytest.mark.parametrize(
    "answer",
    [
        "The ministry voiced hope for rain.",
        "The ministry raised doubts and eyebrows.",
        "The ministry dismissed two gardeners.",
    ],
)
def test_what_is_voiced_without_a_claim_is_no_doubt(answer: str):
    assert disputes(f"Engineer Olof Maar claimed that the dam leaks at the old gate. {answer}") == []


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("the ministry was not “retreating” from anything", "retreating"),
        ("the offer is “not a compromise but a trap”", "compromise"),
        ("It was not a raid.", "raid"),
        ("There is no longer a raid.", ""),
        ("There's no question that it was a raid.", ""),
    ],
)
def test_a_negation_echoes_the_word_that_it_turns_round(english: Lexicon, content: str, word: str):
    assert echoed(english, content) == word


@pytest.mark.parametrize(
    ("answer", "responder"),
    [
        ("The ministry does not buy that argument.", "ministry"),
        ("The ministry is deeply skeptical of the engineer's claim.", "ministry"),
        ("A ministry study called into question that claim.", "ministry study"),
        ("Minister Tavi Orm defended the ministry against the claim.", "Tavi Orm"),
        ("“I don't buy that,” Minister Tavi Orm said.", "Tavi Orm"),
        ("Minister Tavi Orm noted the letter but did not buy the claim.", "Tavi Orm"),
    ],
)
def test_a_doubt_told_of_somebody_answers_the_claim(answer: str, responder: str):
    found = disputes(f"Olof Maar claimed that the dam leaks at the old gate. {answer}")
    assert found == [("deny.doubt", "Olof Maar", responder)]


@pytest.mark.parametrize(
    "answer",
    [
        "The ministry does not buy that brand of cement.",
        "The ministry is skeptical of rain.",
        "The army defended the ministry against looters.",
        "If the ministry did not buy the claim, it would dig.",
    ],
)
def test_a_doubt_about_no_claim_answers_nothing(answer: str):
    assert disputes(f"Engineer Olof Maar claimed that the dam leaks at the old gate. {answer}") == []
