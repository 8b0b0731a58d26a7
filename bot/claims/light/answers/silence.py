"""Negations that answer nothing: that somebody tells nothing, or what will not be (EDITORIAL rule 16)."""

from __future__ import annotations

from bot.claims.light.speech.reading import LightReading
from bot.claims.speech.statements import Said


def tells_nothing(reading: LightReading, said: Said) -> bool:
    """Return whether what is said is only that nothing is told: "said she would name no details"."""
    told, patterns = _told(reading, said), reading.vocabulary.patterns
    if "comments" in reading.lists_in(told):
        return True
    return goes_beyond(reading, told) or patterns["tells_nothing"].search(told) is not None


def goes_beyond(reading: LightReading, told: str) -> bool:
    """Return whether a negation makes words the stronger: "there is no doubt", "never before so many"."""
    return reading.vocabulary.patterns["beyond"].search(told) is not None


def is_to_come(reading: LightReading, said: Said) -> bool:
    """Return whether a statement negates what is to come: "nobody will close it" answers no claim of what was."""
    return reading.vocabulary.patterns["not_to_come"].search(_told(reading, said)) is not None


def _told(reading: LightReading, said: Said) -> str:
    return reading.slice(said.item.contents[0][0], said.item.contents[-1][1])
