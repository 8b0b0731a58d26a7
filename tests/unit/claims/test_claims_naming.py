"""Who is shown as a side of a dispute. All people and places are invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.grammar.lexicon import load
from bot.claims.naming import shown_name
from bot.domain.claim import ClaimText


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (None, None),
        ("Runa Dahl", "Runa Dahl"),
        ("three jurors", "three jurors"),
        ("spokesman for the case workers", "spokesman for the case workers"),
        ("Evidence Action", "Evidence Action"),
        ("two", None),
        ("evidence", None),
        ("case of an expelled student", None),
        ("questions about evidence authorities", None),
        ("Radio Orlesk and Radio Orlesk", "Radio Orlesk"),
    ],
)
def test_only_who_can_speak_is_named(name: str | None, shown: str | None):
    lexicon = load("en")
    assert lexicon is not None
    assert shown_name(lexicon, name) == shown


def test_nobody_is_named_on_both_sides_unless_he_corrects_himself():
    text = "The bridge was opened in May. Prosecutors wrongly accused Runa Dahl of theft, Dahl said."
    for found in analyse_story([ClaimText(article="a", text=text, lang="en")]).disputes:
        assert found.claimant is None or found.claimant != found.responder


@pytest.mark.parametrize(("who", "kind"), [("The jury", "independent"), ("The mayor", "denial")])
def test_a_body_that_judges_finds_and_a_party_denies(who: str, kind: str):
    text = f"Runa Dahl claimed that the guild had dismissed her for her age. {who} rejected the claim on Monday."
    found = analyse_story([ClaimText(article="a", text=text, lang="en")]).disputes
    assert [one.kinds for one in found] == [(kind,)]


def test_the_claim_of_a_body_told_by_a_noun_has_its_name():
    text = "The inspectors' samples contradict the company's statement that every litre is treated. The works closed."
    found = analyse_story([ClaimText(article="a", text=text, lang="en")]).disputes
    assert [one.claimant for one in found] == ["company"]
