"""Two voices that count the same thing at the same time and cannot both be right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.grammar.compare import Rarity, content_words, stem
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.text import Sentence
from bot.claims.linking.figures import HARMS, MOST_APART, Figure, apart, conflict, figures
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Reading
from bot.domain.claim import DisputeKind

# Two sentences count the same thing when they share this weight of content words besides their numbers.
SAME_THING = 0.45
SAME_HARM = 0.2  # the dead of one story on one day are mostly the same; sentences about them differ in all else
SAME_SUM = 0.35  # sums and shares are of many things: what they are of is told in the same words beside them
NEAR_WORDS = 2
WINDOW = 10  # tokens either side of a sum that tell what it is
SHARED_WORDS = 3
NEAR = 2  # sentences between which an answer with another figure stands
MOST_COMPARED = 400  # later figures of one unit that a figure is held against: keeps long stories linear
_DIGIT = re.compile(r"\d")
_FRAME_REACH = 25  # tokens from a verb of counting to its number
# Two figures of the same thing have this score as a link: neither a sure nor a weak one.
LINK_SCORE = 2.8


@dataclass(eq=False, kw_only=True)
class Count:
    """A figure in its sentence. What else a comparison asks about it is worked out when asked: most figures differ."""

    lexicon: Lexicon
    reading: Reading
    place: Sentence
    figure: Figure

    @property
    def sentence(self) -> int:
        """Return the number of the sentence."""
        return self.place.number

    @property
    def speaker(self) -> str | None:
        """Return who states the figure, None where the article itself does."""
        return self._speaker

    @property
    def framed(self) -> bool:
        """Return whether a verb of counting states it: "put the number at"."""
        return self._framed[1]

    @cached_property
    def voice(self) -> str | None:
        """Who states the figure: a speaker, or else the outlet."""
        return self.speaker or self.reading.article.source or None

    @cached_property
    def words(self) -> frozenset[str]:
        """The content words of the sentence, numbers and what is counted left out."""
        said = frozenset(word for word in self.reading.words[self.sentence] if not word[0].isdigit())
        return said - {self.figure.unit} - _number_stems(self.lexicon)

    @cached_property
    def scope(self) -> frozenset[str]:
        """The words that set a time, part or comparison."""
        return self._matches("figure_scope")

    @cached_property
    def days(self) -> frozenset[str]:
        """The days that the sentence names."""
        return self._matches("figure_day")

    @cached_property
    def names(self) -> frozenset[str]:
        """Of whom and what else the sentence speaks."""
        sources = [said.item.source for said in self.reading.said_in(self.sentence) if said.item.source]
        return frozenset(
            " ".join(name.words).lower()
            for name in self.reading.voices.names[self.sentence]
            if not any(start <= name.start < end for start, end in sources)
            and not same_voice(name.key, self.speaker)
            and name.words[0].lower() not in self.lexicon.words["times"]
        )

    @cached_property
    def near(self) -> frozenset[str]:
        """The content words about the figure."""
        tokens = self.place.tokens
        at = next(at for at, token in enumerate(tokens) if token.start == self.figure.at)
        beside = [token for token in tokens[max(0, at - WINDOW) : at + WINDOW + 1] if token.kind == "word"]
        return content_words(" ".join(token.low for token in beside if token.low not in self.lexicon.scales))

    @cached_property
    def points_back(self) -> bool:
        """Whether the sentence opens with "it" or "they", so that what it counts is told elsewhere."""
        return any(token.low in self.lexicon.words["points_back"] for token in self.place.tokens[:2])

    @cached_property
    def _speaker(self) -> str | None:
        return _said_by(self.reading, self.figure.at) or self._framed[0]

    @cached_property
    def _framed(self) -> tuple[str | None, bool]:
        return _framed(self.lexicon, self.reading, self.place, self.figure)

    def _matches(self, pattern: str) -> frozenset[str]:
        text = self.reading.slice(self.place.start, self.place.end)
        return frozenset(match.lower() for match in self.lexicon.patterns[pattern].findall(text))


def differing(lexicon: Lexicon, rarity: Rarity, readings: list[Reading]) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) for each two sentences whose figures cannot both be right, the earlier one first."""
    answered: set[tuple[int, int]] = set()
    for one, other in _comparable(_counts(lexicon, readings)):
        place = (other.reading.order, other.sentence)
        if place not in answered and _differ(lexicon, rarity, one, other):
            answered.add(place)
            yield _pair(one, other)


def _comparable(counts: list[Count]) -> Iterator[tuple[Count, Count]]:
    """Yield the pairs that may differ, in text order: of one unit, or close to each other in one article."""
    by_unit: dict[str, list[int]] = {}
    for at, count in enumerate(counts):
        by_unit.setdefault(count.figure.unit, []).append(at)
    for at, one in enumerate(counts):
        alike = by_unit[one.figure.unit]
        first = bisect_right(alike, at)
        later = set(alike[first : first + MOST_COMPARED])
        beside = at + 1
        while beside < len(counts) and counts[beside].reading is one.reading:
            if counts[beside].sentence - one.sentence > NEAR:
                break
            later.add(beside)
            beside += 1
        yield from ((one, counts[other]) for other in sorted(later))


def _counts(lexicon: Lexicon, readings: list[Reading]) -> list[Count]:
    """Return the counts of all articles; a sentence that gives one thing two figures is left out."""
    stated: list[tuple[Reading, Sentence, Figure]] = []
    for reading in readings:
        for sentence, text in zip(reading.text.sentences, reading.sentences, strict=True):
            if lexicon.numbers.keys().isdisjoint(sentence.words) and _DIGIT.search(text) is None:
                continue  # most sentences
            told = figures(lexicon, sentence.tokens)
            units = [figure.unit for figure in told]
            stated += [(reading, sentence, one) for one in told if units.count(one.unit) == 1]
    often = Counter(figure.unit for _, _, figure in stated)
    return [
        Count(lexicon=lexicon, reading=one[0], place=one[1], figure=one[2])
        for at, one in enumerate(stated)
        if often[one[2].unit] > 1
        or any(_beside(one, other) for other in (*stated[max(0, at - 1) : at], *stated[at + 1 : at + 2]))
    ]


