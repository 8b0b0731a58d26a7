"""What may stand in a summary and what it needs beside it."""

import pytest

from summarizers.base import Document
from summarizers.candidates import candidates


def shown(text: str, lang: str = "en") -> dict[str, tuple[bool, int]]:
    """Map each sentence to whether it may be chosen and how many neighbours it takes along."""
    return {c.text: (c.admissible, len(c.needs)) for c in candidates([Document(text, lang)])}


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our daily newsletter and never miss a story again.",
        "Click here to read more about the flood in the valley.",
        "We use cookies on this website to make it work for you.",
        "Reporting by Jane Roe in Riverton, editing by John Doe in Elmton.",
        "Photo: The old bridge stands under water in the town of Riverton.",
        "Anna Roe: The mayor of Riverton spoke to people at the town hall.",
        "09:15 GMT, 12 March 2021, Riverton, Elm County, United Kingdom.",
        "The mayor speaks at the town hall, Monday, March 8, 2021.",
        "Will the dam hold for another night of heavy rain?",
        "Write to news@example.org if you know more about the dam.",
        "The dam upstream has been watched for many years and ...",
        "Too short to stand alone.",
        "A heading without a stop at the end of it",
        "RAIN FLOODS THE OLD TOWN OF RIVERTON FOR THE SECOND TIME.",
    ],
)
def test_furniture_of_the_page_is_never_chosen(text: str) -> None:
    assert shown(text) == {text: (False, 0)}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The mayor of Riverton ordered people to leave their homes.", "en"),
        ("KABUL: The river rose by two metres on Monday, officials said.", "en"),
        ('"We were lucky to get out in time," fire chief Omar Reed said.', "en"),
        ("Der Fluss ist am Montag um zwei Meter gestiegen, sagte Meier.", "de"),
        ("河水在星期一上涨了两米，市长下令居民离开家园。", "zh"),
        ("ارتفع منسوب النهر مترين يوم الاثنين وغمر المدينة القديمة.", "ar"),
    ],
)
def test_prose_may_be_chosen_alone(text: str, lang: str) -> None:
    assert shown(text, lang) == {text: (True, 0)}


@pytest.mark.parametrize(
    ("opening", "lang"),
    [
        ("She told reporters the dam upstream was safe.", "en"),
        ("But the dam upstream was said to be safe.", "en"),
        ("“Nobody needs to leave the town today,” she said.", "en"),
        ("“The dam upstream is as safe as ever.”", "en"),
    ],
)
def test_a_sentence_that_points_back_takes_its_predecessor_along(opening: str, lang: str) -> None:
    first = "Mayor Ana Bell spoke to reporters at the town hall."
    assert shown(f"{first} {opening}", lang) == {first: (True, 0), opening: (True, 1)}
    assert shown(opening, lang) == {opening: (False, 0)}


def test_a_chain_of_pronouns_longer_than_three_sentences_is_passed_over() -> None:
    first = "Mayor Ana Bell spoke to reporters at the town hall."
    chain = [f"She had spoken to reporters {n} times before that." for n in ("two", "three", "four")]
    found = shown(" ".join([first, *chain]))
    assert [found[text] for text in chain] == [(True, 1), (True, 2), (False, 0)]


def test_sentences_of_one_quotation_go_together() -> None:
    one, two = "“Nobody needs to leave the town today.", "The dam upstream is safe,” Mayor Ana Bell said."
    assert shown(f"{one} {two}") == {one: (True, 1), two: (True, 1)}


def test_a_quotation_that_never_closes_is_not_shown() -> None:
    one, two = "“Nobody needs to leave the town today.", "Rain fell on the town for two days."
    found = shown(f"{one}\n\n{two}")
    assert found == {one: (False, 0), two: (True, 0)}
