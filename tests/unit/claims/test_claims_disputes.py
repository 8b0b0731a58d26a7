"""Disputes: what is flagged, with both sides, and what must not be. All people and places are invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.rulebook.rules import RULES
from bot.domain.claim import ClaimText, DisputeKind, FoundDispute, StoryAnalysis


def analyse(*texts: str) -> StoryAnalysis:
    articles = [ClaimText(article=str(number), text=text, lang="en") for number, text in enumerate(texts)]
    return analyse_story(articles)


def sides(texts: tuple[str, ...], dispute: FoundDispute) -> tuple[str, str]:
    claim, response = dispute.claim, dispute.response
    return (
        texts[int(claim.article)][claim.start : claim.end],
        texts[int(response.article)][response.start : response.end],
    )


ALLEGED = "Vestria alleges that Orlandia has mined the strait, closing it to fishing boats since March."
DENIED = "Orlandia, however, denies these claims, asserting that its ships only took soundings."


def test_a_denial_is_linked_to_the_claim_before_it():
    text = f"The strait is narrow.\n{ALLEGED}\n{DENIED}\nThe season begins in May."
    found = analyse(text)
    assert [sides((text,), dispute) for dispute in found.disputes] == [(ALLEGED, DENIED)]
    assert (found.disputes[0].claimant, found.disputes[0].responder) == ("Vestria", "Orlandia")
    assert found.disputes[0].kinds == (DisputeKind.DENIAL,)


def test_a_denial_in_another_outlet_is_linked_across_articles():
    first = f"The strait is narrow.\n{ALLEGED}"
    second = "Orlandia denied the claim that it had mined the strait."
    found = analyse(first, second)
    assert [dispute.responder for dispute in found.disputes] == ["Orlandia"]


@pytest.mark.parametrize(
    ("text", "claimant", "responder"),
    [
        (
            "Critics have accused Mayor Runa Dahl of hiding the survey, something her office denies.",
            "Critics",
            "her office",
        ),
        (
            "Orlandia rejected the claim by Vestria that its patrol had crossed the border.",
            "Vestria",
            "Orlandia",
        ),
        (
            "The guild said that Captain Ilse Varn had sold the boat twice. Varn denied the accusation.",
            "guild",
            "Ilse Varn",
        ),
        (
            "Senator Oda Lind said that the ministry had lost the files.\n“That is not true,” Minister Tavi Orm said.",
            "Oda Lind",
            "Tavi Orm",
        ),
        (
            "The union said that two hundred jobs would go. The company called that a fabrication.",
            "union",
            "company",
        ),
    ],
)
def test_both_sides_are_named(text: str, claimant: str, responder: str):
    found = analyse(text).disputes
    assert [(dispute.claimant, dispute.responder) for dispute in found] == [(claimant, responder)]


def test_a_claim_that_the_article_calls_false_is_an_independent_finding():
    found = analyse("Minister Tavi Orm falsely claimed that no ship had sailed in the storm.").disputes
    assert [dispute.kinds for dispute in found] == [(DisputeKind.INDEPENDENT,)]


@pytest.mark.parametrize(
    "text",
    [
        "The union said that the mill was unsafe. The company did not deny the allegation.",
        "The judge denied bail to the two fishermen on Monday.",
        "The islands denied the journalists entry to the port.",
        "Orlandia rejected a proposal to share the fishing grounds.",
        "The court dismissed the lawsuit against the harbour.",
        "Minister Tavi Orm declined to comment on the allegation that the dam had leaked.",
        "The party dismissed the amendment as a waste of time.",
        "If the mayor denied the claim, would anybody believe her?",
        "Orlandia neither confirmed nor denied the report that its patrol had crossed the border.",
        "The council refused to rule out a new tax on boats.",
        "The striker was denied a goal in the last minute.",
        "The long dispute over the islands went on.",
        "The paper said that the mayor may have sold the land.",
    ],
)
def test_what_is_not_a_dispute_is_not_flagged(text: str):
    """EDITORIAL rule 16: refusals, declined comments, did not deny, hypotheticals, questions, uncontested hedges."""
    assert analyse(text).disputes == ()


def test_a_denial_without_its_claim_is_listed_as_unlinked():
    """EDITORIAL rule 10: never attached to the nearest sentence."""
    found = analyse("The season begins in May. Captain Ilse Varn denied the accusations.")
    assert found.disputes == ()
    assert [said.speaker for said in found.unlinked] == ["Ilse Varn"]


def test_one_denial_quoted_by_two_outlets_is_one_dispute():
    denial = "“The report about the mined strait is false,” Minister Tavi Orm said."
    found = analyse(f"{ALLEGED}\n{denial}", f"{ALLEGED}\n{denial}")
    assert len({dispute.dispute for dispute in found.disputes}) == 1


def test_every_rule_in_results_is_documented():
    text = f"{ALLEGED}\n{DENIED}\nMinister Tavi Orm falsely claimed that no ship had sailed."
    found = analyse(text)
    used = {dispute.rule for dispute in found.disputes} | {said.rule for said in found.statements}
    assert used
    assert used <= set(RULES)


def test_disputes_come_best_first_with_a_confidence():
    text = f"{ALLEGED}\n{DENIED}\nMinister Tavi Orm falsely claimed that no ship had sailed."
    confidence = [dispute.confidence for dispute in analyse(text).disputes]
    assert confidence == sorted(confidence, reverse=True)
    assert all(0 < one < 1 for one in confidence)


def test_the_names_may_be_any():
    """The rule sees grammar, not who: swapping both parties swaps both names and nothing else."""
    other = f"{ALLEGED} {DENIED}".replace("Vestria", "?").replace("Orlandia", "Vestria").replace("?", "Orlandia")
    found = analyse(other).disputes
    assert [(dispute.claimant, dispute.responder) for dispute in found] == [("Orlandia", "Vestria")]


COUNTED = "Police said that 300 marchers filled the harbour square."


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("The union said that 900 marchers filled the harbour square.", [DisputeKind.FIGURES]),
        ("The union said that at least 200 marchers filled the harbour square.", []),
        ("The union said that about 310 marchers filled the harbour square.", []),
        ("The union said that 900 boats filled the harbour square.", []),
        ("Police said that 900 marchers filled the harbour square.", []),
        ("The union said that 900 marchers filled the harbour square in 2019.", []),
        ("The union said that 30,000 marchers filled the harbour square.", []),
    ],
)
def test_two_counts_of_one_thing_conflict_only_when_both_cannot_be_right(other: str, found: list[DisputeKind]):
    """EDITORIAL rule 11: another scope, a qualifier that overlaps or the same voice is no conflict."""
    assert [kind for dispute in analyse(f"{COUNTED} {other}").disputes for kind in dispute.kinds] == found


def test_counts_of_two_outlets_conflict_on_the_same_day_only():
    """A later figure is an update."""

    def kinds(day: str | None) -> list[DisputeKind]:
        first = ClaimText(
            article="0",
            text="The storm left 12 people dead in the harbour.",
            source="Post",
            date="2026-03-02",
            lang="en",
        )
        second = ClaimText(
            article="1", text="The storm left 19 people dead in the harbour.", source="Lantern", date=day, lang="en"
        )
        return [kind for dispute in analyse_story([first, second]).disputes for kind in dispute.kinds]

    assert kinds("2026-03-02T17:00:00Z") == [DisputeKind.FIGURES]
    assert kinds("2026-03-03") == []
    assert kinds(None) == []


def test_a_number_called_too_low_is_a_dispute_of_figures():
    text = "The register listed 40 boats, a number the guild said was far too low."
    assert [dispute.kinds for dispute in analyse(text).disputes] == [(DisputeKind.FIGURES,)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            (
                "The harbour paper said that nine boats had sunk in the storm. "
                "The harbour paper later retracted its report that nine boats had sunk in the storm."
            ),
            DisputeKind.RETRACTION,
        ),
        (
            (
                "Nine boats sank off the western harbour. The season opens in May. "
                "Correction: an earlier version of this article said nine boats sank off the western harbour."
            ),
            DisputeKind.CORRECTION,
        ),
    ],
)
def test_what_is_taken_back_is_linked_to_what_was_said(text: str, kind: DisputeKind):
    assert kind in [kind for dispute in analyse(text).disputes for kind in dispute.kinds]


def test_in_fact_sets_the_article_against_a_statement():
    text = "Minister Tavi Orm said that all the ships had sailed. In fact, two of the ships were still in port."
    found = analyse(text).disputes
    assert [(dispute.claimant, dispute.rule) for dispute in found] == [("Tavi Orm", "own.infact")]


def test_a_question_is_no_claim():
    text = "Q: Did the ministry lose the files?\nA: No, it did not."
    assert analyse(text).disputes == ()


def test_an_answer_is_not_linked_to_what_was_only_said_later():
    """The inspectors' finding of Wednesday is not what the firm denied on Tuesday."""
    text = {
        "2026-03-03": "Brack Leather denied that its tannery had released chromium waste into the lake.",
        "2026-03-04": "The tannery released chromium waste into the lake, inspectors found.",
    }
    found = analyse_story(
        [ClaimText(lang="en", article=day, text=words, source="Post", date=day) for day, words in text.items()]
    )
    assert [dispute.claim.article for dispute in found.disputes] == ["2026-03-03"]


