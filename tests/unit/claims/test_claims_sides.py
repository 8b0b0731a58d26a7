"""What joins a dispute that was found: further voices, confirmations, withdrawals; and what must not."""

from __future__ import annotations

import pytest

from bot.claims.rulebook.side_rules import ADDED_RULES, SAME_VOICE
from bot.claims.sides import analyse_with_sides
from bot.domain.claim import ClaimText, DisputeKind, FoundDispute

DISPUTED = (
    "The tenants' league accuses Brandt Homes of shutting off the heating in the Quay Street flats."
    " Brandt Homes denies the accusation."
)


def joined(*texts: str, source: str = "The Lantern") -> list[tuple[FoundDispute, str]]:
    """Return what joins the dispute when articles follow the one that holds it, with the words that do."""
    articles = [
        ClaimText(article=str(number), text=text, source=source, lang="en")
        for number, text in enumerate((DISPUTED, *texts))
    ]
    found = [pair for pair in analyse_with_sides(articles).disputes if pair.rule in ADDED_RULES]
    return [
        (pair, articles[int(pair.response.article)].text[pair.response.start : pair.response.end]) for pair in found
    ]


CONFIRMING = [
    ("The city court ruled that Brandt Homes had shut off the heating in the Quay Street flats.", "whole"),
    ("Inspectors of the city found that Brandt Homes had shut off the heating in the Quay Street flats.", "whole"),
    ("Brandt Homes admitted shutting off the heating in the Quay Street flats.", "whole"),
    ("Brandt Homes acknowledged on Friday that it had shut off the heating in the Quay Street flats.", "whole"),
    ("Brandt Homes admitted that it had shut off the heating in some of the Quay Street flats.", "part"),
    ("Inspectors confirmed that the heating had been shut off in two of the five Quay Street flats.", "part"),
    (
        "Brandt Homes admitted that it had shut off the heating in one stair of Quay Street, but denied the rest.",
        "part",
    ),
    ("The Lantern has confirmed that Brandt Homes shut off the heating in the Quay Street flats.", "whole"),
]


@pytest.mark.parametrize(("sentence", "extent"), CONFIRMING)
def test_a_confirmation_joins_with_its_extent(sentence, extent):
    kinds = {"whole": DisputeKind.CONFIRMATION, "part": DisputeKind.PARTIAL_CONFIRMATION}
    ((pair, words),) = joined(sentence)
    assert (pair.kinds, words) == ((kinds[extent],), sentence)
    assert pair.responder


NOT_CONFIRMING = [
    # a party about itself, and what belongs to a party
    "The tenants' league confirmed that Brandt Homes had shut off the heating in the Quay Street flats.",
    "Inspectors of the tenants' league found that Brandt Homes had shut off the heating in the Quay Street flats.",
    "An internal audit found that Brandt Homes had shut off the heating in the Quay Street flats.",
    # second hand: the league's word
    "The tenants' league said that Brandt Homes had admitted shutting off the heating in the Quay Street flats.",
    "The league said that inspectors had found that Brandt Homes had shut off the heating in the Quay Street flats.",
    # another matter, an inquiry, a possibility, the opposite
    "The city court ruled that Brandt Homes must pay for the lift in the Quay Street flats.",
    "Brandt Homes admitted that the heating of the school was old.",
    "Inspectors confirmed that they were looking into whether Brandt Homes had shut off the heating in Quay Street.",
    "Brandt Homes confirmed that it had received a complaint about the heating in the Quay Street flats.",
    "The city court ruled that Brandt Homes had not shut off the heating in the Quay Street flats.",
    "Inspectors found that Brandt Homes may have shut off the heating in the Quay Street flats.",
    # no body, no name, no confirmation
    "A neighbour confirmed that Brandt Homes had shut off the heating in the Quay Street flats.",
    "The Courier has confirmed that Brandt Homes shut off the heating in the Quay Street flats.",
    "Brandt Homes would neither confirm nor deny that it had shut off the heating in the Quay Street flats.",
    "Brandt Homes did not admit that it had shut off the heating in the Quay Street flats.",
    "Brandt Homes declined to confirm that it had shut off the heating in the Quay Street flats.",
]


@pytest.mark.parametrize("sentence", NOT_CONFIRMING)
def test_what_confirms_nothing_joins_as_no_confirmation(sentence):
    confirming = {DisputeKind.CONFIRMATION, DisputeKind.PARTIAL_CONFIRMATION}
    assert [words for pair, words in joined(sentence) if set(pair.kinds) & confirming] == []


def test_a_pointer_confirms_where_the_article_holds_one_dispute():
    ((pair, _),) = joined(f"{DISPUTED} On Friday Brandt Homes admitted the accusation.")
    assert pair.kinds == (DisputeKind.CONFIRMATION,)


def test_a_pointer_in_an_article_without_the_dispute_points_nowhere():
    assert joined("On Friday Brandt Homes admitted the accusation.") == []


def test_a_claim_taken_back_by_its_own_side_joins_and_another_ones_withdrawal_does_not():
    own = "The tenants' league withdrew its claim that Brandt Homes had shut off the heating in the Quay Street flats."
    other = "The city withdrew its claim that Brandt Homes had shut off the heating in the Quay Street flats."
    assert [pair.kinds for pair, _ in joined(own)] == [(DisputeKind.RETRACTION,)]
    assert [pair.kinds for pair, _ in joined(other) if pair.rule != SAME_VOICE] == []


def test_every_outlet_that_carries_a_side_is_heard_once():
    """Three outlets carry the same denial: the side has a place in each of them."""
    copy = "Brandt Homes rejected the allegation that it had shut off the heating in the Quay Street flats."
    found = analyse_with_sides(
        [ClaimText(article=str(n), text=text, lang="en") for n, text in enumerate((DISPUTED, copy, copy, copy))]
    )
    places = {(pair.response.article, pair.response.start) for pair in found.disputes if pair.dispute == "d1"}
    assert {article for article, _ in places} == {"0", "1", "2", "3"}
    assert len({pair.dispute for pair in found.disputes}) == 1


def test_an_unknown_language_adds_nothing():
    articles = [
        ClaimText(article="0", text=DISPUTED, lang="en"),
        ClaimText(article="1", text=CONFIRMING[0][0], lang="xx"),
    ]
    assert [pair for pair in analyse_with_sides(articles).disputes if pair.rule in ADDED_RULES] == []
