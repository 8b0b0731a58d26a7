"""What a sentence counts: its numbers with what they count, read by word lists of the language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.numerals import Numeral, read_numeral
from bot.claims.light.grammar.vocabulary import COUNTS

DEAD, INJURED, SICK, CROWD, SHARE, MONEY, TIME, JOBS, BARE = (
    "dead",
    "injured",
    "sick",
    "crowd",
    "%",
    "money",
    "time",
    "jobs",
    "bare",
)
_HARMS = frozenset({DEAD, INJURED, SICK})
THING = ""  # known by the stem of its noun alone

_COUNTING = frozenset({COUNTS, "nobody", "none_of"})
_FATES = ((DEAD, "dying"), (DEAD, "dead"), (INJURED, "hurting"), (INJURED, "injured"), (SICK, "sick"))
_LOST = (*_FATES, (DEAD, "losses"))  # of people: "the loss of eight men"
_NOUN_WORDS = 3  # words after a number among which what is counted stands
_LED = frozenset({"determiners", "genitives", "clitics"})  # before the noun
_BROKEN_OFF = frozenset({"subordinators", "conjunctions", "auxiliaries", "negations"})  # no noun follows these
_FATED = frozenset(kind for _, kind in _LOST)
_GROUPS = ("trees", "vehicles", "homes", "animals")
_HEADS = frozenset({"crowd", "persons"})
_FATE_REACH = 8  # words around a number among which "killed" stands
_TALLY_WORDS = 12  # words before a number without a noun among which what is counted stands
_PART_WORDS = 4  # words before a number among which "of them" stands
_LEAST = 2.0  # smaller numbers count parts, not the whole
_FIRST_YEAR, _LARGEST_YEAR = 1900, 2100
_ABOUT = 0.1  # "about 50" covers 45 to 55
_UP_TO = 0.3  # "up to 60" is said of no fewer than 18
_MOST_SHARED = 1000  # of "8 of 10"; "3 of 2019" is a date
_FEW = 20  # "4 of 5" tells a share only, "34 of 150" a number too
_CURRENCY_MARKS = frozenset("€$£₴₽")
_HOUR = 60
_MOST_DAYS = 31  # "8200 on Sunday" is no date
_ONE_OF_WORDS = 4  # words after a number among which "of them" stands
MEASURES = frozenset({"kg", "m", "m2", "l", "m3"})  # what measures of weight, length, area and volume are told in


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number and what it counts: `unit` by kind, `stems` the stems of its noun. `at` is its offset in the text.

    `scale`: what one of the printed unit is in that of the kind, 1000 for tonnes, 60 for hours.
    """

    unit: str
    low: float
    high: float
    exact: bool
    stems: frozenset[str]
    person: bool
    at: int
    start: int
    end: int
    scale: float = 1.0


def quantities(place: Clauses) -> Iterator[Quantity]:
    """Yield what a sentence counts; dates, years and parts of what was counted are left out."""
    after = 0  # what was read
    if _COUNTING.isdisjoint(place.held):
        return  # most sentences
    for at in [at for at, kinds in enumerate(place.kinds) if not _COUNTING.isdisjoint(kinds)]:
        if at < after:
            continue
        number = read_numeral(place, at)
        if number is None:
            part = _bare_part(place, at) or _nobody(place, at)
            if part is not None:
                yield part
            continue
        share = _share(place, number)
        if not _is_part(place, number) and not _is_date(place, number):
            if share is not None:
                yield share
            if share is None or number.low > _FEW:
                yield from _counted(place, number)
        after = share.end if share is not None else number.end + _percent_words(place, number.end)


def _counted(place: Clauses, number: Numeral) -> Iterator[Quantity]:
    """Yield the quantity of a number, where it is told what it counts or that it is a count."""
    measure = _measure(place, number)
    unit, stems, person = (measure[0], measure[2], False) if measure is not None else _unit(place, number)
    scale = measure[1] if measure is not None else 1.0
    low, high = number.low * scale, number.high * scale
    if unit == TIME:
        minutes = _minutes(place, number)
        if not minutes:
            return
        longer = _hours_before(place, number)
        scale = minutes
        low, high = low * minutes + longer, high * minutes + longer
    told = bool(stems) or unit not in {THING, BARE, CROWD}
    few = number.low < _LEAST and measure is None and not (number.high == 0 and unit in _HARMS)
    if not few and not (_is_year(place, number) and not told) and (unit != THING or stems):
        yield replace(_quantity(place, number, unit, (low, high), stems, person=person), scale=scale)


def _measure(place: Clauses, number: Numeral) -> tuple[str, float, frozenset[str]] | None:
    """Return (unit, how many of it one is, stems of what is measured) of a weight, length, area or volume."""
    told = place.words.measures.get(place.low(number.end))
    if told is None:
        return None
    after = number.end + 1 + (place.low(number.end + 1) == ".")
    nouns = _noun_tokens(place, after)
    return told[0], told[1], frozenset(place.words.stem(place.low(at)) for at in nouns)


