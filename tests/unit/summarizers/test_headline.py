"""The title a story is shown under."""

import pytest

from summarizers import Document, choose_headline

FLOOD = Document("The Elm river rose by two metres on Monday and flooded the old town of Riverton.", "en")


def chosen(*titles: str, lang: str = "en") -> str | None:
    index = choose_headline(titles, [Document(FLOOD.text, lang)] * len(titles))
    return None if index is None else titles[index]


@pytest.mark.parametrize(
    "bait",
    [
        "You won't believe what the Elm river did to Riverton on Monday",
        "What happened next to the flooded town of Riverton",
        "7 things to know about the flooded old town of Riverton",
        "Is the flooded old town of Riverton lost?",
        "This is how the Elm river flooded the old town of Riverton",
        "LIVE: Elm river floods the old town of Riverton",
        "ELM RIVER FLOODS THE OLD TOWN OF RIVERTON",
        "Elm river floods old town of Riverton…",
        "Here's why the Elm river flooded the old town of Riverton",
        "They fled the old town of Riverton as the Elm river rose",
        "Riverton flood",
        "27/09/2026 - Elm river floods the old town of Riverton",
        "Elm river floods the old town of Riverton " * 4,
    ],
)
def test_bait_is_passed_over_for_a_title_that_tells(bait: str) -> None:
    assert chosen(bait, "Schools close after river rises") == "Schools close after river rises"


def test_the_title_that_tells_most_of_what_all_report_is_chosen() -> None:
    full = "Elm river floods old town of Riverton"
    assert chosen("Insurers fear the worst this year", full, "Riverton mayor visits schools") == full


def test_bait_is_shown_where_there_is_nothing_else_and_untitled_stories_have_no_headline() -> None:
    assert chosen("", "Why did it rain?") == "Why did it rain?"
    assert chosen("", " ") is None
    assert choose_headline([], []) is None


def test_ties_go_to_the_earliest() -> None:
    assert choose_headline(["Elm river floods Riverton"] * 3, [FLOOD] * 3) == 0


def test_what_is_alleged_in_most_titles_is_not_stated_as_fact() -> None:
    careful = "Keeper accused of opening gates of Elm river dam"
    assert chosen("Keeper opened gates of Elm river dam", careful) == careful
    stated = "Elm river floods old town of Riverton"
    assert chosen(stated, "River floods old town, mayor says", "Elm river floods the old town") == stated


def test_titles_in_other_languages_are_chosen_too() -> None:
    assert chosen("河水上涨两米老城被淹市长下令撤离", "洪水", lang="zh") == "河水上涨两米老城被淹市长下令撤离"
    assert chosen("Warum der Fluss die Altstadt überschwemmt", "Fluss überschwemmt die Altstadt", lang="de") == (
        "Fluss überschwemmt die Altstadt"
    )
