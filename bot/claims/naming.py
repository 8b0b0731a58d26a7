"""Who is named as a side of a dispute: a person or body that can speak, or nobody (EDITORIAL rule 2)."""

from __future__ import annotations

import re

from bot.claims.grammar.lexicon import Lexicon

# What follows tells more of the one who speaks: "a spokesman for the guild", "the head of the team".
_BEFORE = re.compile(r"\s(?:of|about|for|in|at|on|from|with|who|that|which)\s")


def shown_name(lexicon: Lexicon, name: str | None) -> str | None:
    """Return a name as it is shown: None for a bare number or a thing, once what was joined with itself."""
    if name is None:
        return None
    first, joined, second = name.partition(" and ")
    if joined and first == second:
        name = first
    head = _BEFORE.split(name, maxsplit=1)[0]
    last = head.rsplit(maxsplit=1)[-1]
    words = lexicon.words
    if last.islower() and last in words.get("voiceless", ()):
        return None
    return None if all(word in words.get("bare_numbers", ()) for word in name.lower().split()) else name
