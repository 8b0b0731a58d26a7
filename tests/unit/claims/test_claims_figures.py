"""Figures: what is counted, in digits and in words, and which of two cannot both be right."""

from __future__ import annotations

from math import inf

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.grammar.lexicon import load
from bot.claims.grammar.text import read
from bot.claims.linking.figures import Figure, conflict, figures
from bot.domain.claim import ClaimText, DisputeKind, FoundDispute

ENGLISH = load("en")
COAST_GUARD = "The Coast Guard said on Sunday evening that seven people had died when the ferry Alma sank off Torvik."
HOSPITAL = "The Torvik Hospitals Board put the number of people killed in the sinking at nine on Sunday evening."


def read_figures(text: str) -> list[Figure]:
    assert ENGLISH is not None
    return figures(ENGLISH, read(text).sentences[0].tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said that seven people had died.", [("dead", 7, 7)]),
        ("At least four sailors were injured.", [("injured", 4, inf)]),
        ("The quake killed 10 people and injured 80.", [("dead", 10, 10), ("injured", 80, 80)]),
        ("Ten people were killed and dozens injured.", [("dead", 10, 10), ("injured", 24, inf)]),
        ("The board put the number of people killed in the sinking at nine.", [("dead", 9, 9)]),
        ("Police put the death toll at twelve.", [("dead", 12, 12)]),
        ("Twelve were hurt on the quay.", [("injured", 12, 12)]),
        ("Between 200 and 300 boats came.", [("boat", 200, 300)]),
        ("Tens of thousands of marchers came.", [("march", 20_000, inf)]),
        ("The fund holds $2.5bn.", [("$", 2.5e9, 2.5e9)]),
        ("Two dozen boats sank.", [("boat", 24, 24)]),
        ("The guild put the number of boats at 40.", [("boat", 40, 40)]),
        ("The office counted 171.", [("", 171, 171)]),
    ],
)
def test_a_figure_is_an_interval_of_what_is_counted(text: str, expected: list[tuple[str, float, float]]):
    assert [(figure.unit, figure.low, figure.high) for figure in read_figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He waited two days.",
        "One man died.",
        "On 12 March, at 9 am, the 40 year old left after 3 days.",
        "Orm, 15, was killed on Dec. 6.",
        "The 33-year-old won 31-24 at 11:15 in 2019.",
        "Four other people died.",
        "Two of the boats sank.",
        "He completed 28 of 41 passes.",
    ],
)
def test_times_ages_scores_and_parts_are_no_figures(text: str):
    assert read_figures(text) == []


def test_a_share_is_of_something():
    (figure,) = read_figures("Some 90 per cent of teachers walked out.")
    assert (figure.unit, figure.of, figure.low < 90 < figure.high) == ("%", "teach", True)


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ("12 people died", "19 people died", True),
        ("at least 12 people died", "19 people died", False),
        ("at least 12 people died", "two people died", True),
        ("more than 20 people died", "19 people died", True),
        ("about 20 people died", "19 people died", False),
        ("up to 20 people died", "19 people died", False),
        ("between 10 and 20 people died", "15 people died", False),
        ("12 people died", "12 people died", False),
        ("12 people died", "19 boats sank", False),
        ("12 people were killed", "a death toll of 19", True),
        ("$3 million was lost", "$5 million was lost", True),
        ("$973,000 was lost", "$972,814 was lost", False),
        ("$963,000 was lost", "$972,814 was lost", True),
        ("40 per cent of voters", "30 per cent of teachers", False),
    ],
)
def test_figures_conflict_only_when_their_intervals_part(one: str, other: str, conflicts: bool):
    pairs = [(first, second) for first in read_figures(one) for second in read_figures(other)]
    assert any(conflict(first, second) for first, second in pairs) is conflicts


def analysed(*texts: str, date: str = "2026-04-05") -> tuple[FoundDispute, ...]:
    articles = [
        ClaimText(lang="en", article=f"a{number}", text=text, source=f"Outlet {number}", date=date)
        for number, text in enumerate(texts)
    ]
    return analyse_story(articles).disputes


def test_two_bodies_that_count_the_dead_differently_on_one_day_are_two_sides():
    (dispute,) = analysed(f"{COAST_GUARD}\n{HOSPITAL}")
    assert dispute.kinds == (DisputeKind.FIGURES,)
    assert (dispute.claimant, dispute.responder) == ("Coast Guard", "Torvik Hospitals Board")


@pytest.mark.parametrize(
    "answer",
    [
        "The harbour police put the number at 2,000.",
        "The harbour police counted 2,000.",
        "The harbour police estimated that 2,000 people had come.",
        "The harbour police speak of 2,000.",
    ],
)
def test_a_counting_right_after_another_may_leave_out_what_is_counted(answer: str):
    (dispute,) = analysed(f"The union said that 9,000 strikers had come to the quay. {answer}")
    assert (dispute.claimant, dispute.responder, dispute.rule) == ("union", "harbour police", "figures.differ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A quake killed ten people in Upper Vale.", "A quake killed twelve people in Lower Vale."),
        ("A quake killed ten people in Upper Vale.", "The quake in Upper Vale killed six children."),
        ("Varn ran for 226 yards in the final.", "Orm ran for 101 yards in the final."),
        ("The mill expects 40 orders from the navy.", "The mill took 52 orders from the navy."),
        ("The first storm sank 40 boats off Torvik.", "It sank 90 boats off Torvik in another storm."),
    ],
)
def test_another_place_person_part_or_forecast_is_another_figure(one: str, other: str):
    assert analysed(one, other) == ()


def test_a_later_figure_is_an_update():
    articles = (
        ClaimText(lang="en", article="a", text=COAST_GUARD, source="One", date="2026-04-05"),
        ClaimText(lang="en", article="b", text=HOSPITAL, source="Two", date="2026-04-07"),
    )
    assert analyse_story(articles).disputes == ()
