"""Who said what: source, cue and content spans of direct, indirect and mixed quotations in one article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.claims.clauses import Grammar, Range, Tokens, VerbGroup
from bot.claims.text import Quotation, Sentence, Text

_LOOK_AHEAD = 22
_ADJUNCTS = frozenset({"in", "on", "at", "during", "to", "after", "before", "by", "from", "through", "via", "of", "about", "with", "as", "into", "for", "against", "over"})
_DASHES = frozenset({"—", "–", "--", "―"})
# A quotation of fewer words is a scare quote or a phrase inside a sentence, not a statement of its own.
_STATEMENT_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attributed assertion; all ranges are character offsets. `verb` is the cue's lemma."""

    source: Range | None
    cue: Range
    contents: tuple[Range, ...]
    verb: str
    rule: str
    sentence: int
    group: VerbGroup | None = None
    cue_index: int = 0

    @property
    def start(self) -> int:
        """Return where the first content begins."""
        return self.contents[0][0]


class SentenceReader:
    """Finds the attributions of one sentence. Holds the working state, nothing else."""

    def __init__(self, grammar: Grammar, text: Text, sentence: Sentence) -> None:
        self.grammar = grammar
        self.words = grammar.lexicon.words
        self.text = text
        self.sentence = sentence
        self.tokens: Tokens = sentence.tokens
        self.found: list[Attribution] = []
        self.subjects: list[tuple[int, Range]] = []  # (verb index, subject) of the cues met so far

    def read(self) -> list[Attribution]:
        """Return the attributions of the sentence in text order of their cues."""
        for at, token in enumerate(self.tokens):
            if token.quote >= 0 or token.kind != "word":
                continue
            if token.low == "according" and self._low(at + 1) == "to":
                self._according(at)
            elif token.low in self.words["claim_nouns"] and self._low(at + 1) == "that":
                self._nominal(at)
            else:
                cue = self.grammar.match_cue(self.tokens, at)
                if cue is not None:
                    group = self.grammar.verb_group(self.tokens, at, cue)
                    if group is not None:
                        self._verb(group)
        return self.found

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, group: VerbGroup) -> None:
        cue = group.cue
        if group.passive:
            self._passive(group)
            return
        subject, inverted, after = self._subject(group)
        left_quote = self._quote_left(subject, group, inverted=inverted)
        start = self._content_start(group, after)
        contents: list[Range] = []
        rule = "indirect"
        if left_quote is not None:
            contents.append(left_quote)
            rule = "quote.inverted" if inverted else "quote.before"
            following = self._quote_right(after)
            if following is not None:
                contents.append(following)
        elif start is not None and not inverted:
            end = self._content_end(start, group)
            contents = [self._span(start, end)] if end > start else []
            rule = "quote.after" if self.tokens[start].quote >= 0 else self._frame(group, start)
        elif subject is not None:
            subject, contents = self._relative(subject, group, after) if not inverted else (subject, [])
            rule = "relative"
            if not contents and {"clause", "tell"} & cue.frames:
                contents = self._content_left(subject, group, after, inverted=inverted)
                rule = "indirect.postposed"
        if not contents or (subject is None and rule not in {"quote.before", "quote.inverted", "quote.after"}):
            return
        if "weak" in cue.frames and not self._strong_enough(group, contents, rule):
            return
        if subject is not None:
            self.subjects.append((group.verb, subject))
        self._add(group, subject, contents, rule)

    def _strong_enough(self, group: VerbGroup, contents: list[Range], rule: str) -> bool:
        if rule.startswith("quote"):
            return any(self._words_in(content) >= 3 for content in contents)
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
        at_start = group.start == 0 and self._follows_quotation()
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
        if self.subjects:
            return self.subjects[-1][1]
        return self.grammar.main_subject(self.tokens, group.start)

    def _follows_quotation(self) -> bool:
        start = self.sentence.start
        return any(quotation.end <= start and not self.text.text[quotation.end : start].strip() for quotation in self._near(start))

    def _near(self, offset: int) -> list[Quotation]:
        return [q for q in self.text.quotations if q.end <= offset][-1:]

    def _quote_left(self, subject: Range | None, group: VerbGroup, *, inverted: bool) -> Range | None:
        """Return the quotation that ends just before the subject (or the verb, when the subject follows)."""
        first = group.start if inverted or subject is None else subject[0]
        if subject is not None and not inverted and subject[1] > group.start:
            return None
        while first > 0 and (self.grammar.is_adverb(self._low(first - 1)) or self._low(first - 1) in {"as", "and"}):
            first -= 1
        at = first - 1
        if at >= 0 and self.tokens[at].quote < 0 and self.tokens[at].low in {",", *_DASHES}:
            at -= 1
        if at < 0:
            if self._follows_quotation() and self.tokens[0].text[:1].islower():
                quotation = self._near(self.sentence.start)[-1]
                return (quotation.start, quotation.end)
            return None
        number = self.tokens[at].quote
        if number < 0:
            return None
        quotation = self.text.quotations[number]
        if quotation.words < _STATEMENT_WORDS and not self._is_reply(quotation):
            return self._mixed_left(at) if quotation.words < _STATEMENT_WORDS else None
        head = self._mixed_left(at)
        return head if head is not None else (quotation.start, quotation.end)

    def _is_reply(self, quotation: Quotation) -> bool:
        return quotation.start <= self.sentence.start

    def _mixed_left(self, at: int) -> Range | None:
        """Return the clause around a quotation that is only part of it: 'The plan is "a farce", he said'."""
        number = self.tokens[at].quote
        first = next(i for i, token in enumerate(self.tokens) if token.quote == number)
        if self.text.quotations[number].start < self.sentence.start or first == 0:
            return None
        before = self.tokens[first - 1]
        if before.kind == "mark" or any(token.quote < 0 and self.grammar.match_cue(self.tokens, i) for i, token in enumerate(self.tokens[:first])):
            return None
        return (self.tokens[0].start, self.text.quotations[number].end)

    def _quote_right(self, after: int) -> Range | None:
        """Return the quotation that goes on after the attribution in the same sentence: '"A," he said, "b."'."""
        at = after
        while at < len(self.tokens) and at < after + _LOOK_AHEAD:
            token = self.tokens[at]
            if token.quote >= 0:
                quotation = self.text.quotations[token.quote]
                return (quotation.start, quotation.end) if quotation.start == token.start else None
            if self.grammar.match_cue(self.tokens, at) is not None and at > after:
                return None
            at += 1
        return None

    def _content_start(self, group: VerbGroup, after: int) -> int | None:  # noqa: C901, PLR0911, PLR0912 - one case a way to go on after the verb
        """Return the token where the content right of the verb begins, or None when there is none."""
        tokens, cue = self.tokens, group.cue
        at = after
        if "tell" in cue.frames or cue.lemma == "ask":
            at = self._skip_listener(at)
        while at < len(tokens) and tokens[at].quote < 0 and (self.grammar.is_adverb(tokens[at].low) and self._low(at) not in {"not", "all", "both", "so", "no"}):
            at += 1
        if at >= len(tokens):
            return None
        low = tokens[at].low
        if tokens[at].quote >= 0:
            return at
        if low in {"that", "if", "whether", "how", "why", "what"}:
            return at
        if low == "to" and at + 1 < len(tokens) and "infinitive" in cue.frames:
            return at
        ahead = self._that_or_quote(at)
        if low == ":" or low in _DASHES:
            return at + 1 if at + 1 < len(tokens) and low == ":" else ahead
        if tokens[at].kind == "mark" and low not in {"[", "$"}:
            return ahead if low in {",", "("} else None
        if low in _ADJUNCTS or low in self.words["times"]:
            if ahead is not None:
                return ahead
            if cue.particles or low in {"of", "about"}:
                return at
            if "tell" in cue.frames or cue.lemma not in {"say", "add", "note"}:
                return at if "object" in cue.frames and low not in self.words["times"] and low not in {"in", "on", "at", "to", "by"} else None
            return self._after_time(at)
        if low in self.words["conjunctions"] or low in {"but", "while", "because", "when"}:
            return None
        if cue.lemma == "add" and low not in self.words["subject_pronouns"]:
            return ahead
        return at

    def _after_time(self, at: int) -> int | None:
        """Return the token after "said Friday" where a bare clause begins, or None."""
        tokens = self.tokens
        if self._low(at) == "on":
            at += 1
        moved = at
        while moved < len(tokens) and (self._low(moved) in self.words["times"] or tokens[moved].kind == "number"):
            moved += 1
        if moved == at or moved >= len(tokens) or tokens[moved].kind != "word":
            return None
        if self._low(moved) in _ADJUNCTS or self._low(moved) in self.words["conjunctions"] | {"but", "while", "when", "as"}:
            return None
        return moved

    def _skip_listener(self, at: int) -> int:
        tokens, words = self.tokens, self.words
        if at >= len(tokens) or tokens[at].quote >= 0:
            return at
        if tokens[at].low in {"me", "him", "her", "us", "them", "you", "himself", "herself"} and tokens[at].low != "her":
            return at + 1
        moved, nouns = at, 0
        while moved < len(tokens) and moved < at + 12:
            token = tokens[moved]
            low = token.low
            boundary = low in words["subject_pronouns"] or low in words["subordinators"] or (
                low in words["prepositions"] and low not in {"of", "for"}
            )
            if token.quote >= 0 or token.kind == "mark" or boundary or (nouns and low in words["determiners"]):
                break
            if moved > at and self.grammar.is_finite(tokens, moved):
                return at if nouns <= 1 else moved - 1
            nouns += low not in words["determiners"]
            moved += 1
        return moved

    def _that_or_quote(self, at: int) -> int | None:
        """Return a "that", quotation or colon ahead that no verb or clause parts from the cue."""
        tokens = self.tokens
        for i in range(at, min(len(tokens), at + _LOOK_AHEAD)):
            token = tokens[i]
            if token.quote >= 0:
                previous = self._low(i - 1)
                quotation = self.text.quotations[token.quote]
                if quotation.words >= _STATEMENT_WORDS and previous in {",", ":", "that", *_DASHES}:
                    return i
                return None
            if token.low == "that" and i > at and self._low(i - 1) not in {"of", "in", "on", "for", "to", "with", "at", "from", "by", "about"}:
                return i
            if token.low == ":":
                return i + 1 if i + 1 < len(tokens) else None
            if self.grammar.is_finite(tokens, i) or token.low in {"who", "which", ";", "because", "but"}:
                return None
        return None

    def _content_end(self, start: int, group: VerbGroup) -> int:
        """Return the token after the content: the end of the sentence, or where another voice takes over."""
        tokens = self.tokens
        at = start + 1
        narrow = "object" in group.cue.frames and "clause" not in group.cue.frames
        while at < len(tokens):
            token = tokens[at]
            if token.quote < 0 and at > start + 1 and self._breaks(at, start, group, narrow=narrow):
                break
            at += 1
        while at > start and tokens[at - 1].quote < 0 and tokens[at - 1].low in {",", ".", ";", "and", "but", "while", "as", *_DASHES}:
            at -= 1
        return at

    def _breaks(self, at: int, start: int, group: VerbGroup, *, narrow: bool) -> bool:
        tokens = self.tokens
        low, following = tokens[at].low, self._low(at + 1)
        if low == ";":
            return True
        if low in {",", *_DASHES}:
            cue = self.grammar.match_cue(tokens, at + 1) if at + 1 < len(tokens) else None
            if cue is not None and cue.form == "ing":
                return True
            if following == "according":
                return True
            if narrow and (following in {"but", "while", "which", "who", "after", "as", "when", "because"} or following.endswith("ing")):
                return True
            if following in {"which", "something"} or self._low(at + 2) in self.words["claim_nouns"]:
                return self._new_voice(at + 2)
            if following in {"and", "but", "while", "though", "although"} or narrow:
                return self._new_voice(at + 2 if following in {"and", "but", "while", "though", "although"} else at + 1)
        if low in {"and", "but"} and at + 1 < len(tokens):
            moved = at + 1
            while moved < len(tokens) - 1 and (self.grammar.is_adverb(self._low(moved)) or self._low(moved) in {"has", "have", "had"}):
                moved += 1
            cue = self.grammar.match_cue(tokens, moved)
            return cue is not None and cue.form == group.cue.form and cue.form != "base" and tokens[moved].quote < 0 and "clause" in cue.frames
        return False

    def _new_voice(self, at: int) -> bool:
        """Return whether a noun phrase and a cue verb follow: "..., but Smith said"."""
        for i in range(at, min(len(self.tokens), at + 12)):
            if self.tokens[i].quote >= 0 or self.tokens[i].low in {",", ";"}:
                return False
            cue = self.grammar.match_cue(self.tokens, i)
            if cue is not None and cue.form in {"ed", "s"} and i > at:
                return bool({"clause", "tell"} & cue.frames) and "weak" not in cue.frames
            if self.grammar.is_finite(self.tokens, i) and self._low(i) not in {"has", "have", "had"}:
                return False
        return False

    def _content_left(self, subject: Range, group: VerbGroup, after: int, *, inverted: bool) -> list[Range]:
        """Return the clause before ", Smith said" and, for an aside, the clause after it."""
        first = group.start if inverted else subject[0]
        if first < 4 or self._low(first - 1) not in {",", *_DASHES} or self.tokens[first - 1].quote >= 0:
            return []
        if "clause" not in group.cue.frames or group.cue.lemma in {"show", "find", "indicate", "suggest"} and not self._ends_here(after):
            return []
        start = 0
        while start < first and (self._low(start) in self.words["conjunctions"] | {"but"} or self.tokens[start].kind == "mark"):
            start += 1
        contents = [self._span(start, first - 1)] if first - 1 - start >= 3 else []
        if after < len(self.tokens) and self._low(after) == "," and after + 3 < len(self.tokens):
            contents.append(self._span(after + 1, self._strip_end(len(self.tokens))))
        elif not self._ends_here(after) and not contents:
            return []
        return contents

    def _relative(self, subject: Range, group: VerbGroup, after: int) -> tuple[Range, list[Range]]:
        """Return (subject, what a relative clause denies): "the charges, which he denies", "a claim she disputes"."""
        polarity, tokens = self.grammar.lexicon.polarity, self.tokens
        if group.cue.lemma not in polarity["deny"] | polarity["deny_claim"] or not self._ends_here(after):
            return subject, []
        for at in range(subject[0], subject[1] - 1):
            noun = tokens[at].low in self.words["claim_nouns"] or tokens[at].low in {"something", "which"}
            opens = tokens[at + 1].capital or tokens[at + 1].low in self.words["determiners"] or tokens[at].low == "something"
            if noun and opens:
                return (at + 1, subject[1]), [self._span(subject[0], at + 1)]
        before = self._low(subject[0] - 1)
        if before in {"which", "that"}:
            end = subject[0] - (2 if self._low(subject[0] - 2) == "," else 1)
        elif before in self.words["claim_nouns"] or before == "something":
            end = subject[0]
        else:
            return subject, []
        left = self.grammar.subject_left(tokens, end, nested=True) if end > 0 else None
        return subject, [self._span(*left)] if left is not None else []

    def _ends_here(self, after: int) -> bool:
        return after >= len(self.tokens) or self._low(after) in {".", ",", "?", "!"} or self._low(after) in _ADJUNCTS | self.words["times"]

    # -- other cues ------------------------------------------------------------------------------------------------

    def _passive(self, group: VerbGroup) -> None:
        cue = group.cue
        if "passive" not in cue.frames and "object" not in cue.frames and "clause" not in cue.frames:
            return
        agent = self._agent(group.end)
        following = self._low(group.end)
        opens = following in {"to", "of", "as", "that", "with"} and "passive" in cue.frames
        patient = self.grammar.subject_left(self.tokens, group.start)
        if agent is None and not opens:
            return
        if opens:
            end = self._content_end(group.end, group)
            contents = [self._span(group.end, end)]
            if patient is not None:
                contents = [self._span(patient[0], end)] if patient[1] >= group.start - 1 else [self._span(*patient), *contents]
        elif patient is not None and "weak" not in cue.frames:
            contents = [self._span(*patient)]
        else:
            return
        self._add(group, agent, contents, "passive")

    def _agent(self, at: int) -> Range | None:
        for i in range(at, min(len(self.tokens), at + 8)):
            if self.tokens[i].low == "by" and self.tokens[i].quote < 0:
                return self.grammar.subject_right(self.tokens, i + 1)
            if self.tokens[i].low in {",", ";", "."}:
                return None
        return None

    def _according(self, at: int) -> None:
        tokens = self.tokens
        start = at + 2
        if start >= len(tokens):
            return
        leading = at <= 1 or self._low(at - 1) in {"but", "and", "that", "because"}
        end = start
        while end < len(tokens) and end - start < 3 * _LOOK_AHEAD:
            if tokens[end].low == "," and tokens[end].quote < 0 and (leading or self._ends_source(end + 1)):
                break
            if tokens[end].low in {";", "and"} and leading is False and self.grammar.has_finite(tokens, end, min(len(tokens), end + 4)):
                break
            end += 1
        source = self.grammar._trim(tokens, start, end)  # noqa: SLF001 - the same trimming as any subject
        if leading and end + 1 < len(tokens):
            contents = [self._span(end + 1, self._strip_end(len(tokens)))]
        else:
            first = self._clause_start(at)
            last = at - 1 if at and self._low(at - 1) in {",", *_DASHES} else at
            contents = [self._span(first, last)] if last > first else []
            if end + 3 < len(tokens) and tokens[end].low == ",":
                contents.append(self._span(end + 1, self._strip_end(len(tokens))))
        if source is not None and contents:
            self._append(source, (tokens[at].start, tokens[at + 1].end), contents, "according", "according")

    def _ends_source(self, at: int) -> bool:
        low = self._low(at)
        return low not in {"a", "an", "the", "who", "which", "inc"} and not low.isupper()

    def _clause_start(self, at: int) -> int:
        start = 0
        while start < at and (self._low(start) in {"and", "but"} or self.tokens[start].kind == "mark") and self.tokens[start].quote < 0:
            start += 1
        return start

    def _nominal(self, at: int) -> None:
        tokens = self.tokens
        source: Range | None = None
        for i in range(at - 1, max(-1, at - 4), -1):
            low = tokens[i].low
            if low in {"his", "her", "their", "its", "my", "our", "your"}:
                source = (i, i + 1)
                break
            if low.endswith(("'s", "s'")):
                start = self.grammar._noun_phrase_start(tokens, i)  # noqa: SLF001 - a possessor is a noun phrase
                source = self.grammar._trim(tokens, start, i + 1)  # noqa: SLF001
                break
        end = at + 2
        while end < len(tokens) and not (tokens[end].quote < 0 and tokens[end].low in {",", ";", *_DASHES}):
            end += 1
        end = self._strip_end(end)
        if end > at + 3:
            self._append(source, (tokens[at].start, tokens[at].end), [self._span(at + 1, end)], tokens[at].low, "nominal")

    # -- building --------------------------------------------------------------------------------------------------

    def _frame(self, group: VerbGroup, start: int) -> str:
        low = self._low(start)
        if low == "to" and "infinitive" in group.cue.frames:
            return "infinitive"
        if low == "that" or "clause" in group.cue.frames or "tell" in group.cue.frames:
            return "indirect"
        return "object"

    def _strip_end(self, end: int) -> int:
        while end > 0 and self.tokens[end - 1].quote < 0 and self.tokens[end - 1].low in {".", ",", ";"}:
            end -= 1
        return end

    def _span(self, start: int, end: int) -> Range:
        """Return the characters of a token range, whole quotations at its edges included."""
        first, last = self.tokens[start], self.tokens[max(start, end - 1)]
        begin, stop = first.start, last.end
        if first.quote >= 0 and self.text.quotations[first.quote].start >= self.sentence.start:
            begin = min(begin, self.text.quotations[first.quote].start)
        if last.quote >= 0:
            stop = max(stop, self.text.quotations[last.quote].end)
        return (begin, stop)

    def _words_in(self, span: Range) -> int:
        return len(self.text.text[span[0] : span[1]].split())

    def _low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def _add(self, group: VerbGroup, subject: Range | None, contents: list[Range], rule: str) -> None:
        cue = (self.tokens[group.start].start, self.tokens[group.end - 1].end)
        self._append(subject, cue, contents, group.cue.lemma, rule, group)

    def _append(self, source: Range | None, cue: Range, contents: list[Range], verb: str, rule: str, group: VerbGroup | None = None) -> None:
        span = self._span(*source) if source is not None else None
        self.found.append(
            Attribution(
                source=span,
                cue=cue,
                contents=tuple(contents),
                verb=verb,
                rule=rule,
                sentence=self.sentence.number,
                group=group,
            )
        )


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
        if covered[number] or quotation.words < _STATEMENT_WORDS:
            continue
        sentence = text.sentence_at(quotation.start)
        opens_sentence = not text.text[sentence.start : quotation.start].strip() or quotation.start < sentence.start
        speech = _speech_before(text, quotation, found, sentence)
        if speech is not None and opens_sentence:
            more.append(replace(speech, contents=((quotation.start, quotation.end),), sentence=sentence.number, rule="quote.continued"))
    return more


def _speech_before(text: Text, quotation: Quotation, found: list[Attribution], sentence: Sentence) -> Attribution | None:
    """Return the last attribution before a quotation: in its paragraph, or at the end of the paragraph before."""
    best: Attribution | None = None
    for item in found:
        place = text.sentences[item.sentence]
        if item.cue[0] < quotation.start and sentence.paragraph - place.paragraph <= 1 and item.source is not None:
            best = item
    return best
