"""sumy through our adapter ranks as sumy itself does, and every sentence keeps its number."""

import pytest
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from summarizers import sumy_adapter
from summarizers.sumy_adapter import Tokenizer, rank

TEXTS = [
    "The river rose by two metres on Monday.",
    "The old town of Riverton stood under water on Monday.",
    "Bakers sold bread from boats.",
    "The river flooded the old town, the mayor said.",
    "Nobody in the old town was hurt.",
]


@pytest.mark.parametrize(("method", "theirs"), [("lexrank", LexRankSummarizer), ("textrank", TextRankSummarizer)])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_best_sentences_are_those_sumy_itself_returns(method: str, theirs: type, count: int) -> None:
    tokenizer = Tokenizer("en")
    summarizer = theirs(sumy_adapter.stemmer("en"))
    summarizer.stop_words = sumy_adapter.stop_words("en")
    model = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in TEXTS])])
    expected = [str(sentence) for sentence in summarizer(model, count)]
    ours = sorted(rating.index for rating in rank(method, [TEXTS], "en")[:count])
    assert [TEXTS[i] for i in ours] == expected


@pytest.mark.parametrize("method", sorted(sumy_adapter.METHODS))
def test_every_sentence_comes_back_once_best_first(method: str) -> None:
    ratings = rank(method, [TEXTS[:2], TEXTS[2:], []], "en")
    assert sorted(rating.index for rating in ratings) == list(range(len(TEXTS)))
    assert [rating.score for rating in ratings] == sorted((rating.score for rating in ratings), reverse=True)


@pytest.mark.parametrize("method", sorted(sumy_adapter.METHODS))
def test_sentences_of_stop_words_and_equal_sentences_are_rated(method: str) -> None:
    assert len(rank(method, [["It is what it is.", "It is what it is."]], "en")) == 2


@pytest.mark.parametrize("lang", ["en", "de", "zh", "ru", "xx", None])
def test_every_language_is_ranked_with_or_without_a_stemmer(lang: str | None) -> None:
    assert len(rank("lexrank", [TEXTS], lang)) == len(TEXTS)


def test_the_tokenizer_speaks_for_sumy_without_nltk_data() -> None:
    tokenizer = Tokenizer("en")
    assert tokenizer.to_sentences("Mr. Roe left. Rain fell.") == ("Mr. Roe left.", "Rain fell.")
    assert tokenizer.to_words("It rained 35 times, isn't it?") == ("It", "rained", "times", "isn't", "it")