def test_one_answer_in_two_outlets_is_one_dispute_with_a_pair_each():
    first = f"{ALLEGED}\n{DENIED}"
    second = f"Fishermen stayed at home on Monday.\n{ALLEGED}\n{DENIED}"
    found = analyse(first, second).disputes
    assert [(dispute.dispute, dispute.response.article) for dispute in found] == [("d1", "0"), ("d1", "1")]


def test_a_body_that_denies_what_is_said_of_it_is_a_party():
    story = analyse_story(
        [
            ClaimText(
                article="a1",
                text=(
                    "Officials said that a copy of the letter had gone to the Harbour Inspectorate on Monday. The"
                    " inspectorate denied that it had received a copy of the letter."
                ),
                lang="en",
            )
        ]
    )
    assert [dispute.kinds for dispute in story.disputes] == [(DisputeKind.DENIAL,)]


def test_whose_claim_it_is_begins_at_the_last_article():
    story = analyse_story(
        [
            ClaimText(
                article="a1",
                text="The samples, from three wells, contradict the company's statement that the water is clean.",
                lang="en",
            )
        ]
    )
    assert [dispute.claimant for dispute in story.disputes] == ["company"]


def test_an_outlet_that_says_it_reported_wrongly_is_the_one_that_made_the_claim():
    told = "An article published on 2 March said that the ferry line Merle received 14.2 million crowns last year."
    text = f"{told} That was wrong. Merle received 4.2 million crowns; the Ossel Courier misread a column."
    article = ClaimText(article="0", text=text, source="Ossel Courier", title="Correction: ferries", lang="en")
    (found,) = analyse_story([article]).disputes
    assert found.kinds == (DisputeKind.CORRECTION,)
    assert (found.claimant, found.responder) == ("Ossel Courier", "Ossel Courier")
