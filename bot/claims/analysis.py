"""Articles of one story in, statements and disputes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.claims.grammar.lexicon import load
from bot.claims.languages import is_checked
from bot.claims.light.find import find_light_disputes
from bot.claims.light.grammar.vocabulary import load_vocabulary
from bot.claims.light.speech.statements import read_light
from bot.claims.linking.disputes import find_disputes
from bot.claims.speech.statements import Reading, found, found_statements, read_article
from bot.domain.claim import ClaimText, StoryAnalysis


def analyse_story(articles: Sequence[ClaimText]) -> StoryAnalysis:
    """Return the statements and disputes of the articles of one story, disputes best first.

    Offsets are into `ClaimText.text` exactly as given. The claims of one language are linked with one another. An
    article in a language without rules, or whose language is not known, is passed over: nothing is flagged in it.
    """
    by_language: dict[str, list[tuple[int, ClaimText]]] = {}
    for order, article in enumerate(articles):
        if article.lang is not None and is_checked(article.lang):
            by_language.setdefault(article.lang, []).append((order, article))
    analyses = [_analyse(lang, group) for lang, group in by_language.items()]
    return analyses[0] if len(analyses) == 1 else _together(articles, analyses)


def _analyse(lang: str, articles: Sequence[tuple[int, ClaimText]]) -> StoryAnalysis:
    """Return what the articles of one language hold; `articles` are numbered by their place in the story."""
    readings: Sequence[Reading]
    if (vocabulary := load_vocabulary(lang)) is not None:
        readings = light = [read_light(vocabulary, article, order) for order, article in articles]
        disputes, unlinked = find_light_disputes(vocabulary, light)
    elif (lexicon := load(lang)) is not None:
        readings = full = [read_article(lexicon, article, order) for order, article in articles]
        disputes, unlinked = find_disputes(lexicon, full)
    else:
        return StoryAnalysis(statements=(), disputes=())
    return StoryAnalysis(
        statements=tuple(statement for reading in readings for statement in found_statements(reading)),
        disputes=tuple(disputes),
        unlinked=tuple(found(reading, said) for reading, said in unlinked),
    )


def _together(articles: Sequence[ClaimText], analyses: Sequence[StoryAnalysis]) -> StoryAnalysis:
    """Return the analyses of several languages as one, statements in the order of the articles."""
    order = {article.article: number for number, article in enumerate(articles)}
    statements = [statement for analysis in analyses for statement in analysis.statements]
    disputes = [
        replace(one, dispute=f"{one.dispute}.{number}" if number else one.dispute)
        for number, analysis in enumerate(analyses)
        for one in analysis.disputes
    ]
    return StoryAnalysis(
        statements=tuple(sorted(statements, key=lambda one: order[one.cue.article])),
        disputes=tuple(sorted(disputes, key=lambda one: -one.confidence)),
        unlinked=tuple(one for analysis in analyses for one in analysis.unlinked),
    )
