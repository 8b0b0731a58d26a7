"""Denials that the article tells of in more than one verb: "issued a statement denying ...", "took to the air to"."""

from __future__ import annotations

import re

from bot.claims.doubt import Doubt, doubter
from bot.claims.lexicon import Lexicon
from bot.claims.quoted import can_deny
from bot.claims.statements import Reading

_CLAUSE_END = re.compile(r"[.;:!?”\"]|, ")


def told_denial(lexicon: Lexicon, reading: Reading, number: int) -> Doubt | None:
    """Return the denial that a sentence tells of, or None."""
    sentence = reading.text.sentences[number]
    if lexicon.words["denying"].isdisjoint(sentence.words):
        return None
    text = reading.article.text
    found = lexicon.patterns["told_denial"].search(text, sentence.start, sentence.end)
    if found is None or lexicon.patterns["hypothetical"].search(reading.slice(sentence.start, found.start())):
        return None
    rest = text[found.end() : sentence.end]
    start = found.end() + len(rest) - len(rest.lstrip(" ”\"'’"))
    end = _CLAUSE_END.search(text, start, sentence.end)
    denied = (start, end.start() if end else sentence.end)
    verb = next((group for name, group in found.groupdict().items() if name.startswith("verb") and group), "")
    if verb and not can_deny(lexicon, verb.lower(), reading.slice(*denied)):
        return None
    speaker = doubter(reading, sentence, found.start())
    return Doubt(at=found.start(), doubted=denied, speaker=speaker) if speaker is not None else None
