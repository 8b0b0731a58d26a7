"""What an outlet reported and later set right: no summary quotes it as if it still stood (EDITORIAL rules 4 and 13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.claims.parties import one_voice
from bot.domain.article import StoredArticle
from bot.domain.claim import Dispute, DisputeKind, Mention, Status
from summarizers import split

_KINDS = frozenset({DisputeKind.CORRECTION, DisputeKind.RETRACTION})
_WORD = re.compile(r"\w{4,}|\d+")  # short words are in every sentence
# Two sentences say the same when so large a part of the shorter one's words, and so many, stand in the other.
_SHARED_PART, _SHARED_WORDS = 0.6, 4


def withdrawn(
    articles: Sequence[StoredArticle], cited: Iterable[StoredArticle], disputes: Iterable[Dispute]
) -> list[tuple[int, int, int]]:
    """Return where articles say what their own outlet corrected or retracted in another: (article, start, end).

    An article whose title or first sentence says it rests on it: then all of its body is returned.

    Args:
        articles: Where to look.
        cited: The revisions that the disputes point into.
        disputes: Of the story.
    """
    revisions = {stored.revision.id: stored for stored in (*cited, *articles)}
    found: list[tuple[int, int, int]] = []
    for claim, answer in _set_right(disputes):
        outlet = revisions[answer.span.revision_id].article.publisher
        if not outlet or not (answer.speaker is None or one_voice(answer.speaker, outlet)):
            continue
        stored = revisions[claim.span.revision_id]
        said = _words(stored.revision.text(claim.span.part)[claim.span.start : claim.span.end])
        for number, one in enumerate(articles):
            if one.article.publisher == outlet and one.article.id != answer.article_id:
                found += ((number, start, end) for start, end in _repeating(one, said))
    return found


def _set_right(disputes: Iterable[Dispute]) -> Iterator[tuple[Mention, Mention]]:
    """Yield what was corrected or retracted, each with the words that do so."""
    for dispute in disputes:
        if dispute.status in {Status.CORRECTED, Status.RETRACTED}:
            yield from ((pair.claim, pair.response) for pair in dispute.pairs if _KINDS & set(pair.kinds))


def _repeating(one: StoredArticle, said: frozenset[str]) -> list[tuple[int, int]]:
    """Return where an article says the same, or its whole body."""
    body = one.revision.body
    spans = split(body, one.revision.lang)
    again = [span for span in spans if _says_the_same(_words(body[span[0] : span[1]]), said)]
    rests_on_it = again[:1] == spans[:1] != [] or _says_the_same(_words(one.revision.title), said)
    return [(0, len(body))] if rests_on_it else again


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _says_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _SHARED_WORDS and shared >= _SHARED_PART * min(len(one), len(other))
