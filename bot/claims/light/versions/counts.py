"""Of what time, place and part a figure is that somebody tells: the same as another one, or not."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.quantities import SHARE, Quantity
from bot.claims.light.grammar.vocabulary import COUNTS
from bot.claims.light.speech.reading import LightReading

_SAME_YEAR = 1  # sentences after "last year" that are still of it
_GROUP_WORDS = 3  # after "among" that tell a group
_SPARE_WORDS = 2
_OPENS = 3  # tokens at the start of a sentence
_TELLING = frozenset(
    {
        COUNTS,
        "tallies",
        "placings",
        "records",
        "documents",
        "titles",
        "bodies",
        "counters",
        "times",
        "adverbs",
        "auxiliaries",
        "count_nouns",
        "share_nouns",
        "percents",
        "currencies",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure that somebody tells."""

    reading: LightReading
    sentence: int
    quantity: Quantity
    speaker: str

    @property
    def place(self) -> Clauses:
        """Return the clauses of its sentence."""
        return self.reading.places[self.sentence]

    @property
    def clause(self) -> Range:
        """Return the tokens of its clause."""
        return self.place.clause(self.quantity.start)

    def has(self, kind: str) -> bool:
        """Return whether a word of a list stands in its sentence."""
        return self.place.holds(kind)

    def tells(self, pattern: str) -> bool:
        """Return whether its sentence matches a pattern."""
        return self.reading.tells(pattern, self.sentence)


def is_same_scope(one: Count, other: Count) -> bool:
    """Return whether a sentence says that its figure is of the same day, place or works as the other."""
    told = other if other.sentence >= one.sentence else one
    return told.tells("same_scope")


def is_spare(count: Count) -> bool:
    """Return whether a sentence tells little but who counted how many: what it counts was told before it.

    "The police came to 4200", "by the log of the control room it was eleven minutes".
    """
    reading, place = count.reading, count.place
    stem = reading.vocabulary.stem
    telling = {
        stem(token.low)
        for token, kinds in zip(place.tokens, place.kinds, strict=True)
        if token.kind != "word" or not _TELLING.isdisjoint(kinds)
    }
    named = reading.vocabulary.content_words(count.speaker)
    return len(reading.words[count.sentence] - telling - named - count.quantity.stems) <= _SPARE_WORDS


def is_other_scope(one: Count, other: Count, *, contrasts: bool, told: bool) -> bool:
    """Return whether two figures are of different times, of a part and the whole, or of a day and all days since.

    `told`: it is known to be one event, so that "all over the country" may be told by one only.
    """
    reach = (one, other)
    places = [count.has("everywhere") for count in reach]
    parts = [count.tells("part_only") for count in reach]
    if one.sentence == other.sentence and parts[0]:
        return True  # "for the roads alone 4 million, for the whole region 31"
    wider = other.tells("whole_area") and not one.tells("whole_area")
    if wider or parts[0] != parts[1] or other.tells("elsewhere") or _is_other_group(one, other):
        return True
    since = [count.place.holds("since") and count.place.within("since", *count.clause) for count in reach]
    if (places[0] != places[1] and not told) or (since[0] != since[1] and not contrasts):
        return True
    then = [count.tells("other_year") for count in reach]
    if (then[1] and not then[0]) or (then[0] and not then[1] and other.sentence - one.sentence > _SAME_YEAR):
        return True
    for kind in ("months", "weekdays"):
        first, second = (
            {count.place.words.stem(count.place.low(at)) for at in count.place.spots(kind)} for count in reach
        )
        opens = kind == "months" and other.place.within(kind, 0, _OPENS)  # "in July the agency wrote of 65 000"
        if second and not first & second and (first or opens):
            return True
    years = [{token.text for token in count.place.tokens if _is_year(token.text)} for count in reach]
    return bool(years[0] and years[1] and not years[0] & years[1])


def _is_other_group(one: Count, other: Count) -> bool:
    """Return whether a share is of a group that the sentence of the other does not tell: "among the young"."""
    place = other.place
    if other.quantity.unit != SHARE:
        return False
    for at in place.spots("among"):
        group = {place.words.stem(place.low(i)) for i in range(at + 1, at + 1 + _GROUP_WORDS) if place.low(i)}
        return group.isdisjoint(one.reading.words[one.sentence])
    return False


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in {"19", "20"}
