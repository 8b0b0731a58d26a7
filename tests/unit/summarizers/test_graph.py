"""How sentences hold each other up: by the words they share, and by what later ones take up."""

import pytest

from summarizers.graph import taken_up, textrank

RIVER, TOWN, BOTH, PUZZLE = (
    ["river", "rose"],
    ["town", "closed"],
    ["river", "town", "rose", "closed"],
    ["crossword", "noon"],
)


def test_a_text_that_shares_words_with_most_others_ranks_highest() -> None:
    ranks = textrank([RIVER, TOWN, BOTH, PUZZLE])
    assert max(ranks) == ranks[2]
    assert min(ranks) == ranks[3]
    assert ranks[0] == pytest.approx(ranks[1])


def test_ranks_have_settled() -> None:
    ranks = textrank([RIVER, TOWN, BOTH])
    damped = [0.05 + 0.85 * ranks[2] / 2, 0.05 + 0.85 * ranks[2] / 2, 0.05 + 0.85 * (ranks[0] + ranks[1])]
    assert ranks == pytest.approx(damped, abs=1e-4)


@pytest.mark.parametrize("texts", [[], [[]], [["rain"]], [["rain"], ["rain"]], [["rain", "fell"]] * 3])
def test_texts_without_pairs_and_equal_ones_have_equal_ranks(texts: list[list[str]]) -> None:
    assert len({round(rank, 9) for rank in textrank(texts)}) <= 1


def test_what_is_taken_up_later_counts_and_what_takes_up_does_not() -> None:
    once, again = {"river": 1.0}, {"river": 0.6, "town": 0.8}
    first, second = taken_up([once, again], documents=[0, 0])
    assert first > second == 0.0


def test_documents_take_each_other_up_whichever_comes_first() -> None:
    once, again = {"river": 1.0}, {"river": 0.6, "town": 0.8}
    first, second, stray = taken_up([once, again, {"noon": 1.0}], documents=[0, 1, 2])
    assert first == second > stray == 0.0


def test_hardly_similar_sentences_do_not_take_each_other_up() -> None:
    assert taken_up([{"river": 1.0}, {"river": 0.09, "town": 0.99}], documents=[0, 1]) == [0.0, 0.0]
