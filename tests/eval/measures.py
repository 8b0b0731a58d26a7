"""What is measured on our corpus: for each measure its gold, the engine run and the scorer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.eval import engines, scoring

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Record = dict[str, Any]
    Engine = Callable[[Sequence[Record]], list[Record]]
    Scorer = Callable[[Sequence[Record], Sequence[Record]], Mapping[str, float]]

CORPUS = Path(__file__).parent / "corpus"
ARTICLE_SENTENCES = 2  # the references of articles are about 30 words long
STORY_WORDS = 80  # those of stories about 50; quotations need more words than a paraphrase


@dataclass(frozen=True, slots=True)
class Measure:
    """One quality measure. `engine` makes found records of gold records, `scorer` compares the two."""

    name: str
    gold: tuple[Record, ...]
    engine: Engine
    scorer: Scorer

    def run(self) -> list[Record]:
        """Return what the engine finds."""
        return self.engine(self.gold)

    def score(self, found: Sequence[Record]) -> Mapping[str, float]:
        """Return the figures of some output."""
        return self.scorer(self.gold, found)


def read_corpus(name: str) -> tuple[Record, ...]:
    """Return the records of one corpus file."""
    return tuple(json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines())


def all_measures() -> dict[str, Measure]:
    """Return every measure by its name in floors.toml."""
    items = read_corpus("summaries.jsonl")
    articles = tuple(item for item in items if len(item["docs"]) == 1)
    stories = tuple(item for item in items if len(item["docs"]) > 1)
    measures = (
        Measure("disputes", read_corpus("disputes.jsonl"), engines.analyse_stories, scoring.score_disputes),
        Measure("attribution", read_corpus("attribution.jsonl"), engines.analyse_articles, scoring.score_attribution),
        Measure(
            "article_summaries",
            articles,
            partial(engines.summarize_items, sentences=ARTICLE_SENTENCES),
            scoring.score_summaries,
        ),
        Measure(
            "story_summaries",
            stories,
            partial(engines.summarize_items, words=STORY_WORDS),
            partial(scoring.score_summaries, limit=STORY_WORDS),
        ),
    )
    return {measure.name: measure for measure in measures}
