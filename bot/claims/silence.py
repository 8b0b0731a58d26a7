"""Accusations, and replies that are none: "declined to comment", "could not be reached" (EDITORIAL rules 9 and 16)."""

from __future__ import annotations

from bot.claims.grammar.lexicon import load

LANGUAGE = "en"  # the language whose words for these are known; of others nothing is said
_FUTURE = frozenset({"will", "shall", "should"})


def accuses(cue: str, lang: str | None) -> bool:
    """Return whether a verb, as it stands in a text, blames somebody for a deed: no negation, nothing only possible."""
    lexicon = load(LANGUAGE) if lang == LANGUAGE else None
    if lexicon is None:
        return False
    words = cue.lower().split()
    if not lexicon.words["unreal"].isdisjoint(words) or any(word in _FUTURE or word.endswith("n't") for word in words):
        return False
    verbs = (found.lemma for word in words for found in lexicon.cues.get(word, ()))
    return any(verb in lexicon.words["accuse_strong"] for verb in verbs)


def gives_no_answer(sentence: str, lang: str | None) -> bool:
    """Return whether a sentence says that somebody was asked and did not say."""
    lexicon = load(LANGUAGE) if lang == LANGUAGE else None
    return lexicon is not None and lexicon.patterns["no_answer"].search(sentence) is not None
