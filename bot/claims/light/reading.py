"""An article as the light reader sees it, with the verbs that say something in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.claims.grammar.clauses import Range
from bot.claims.light.clauses import Clauses
from bot.claims.light.vocabulary import Cue, Vocabulary
from bot.claims.light.voices import LightVoices
from bot.claims.speech.statements import Reading, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A verb that says something, as found: its clause, subject and negation beside the statement made of it."""

    said: Said
    place: Clauses
    cue: Cue
    at: int
    clause: Range
    subject: Range | None
    negated: bool


@dataclass(slots=True, kw_only=True)
class LightReading(Reading):
    """An article as the light reader sees it."""

    voices: LightVoices
    vocabulary: Vocabulary
    places: list[Clauses]
    heard: list[Heard] = field(default_factory=list)
    _kinds: dict[int, str] = field(default_factory=dict)  # of the verb of a statement, by the statement's identity

    def verb_kind(self, said: Said) -> str:
        """Return which list of verbs a statement was heard by, "" for none. To be asked when all verbs are heard."""
        if not self._kinds:
            self._kinds.update((id(heard.said), heard.cue.kind) for heard in self.heard)
        return self._kinds.get(id(said), "")
