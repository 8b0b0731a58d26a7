"""Who said what: source, cue and content spans of direct, indirect and mixed quotations in one article."""

from __future__ import annotations

from dataclasses import replace

from bot.claims.clauses import Grammar, Range, VerbGroup
from bot.claims.contents import STATEMENT_WORDS, Contents
from bot.claims.cues import according, nominal, passive
from bot.claims.place import Attribution
from bot.claims.text import Quotation, Sentence, Text


class SentenceReader(Contents):
    """Finds the attributions of one sentence."""

    def __init__(self, grammar: Grammar, text: Text, sentence: Sentence) -> None:
        super().__init__(grammar, text, sentence)
        self.last_subject: Range | None = None  # of the cue before: shared by "and added"

    def read(self) -> list[Attribution]:
        """Return the attributions of the sentence in text order of their cues."""
        found = (self._at(at) for at, token in enumerate(self.tokens) if token.quote < 0 and token.kind == "word")
        return [item for item in found if item is not None]

    def _at(self, at: int) -> Attribution | None:
        low = self.tokens[at].low
        if low == "according" and self.low(at + 1) == "to" and at + 2 < len(self.tokens):
            return according(self, at)
        if low in self.words["claim_nouns"] and self.low(at + 1) == "that":
            return nominal(self, at)
        cue = self.grammar.match_cue(self.tokens, at)
        group = self.grammar.verb_group(self.tokens, at, cue) if cue is not None else None
        if group is None:
            return None
        return passive(self, group) if group.passive else self._active(group)

    def _active(self, group: VerbGroup) -> Attribution | None:
        cue = group.cue
        subject, inverted, after = self._subject(group)
        left_quote = self.quote_left(subject, group, inverted=inverted)
        start = self.content_start(group, after)
        contents: list[Range] = []
        rule = "indirect"
        if left_quote is not None:
            contents.append(left_quote)
            rule = "quote.inverted" if inverted else "quote.before"
            following = self.quote_right(after)
            if following is not None:
                contents.append(following)
        elif start is not None and not inverted:
            end = self.content_end(start, group)
            contents = [self.span(start, end)] if end > start else []
            rule = "quote.after" if self.tokens[start].quote >= 0 else self._frame(group, start)
        elif subject is not None:
            subject, contents = self.relative(subject, group, after) if not inverted else (subject, [])
            rule = "relative"
            if not contents and {"clause", "tell"} & cue.frames:
                contents = self.content_left(subject, group, after, inverted=inverted)
                rule = "indirect.postposed"
        if not contents or (subject is None and rule not in {"quote.before", "quote.inverted", "quote.after"}):
            return None
        if "weak" in cue.frames and not self._strong_enough(group, contents, rule):
            return None
        if subject is not None:
            self.last_subject = subject
        return self.attribution(subject, self.cue_span(group), contents, verb=cue.lemma, rule=rule, group=group)

    def _strong_enough(self, group: VerbGroup, contents: list[Range], rule: str) -> bool:
        if rule.startswith("quote"):
            return any(self.words_in(content) >= 3 for content in contents)
        first = next((at for at in range(group.end, len(self.tokens)) if self.tokens[at].start >= contents[0][0]), None)
        if first is None or rule == "indirect.postposed":
            return group.cue.lemma in {"add", "note", "show", "find", "learn", "think", "believe"}
        low = self.tokens[first].low
        return low == "that" or low in self.words["subject_pronouns"]

    def _subject(self, group: VerbGroup) -> tuple[Range | None, bool, int]:
        """Return (subject, whether it follows the verb, first token after verb and subject)."""
        tokens = self.tokens
        before = tokens[group.start - 1] if group.start else None
        quote_before = before is not None and (
            before.quote >= 0 or (before.low == "," and group.start > 1 and tokens[group.start - 2].quote >= 0)
        )
        at_start = group.start == 0 and self.follows_quotation()
        if (quote_before or at_start) and group.cue.form in {"ed", "s", "base"}:
            right = self.grammar.subject_right(tokens, group.end)
            if right is not None:
                return right, True, right[1]
            return None, True, group.end
        if before is not None and before.low == "," and group.cue.lemma == "say" and group.cue.form in {"ed", "s"}:
            right = self.grammar.subject_right(tokens, group.end)
            if right is not None and tokens[right[0]].low not in self.words["subject_pronouns"] | {"that"}:
                return right, True, right[1]
        if before is not None and (before.low in self.words["conjunctions"] or before.low in {"but", "then"}):
            return self._shared_subject(group), False, group.end
        if group.cue.form == "ing" and not group.progressive:
            left = None if before is None or before.low == "," else self.grammar.subject_left(tokens, group.start)
            return left or self._shared_subject(group), False, group.end
        return self.grammar.subject_left(tokens, group.start), False, group.end

    def _shared_subject(self, group: VerbGroup) -> Range | None:
        if self.last_subject is not None:
            return self.last_subject
        return self.grammar.main_subject(self.tokens, group.start)

    def _frame(self, group: VerbGroup, start: int) -> str:
        low = self.low(start)
        if low == "to" and "infinitive" in group.cue.frames:
            return "infinitive"
        if low == "that" or "clause" in group.cue.frames or "tell" in group.cue.frames:
            return "indirect"
        return "object"


def attributions(grammar: Grammar, text: Text) -> list[Attribution]:
    """Return the attributions of a text in the order of its sentences, continued quotations included."""
    found = [item for sentence in text.sentences for item in SentenceReader(grammar, text, sentence).read()]
    return sorted([*found, *_continued(text, found)], key=lambda item: item.start)


def _continued(text: Text, found: list[Attribution]) -> list[Attribution]:
    """Return statements for quotations without a cue of their own that go on from the one before."""
    covered = [False] * len(text.quotations)
    for item in found:
        for start, end in item.contents:
            for number, quotation in enumerate(text.quotations):
                if quotation.start < end and start < quotation.end:
                    covered[number] = True
    last_of_paragraph: dict[int, Attribution] = {}
    for item in found:
        last_of_paragraph[text.sentences[item.sentence].paragraph] = item
    more = []
    for number, quotation in enumerate(text.quotations):
        if covered[number] or quotation.words < STATEMENT_WORDS:
            continue
        sentence = text.sentence_at(quotation.start)
        opens_sentence = not text.text[sentence.start : quotation.start].strip() or quotation.start < sentence.start
        speech = _speech_before(text, quotation, found, sentence)
        if speech is not None and opens_sentence:
            more.append(
                replace(
                    speech,
                    contents=((quotation.start, quotation.end),),
                    sentence=sentence.number,
                    rule="quote.continued",
                )
            )
    return more


def _speech_before(
    text: Text, quotation: Quotation, found: list[Attribution], sentence: Sentence
) -> Attribution | None:
    """Return the last attribution before a quotation: in its paragraph, or at the end of the paragraph before."""
    best: Attribution | None = None
    for item in found:
        place = text.sentences[item.sentence]
        if item.cue[0] < quotation.start and sentence.paragraph - place.paragraph <= 1 and item.source is not None:
            best = item
    return best