def _nobody(place: Clauses, at: int) -> Quantity | None:
    """Return the count of none harmed that a word tells: "nobody was killed", "not a single dead"."""
    none = Numeral(0.0, 0.0, at, at + 1)
    nouns = _noun_tokens(place, at + 1) if place.has("none_of", at) else []
    own = next((unit for i in nouns for unit, kind in _FATES if place.has(kind, i)), "")
    person = any(place.has_any(_HEADS, i) for i in nouns)
    if place.has("nobody", at) and not place.has("determiners", at - 1):
        person = True
    unit = own or (_fate(place, none) if person else "")
    return _quantity(place, none, unit, (0.0, 0.0), frozenset(), person=True) if unit in _HARMS else None


def _percent_words(place: Clauses, at: int) -> int:
    """Return the number of tokens at a token that mean "per cent"."""
    if place.low(at) == "%" or place.has("percents", at):
        return 1
    return 2 if place.has("percents", at + 1) and place.tokens[at].kind == "word" else 0


def _quantity(
    place: Clauses, number: Numeral, unit: str, value: tuple[float, float], stems: frozenset[str], *, person: bool
) -> Quantity:
    low, high = min(value), max(value)
    before = " ".join(place.low(i) for i in range(max(0, number.start - 3), number.start))
    exact = False
    patterns = place.words.patterns
    if patterns["at_least"].search(before):
        high = float("inf")
    elif patterns["at_most"].search(before):
        low = low * _UP_TO
    elif patterns["roughly"].search(before):
        low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    else:
        exact = True
    return Quantity(
        unit=unit,
        low=low,
        high=high,
        exact=exact,
        stems=stems,
        person=person,
        at=place.tokens[number.start].start,
        start=number.start,
        end=number.end,
    )


def _is_part(place: Clauses, number: Numeral) -> bool:
    """Return whether a number counts a part of what was counted: "among them six", "another 30", "six of them"."""
    if place.within("subset", number.start - _PART_WORDS, number.start):
        return True
    pattern = place.words.patterns["of_them"]
    if not pattern.bits & place.bits:
        return False
    after = " ".join(place.low(i) for i in range(number.end, min(len(place.tokens), number.end + _ONE_OF_WORDS)))
    return pattern.match(after) is not None


def _is_date(place: Clauses, number: Numeral) -> bool:
    """Return whether a number is of a day, month or clock time, a label, or multiplies a part."""
    if place.low(number.end) in place.words.parts:
        return True  # "two thirds": a share, told by its word
    after = number.end + (place.low(number.end) == "." and number.end + 1 < len(place.tokens))
    low = place.low(after)
    labelled = number.start - 1 - (place.low(number.start - 1) == ".")
    if place.has("numbered", labelled):
        return True  # "article 31", "line 4"
    time = place.has("times", after) and low not in place.words.durations
    return place.has("clock_words", after) or (time and (number.low <= _MOST_DAYS or _is_year(place, number)))


def _is_year(place: Clauses, number: Numeral) -> bool:
    token = place.tokens[number.start]
    year = _FIRST_YEAR <= number.low <= _LARGEST_YEAR and number.end == number.start + 1
    return year and token.kind == "number" and token.text.isdigit()


def _noun_tokens(place: Clauses, start: int) -> list[int]:
    """Return the words after a number among which what it counts stands."""
    found: list[int] = []
    for at in range(start, min(len(place.tokens), start + 2 * _NOUN_WORDS)):
        token = place.tokens[at]
        if token.kind != "word" or len(found) == _NOUN_WORDS or read_numeral(place, at) is not None:
            break
        if place.has_any(_LED, at):
            continue
        if place.has_any(_BROKEN_OFF, at):
            break
        noun = "capital_nouns" in place.words.traits and token.capital
        if place.has("prepositions", at) or (token.low in place.words.cues and not noun):
            break
        found.append(at)
        if noun:
            return found
    return [] if "capital_nouns" in place.words.traits else found


def _unit(place: Clauses, number: Numeral) -> tuple[str, frozenset[str], bool]:
    """Return what a number counts, the stems of its noun, and whether it counts people."""
    after = number.end
    marks = {place.low(after), place.low(number.start - 1)}
    percent = _percent_words(place, after)
    if percent:
        nouns = _noun_tokens(place, after + percent)
        return SHARE, frozenset(place.words.stem(place.low(at)) for at in nouns), False
    nouns = _noun_tokens(place, after)
    if marks & _CURRENCY_MARKS or any(place.has("currencies", at) for at in nouns):
        return MONEY, frozenset(), False
    if nouns and place.low(nouns[0]) in place.words.durations:
        return TIME, frozenset(), False
    groups = _groups(place, nouns)
    stems = groups | {place.words.stem(place.low(at)) for at in nouns}
    if groups:
        return THING, stems, False  # "60 trees felled" are no dead
    fates = () if _FATED.isdisjoint(place.held) else _FATES
    own = next((unit for at in nouns for unit, kind in fates if place.has(kind, at)), "")
    if own:
        return own, stems, True
    person = any(place.has_any(_HEADS, at) for at in nouns)
    fate = _fate(place, number, _LOST if person else _FATES) if person or nouns else ""
    if fate:
        return fate, stems, person
    if any(place.has("crowd", at) for at in nouns):
        return CROWD, stems, True
    if nouns:
        return JOBS if any(place.has("jobs", at) for at in nouns) else THING, stems, person
    before = _unit_before(place, number)
    named = _named_before(place, number) if before == BARE else frozenset()
    return (THING if named else before), named, False


