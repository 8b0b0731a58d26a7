"""Nothing is called "the truck" where the sentence that speaks of a truck is not shown."""

import pytest

from summarizers import Document, summarize
from summarizers.phrases import phrases_of
from summarizers.referents import find_referents

TRUCK = "Omar Reed of Elmton lost a refrigerated truck to the flood on Monday."


def referents(*texts: str, lang: str = "en") -> set[str]:
    return set(find_referents(texts, phrases_of(lang))[-1])


@pytest.mark.parametrize(
    "text",
    [
        "Ana Bell saw the truck in the river.",
        "Nobody has seen the truck since.",
        "Engineers said the truck was empty.",
        "This truck carried fish to the county.",
    ],
)
def test_what_was_introduced_with_an_article_is_resumed_by_the(text: str) -> None:
    assert referents(TRUCK, text) == {"truck"}


@pytest.mark.parametrize(
    "text",
    [
        "The truck of Omar Reed was empty.",
        "Ana Bell saw a truck; the truck was empty.",
        "Ana Bell found the truck driver.",
        "The river rose and the bridge fell.",
    ],
)
def test_what_is_told_apart_or_introduced_anew_resumes_nothing(text: str) -> None:
    assert referents(TRUCK, text) == set()


def test_a_language_without_articles_of_its_own_resumes_nothing() -> None:
    assert referents(TRUCK, "Ana Bell saw the truck in the river.", lang="ru") == set()


def test_a_sentence_is_chosen_only_after_one_that_names_what_it_resumes() -> None:
    text = (
        "Rain flooded Riverton and Elmton on Monday. Riverton closed its schools. "
        f"{TRUCK} Ana Bell of Riverton saw the truck in the river at Elmton on Monday."
    )
    documents = [Document(text, "en")]
    for count in (1, 2, 3, 4):
        shown = [sentence.text(documents) for sentence in summarize(documents, sentences=count)]
        assert shown
        assert TRUCK in shown or not any("the truck" in sentence for sentence in shown)
    assert len(summarize(documents, sentences=4)) > 2
