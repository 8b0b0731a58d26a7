"""Things a sentence says "the" of because an earlier one introduced them ("a truck ... the truck").

Where the earlier one is not shown, nobody knows which truck it was (EDITORIAL rule 18).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.phrases import Phrases

_WORD = re.compile(r"[^\W\d_][\w-]*")
# An introduced noun stands within so many words of its article: "a badly damaged refrigerated truck".
_LONGEST_INTRODUCTION = 4


def find_referents(texts: Sequence[str], phrases: Phrases) -> list[frozenset[str]]:
    """Return for each sentence of a document the nouns it takes for known since an earlier one introduced them."""
    known: set[str] = set()
    found = []
    for text in texts:
        introduced = _introduced(text, phrases)
        taken = {match["noun"] for match in phrases.resumed.finditer(text)}
        found.append(frozenset((taken & known) - introduced))
        known |= introduced
    return found


def _introduced(text: str, phrases: Phrases) -> set[str]:
    nouns: set[str] = set()
    for article in phrases.introducing.finditer(text):
        words = _WORD.findall(text, article.end(), article.end() + 20 * _LONGEST_INTRODUCTION)
        nouns.update(words[:_LONGEST_INTRODUCTION])
    return nouns
