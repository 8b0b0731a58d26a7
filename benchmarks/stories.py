"""How many articles a second find their story while so many stories live: text in, story out.

    python benchmarks/stories.py [--live 48000] [--words 200] [--articles 3000]

Articles are made up: words of syllables, as frequent as words are (Zipf), and some of each event's own; most events
have one article, some two or three, so that 48,000 articles are 30,000 stories. First the index is filled; then it is
full: for each article that comes one is forgotten. Articles come in batches of 200, each settled, as a running program
does.

Beside it, on the same live articles and the same terms (each article's heaviest 80, weighed alike), stand two plain
ways to find the most similar article: an inverted index of which every entry is added up, and SQLite's FTS5 at its
fastest documented setting (in memory, contentless, detail=none), asked for the ten heaviest terms by its own rank.
All rates are CPU seconds of one process.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import sqlite3
import sys
import time
from bisect import bisect
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.domain.story import StoryText  # noqa: E402 - the path comes first
from bot.stories.cluster import StoryIndex  # noqa: E402 - as above
from bot.stories.vocabulary import Vocabulary  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DICTIONARY = 60_000
BATCH = 200
ASKED_TERMS = 10
BASELINE_ARTICLES = 200


def make_word(number: int) -> str:
    """Return a word of syllables, another for each number."""
    syllables = ""
    number += 20
    while number:
        syllables += "bcdfghklmnprstvz"[number % 16] + "aeiou"[number % 5]
        number //= 16
    return syllables


def make_articles(words: int) -> Iterator[StoryText]:
    """Yield articles without end, always the same."""
    chance = random.Random(7)
    dictionary = [make_word(number) for number in range(DICTIONARY)]
    frequencies = list(itertools.accumulate(1 / (rank + 3) for rank in range(DICTIONARY)))

    def draw(count: int) -> list[str]:
        return [
            dictionary[min(DICTIONARY - 1, bisect(frequencies, chance.random() * frequencies[-1]))]
            for _ in range(count)
        ]

    numbers = itertools.count()
    while True:
        own = [word.capitalize() for word in draw(12)] + chance.choices(dictionary[2000:], k=25)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            body = draw(words - 50) + chance.choices(own, k=50)
            chance.shuffle(body)
            title = " ".join(chance.sample(own, 7))
            yield StoryText(id=str(next(numbers)), title=title, text=" ".join(body), lang="en")


class Exhaustive:
    """An inverted index of which every entry is added up."""

    name = "every entry of an index"

    def __init__(self) -> None:
        self.entries: dict[str, list[tuple[str, float]]] = {}

    def add(self, name: str, weights: dict[str, float]) -> None:
        for term, weight in weights.items():
            self.entries.setdefault(term, []).append((name, weight))

    def find(self, weights: dict[str, float]) -> str | None:
        products: dict[str, float] = {}
        for term, weight in weights.items():
            for name, other in self.entries.get(term, ()):
                products[name] = products.get(name, 0.0) + weight * other
        return max(products, key=lambda name: products[name], default=None)


class FullText:
    """SQLite's FTS5."""

    name = "SQLite FTS5, ten terms"

    def __init__(self) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute("CREATE VIRTUAL TABLE articles USING fts5(terms, content='', detail=none)")

    def add(self, name: str, weights: dict[str, float]) -> None:
        self.database.execute("INSERT INTO articles (rowid, terms) VALUES (?, ?)", (int(name), " ".join(weights)))

    def find(self, weights: dict[str, float]) -> str | None:
        asked = " OR ".join(list(weights)[:ASKED_TERMS])
        query = "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 1"
        return next((str(row) for (row,) in self.database.execute(query, (asked,))), None)


class Reader:
    """The terms of articles, each named by a word of its own."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.names: dict[object, str] = {}

    def weigh(self, article: StoryText) -> dict[str, float]:
        vector, _ = self.vocabulary.weigh(self.vocabulary.read(article))
        return {self.names.setdefault(term, f"t{len(self.names)}"): weight for term, weight in vector.by_term().items()}


def find_and_add(baseline: Exhaustive | FullText, reader: Reader, article: StoryText) -> None:
    """Do for a baseline what placing does."""
    weights = reader.weigh(article)
    baseline.find(weights)
    baseline.add(article.id, weights)


def timed(work: Callable[[StoryText], object], articles: Iterable[StoryText]) -> float:
    """Return articles a CPU second."""
    given = list(articles)
    start = time.process_time()
    for article in given:
        work(article)
    return len(given) / (time.process_time() - start)


def placer(index: StoryIndex, *, settling: bool) -> Callable[[StoryText], None]:
    """Return what places an article and settles after each batch."""
    numbers = itertools.count(1)

    def place(article: StoryText) -> None:
        index.place(article)
        if settling and next(numbers) % BATCH == 0:
            index.settle(at_end=False)

    return place


def main() -> None:
    """Fill, measure, and measure the baselines over the same articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--live", type=int, default=48_000)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--articles", type=int, default=3_000)
    given = parser.parse_args()
    source, ids = make_articles(given.words), itertools.count()
    live = list(itertools.islice(source, given.live))
    latest = list(itertools.islice(source, 2 * given.articles))
    before = resident()
    index = StoryIndex(mint=lambda: f"s{next(ids)}", most_articles=given.live)
    rate = timed(placer(index, settling=True), live)
    print(f"{given.live} articles of {given.words} words and a title, {index.live_stories} live stories")
    print(f"filling: placing and settling {rate:8.0f} articles a second, {resident() - before:.0f} MB")
    print(f"full: placing                 {timed(placer(index, settling=False), latest[: given.articles]):8.0f}")
    index.settle(at_end=False)
    print(f"full: placing and settling    {timed(placer(index, settling=True), latest[given.articles :]):8.0f}")
    for baseline in (Exhaustive(), FullText()):
        reader = Reader()
        for article in live:
            baseline.add(article.id, reader.weigh(article))
        rate = timed(partial(find_and_add, baseline, reader), latest[-BASELINE_ARTICLES:])
        print(f"{baseline.name:29} {rate:8.0f}")


def resident() -> float:
    """Return the most memory this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
