"""Who speaks: names in a text, their fullest form, and what pronouns and offices point back to."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.claims.grammar.clauses import Grammar, Range
from bot.claims.grammar.names import Name, name_finder
from bot.claims.grammar.place import Attribution
from bot.claims.grammar.text import Sentence, Text, Token

# A pronoun is looked up this many sentences back; further away the referent is a guess.
_PRONOUN_REACH = 4
_MAX_NAME_WORDS = 8
# "the bank" is the one named at most this many sentences before.
_BODY_REACH = 12


# "a statement saying ...": behind it stands whose it is.
_MESSAGES = frozenset(
    {"statement", "statements", "letter", "interview", "tweet", "tweets", "email", "e-mail", "memo", "speech"}
    | {"message", "post"}
)
# After these the head of a noun phrase is told more about: "the head of", "a clerk at".
_LINKS = frozenset({"for", "of", "to", "from", "with", "in", "at", "by", "on", "who"})
# A description of a speaker ends before these.
_DESCRIBED = frozenset({"who", "that", "which", "in", "on", "at", "with", "after", "to", "during", "as", "before", ","})
_POSSESSIVES = ("'s", "s'", "s’")


def _is_part(name: Name, known: Name) -> bool:
    """Return whether a name may be a shorter or longer form of another: one begins or ends with the other."""
    one, other = sorted(([word.lower() for word in each.words] for each in (name, known)), key=len)
    return other[0] == one[0] or other[-len(one) :] == one


class Voice(NamedTuple):
    """A speaker as named, the gender where known, and whether it is a person."""

    name: str
    gender: str
    person: bool


@dataclass(slots=True)
class Voices:
    """The names of one article. Built once; `speaker` answers for each attribution."""

    grammar: Grammar
    text: Text
    names: list[list[Name]] = field(default_factory=list)
    fullest: dict[str, Name] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    said: list[tuple[int, Voice]] = field(default_factory=list)  # (offset, speaker) in text order
    _firsts: dict[str, list[Name]] = field(default_factory=dict)  # persons by first name, worked out when asked
    _offices: dict[str, Counter[str]] = field(default_factory=dict)  # who is named with a title, worked out when asked

    def __post_init__(self) -> None:
        finder = name_finder(self.grammar.lexicon)
        for sentence in self.text.sentences:
            self.names.append(finder.of(sentence))
        alone = {name.key for row in self.names for name in row if len(name.words) == 1}
        self.names = [
            [name if name.sure or not name.person or name.key in alone else name._replace(person=False) for name in row]
            for row in self.names
        ]
        counted = Counter(name.words for row in self.names for name in row)
        for name in (name for row in self.names for name in row):
            key = name.key
            known = self.fullest.get(key)
            if known is None or self._rank(name, counted) > self._rank(known, counted):
                self.fullest[key] = name
            if name.gender:
                self.gender.setdefault(key, name.gender)
        self.names = [
            [
                name._replace(person=not name.person)
                if len(name.words) == 1 and name.person is not self.fullest[name.key].person
                else name
                for name in row
            ]
            for row in self.names
        ]

    @staticmethod
    def _rank(name: Name, counted: Counter[tuple[str, ...]]) -> tuple[bool, bool, int, int]:
        """Return what makes one form of a name better than another: a person's, with a first name, used often."""
        return name.person, len(name.words) > 1, counted[name.words], len(name.words)

    def best(self, name: Name) -> str:
        """Return the fullest form of a name in this article."""
        known = self.fullest.get(name.key, name)
        if len(name.words) == 1 and len(known.words) == 1:
            known = self._by_first_name(name) or known
        if len(name.words) > 1 and (name.person or name.likely) and not _is_part(name, known):
            known = name  # another person of the same family
        chosen = known if known.person or not name.person or len(name.words) == 1 else name
        if (
            chosen is not name
            and len(name.words) > 1
            and [word.lower() for word in chosen.words[-len(name.words) :]] != [word.lower() for word in name.words]
            and not (name.person and known.person)
        ):
            chosen = name
        plain = " ".join(chosen.words[:_MAX_NAME_WORDS])
        return self.grammar.lexicon.metonyms.get(plain.lower(), plain)

    def _by_first_name(self, name: Name) -> Name | None:
        """Return the one person of the article with this first name, or None."""
        if not self._firsts:
            for known in self.fullest.values():
                if (known.person or known.likely) and len(known.words) > 1:
                    self._firsts.setdefault(known.words[0].lower(), []).append(known)
        found = self._firsts.get(name.key, [])
        return found[0] if len(found) == 1 else None

    # -- speakers ----------------------------------------------------------------------------------------------------

    def speaker(self, item: Attribution) -> str | None:
        """Return who speaks, as named in the article, or None when unnamed. Call in text order: pronouns look back."""
        if item.source is None:
            return None
        sentence = self.text.sentence_at(item.source[0])
        named = self.named(item.source, sentence)
        if named is not None:
            if not self.said or self.said[-1][0] <= item.source[0]:
                self.said.append((item.source[0], named))
            else:
                insort(self.said, (item.source[0], named), key=lambda one: one[0])
        return named.name if named is not None else None

    def named(self, source: Range, sentence: Sentence) -> Voice | None:
        """Return the speaker of a noun phrase, or None when it names nobody."""
        words = self.grammar.lexicon.words
        tokens: Sequence[Token] = sentence.tokens_in(*source)
        if not tokens:
            tokens = [
                token for place in self.text.sentences for token in place.tokens if source[0] <= token.start < source[1]
            ]
        if not tokens:
            return None
        low = tokens[0].low.split("'")[0]
        if len(tokens) == 1 and low in {"who", "which", "that", "whom"}:
            return self._antecedent(source[0], sentence)
        if len(tokens) == 1 and low in {"he", "she", "him", "her", "his"}:
            return self._told_gender(source[0], sentence, "f" if low in {"she", "her"} else "m")
        if len(tokens) == 1 and low in {"they", "it", "their", "its", "them"}:
            return self._body_before(source[0], sentence, plural=low in {"they", "their", "them"})
        if len(tokens) == 1 and low in words["pronouns"]:
            return None
        if tokens[-1].low in _MESSAGES:
            return self._author(source[0], sentence, tokens)
        if tokens[-1].low in words["writings"] and not any(token.capital for token in tokens[1:]):
            return self._publisher(source[0], sentence) or self._phrase(source, sentence, tokens)
        return self._phrase(source, sentence, tokens)

    def maker(self, sentence: Sentence, start: int, end: int) -> Voice | None:
        """Return who makes the claim that a range names: "a claim by the growers' union that ...", or None."""
        words, tokens = self.grammar.lexicon.words, sentence.tokens
        for at, token in enumerate(tokens[:-2]):
            claim = start <= token.start < end and token.low in words["claim_nouns"]
            if not claim or tokens[at + 1].low not in {"by", "from"} or tokens[at + 2].low in words["prepositions"]:
                continue
            last = at + 2
            while last < len(tokens) and (tokens[last].kind != "mark" or tokens[last].low in {"'", "’"}):
                if tokens[last].low in words["subordinators"]:
                    break
                last += 1
            return self.named((tokens[at + 2].start, tokens[last - 1].end), sentence)
        return None

    def _publisher(self, offset: int, sentence: Sentence) -> Voice | None:
        """Return the body that spoke last, for "the article", "the newspaper"."""
        floor = self.text.sentences[max(0, sentence.number - _PRONOUN_REACH)].start
        return next((voice for _, voice in self._spoke(floor, offset) if not voice.person), None)

    def _spoke(self, floor: int, offset: int) -> list[tuple[int, Voice]]:
        """Return who spoke between two offsets, the last first."""
        first = bisect_left(self.said, floor, key=lambda one: one[0])
        return self.said[first : bisect_left(self.said, offset, key=lambda one: one[0])][::-1]

    def _author(self, offset: int, sentence: Sentence, tokens: Sequence[Token]) -> Voice | None:
        """Return who stands behind "a statement saying ...": its owner, or the subject of the sentence."""
        for name in self.names[sentence.number]:
            if tokens[0].start <= name.start < tokens[-1].start or name.end <= offset:
                return self._known(name)
        at = next((i for i, token in enumerate(sentence.tokens) if token.start >= offset), 0)
        subject = self.grammar.main_subject(sentence.tokens, at)
        if subject is None or sentence.tokens[subject[0]].start >= offset:
            return None
        return self.named((sentence.tokens[subject[0]].start, sentence.tokens[subject[1] - 1].end), sentence)

    def _phrase(self, source: Range, sentence: Sentence, tokens: Sequence[Token]) -> Voice | None:
        words = self.grammar.lexicon.words
        names = [name for name in self.names[sentence.number] if source[0] <= name.start < source[1]]
        comma = next((token.start for token in tokens if token.low == ","), source[1])
        persons = [name for name in names if name.person or name.likely]
        head = [token for token in tokens if token.start < comma]
        owner = head[-1].low if head else ""
        led = [name for name in persons if name.end <= comma]
        of = [token for token in head if token.low in _LINKS]
        if len(led) >= 2 and not of and any(token.low == "and" for token in head):
            return Voice(" and ".join(self.best(name) for name in led[:2]), "", person=False)
        if led and not of and led[-1].end >= head[-1].end:
            return self._known(led[-1])
        if led and of and led[0].end <= of[0].start:
            return self._known(led[0])
        owned = any(token.low.endswith(_POSSESSIVES) for token in head[:-1])
        aside = [name for name in persons if name.start > comma]
        if aside and (not led or of or owned) and aside[0].start - comma <= 40:
            return self._known(aside[0])
        if names and not owned and not of and names[-1].end <= comma and names[-1].end >= head[-1].end:
            return self._known(names[-1])
        if not names and head:
            voice = self._office(owner) or self._body_called(head, sentence)
            if voice is not None:
                return voice
        return self._description(head, words)

    def _description(self, head: list[Token], words: dict[str, frozenset[str]]) -> Voice | None:
        """Return a description as it stands, without its article: "White House officials"."""
        while head and (head[0].low in {"the", "a", "an", "both"} or head[0].kind == "mark"):
            head = head[1:]
        if not head or len(head) > 14 or all(token.low in words["pronouns"] for token in head):
            return None
        if all(token.low in words["times"] or token.kind == "number" for token in head):
            return None  # a date taken for a noun phrase names nobody: "an article published on 2 March said"
        stop = next(
            (
                i
                for i, t in enumerate(head)
                if i
                and (
                    t.low in _DESCRIBED
                    or (t.low.endswith("ing") and not t.capital and len(t.low) > 5)
                    or t.low in words["times"]
                    or (t.kind == "number" and not t.capital)
                )
            ),
            len(head),
        )
        kept = head[: min(stop, _MAX_NAME_WORDS)]
        while len(kept) > 1 and (
            kept[-1].low in words["prepositions"] or kept[-1].kind == "mark" or kept[-1].low in words["determiners"]
        ):
            kept = kept[:-1]
        if self.grammar.has_finite(head, 0, len(kept)) or self.grammar.is_finite_start(kept[0]) or self._does(kept[0]):
            return None  # a clause taken for a noun phrase names nobody
        spoken = self.text.text[kept[0].start : kept[-1].end]
        return Voice(" ".join(spoken.split()).removesuffix("'s").removesuffix("’s"), "", person=False)

    def _does(self, token: Token) -> bool:
        """Return whether a phrase that opens with this word tells what somebody does: "citing two officials"."""
        cues = self.grammar.lexicon.cues.get(token.low, ())
        return not token.capital and any(cue.form == "ing" for cue in cues)

    def _known(self, name: Name) -> Voice:
        return Voice(self.best(name), self.gender.get(name.key, name.gender), person=name.person)

    def _office(self, title: str) -> Voice | None:
        """Return the person most often named with a title, for "the senator", "the minister"."""
        if title not in self.grammar.lexicon.words["titles"]:
            return None
        held = self._titled().get(title)
        return self._known(self.fullest[held.most_common(1)[0][0]]) if held else None

    def _body_called(self, head: Sequence[Token], sentence: Sentence) -> Voice | None:
        """Return the body last named that "the bank", "the company" points back to: its name says what it is."""
        if [token.low for token in head[:-1]] != ["the"] or head[-1].capital:
            return None
        words = self.grammar.lexicon.words
        kind = head[-1].low
        kinds = words["company_names"] if kind in words["companies"] else {kind} if kind in words["bodies"] else set()
        for row in reversed(self.names[max(0, sentence.number - _BODY_REACH) : sentence.number + 1] if kinds else ()):
            for name in reversed(row):
                if name.end <= head[0].start and not kinds.isdisjoint(word.lower() for word in name.words[1:]):
                    return self._known(name)
        return None

    def _titled(self) -> dict[str, Counter[str]]:
        """Return how often each person is named with a title."""
        if not self._offices:
            for name in (name for row in self.names for name in row if name.person):
                for title in set(self.text.text[name.start : name.end].lower().split()[: -len(name.words)]):
                    self._offices.setdefault(title, Counter())[name.key] += 1
        return self._offices

    def _antecedent(self, offset: int, sentence: Sentence) -> Voice | None:
        at = next((i for i, token in enumerate(sentence.tokens) if token.start >= offset), 0)
        if at and sentence.tokens[at - 1].low == ",":
            at -= 1
        left = self.grammar.subject_left(sentence.tokens, at, nested=True) if at else None
        if left is None:
            return None
        return self.named((sentence.tokens[left[0]].start, sentence.tokens[left[1] - 1].end), sentence)

    def _person_before(self, offset: int, sentence: Sentence, gender: str) -> Voice | None:
        def fits(found: str) -> bool:
            return not found or found == gender

        for name in self.names[sentence.number]:
            if name.end <= offset and name.person and fits(self.gender.get(name.key, "")):
                return self._known(name)
        floor = self.text.sentences[max(0, sentence.number - _PRONOUN_REACH)].start
        spoke = next((one for one in self._spoke(floor, offset) if one[1].person and fits(one[1].gender)), None)
        for number in range(sentence.number - 1, max(-1, sentence.number - _PRONOUN_REACH - 1), -1):
            if spoke is not None and spoke[0] >= self.text.sentences[number].start:
                return spoke[1]
            for name in self.names[number]:
                if name.person and fits(self.gender.get(name.key, "")):
                    return self._known(name)
        return self._only_likely(offset, sentence, gender)

    def _told_gender(self, offset: int, sentence: Sentence, gender: str) -> Voice | None:
        """Return the person that "he" or "she" points back to, whose gender is known from then on."""
        found = self._person_before(offset, sentence, gender)
        if found is None or found.gender:
            return found
        self.gender.setdefault(found.name.split()[-1].lower(), gender)
        return found._replace(gender=gender)

    def _only_likely(self, offset: int, sentence: Sentence, gender: str) -> Voice | None:
        """Return the one name in reach that may be a person's, where no name is known to be one."""
        found = {
            name.words: name
            for row in self.names[max(0, sentence.number - _PRONOUN_REACH) : sentence.number + 1]
            for name in row
            if name.likely and name.end <= offset and self.gender.get(name.key, gender) == gender
        }
        return self._known(next(iter(found.values()))) if len(found) == 1 else None

    def _plural_subject(self, sentence: Sentence) -> Voice | None:
        """Return the plural subject of one of the two sentences before, for "they"."""
        for number in range(sentence.number - 1, max(-1, sentence.number - 3), -1):
            before = self.text.sentences[number]
            subject = self.grammar.main_subject(before.tokens, len(before.tokens))
            if subject is None:
                continue
            last = before.tokens[subject[1] - 1].low
            if last.endswith("s") and not last.endswith(("'s", "ss")):
                return self.named((before.tokens[subject[0]].start, before.tokens[subject[1] - 1].end), before)
        return None

    def _body_before(self, offset: int, sentence: Sentence, *, plural: bool) -> Voice | None:
        floor = self.text.sentences[max(0, sentence.number - 2)].start
        for _, voice in self._spoke(floor, offset):
            if not voice.person:
                last = voice.name.split()[-1].lower()
                if not plural or last.endswith("s") or last in {"people", "police"} or " and " in voice.name:
                    return voice
        if plural:
            return self._plural_subject(sentence)
        if not plural:
            for number in range(sentence.number, max(-1, sentence.number - 2), -1):
                for name in self.names[number]:
                    if name.end <= offset and not name.person:
                        return self._known(name)
        return None
