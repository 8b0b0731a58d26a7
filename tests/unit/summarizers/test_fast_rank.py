"""Our LexRank, TextRank and KL score every sentence as sumy's own classes do, to the last bit."""

import json
import random
import warnings
from pathlib import Path

import numpy as np
import pytest
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from summarizers import split, sumy_adapter
from summarizers.fast_kl import FastKL
from summarizers.fast_rank import Counts, FastLexRank, FastTextRank
from summarizers.sumy_adapter import Tokenizer, rank, rank_cheaply

ROOT = Path(__file__).resolve().parents[3]
PAIRS = [(LexRankSummarizer, FastLexRank), (TextRankSummarizer, FastTextRank), (KLSummarizer, FastKL)]
DOCUMENTS = 320
WORDS = ["river", "rose", "the", "town", "Monday", "flood", "flooded", "it", "dam", "Bell"]


def own_sentences() -> list[str]:
    """Return the sentences of our test stories, in several languages."""
    lines = (ROOT / "tests/eval/corpus/summaries.jsonl").read_text("utf-8").splitlines()
    texts = [text for line in lines for text in json.loads(line)["docs"]]
    texts += [path.read_text("utf-8").replace("|", "") for path in sorted((ROOT / "tests/eval/splits").glob("*.txt"))]
    return [text[a:b] for text in texts for a, b in split(text)]


def documents() -> list[tuple[str, list[str]]]:
    """Return documents of 1 to 60 sentences: of our stories, of few words, with repeats, in several languages."""
    draw, found, texts = random.Random(4), [], own_sentences()
    for number in range(DOCUMENTS):
        count = draw.choice([1, 2, 3, 5, 8, 13, 21, 34, 60])
        sentences = [
            draw.choice(texts) if draw.random() < 0.7 else " ".join(draw.choices(WORDS, k=draw.randint(1, 9)))
            for _ in range(count)
        ]
        sentences += draw.choices(sentences, k=number % 3)
        found.append((draw.choice(["en", "de", "ru", "vi", "xx"]), sentences))
    return [
        *found,
        ("en", ["It is."] * 4),
        ("en", ["One.", "Two.", "Three."]),
        ("en", ["One."]),
        ("en", ["1 2.", "3."]),
    ]


def scores(summarizer: type, lang: str, texts: list[str], threshold: float = 0.1) -> tuple[bytes, tuple[str, ...]]:
    """Return the scores as bytes, and the three sentences that the class itself chooses."""
    kept: list[float] = []

    class Keeping(summarizer):  # type: ignore[misc]  # a parameter
        """The class, which hides its scores, with a record of them."""

        def _get_best_sentences(self, sentences, count, rating):
            kept.extend(float(rating[sentence]) for sentence in sentences)
            return super()._get_best_sentences(sentences, count, rating)

    ranker = Keeping(sumy_adapter.stemmer(lang))
    ranker.stop_words, ranker.threshold = sumy_adapter.stop_words(lang), threshold
    model = ObjectDocumentModel([Paragraph([Sentence(text, Tokenizer(lang)) for text in texts])])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # no word shared: LexRank divides by zero, in both
        best = ranker(model, 3)
    return np.array(kept).tobytes(), tuple(map(str, best))


@pytest.mark.parametrize(("theirs", "ours"), PAIRS)
def test_scores_are_the_same_bits_in_more_than_three_hundred_documents(theirs: type, ours: type) -> None:
    told = documents()
    assert len(told) > 300
    assert [n for n, document in enumerate(told) if scores(theirs, *document) != scores(ours, *document)] == []


def test_a_similarity_as_good_as_the_threshold_is_decided_as_sumy_does() -> None:
    """The threshold is set to each similarity of a document in turn, and to its neighbours in floating point."""
    lang, texts = next(one for one in documents() if one[0] == "en" and 8 <= len(one[1]) <= 15)
    ranker = LexRankSummarizer(sumy_adapter.stemmer(lang))
    model = [Sentence(text, Tokenizer(lang)) for text in texts]
    words = [ranker._to_words_set(sentence) for sentence in model]
    tf, idf = ranker._compute_tf(words), ranker._compute_idf(words)
    found = {
        ranker.cosine_similarity(words[i], words[j], tf[i], tf[j], idf) for i in range(len(texts)) for j in range(i)
    }
    near = [value for one in found if one > 0 for value in (one, np.nextafter(one, 0), np.nextafter(one, 1))]
    assert len(near) > 10
    for threshold in near:
        assert scores(LexRankSummarizer, lang, texts, threshold) == scores(FastLexRank, lang, texts, threshold)


def test_the_comparison_sees_one_more_shared_word() -> None:
    """The twin: one word more changes the bits."""
    _, texts = documents()[-4]
    texts = [*texts, "The river rose.", "The town flooded.", "A river flooded the town."]
    other = [*texts[:-1], "A river flooded the river town."]
    for theirs, ours in PAIRS:
        assert scores(theirs, "en", texts) != scores(ours, "en", other)


def test_a_list_of_single_words_is_rated_in_its_order() -> None:
    """More sentences tie than are asked of sumy one by one."""
    texts = [f"word{chr(ord('a') + i // 26)}{chr(ord('a') + i % 26)}" for i in range(60)]
    assert [rating.index for rating in rank("kl", [texts], "en")] == list(range(60))


def test_pairs_are_the_same_in_small_portions() -> None:
    texts = [text.split() for _, document in documents()[:4] for text in document]
    counts = Counts.of(texts, str.lower)
    times = counts.times.astype(float)
    portions = list(counts.pairs(times, at_once=3))
    assert len(portions) > 10
    whole = list(counts.pairs(times))
    for part in range(2):
        assert np.array_equal(*(np.concatenate([p[part] for p in one]) for one in (portions, whole)))


@pytest.mark.parametrize("method", sorted(sumy_adapter.CHEAP_METHODS))
def test_cheap_words_find_nearly_the_same_best_sentences(method: str) -> None:
    texts = own_sentences()[:60]
    best = {rating.index for rating in rank(method, [texts], "en")[:10]}
    cheap = {rating.index for rating in rank_cheaply(method, texts, "en")[:10]}
    assert len(best & cheap) >= 7


@pytest.mark.parametrize("method", sorted(sumy_adapter.CHEAP_METHODS))
@pytest.mark.parametrize("texts", [[], ["1 2 3"], ["It is."], ["Rain."] * 5, ["\ud800 雨が降った。", "雨 rain"]])
def test_cheap_words_rate_every_sentence_once(method: str, texts: list[str]) -> None:
    ratings = rank_cheaply(method, texts, "en")
    assert sorted(rating.index for rating in ratings) == list(range(len(texts)))
    assert all(0 <= rating.score <= 1 for rating in ratings)
