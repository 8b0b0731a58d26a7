"""The articles that tell what each sentence needs are sound, and their score sees what is left behind."""

import pytest

from summarizers import split
from tests.eval import alone
from tests.eval.engines import summarize_items

ARTICLES = alone.load_articles()


def test_nine_languages_have_their_articles() -> None:
    counts = {lang: sum(a["lang"] == lang for a in ARTICLES) for lang in {a["lang"] for a in ARTICLES}}
    assert counts == dict.fromkeys(("de", "es", "fr", "ru", "uk"), 12) | dict.fromkeys(("it", "pt", "nl", "pl"), 6)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_a_sentence_needs_earlier_ones_of_its_text(article) -> None:
    count = len(split(article["docs"][0], article["lang"]))
    assert all(0 <= giver < index < count for index, givers in article["needs"] for giver in givers)
    assert all(fact.casefold() in article["docs"][0].casefold() for fact in article["facts"])


def test_a_sentence_without_what_it_needs_is_a_fault() -> None:
    article = {"lang": "de", "docs": ["Ana Bell kam. Sie sprach. Es regnete."], "needs": [(1, frozenset({0}))]}
    first, second, third = ({"start": start} for start in (0, 14, 26))
    assert alone.find_faults(article, {"sentences": [first, second]}) == []
    assert alone.find_faults(article, {"sentences": [second, third]}) == [1]


def test_a_ranking_that_looks_at_no_referent_leaves_more_behind() -> None:
    blind = alone.score(ARTICLES, summarize_items(ARTICLES, method="sumbasic", sentences=alone.SENTENCES))
    assert blind["all"] < alone.score(ARTICLES, summarize_items(ARTICLES, sentences=alone.SENTENCES))["all"] - 0.2
