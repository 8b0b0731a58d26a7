"""Two voices that count the same thing at the same time and cannot both be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from bot.claims.compare import Rarity
from bot.claims.figures import HARMS, Figure, conflict, figures
from bot.claims.lexicon import Lexicon
from bot.claims.link import Claim, same_voice
from bot.claims.responses import Inside, Response, sentence_span
from bot.claims.statements import Reading
from bot.domain.claim import DisputeKind

# Two sentences count the same thing when they share this weight of content words besides their numbers.
# "The Anse Hospitals Trust put the number of dead at nine": no verb of speech, but somebody's figure all the same.
_COUNTING = re.compile(
    r"(?:The |An? )?(?P<who>[A-Z][\w'’&-]*(?: (?:of |and |for |the )*[A-Z&][\w'’&-]*)*) (?:ha[sd] )?"
    r"(?:put|puts|counted|counts|recorded|registered|listed|estimated|estimates)\b"
)
SAME_THING = 0.45
SAME_HARM = 0.2  # the dead of one story on one day are mostly the same; sentences about them differ in all else
SHARED_WORDS = 3
# Words that set a time, a part or a comparison: with different ones the scope differs.
_SCOPE = re.compile(
    r"\b(?:\d{4}|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|yesterday|today|earlier|previous|previously|last (?:year|month|week)|"
    r"so far|another|others|additional|more than before|of them|of those|among them|"
    r"rose|risen|raised|fell|fallen|revised|updated|up from|down from|initially)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure in its sentence, with who states it."""

    reading: Reading
    sentence: int
    figure: Figure
    speaker: str | None
    words: frozenset[str]
    scope: frozenset[str]


def differing(lexicon: Lexicon, rarity: Rarity, readings: list[Reading]) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) for each two sentences whose figures cannot both be right, the earlier one first."""
    for one, other in combinations(_counts(lexicon, readings), 2):
        if one.figure.unit == other.figure.unit and _same_thing(rarity, one, other):
            yield _pair(one, other)


def _counts(lexicon: Lexicon, readings: list[Reading]) -> list[Count]:
    """Return the counts of all articles; a sentence that gives one thing two figures is left out."""
    found = []
    for reading in readings:
        for sentence in reading.text.sentences:
            text = reading.slice(sentence.start, sentence.end)
            stated = figures(lexicon, text)
            units = [figure.unit for figure in stated]
            words = frozenset(word for word in reading.words[sentence.number] if not word[0].isdigit())
            scope = frozenset(match.lower() for match in _SCOPE.findall(text))
            found += [
                Count(
                    reading=reading,
                    sentence=sentence.number,
                    figure=figure,
                    speaker=_speaker(reading, sentence.start + figure.at, text),
                    words=words,
                    scope=scope,
                )
                for figure in stated
                if figure.unit.isalpha() and units.count(figure.unit) == 1
            ]
    return found


def _speaker(reading: Reading, offset: int, text: str) -> str | None:
    """Return who states a figure: the speaker of the statement around it, who "put" it so, or else the outlet."""
    around = [said for said in reading.said if any(start <= offset < end for start, end in said.item.contents)]
    if around:
        return around[-1].speaker
    counting = _COUNTING.match(text)
    return counting["who"] if counting else reading.article.source or None


def _same_thing(rarity: Rarity, one: Count, other: Count) -> bool:
    if not conflict(one.figure, other.figure) or one.scope != other.scope:
        return False
    if one.speaker is None or other.speaker is None or same_voice(one.speaker, other.speaker):
        return False
    if one.reading is not other.reading and not _same_day(one.reading, other.reading):
        return False
    common = one.words & other.words
    least = SAME_HARM if one.figure.unit in HARMS else SAME_THING
    return len(common) >= SHARED_WORDS and rarity.shared(one.words, other.words) >= least


def _same_day(one: Reading, other: Reading) -> bool:
    """Return whether two articles are of one known day: a later figure is an update, not a conflict."""
    first, second = one.article.date, other.article.date
    return first is not None and second is not None and first[:10] == second[:10]


def _pair(one: Count, other: Count) -> tuple[Claim, Response]:
    claim = Claim(
        reading=one.reading,
        sentence=one.sentence,
        span=sentence_span(one.reading, one.sentence),
        speaker=one.speaker,
        score=2.8,
    )
    span = sentence_span(other.reading, other.sentence)
    response = Response(
        reading=other.reading,
        sentence=other.sentence,
        at=span[0] + other.figure.at,
        span=span,
        speaker=other.speaker,
        rule="figures.differ",
        kind=DisputeKind.FIGURES,
        target=other.words,
        inside=Inside.NOT,
    )
    return claim, response
