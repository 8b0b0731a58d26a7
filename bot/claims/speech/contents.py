"""Where the content of a statement begins and ends: quotations, clauses after the verb, clauses before the speaker."""

from __future__ import annotations

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.place import Place
from bot.claims.grammar.text import Quotation
from bot.claims.grammar.verbs import DASHES, VerbGroup

# A "that" or quotation belongs to a verb of saying when it follows within this many tokens.
_LOOK_AHEAD = 22
# A quotation of fewer words is a scare quote or a phrase inside a sentence, not a statement of its own.
STATEMENT_WORDS = 4
_COMMA_LIKE = DASHES | {","}
_BREAKING = _COMMA_LIKE | {";", "and", "but"}  # at these another voice may take over
_TRAILING = _COMMA_LIKE | {".", ";", "and", "but", "while", "as"}

# before a number that opens a clause
_ABOUT = frozenset({"about", "over", "around", "up", "nearly", "some", "under", "roughly"})


class Contents(Place):
    """Finds the content spans around one verb group; token ranges in, character ranges out."""

    def quote_left(self, subject: Range | None, group: VerbGroup, *, inverted: bool) -> Range | None:
        """Return the quotation that ends just before the subject (or the verb, when the subject follows)."""
        first = group.start if inverted or subject is None else subject[0]
        if subject is not None and not inverted and subject[1] > group.start:
            return None
        while first > 0 and (self.grammar.is_adverb(self.low(first - 1)) or self.low(first - 1) in {"as", "and"}):
            first -= 1
        at = first - 1
        if at >= 0 and self.tokens[at].quote < 0 and self.tokens[at].low in _COMMA_LIKE:
            at -= 1
        if at < 0:
            if self.follows_quotation() and self.tokens[0].text[:1].islower():
                quotation = self.near(self.sentence.start)[-1]
                return (quotation.start, quotation.end)
            return None
        number = self.tokens[at].quote
        if number < 0:
            return None
        quotation = self.text.quotations[number]
        if quotation.words < STATEMENT_WORDS and not self.is_reply(quotation):
            return self.mixed_left(at) if quotation.words < STATEMENT_WORDS else None
        head = self.mixed_left(at)
        return head if head is not None else (quotation.start, quotation.end)

    def is_reply(self, quotation: Quotation) -> bool:
        """Return whether a quotation opens its sentence: short ones are answers ("No," he said)."""
        return quotation.start <= self.sentence.start

    def is_fronted(self, quote: Range) -> bool:
        """Return whether a span left of the speaker opens with a preposition: an adverbial with a quoted name."""
        first = next((token for token in self.tokens if token.start >= quote[0]), None)
        return first is not None and first.quote < 0 and first.low in self.words["prepositions"]

    def mixed_left(self, at: int) -> Range | None:
        """Return the clause around a quotation that is only part of it: 'The plan is "a farce", he said'."""
        number = self.tokens[at].quote
        first = next(i for i, token in enumerate(self.tokens) if token.quote == number)
        if self.text.quotations[number].start < self.sentence.start or first == 0:
            return None
        before = self.tokens[first - 1]
        if before.kind == "mark" or any(
            token.quote < 0 and self.grammar.match_cue(self.tokens, i) for i, token in enumerate(self.tokens[:first])
        ):
            return None
        return (self.tokens[0].start, self.text.quotations[number].end)

    def quote_right(self, after: int) -> Range | None:
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

    def _goes_on(self, at: int) -> bool:
        """Return whether another verb of saying takes over: "..., Orm said, adding that ...": the content is before."""
        cue = self.grammar.match_cue(self.tokens, at) if at < len(self.tokens) else None
        return cue is not None and cue.form == "ing" and "clause" in cue.frames

    def _counts(self, at: int) -> bool:
        """Return whether a clause that opens with a number begins at a token: "at least forty", "about 300"."""
        following = self.low(at + 1)
        if self.low(at) == "at":
            return following in {"least", "most"}
        numbers = self.grammar.lexicon.numbers
        return self.low(at) in _ABOUT and (following in numbers or following[:1].isdigit())

    def content_start(self, group: VerbGroup, after: int) -> int | None:  # noqa: C901, PLR0911, PLR0912 - one case a way to go on after the verb
        """Return the token where the content right of the verb begins, or None when there is none."""
        tokens, cue = self.tokens, group.cue
        at = after
        if "tell" in cue.frames or cue.lemma == "ask":
            at = self.skip_listener(at)
        while (
            at < len(tokens)
            and tokens[at].quote < 0
            and (self.grammar.is_adverb(tokens[at].low) and self.low(at) not in {"not", "all", "both", "so", "no"})
        ):
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
        if self._counts(at):
            return at
        ahead = self.that_or_quote(at)
        if low == ":" or low in DASHES:
            return at + 1 if at + 1 < len(tokens) and low == ":" else ahead
        if tokens[at].kind == "mark" and low not in {"[", "$"}:
            if low == "," and self._goes_on(at + 1):
                return None
            return ahead if low in {",", "("} else None
        if low in self.words["adjuncts"] or low in self.words["times"]:
            if ahead is not None:
                return ahead
            if cue.particles or low in {"of", "about"}:
                return at
            if "tell" in cue.frames or cue.lemma not in {"say", "add", "note"}:
                return (
                    at
                    if "object" in cue.frames
                    and low not in self.words["times"]
                    and low in {"of", "about", "for", "against", "with", "as"}
                    else None
                )
            return self.after_time(at)
        if low in self.words["conjunctions"] or low in {"but", "while", "because", "when"}:
            return None
        if cue.lemma == "add" and low not in self.words["subject_pronouns"]:
            return ahead
        return at

    def after_time(self, at: int) -> int | None:
        """Return the token after "said Friday" where a bare clause begins, or None."""
        tokens = self.tokens
        if self.low(at) == "on":
            at += 1
        moved = at
        while moved < len(tokens) and (self.low(moved) in self.words["times"] or tokens[moved].kind == "number"):
            moved += 1
        if moved == at or moved >= len(tokens) or tokens[moved].kind != "word":
            return None
        low = self.low(moved)
        if low in self.words["adjuncts"] or low in self.words["conjunctions"] or low in {"but", "while", "when", "as"}:
            return None
        return moved

    def skip_listener(self, at: int) -> int:
        """Return the token after the listener of "told reporters ..."."""
        tokens, words = self.tokens, self.words
        if at >= len(tokens) or tokens[at].quote >= 0:
            return at
        if (
            tokens[at].low in {"me", "him", "her", "us", "them", "you", "himself", "herself"}
            and tokens[at].low != "her"
        ):
            return at + 1
        moved, nouns = at, 0
        while moved < len(tokens) and moved < at + 12:
            token = tokens[moved]
            low = token.low
            boundary = (
                low.split("'")[0] in words["subject_pronouns"]
                or low in words["subordinators"]
                or (low in words["prepositions"] and low not in {"of", "for"})
            )
            if token.quote >= 0 or token.kind == "mark" or boundary or (nouns and low in words["determiners"]):
                break
            if moved > at and self.grammar.is_finite(tokens, moved):
                return at if nouns <= 1 else moved - 1
            nouns += low not in words["determiners"]
            moved += 1
        return moved

    def that_or_quote(self, at: int) -> int | None:
        """Return a "that", quotation or colon ahead that no verb or clause parts from the cue."""
        tokens = self.tokens
        for i in range(at, min(len(tokens), at + _LOOK_AHEAD)):
            token = tokens[i]
            if token.quote >= 0:
                previous = self.low(i - 1)
                quotation = self.text.quotations[token.quote]
                told = quotation.words >= STATEMENT_WORDS or i == at + 1  # "He said, “No.”"
                if told and previous in {",", ":", "that", *DASHES}:
                    return i
                return None
            if (
                token.low == "that"
                and i > at
                and self.low(i - 1) not in {"of", "in", "on", "for", "to", "with", "at", "from", "by", "about"}
            ):
                return i
            if token.low == ":":
                return i + 1 if i + 1 < len(tokens) else None
            if self.grammar.is_finite(tokens, i) or token.low in {"who", "which", ";", "because", "but"}:
                return None
        return None

    def content_end(self, start: int, group: VerbGroup) -> int:
        """Return the token after the content: the end of the sentence, or where another voice takes over."""
        tokens = self.tokens
        narrow = "object" in group.cue.frames and "clause" not in group.cue.frames
        breaking = [at for at in range(start + 2, len(tokens)) if tokens[at].low in _BREAKING and tokens[at].quote < 0]
        at = next((at for at in breaking if self.breaks(at, group, narrow=narrow)), len(tokens))
        while at > start and tokens[at - 1].quote < 0 and tokens[at - 1].low in _TRAILING:
            at -= 1
        return at

    def breaks(self, at: int, group: VerbGroup, *, narrow: bool) -> bool:
        """Return whether the content ends at a token: another cue, clause or voice begins."""
        tokens = self.tokens
        low = tokens[at].low
        if low == ";":
            return True
        if low in _COMMA_LIKE:
            return self._breaks_at_mark(at, narrow=narrow)
        if low in {"and", "but"} and at + 1 < len(tokens):
            moved = at + 1
            while moved < len(tokens) - 1 and (
                self.grammar.is_adverb(self.low(moved)) or self.low(moved) in {"has", "have", "had"}
            ):
                moved += 1
            cue = self.grammar.match_cue(tokens, moved)
            return (
                cue is not None
                and cue.form == group.cue.form
                and cue.form != "base"
                and tokens[moved].quote < 0
                and "clause" in cue.frames
            )
        return False

    def _breaks_at_mark(self, at: int, *, narrow: bool) -> bool:
        """Return whether the content ends at a comma or dash."""
        tokens = self.tokens
        low, following = tokens[at].low, self.low(at + 1)
        cue = self.grammar.match_cue(tokens, at + 1) if at + 1 < len(tokens) else None
        if cue is not None and (cue.form == "ing" or (cue.form in {"s", "ed"} and "clause" in cue.frames)):
            return True  # ", adding ...", or the main verb goes on after a relative clause
        if following == "according" or (following == "but" and low == ","):
            return True
        if narrow and (
            following in {"but", "while", "which", "who", "after", "as", "when", "because"} or following.endswith("ing")
        ):
            return True
        if following in {"which", "something"} or self.low(at + 2) in self.words["claim_nouns"]:
            return self.new_voice(at + 2)
        if low == "," and self.low(0) in self.words["contrasting"]:
            return self.new_voice(at + 1)  # "While the union says A, the company says B"
        if following in {"and", "but", "while", "though", "although"} or narrow:
            return self.new_voice(at + 2 if following in {"and", "but", "while", "though", "although"} else at + 1)
        return False

    def new_voice(self, at: int) -> bool:
        """Return whether a noun phrase and a cue verb follow: "..., but Smith said"."""
        for i in range(at, min(len(self.tokens), at + 12)):
            if self.tokens[i].quote >= 0 or self.tokens[i].low in {",", ";"}:
                return False
            cue = self.grammar.match_cue(self.tokens, i)
            if cue is not None and cue.form in {"ed", "s"} and i > at:
                return bool({"clause", "tell"} & cue.frames) and "weak" not in cue.frames
            if self.grammar.is_finite(self.tokens, i) and self.low(i) not in {"has", "have", "had"}:
                return False
        return False

    def content_left(self, subject: Range, group: VerbGroup, after: int, *, inverted: bool) -> list[Range]:
        """Return the clause before ", Smith said" and, for an aside, the clause after it."""
        first = group.start if inverted else subject[0]
        if first < 2 or self.low(first - 1) not in _COMMA_LIKE or self.tokens[first - 1].quote >= 0:
            return []
        if not {"clause", "tell"} & group.cue.frames or (
            group.cue.lemma in {"show", "find", "indicate", "suggest"} and not self.ends_here(after)
        ):
            return []
        start = 0
        while start < first and (
            self.low(start) == "but"
            or self.low(start) in self.words["conjunctions"]
            or self.tokens[start].kind == "mark"
        ):
            start += 1
        short = first - 1 - start < 3 and not self.grammar.is_negation(self.low(start))  # "Not so, says Orm."
        contents = [] if short else [self.span(start, first - 1)]
        if after < len(self.tokens) and self.low(after) == "," and after + 3 < len(self.tokens):
            contents.append(self.span(after + 1, self.strip_end(len(self.tokens))))
        elif not self.ends_here(after) and not contents:
            return []
        return contents

    def relative(
        self, subject: Range, group: VerbGroup, after: int, *, called: bool = False
    ) -> tuple[Range, list[Range]]:
        """Return (subject, what a relative clause denies): "the charges, which he denies", "a claim she disputes".

        `called`: the verb calls it something false, whatever the verb is.
        """
        polarity, tokens = self.grammar.lexicon.polarity, self.tokens
        if not called and group.cue.lemma not in polarity["deny"] | polarity["deny_claim"]:
            return subject, []
        bare = group.end - group.start == 1 and group.cue.form in {"s", "base"}
        if bare and group.cue.lemma in self.words["also_nouns"] - {"dispute"}:
            return subject, []  # "states that host contests"
        if not (called or self.ends_here(after) or self.low(after) in {"and", "but"}):
            return subject, []
        for at in range(subject[0], subject[1] - 1):
            noun = tokens[at].low in self.words["claim_nouns"] or tokens[at].low in {"something", "which"}
            opens = (
                tokens[at + 1].capital
                or tokens[at + 1].low in self.words["determiners"]
                or tokens[at].low == "something"
            )
            if noun and opens:
                return (at + 1, subject[1]), [self.span(subject[0], at + 1)]
        before = self.low(subject[0] - 1)
        if before in {"which", "that"}:
            end = subject[0] - (2 if self.low(subject[0] - 2) in _COMMA_LIKE else 1)
        elif before in self.words["claim_nouns"] or before == "something":
            end = subject[0]
        else:
            return subject, []
        left = self.grammar.subject_left(tokens, end, nested=True) if end > 0 else None
        return subject, [self.span(*left)] if left is not None else []
