"""Every rule proves itself: it fires on its example and leaves its counter-example alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.claims.rulebook import reference, rules
from bot.claims.rulebook.rule import Rule
from bot.claims.rulebook.rules import RULES
from bot.claims.sides import analyse_with_sides
from bot.domain.claim import ClaimText

OWED = "a rule brings an `example` it fires on and a `counter_example` it does not: docs/how-to/write-a-rule.md"


def fired(text: str) -> set[str]:
    """Return the ids of the rules that fire on a text, whatever their confidence."""
    found = analyse_with_sides([ClaimText(article="a", text=text, source="The Lantern", lang="en")])
    return {statement.rule for statement in found.statements} | {dispute.rule for dispute in found.disputes}


def unproven(rule: Rule) -> list[str]:
    """Return what a rule says of itself that does not hold."""
    faults = [f"`{name}` is empty" for name in Rule.__dataclass_fields__ if getattr(rule, name) == ""]
    if rule.finds not in {"statement", "dispute", "side"}:
        faults.append(f'`finds` is {rule.finds!r}; it is "statement", "dispute" or "side"')
    if not 0 < rule.prior <= 1:
        faults.append(f"`prior` is {rule.prior}; it is a share above 0, at most 1")
    if rule.id not in (on := fired(rule.example)):
        faults.append(f"does not fire on its `example`; there fire {sorted(on)}")
    if rule.id in fired(rule.counter_example):
        faults.append("fires on its `counter_example`")
    return faults


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_fires_on_its_example_and_not_on_its_counter_example(rule):
    assert unproven(rule) == [], f"{rule.id}: {OWED}"


def test_no_two_rules_share_an_id():
    lists = (rules.STATEMENT_RULES, rules._DISPUTES, rules.FINDING_RULES, rules.SIDE_RULES)
    assert len(RULES) == sum(len(rules_of) for rules_of in lists)


def test_the_reference_page_is_what_the_generator_writes():
    page = Path(__file__).parents[3] / "docs" / "reference" / "rules.md"
    stale = "the rules changed: python -m bot.claims.rulebook.reference > docs/reference/rules.md"
    assert page.read_text("utf-8") == reference.page(), stale


def test_the_page_tells_everything_of_every_rule():
    page = reference.page()
    for rule in RULES.values():
        section = page.split(f"\n### {rule.id}\n")[1].split("\n## ")[0].split("\n### ")[0]
        told = re.sub(r"\s+", " ", section.replace("\n>", " "))
        for words in (rule.example, rule.counter_example, rule.not_matched, rule.pattern[1:]):
            assert " ".join(words.split()) in told
        assert ("Measured: " in told) == (rule.finds == "dispute")


def test_the_check_sees_a_rule_that_does_not_do_what_it_says():
    """The twin: an example it does not fire on, a counter-example it does, an empty field, a wrong share."""
    rule = RULES["indirect"]
    swapped = replace(rule, example=rule.counter_example, counter_example=rule.example)
    assert unproven(swapped) == [
        "does not fire on its `example`; there fire []",
        "fires on its `counter_example`",
    ]
    assert unproven(replace(rule, pattern="", prior=1.5)) == [
        "`pattern` is empty",
        "`prior` is 1.5; it is a share above 0, at most 1",
    ]
