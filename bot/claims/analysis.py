"""Articles of one story in, statements and disputes out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.claims.disputes import find_disputes
from bot.claims.lexicon import DEFAULT_LANGUAGE, Lexicon, load
from bot.claims.statements import Reading, found, found_statements, read_article
from bot.domain.claim import ClaimText, StoryAnalysis


def analyse_story(articles: Sequence[ClaimText]) -> StoryAnalysis:
    """Return the statements and disputes of the articles of one story, disputes best first.

    Offsets are into `ClaimText.text` exactly as given. An article whose language is known and has no lexicon is
    passed over; an unknown language is read as English.
    """
    readings: list[Reading] = []
    lexicon: Lexicon | None = None
    for order, article in enumerate(articles):
        words = load(article.lang or DEFAULT_LANGUAGE)
        if words is not None:
            lexicon = words
            readings.append(read_article(words, article, order))
    statements = tuple(statement for reading in readings for statement in found_statements(reading))
    if lexicon is None:
        return StoryAnalysis(statements=statements, disputes=())
    disputes, unlinked = find_disputes(lexicon, readings)
    return StoryAnalysis(
        statements=statements,
        disputes=tuple(disputes),
        unlinked=tuple(found(reading, said) for reading, said in unlinked),
    )
