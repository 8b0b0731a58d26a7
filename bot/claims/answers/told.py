"""Denials that the article tells of in more than one verb: "issued a statement denying ...", "took to the air to"."""

from __future__ import annotations

import re

from bot.claims.answers.doubt import Doubt, doubter
from bot.claims.answers.quoted import can_deny
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.speech.statements import Reading

_CLAUSE_END = re.compile(r"[.;:!?”\"]|, ")


def told_denial(lexicon: Lexicon, reading: Reading, number: int) -> Doubt | None:
    """Return the denial that a sentence tells of, or None."""
    sentence = reading.text.sentences[number]
    if lexicon.words["denying"].isdisjoint(sentence.words):
        return None
    text = reading.article.text
    found = lexicon.patterns["told_denial"].search(reading.sentences[number])
    if found is None or lexicon.patterns["hypothetical"].search(found.string[: found.start()]):
        return None
    rest = found.string[found.end() :]
    start = sentence.start + found.end() + len(rest) - len(rest.lstrip(" ”\"'’"))
    end = _CLAUSE_END.search(text, start, sentence.end)
    denied = (start, end.start() if end else sentence.end)
    verb = next(
        (group for name, group in found.groupdict().items() if name.startswith(("verb", "leading")) and group), ""
    )
    if verb and not can_deny(lexicon, verb.lower(), reading.slice(*denied)):
        return None
    at = sentence.start + found.start()
    # "Denying the charge, Orm said ...": who denies stands after it
    speaker = _first_voice(reading, number, denied[1]) if found["leading"] else doubter(reading, sentence, at)
    return Doubt(at=at, doubted=denied, speaker=speaker) if speaker is not None else None


def _first_voice(reading: Reading, number: int, offset: int) -> str | None:
    """Return who first says something in a sentence after an offset."""
    return next((one.speaker for one in reading.said_in(number) if one.item.cue[0] > offset), None)
