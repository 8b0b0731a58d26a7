"""Denials without a word of denial: "pleaded not guilty", "acted lawfully", "insisted that it had not left"."""

from __future__ import annotations

from bot.claims.lexicon import Lexicon
from bot.claims.patterns import holds_any
from bot.claims.statements import Reading, Said
from bot.domain.claim import Polarity


def blameless(lexicon: Lexicon, reading: Reading, said: Said) -> tuple[str, int] | None:
    """Return (rule, offset in the article) of a good word for what was done, or of a "no" insisted on; else None."""
    if said.polarity is not Polarity.ASSERTS or _is_share(said.speaker):
        return None
    start, end = said.item.contents[0]
    after = said.item.cue[0] < start
    first = said.item.cue[0] if after else start
    low = reading.slice(first, end).lower()
    hinted = holds_any(lexicon.words["blameless_hints"], low)
    found = lexicon.patterns["blameless"].search(reading.article.text, first, end) if hinted else None
    if found is not None and found.end() > start:
        return "counter.innocence", max(start, found.start())
    insists = after and said.item.verb in lexicon.words["insisting"]
    content = reading.slice(start, end)
    if insists and lexicon.patterns["not_so"].match(content):
        return "insist.not", start
    return None


def _is_share(speaker: str | None) -> bool:
    """Return whether a "speaker" is a share of those asked: "24 percent said she did nothing wrong"."""
    return speaker is not None and (speaker[:1].isdigit() or "percent" in speaker)
