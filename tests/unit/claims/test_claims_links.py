"""Which claim a response is linked to. All people and places are invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText, FoundDispute

BRIDGE = "The bridge at Varn was opened in May."


def flagged(text: str) -> list[tuple[str, str, str | None, str | None]]:
    found = analyse_story([ClaimText(article="a", text=text, lang="en")]).disputes
    return [(_claim(text, one), _response(text, one), one.claimant, one.responder) for one in found]


def _claim(text: str, one: FoundDispute) -> str:
    return text[one.claim.start : one.claim.end]


def _response(text: str, one: FoundDispute) -> str:
    return text[one.response.start : one.response.end]


@pytest.mark.parametrize(
    ("sentence", "claimant", "responder"),
    [
        (
            (
                "The guild said that trade had recovered, though economists, in a report issued this week, "
                "have contested that view."
            ),
            "guild",
            "economists",
        ),
        (
            (
                'The company had said on Tuesday that no letters were lost, but "that statement was incorrect", '
                "its director Runa Dahl said."
            ),
            "company",
            "Runa Dahl",
        ),
    ],
)
def test_a_claim_in_the_same_sentence_is_parted_from_its_answer_by_a_contrast(sentence, claimant, responder):
    assert flagged(f"{BRIDGE} {sentence} The season begins in May.") == [(sentence, sentence, claimant, responder)]


def test_what_others_are_said_to_claim_is_denied_by_the_one_who_tells_it():
    told = "“We are told all the time that the dam is safe,” Mayor Runa Dahl said."
    answer = "“That is a lie,” she said."
    assert flagged(f"{BRIDGE} {told} {answer}") == [(told, answer, None, "Runa Dahl")]


def test_a_speaker_s_own_claim_before_a_denial_is_not_what_is_denied():
    assert flagged(f"{BRIDGE} “The dam is safe,” Mayor Runa Dahl said. “That is a lie,” she said.") == []


def test_those_claims_stand_before_the_answer():
    answer = "Dahl pushed back on those claims on Thursday."
    later = "Captain Orm accused Dahl of selling the boats twice."
    assert all(claim != later for claim, _, _, _ in flagged(f"{BRIDGE} {answer} {later}"))


def test_a_denial_that_shares_nothing_with_other_claims_keeps_its_own_sentence_and_is_hardly_sure():
    other = "The firm said that its ferries ran on time."
    denial = "Runa Dahl denied that she had sold the horse."
    found = analyse_story([ClaimText(article="a", text=f"{BRIDGE} {other} {denial}", lang="en")]).disputes
    assert [(one.claimant, one.confidence < 0.5) for one in found] == [(None, True)]


def test_two_parties_that_say_much_the_same_again_have_one_dispute():
    text = (
        "Captain Orm accused Mayor Runa Dahl of selling the guild's boats in secret. Dahl denied the accusation. "
        "The season begins in May. Orm accuses Dahl of a secret sale of boats. Dahl denied the charge again."
    )
    found = analyse_story([ClaimText(article="a", text=text, lang="en")]).disputes
    assert len({one.dispute for one in found}) == 1
