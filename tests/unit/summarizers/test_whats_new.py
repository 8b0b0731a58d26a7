"""What is new: sentences whose names, figures and dates were not told before."""

import pytest

from summarizers import Document, SummaryError, whats_new
from summarizers.facts import facts_of

MORNING = "The Elm river rose by 2 metres on Monday. Mayor Ana Bell of Riverton closed the schools."
EVENING = Document(
    "The Elm river rose by 2 metres on Monday and closed schools in Riverton.\n\n"
    "Fire chief Omar Reed brought 40 people to safety in boats on Tuesday.\n\n"
    "He said the dam upstream was safe.\n\n"
    "The water has flooded the streets and the cellars of the town.",
    "en",
)


def news(told: list[str], **limit: int) -> list[str]:
    documents = [EVENING]
    return [sentence.text(documents) for sentence in whats_new(documents, told, **(limit or {"sentences": 5}))]


def test_only_sentences_with_new_facts_are_told() -> None:
    assert news([MORNING]) == ["Fire chief Omar Reed brought 40 people to safety in boats on Tuesday."]


def test_nothing_is_new_to_who_read_it_all() -> None:
    assert news([EVENING.text]) == []


def test_everything_with_a_fact_is_new_to_who_read_nothing() -> None:
    assert len(news([])) == 2
    assert not any("cellars" in text for text in news([]))


def test_a_limit_holds_for_news_too() -> None:
    assert news([MORNING], words=5) == []
    with pytest.raises(SummaryError, match="give one of"):
        whats_new([EVENING], [MORNING])


@pytest.mark.parametrize(
    ("text", "lang", "facts"),
    [
        ("On Monday Ana Bell counted 2,000 houses.", "en", {"monday", "ana", "bell", "2000"}),
        ("The mayor's office closed three schools.", "en", {"three"}),
        ("Riverton’s mayor met Bell’s lawyer at 7:30.", "en", {"bell", "7:30"}),
        ("La ville a compté 12,5 % de dégâts le 3 mars.", "fr", {"12,5", "3"}),
        ("Мер Києва закрив 3 школи.", "uk", {"мер", "києва", "3"}),
        ("河水上涨2米", "zh", {"2", "河 水", "水 上", "上 涨", "涨 米"}),
        ("Nothing is known yet.", "en", set()),
        ("", None, set()),
    ],
)
def test_facts_are_names_figures_and_dates(text: str, lang: str | None, facts: set[str]) -> None:
    assert facts_of(text, lang) == facts
