"""Statements of one article: attributions with their speaker and polarity, ready to be linked."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.claims.grammar.clauses import grammar_of
from bot.claims.grammar.compare import content_words
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.place import Attribution
from bot.claims.grammar.text import Text, read
from bot.claims.speech.attribution import attributions
from bot.claims.speech.polarity import classify
from bot.claims.speech.speakers import Voices
from bot.domain.claim import ClaimText, FoundStatement, Polarity, TextSpan

# What one sentence says is at most so many characters long; a whole block of text is nobody's statement.
LONGEST_CONTENT = 10_000
# A hedge ("allegedly", "probably") of a statement stands within its first words.
_OPENING_WORDS = 12


class Said(NamedTuple):
    """An attribution with its speaker and polarity."""

    item: Attribution
    speaker: str | None
    polarity: Polarity
    hedged: bool


@dataclass(slots=True, kw_only=True)
class Reading:
    """One article as read: its text, names, statements, and the content words of each sentence."""

    article: ClaimText
    order: int
    text: Text
    voices: Voices
    said: list[Said]
    words: list[frozenset[str]] = field(default_factory=list)
    sentences: list[str] = field(init=False)  # each as it stands in the article
    _by_sentence: dict[int, list[Said]] = field(init=False, default_factory=dict)
    _starts: list[int] = field(init=False)  # of each statement, where its content begins
    _ends: list[int] = field(init=False)  # ... and ends

    def __post_init__(self) -> None:
        for said in self.said:
            self._by_sentence.setdefault(said.item.sentence, []).append(said)
        self.sentences = [self.article.text[one.start : one.end] for one in self.text.sentences]
        self._starts = [said.item.start for said in self.said]
        self._ends = [max([end for _, end in said.item.contents]) for said in self.said]

    def said_in(self, number: int) -> list[Said]:
        """Return the statements whose cue stands in a sentence."""
        return self._by_sentence.get(number, [])

    def around(self, offset: int) -> list[Said]:
        """Return the statements whose content holds an offset, in text order: the innermost one last."""
        first = bisect_right(self._starts, offset - LONGEST_CONTENT)
        last = bisect_right(self._starts, offset, first)
        near = [self.said[at] for at in range(first, last) if self._ends[at] > offset]
        return [said for said in near if any(start <= offset < end for start, end in said.item.contents)]

    def slice(self, start: int, end: int) -> str:
        """Return the characters of a range."""
        return self.article.text[start:end]


def read_article(lexicon: Lexicon, article: ClaimText, order: int) -> Reading:
    """Return an article with its statements, in text order."""
    grammar = grammar_of(lexicon)
    text = read(article.text, article.lang)
    voices = Voices(grammar, text)
    hedges = lexicon.words["hedges"]
    hedging = [one for one in text.sentences if not hedges.isdisjoint(one.words)]
    said = []
    for item in attributions(grammar, text):
        start, end = item.contents[0][0], item.contents[-1][1]
        near = any(one.start < end and start < one.end for one in hedging)
        hedged = near and _opens_hedged(hedges, article.text[start:end])
        said.append(
            Said(item=item, speaker=voices.speaker(item), polarity=classify(lexicon, item, article.text), hedged=hedged)
        )
    words = [content_words(article.text[s.start : s.end]) for s in text.sentences]
    return Reading(article=article, order=order, text=text, voices=voices, said=said, words=words)


def _opens_hedged(hedges: frozenset[str], content: str) -> bool:
    """Return whether one of the first words of a content is a hedge."""
    opening = content.split(maxsplit=_OPENING_WORDS)[:_OPENING_WORDS]
    return not hedges.isdisjoint([word.lower().strip(".,") for word in opening])


def found_statements(reading: Reading) -> list[FoundStatement]:
    """Return the statements of an article as the interface gives them: one a content span."""
    return [found(reading, said, number) for said in reading.said for number in range(len(said.item.contents))]


def found(reading: Reading, said: Said, content: int = 0) -> FoundStatement:
    """Return a statement with one of its content spans as the interface gives it."""

    def span(start: int, end: int) -> TextSpan:
        return TextSpan(article=reading.article.article, start=start, end=end)

    item = said.item
    return FoundStatement(
        source=None if item.source is None else span(*item.source),
        cue=span(*item.cue),
        content=span(*item.contents[content]),
        speaker=said.speaker,
        polarity=said.polarity,
        rule=item.rule,
        hedged=said.hedged,
    )