def _groups(place: Clauses, nouns: list[int]) -> frozenset[str]:
    """Return the groups of things that go by several names to which nouns belong: trees are limes, trunks, stumps."""
    return frozenset(kind for kind in _GROUPS if any(place.has(kind, at) for at in nouns))


def _named_before(place: Clauses, number: Numeral) -> frozenset[str]:
    """Return the stems of what a number counts that nothing follows: "the number of trees is put at 410"."""
    for at in range(number.start - 1, max(-1, number.start - _TALLY_WORDS), -1):
        if place.low(at) in {";", ":"}:
            break
        if place.has("count_nouns", at):
            nouns = _noun_tokens(place, at + 1)
            return frozenset(place.words.stem(place.low(i)) for i in nouns)
    return frozenset()


def _unit_before(place: Clauses, number: Numeral) -> str:
    """Return what a number counts that nothing follows: "the number of dead at eleven"; BARE where it is not told."""
    for at in range(number.start - 1, max(-1, number.start - _TALLY_WORDS), -1):
        if place.low(at) in {";", ":"}:
            break
        unit = next((unit for unit, kind in (*_FATES, (CROWD, "crowd")) if place.has(kind, at)), "")
        if unit:
            return unit
    before = " ".join(place.low(i) for i in range(max(0, number.start - 4), number.start))
    return CROWD if place.words.patterns["they_were"].search(before) is not None else BARE


def _fate(place: Clauses, number: Numeral, fates: tuple[tuple[str, str], ...] = _FATES) -> str:
    """Return what happened to the people counted, by the nearest word that tells it; "" for nothing."""
    if _FATED.isdisjoint(place.held):
        return ""
    for distance in range(1, _FATE_REACH + 1):
        for at in (number.start - distance, number.end - 1 + distance):
            unit = next((unit for unit, kind in fates if kind != "sick" and place.has(kind, at)), "")
            if unit and not _number_between(place, at, number):
                return unit
    return ""


def _number_between(place: Clauses, at: int, number: Numeral) -> bool:
    """Return whether another number or the end of a statement stands between a token and a number."""
    between = range(at + 1, number.start) if at < number.start else range(number.end, at)
    return any(place.tokens[i].kind == "number" or place.low(i) in {";", ":"} for i in between)


def _minutes(place: Clauses, number: Numeral) -> float:
    """Return the minutes of the unit of time after a number, 0 for a point in time or an age."""
    at = _noun_tokens(place, number.end)[0]
    led = place.has("prepositions", number.start - 1) and not place.has("amount_prepositions", number.start - 1)
    return 0.0 if led else place.words.durations[place.low(at)]


def _hours_before(place: Clauses, number: Numeral) -> float:
    """Return the minutes told before "and ten minutes"."""
    unit = place.low(number.start - 2) if place.has("conjunctions", number.start - 1) else ""
    scale = place.words.durations.get(unit, 0.0)
    if scale < _HOUR:
        return 0.0
    for at in range(max(0, number.start - 5), number.start - 2):
        before = read_numeral(place, at)
        if before is not None and before.end == number.start - 2:
            return before.low * scale
    return scale if place.has("determiners", number.start - 3) else 0.0


def _share(place: Clauses, number: Numeral) -> Quantity | None:
    """Return the share that "eight drivers of ten" tells, None for none."""
    at = next((i for i in range(number.end, min(len(place.tokens), number.end + 3)) if place.has("out_of", i)), -1)
    if at < 0:
        return None
    at += place.has("out_of", at + 1)
    whole = read_numeral(place, at + 1) if at < len(place.tokens) - 1 else None
    if whole is None or not _LEAST < whole.low <= _MOST_SHARED or number.low > whole.low or _is_date(place, whole):
        return None
    value = 100 * number.low / whole.low
    nouns = _noun_tokens(place, number.end) or _noun_tokens(place, whole.end)
    stems = frozenset(place.words.stem(place.low(i)) for i in nouns)
    told = Numeral(value, value, number.start, whole.end)
    return _quantity(place, told, SHARE, (value - 1, value + 1), stems, person=False)


def _bare_part(place: Clauses, at: int) -> Quantity | None:
    """Return the share that a word tells: "half of the drivers", "two thirds"."""
    value = place.words.parts.get(place.low(at))
    if value is None or any(place.low(i) in place.words.durations for i in (at + 1, at + 2)):
        return None
    number = read_numeral(place, at - 1) if at else None
    times = number.low if number is not None and number.end == at else 1.0
    if times * value >= 100:
        return None
    size = times * value
    whole = Numeral(size, size, at, at + 1)
    return _quantity(place, whole, SHARE, (size * (1 - _ABOUT), size * (1 + _ABOUT)), frozenset(), person=False)
