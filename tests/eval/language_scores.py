"""How the engine fares on the test articles of each language: an article is right when all its disputes are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.eval import engines
from tests.eval.corpus.languages.articles import list_parts, load_articles
from tests.eval.scoring import judge_flags

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """One article: its disputes, those flagged at the right spans, those with both speakers right too, wrong flags."""

    story: str
    disputes: int
    linked: int
    named: int
    wrong_flags: int

    @property
    def is_right(self) -> bool:
        """Every dispute has spans, link and both speakers right; nothing else is flagged."""
        return self.named == self.disputes and not self.wrong_flags


@dataclass(frozen=True, slots=True)
class LanguageScore:
    """The articles of one language."""

    language: str
    articles: tuple[ArticleScore, ...]

    @property
    def disputed(self) -> list[ArticleScore]:
        """The articles that hold a dispute."""
        return [article for article in self.articles if article.disputes]

    @property
    def undisputed(self) -> list[ArticleScore]:
        """The articles that hold only traps."""
        return [article for article in self.articles if not article.disputes]

    def __str__(self) -> str:
        """One line: the positive articles, then the false flags, then both together."""
        return (
            f"{self.language}  disputed articles: spans and link {sum(a.linked == a.disputes for a in self.disputed)},"
            f" speakers too {sum(a.named == a.disputes for a in self.disputed)} of {len(self.disputed)};"
            f" wrong flags: {sum(a.wrong_flags for a in self.disputed)} there,"
            f" {sum(a.wrong_flags for a in self.undisputed)} in {len(self.undisputed)} undisputed;"
            f" right articles {sum(a.is_right for a in self.articles) / max(1, len(self.articles)):.2f}"
        )


def judge_article(gold: Record, flags: Sequence[Record]) -> ArticleScore:
    """Hold the flags of one article, best first, against its gold. Both speakers of a dispute have to be right."""
    disputes = [dispute for dispute in gold["disputes"] if dispute["core"]]
    whole: Counter[str] = Counter()
    judge_flags(whole, gold, flags)
    return ArticleScore(
        story=gold["story"],
        disputes=len(disputes),
        linked=whole["right"],
        named=min(whole["claimant"], whole["responder"]),
        wrong_flags=whole["wrong"],
    )


def judge_articles(gold: Sequence[Record], found: Sequence[Record]) -> tuple[ArticleScore, ...]:
    """Judge each article by what was found in it."""
    flags = {record["story"]: record["disputes"] for record in found}
    return tuple(judge_article(story, flags.get(story["story"], [])) for story in gold)


def score_languages(part: str = "test") -> Iterator[LanguageScore]:
    """Run the engine over each language's articles of one part."""
    for language, other in list_parts():
        if other == part:
            gold = load_articles(language, part)
            yield LanguageScore(language, judge_articles(gold, engines.analyse_stories(gold)))
