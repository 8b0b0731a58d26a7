"""Figures: what is counted, in digits and in words, and which of two cannot both be right."""

from __future__ import annotations

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.figures import conflict, figures
from bot.claims.lexicon import load
from bot.domain.claim import ClaimText, DisputeKind

ENGLISH = load("en")
COAST_GUARD = "The Coast Guard said on Sunday evening that seven people had died when the ferry Alma sank off Torvik."
HOSPITAL = "The Torvik Hospitals Board put the number of people killed in the sinking at nine on Sunday evening."


def stated(text):
    return [(figure.unit, figure.low, figure.high) for figure in figures(ENGLISH, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said that seven people had died.", [("dead", 7, 7)]),
        ("At least four sailors were injured.", [("injured", 4, float("inf"))]),
        ("The board put the number of people killed in the sinking at nine.", [("dead", 9, 9)]),
        ("Police put the death toll at twelve.", [("dead", 12, 12)]),
        ("Twelve were hurt on the quay.", [("injured", 12, 12)]),
        ("He waited two days with three friends.", []),
        ("One man died.", []),
    ],
)
def test_a_figure_in_words_is_read_where_harm_is_counted(text, expected):
    assert stated(text) == expected


def test_an_open_figure_conflicts_with_no_higher_one():
    (at_least,) = figures(ENGLISH, "At least four people died.")
    (nine,) = figures(ENGLISH, "Nine people died.")
    (two,) = figures(ENGLISH, "Two people died.")
    assert not conflict(at_least, nine)
    assert conflict(at_least, two)


def analysed(*texts, date="2026-04-05"):
    articles = [
        ClaimText(article=f"a{number}", text=text, source=f"Outlet {number}", date=date)
        for number, text in enumerate(texts)
    ]
    return analyse_story(articles).disputes


def test_two_bodies_that_count_the_dead_differently_on_one_day_are_two_sides():
    (dispute,) = analysed(f"{COAST_GUARD}\n{HOSPITAL}")
    assert dispute.kinds == (DisputeKind.FIGURES,)
    assert (dispute.claimant, dispute.responder) == ("Coast Guard", "Torvik Hospitals Board")


def test_a_later_figure_is_an_update():
    articles = (
        ClaimText(article="a", text=COAST_GUARD, source="One", date="2026-04-05"),
        ClaimText(article="b", text=HOSPITAL, source="Two", date="2026-04-07"),
    )
    assert analyse_story(articles).disputes == ()
