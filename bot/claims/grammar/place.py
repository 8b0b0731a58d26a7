"""One sentence as the attribution rules see it, and what they find in it."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from bot.claims.grammar.clauses import Grammar, Range
from bot.claims.grammar.text import Quotation, Sentence, Text
from bot.claims.grammar.verbs import Tokens, VerbGroup


class Attribution(NamedTuple):
    """One attributed assertion; all ranges are character offsets. `verb` is the cue's lemma."""

    source: Range | None
    cue: Range
    contents: tuple[Range, ...]
    verb: str
    rule: str
    sentence: int
    group: VerbGroup | None = None

    @property
    def start(self) -> int:
        """Return where the first content begins."""
        return self.contents[0][0]


class Place:
    """A sentence within its text, with the grammar of its language."""

    def __init__(self, grammar: Grammar, text: Text, sentence: Sentence) -> None:
        self.grammar = grammar
        self.words = grammar.lexicon.words
        self.text = text
        self.sentence = sentence
        self.tokens: Tokens = sentence.tokens

    def strip_end(self, end: int) -> int:
        """Return an end without the marks that close a clause."""
        while end > 0 and self.tokens[end - 1].quote < 0 and self.tokens[end - 1].low in {".", ",", ";"}:
            end -= 1
        return end

    def span(self, start: int, end: int) -> Range:
        """Return the characters of a token range, whole quotations at its edges included."""
        first, last = self.tokens[start], self.tokens[max(start, end - 1)]
        begin, stop = first.start, last.end
        if first.quote >= 0 and self.text.quotations[first.quote].start >= self.sentence.start:
            begin = min(begin, self.text.quotations[first.quote].start)
        if last.quote >= 0:
            stop = max(stop, self.text.quotations[last.quote].end)
        return (begin, stop)

    def words_in(self, span: Range) -> int:
        """Return the number of blank-separated words of a character range."""
        return len(self.text.text[span[0] : span[1]].split())

    def low(self, at: int) -> str:
        """Return the lower-case word at a token, "" outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def ends_here(self, after: int) -> bool:
        """Return whether nothing that could be content follows: a mark, an adjunct or a time."""
        if after >= len(self.tokens):
            return True
        low = self.tokens[after].low
        return low in {".", ",", "?", "!"} or low in self.words["adjuncts"] or low in self.words["times"]

    def follows_quotation(self) -> bool:
        """Return whether the sentence begins right after a quotation."""
        start = self.sentence.start
        return any(
            quotation.end <= start and not self.text.text[quotation.end : start].strip()
            for quotation in self.near(start)
        )

    def near(self, offset: int) -> list[Quotation]:
        """Return the last quotation that ends at or before an offset, as a list of at most one."""
        before = bisect_right(self.text.quotations, offset, key=lambda quotation: quotation.end)
        return list(self.text.quotations[max(0, before - 1) : before])

    def clause_start(self, at: int) -> int:
        """Return the first token of the sentence before `at` that is no conjunction or mark."""
        start = 0
        while (
            start < at
            and self.tokens[start].quote < 0
            and (self.low(start) in {"and", "but"} or self.tokens[start].kind == "mark")
        ):
            start += 1
        return start

    def cue_span(self, group: VerbGroup) -> Range:
        """Return the characters of a verb group."""
        return (self.tokens[group.start].start, self.tokens[group.end - 1].end)

    def _source(self, start: int, end: int) -> Range:
        """Return the characters of a subject, of "we've" the pronoun alone."""
        word, mark, _ = self.low(start).partition("'")
        if end - start == 1 and mark and word in self.words["subject_pronouns"]:
            return (self.tokens[start].start, self.tokens[start].start + len(word))
        return self.span(start, end)

    def attribution(
        self,
        source: Range | None,
        cue: Range,
        contents: list[Range],
        *,
        verb: str,
        rule: str,
        group: VerbGroup | None = None,
    ) -> Attribution:
        """Return an attribution of this sentence; `source` is a token range, the rest are characters."""
        return Attribution(
            source=self._source(*source) if source is not None else None,
            cue=cue,
            contents=tuple(contents),
            verb=verb,
            rule=rule,
            sentence=self.sentence.number,
            group=group,
        )
