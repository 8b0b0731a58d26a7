"""Highlights are spans of the stored text; the passage shown is a piece of it around them."""

from __future__ import annotations

import pytest

from bot.domain.article import Part
from bot.domain.highlight import PASSAGE_CHARS, highlights, passage
from bot.domain.search import Query, parse_query
from tests.contract.samples import revision, span

FILLER = "one two three four " * 40


def marked(text, **texts):
    held = revision(**texts)
    return [(found.part, found.slice(held)) for found in highlights(parse_query(text), held)]


def test_words_are_marked_wherever_they_stand_title_first():
    assert marked("bridge", title="The Bridge", body="A bridge; BRIDGES are bridge-like.") == [
        (Part.TITLE, "Bridge"),
        (Part.BODY, "bridge"),
        (Part.BODY, "bridge"),
    ]


def test_a_phrase_is_marked_as_a_whole_and_overlapping_marks_are_one():
    assert marked('"new york" "york city"', title="", body="New York City; new or york") == [
        (Part.BODY, "New York City"),
    ]


def test_accents_written_apart_belong_to_their_letter():
    assert marked("cafe", title="", body="Cafe\u0301s, cafe\u0301.") == [(Part.BODY, "cafe\u0301")]


def test_filters_mark_nothing():
    assert marked("source:gazette", title="Gazette", body="gazette") == []


@pytest.mark.parametrize("place", [0, 5, 300, len(FILLER)])
def test_a_passage_holds_its_mark_and_is_cut_between_words(place):
    at = FILLER.rfind(" ", 0, place + 1) + 1
    body = f"{FILLER[:at]}bridge {FILLER[at:]}"
    start, end = passage(body, [span(at, at + 6)])
    assert start <= at < at + 6 <= end <= start + PASSAGE_CHARS
    assert start == 0 or body[start - 1].isspace()
    assert end == len(body) or body[end].isspace()


def test_a_passage_goes_where_most_marks_are():
    body = "bridge " + FILLER + "bridge and bridge"
    held = revision(title="", body=body)
    start, end = passage(body, highlights(Query(phrases=(("bridge",),)), held))
    assert body[start:end].endswith("bridge and bridge")


def test_a_passage_without_marks_is_the_beginning():
    assert passage("  Short.  ", []) == (2, 8)
    assert passage(FILLER, [])[0] == 0
    assert passage("", []) == (0, 0)
    assert passage(" \n ", []) in {(3, 3), (0, 0)}


def test_a_mark_longer_than_a_passage_is_shown_whole():
    body = "x" * 500
    assert passage(body, [span(0, 500)]) == (0, 500)
