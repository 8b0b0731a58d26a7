"""How the engine fares on the articles of each language: an article is right when all its disputes are.

`python -m tests.eval.language_scores` prints the development articles and names those that are not right; of the test
articles `tests.eval.run` prints figures only.
"""

from __future__ import annotations

import sys
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
    """One article: its disputes, those flagged at the right spans, those named right, wrong flags.

    `named` is the smaller of the numbers of claimants and of responders that are right.
    """

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
    """The articles of one part of a language."""

    language: str
    part: str
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
            f"{self.language} {self.part:<4}  disputed articles: spans and link"
            f" {sum(a.linked == a.disputes for a in self.disputed)},"
            f" speakers too {sum(a.named == a.disputes for a in self.disputed)} of {len(self.disputed)};"
            f" wrong flags: {sum(a.wrong_flags for a in self.disputed)} there,"
            f" {sum(a.wrong_flags for a in self.undisputed)} in {len(self.undisputed)} undisputed;"
            f" right articles {sum(a.is_right for a in self.articles) / max(1, len(self.articles)):.2f}"
        )


def judge_article(gold: Record, flags: Sequence[Record]) -> ArticleScore:
    """Hold the flags of one article, best first, against its gold."""
    disputes = [dispute for dispute in gold["disputes"] if dispute["core"]]
    count: Counter[str] = Counter()
    judge_flags(count, gold, flags)
    return ArticleScore(
        story=gold["story"],
        disputes=len(disputes),
        linked=count["right"],
        named=min(count["claimant"], count["responder"]),
        wrong_flags=count["wrong"],
    )


def judge_articles(gold: Sequence[Record], found: Sequence[Record]) -> tuple[ArticleScore, ...]:
    """Judge each article by what was found in it."""
    flags = {record["story"]: record["disputes"] for record in found}
    return tuple(judge_article(story, flags.get(story["story"], [])) for story in gold)


def score_articles(gold: Sequence[Record], found: Sequence[Record]) -> dict[str, float]:
    """Return the share of articles that are right, by language and part: "de_test"."""
    right: dict[str, list[bool]] = {}
    for story, score in zip(gold, judge_articles(gold, found), strict=True):
        right.setdefault(name_part(story["articles"][0]["lang"], story["part"]), []).append(score.is_right)
    return {name: sum(told) / len(told) for name, told in right.items()}


def name_part(language: str, part: str) -> str:
    """Return the name of the figure of one part of a language."""
    return f"{language}_{part}"


def score_languages(*parts: str) -> Iterator[LanguageScore]:
    """Run the engine over each language's articles of some parts."""
    for language, part in list_parts():
        if part in parts:
            gold = load_articles(language, part)
            yield LanguageScore(language, part, judge_articles(gold, engines.analyse_stories(gold)))


def main() -> None:
    """Print the figures of the development articles and what is wrong in which."""
    for score in score_languages("dev", "dev2", "dev3", "dev4", "dev5"):
        sys.stdout.write(f"{score}\n")
        for article in score.articles:
            if not article.is_right:
                sys.stdout.write(
                    f"    {article.story}: {article.linked} linked and {article.named} with both speakers"
                    f" of {article.disputes}, {article.wrong_flags} wrong flags\n"
                )


if __name__ == "__main__":
    main()
