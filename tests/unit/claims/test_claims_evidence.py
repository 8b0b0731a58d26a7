"""Evidence: the words that made a flag. All people and places are invented."""

from __future__ import annotations

import pytest

from bot.claims.rulebook.rules import RULES
from bot.claims.sides import analyse_with_sides
from bot.domain.claim import ClaimText, EvidenceRole, FoundDispute

DISPUTE_RULES = [rule for rule in RULES.values() if rule.finds == "dispute"]


def flag(text: str, rule: str) -> FoundDispute:
    found = analyse_with_sides([ClaimText(article="a", text=text, source="The Lantern", lang="en")])
    return next(dispute for dispute in found.disputes if dispute.rule == rule)


def words(text: str, rule: str) -> list[tuple[str, str]]:
    """Return (role, words) of the evidence for the first flag of a rule."""
    return [(one.role.value, text[one.span.start : one.span.end]) for one in flag(text, rule).evidence]


@pytest.mark.parametrize("rule", DISPUTE_RULES, ids=lambda rule: rule.id)
def test_every_rule_shows_the_words_that_made_it_fire(rule):
    roles = [role for role, _ in words(rule.example, rule.id)]
    assert EvidenceRole.CUE in roles


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        (
            "Vestria says Orlandia mined the strait. Orlandia denies the claim.",
            "deny.anaphor",
            [("cue", "denies"), ("claim", "says"), ("named", "Orlandia")],
        ),
        (
            "Orlandia rejected the claim that its patrol had crossed the border.",
            "deny.clause",
            [("cue", "rejected"), ("claim", "the claim that its patrol had crossed the border")],
        ),
        (
            "Ilse Varn said the ministry had lost the letter. “The report is categorically false,” Tavi Orm said.",
            "false.predicate",
            [("cue", "categorically false"), ("claim", "said")],
        ),
        (
            "The guild said Varn had ignored two letters. Varn said she had received no letters.",
            "counter.negation",
            [
                ("cue", "said"),
                ("cue", "she had received no"),
                ("claim", "said"),
                ("named", "Varn"),
                ("shared", "letters"),
            ],
        ),
        ("The minister falsely claimed that no ship had sailed.", "own.falsely", [("cue", "falsely")]),
    ],
)
def test_evidence_tells_what_fired_and_what_linked(text, rule, expected):
    assert words(text, rule) == expected


def test_words_of_another_length_in_small_letters_do_not_move_the_evidence():
    """A capital I with a dot has two characters in small letters."""
    text = "\u0130stra says \u0130landia mined the strait. \u0130landia denies mining the strait."
    (dispute,) = analyse_with_sides([ClaimText(article="a", text=text, lang="en")]).disputes
    shown = [text[one.span.start : one.span.end] for one in dispute.evidence]
    assert "denies" in shown
    assert all(word == word.strip(" .") for word in shown)


def test_a_link_tells_the_parts_of_its_score():
    dispute = flag("Vestria says Orlandia mined the strait. Orlandia denies the claim.", "deny.anaphor")
    assert [name for name, _ in dispute.score] == ["place", "words", "voices"]
    prior = RULES["deny.anaphor"].prior
    assert dispute.confidence == pytest.approx(
        prior + 0.08 * (sum(value for _, value in dispute.score) - 2.8), abs=0.006
    )
