"""A summary begins where the text does: below the headings, with its first sentence."""

import pytest

from summarizers import Document, summarize, whats_new
from summarizers.opening import count_headings, find_opening
from summarizers.splitter import split

LEAD = "Rain flooded the old town of Riverton and the valley of the Elm on Monday, and two thousand people left."
TITLE = "Flood in Riverton drives many from their homes."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (LEAD, 0),
        (f"{TITLE}\n\n{LEAD}", 1),
        (f"{TITLE}\n\nMayor asks what comes next.\n\n{LEAD}", 2),
        (f"ABSTRACT.\n\n{LEAD}\n\nFULL TEXT.\n\n{LEAD}", 3),
        (f"{TITLE}\n\nMayor asks what comes next.", 0),
        (f"{TITLE} {LEAD}", 0),
    ],
)
def test_headings_are_short_lines_and_what_stands_above_a_label(text: str, count: int) -> None:
    assert count_headings(text, split(text, "en")) == count


@pytest.mark.parametrize(
    ("pointing", "alone", "naming", "opening"),
    [
        ("...", ".aa", ".n.", 0),
        ("p..", ".aa", "nn.", 0),
        ("p..", ".aa", "..n", 2),
        ("p..", "..a", ".n.", 2),
        ("p..", ".a.", "...", 1),
        ("ppp", "...", "...", 0),
        ("p.............", ".............a", ".............n", 0),
    ],
)
def test_the_first_sentence_opens_unless_it_points_back_and_names_nobody(
    pointing: str, alone: str, naming: str, opening: int
) -> None:
    marks = [[mark != "." for mark in row] for row in (pointing, alone, naming)]
    assert find_opening(range(len(pointing)), *marks, goes_on=False) == opening


def test_an_opening_that_goes_on_from_what_is_not_shown_gives_way_too() -> None:
    nothing, second = [False, False], [False, True]
    assert find_opening([0, 1], nothing, second, nothing, goes_on=False) == 0
    assert find_opening([0, 1], nothing, second, nothing, goes_on=True) == 1


def told(text: str, count: int, lang: str = "en") -> list[str]:
    documents = [Document(text, lang)]
    return [sentence.text(documents) for sentence in summarize(documents, sentences=count)]


# Nothing in it leans on another sentence, and it shares the most words with the rest.
CENTRAL = "All schools of Riverton, Elmton and Oakton were closed on Tuesday and Wednesday."
FIRST = "Anglers of the valley met on Monday."
REST = (
    "The schools of Elmton were closed until Tuesday. Schools of Riverton were closed until Wednesday. "
    "Oakton had its schools closed until Tuesday."
)


def test_a_summary_begins_with_the_opening_of_the_text() -> None:
    for count in (1, 2, 3):
        assert told(f"{FIRST} {CENTRAL} {REST}", count)[0] == FIRST


def test_each_of_several_texts_is_opened_before_more_of_it_is_shown() -> None:
    other = "Bakers of the county met abroad."
    documents = [Document(f"{FIRST} {CENTRAL}", "en"), Document(f"{other} {CENTRAL} {REST}", "en")]
    for count in (1, 2, 3, 4):
        found = [sentence.text(documents) for sentence in summarize(documents, sentences=count)]
        assert FIRST in found or CENTRAL not in found
        assert other in found or found[-1] in (FIRST, CENTRAL)


def test_an_opening_that_another_text_said_need_not_be_said_again() -> None:
    news = "Insurers of the valley expect a damage of forty million crowns."
    documents = [Document(f"{FIRST} {CENTRAL}", "en"), Document(f"{FIRST} {news}", "en")]
    assert [s.text(documents) for s in summarize(documents, sentences=3)] == [FIRST, CENTRAL, news]


def test_an_opening_that_was_told_before_need_not_be_told_again() -> None:
    documents = [Document(f"{FIRST} {CENTRAL}", "en")]
    assert [s.text(documents) for s in whats_new(documents, [FIRST], sentences=1)] == [CENTRAL]


def test_an_opening_that_does_not_fit_opens_nothing_and_something_is_shown() -> None:
    documents = [Document(f"{LEAD} {REST}", "en")]
    (found,) = summarize(documents, words=8)
    assert len(found.text(documents).split()) <= 8


def test_headings_are_not_shown() -> None:
    assert told(f"{TITLE}\n\n{LEAD}\n\n{CENTRAL}", 3) == [LEAD, CENTRAL]


def test_other_languages_choose_as_they_did() -> None:
    first = "Angler trafen sich am Montag."
    rest = "Schulen in Elmtal bleiben am Dienstag und am Mittwoch geschlossen. Schulen in Elmtal öffnen am Freitag."
    assert told(f"{first} {rest}", 1, "de") != [first]


def test_the_author_speaks_only_where_the_text_begins_in_his_voice() -> None:
    mine = "I saw that all schools of Riverton, Elmton and Oakton were closed on Wednesday."
    assert mine not in told(f"{FIRST} {mine} {REST}", 3)
    assert mine in told(f"I met anglers of the valley on Monday. {mine} {REST}", 3)


def test_two_apostrophes_are_a_quotation_mark() -> None:
    one, two = "''Schools of Riverton are closed today.", "A bridge of Elmton is closed,'' Mayor Ana Bell said."
    documents = [Document(f"{FIRST} {one} {two}", "en")]
    found = [sentence.text(documents) for sentence in summarize(documents, sentences=2)]
    assert (one in found) == (two in found)
    assert [s.text(documents) for s in summarize(documents, sentences=3)] == [FIRST, one, two]