def _beside(one: tuple[Reading, Sentence, Figure], other: tuple[Reading, Sentence, Figure]) -> bool:
    """Return whether two figures stand so close in one article that the second may answer the first."""
    return one[0] is other[0] and abs(one[1].number - other[1].number) <= NEAR


def _said_by(reading: Reading, offset: int) -> str | None:
    """Return the speaker of the statement around a figure."""
    around = reading.around(offset)
    return around[-1].speaker if around else None


def _framed(lexicon: Lexicon, reading: Reading, sentence: Sentence, figure: Figure) -> tuple[str | None, bool]:
    """Return (who, whether somebody) "put" a figure so: no verb of speech, but somebody's figure all the same."""
    tokens, grammar = sentence.tokens, reading.voices.grammar
    place = next(at for at, token in enumerate(tokens) if token.start == figure.at)
    for at in range(place - 1, max(0, place - _FRAME_REACH), -1):
        if tokens[at].low not in lexicon.words["counting"] or tokens[at].quote >= 0:
            continue
        subject = grammar.subject_left(tokens, at)
        before = tokens[at - 1].low
        if subject is None or (before in lexicon.words["auxiliaries"] and before not in {"has", "have", "had"}):
            continue
        voice = reading.voices.named((tokens[subject[0]].start, tokens[subject[1] - 1].end), sentence)
        return voice.name if voice is not None else None, True
    return None, False


def _differ(lexicon: Lexicon, rarity: Rarity, one: Count, other: Count) -> bool:
    """Return whether two counts are of one thing, by two voices, and cannot both be right."""
    near = one.reading is other.reading and other.sentence - one.sentence <= NEAR
    conflicting = bool(one.figure.unit) and conflict(one.figure, other.figure)
    if not near and not conflicting:
        return False  # told from the figures alone, and most end here
    if one.voice is None or other.voice is None or same_voice(one.voice, other.voice):
        return False
    if near and one.speaker and other.speaker:
        return _answers(lexicon, one, other)
    if not conflicting:
        return False
    told = one.reading is other.reading and not (one.speaker and other.speaker)
    if told and one.figure.unit not in HARMS:
        return False  # the article and somebody in it seldom count one thing twice
    if one.reading is not other.reading and not _same_day(one.reading, other.reading):
        return False
    return _same_thing(rarity, one, other) and _same_time(one, other)


def _answers(lexicon: Lexicon, one: Count, other: Count) -> bool:
    """Return whether a figure right after another voice's is set against it."""
    figure = other.figure
    if other.framed and (not figure.unit or {one.figure.unit, figure.unit} & _persons(lexicon)):
        figure = figure._replace(unit=one.figure.unit, kinds=one.figure.kinds)
    if other.framed and not figure.of:
        figure = figure._replace(of=one.figure.of)
    if not figure.unit or not conflict(one.figure, figure):
        return False
    if one.figure.kinds and figure.kinds and one.figure.kinds != figure.kinds:
        return False
    if not _same_time(one, other):
        return False
    if other.framed:
        return True
    return bool(one.words & other.words) and _same_names(one, other) and apart(one.figure, figure) <= MOST_APART


@cache
def _persons(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(map(stem, lexicon.words["persons"]))


@cache
def _number_stems(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(map(stem, lexicon.numbers))


def _same_time(one: Count, other: Count) -> bool:
    """Return whether two counts are of one time and whole."""
    days_apart = bool(one.days and other.days) and not one.days & other.days
    return one.scope == other.scope and not days_apart


def _same_names(one: Count, other: Count) -> bool:
    """Return whether neither sentence names something else than the other: another place, another player."""
    return not (one.names - other.names and other.names - one.names)


def _same_thing(rarity: Rarity, one: Count, other: Count) -> bool:
    """Return whether two sentences apart from each other count one thing."""
    unit, harm = one.figure.unit, one.figure.unit in HARMS
    if one.figure.kinds != other.figure.kinds or one.points_back or other.points_back or not _same_names(one, other):
        return False
    if not harm and (apart(one.figure, other.figure) > MOST_APART or bool(one.names) != bool(other.names)):
        return False
    if not unit.isalpha():
        return len(one.near & other.near) >= NEAR_WORDS and rarity.shared(one.near, other.near) >= SAME_SUM
    least = SAME_HARM if harm else SAME_THING
    return len(one.words & other.words) >= SHARED_WORDS and rarity.shared(one.words, other.words) >= least


def _same_day(one: Reading, other: Reading) -> bool:
    """Return whether two articles are of one known day: a later figure is an update, not a conflict."""
    first, second = one.article.date, other.article.date
    return first is not None and second is not None and first[:10] == second[:10]


def _pair(one: Count, other: Count) -> tuple[Claim, Response]:
    claim = Claim(
        reading=one.reading,
        sentence=one.sentence,
        span=sentence_span(one.reading, one.sentence),
        speaker=one.voice,
        score=LINK_SCORE,
        measures=(("times apart", apart(one.figure, other.figure)),),
    )
    response = Response(
        reading=other.reading,
        sentence=other.sentence,
        at=other.figure.at,
        span=sentence_span(other.reading, other.sentence),
        speaker=other.voice,
        rule="figures.differ",
        kind=DisputeKind.FIGURES,
        target=other.words,
        inside=Inside.NOT,
    )
    return claim, response
