"""An article as the light reader sees it, with the verbs that say something in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.vocabulary import Cue, Vocabulary
from bot.claims.light.speech.sources import Source, read_source
from bot.claims.light.speech.voices import LightVoices
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
    # What `answered` tells: of statements, and who else has a last name.
    signs: dict[int, tuple[dict[str, float], float]] = field(default_factory=dict)
    beside: dict[str, set[str]] = field(default_factory=dict)
    _sentences: dict[int, int] = field(default_factory=dict)  # by the offset where a content begins
    _sources: dict[Range, Source] = field(default_factory=dict)
    _named: dict[str, frozenset[str]] = field(default_factory=dict)
    _lists: dict[str, frozenset[str]] = field(default_factory=dict)
    _told: dict[tuple[str, int], bool] = field(default_factory=dict)
    _kinds: dict[int, str] = field(default_factory=dict)  # of the verb of a statement, by the statement's identity

    def sentence_of(self, said: Said) -> int:
        """Return the number of the sentence in which what somebody says begins."""
        start = said.item.start
        if start not in self._sentences:
            self._sentences[start] = self.text.sentence_at(start).number
        return self._sentences[start]

    def source_of(self, said: Said) -> Source | None:
        """Return what the words tell that name who says something, None where none do."""
        source = said.item.source
        if source is None:
            return None
        if source not in self._sources:
            self._sources[source] = read_source(self.vocabulary, self.slice(*source))
        return self._sources[source]

    def lists_of_name(self, speaker: str | None) -> frozenset[str]:
        """Return the lists that hold a word of a speaker's name."""
        if speaker is None:
            return frozenset()
        if speaker not in self._named:
            words = map(self.vocabulary.kinds_of.__getitem__, speaker.lower().split())
            self._named[speaker] = frozenset[str]().union(*words)
        return self._named[speaker]

    def lists_in(self, text: str) -> frozenset[str]:
        """Return the lists that hold a word of a text; kept, as each rule asks it of each statement."""
        if text not in self._lists:
            self._lists[text] = self.vocabulary.lists_in(text)
        return self._lists[text]

    def tells(self, pattern: str, number: int) -> bool:
        """Return whether a pattern stands in a sentence; kept, as each statement is held against many."""
        key = (pattern, number)
        if key not in self._told:
            self._told[key] = self.find(pattern, number) is not None
        return self._told[key]

    def find(self, pattern: str, number: int) -> re.Match[str] | None:
        """Return the first match of a pattern in the words of a sentence; offsets are into these."""
        if not self.places[number].may_match(pattern):
            return None  # most sentences, for most patterns
        return self.vocabulary.patterns[pattern].search(self.sentences[number])

    def sentences_for(self, *patterns: str) -> list[int]:
        """Return the sentences that may match one of several patterns by their words."""
        bits = reduce(or_, [self.vocabulary.patterns[pattern].bits for pattern in patterns])
        return [number for number, place in enumerate(self.places) if place.bits & bits]

    def asks(self, number: int) -> bool:
        """Return whether a sentence is a question."""
        sentence = self.sentences[number]
        return "?" in sentence and sentence.rstrip('»“”"').endswith("?")

    def verb_kind(self, said: Said) -> str:
        """Return which list of verbs a statement was heard by, "" for none. To be asked when all verbs are heard."""
        if not self._kinds:
            self._kinds.update((id(heard.said), heard.cue.kind) for heard in self.heard)
        return self._kinds.get(id(said), "")
