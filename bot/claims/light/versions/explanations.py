"""What a statement explains: how surely it gives a cause, of what kinds, who began, and which of two opposites."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.speech.reading import LightReading
from bot.claims.speech.statements import Said

# Lists of causes: of what went wrong, and of a parting.
WHY = ("human", "faulty", "nature", "deliberate", "neglect", "released", "food", "ill", "beaten", "fell")
LEFT = ("willingly", "forced", "for_pay", "for_fault", "over_dispute")
_WHY = {f"why_{kind}": kind for kind in WHY}
_LEFT = {f"left_{kind}": kind for kind in LEFT}
# Pairs of lists, "_a" and "_b": red and green, locked and open.
OPPOSITES = ("signal", "lock", "drink", "speed", "push", "works", "gift", "intent", "own_will", "fake", "paid")
_POLES = {f"{pair}_{side}": (pair, side) for pair in OPPOSITES for side in "ab"}
EVENTS = ("mishap", "departure")  # what an article may be about that has causes: the names of their patterns
EXPLAINS, CAUSE = 1.0, 0.5  # a frame that tells a cause and nothing else; a mere "because", or what somebody points to
_OPENING = 3  # sentences
_NEGATED = 3  # tokens between a negation and what it negates


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A statement with what it explains: how surely, and by causes of what kinds.

    `parts`: it tells of a parting by itself; `shifts`: that others did it themselves.
    """

    said: Said
    reason: float
    why: frozenset[str]
    left: frozenset[str]
    attacks: bool
    answers: bool
    poles: frozenset[tuple[str, str]]
    parts: bool
    shifts: bool


def explanation(reading: LightReading, said: Said, title: frozenset[str]) -> Explanation:
    """Return what a statement explains, by the words of its sentence beside who speaks and the verb of saying.

    `title` are the words of content of the title: what happened is no cause of it.
    """
    number = said.item.sentence
    place = reading.places[number]
    cue = said.item.cue if said.item.cue not in said.item.contents else None  # where speech goes on it is the speech
    apart = [span for span in (said.item.source, cue) if span is not None]
    tokens = [
        at
        for at, token in enumerate(place.tokens)
        if not any(start <= token.start < end for start, end in apart)
        and reading.vocabulary.stem(token.low) not in title
    ]

    def holds(kind: str) -> bool:
        return place.holds(kind) and any(place.has(kind, at) for at in tokens)

    def plainly(kind: str) -> bool:
        return place.holds(kind) and any(place.has(kind, at) and not _is_negated(place, at) for at in tokens)

    weak = reading.tells("cause", number) or reading.tells("refers", number)
    why = {kind for name, kind in _WHY.items() if holds(name)}
    if not plainly("why_deliberate"):
        why.discard("deliberate")  # "there is no sign of sabotage"
    return Explanation(
        said=said,
        reason=EXPLAINS if reading.tells("explains", number) else CAUSE * weak,
        why=frozenset(why),
        left=frozenset(kind for name, kind in _LEFT.items() if holds(name)),
        attacks=holds("attacks"),
        answers=holds("strikes_back") or reading.tells("struck_back", number),
        poles=frozenset(pole for name, pole in _POLES.items() if plainly(name)),
        parts=reading.tells("departure", number),
        shifts=reading.tells("shifts", number),
    )


def _is_negated(place: Clauses, at: int) -> bool:
    """Return whether a negation stands close to a word: "was not locked", "a lock there was not"."""
    return place.within("negations", at - _NEGATED, at) or place.within("negations", at + 1, at + _NEGATED)


def is_about(reading: LightReading, event: str) -> bool:
    """Return whether the title or the opening of an article tells of an event, named by the pattern for it."""
    opening = reading.text.sentences[:_OPENING]
    told = (reading.article.title, reading.article.text[: opening[-1].end] if opening else "")
    return any(reading.vocabulary.patterns[event].search(text) is not None for text in told)
