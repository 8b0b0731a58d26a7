"""Who said what: source, cue and content spans of direct, indirect and mixed quotations in one article."""

from __future__ import annotations

from bot.claims.grammar.clauses import Grammar, Range
from bot.claims.grammar.place import Attribution
from bot.claims.grammar.text import Sentence, Text
from bot.claims.grammar.verbs import VerbGroup
from bot.claims.speech.contents import Contents
from bot.claims.speech.cues import according, apposed, nominal, passive, quoting
from bot.claims.speech.lines import OPEN_BLOCK, continued, named_lines, resolve_blocks
from bot.claims.speech.polarity import names_claim

# "a charge he called a complete lie": the word for false follows the verb within so many tokens
_NAMED_REACH = 4
# before the subject of a clause that an aside parts from its verb
_CLAUSE_LEADS = frozenset({"as", "while", "when", "because", "although", "though"})


class SentenceReader(Contents):
    """Finds the attributions of one sentence."""

    def __init__(self, grammar: Grammar, text: Text, sentence: Sentence) -> None:
        super().__init__(grammar, text, sentence)
        self.last_subject: Range | None = None  # of the cue before: shared by "and added"

    def read(self) -> list[Attribution]:
        """Return the attributions of the sentence in text order of their cues."""
        cues = self.grammar.triggers
        places = [at for at, token in enumerate(self.tokens) if token.low in cues and token.quote < 0]
        return [item for item in map(self._at, places) if item is not None]

    def _at(self, at: int) -> Attribution | None:
        low = self.tokens[at].low
        if low == "according" and self.low(at + 1) == "to" and at + 2 < len(self.tokens):
            return according(self, at)
        if low in self.words["claim_nouns"] and self.low(at + 1) == "that" and not self._closes_aside(at):
            return nominal(self, at)
        cue = self.grammar.match_cue(self.tokens, at)
        group = self.grammar.verb_group(self.tokens, at, cue) if cue is not None else None
        if group is None:
            return None
        if group.passive:
            return passive(self, group)
        polarity = self.grammar.lexicon.polarity
        if group.cue.lemma in polarity["deny"] | polarity["deny_claim"] and (answered := apposed(self, group)):
            return answered
        quoted = quoting(self, group) if group.cue.lemma in self.words["quoting"] else None
        return quoted or self._active(group)

    def _closes_aside(self, at: int) -> bool:
        """Return whether a word after a comma is the verb of a subject with an aside: "Orm, a singer, claims that"."""
        return (
            self.low(at).endswith("s")
            and self.low(at - 1) == ","
            and at > 1
            and self.grammar.subject_left(self.tokens, at) is not None
        )

    def _active(self, group: VerbGroup) -> Attribution | None:
        """Return the statement of a verb with its subject, or None when it says nothing."""
        subject, inverted, after = self._subject(group)
        start = self.content_start(group, after)
        quote = self._quotation(subject, group, inverted=inverted, right=start is not None)
        if quote is not None:
            rule, contents = "quote.inverted" if inverted else "quote.before", [quote]
            contents += [span for span in (self.quote_right(after),) if span is not None]
        elif called := self._called(subject, group, after):
            subject, rule, contents = called
        elif start is not None and not inverted:
            end = self.content_end(start, group)
            rule, contents = self._frame(group, start), [self.span(start, end)] if end > start else []
        elif subject is not None:
            subject, rule, contents = self._before(subject, group, after, inverted=inverted)
        else:
            return None
        if not contents and subject is not None and self.tokens[-1].low == ":":
            rule, contents = OPEN_BLOCK, [self.span(len(self.tokens) - 1, len(self.tokens))]
        if not contents or (subject is None and not rule.startswith("quote")):
            return None
        if "weak" in group.cue.frames and not self._strong_enough(group, contents, rule):
            return None
        self.last_subject = subject or self.last_subject
        return self.attribution(subject, self.cue_span(group), contents, verb=group.cue.lemma, rule=rule, group=group)

    def _quotation(self, subject: Range | None, group: VerbGroup, *, inverted: bool, right: bool) -> Range | None:
        """Return the quotation left of the speaker that is what they say. `right`: a clause follows the verb."""
        if subject is not None and not inverted and subject[1] < group.start - 1:
            return None  # the subject is shared with an earlier verb, and so is the quotation
        quote = self.quote_left(subject, group, inverted=inverted)
        if quote is not None and right and not inverted and self.is_fronted(quote):
            return None  # 'On "Morning Watch," she said that ...': a title, not what she said
        return quote

    def _called(self, subject: Range | None, group: VerbGroup, after: int) -> tuple[Range, str, list[Range]] | None:
        """Return (subject, rule, contents) of a claim before the verb that calls it something, or None.

        "Accusations that Orm has dismissed as politics", "a charge he called a lie": the claim stands before the verb.
        """
        lexicon = self.grammar.lexicon
        if subject is None or group.cue.lemma not in lexicon.polarity["naming"]:
            return None
        named = self.tokens[after : after + _NAMED_REACH]
        if self.low(after) != "as" and all(token.low not in lexicon.words["false_words"] for token in named):
            return None
        subject, contents = self.relative(subject, group, after, called=True)
        if not contents or not names_claim(lexicon, self.text.text[slice(*contents[0])]):
            return None
        return subject, "relative", contents

    def _before(
        self, subject: Range, group: VerbGroup, after: int, *, inverted: bool
    ) -> tuple[Range, str, list[Range]]:
        """Return (subject, rule, contents) of a verb whose content stands before it."""
        if not inverted:
            subject, contents = self.relative(subject, group, after)
            if contents:
                return subject, "relative", contents
        if not {"clause", "tell"} & group.cue.frames:
            return subject, "indirect.postposed", []
        if "tell" in group.cue.frames and not inverted:
            after = self.skip_listener(after)  # "..., a stable hand told the stewards."
        return subject, "indirect.postposed", self.content_left(subject, group, after, inverted=inverted)

    def _strong_enough(self, group: VerbGroup, contents: list[Range], rule: str) -> bool:
        if rule.startswith("quote"):
            return any(self.words_in(content) >= 3 for content in contents)
        if rule == "infinitive":
            return group.cue.lemma in {"want", "seek", "hope", "need", "agree"}
        first = next((at for at in range(group.end, len(self.tokens)) if self.tokens[at].start >= contents[0][0]), None)
        if first is None or rule == "indirect.postposed":
            return group.cue.lemma in {"add", "note", "show", "find", "learn", "think", "believe"}
        low = self.tokens[first].low
        return low in {"that", "whether"} or low in self.words["subject_pronouns"]

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
            if right is not None and self._closes(right):
                return right, True, right[1]
        if before is not None and (before.low in self.words["conjunctions"] or before.low in {"but", "then"}):
            return self._shared_subject(group), False, group.end
        if group.cue.form == "ing" and not group.progressive:
            led = before is None or before.low == "," or before.low in self.words["gerund_leads"]
            left = self._aside_subject(group) if led else self.grammar.subject_left(tokens, group.start)
            return left or self._shared_subject(group), False, group.end
        if group.infinitive and self.low(group.start - 1) == "to":
            return self._shared_subject(group), False, group.end  # "the mayor called a meeting to deny it"
        left = self.grammar.subject_left(tokens, group.start)
        return left or self._relative_subject(group), False, group.end

    def _aside_subject(self, group: VerbGroup) -> Range | None:
        """Return whom an aside of their clause tells of: "as Orm, contradicting Varn, said"."""
        comma = group.start - 1
        if self.low(comma) != "," or group.cue.lemma not in self.grammar.lexicon.polarity["deny"]:
            return None
        left = self.grammar.subject_left(self.tokens, comma, nested=True)
        return left if left is not None and self.low(left[0] - 1) in _CLAUSE_LEADS else None

    def _relative_subject(self, group: VerbGroup) -> Range | None:
        """Return "which" where it denies: "the government, which has denied any role"."""
        at = group.start - 1
        denies = group.cue.lemma in self.grammar.lexicon.polarity["deny"]
        return (at, at + 1) if denies and self.low(at) == "which" and self.low(at - 1) == "," else None

    def _closes(self, right: Range) -> bool:
        """Return whether a noun phrase after ", said" can be its subject: nothing but a mark or adjunct follows."""
        first = self.tokens[right[0]].low
        return (
            first != "that"
            and first not in self.words["subject_pronouns"]
            and self.ends_here(right[1])
            and not (self.grammar.has_finite(self.tokens, *right))
        )

    def _shared_subject(self, group: VerbGroup) -> Range | None:
        if self.last_subject is not None:
            return self.last_subject
        return self.grammar.main_subject(self.tokens, group.start)

    def _frame(self, group: VerbGroup, start: int) -> str:
        low = self.low(start)
        if self.tokens[start].quote >= 0:
            return "quote.after"
        if low == "to" and "infinitive" in group.cue.frames:
            return "infinitive"
        if low == "that" or "clause" in group.cue.frames or "tell" in group.cue.frames:
            return "indirect"
        return "object"


def attributions(grammar: Grammar, text: Text) -> list[Attribution]:
    """Return the attributions of a text in text order: of sentences, of lines that name a speaker, continued ones."""
    speaking = [sentence for sentence in text.sentences if not grammar.triggers.isdisjoint(sentence.words)]
    found = [item for sentence in speaking for item in SentenceReader(grammar, text, sentence).read()]
    found = resolve_blocks(text, found)
    found += named_lines(text)
    return sorted([*found, *continued(text, found)], key=lambda item: item.start)
