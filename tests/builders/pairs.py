"""Short ways to make pairs of a dispute over invented texts, by the words of their two sides."""

from __future__ import annotations

from bot.domain.article import Part, Span
from bot.domain.claim import DisputeKind, Mention, Pair


class Texts:
    """Revisions by id, and mentions of words that stand in them; an article's id is its revision's before "@"."""

    def __init__(self, **texts: str) -> None:
        self.by_revision = {f"{name}@1": text for name, text in texts.items()}

    def edit(self, article: str, text: str) -> str:
        """Add a revision of an article and return its id."""
        number = 1 + sum(revision.startswith(f"{article}@") for revision in self.by_revision)
        self.by_revision[f"{article}@{number}"] = text
        return f"{article}@{number}"

    def quote(self, span: Span) -> str:
        """Return the words of a span."""
        return self.by_revision[span.revision_id][span.start : span.end]

    def holds(self, mention: Mention) -> bool:
        """Return whether the words of a mention stand in the newest revision of its article."""
        newest = [revision for revision in self.by_revision if revision.startswith(f"{mention.article_id}@")][-1]
        return self.quote(mention.span) in self.by_revision[newest]

    def mention(self, revision: str, words: str, speaker: str | None) -> Mention:
        """Return where some words stand."""
        start = self.by_revision[revision].index(words)
        span = Span(revision_id=revision, part=Part.BODY, start=start, end=start + len(words))
        return Mention(article_id=revision.partition("@")[0], span=span, speaker=speaker)


def pair(
    claim: Mention,
    response: Mention,
    *kinds: DisputeKind,
    rule: str = "deny.anaphor",
    confidence: float = 0.8,
) -> Pair:
    """Return a pair; a denial unless told otherwise."""
    return Pair(
        claim=claim,
        response=response,
        kinds=kinds or (DisputeKind.DENIAL,),
        rule=rule,
        confidence=confidence,
    )
