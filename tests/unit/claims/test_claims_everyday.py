"""Everyday ways of answering an accusation, and what stands after one without answering it. Invented sentences."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText, FoundDispute

ACCUSED = "On Monday the councillor Kaya Lunt accused Otto Sand, the mayor, of lying about the budget."
BETWEEN = "The town council will meet again in May, the clerk Ann Cole said."
SHOWN = 0.5  # the confidence from which a flag is shown by default


def shown(text: str) -> list[FoundDispute]:
    story = analyse_story([ClaimText(article="a1", text=text, source="Radio Merrin", lang="en")])
    return [dispute for dispute in story.disputes if dispute.confidence >= SHOWN]


@pytest.mark.parametrize(
    "answer",
    [
        "“It's nonsense,” Mr. Sand said by telephone.",
        "“That's nonsense,” Mr. Sand said.",
        "“That's garbage,” Mr. Sand said.",
        "“It is complete and utter rubbish,” Mr. Sand told the newspaper.",
        "“That's a bald-faced lie,” Mr. Sand said.",
        "“That's a flat-out lie,” said Mr. Sand.",
        "“It's a total lie,” Mr. Sand said.",
        "“That's ludicrous,” Mr. Sand replied.",
        "“All lies,” Mr. Sand said.",
        "“Lies, lies and more lies,” Mr. Sand wrote on Facebook.",
        "“False,” Mr. Sand said in an email.",
        "“Not true,” Mr. Sand said.",
        "“Absolutely not,” Mr. Sand said when asked whether he had lied.",
        "“Of course not,” Mr. Sand said when asked if he had lied.",
        "“Never,” Mr. Sand said when asked if he had lied about the budget.",
        "“Not once,” Mr. Sand said, when asked whether he had lied.",
        "“I told the truth,” Mr. Sand said.",
        "“I am not a liar,” Mr. Sand said.",
        "“I have nothing to hide,” Mr. Sand said.",
        "“She's lying,” Mr. Sand said.",
        "“She is making things up,” Mr. Sand said.",
        "“She has it backwards,” Mr. Sand said.",
        "“Kaya Lunt is peddling fiction,” Mr. Sand said.",
        "“Don't believe a word of it,” Mr. Sand said.",
        "“Don't believe it,” Mr. Sand told supporters.",
        "“There's not a shred of truth in it,” Mr. Sand said.",
        "“There is nothing to it,” Mr. Sand said.",
        "“There's no foundation for these claims,” Mr. Sand said.",
        "“It's a fairy tale,” Mr. Sand said.",
        "“It's a witch hunt,” Mr. Sand said.",
        "“It's a political hit job,” Mr. Sand said.",
        "“This is a blatant misrepresentation,” Mr. Sand said.",
        "“The allegation is without a shred of merit,” Mr. Sand said.",
        "“Her allegations are meritless,” Mr. Sand said.",
        "“The accusations against me are entirely fictitious,” Mr. Sand said.",
        "“The facts say otherwise,” Mr. Sand said.",
        "“The numbers tell a different story,” Mr. Sand said.",
        "“The record shows otherwise,” Mr. Sand said.",
        "“On the contrary,” Mr. Sand said, “the budget was audited twice.”",
        "Mr. Sand insisted he had told the truth.",
        "Mr. Sand called her a liar.",
        "Mr. Sand called Ms. Lunt a liar.",
        "Mr. Sand said she had misread the budget.",
        "Mr. Sand said there was nothing to the charge.",
        "Mr. Sand complained that the accusation was unfair and untrue.",
        "Denying the accusation, Mr. Sand said he had checked every number.",
        "Mr. Sand refused to accept the accusation.",
        "Mr. Sand does not accept that he lied.",
        "Mr. Sand would not accept that he had lied.",
        "Not so, says Mr. Sand.",
        "Not so, Mr. Sand said.",
        "There is no evidence that Mr. Sand lied.",
        "No evidence has emerged to support the accusation.",
        "Ms. Lunt has produced no evidence to back up the claim.",
        "But a review of the budget by Radio Merrin found no errors.",
        "An inquiry found no wrongdoing.",
        "Ms. Lunt later took back the accusation.",
        "Ms. Lunt later apologized for the accusation.",
        "Ms. Lunt later apologised, saying she had been wrong.",
        "Ms. Lunt later conceded that she had no proof.",
    ],
)
def test_an_everyday_answer_is_flagged(answer: str):
    (found,) = shown(f"{ACCUSED} {answer}")
    assert (found.claim.start, found.response.start) == (0, len(ACCUSED) + 1)


@pytest.mark.parametrize(
    "other",
    [
        "Mr. Sand did not deny it.",
        "Mr. Sand declined to comment.",
        "Mr. Sand would not say whether he had lied.",
        "Mr. Sand neither confirmed nor denied the accusation.",
        "Mr. Sand has yet to deny the accusation.",
        "Mr. Sand rejected an offer to debate her.",
        "Mr. Sand rejected her request for a meeting.",
        "Mr. Sand dismissed two aides on Tuesday.",
        "Mr. Sand was denied bail on Tuesday.",
        "Mr. Sand admitted it.",
        "Mr. Sand confirmed the accusation.",
        "Mr. Sand said it was true.",
        "Mr. Sand apologized.",
        "“It's a great budget,” Mr. Sand said.",
        "“It's a crazy time of year,” Mr. Sand said.",
        "“It's not easy to run a town,” Mr. Sand said.",
        "“No one works harder than our clerks,” Mr. Sand said.",
        "“We have never had so many visitors,” Mr. Sand said of the fair.",
        "“I never liked the old bridge,” Mr. Sand said at a fair on Sunday.",
        "“It's ridiculous how cold it is,” Mr. Sand said at the fair.",
        "Mr. Sand said he did not know whether the dam would hold.",
        "Mr. Sand said no date had been set for the fair.",
        "Mr. Sand said nothing would change for visitors.",
        "Mr. Sand insisted the fair would go ahead.",
        "If Mr. Sand denies the charge, a trial will follow.",
        "Would Mr. Sand deny the charge?",
        "Mr. Sand could deny the charge in court in May.",
        "Mr. Sand will deny the charge, a lawyer expects.",
        "The town council met on Tuesday and discussed the fair.",
        "Mr. Sand stood by the river and watched the boats.",
        "Ms. Lunt defended the fair and said it would bring visitors.",
        "Ms. Lunt said she had no proof of purchase for the bicycle.",
        "Ms. Lunt corrected the spelling of the street name.",
        "Auditors found no time to visit the fair.",
        "The company found no buyer for the old mill.",
        "An inquiry into the fire found no survivors.",
        "Not so long ago, Mr. Sand ran the fair.",
        "Mr. Sand sees things differently from most bakers when it comes to bread.",
        "Mr. Sand said Ms. Lunt was a friend.",
        "Mr. Sand answered no questions.",
        "“No, thank you,” Mr. Sand said to a waiter.",
        "Mr. Sand countered with an offer of his own for the mill.",
        "Mr. Sand fired back at the target and won the shooting contest.",
        "Mr. Sand defended his title in the rowing race.",
    ],
)
def test_what_answers_nothing_is_not_flagged(other: str):
    assert shown(f"{ACCUSED} {other}") == []


@pytest.mark.parametrize(
    "answer",
    [
        "Mr. Sand denied the accusation.",
        "A spokesman for Mr. Sand said the accusation was false.",
        "Mr. Sand rejected Ms. Lunt's claim.",
        "Mr. Sand called the allegation a fabrication.",
    ],
)
def test_a_statement_between_that_has_nothing_to_do_with_it_is_not_what_is_denied(answer: str):
    claimed = "The councillor Kaya Lunt said that Otto Sand, the mayor, had lied about the budget."
    (found,) = shown(f"{claimed} {BETWEEN} {answer}")
    assert found.claim.start == 0
