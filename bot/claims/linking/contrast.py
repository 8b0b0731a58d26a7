"""Two voices set against each other by "but", "while", "although", "however": each tells the same thing otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.grammar.compare import content_words
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.parties import mentions, same_voice
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import Polarity

# Before the second voice, with nothing but an adverb between: "..., but the guild later said"
_BETWEEN = re.compile(r"(?:\b(?:but|while|whereas|although|though|yet)|;)\s*$", re.IGNORECASE)
# At the start of a sentence, before the first voice: "Although the guild insists ..., the harbour office said"
_GRANTED = re.compile(r"[\"“]?(?:but |yet )?(?:while|although|though|even as|even though)\b", re.IGNORECASE)
_OPENS = re.compile(r"[\"“]?(?:but|however|yet)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"[^,]{1,80}, (?:however|by contrast|in contrast|though|for (?:his|her|its|their) part),", re.IGNORECASE
)
# The voice of a sentence that opens with "but" stands within this many characters of it.
_OPENING = 60
# Words of an answer in which it turns round what was said: later ones turn something else round.
_TURNING_WORDS = 16
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "who"})
_POLARITIES = frozenset({Polarity.ASSERTS, Polarity.CONFIRMS, Polarity.DENIES})


def contrasts(lexicon: Lexicon, reading: Reading) -> Iterator[tuple[Said, Said]]:
    """Yield (claim, answer) of an article: two voices that a conjunction sets against each other."""
    for sentence in reading.text.sentences:
        said = reading.said_in(sentence.number)
        if not said or lexicon.words["contrast"].isdisjoint(sentence.words):
            continue
        told = [one for one in said if _is_told(lexicon, reading, one)]
        for answer in told:
            claim = _within(lexicon, reading, told, answer) or _before(lexicon, reading, answer)
            if claim is not None:
                yield claim, answer
                break


def _is_told(lexicon: Lexicon, reading: Reading, said: Said) -> bool:
    """Return whether a statement tells, as one named voice, what is so: no wish, opinion, plan, poll."""
    item = said.item
    if said.speaker is None or said.polarity not in _POLARITIES or item.rule in {"infinitive", "nominal"}:
        return False
    if item.verb not in lexicon.words["telling"] or lexicon.patterns["counted_voice"].search(said.speaker):
        return False
    if item.source is not None and lexicon.patterns["counted_voice"].search(reading.slice(*item.source)):
        return False
    return lexicon.patterns["opinion"].search(_content(reading, said)) is None


def _within(lexicon: Lexicon, reading: Reading, told: list[Said], answer: Said) -> Said | None:
    """Return the statement before an answer in its sentence that the answer is set against, or None."""
    start = reading.text.sentences[answer.item.sentence].start
    left = _left(answer)
    if _is_pronoun(reading, answer):
        return None
    before = [
        one for one in told if one is not answer and _right(one) <= left and not same_voice(one.speaker, answer.speaker)
    ]
    if not before:
        return None
    if _BETWEEN.search(reading.slice(start, left)):
        return before[-1]
    granted = _GRANTED.match(reading.slice(start, left)) and before[0].item.verb in lexicon.words["insisting"]
    return before[0] if granted else None


def _before(lexicon: Lexicon, reading: Reading, answer: Said) -> Said | None:
    """Return the last statement of the sentence before that an answer, after "but" or "however", turns round."""
    sentence, left = reading.text.sentences[answer.item.sentence], _left(answer)
    opens = left - sentence.start < _OPENING and _OPENS.match(reading.sentences[sentence.number])
    if not opens and not _ASIDE.match(reading.slice(left, sentence.end)):
        return None
    if _is_pronoun(reading, answer):
        return None
    said = reading.said_in(sentence.number - 1)
    claim = next((one for one in reversed(said) if not same_voice(one.speaker, answer.speaker)), None)
    if claim is None or not _is_told(lexicon, reading, claim):
        return None
    return claim if _turns(lexicon, reading, claim, answer) else None


def _turns(lexicon: Lexicon, reading: Reading, claim: Said, answer: Said) -> bool:
    """Return whether one of two statements about the same negates, or corrects, what the other says."""
    said, reply = _content(reading, claim), _content(reading, answer)
    turn = lexicon.patterns["turn"]
    opening = " ".join(reply.split()[:_TURNING_WORDS])
    if (turn.search(said) is None) == (turn.search(opening) is None):
        return False
    same = content_words(said) & content_words(reply)
    opposed = lexicon.patterns["on_purpose"].search(said) and lexicon.patterns["by_accident"].search(reply)
    return bool(same or opposed) or mentions(reply, claim.speaker) or mentions(said, answer.speaker)


def _is_pronoun(reading: Reading, said: Said) -> bool:
    return said.item.source is not None and reading.slice(*said.item.source).lower() in _PRONOUNS


def _content(reading: Reading, said: Said) -> str:
    return " ".join(reading.slice(*span) for span in said.item.contents)


def _left(said: Said) -> int:
    item = said.item
    return min(item.cue[0], item.start, *([item.source[0]] if item.source is not None else []))


def _right(said: Said) -> int:
    item = said.item
    return max(item.cue[1], item.contents[-1][1], *([item.source[1]] if item.source is not None else []))
