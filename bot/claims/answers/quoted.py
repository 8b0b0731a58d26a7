"""Denials inside what somebody says: "we reject these allegations", "I never said that"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.speech.polarity import deniable, is_anaphor, is_clause, names_claim, names_proposal

# A content that matches none of these holds no denial.
QUOTED_PATTERNS = ("denies", "never_did")
# So many characters after the verb tell what is denied.
_OBJECT_REACH = 120
_CLAUSE_END = re.compile(r"[.;:!?”\"]|, (?:and|but|which|as)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedDenial:
    """A denial in the words of a speaker: where it stands in the content, and what is denied ("" for a bare "that")."""

    at: int
    denied: str


def quoted_denial(lexicon: Lexicon, content: str, cue: int = -1) -> QuotedDenial | None:
    """Return the first denial in what somebody says, or None.

    Args:
        lexicon: The words of the language.
        content: What is said.
        cue: Where the verb of saying stands, counted from the content's start: of a denial said twice the one in the
            sentence of that verb is taken, which names the speaker.
    """
    for found in lexicon.patterns["denies"].finditer(content):
        rest = content[found.end() : found.end() + _OBJECT_REACH].lstrip()
        end = _CLAUSE_END.search(rest)
        denied = rest[: end.start()] if end else rest
        if can_deny(lexicon, found["verb"].lower(), denied):
            return QuotedDenial(at=found.start(), denied="" if is_anaphor(denied) else denied)
    nevers = [found.start() for found in lexicon.patterns["never_did"].finditer(content)]
    if not nevers:
        return None
    return QuotedDenial(at=nevers[-1] if cue >= len(content) else nevers[0], denied="")


def can_deny(lexicon: Lexicon, verb: str, denied: str) -> bool:
    """Return whether a verb and its object deny: "reject this plan" refuses, "reject this claim" denies."""
    if not denied or names_proposal(lexicon, denied):
        return False
    if verb.startswith(("deny", "deni")):
        return deniable(lexicon, denied)
    named = names_claim(lexicon, denied)
    return named or (verb.startswith(("disput", "refut", "rebut")) and (is_anaphor(denied) or is_clause(denied)))
