"""The language of topics: what is read, and what is refused with its place and its fix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.topic import (
    MOST_CHARS,
    MOST_DEPTH,
    MOST_TERMS,
    All,
    Either,
    Kind,
    Not,
    Term,
    TopicError,
    holds,
    is_rule,
    parse_topic,
    terms,
)

FLOOD, STORM, SPORT = (Term(Kind.NAME, name) for name in ("flood", "storm", "sport"))


def phrase(text):
    return Term(Kind.PHRASE, text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("flood", FLOOD),
        ("  climate   change ", Term(Kind.NAME, "climate change")),
        ("cats and dogs or not", Term(Kind.NAME, "cats and dogs or not")),
        ("flood AND storm", All((FLOOD, STORM))),
        ("flood storm AND sport", All((Term(Kind.NAME, "flood storm"), SPORT))),
        ("flood OR storm AND sport", Either((FLOOD, All((STORM, SPORT))))),
        ("(flood OR storm) AND sport", All((Either((FLOOD, STORM)), SPORT))),
        ("flood NOT sport", All((FLOOD, Not(SPORT)))),
        ("NOT NOT flood", Not(Not(FLOOD))),
        ("NOT (flood OR storm)", Not(Either((FLOOD, STORM)))),
        ('"high water" lang:DE', All((phrase("high water"), Term(Kind.LANG, "de")))),
        ("“high water” OR flood", Either((phrase("high water"), FLOOD))),
        ('source:gazette TOPIC:"climate change"',
         All((Term(Kind.SOURCE, "gazette"), Term(Kind.TOPIC, "climate change")))),
        ('"AND"', phrase("AND")),
        ("at 12:30 AND flood", All((Term(Kind.NAME, "at 12:30"), FLOOD))),
        ("https://a.example OR flood", Either((Term(Kind.NAME, "https://a.example"), FLOOD))),
    ],
)  # fmt: skip
def test_a_rule_is_read(text, rule):
    assert parse_topic(text) == rule


@pytest.mark.parametrize("text", ["flood", "climate change", "C++", "12:30", "AT&T", "and", "R:TV"])
def test_a_plain_name_is_no_rule(text):
    assert not is_rule(text)


@pytest.mark.parametrize(
    ("text", "position", "fix"),
    [
        ("", 1, "there is nothing to look for; write a word"),
        ("flood AND", 10, "a term is missing behind AND"),
        ("flood AND OR storm", 11, "a term is missing behind AND"),
        ("OR flood", 1, "a term is missing before OR"),
        ("NOT", 4, "a term is missing behind NOT"),
        ("flood (storm", 7, "this ( is never closed"),
        ("flood) storm", 6, "this ) closes no bracket"),
        ("flood ()", 8, "a term is missing behind ("),
        ('flood "storm', 7, "has no partner"),
        ('flood AND ""', 11, "no words between these quotation marks"),
        ("flood sorce:gazette", 7, "did you mean source:?"),
        ("flood lang:english", 7, "lang:english is no language code; write two letters, such as lang:en"),
        ("source: AND flood", 1, "needs a value behind the colon; write source:gazette"),
        ("flood AND ---", 11, "there is no word in ---"),
        (" OR ".join(["a"] * (MOST_TERMS + 1)), 5 * MOST_TERMS + 1, f"at most {MOST_TERMS} terms"),
        ("(" * (MOST_DEPTH + 1), MOST_DEPTH + 1, f"at most {MOST_DEPTH} deep"),
        ("a" * (MOST_CHARS + 1), MOST_CHARS + 1, f"at most {MOST_CHARS} characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_fix(text, position, fix):
    with pytest.raises(TopicError) as caught:
        parse_topic(text)
    assert caught.value.position == position
    assert fix in caught.value.reader
    assert f"At character {position}" in caught.value.reader


def test_a_rule_says_how_it_was_understood():
    assert str(parse_topic("a OR b c lang:de NOT (d OR e)")) == "“a” OR (“b c” AND lang:de AND NOT (“d” OR “e”))"


def test_terms_come_once_and_in_order():
    assert terms(parse_topic("storm AND (flood OR storm)")) == [STORM, FLOOD]


PIECES = ["a", "b", " ", "(", ")", '"', "“", "”", ":", "-", "AND ", " OR ", "NOT ", "lang:", "lang:de "]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_a_rule_or_a_mistake_with_a_place(text):
    try:
        rule = parse_topic(text)
    except TopicError as error:
        place = error.position
    else:
        place = 1
        assert terms(parse_topic(str(rule))), "what is shown can be typed"
    assert 1 <= place <= len(text) + 1


@given(st.lists(st.sampled_from(["flood", "storm", "sport"]), min_size=2, max_size=5), st.booleans(), st.booleans())
def test_and_or_mean_what_they_say(names, flood, storm):
    met = {FLOOD: flood, STORM: storm, SPORT: True}
    truths = [met[Term(Kind.NAME, name)] for name in names]
    assert holds(parse_topic(" AND ".join(names)), met) == all(truths)
    assert holds(parse_topic(" OR ".join(names)), met) == any(truths)
    assert holds(parse_topic("NOT (" + " OR ".join(names) + ")"), met) == (not any(truths))
