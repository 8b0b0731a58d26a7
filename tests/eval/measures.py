"""What is measured on our corpus: for each measure its gold, the engine run and the scorer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.eval import alone, case_scores, engines, language_scores, scoring
from tests.eval.corpus.casebook import load_cases
from tests.eval.corpus.languages.articles import list_parts, load_articles

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
    """One quality measure. `engine` makes found records of gold records, `scorer` compares the two.

    `pinned` are the figures with floors. For disputes precision is pinned beside F1: a false flag is an accusation.
    """

    name: str
    gold: tuple[Record, ...]
    engine: Engine
    scorer: Scorer
    pinned: tuple[str, ...]

    def run(self) -> list[Record]:
        """Return what the engine finds."""
        return self.engine(self.gold)

    def score(self, found: Sequence[Record]) -> Mapping[str, float]:
        """Return the figures of some output."""
        return self.scorer(self.gold, found)

    def pin(self, figures: Mapping[str, float]) -> dict[str, float]:
        """Return the figures that have floors."""
        return {name: figures[name] for name in self.pinned}


def read_corpus(name: str) -> tuple[Record, ...]:
    """Return the records of one corpus file."""
    return tuple(json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines())


def all_measures() -> dict[str, Measure]:
    """Return every measure by its name in floors.toml."""
    return {
        measure.name: measure
        for measure in (
            *claim_measures(),
            case_measure(),
            language_measure(),
            story_measure(),
            *summary_measures(),
            alone_measure(),
        )
    }


def claim_measures() -> tuple[Measure, ...]:
    """Return the measures of the claim rules."""
    return (
        Measure(
            name="disputes",
            gold=read_corpus("disputes.jsonl"),
            engine=engines.analyse_stories,
            scorer=scoring.score_disputes,
            pinned=("precision", "recall", "f1", "claimant", "responder", "kind"),
        ),
        Measure(
            name="attribution",
            gold=read_corpus("attribution.jsonl"),
            engine=engines.analyse_articles,
            scorer=scoring.score_attribution,
            pinned=("cue", "source", "content", "statement"),
        ),
    )


def case_measure() -> Measure:
    """Return the measure of the written cases: the share that is right, group by group."""
    cases = load_cases()
    return Measure(
        name="cases",
        gold=tuple(case.story for case in cases),
        engine=engines.analyse_stories,
        scorer=case_scores.score_cases,
        pinned=tuple(sorted({case.group for case in cases})),
    )


def language_measure() -> Measure:
    """Return the measure of the articles in other languages: the share that is right, by language and part."""
    parts = {key: load_articles(*key) for key in list_parts()}
    return Measure(
        name="languages",
        gold=tuple(story for stories in parts.values() for story in stories),
        engine=engines.analyse_stories,
        scorer=language_scores.score_articles,
        pinned=tuple(sorted(language_scores.name_part(*key) for key in parts)),
    )


def story_measure() -> Measure:
    """Return the measure of the story index."""
    return Measure(
        name="stories",
        gold=read_corpus("stories.jsonl"),
        engine=engines.cluster_articles,
        scorer=scoring.score_stories,
        pinned=("f1",),
    )


def summary_measures() -> tuple[Measure, ...]:
    """Return the measures of the summarizers: articles by sentences, stories by words."""
    items = read_corpus("summaries.jsonl")
    return (
        Measure(
            name="article_summaries",
            gold=tuple(item for item in items if len(item["docs"]) == 1),
            engine=partial(engines.summarize_items, sentences=ARTICLE_SENTENCES),
            scorer=scoring.score_summaries,
            pinned=scoring.ROUGE,
        ),
        Measure(
            name="story_summaries",
            gold=tuple(item for item in items if len(item["docs"]) > 1),
            engine=partial(engines.summarize_items, words=STORY_WORDS),
            scorer=partial(scoring.score_summaries, limit=STORY_WORDS),
            pinned=scoring.ROUGE,
        ),
    )


def alone_measure() -> Measure:
    """Return the measure of sentences that read right alone, in other languages than English."""
    articles = alone.load_articles()
    return Measure(
        name="reads_alone",
        gold=articles,
        engine=partial(engines.summarize_items, sentences=alone.SENTENCES),
        scorer=alone.score,
        pinned=("all", *sorted({article["lang"] for article in articles}), "facts"),
    )
